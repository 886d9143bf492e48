"""The same manuscript makes the same claims, with the same quotations and citations, whatever it is written in."""

import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.claims.drafts_checked import check_places
from tests.claims.manuscripts import (
    FORMATS,
    WRITERS,
    Block,
    Cited,
    Emphasis,
    Manuscript,
    Noted,
    Piece,
    Power,
    Quoted,
    Words,
)

from litbase.claims.citations.cited import citations_of
from litbase.claims.citations.works import works_of
from litbase.claims.draft import Draft, Lines
from litbase.claims.drafts.reading import read_draft
from litbase.claims.statements import statements_of
from litbase.model.entry import Entry

WORKS = works_of([Entry("nor", "report", (("author", "{Norland Office}"), ("title", "Report"), ("date", "2022")))])
Claim = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]

RICH: Manuscript = (
    Block("heading", ((Words("Cases in the north"),),)),
    Block("paragraph", ((
        Words("In 2022 the police identified "), Emphasis("486 victims"), Words(" & their kin "), Cited("3"),
        Words(". The office says: "), Quoted("the highest number since records began"), Words(" "), Cited("4"),
        Words(". Some "), Power("10", "3"), Words(" boats came in all that year "), Cited("5"), Words("."),
    ),)),
    Block("paragraph", ((Words("It adds the following:"),),)),
    Block("quotation", ((Words("Debt, not chains, holds most of the people described in these pages."),),)),
    Block("paragraph", ((
        Words("The fund spent 27.6 million crowns."),
        Noted((Words("It had "), Quoted("two thirds of that for the shelters"), Words(" "), Cited("6"), Words("."))),
        Words(" No one asked the workers’ kin—not once in 38 days "), Cited("xii"), Words("."),
    ),)),
    Block("points", (
        (Words("Castrovia identified 604 victims "), Cited("7"), Words("."),),
        (Words("Estmere said “no” to 151 of them "), Cited("8"), Words("."),),
    )),
    Block("paragraph", ((
        Words("被害者は"), Quoted("誰にも何も聞かれなかった"), Words("と述べた "), Cited("9"), Words("。"),
    ),)),
)  # fmt: skip


def claims_of(draft: Draft) -> list[Claim]:
    found = []
    for statement in statements_of(draft, citations_of(draft, WORKS).citations):
        cited = tuple(
            sorted((key, one.citation.locator.value if one.citation.locator else "")
                   for one in statement.citations for key in one.citation.keys)
        )  # fmt: skip
        found.append((_even(statement.plain.text), tuple(_even(one.text) for one in statement.quotations), cited))
    return sorted(found)


def _even(text: str) -> str:
    return re.sub(r"\s+(?=[.,;:。])|^\s+|\s+$", "", re.sub(r"\s+", " ", re.sub("[‘’']", "’", text)))


def check_offsets(draft: Draft) -> None:
    """What a statement says stands in the draft where it says: every word that maps letter by letter."""
    for statement in statements_of(draft, citations_of(draft, WORKS).citations):
        for word in re.finditer(r"\w+", statement.plain.text):
            start, end = statement.plain.to_draft(*word.span())
            if end - start == len(word[0]) and not re.search("[¹²³⁰⁴-⁹]", word[0]):
                assert draft.text[start:end] == word[0]
        for one in statement.citations:
            assert draft.text[one.citation.start : one.citation.end] == one.citation.raw


@pytest.mark.parametrize("format_", list(FORMATS))
def test_a_rich_manuscript_makes_the_same_claims_in_every_format(format_: str) -> None:
    draft = FORMATS[format_](RICH)
    check_places(draft)
    check_offsets(draft)
    assert claims_of(draft) == sorted([
        ("In 2022 the police identified 486 victims & their kin.", (), (("nor", "3"),)),
        ("The office says: “the highest number since records began”.", ("the highest number since records began",),
         (("nor", "4"),)),
        ("Some 10³ boats came in all that year.", (), (("nor", "5"),)),
        ("It adds the following: Debt, not chains, holds most of the people described in these pages.",
         ("Debt, not chains, holds most of the people described in these pages.",), ()),
        ("The fund spent 27.6 million crowns.", (), (("nor", "6"),)),
        ("It had “two thirds of that for the shelters”.", ("two thirds of that for the shelters",), (("nor", "6"),)),
        ("No one asked the workers’ kin—not once in 38 days.", (), (("nor", "xii"),)),
        ("Castrovia identified 604 victims.", (), (("nor", "7"),)),
        ("Estmere said “no” to 151 of them.", (), (("nor", "8"),)),
        ("被害者は“誰にも何も聞かれなかった”と述べた。", ("誰にも何も聞かれなかった",), (("nor", "9"),)),
    ])  # fmt: skip


