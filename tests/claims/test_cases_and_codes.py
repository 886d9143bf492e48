"""Cases, codes, directives, resolutions and treaties are found in running text, each with its place. All invented."""

import pytest

from litbase.claims.citations.reading import find_citations
from litbase.claims.citations.resolve import resolve
from litbase.claims.citations.works import works_of
from litbase.claims.drafts.plain_text import read_plain_text
from litbase.model.claim import Citation
from litbase.model.entry import Entry
from litbase.model.page import LocatorKind


def entry(key: str, type_: str, year: str, title: str, **more: str) -> Entry:
    return Entry(key, type_, tuple({"date": year, "title": title, **more}.items()))


LIBRARY = works_of(
    [
        entry("bay", "jurisdiction", "2010", "Bay v. Norland", number="12345/06"),
        entry("directive", "legislation", "2011", "Directive 2099/36/EU on Seafarers"),
        entry("act2015", "legislation", "2015", "Seafarers Act"),
        entry("treaty", "legal", "1931", "Convention for the Protection of Seafarers and Migrants", volume="77",
              series="United Nations, Treaty Series", pages="13", shorttitle="CPSM"),
        entry("resolution", "report", "2016", "Trafficking at Sea", number="S/RES/9331 (2016)"),
    ]
)  # fmt: skip
SECTION, PARAGRAPH, PAGE, ARTICLE = (
    LocatorKind.SECTION, LocatorKind.PARAGRAPH, LocatorKind.PAGE, LocatorKind.ARTICLE,
)  # fmt: skip


def cited(text: str) -> list[Citation]:
    return list(resolve(find_citations(read_plain_text(text), LIBRARY), LIBRARY))


@pytest.mark.parametrize(
    ("text", "keys", "kind", "place"),
    [
        ("Bay v. Norland, no. 12345/06, §§ 281–282, holds so.", ("bay",), PARAGRAPH, "281–282"),
        ("In Bay v Norland (App no 12345/06, 7 January 2010) para 28, it held so.", ("bay",), PARAGRAPH, "28"),
        ("Roe v. Eldoria, App. No. 54321/01, ¶ 112, holds so.", (), PARAGRAPH, "112"),
        ("Norland v. Roe, 999 U.S. 931, 952 (1988), holds so.", (), PAGE, "952"),
        ("It is a crime under 18 U.S.C. § 9991(a)(1).", (), SECTION, "9991(a)(1)"),
        ("It is a crime under 22 U.S.C. §§ 9101-9114.", (), SECTION, "9101-9114"),
        ("See 28 C.F.R. § 9100.25 for the rule.", (), SECTION, "9100.25"),
        ("Article 2(1) of Directive 2099/36/EU says so.", ("directive",), ARTICLE, "2(1)"),
        ("Directive 2099/36/EU, art. 2(1), says so.", ("directive",), ARTICLE, "2(1)"),
        ("Art 3 of Regulation (EU) No 956/2014 says so.", (), ARTICLE, "3"),
        ("Seafarers Act 2015, s 1(1), says so.", ("act2015",), SECTION, "1(1)"),
        ("Section 1 of the Seafarers Act 2015 says so.", ("act2015",), SECTION, "1"),
        ("Section 1 of the Seafarers Act 2003 said so.", (), SECTION, "1"),  # another act
        ("The treaty (77 UNTS 13, art 6) says so.", ("treaty",), ARTICLE, "6"),
        ("Article 6 CPSM says so.", ("treaty",), ARTICLE, "6"),
        ("CPSM, art. 6, says so.", ("treaty",), ARTICLE, "6"),
        ("Security Council Resolution 9331 (2016), para. 10, says so.", ("resolution",), PARAGRAPH, "10"),
        ("S/RES/9331, para. 10, says so.", ("resolution",), PARAGRAPH, "10"),
        ("UNGA Res 95/25, para 3, says so.", (), PARAGRAPH, "3"),
        ("The text (A/HRC/99/6 (7 February 2014), ¶ 42) says so.", (), PARAGRAPH, "42"),
        ("Pub. L. No. 996-386, § 103, 114 Stat. 1464, says so.", (), SECTION, "103"),
    ],
)
def test_law_is_cited_with_its_place(text: str, keys: tuple[str, ...], kind: LocatorKind, place: str) -> None:
    citation = cited(text)[0]
    assert citation.keys == keys
    assert citation.locator is not None
    assert (citation.locator.kind, citation.locator.value) == (kind, place)


def test_a_place_ends_before_a_date() -> None:
    citation = cited("Convention for the Protection of Seafarers and Migrants, art. 3(a), 15 Nov. 2000.")[0]
    assert citation.keys == ("treaty",)
    assert citation.locator is not None
    assert citation.locator.value == "3(a)"


@pytest.mark.parametrize(
    "text", ["Norland v. Eldoria ended 3-1.", "UNODC, section 3, moved.", "Resolution 5 of the club."]
)
def test_no_law_is_made_up(text: str) -> None:
    assert cited(text) == []
