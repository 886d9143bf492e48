"""Notes of wikitext that are written in one place and called in several, each time at a page of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from litbase.claims.draft import CitedItem
from litbase.claims.drafts.wikitext_templates import read_template
from litbase.claims.drafts.writer import DraftWriter

_NAME = re.compile(r"\bname\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>/]+))")
_PAGE = re.compile(r"\{\{\s*(?:rp|reference page)\s*\|", re.IGNORECASE)


@dataclass(slots=True)
class NoteCalls:
    """The notes that have names, and the calls whose notes may still come."""

    writer: DraftWriter
    named: dict[str, tuple[CitedItem, ...]] = field(default_factory=dict)
    """The works that each note cites, by its name."""
    waiting: list[tuple[tuple[str, ...], int, int, CitedItem | None]] = field(default_factory=list)

    def define(self, name: str, items: tuple[CitedItem, ...]) -> None:
        """Keep the works that a note cites; the first note of a name is the one."""
        self.named.setdefault(name, items)

    def call(self, called: tuple[str, ...], start: int, end: int, *, page: CitedItem | None) -> None:
        """Write the mark that calls notes written elsewhere; *page* is given beside the mark."""
        for name in called:
            self.writer.call_note(name, start, end)
        self.waiting.append((called, start, end, page))

    def cite(self) -> None:
        """Write a citation for each call, now that all notes are known."""
        self.writer.in_references = False
        for called, start, end, page in self.waiting:
            items: tuple[CitedItem, ...] = ()
            for index, name in enumerate(called):
                beside = page if index == len(called) - 1 else None
                items += cited_by(self.named.get(name, ()), name, beside)
            self.writer.cite(start, end, items)


def cited_by(items: tuple[CitedItem, ...], name: str | None, page: CitedItem | None) -> tuple[CitedItem, ...]:
    """Return the works of a note as its call cites them: under the note's name, at the page given beside the call."""
    if not items:
        return () if page is None else (replace(page, key=name),)
    if page is not None:
        items = (replace(items[0], locator=page.locator, label=page.label), *items[1:])
    return tuple(replace(item, key=name) for item in items)


def name_in(attributes: str) -> str | None:
    """Return the name that a "<ref>" tag gives its note."""
    match = _NAME.search(attributes)
    return next(filter(None, match.groups()), "").strip() or None if match else None


def page_beside(text: str, position: int, closed: Mapping[int, int]) -> tuple[CitedItem | None, int]:
    """Return the page that "{{rp|61}}" at *position* gives, and where that ends."""
    end = closed.get(position)
    if end is None or not _PAGE.match(text, position):
        return None, position
    found = read_template(text, position, end, closed).first("1", "p", "page", "pp", "pages", "at")
    if found is None:
        return None, end
    return CitedItem(None, found.value, "page" if found.name != "at" else None), end
