"""The readers of manuscripts, one a format."""
