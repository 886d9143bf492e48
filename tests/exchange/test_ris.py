"""RIS as databases write it, and RIS that leads back to the same record."""

from typing import Any

import pytest

from litbase.exchange.record import Exchanged, entry_of
from litbase.exchange.ris import read, write
from litbase.model.record import RefusedRecord


def only(text: str) -> Exchanged:
    (record,) = read(text)
    assert isinstance(record, Exchanged)
    return record


def item(*lines: str) -> Any:
    return only("\r\n".join(["TY  - JOUR", *lines, "ER  - "])).item


@pytest.mark.parametrize(
    ("lines", "variable", "value"),
    [
        (["AU  - Quill, Ada B."], "author", [{"family": "Quill", "given": "Ada B."}]),
        (["AU  - van der Berg, A"], "author", [{"family": "Berg", "given": "A", "non-dropping-particle": "van der"}]),
        (["AU  - Norland Ministry of Fisheries"], "author", [{"literal": "Norland Ministry of Fisheries"}]),
        (["AU  - Ministry of Justice, Norland"], "author", [{"literal": "Ministry of Justice, Norland"}]),
        (["AU  - Harbour Watch,"], "author", [{"literal": "Harbour Watch"}]),  # EndNote's mark of an organisation
        (["AU  - Quill, Ada, Jr."], "author", [{"family": "Quill", "given": "Ada", "suffix": "Jr."}]),
        (["PY  - 2021", "DA  - JAN-FEB"], "issued", {"date-parts": [[2021, 1], [2021, 2]]}),
        (["PY  - 2021", "DA  - SEP 30"], "issued", {"date-parts": [[2021, 9, 30]]}),
        (["Y1  - 2021/06//"], "issued", {"date-parts": [[2021, 6]]}),
        (["PY  - 2019///"], "issued", {"date-parts": [[2019]]}),
        (["SP  - 212", "EP  - 22"], "page", "212-22"),  # as it is written
        (["C7  - 106435"], "page", "106435"),  # the number of an article without pages
        (["DO  - https://doi.org/10.5555/norland.1"], "DOI", "10.5555/norland.1"),
        (["SN  - 1234-5678", "SN  - 2345-6789"], "ISSN", "1234-5678, 2345-6789"),
        (["SN  - 978-0-00-000000-2"], "ISBN", "978-0-00-000000-2"),
        (["KW  - debt bondage", "KW  - fisheries"], "keyword", "debt bondage, fisheries"),
        (["KW  - Aged, 80 and over", "KW  - fisheries"], "keyword", "Aged, 80 and over; fisheries"),
        (["T2  - Journal of Norland", "J2  - J Norl"], "container-title-short", "J Norl"),
        (["AB  - first line", "  second line"], "abstract", "first line second line"),
        (["IS  - 3"], "issue", "3"),
    ],
)  # fmt: skip
def test_a_tag_says_what_databases_mean_by_it(lines: list[str], variable: str, value: Any) -> None:
    assert item(*lines)[variable] == value


def test_a_tag_without_a_place_is_kept_under_its_name() -> None:
    record = only("TY  - JOUR\nAN  - WOS:1\nAD  - Vestholm\nER  - \n")
    assert record.fields == (("ris-an", "WOS:1"), ("ris-ad", "Vestholm"))


def test_a_record_without_a_type_is_refused_with_its_line() -> None:
    records = list(read("\ufeff\nTI  - Debts at Sea\nER  -\n\nTY  - BOOK\nTI  - Nets\nER  - \n"))
    assert [isinstance(record, RefusedRecord) for record in records] == [True, False]
    assert records[0].line == 2


def test_a_record_that_was_not_ended_ends_where_the_next_begins() -> None:
    records = list(read("TY  - BOOK\nTI  - Nets\n\nTY  - BOOK\nTI  - Debts\n"))
    assert [record.item["title"] for record in records if isinstance(record, Exchanged)] == ["Nets", "Debts"]


RECORDS = [
    Exchanged({
        "id": "quill2020", "type": "book", "title": "<i>Debts</i> at Sea", "collection-title": "Harbour Studies",
        "author": [{"family": "Quill", "given": "Ada"}, {"literal": "Harbour Watch, Vestholm"}],
        "issued": {"date-parts": [[2020, 3], [2020, 5]]}, "publisher": "Vestholm Press", "note": "second printing",
        "annote": "read again", "accessed": {"date-parts": [[2024, 2, 1]]},
    }, (("file", "docs/a.pdf"), ("shelf", "B 12"))),
    Exchanged({
        "id": "2022tip", "type": "treaty", "title": "Compact on Crews", "number": "7", "volume": "12", "page": "3-9",
        "issued": {"literal": "n.d."},
    }),
    Exchanged({"id": "x", "type": "post", "title": "One\nTY  - BOOK", "container-title": "Norland Tides"}),
]  # fmt: skip


def test_what_is_written_reads_back_the_same() -> None:
    written = list(read(write(RECORDS)))
    for before, after in zip(RECORDS, written, strict=True):
        assert isinstance(after, Exchanged)
        assert dict(after.item) == dict(before.item)
        assert sorted(after.fields) == sorted(before.fields)


def test_a_value_cannot_begin_a_record() -> None:
    assert len(list(read(write(RECORDS)))) == 3


def test_a_record_becomes_an_entry_with_its_line() -> None:
    entry = entry_of(only("\nTY  - RPRT\nID  - nom22\nPB  - Norland Office\nC1  - 5% & more\nER  - \n"))
    assert (entry.key, entry.type, entry.line) == ("nom22", "report", 2)
    assert entry.get("institution") == "Norland Office"
    assert entry.get("ris-c1") == r"5\% \& more"
