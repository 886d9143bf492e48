"""Labels, marks and metadata on the real reports beside the checkout; skipped where they are absent."""

import csv
from functools import cache
from pathlib import Path

import pytest

from litbase.model.page import LocatorKind, Reading
from litbase.sources.pages import read_source

pytestmark = pytest.mark.corpus


@cache
def reading(path: Path) -> Reading:
    return read_source(path)


@pytest.mark.parametrize("name", ["amnesty-2006-countries", "amnesty-2013"])
def test_every_printed_label_is_right(shared_data: Path, name: str) -> None:
    pages = reading(shared_data / "documents" / f"{name}.pdf").pages
    with (shared_data / "truth" / f"{name}.pages.csv").open(encoding="utf-8", newline="") as rows:
        truth = {int(row["pdf_index"]): row["printed_footer"] for row in csv.DictReader(rows) if row["printed_footer"]}
    assert {number: pages[number - 1].label for number in truth} == truth
    assert not [number for number in truth if pages[number - 1].inferred]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("mueller-report-vol-1", [None, "i", "ii", "iii", "iv", "v", "1", "2"], "183"),  # the file says "1" twice
        ("V-Dem_Codebook_v10", [None, "1", "2"], "405"),  # counts from the page after the cover
        ("US_FederalRegister_2020-17221_3col", ["47698", "47699"], "47712"),
        ("UN_A-HRC-43-12_en", ["1", "2"], "24"),
        ("IACHR_judgment-2018-11-21_es", ["1", "2"], "8"),
    ],
)
def test_labels_are_those_a_reader_sees(shared_data: Path, name: str, first: list[str | None], last: str) -> None:
    labels = [page.label for page in reading(shared_data / "documents" / f"{name}.pdf").pages]
    assert labels[: len(first)] == first
    assert labels[-1] == last


def test_report_of_the_united_nations_is_cited_by_paragraph(shared_data: Path) -> None:
    found = reading(shared_data / "documents" / "UN_A-HRC-43-12_en.pdf")
    own = [m.value for page in found.pages for m in page.marks if m.kind is LocatorKind.PARAGRAPH and not m.continued]
    assert found.cited_by is LocatorKind.PARAGRAPH
    assert own[:26] == [str(n) for n in range(1, 27)]
    assert "26.35" in own


def test_annual_report_has_country_chapters(shared_data: Path) -> None:
    found = reading(shared_data / "documents" / "amnesty-2006-countries.pdf")
    chapters = [
        m.value for page in found.pages for m in page.marks if m.kind is LocatorKind.CHAPTER and not m.continued
    ]
    assert chapters[:4] == ["Afghanistan", "Albania", "Algeria", "Angola"]
    assert chapters[-1] == "Zimbabwe"
    assert len(chapters) > 130


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("UN_A-HRC-43-12_en", "number", "A/HRC/43/12"),
        ("UN_A-HRC-43-12_en", "date", "2019-12-27"),
        ("amnesty-2013", "isbn", "978-0-86210-480-1"),
        ("amnesty-2006-countries", "title", "Amnesty International Report 2006"),
        ("IACHR_judgment-2018-11-21_es", "date", "2018-11-21"),
    ],
)
def test_field_is_guessed_as_printed(shared_data: Path, name: str, field: str, value: str) -> None:
    guesses = reading(shared_data / "documents" / f"{name}.pdf").guesses
    assert next(guess.value for guess in guesses if guess.field == field) == value
