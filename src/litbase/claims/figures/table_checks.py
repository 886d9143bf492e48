"""What the tables on the pages of a claim's passages say of its figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from litbase.claims.figures.equality import is_equal, years_differ
from litbase.claims.figures.matching import FigureMatch
from litbase.claims.figures.named_cells import COMPARED, Said, TableRead, matches_in, said_in, stems_of
from litbase.claims.figures.quantity import Quantity
from litbase.claims.figures.tables import CAPTION, Cell, Table
from litbase.claims.places import CitedPlaces
from litbase.claims.support.candidates import Candidate, ClaimWords
from litbase.claims.support.listings import is_listing
from litbase.claims.support.reading import PageReader, chapter_terms
from litbase.model.claim import Outcome
from litbase.model.page import LocatorKind, Page

_TITLE = 250  # characters at the start of a source that hold its title and its author

Told = tuple[FigureMatch, Candidate]


class Figured(Protocol):
    """The figures of a claim and the passages in which they may stand."""

    @property
    def words(self) -> ClaimWords: ...
    @property
    def figures(self) -> Sequence[Quantity]: ...
    @property
    def passages(self) -> Sequence[Candidate]: ...
    @property
    def reader(self) -> PageReader: ...
    @property
    def places(self) -> CitedPlaces: ...


def told_in_tables(known: Mapping[int, Told], claim: Figured) -> dict[int, Told]:
    """Return the figures whose cell the claim names by row and column, where that tells more than what is *known*."""
    if not claim.figures:
        return {}
    figures = [(one.start, one.end) for one in claim.figures if one.kind in COMPARED]
    said = said_in(claim.words.claim, without=[*claim.words.naming, *figures])
    found: dict[int, Told] = {}
    for passage in {(one.source.sha256, one.page.number): one for one in claim.passages}.values():
        for index, match, cell in _in_tables_of(passage, claim, said):
            before = found.get(index) or known.get(index)
            if match.outcome is not Outcome.OK and _is_elsewhere(passage, cell, claim.places):
                continue
            if before is None or _tells_more(match, before, passage):
                found[index] = match, replace(passage, start=cell.start, end=cell.end)
    return found


def cells_between(tables: Sequence[Table], start: int, end: int) -> tuple[Cell, ...]:
    """Return the cells that stand from *start* to *end* of a page, with offsets into that stretch."""
    return tuple(
        replace(cell, start=cell.start - start, end=cell.end - start)
        for table in tables
        if table.start < end and table.end > start
        for cell in table.cells
        if start <= cell.start and cell.end <= end
    )


def _in_tables_of(passage: Candidate, claim: Figured, said: Said) -> Iterator[tuple[int, FigureMatch, Cell]]:
    page = passage.page
    for table in claim.reader.tables(passage.source, page):
        if not is_listing(page, table.start, table.end):
            around = _around(table, page) | _on_the_title_page(passage, claim.reader)
            read = TableRead(table, page, passage.source.language, around)
            yield from matches_in(claim.figures, said, read)


def _is_elsewhere(passage: Candidate, cell: Cell, places: CitedPlaces) -> bool:
    """Tell whether a cell stands on another page than the one cited: tables of many years and chapters are alike."""
    sha256 = passage.source.sha256
    return sha256 in places.places and not places.holds(sha256, passage.page.number, cell.start, cell.end)


def _tells_more(match: FigureMatch, known: Told, passage: Candidate) -> bool:
    """Tell whether what a named cell says of a figure goes before what is *known* of it."""
    before, where = known
    if match.outcome is Outcome.OK:
        return before.outcome is not Outcome.OK
    if passage.page.ocr or before.outcome is Outcome.DIFFERS:
        return False
    if before.theirs is None or not is_equal(match.ours, before.theirs):
        return True
    is_cell = bool(before.theirs.row) or before.theirs.around == ((), ())
    is_in_table = is_cell and where.page.number == passage.page.number
    return years_differ(match.ours, before.theirs) or is_in_table


def _on_the_title_page(passage: Candidate, reader: PageReader) -> frozenset[str]:
    """Return the stems of what a source calls itself and whose it is: its tables need not say it again."""
    first = reader.page(passage.source, 1)
    return stems_of(f"{first.heading or ''} {first.text[:_TITLE]}") if first is not None else frozenset()


def _around(table: Table, page: Page) -> frozenset[str]:
    """Return the stems of what holds for a whole table: its caption, the heading and the country it stands under."""
    mark = page.mark_at(table.start, LocatorKind.SECTION)
    under = mark.value if mark is not None and not CAPTION.match(mark.value) else ""
    heading = f"{table.above} {page.heading or ''} {under}"
    return stems_of(heading) | chapter_terms(page, table.start, "en")
