"""Every format: told by its content, read as its programs mean it, written so that it reads back the same."""

from collections.abc import Mapping
from typing import Any

import pytest

from litbase.errors import EntryError, SourceError
from litbase.exchange.formats import FORMATS, format_named, recognise
from litbase.exchange.names import WRITABLE
from litbase.exchange.record import Exchanged
from litbase.model.record import RefusedRecord

ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?>
<xml><records><record><source-app name="EndNote" version="20">EndNote</source-app>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Quill, A. B.</style></author></authors></contributors>
<titles><title><style>Debts at
  Sea</style></title><secondary-title>Journal of Norland</secondary-title></titles>
<periodical><full-title>Journal of Norland</full-title><abbr-1>J Norl</abbr-1></periodical>
<pages>9-12</pages><volume>3</volume><number>2</number>
<dates><year>2020</year><pub-dates><date>Mar 3</date></pub-dates></dates>
<isbn>1234-5678</isbn><electronic-resource-num>doi:10.5555/norland.1</electronic-resource-num>
<keywords><keyword>fisheries</keyword></keywords><accession-num>N1</accession-num>
</record></records></xml>"""
MODS = """<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods ID="quill2020">
<titleInfo><nonSort>The</nonSort><title>Debts</title><subTitle>at Sea</subTitle></titleInfo>
<name type="personal"><namePart type="family">Quill</namePart><namePart type="given">Ada</namePart>
<role><roleTerm type="text">author</roleTerm></role></name>
<name type="corporate"><namePart>Norland Office</namePart><role><roleTerm>edt</roleTerm></role></name>
<originInfo><dateIssued>2020</dateIssued></originInfo>
<relatedItem type="host"><titleInfo><title>Journal of Norland</title></titleInfo>
<originInfo><issuance>continuing</issuance></originInfo>
<part><detail type="volume"><number>3</number></detail><detail type="issue"><number>2</number></detail>
<extent unit="page"><start>9</start><end>12</end></extent></part></relatedItem>
<subject><topic>fisheries</topic></subject><identifier type="doi">10.5555/norland.1</identifier>
</mods></modsCollection>"""
NBIB = """PMID- 1
STAT- MEDLINE
IS  - 1234-5678 (Electronic)
VI  - 3
IP  - 2
DP  - 2020 Mar 3
TI  - Debts at
      Sea
PG  - 9-12
FAU - Quill, Ada B
AU  - Quill AB
CN  - Norland Office
JT  - Journal of Norland
MH  - fisheries
AID - 10.5555/norland.1 [doi]
"""
PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal>
<ISSN>1234-5678</ISSN><JournalIssue><Volume>3</Volume><Issue>2</Issue><PubDate><Year>2020</Year><Month>Mar</Month>
<Day>3</Day></PubDate></JournalIssue><Title>Journal of Norland</Title></Journal>
<ArticleTitle>Debts at <i>Sea</i></ArticleTitle><Pagination><MedlinePgn>9-12</MedlinePgn></Pagination>
<AuthorList><Author><LastName>Quill</LastName><ForeName>Ada</ForeName></Author>
<Author><CollectiveName>Norland Office</CollectiveName></Author></AuthorList></Article>
<CitationSubset>IM</CitationSubset></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">10.5555/norland.1</ArticleId></ArticleIdList></PubmedData>
</PubmedArticle></PubmedArticleSet>"""
ISI = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Quill, AB
   Breck, C
AF Quill, Ada B.
   Breck, Cai
TI Debts at
   Sea
SO JOURNAL OF NORLAND
DE fisheries; debt bondage
PD MAR 3
PY 2020
VL 3
IS 2
BP 9
EP 12
DI 10.5555/norland.1
UT WOS:1
ER

EF
"""
REFER = """%0 Journal Article
%A Quill, Ada
%A Norland Office
%T Debts at Sea
%J Journal of Norland
%V 3
%N 2
%P 9-12
%D 2020
%8 March 3
%@ 1234-5678
%R doi:10.5555/norland.1
%F quill2020
"""
CFF = """cff-version: 1.2.0
message: "Cite it."
title: Debts
authors:
  - family-names: Berg
    given-names: Ada
    name-particle: van
  - name: Norland Office
date-released: 2020-03-03
doi: 10.5555/norland.1
references:
  - type: article
    title: Nets
    year: 2019
