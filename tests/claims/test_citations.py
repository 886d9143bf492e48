"""Citations in running text, and the works they mean."""

from pathlib import Path

import pytest

from litbase.bib.bibliography import Bibliography
from litbase.claims.citations import find_citations
from litbase.claims.drafts.reading import read_draft
from litbase.claims.resolve import resolve
from litbase.claims.works import Work, works_of
from litbase.model.claim import Citation

BIBLIOGRAPHY = """
@book{quill2020, author = {Quill, Ada}, title = {Debts at Sea}, publisher = {Vestholm Press}, date = {2020}}
@report{nomtip2022, author = {{Norland Office to Monitor Trafficking}}, title = {Annual Report}, date = {2022}}
@report{coi2021, author = {{Commission of Inquiry}}, title = {Report}, number = {NOR/COI/7/12}, date = {2021}}
@article{inkwell2019a, author = {Inkwell, Bertram}, title = {Harbours}, journaltitle = {Sea}, date = {2019}}
@article{inkwell2019b, author = {Inkwell, Bertram}, title = {Registers}, journaltitle = {Sea}, date = {2019}}
"""


@pytest.fixture(scope="module")
def works() -> tuple[Work, ...]:
    return works_of(Bibliography(Path("works.bib"), BIBLIOGRAPHY.encode()).entries())


def cited(text: str, works: tuple[Work, ...], folder: Path) -> list[Citation]:
    path = folder / "draft.md"
    path.write_text(f"{text}\n", "utf-8")
    return list(resolve(find_citations(read_draft(path), works), works))


@pytest.mark.parametrize(
    ("text", "key", "page"),
    [
        ("Loans bind crews [@quill2020, p. 17].", "quill2020", "17"),
        ("Loans bind crews (Quill 2020, p. 17).", "quill2020", "17"),
        ("Quill (2020) argues that loans bind crews.", "quill2020", None),
        ("Few cases reach a court (Norland Office to Monitor Trafficking 2022: 12).", "nomtip2022", "12"),
    ],
)
def test_a_citation_is_found_with_its_work_and_page(
    text: str, key: str, page: str | None, works: tuple[Work, ...], tmp_path: Path
) -> None:
    (citation,) = cited(text, works, tmp_path)
    assert citation.keys == (key,)
    assert (citation.locator.value if citation.locator else None) == page
    assert citation.raw in text


def test_two_works_that_fit_are_listed_and_none_is_guessed(works: tuple[Work, ...], tmp_path: Path) -> None:
    (citation,) = cited("Registers were kept (Inkwell 2019).", works, tmp_path)
    assert citation.keys == ()
    assert set(citation.candidates) == {"inkwell2019a", "inkwell2019b"}


@pytest.mark.parametrize("text", ["The office (NOMTIP) met in May 2021.", "It rained (as it does) in 2019."])
def test_asides_abbreviations_and_years_are_no_citations(text: str, works: tuple[Work, ...], tmp_path: Path) -> None:
    assert cited(text, works, tmp_path) == []
