"""The bibliography: BibTeX read, interpreted, checked, written back."""
