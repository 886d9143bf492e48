"""The cell of a table that a claim names by its row and its column, and what it says of the claim's figure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from litbase.claims.figures.context import terms_of
from litbase.claims.figures.equality import is_equal, same_kind
from litbase.claims.figures.grammar import MEASURE
from litbase.claims.figures.hedges import Qualifier
from litbase.claims.figures.matching import FigureMatch
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.figures.quantity import Kind, Quantity
from litbase.claims.figures.tables import Cell, Row, Table
from litbase.claims.vocabulary.akin_words import akin_to
from litbase.claims.vocabulary.function_words import FUNCTION_WORDS
from litbase.claims.vocabulary.same_words import same_word
from litbase.model.claim import Outcome, Span
from litbase.model.page import Page
from litbase.search.analysis import tokens

COMPARED = frozenset({Kind.COUNT, Kind.SHARE, Kind.MONEY})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NAME = re.compile(r"(?<![.!?:“\"]\s)(?<!^)\b[A-Z][^\W\d_]+|\b[A-Z]{2,}\b")
_CHANGE = re.compile(
    r"\b(?:by|increase[sd]? (?:of|in)|decrease[sd]? of|rise of|fall of|drop of|decline of|growth of|difference of"
    r"|further|additional|another|other|average|median|mean|up|down|of (?:the|these|those|them|whom|which))"
    r"\s(?:\w+\s)?$",
    re.I,
)
_BEHIND_CHANGE = re.compile(
    r"\W{0,2}(?:\w+\s)?(?:more|fewer|less|higher|lower|times|percentage points|points|of (?:which|\d)"
    r"|of (?:the|these|those|them|whom|all|every)\b)\b",
    re.I,
)
_AVERAGES = frozenset(terms_of("average median mean"))
_TOTALS = frozenset(terms_of("total totals all sum overall together altogether both"))
_SAID_OF_ANY = frozenset(
    terms_of(
        "person people individual number figure case total estimated estimate count table according report reported"
        " record recorded register registered put puts give gives stand stood amount amounted come came show shown"
        " year only just almost nearly about around more less fewer least most exactly annually same"
    )
)
_NEXT_WORDS = 12  # characters behind "of the": the word that says of what
_ROUND = 100  # a number of fewer noughts may well be exact
_PART_LEFT = 3  # a third of a claim's words may be other ones than the table's
_NEEDED = frozenset(token.term for token in tokens(" ".join(sorted(FUNCTION_WORDS)), "en"))
_HELD_BACK = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.FEWER_THAN, Qualifier.UP_TO})


@dataclass(frozen=True, slots=True)
class Said:
    """What a claim says: its stems with where each stands, its years, numbers and names."""

    text: str
    terms: tuple[tuple[str, int], ...]
    names: frozenset[str]

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(term for term, _ in self.terms)

    @property
    def years(self) -> frozenset[int]:
        return frozenset(int(match[0]) for match in _YEAR.finditer(self.text))


def said_in(claim: str, *, without: Sequence[Span]) -> Said:
    """Return what *claim* says, the stretches *without* left out: they name the works it cites."""
    text = claim
    for start, end in without:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    found = tuple(
        (same_word(token.term, "en"), token.start) for token in tokens(text, "en") if not token.word.isdigit()
    )
    names = frozenset(stem for match in _NAME.finditer(text) for stem in stems_of(match[0]))
    return Said(text, found, names)


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table with its figures; `around` are the stems that hold for all of it: its caption, its country, its place."""

    table: Table
    page: Page
    language: str | None
    around: frozenset[str]

    def quantity(self, cell: Cell) -> Quantity | None:
        """Return the figure in a cell, None if it holds none; offsets are into the text of the page."""
        text = self.page.text[cell.start : cell.end]
        alone = replace(cell, start=0, end=len(text))
        found = read_quantities(text, self.language, (alone,))
        if len(found) != 1 and not (found and text.startswith(found[0].text)):
            return None
        figure = found[0]
        return replace(figure, start=figure.start + cell.start, end=figure.end + cell.start)


def matches_in(figures: Sequence[Quantity], said: Said, read: TableRead) -> Iterator[tuple[int, FigureMatch, Cell]]:
    """Yield for each figure whose cell the claim names: its index, how it fares, and the cell."""
    if _is_of_another_year(read.table, said):
        return
    rows = [row for row in read.table.rows if _is_named(row, said)]
    rows = [row for row in rows if not any(_says_more(other, row, said) for other in rows)]
    for index, figure in enumerate(figures):
        if figure.kind not in COMPARED:
            continue
        own = _rows_for(figure, rows, figures, said) or _row_of_unit(figure, said, read) or _total_rows(read, rows)
        found = _judged(figure, own, said, read, is_total=not rows)
        if found is not None:
            yield index, *found


