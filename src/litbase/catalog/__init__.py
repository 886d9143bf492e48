"""The catalog: public reports known to exist, and how to get them."""
