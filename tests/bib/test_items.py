"""Entries as CSL-JSON items and back. The works are fictional."""

from pathlib import Path
from typing import Any

import pytest

from litbase.bib.bibliography import Bibliography
from litbase.bib.item_types import BIBTEX_TYPE, CSL_TYPE
from litbase.bib.items import describe, from_item, to_item
from litbase.model.entry import Description, Entry


def read(text: str) -> Entry:
    return next(Bibliography(Path("x.bib"), text.encode()).entries())


CASES: list[tuple[str, dict[str, Any]]] = [
    (
        "@report{k, author={{Ministry of the Interior of Norland}}, title={Trafficking Report}, subtitle={Norland},"
        " institution={Government of Norland}, location={Norhaven}, date={2019-05-03}, number={N/R/12},"
        " edition={2019}, url={https://norland.example/a\\_b}, urldate={2020-01-02}, keywords={coast; labour, coast}}",
        {
            "type": "report",
            "author": [{"literal": "Ministry of the Interior of Norland"}],
            "title": "Trafficking Report: Norland",
            "publisher": "Government of Norland",
            "publisher-place": "Norhaven",
            "issued": {"date-parts": [[2019, 5, 3]]},
            "number": "N/R/12",
            "edition": "2019",
            "URL": "https://norland.example/a_b",
            "accessed": {"date-parts": [[2020, 1, 2]]},
            "keyword": "coast, labour",
        },
    ),
    (
        "@article{k, author={de la Rua, Eva and others}, title={The {UN} in Norland}, journal={Coast \\& Border},"
        " volume={3}, number={2}, pages={12--15}, year=2001, month=mar, doi={https://doi.org/10.5555/ab_c}}",
        {
            "type": "article-journal",
            "author": [
                {"family": "Rua", "given": "Eva", "non-dropping-particle": "de la"},
                {"literal": "others"},
            ],
            "title": 'The <span class="nocase">UN</span> in Norland',
            "container-title": "Coast & Border",
            "volume": "3",
            "issue": "2",
            "page": "12-15",
            "issued": {"date-parts": [[2001, 3]]},
            "DOI": "10.5555/ab_c",
        },
    ),
    (
        "@incollection{k, author={Ford, Ada}, title={T}, booktitle={B}, editor={Berg, Otto}, series={S}, number={4},"
        " publisher={P and Q}, year={1999}, origdate={1890}}",
        {
            "type": "chapter",
            "author": [{"family": "Ford", "given": "Ada"}],
            "title": "T",
            "container-title": "B",
            "editor": [{"family": "Berg", "given": "Otto"}],
            "collection-title": "S",
            "collection-number": "4",
            "publisher": "P; Q",
            "issued": {"date-parts": [[1999]]},
            "original-date": {"date-parts": [[1890]]},
        },
    ),
    (
        "@legal{k, title={Norland Treaty}, date={1926-09-25}, journaltitle={Treaty Series}, volume={60}, pages={5}}",
        {
            "type": "treaty",
            "title": "Norland Treaty",
            "issued": {"date-parts": [[1926, 9, 25]]},
            "container-title": "Treaty Series",
            "volume": "60",
            "page": "5",
        },
    ),
    (
        "@legal{k, title={Norland Protocol}, date={2000}, series={N.T.S.}, volume={2237}, number={39574}, pages={319}}",
        {
            "type": "treaty",
            "title": "Norland Protocol",
            "issued": {"date-parts": [[2000]]},
            "container-title": "N.T.S.",
            "volume": "2237",
            "number": "39574",
            "page": "319",
        },
    ),
    (
        "@report{k, title={Findings}, number={A/HRC/25/63}, session={Twenty-fifth session}, date={2014}}",
        {
            "type": "report",
            "title": "Findings",
            "number": "A/HRC/25/63",
            "event-title": "Twenty-fifth session",
            "issued": {"date-parts": [[2014]]},
        },
    ),
    (
        "@legislation{k, title={Penal Code}, number={12/1997}, section={240}, jurisdiction={Norland}, year={1997}}",
        {
            "type": "legislation",
            "title": "Penal Code",
            "number": "12/1997",
            "section": "240",
            "jurisdiction": "Norland",
            "issued": {"date-parts": [[1997]]},
        },
    ),
    (
        "@hearing{k, title={On the Coast}, author={{Senate of Norland}}, committee={Committee on Ports}, year={2003}}",
        {
            "type": "hearing",
            "title": "On the Coast",
            "author": [{"literal": "Senate of Norland"}],
            "committee": "Committee on Ports",
            "issued": {"date-parts": [[2003]]},
        },
    ),
    (
        "@online{k, title={Page}, organization={Norland Press}, url={https://norland.example}, year={n.d.}}",
        {
            "type": "webpage",
            "title": "Page",
            "publisher": "Norland Press",
            "URL": "https://norland.example",
        },
    ),
    (
        "@phdthesis{k, author={Ford, Ada}, title={T}, school={University of Norland}, year={2010}}",
        {
            "type": "thesis",
            "author": [{"family": "Ford", "given": "Ada"}],
            "title": "T",
            "publisher": "University of Norland",
            "genre": "PhD thesis",
            "issued": {"date-parts": [[2010]]},
        },
    ),
    (
        "@misc{k, title={T}, howpublished={\\url{https://norland.example/~x}}, langid={spanish}, isbn={978-1-11}}",
        {
            "type": "document",
            "title": "T",
            "URL": "https://norland.example/~x",
            "language": "es",
            "ISBN": "978-1-11",
        },
    ),
    (
        "@article{k, title={T}, entrysubtype={newspaper}, journaltitle={The Norland Times}, date={2019/2020}}",
        {
            "type": "article-newspaper",
            "title": "T",
            "container-title": "The Norland Times",
            "issued": {"date-parts": [[2019], [2020]]},
        },
    ),
]


