"""OTHER PROGRAMS' FORMATS: records of reference managers and databases, read and written."""
