"""What litbase writes for another program it reads back the same, whatever odd things the values hold."""

import string
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from litbase.bib.bibliography import Bibliography
from litbase.bib.item_types import BIBTEX_TYPE, DATES, NAMES, TEXTS, TITLES
from litbase.bib.writer import format_entry
from litbase.exchange.formats import format_named
from litbase.exchange.names import WRITABLE
from litbase.exchange.record import Exchanged, entry_of, record_of

TEX = ("{", "}", "{{x}}", "\\", "\\'e", "{\\'e}", "\\textbf{x}", "$x^2$", "R & D", "5 %", "#1", "a_b", "~", "--")
XML = ("<i>In</i> rem", "a < b", "]]>", "<!-- x -->", "<sup>2</sup>", "&amp;")
BLANKS = ("\n", "\r\n", "\t", "\x0b", "\x85", "\u2028", "\xa0", "  ", " lead", "trail ")
MARKS = ("TY  - BOOK", "\nER  - \n", "\nPMID- 3\n", "@article{x,", 'litbase: {"item": {}}', "- ", "null", "=cmd()")
SCRIPTS = ("中文標題", "العربية", "עברית", "\u202eevil", "é", "e\u0301", "ß", "İ", "😀", "x" * 3000)
LISTS = ("a; b", "a, b", "a and b", "and", "others", "et al.", "Jr.", '"q"', "“q”", "'", "–", "0", "?")
PLAIN = ("http://x.example/a_b?c=%20&d=~", "Debts", "at", "Sea", "the")
ODD = (*TEX, *XML, *BLANKS, *MARKS, *SCRIPTS, *LISTS, *PLAIN)
TEXT = st.lists(st.sampled_from(ODD) | st.text(max_size=6), min_size=1, max_size=4).map(" ".join).filter(str.strip)
NUMBER = st.text(string.ascii_letters + string.digits + "-._/", min_size=1, max_size=12)
NAME = st.fixed_dictionaries(
    {"family": TEXT},
    optional={
        "given": TEXT,
        "suffix": st.sampled_from(["Jr.", "III"]),
        "non-dropping-particle": st.sampled_from(["van der", "de", "al"]),
    },
) | st.fixed_dictionaries({"literal": TEXT})
DATE = (
    st.tuples(st.integers(1000, 2999), st.integers(1, 12), st.integers(1, 28)).map(lambda d: {"date-parts": [list(d)]})
    | st.integers(1000, 2999).map(lambda year: {"date-parts": [[year]]})
    | st.just({"date-parts": [[2019], [2021]]})
    | st.just({"date-parts": [[1850]], "circa": True})
    | st.just({"literal": "forthcoming"})
)
VARIABLES: Mapping[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys([*TEXTS, *TITLES, "title", "container-title", "page", "issue", "number", "publisher"], TEXT),
    **dict.fromkeys(["collection-number", "note", "keyword", "language"], TEXT),
    **dict.fromkeys(["DOI", "ISBN", "ISSN", "PMID", "PMCID", "URL"], NUMBER),
    **dict.fromkeys(NAMES, st.lists(NAME, min_size=1, max_size=3)),
    **dict.fromkeys(DATES, DATE),
}
FIELDS = st.dictionaries(st.sampled_from(["file", "shelf", "ris-c1", "archivedate"]), TEXT, max_size=2)


@st.composite
def records(draw: st.DrawFn) -> Exchanged:
    chosen = draw(st.lists(st.sampled_from(sorted(VARIABLES)), max_size=7, unique=True))
    item: dict[str, Any] = {"id": "k", "type": draw(st.sampled_from(sorted(BIBTEX_TYPE)))}
    return Exchanged(item | {name: draw(VARIABLES[name]) for name in chosen}, tuple(draw(FIELDS).items()))


few = settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)


@pytest.mark.parametrize("name", WRITABLE)
@few
@given(st.lists(records(), min_size=1, max_size=2))
def test_whatever_a_record_holds_comes_back(name: str, found: list[Exchanged]) -> None:
    before = [Exchanged({**each.item, "id": f"k{number}"}, each.fields) for number, each in enumerate(found)]
    form = format_named(name)
    assert form.write is not None
    after = [each for each in form.read(form.write(before)) if isinstance(each, Exchanged)]
    assert [(each.item, sorted(each.fields)) for each in after] == [(each.item, sorted(each.fields)) for each in before]


@few
@given(records())
def test_an_entry_holds_what_was_read(found: Exchanged) -> None:
    """BibTeX has one kind of blank and composed letters; once there, nothing changes any more."""
    entry = entry_of(found)
    read = Bibliography(Path("library.bib"), format_entry(entry).encode())
    assert read.entry("k").fields == entry.fields
    there = record_of(read.entry("k"))
    assert dict(record_of(entry_of(there)).item) == dict(there.item)
    assert {*there.item} >= {*found.item}


@pytest.mark.parametrize("kind", ["article-journal", "book", "report", "webpage", "chapter"])
@pytest.mark.parametrize("series", [{}, {"collection-title": "Harbour Studies"}])
def test_numbers_of_all_kinds_stand_apart(kind: str, series: dict[str, str]) -> None:
    item = {"id": "k", "type": kind, "issue": "1", "number": "2", "collection-number": "3", "volume": "4", **series}
    assert record_of(entry_of(Exchanged(item))).item == item
