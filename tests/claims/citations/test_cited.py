"""A draft's citations come with their places, and its list of references is held against them. All works invented."""

from time import process_time

import pytest

from litbase.claims.citations.cited import CitedDraft, citations_of
from litbase.claims.citations.works import works_of
from litbase.claims.drafts.latex import read_latex
from litbase.claims.drafts.markdown import read_markdown
from litbase.claims.drafts.plain_text import read_plain_text
from litbase.model.claim import NoteKind
from litbase.model.entry import Entry


def entry(key: str, author: str, year: str, title: str) -> Entry:
    return Entry(key, "article", (("author", author), ("date", year), ("title", title)))


LIBRARY = works_of(
    [
        entry("ostby2015", "Østby, Liv", "2015", "Brides of the Fjord"),
        entry("holm2017", "Holm, Berit", "2017", "Harbours"),
    ]
)
CATALOG = works_of([entry("vik-2020", "Vik, Ola", "2020", "Nets and Their Owners")])


def notes_of(cited: CitedDraft, text: str) -> list[tuple[NoteKind, list[str]]]:
    return [(note.kind, [text[start:end] for start, end in note.spans]) for note in cited.notes]


def test_a_citation_in_a_note_is_placed_at_its_mark() -> None:
    text = "It rose.[^a] It fell (Holm 2017, 4).\n\n[^a]: Liv Østby, “Brides of the Fjord,” 2015, 103.\n"
    second, first = citations_of(read_markdown(text), LIBRARY).citations
    assert (first.note, text[first.anchor :][:4], first.citation.keys) == ("a", "[^a]", ("ostby2015",))
    assert (second.note, second.anchor, second.citation.keys) == (None, second.citation.start, ("holm2017",))


def test_what_only_the_catalog_has_is_suggested() -> None:
    (one,) = citations_of(read_plain_text("It fell (Vik 2020)."), LIBRARY, CATALOG).citations
    assert (one.citation.keys, one.citation.suggestions) == ((), ("vik-2020",))


HOLM = "Holm, B. (2017). Harbours. Sea Press."
OSTBY = "Østby, L. (2015). Brides of the Fjord. Sea, 101–140."
STRAND = "Strand, K. (2001). Salt and silence in the northern ports. Norland Review, 4, 1–19."


@pytest.mark.parametrize(
    ("body", "references", "notes"),
    [
        ("(Holm 2017; Østby 2015)", [HOLM, OSTBY], []),
        ("(Holm 2017)", [HOLM, OSTBY], [(NoteKind.REFERENCE_NOT_CITED, [OSTBY])]),
        (
            "(Holm 2017; Strand & Lie 2001)",
            [HOLM],
            [(NoteKind.CITATION_WITHOUT_REFERENCE, ["Strand & Lie 2001"])],
        ),
        ("(Holm 2017)", [HOLM, HOLM.replace("Sea", "The Sea")], [
            (NoteKind.DUPLICATE_REFERENCE, [HOLM, HOLM.replace("Sea", "The Sea")])
        ]),
        ("(Strand 2001)", [STRAND, STRAND], [(NoteKind.DUPLICATE_REFERENCE, [STRAND, STRAND])]),
        # another year is another edition
        ("(Strand 2001, 2002)", [STRAND, STRAND.replace("2001", "2002")], []),
    ],
)  # fmt: skip
def test_the_list_is_held_against_the_text(
    body: str, references: list[str], notes: list[tuple[NoteKind, list[str]]]
) -> None:
    text = "\n\n".join((f"So it was {body}.", "References", *references)) + "\n"
    assert notes_of(citations_of(read_plain_text(text), LIBRARY), text) == notes


def test_without_a_list_nothing_is_said_of_it() -> None:
    assert citations_of(read_plain_text("So it was (Strand & Lie 2001)."), LIBRARY).notes == ()


def test_a_key_that_the_list_of_the_manuscript_lacks_is_reported() -> None:
    text = (
        "\\documentclass{article}\\begin{document}So it was \\cite{holm} and \\cite{lie}.\n"
        "\\begin{thebibliography}{9}\n\\bibitem{holm} B. Holm, Harbours, 2017.\n\\end{thebibliography}\n"
        "\\end{document}\n"
    )
    assert notes_of(citations_of(read_latex(text), LIBRARY), text) == [
        (NoteKind.CITATION_WITHOUT_REFERENCE, ["\\cite{lie}"])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "(2015) " * 400,
        "Aa & " * 400,
        f"(see {'A. Aa-Bb, ' * 40}(2015)) " * 8,
        "Article 1 " * 800,
        "Convention on the A " * 400,
        "((((Doe 2015; " * 800,
    ],
    ids=["years", "names", "initials", "articles", "treaties", "brackets"],
)
def test_the_time_taken_grows_with_the_text_and_no_faster(text: str) -> None:
    def taken(of: str) -> float:
        start = process_time()
        citations_of(read_plain_text(of), LIBRARY)
        return process_time() - start

    half = min(taken(text[: len(text) // 4]) for _ in range(2))
    assert taken(text) < 10 * half + 0.2
