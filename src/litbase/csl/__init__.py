"""Citations and reference lists in any CSL style."""
