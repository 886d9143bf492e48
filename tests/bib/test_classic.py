"""Entries in the types and fields of classic BibTeX. All works are fictional."""

import pytest

from litbase.bib.classic import classic
from litbase.bib.items import to_item
from litbase.model.entry import Entry


def written(kind: str, **fields: str) -> tuple[str, dict[str, str]]:
    entry = classic(Entry("k", kind, tuple(fields.items())))
    return entry.type, dict(entry.fields)


@pytest.mark.parametrize(
    ("kind", "fields", "classic_kind", "classic_fields"),
    [
        (
            "article",
            {"title": "Debts", "subtitle": "A Survey", "journaltitle": "J.", "date": "2020-03-05", "number": "2"},
            "article",
            {
                "title": "Debts: A Survey",
                "journal": "J.",
                "number": "2",
                "year": "2020",
                "month": "mar",
                "day": "5",
            },
        ),
        (
            "report",
            {"title": "Debts", "institution": "Norland Office", "location": "Vestholm", "date": "2020"},
            "techreport",
            {"title": "Debts", "institution": "Norland Office", "address": "Vestholm", "year": "2020"},
        ),
        (
            "online",
            {"title": "Notice", "url": "https://example.org/a_b", "urldate": "2022-01-02", "organization": "Gazette"},
            "misc",
            {
                "title": "Notice",
                "howpublished": r"Gazette, \url{https://example.org/a_b}",
                "note": "Accessed 2022-01-02",
                "urldate": "2022-01-02",
            },
        ),
        ("thesis", {"type": "mathesis", "institution": "U"}, "mastersthesis", {"school": "U", "type": "mathesis"}),
        ("thesis", {"type": "phdthesis", "institution": "U"}, "phdthesis", {"school": "U", "type": "phdthesis"}),
        ("collection", {"title": "Debts", "date": "2019/2020"}, "book", {"title": "Debts", "year": "2019--2020"}),
        (
            "book",
            {"maintitle": "Sea Law", "title": "Debts", "volume": "2", "author": "family=Berg, given=O, prefix=von"},
            "book",
            {"author": "von Berg, O", "title": "Sea Law: Debts", "volume": "2"},
        ),
        (
            "legislation",
            {"title": "Act", "number": "No. 5"},
            "misc",
            {"title": "Act", "number": "No. 5", "note": "No. 5"},
        ),
        ("book", {"title": "Debts", "year": "n.d."}, "book", {"title": "Debts", "year": "n.d."}),
        ("techreport", {"title": "Debts", "journal": "kept"}, "techreport", {"title": "Debts", "journal": "kept"}),
        ("book", {"title": "What?", "subtitle": "Why"}, "book", {"title": "What? Why"}),
    ],
)
def test_an_entry_is_written_for_the_styles_of_classic_bibtex(
    kind: str, fields: dict[str, str], classic_kind: str, classic_fields: dict[str, str]
) -> None:
    assert written(kind, **fields) == (classic_kind, classic_fields)


def test_what_is_inherited_stands_in_the_entry_itself() -> None:
    assert written("inproceedings", title="A", booktitle="B", crossref="b") == (
        "inproceedings",
        {"title": "A", "booktitle": "B"},
    )


def test_an_article_reads_back_as_it_was() -> None:
    fields = {
        "author": "Quill, Ada",
        "title": "Debts",
        "journaltitle": "J. Norl.",
        "date": "2020-03-05",
        "pages": "9--12",
    }
    entry = Entry("k", "article", tuple(fields.items()))
    assert to_item(classic(entry)) == to_item(entry)
