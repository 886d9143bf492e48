"""Quotations: found in a source, and judged word by word whether they stand there verbatim."""