@pytest.mark.parametrize(("text", "item"), CASES)
def test_entries_are_items(text: str, item: dict[str, Any]) -> None:
    assert to_item(read(text)) == {"id": "k", **item}


@pytest.mark.parametrize(("text", "item"), CASES)
def test_items_come_back(text: str, item: dict[str, Any]) -> None:
    whole = {"id": "k", **item}
    assert to_item(from_item(whole)) == whole


@pytest.mark.parametrize("kind", BIBTEX_TYPE)
@pytest.mark.parametrize("variables", [("number", "collection-number"), ("number",), ("issue",), ("issue", "number")])
def test_every_number_comes_back(kind: str, variables: tuple[str, ...]) -> None:
    item = {"id": "k", "type": kind, "title": "T", "collection-title": "Series"}
    item |= {variable: str(number) for number, variable in enumerate(variables)}
    assert to_item(from_item(item)) == item


@pytest.mark.parametrize("kind", BIBTEX_TYPE)
def test_every_csl_type_comes_back(kind: str) -> None:
    entry = from_item({"id": "k", "type": kind, "title": "T"})
    assert to_item(entry)["type"] == kind


def test_every_entry_type_has_a_csl_type() -> None:
    assert set(CSL_TYPE.values()) <= set(BIBTEX_TYPE)


def test_every_variable_comes_back() -> None:
    names = [{"family": "Ford", "given": "Ada"}, {"literal": "Norland Office"}]
    date = {"date-parts": [[2001, 2, 3]]}
    item: dict[str, Any] = {"id": "k", "type": "report", "title": "T", "issued": date, "accessed": date}
    item |= {"original-date": date, "event-date": date, "submitted": date, "available-date": date}
    item |= dict.fromkeys(("author", "editor", "translator", "recipient", "chair", "container-author"), names)
    item |= {"DOI": "10.1/x", "ISBN": "1", "ISSN": "2", "PMID": "3", "PMCID": "4", "URL": "https://a.example/_%20"}
    item |= {name: f"a {name} & b" for name in ("abstract", "annote", "archive", "authority", "edition", "genre")}
    item |= {name: f"{name} #1" for name in ("note", "publisher", "publisher-place", "section", "status", "version")}
    item |= {"number": "A/1", "volume": "2", "number-of-pages": "300", "language": "en-GB", "keyword": "a, b"}
    item |= {
        "container-title": "C",
        "collection-title": "S",
        "title-short": "S",
        "event-title": "E",
        "event-place": "P",
    }
    assert to_item(from_item(item)) == item


def test_an_event_does_not_change_the_type() -> None:
    item = {"id": "k", "type": "document", "title": "T", "event-title": "E"}
    assert to_item(from_item(item)) == item


def test_odd_items_are_no_trouble() -> None:
    odd = {"id": 7, "type": "unheard-of", "title": None, "author": "x", "issued": {"date-parts": [[]]}, "volume": 3}
    assert from_item(odd) == Entry("7", "misc", (("volume", "3"),))


def test_a_description_is_plain() -> None:
    entry = read(
        '@report{k, author={{Ministry of Labour} and F{\\"o}rd, Ada and others}, title={The {UN}}, year=2020,'
        " publisher={P}, keywords={a,b}, langid={english}, abstract={On \\emph{fish}}}"
    )
    assert describe(entry) == Description(
        key="k",
        type="report",
        title="The UN",
        authors=("Ministry of Labour", "Förd"),
        year="2020",
        publisher="P",
        tags=("a", "b"),
        language="en",
        other="P On fish",
    )


def test_editors_stand_in_for_authors() -> None:
    assert describe(read("@book{k, editor={van Dijk, Jan}, title={T}}")).authors == ("van Dijk",)
