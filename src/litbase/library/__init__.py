"""One folder, opened: the public API of litbase."""
