"""litbase: every claim, back to its page.

The parts, each of which may use only those further right:

    { cli, web, mcp } → library → { claims, csl, exchange, catalog } → search → { bib, sources }
        → formats → model → errors

    library    one folder, opened: the public API
    claims     claim tracing: from a claim's words to the pages that bear them out, or do not
    catalog    public reports known to exist, and how to get them
    search     full text, over pages
    bib        the bibliography: BibTeX read, interpreted, checked, written back
    sources    the files behind the entries, read as pages
    formats    wrappers that several parts need
    model      the vocabulary: values that every part speaks
    errors     every error raised on purpose
"""
