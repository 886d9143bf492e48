"""Figures as values: read from text and tables, held against those of a passage, and against each other in a draft."""
