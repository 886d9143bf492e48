"""Two real manuscripts, checked in libraries of their own sources; they are no part of the repository."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from litbase.claims.quotations.quoted import find_quotations
from litbase.library.library import Library
from litbase.model.claim import CheckKind, CitationForm, DraftReport, Finding, NoteKind, Verdict

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def article(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DraftReport]:
    """The encyclopedia article, checked in a library that has the whole catalog and no text."""
    with Library.init(tmp_path_factory.mktemp("catalog")) as library:
        library.catalog_add(everything=True)
        yield library.check(shared_data / "drafts" / "sex-trafficking-in-china.txt")


def findings_on(report: DraftReport, words: str) -> list[Finding]:
    return [finding for finding in report.findings if words in finding.claim.text]


def test_the_article_has_seven_citations_in_brackets_of_six_works(article: DraftReport) -> None:
    cited = [one for finding in article.findings for one in finding.citations]
    in_brackets = [one for one in cited if one.form is CitationForm.AUTHOR_PAGE]
    assert len({(one.start, one.end) for one in in_brackets}) == 7
    assert len({one.raw for one in in_brackets}) == 6
    assert not any(one.form in (CitationForm.AUTHOR_DATE, CitationForm.NUMBER, CitationForm.NOTE) for one in cited)


def test_the_article_names_sources_treaties_and_laws(article: DraftReport) -> None:
    keys = {key for finding in article.findings for one in finding.citations for key in (*one.keys, *one.candidates)}
    assert {"usdos-tip-2022", "un-coi-dprk-2014", "palermo-2000", "opsc-2000", "prc-criminal-law"} <= keys
    named = [one for finding in article.findings for one in finding.citations if one.form is CitationForm.NAMED]
    assert len(named) == 4


def test_shares_of_the_article_that_make_no_whole_are_told(article: DraftReport) -> None:
    (told,) = [note for note in article.notes if note.kind is NoteKind.CONSISTENCY]
    assert "51.24%" in told.message
    assert "47.76%" in told.message


def test_an_author_the_catalog_lacks_is_unchecked_and_nobody_is_guessed(article: DraftReport) -> None:
    (finding,) = findings_on(article, "(García 61)")
    (citation,) = finding.citations
    assert finding.verdict is Verdict.UNCHECKED
    assert (citation.keys, citation.candidates, citation.suggestions) == ((), (), ())


def test_figures_and_quotations_of_the_article_without_a_source_are_uncited(article: DraftReport) -> None:
    uncited = [finding for finding in article.findings if finding.verdict is Verdict.UNCITED]
    told = [{check.kind for check in finding.checks} & {CheckKind.FIGURE, CheckKind.QUOTATION} for finding in uncited]
    assert len(uncited) == 10  # "hundreds of men" and "scores of apps" among them
    assert all(told)
    assert not any(finding.citations for finding in uncited)


def test_a_word_in_brackets_inside_a_quotation_of_the_article_is_an_insertion(article: DraftReport) -> None:
    (finding,) = findings_on(article, "(U.S. Department of State 173)")
    (quotation,) = find_quotations(finding.claim.text)
    (joint,) = quotation.joints
    assert (joint.is_cut, joint.written) == (False, "[Chinese]")