"""
ZOTERO = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
<bib:Article rdf:about="#item_1"><z:itemType>journalArticle</z:itemType>
<dcterms:isPartOf><bib:Journal><dc:title>Journal of Norland</dc:title><prism:volume>3</prism:volume>
<prism:number>2</prism:number><dc:identifier>ISSN 1234-5678</dc:identifier></bib:Journal></dcterms:isPartOf>
<bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Quill</foaf:surname><foaf:givenName>Ada</foaf:givenName>
</foaf:Person></rdf:li></rdf:Seq></bib:authors><dc:subject>fisheries</dc:subject>
<dc:title>Debts at Sea</dc:title><dc:date>2020-03-03</dc:date><bib:pages>9-12</bib:pages>
<dcterms:isReferencedBy rdf:resource="#item_2"/></bib:Article>
<bib:Memo rdf:about="#item_2"><rdf:value>read it twice</rdf:value></bib:Memo>
<z:Collection rdf:about="#c"><dc:title>sea</dc:title><dcterms:hasPart rdf:resource="#item_1"/></z:Collection>
</rdf:RDF>"""
CSV = """"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Pages"
"x1","journalArticle","2020","Quill, Ada; Norland Office","Debts at Sea","Journal of Norland","10.5555/norland.1","9-12"
"""
FIRST = {
    "endnote-xml": ENDNOTE, "mods": MODS, "nbib": NBIB, "isi": ISI, "refer": REFER, "cff": CFF, "zotero-rdf": ZOTERO,
    "csv": CSV, "pubmed-xml": PUBMED, "csl-json": '[{"id": "a", "type": "book"}]', "ris": "TY  - BOOK\nER  - ",
}  # fmt: skip


def read(name: str, text: str | None = None) -> list[Exchanged]:
    records = list(format_named(name).read(FIRST[name] if text is None else text))
    assert all(isinstance(record, Exchanged) for record in records)
    return [record for record in records if isinstance(record, Exchanged)]


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
def test_a_format_is_told_by_its_content(name: str) -> None:
    found = recognise(FIRST[name].encode())
    assert found is not None
    assert found[0].name == name


def test_bibtex_is_none_of_them() -> None:
    assert recognise(b"@book{a, title = {%T Nets}, note = {TY  - x}}") is None


@pytest.mark.parametrize("name", ["endnote-xml", "mods", "nbib", "pubmed-xml", "isi", "refer", "zotero-rdf", "csv"])
def test_an_article_is_read_whole(name: str) -> None:
    item = read(name)[0].item
    assert item["type"] == "article-journal"
    assert item["author"][0]["family"] == "Quill"
    assert item["title"] in ("Debts at Sea", "The Debts: at Sea")
    assert item["container-title"].casefold() == "journal of norland"
    assert item["page"] == "9-12"
    assert item["issued"]["date-parts"][0][0] == 2020
    if name not in ("csv",):
        assert (item["volume"], item["issue"]) == ("3", "2")
    if name != "zotero-rdf":
        assert item["DOI"] == "10.5555/norland.1"


@pytest.mark.parametrize("name", ["endnote-xml", "nbib", "pubmed-xml", "isi", "refer", "zotero-rdf"])
def test_month_and_day_are_found_where_they_stand(name: str) -> None:
    assert read(name)[0].item["issued"] == {"date-parts": [[2020, 3, 3]]}


@pytest.mark.parametrize("name", ["mods", "nbib", "pubmed-xml", "refer", "cff", "csv"])
def test_an_organisation_stays_whole(name: str) -> None:
    item = read(name)[0].item
    assert {"literal": "Norland Office"} in [*item["author"], *item.get("editor", ())]


def test_what_has_no_place_is_kept() -> None:
    assert dict(read("endnote-xml")[0].fields) == {"endnote-accession-num": "N1"}
    assert dict(read("isi")[0].fields) == {"isi-ut": "WOS:1"}
    assert dict(read("nbib")[0].fields) == {"nbib-stat": "MEDLINE"}
    assert dict(read("pubmed-xml")[0].fields) == {"nbib-citationsubset": "IM"}


def test_full_names_go_before_short_ones() -> None:
    assert read("isi")[0].item["author"][1] == {"family": "Breck", "given": "Cai"}
    assert read("nbib")[0].item["author"][0] == {"family": "Quill", "given": "Ada B"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("764-9", "764-769"),  # PubMed leaves out the figures that are the same
        ("S12-5", "S12-5"),  # a letter in a number: not plain figures
        ("1090-102", "1090-1102"),
        ("98-102", "98-102"),
        ("764-3", "764-3"),  # no range that counts up
        ("21-3, 27", "21-23, 27"),
    ],
)
def test_pages_shortened_by_pubmed_are_whole(written: str, meant: str) -> None:
    assert read("nbib", f"PMID- 1\nTI  - Debts\nPG  - {written}\n")[0].item["page"] == meant


