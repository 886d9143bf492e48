"""Whatever a draft is written in, a claim, its quotation and its citation stand where the report says."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.claims.citations.cited import citations_of
from litbase.claims.citations.works import works_of
from litbase.claims.draft import Draft, Lines
from litbase.claims.drafts.html import read_html
from litbase.claims.drafts.latex import read_latex
from litbase.claims.drafts.markdown import read_markdown
from litbase.claims.drafts.plain_text import read_plain_text
from litbase.claims.drafts.wikitext import read_wikitext
from litbase.claims.statements import statements_of
from litbase.model.entry import Entry

WORKS = works_of([Entry("nor", "report", (("author", "{Norland Office}"), ("title", "Report"), ("date", "2022")))])
CLAIM = "claim{0} of {0} per cent"  # every number stands in one claim only
CITED = "(Norland Office 2022, p. {0})"
FORMATS: dict[str, tuple[Callable[[str], Draft], tuple[str, ...]]] = {
    "text": (read_plain_text, (f"{CLAIM} {CITED}. ", f"“{CLAIM}” {CITED}. ", "\n\n", "\n", "It rained. ", "🛶 é “a” ")),
    "markdown": (
        read_markdown,
        (
            f"*{CLAIM}* {CITED}. ", f"**bold** {CLAIM} [@nor, p. {{0}}]. ", f"“{CLAIM}” {CITED}. ", "\n\n", "\n", "> ",
            "- ", "`x` ", "🛶 ", "[a](b) ", "^[It rained.] ", "# H\n\n", "| a | b |\n", "<!-- no -->",
        ),
    ),
    "latex": (
        read_latex,
        (
            f"\\emph{{{{{CLAIM}}}}} {CITED}. ", f"{CLAIM}~\\citep[{{0}}]{{{{nor}}}}. ",
            f"\\enquote{{{{{CLAIM}}}}} {CITED}. ",
            "\n\n", "% no\n", "\\section{H} ", "\\item ", "\\footnote{It rained.} ", "\\'e ", "🛶 ", "``a'' ", "--- ",
        ),
    ),
    "html": (
        read_html,
        (
            f"<p><i>{CLAIM}</i> {CITED}.</p>", f"<q>{CLAIM}</q> {CITED}. ", f"{CLAIM} {CITED}.<br>",
            "&eacute;&#128758; ", "<ul><li>", "</p>", "\n", "<b>", "<!-- no -->", "<td>", "🛶 ",
        ),
    ),
    "wikitext": (
        read_wikitext,
        (
            f"''{CLAIM}'' {CITED}. ", f"{CLAIM}.{{{{{{{{sfn|Norland Office|2022|p={{0}}}}}}}}}} ",
            f"“{CLAIM}” {CITED}. ", "\n\n", "* ", "[[a|b]] ", "<ref>It rained.</ref> ", "== H ==\n",
            "{{cn}} ", "🛶 ", "<!-- no -->",
        ),
    ),
}  # fmt: skip
LINE_ENDS = ("\n", "\r\n", "\r")


@pytest.mark.parametrize("format_", list(FORMATS))
@given(data=st.data())
def test_a_claim_stands_where_it_is_said_to(format_: str, data: st.DataObject) -> None:
    read, pieces = FORMATS[format_]
    chosen = data.draw(st.lists(st.sampled_from(pieces), max_size=12))
    text = "".join(piece.format(number + 11) if "{0}" in piece else piece for number, piece in enumerate(chosen))
    text = text.replace("\n", data.draw(st.sampled_from(LINE_ENDS)))
    draft = read(text)
    lines = Lines(draft.text)
    for statement in statements_of(draft, citations_of(draft, WORKS).citations):
        for claim in re.finditer(r"claim\d+", statement.plain.text):
            place = text.index(claim[0])  # in the file that the editor has open
            assert statement.start <= place < statement.end
            assert statement.to_draft(*claim.span()) == (place, place + len(claim[0]))
            before = re.split(r"\r\n?|\n", text[:place])
            assert lines.position(place) == (len(before), len(before[-1]) + 1)
        for placed in statement.citations:
            citation = placed.citation
            assert text[citation.start : citation.end] == citation.raw
            if citation.locator is not None and statement.plain.text:
                assert f"claim{citation.locator.value} " in text[statement.start : statement.end]
