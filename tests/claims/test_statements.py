"""The claims of a draft, and what each of them cites."""

from collections.abc import Sequence

import pytest

from litbase.claims.citations.cited import citations_of
from litbase.claims.citations.works import Work, work_of
from litbase.claims.drafts.markdown import read_markdown
from litbase.claims.drafts.plain_text import read_plain_text
from litbase.claims.statements import Statement, statements_of
from litbase.model.entry import Entry


def work(key: str, author: str, title: str, date: str) -> Work:
    return work_of(Entry(key, "report", (("author", author), ("title", title), ("date", date))))


WORKS = [
    work("quill2022", "Quill, Ada", "Fees", "2022"),
    work_of(
        Entry(
            "inkwell2019", "report", tuple({"author": "Inkwell, Bo", "title": "Debts at Sea", "date": "2019"}.items())
        )
    ),
]


def statements(text: str, *, markdown: bool = True) -> Sequence[Statement]:
    draft = read_markdown(text) if markdown else read_plain_text(text)
    return statements_of(draft, citations_of(draft, WORKS).citations)


def keys(statement: Statement) -> list[str]:
    return [key for one in statement.citations for key in one.citation.keys]


def test_a_sentence_that_cites_is_a_claim_without_its_citation() -> None:
    text = "It rained. Fees rose sharply in the north [@quill2022, p. 12]. Nobody knew."
    (one,) = statements(text)
    assert one.plain.text == "Fees rose sharply in the north ."
    assert text[one.start : one.end] == "Fees rose sharply in the north [@quill2022, p. 12]."
    assert keys(one) == ["quill2022"]


def test_a_citation_in_running_text_is_no_word_of_the_claim() -> None:
    (one,) = statements("Fees rose in the north (Quill 2022, p. 12).", markdown=False)
    assert one.plain.text == "Fees rose in the north ."


def test_a_numbered_citation_leaves_neither_brackets_nor_its_page() -> None:
    references = "References\n\n[1] Quill, Ada. Fees. 2022.\n\n[2] Inkwell, Bo. Debts at Sea. 2019.\n"
    text = f"Fees rose in the north [1, p. 12]. They fell [1, 2].\n\n{references}"
    first, second = statements(text, markdown=False)
    assert first.plain.text == "Fees rose in the north."
    assert second.plain.text == "They fell."
    assert [one.citation.raw for one in first.citations] == ["1, p. 12"]


def test_what_the_quoted_words_name_is_not_cited_by_the_draft() -> None:
    (one,) = statements("It says “the fee breaks article 3 of the Penal Code and binds the crew” [@quill2022].")
    assert keys(one) == ["quill2022"]
    assert [citation.citation.raw for citation in one.citations] == ["[@quill2022]"]


def test_a_figure_without_a_citation_is_a_claim() -> None:
    (one,) = statements("The police freed 412 persons. Then it rained.")
    assert one.plain.text == "The police freed 412 persons."
    assert not one.citations


@pytest.mark.parametrize(
    "text",
    [
        "The Act was passed in 2009.",
        "On 4 May the court rose.",
        "It was the third attempt.",
        "One weekly said so.",
        "There are three reasons for this.",
        "It has a “National Plan of Action on Fair Recruitment”.",
    ],
)
def test_a_date_alone_makes_no_claim(text: str) -> None:
    assert not statements(text)


def test_a_quotation_through_several_sentences_is_one_claim() -> None:
    text = "She wrote: “The fee is a debt. The debt is a chain.” [@quill2022] It rained."
    (one,) = statements(text)
    assert [quotation.text for quotation in one.quotations] == ["The fee is a debt. The debt is a chain."]
    assert keys(one) == ["quill2022"]


def test_a_block_quotation_goes_with_the_sentence_that_introduces_it() -> None:
    text = "Quill puts it like this [@quill2022]:\n\n> The fee is a debt, and the debt is a chain.\n\nIt rained."
    (one,) = statements(text)
    assert [quotation.text for quotation in one.quotations] == ["The fee is a debt, and the debt is a chain."]
    assert keys(one) == ["quill2022"]


def test_the_citation_under_a_block_quotation_belongs_to_it() -> None:
    text = "It rained.\n\n> The fee is a debt, and the debt is a chain.\n\n[@quill2022, p. 3]\n\nIt rained on."
    (one,) = statements(text)
    assert [quotation.text for quotation in one.quotations] == ["The fee is a debt, and the debt is a chain."]
    assert keys(one) == ["quill2022"]


def test_a_citation_amid_quoted_words_is_the_source_s_own() -> None:
    text = "Quill writes “fees rose steeply (Inkwell 2019) in the north of the country” (Quill 2022, p. 4)."
    (one,) = statements(text, markdown=False)
    assert "Inkwell 2019" in one.quotations[0].text


def test_what_a_note_cites_is_cited_by_the_sentence_that_calls_it() -> None:
    text = "Fees rose in the north.[^1]\n\n[^1]: See [@quill2022, p. 12]."
    (one,) = statements(text)
    assert one.plain.text == "Fees rose in the north."
    assert keys(one) == ["quill2022"]


def test_a_note_that_gives_a_figure_is_a_claim_of_its_own() -> None:
    text = "Fees rose in the north.[^1]\n\n[^1]: In one port 64 vessels were held [@inkwell2019, p. 2]."
    body, note = statements(text)
    assert keys(body) == ["inkwell2019"]
    assert note.plain.text == "In one port 64 vessels were held ."
    assert keys(note) == ["inkwell2019"]


def test_no_citation_is_lost() -> None:
    text = "It rained.\n\n[^n]: See [@quill2022]."
    (one,) = statements(text)
    assert keys(one) == ["quill2022"]
    assert not one.plain.text


def test_statements_stand_in_the_order_of_the_draft() -> None:
    text = "A[^n] fee of 30 crowns.\n\n[^n]: It was 12 crowns in 2019.\n\nThen 40 crowns. Then 50 crowns."
    starts = [one.start for one in statements(text)]
    assert starts == sorted(starts)
    assert len(starts) == 4


def test_a_citation_below_a_block_quotation_belongs_to_it() -> None:
    text = "> The fees were high, and the captains knew it.\n\n(Quill 2022, 12)\n\nIt rained.\n"
    (one,) = statements(text)
    assert keys(one) == ["quill2022"]
    assert text[one.start : one.end].endswith("(Quill 2022, 12)")
    assert one.plain.text == "The fees were high, and the captains knew it."


def test_a_citation_is_given_as_it_stands_in_the_draft() -> None:
    text = "Fees rose in the north (Quill\n2022, p. 12)."
    (one,) = statements(text, markdown=False)
    (citation,) = one.citations
    assert citation.citation.raw == "(Quill\n2022, p. 12)" == text[citation.citation.start : citation.citation.end]