def _is_of_another_year(table: Table, said: Said) -> bool:
    """Tell whether the caption names one year, the claim others, and neither rows nor columns tell years."""
    years = {int(year) for year in _YEAR.findall(table.above)}
    is_dated = any(map(_YEAR.search, [*table.columns, *(row.label for row in table.rows)]))
    return len(years) == 1 and bool(said.years) and not is_dated and said.years.isdisjoint(years)


# ---- rows ----------------------------------------------------------------------------------------------------------
def _is_named(row: Row, said: Said) -> bool:
    """Tell whether the claim says every word of a row's label, and its year."""
    label = _BRACKETS.sub(" ", row.label)
    years = {int(match[0]) for match in _YEAR.finditer(label)}
    stems = stems_of(label) - _NEEDED or stems_of(label)
    numbers = set(_NUMBER.findall(label)) - set(map(str, years))
    if not stems and not years and not numbers:
        return False
    if stems and stems <= _TOTALS:
        return False
    return stems <= said.stems and years <= said.years and numbers <= set(_NUMBER.findall(said.text))


def _says_more(other: Row, row: Row, said: Said) -> bool:
    """Tell whether *other* is named more fully than *row*: "Republic of Korea" for "Korea", or with its group."""
    one, two = _label(row), _label(other)
    if one == two and row is not other:
        return stems_of(row.group).isdisjoint(said.stems) and not stems_of(other.group).isdisjoint(said.stems)
    return one < two


def _label(row: Row) -> frozenset[str]:
    label = _BRACKETS.sub(" ", row.label)
    return stems_of(label) | frozenset(_NUMBER.findall(label))


def _rows_for(figure: Quantity, rows: Sequence[Row], figures: Sequence[Quantity], said: Said) -> list[Row]:
    """Return the rows that may be meant with a figure: by its year, or by turns where each figure has its own."""
    if figure.year is not None:
        of_year = [row for row in rows if str(figure.year) in row.label]
        rows = of_year or [row for row in rows if not _YEAR.search(row.label)]
    if len(rows) < 2:
        return list(rows)
    places = sorted(rows, key=lambda row: _place(row, said))
    kin = [one for one in figures if same_kind(one, figure)]
    if len(kin) == len(places):
        return [places[kin.index(figure)]]
    return list(rows)


def _place(row: Row, said: Said) -> int:
    stems = stems_of(_BRACKETS.sub(" ", row.label))
    years = [said.text.find(year) for year in _YEAR.findall(row.label)]
    return min([place for term, place in said.terms if term in stems] + [place for place in years if place >= 0] or [0])


def _row_of_unit(figure: Quantity, said: Said, read: TableRead) -> list[Row]:
    """Return the only row of figures in the measure of the claim, if the claim says a word of its label."""
    if figure.unit is None or figure.kind is not Kind.COUNT:
        return []
    rows = [row for row in read.table.rows if _measure(row.label) == figure.unit]
    is_told = len(rows) == 1 and not stems_of(_BRACKETS.sub(" ", rows[0].label)).isdisjoint(said.stems - _NEEDED)
    return rows if is_told else []


def _measure(label: str) -> str | None:
    """Return the measure that a label sets apart: "Average length (days)"."""
    for unit in _BRACKETS.findall(label):
        measure = MEASURE.fullmatch(unit.strip("()[] "))
        if measure is not None:
            return measure.lastgroup
    return None


def _total_rows(read: TableRead, named: Sequence[Row]) -> list[Row]:
    if named:
        return []
    return [row for row in read.table.rows if stems_of(row.label) and stems_of(row.label) <= _TOTALS]


# ---- columns -------------------------------------------------------------------------------------------------------
def _column_for(figure: Quantity, row: Row, said: Said, read: TableRead) -> tuple[int, bool] | None:
    """Return the column meant with a figure, and whether the claim names it in full; None if that is not plain."""
    heads = read.table.columns
    fit = [at for at, cell in enumerate(row.cells) if cell is not None and _fits(figure, read.quantity(cell))]
    years = [at for at in fit if _YEAR.search(heads[at])]
    if years:
        year = figure.year or (next(iter(said.years)) if len(said.years) == 1 else None)
        fit = [at for at in years if str(year) in heads[at]]
    beside = frozenset(_same(figure.things))
    stems = {at: stems_of(_BRACKETS.sub(" ", heads[at])) - _TOTALS - _NEEDED for at in fit}
    full = [at for at in fit if stems[at] and stems[at] <= said.stems]
    longest = max((len(stems[at]) for at in full), default=0)
    full = [at for at in full if len(stems[at]) == longest]
    if len(full) > 1:  # "212 women and 139 men": the one that stands behind the figure
        full = [at for at in full if stems[at] <= beside] or full
    if full:
        return (full[0], True) if len(full) == 1 else None
    touched = [at for at in fit if not stems[at].isdisjoint(said.stems)]
    if touched:
        return None
    plain = [at for at in fit if not stems[at]]
    if len(fit) == 1 and (len(heads) == 1 or years):
        return fit[0], bool(years) or not stems[fit[0]]
    totals = [at for at in plain if heads[at].strip()]
    return (totals[0], True) if len(totals) == 1 else None


