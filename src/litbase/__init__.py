"""litbase: every claim, back to its page.

The parts, each of which may use only those further right:

    { cli, web, mcp } → library → { claims, csl, exchange, catalog } → search → { bib, sources }
        → formats → model → errors

    cli, web   the command line, and the reading room in the browser
    library    one folder, opened: the public API
    claims     claim tracing: from a draft's words to the pages that bear them out, or do not
    csl        citations and reference lists in any CSL style
    exchange   other programs' formats: RIS, CSL-JSON, EndNote XML, MODS, Zotero …
    catalog    public reports known to exist, and how to get them
    search     full text, over pages
    bib        the bibliography: BibTeX read, interpreted, checked, written back
    sources    the files behind the entries, read as pages
    formats    wrappers that several parts need
    model      the vocabulary: values that every part speaks
    errors     every error raised on purpose
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litbase.errors import LitbaseError as LitbaseError
    from litbase.library.library import Library as Library
    from litbase.model.claim import Finding as Finding
    from litbase.model.claim import Verdict as Verdict
    from litbase.model.entry import Entry as Entry
    from litbase.model.page import Page as Page
    from litbase.model.page import SearchResult as SearchResult

_HOMES = {
    "Library": "litbase.library.library",
    "LitbaseError": "litbase.errors",
    "Entry": "litbase.model.entry",
    "Finding": "litbase.model.claim",
    "Page": "litbase.model.page",
    "SearchResult": "litbase.model.page",
    "Verdict": "litbase.model.claim",
}

__all__ = ["Entry", "Finding", "Library", "LitbaseError", "Page", "SearchResult", "Verdict"]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (PEP 562), so that importing litbase costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'litbase' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