def test_pubmed_records_without_a_number_are_told_too() -> None:
    found = recognise(b"PMCR- 1\nTI  - Debts\nTI  - at Sea\nPT  - Book\n")
    assert found is not None
    assert [dict(each.item) for each in found[0].read(found[1]) if isinstance(each, Exchanged)] == [
        {"id": "", "type": "book", "title": "Debts at Sea"}
    ]


def test_a_chapter_of_a_book_by_one_author_is_by_its_author() -> None:
    book = """<PubmedBookArticle><BookDocument><PMID>1</PMID><Book><BookTitle>Guidance</BookTitle><AuthorList>
<Author><CollectiveName>Norland Office</CollectiveName></Author></AuthorList></Book>
<ArticleTitle>Debts</ArticleTitle></BookDocument></PubmedBookArticle>"""
    assert read("pubmed-xml", book)[0].item["author"] == [{"literal": "Norland Office"}]


def test_notes_and_collections_of_zotero_come_along() -> None:
    item = read("zotero-rdf")[0].item
    assert (item["annote"], item["keyword"]) == ("read it twice", "fisheries, sea")


def test_a_citation_file_gives_its_references_too() -> None:
    assert [record.item["title"] for record in read("cff")] == ["Debts", "Nets"]
    assert read("cff")[0].item["author"][0] == {"family": "Berg", "given": "Ada", "non-dropping-particle": "van"}


RECORDS: list[Mapping[str, Any]] = [
    {"id": "a1", "type": kind, "title": title, "author": [{"family": "Quill", "given": "Ada", "suffix": "Jr."},
     {"literal": "Norland Office, Vestholm"}, {"family": "Berg", "non-dropping-particle": "van der", "given": "C."}],
     "issued": date, "page": "9-12", "volume": "3", "issue": "2", "number": "N/7", "publisher": "Vestholm & Sons",
     "container-title": "Tides <b>now</b>", "collection-title": "Harbour", "keyword": "a, b", "note": "x",
     "annote": "y", "DOI": "10.5555/n", "ISBN": "978-0", "URL": "https://x.test/?a=1&b=2;\n     https://y.test",
     "language": "vi",
     "abstract": "=1+1\x0b"}
    for kind in ("article-journal", "book", "report", "treaty", "legal_case", "post", "interview")
    for title in ("=cmd|' /C calc'!A0", "Ngư dân <i>và</i> nợ", "'@x")
    for date in ({"date-parts": [[2020, 3], [2021]]}, {"literal": "n.d."}, {"date-parts": [[2020]], "circa": True})
]  # fmt: skip


def test_the_names_offered_are_those_of_the_formats_that_are_written() -> None:
    assert tuple(each.name for each in FORMATS if each.write is not None) == WRITABLE


@pytest.mark.parametrize("name", WRITABLE)
def test_what_is_written_reads_back_the_same(name: str) -> None:
    form = format_named(name)
    assert form.write is not None
    records = [Exchanged(item, (("file", ":a b.pdf:PDF"), ("shelf", "B 12"))) for item in RECORDS]
    back = list(form.read(form.write(records)))
    assert len(back) == len(records)
    for before, after in zip(records, back, strict=True):
        assert isinstance(after, Exchanged)
        assert dict(after.item) == dict(before.item)
        assert sorted(after.fields) == sorted(before.fields)


def test_no_cell_of_a_table_begins_a_formula() -> None:
    form = format_named("csv")
    assert form.write is not None
    written = form.write([Exchanged(item) for item in RECORDS])
    assert not [cell for cell in written.replace('"', "").split(",") if cell.startswith(("=", "+", "-", "@"))]


BOMB = """<!DOCTYPE xml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<xml><records><record><ref-type name="Book">6</ref-type><titles><title>&b;</title></titles></record></records></xml>"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("endnote-xml", BOMB),
        ("mods", "<mods><titleInfo>"),
        ("cff", "cff-version: 1\na: &a [x]\nb: [*a, *a]"),
        ("cff", "cff-version: [1"),
        ("csv", 'title,author\n"x' + "y" * 11_000_000),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(name: str, text: str) -> None:
    with pytest.raises((EntryError, SourceError)):
        list(format_named(name).read(text))


def test_a_row_with_too_many_cells_is_refused_with_its_line() -> None:
    refused = [each for each in format_named("csv").read("title,year\na,1,2\nb,3\n") if isinstance(each, RefusedRecord)]
    assert [each.line for each in refused] == [2]
