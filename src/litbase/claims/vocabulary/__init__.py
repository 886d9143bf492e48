"""Words that are one word, that tell the same, or that tell nothing."""
