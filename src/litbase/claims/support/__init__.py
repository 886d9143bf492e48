"""Which passages bear on a claim, how far they cover it, and what of it they leave open."""
