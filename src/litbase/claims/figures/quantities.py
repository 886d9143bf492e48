"""Figures read as values: counts, shares, money, years, dates and ordinals, with what qualifies them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from litbase.claims.figures.context import context_of, terms_of, year_of_date, year_said_with
from litbase.claims.figures.dates import part_of_year, read_date, with_years_of_change
from litbase.claims.figures.factors import read_factor, read_none, read_power
from litbase.claims.figures.grammar import grammar, starts_of
from litbase.claims.figures.hedges import Qualifier, read_qualifier
from litbase.claims.figures.lines import lines_of
from litbase.claims.figures.moves import read_move
from litbase.claims.figures.not_figures import is_reference
from litbase.claims.figures.numbers import read_number, scaled
from litbase.claims.figures.numerals import (
    ORDINALS,
    SCALES,
    language_of,
    read_chinese,
    read_figures,
    read_foreign_words,
    read_number_words,
    read_ordinal_words,
)
from litbase.claims.figures.quantity import Kind, Quantity, quantity_at
from litbase.claims.figures.ranges import as_one_number, with_shared_units
from litbase.claims.figures.shares import read_share
from litbase.claims.figures.table_units import in_its_unit
from litbase.claims.figures.tables import Cell, cells_of

_BLANK = re.compile(r"\s")
_NOT_MEASURED = frozenset({Kind.YEAR, Kind.DATE, Kind.ORDINAL})
_DATE_GROUPS = ("date", "iso", "numeric", "month", "years", "nineties", "chinese_year")
_SHARE_GROUPS = ("chinese", "parts", "phrase", "ratio", "one_in", "mixed", "half", "part_of_time", "every", "fraction")
_DATES = frozenset({Kind.YEAR, Kind.DATE})
_NEIGHBOURS = 6  # figures before and behind one that may give its year
_MOST_DIGITS = 40  # of a figure; what has more is none
_MOST_IN_TABLE = 6  # words of row and column
_AMBIGUOUS = re.compile(r"\d[.,]\d{3}(?!\d)|[^\x00-\x7f]|\b(?:de|des|del|von|und)\b", re.I)


@lru_cache(maxsize=4000)  # the sentences of a draft are read by several checks, those of pages for several claims
def read_quantities(
    text: str, language: str | None = None, cells: tuple[Cell, ...] | None = None
) -> tuple[Quantity, ...]:
    """Return the figures of *text* in order; references such as "Article 220" or "A/HRC/25/63" are none.

    *language* decides what "1.500" means and which number words are known; None: as the text itself looks. *cells* are
    those of its tables, where the page they were read from is known.
    """
    flat, cells, found = _figures(text, language, cells)
    ends = [*(quantity.start for quantity in found[1:]), len(flat)]
    in_context = [
        replace(
            _in_context(q, flat, until, found[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]), line=line, at=place
        )
        for at, (q, until, (line, place)) in enumerate(zip(found, ends, lines_of(flat, found), strict=False))
    ]
    return tuple(_in_tables(with_years_of_change(in_context, flat), cells))


@lru_cache(maxsize=4000)
def read_values(text: str, language: str | None = None) -> tuple[Quantity, ...]:
    """Return what `read_quantities` does without the words and years that its figures are said of, in half the time."""
    flat, cells, found = _figures(text, language, None)
    return tuple(_in_tables([replace(q, qualifier=_qualifier_of(q, flat)) for q in found], cells))


def _figures(
    text: str, language: str | None, cells: tuple[Cell, ...] | None
) -> tuple[str, tuple[Cell, ...], Sequence[Quantity]]:
    """Return *text* with its blanks made even, the cells of its tables, and the bare figures in it."""
    if cells is None:
        cells = tuple(cells_of(text)) if "\n" in text or "|" in text else ()
    flat = _apart(_BLANK.sub(" ", text), cells)
    language = language or (language_of(text) if _AMBIGUOUS.search(text) else None)
    pattern = grammar(language)
    found: list[Quantity] = []
    position = 0
    for start in starts_of(flat):
        match = pattern.match(flat, start) if start >= position else None
        if match is not None:
            read = () if _is_passed_over(match, flat, text) else tuple(_read(match, flat, language))
            position = max([match.end(), *(quantity.end for quantity in read)])
            found += read
    return flat, cells, with_shared_units(as_one_number(found, flat), flat)


def _apart(flat: str, cells: Sequence[Cell]) -> str:
    """Put a sign that joins no figures between the cells of a table."""
    borders = [cell.start - 1 for before, cell in pairwise(cells) if flat[before.end : cell.start] == " "]
    parts = [flat[a:b] for a, b in pairwise([0, *(border + 1 for border in borders), len(flat)])]
    return "".join(f"{part[:-1]}\t" for part in parts[:-1]) + parts[-1]


def _in_context(quantity: Quantity, flat: str, until: int, quantities: Sequence[Quantity]) -> Quantity:
    others = [(q.start, q.end, int(q.value) if q.kind is Kind.YEAR else None) for q in quantities if q is not quantity]
    context = context_of(flat, quantity.start, quantity.end, until)
    return replace(
        quantity,
        part=part_of_year(flat, quantity.start) if quantity.kind is Kind.YEAR else None,
        qualifier=_qualifier_of(quantity, flat),
        move=None if quantity.kind in _NOT_MEASURED else read_move(flat, quantity.start, quantity.end),
        things=context.after[-1:] if _is_bracketed(quantity, flat) else context.things,
        after=context.after,
        near=context.near,
        around=context.around,
        year=_year_of(quantity, flat, others),
    )


def _is_bracketed(quantity: Quantity, flat: str) -> bool:
    """Tell whether a count stands alone in brackets, behind what it counts: "nearly all the women (46)"."""
    is_alone = flat.startswith("(", max(0, quantity.start - 1)) and flat.startswith(")", quantity.end)
    return is_alone and quantity.kind is Kind.COUNT


def _qualifier_of(quantity: Quantity, flat: str) -> Qualifier | None:
    is_dated = quantity.kind in (Kind.DATE, Kind.ORDINAL)
    return None if is_dated else read_qualifier(flat, quantity.start, quantity.end)


def _year_of(quantity: Quantity, flat: str, others: Sequence[tuple[int, int, int | None]]) -> int | None:
    span = quantity.start, quantity.end
    match quantity.kind:
        case Kind.YEAR:
            return None
        case Kind.DATE:
            return year_of_date(flat, span, others)
        case _:
            return year_said_with(flat, span, others)


def _in_tables(quantities: Sequence[Quantity], cells: Sequence[Cell]) -> Iterator[Quantity]:
    """Give the figures in the rows of tables the words of their row and column."""
    for quantity in quantities:
        cell = next((c for c in cells if c.start <= quantity.start and quantity.end <= c.end), None)
        if cell is None:
            yield quantity
            continue
        year = re.search(r"(?:19|20)\d\d", f"{cell.column} {cell.row}")
        things = terms_of(f"{cell.row} {cell.column}")[:_MOST_IN_TABLE] or quantity.things
        said = int(year[0]) if year else quantity.year
        said = None if quantity.kind in _DATES else said
        quantity = in_its_unit(quantity, (cell.row, cell.column, cell.above))
        near = frozenset((*things, *terms_of(cell.above)))
        yield replace(
            quantity,
            things=things,
            after=(),
            near=near,
            around=((), ()),
            line=(),
            at=0,
            row=terms_of(cell.row),
            year=said,
        )


def _is_passed_over(match: re.Match[str], flat: str, text: str) -> bool:
    if match["passed"] or sum(map(str.isdigit, match[0])) > _MOST_DIGITS:
        return True
    if match["years"]:
        return is_reference(flat, text, match.start(), match.end(), is_money=False)
    if not match["number"]:
        return False
    return is_reference(flat, text, match.start("number"), match.end("number"), is_money=match["symbol"] is not None)


def _read(match: re.Match[str], text: str, language: str | None) -> Iterator[Quantity]:
    span = match.start(), match.end()
    if any(match[name] for name in _DATE_GROUPS):
        yield from read_date(match)
    elif match["factor"]:
        yield read_factor(match)
    elif match["none"]:
        yield read_none(match)
    elif match["power"]:
        yield read_power(match, language)
    elif match["ordinal"]:
        yield quantity_at(Kind.ORDINAL, _ordinal(match), Fraction(0), text, *span)
    elif match["magnitude"]:
        yield _magnitude(match, text)
    elif any(match[name] for name in _SHARE_GROUPS):
        yield from read_share(match, text, language)
    elif match["number"]:
        yield read_number(match, text, language)
    else:
        value = _in_words(match, language)
        yield scaled(text, *span, value=value, step=_step_of(value), symbol=None)


def _in_words(match: re.Match[str], language: str | None) -> Fraction:
    if match["han"]:
        return read_chinese(match["han"])
    if match["words"]:
        return read_number_words(match["words"])
    return read_foreign_words(match["foreign"], language or "")


def _step_of(value: Fraction) -> Fraction:
    return read_figures(str(int(value)), None)[1]


def _ordinal(match: re.Match[str]) -> Fraction:
    figures = match["nth"] or match["nth2"]
    if figures:
        return Fraction(int(figures))
    return Fraction(ORDINALS[match["nth4"].casefold()] if match["nth4"] else read_ordinal_words(match["nth3"]))


def _magnitude(match: re.Match[str], text: str) -> Quantity:
    first, *rest = match["magnitude"].casefold().split(" of ")
    singular = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100}
    value = Fraction(singular.get(first) or SCALES[first]) * (SCALES[rest[0]] if rest else 1)
    return quantity_at(Kind.MAGNITUDE, value, Fraction(0), text, match.start(), match.end())
