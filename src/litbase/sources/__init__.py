"""The sources: the files behind the entries, read as pages."""
