"""The pages found, opened and marked once, whether they are weighed or shown."""

from collections.abc import Iterable

from litbase.model.page import Page
from litbase.search.entries import EntryIndex, source_id
from litbase.search.marking import Found, Marker
from litbase.search.matching import Ranked
from litbase.search.wanted import Wanted
from litbase.sources.page_store import PageStore, StoredSource

Place = tuple[int, int]
"""The identifier of a source, the number of a page in it."""


class Reader:
    """Opens pages and marks on them what was asked for."""

    def __init__(self, entries: EntryIndex, pages: PageStore) -> None:
        self._entries = entries
        self._pages = pages
        self._opened: dict[Place, tuple[StoredSource, Page]] = {}
        self._marked: dict[Place, list[Found]] = {}
        self._marker = Marker(Wanted())

    def look_for(self, wanted: Wanted) -> None:
        """Mark this from now on, once all of it is known."""
        self._marked = {}
        self._marker = Marker(wanted)

    def open(self, ranked: Iterable[Ranked]) -> None:
        """Fetch pages at once; those that have left the store meanwhile stay unopened."""
        new = [place for hit in ranked if (place := (hit.source, hit.number)) not in self._opened]
        sha256s = self._entries.sha256s(source for source, _ in new)
        places = [(sha256s[source], number) for source, number in new if source in sha256s]
        for (sha256, number), found in self._pages.pages_at(places).items():
            self._opened[source_id(sha256), number] = found

    def page(self, hit: Ranked) -> tuple[StoredSource, Page] | None:
        """Return a page and its source, None if it has left the store."""
        if (hit.source, hit.number) not in self._opened:
            self.open((hit,))
        return self._opened.get((hit.source, hit.number))

    def marks(self, hit: Ranked) -> list[Found]:
        """Return what was asked for on a page, in order; nothing if the page has left the store."""
        place = hit.source, hit.number
        known = self._marked.get(place)
        if known is None:
            opened = self.page(hit)
            known = [] if opened is None else self.marks_in(opened[1].text, opened[0].language)
            self._marked[place] = known
        return known

    def marks_in(self, text: str, language: str | None) -> list[Found]:
        """Return what was asked for in a text that is no page."""
        return self._marker.marks(text, language)
