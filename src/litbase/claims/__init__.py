"""Claim tracing: from a claim's words to the pages that bear them out, or do not."""