def _fits(figure: Quantity, cell: Quantity | None) -> bool:
    if cell is None:
        return False
    if cell.kind is Kind.YEAR:
        return figure.kind is Kind.COUNT
    return same_kind(figure, cell) or (figure.kind is Kind.MONEY and cell.kind is Kind.COUNT and cell.unit is None)


# ---- verdict -------------------------------------------------------------------------------------------------------
def _judged(
    figure: Quantity, rows: Sequence[Row], said: Said, read: TableRead, *, is_total: bool
) -> tuple[FigureMatch, Cell] | None:
    found: list[tuple[Quantity, Cell, bool]] = []
    for row in rows:
        column = _column_for(figure, row, said, read)
        cell = row.cells[column[0]] if column is not None else None
        theirs = read.quantity(cell) if cell is not None else None
        if column is not None and cell is not None and theirs is not None:
            found.append((theirs, cell, column[1]))
    for theirs, cell, is_full in found:
        if is_equal(figure, theirs) and is_full and _speaks_of(figure, cell, said, read, part=_PART_LEFT - 1):
            return FigureMatch(figure, theirs, Outcome.OK), cell
    if len(found) != 1 or len(rows) != 1:
        return None
    theirs, cell, is_full = found[0]
    if not is_full or _may_agree(figure, theirs) or _is_change(figure, cell, said, read):
        return None
    if not _speaks_of(figure, cell, said, read, part=_PART_LEFT + is_total):
        return None
    return FigureMatch(figure, theirs, Outcome.DIFFERS), cell


def _may_agree(figure: Quantity, theirs: Quantity) -> bool:
    """Tell whether the two may be one number: rounded, in another unit, or as far as a hedge allows."""
    if is_equal(figure, theirs) or figure.value in (theirs.value, theirs.written):
        return True
    if figure.qualifier in _HELD_BACK:
        is_upward = figure.qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
        return theirs.value >= figure.value if is_upward else theirs.value <= figure.value
    return abs(figure.value - theirs.value) <= _rounded_by(figure)


def _rounded_by(figure: Quantity) -> Fraction:
    """Return half of the last digit that a figure shows, where it is plainly rounded, as in millions."""
    is_rounded = figure.scale != 1 or figure.step >= _ROUND or figure.qualifier is not None
    return figure.step / 2 if is_rounded else Fraction(0)


def _is_change(figure: Quantity, cell: Cell, said: Said, read: TableRead) -> bool:
    """Tell whether a figure is a difference, a part or an average, which no cell needs to hold unless its words do."""
    before, behind = said.text[max(0, figure.start - 40) : figure.start], said.text[figure.end : figure.end + 40]
    change = _CHANGE.search(before) or _BEHIND_CHANGE.match(behind)
    if change is None:
        return False
    named = stems_of(f"{cell.row} {cell.column}")
    of_what = (
        stems_of(behind[change.end() :].split(",")[0][:_NEXT_WORDS]) if change.re is _BEHIND_CHANGE else frozenset()
    )
    if of_what and not of_what.isdisjoint(read.around) and of_what.isdisjoint(named):
        return False  # "four of the vessels" under "Vessels visited": the column says which
    return (read.around | named).isdisjoint(stems_of(change[0]) & _AVERAGES)


def _speaks_of(figure: Quantity, cell: Cell, said: Said, read: TableRead, *, part: int) -> bool:
    """Tell whether the table speaks of what the claim speaks of: what is counted, the names, and most of its words."""
    own = stems_of(f"{cell.row} {cell.column} {cell.group}") | read.around
    things = [thing for thing in _same(figure.things) if thing not in _NEEDED]
    strange = [thing for thing in things if thing not in own | _SAID_OF_ANY]
    if strange[:1] == things[:1] != [] or any(akin_to(thing).isdisjoint(own) for thing in strange):
        return False
    if not said.names <= own:
        return False
    stems = said.stems - _NEEDED - _SAID_OF_ANY
    own |= stems_of(" ".join(read.table.columns))
    left = {stem for stem in stems if stem not in own and akin_to(stem).isdisjoint(own)}
    return len(left) * part <= len(stems)


def stems_of(words: str) -> frozenset[str]:
    """Return the stems of *words* that can name a thing, one for all forms of a word."""
    return frozenset(_same(terms_of(words)))


def _same(terms: Sequence[str]) -> Iterator[str]:
    return (same_word(term, "en") for term in terms)
