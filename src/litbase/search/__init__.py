"""Search: full text, over pages."""
