"""The entries a draft cites, as a bibliography of its own."""

from pathlib import Path

from litbase.errors import DraftError
from litbase.library.parts import Parts

_REFERRING = ("crossref", "xdata", "xref", "entryset", "related")


def cited_entries(parts: Parts, draft: Path) -> tuple[str, tuple[str, ...]]:
    """Return the entries that *draft* cites as BibTeX, and the keys it cites that no entry has."""
    keys, unknown = _cited_keys(parts, draft)
    bibliography = parts.bibliography
    wanted = dict.fromkeys(keys)
    for key in keys:
        wanted |= dict.fromkeys(_referred_to(parts, key))
    in_order = [key for key in bibliography.keys() if key in wanted]  # noqa: SIM118 (the order of the file)
    return "\n".join(bibliography.text(key).strip() + "\n" for key in in_order), unknown


def _cited_keys(parts: Parts, draft: Path) -> tuple[list[str], tuple[str, ...]]:
    """As pandoc reads them, and as `check` does."""
    from litbase.library.citing import keys_in_draft

    keys = cited_keys(parts, draft)
    try:
        by_key, unknown = keys_in_draft(parts, draft)
    except DraftError:  # a format that only `check` reads, such as PDF
        by_key, unknown = [], []
    return list(dict.fromkeys([*keys, *by_key])), tuple(unknown)


def cited_keys(parts: Parts, draft: Path) -> list[str]:
    """Return the keys that *draft* cites as `check` finds them: by key, or in words (author and year, symbol, law)."""
    from litbase.catalog.organisations import load_organisations
    from litbase.claims.citations.cited import citations_of
    from litbase.claims.citations.works import works_of
    from litbase.library.checking import read

    bibliography = parts.bibliography
    works = works_of(map(bibliography.complete, bibliography.keys()), load_organisations())
    found = citations_of(read(draft), works)
    keys = (key for placed in found.citations for key in placed.citation.keys if key in bibliography)
    return list(dict.fromkeys(keys))


def _referred_to(parts: Parts, key: str) -> list[str]:
    """Return the entries that *key* inherits from or is related to, and those they refer to in turn."""
    found, waiting = list[str](), [key]
    while waiting:
        entry = parts.bibliography.entry(waiting.pop())
        named = [name.strip() for field in _REFERRING for name in (entry.get(field) or "").split(",")]
        fresh = [name for name in named if name in parts.bibliography and name not in found and name != key]
        found += fresh
        waiting += fresh
    return found