NUMBERS = st.integers(11, 9999).filter(lambda number: not 1400 <= number <= 2100)
PAGES = st.one_of(st.integers(1, 400).map(str), st.sampled_from(["iv", "xii"]))
NAMES = st.sampled_from(
    ["boats", "crews", "brick kilns", "workers’ papers", "pêcheurs", "船", "👩‍🚒", "Ärzte", "cafe\u0301s"]
)


KINDS = st.sampled_from(["heading", "paragraph", "paragraph", "quotation", "points"])


@st.composite
def _sentence(draw: st.DrawFn) -> list[Piece]:
    number, name = draw(NUMBERS), draw(NAMES)
    kind = draw(st.sampled_from(["words", "emphasis", "quoted", "power", "noted"]))
    begin: list[Piece] = [Words(f"In the north it was {number} {name}")]
    match kind:
        case "emphasis":
            begin = [Words("In the "), Emphasis(f"north it was {number}"), Words(f" {name}")]
        case "quoted":
            begin = [Words("It says that "), Quoted(f"in the north it was {number} {name} & more"), Words(" then")]
        case "power":
            begin = [Words("In the north it was "), Power(str(number), "6"), Words(f" {name}")]
    end: list[Piece] = [Words(" "), Cited(draw(PAGES)), Words(".")] if draw(st.booleans()) else [Words(".")]
    if kind == "noted":
        end = [Words("."), Noted((Words(f"Of these, {number + 1} came late "), Cited(draw(PAGES)), Words(".")))]
    return [*begin, *end]


@st.composite
def _manuscript(draw: st.DrawFn) -> list[Block]:
    blocks = []
    for kind in draw(
        st.lists(st.sampled_from(["heading", "paragraph", "paragraph", "quotation", "points"]), max_size=5)
    ):
        if kind == "heading":
            blocks.append(Block("heading", ((Words("Cases in the north"),),)))
        elif kind == "quotation":
            blocks.append(Block("paragraph", ((Words("It adds the following:"),),)))
            blocks.append(Block("quotation", ((Words(f"Debt holds {draw(NUMBERS)} of the people in the north."),),)))
        else:
            rows = draw(st.lists(st.lists(_sentence(), min_size=1, max_size=3), min_size=1, max_size=3))
            joined = tuple(_joined(row) for row in rows)
            blocks.append(Block(kind, joined if kind == "points" else joined[:1]))
    return blocks


def _joined(sentences: Sequence[list[Piece]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for sentence in sentences:
        pieces += [*([Words(" ")] if pieces else []), *sentence]
    return tuple(pieces)


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "markdown"])
@settings(max_examples=30)
@given(manuscript=_manuscript())
def test_any_manuscript_makes_the_claims_it_makes_in_markdown(format_: str, manuscript: Manuscript) -> None:
    draft = FORMATS[format_](manuscript)
    check_places(draft)
    check_offsets(draft)
    assert claims_of(draft) == claims_of(FORMATS["markdown"](manuscript))


@pytest.mark.parametrize("suffix", list(WRITERS))
@settings(max_examples=30)
@given(
    manuscript=_manuscript(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_file_is_read_as_its_editor_has_it_open(
    suffix: str, manuscript: Manuscript, encoding: str, line_end: str
) -> None:
    assume(manuscript)
    written = WRITERS[suffix]().whole(manuscript)
    text = written.replace("\n", line_end)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"draft{suffix}"
        path.write_bytes(text.encode(encoding))
        draft = read_draft(path)
    assert draft.text == text
    check_places(draft)
    check_offsets(draft)
    lines, of_editor = Lines(text), text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for statement in statements_of(draft, citations_of(draft, WORKS).citations):
        line, column = lines.position(statement.start)
        assert of_editor[line - 1][column - 1] == text[statement.start]
    assert claims_of(draft) == claims_of(FORMATS["markdown"](manuscript))
