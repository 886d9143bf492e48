"""The shipped catalog, and finding reports in it."""

import re

import pytest

from litbase.bib.bibliography import Bibliography
from litbase.catalog.reports import VARIABLES, find_reports, load_reports, report_named
from litbase.errors import UnknownKey
from litbase.formats.corpus import corpus_folder


def names(*words: str) -> list[str]:
    return [report.name for report in find_reports(words)]


def test_every_file_of_the_catalog_reads_without_broken_blocks() -> None:
    for path in (corpus_folder() / "catalog").glob("*.bib"):
        assert Bibliography.open(path).broken == ()


def test_names_are_unique() -> None:
    every = [report.name for report in load_reports()]
    assert len(every) == len(set(every)) == 94


def test_the_annual_reports_are_complete() -> None:
    every = {report.name for report in load_reports()}
    assert {f"usdos-tip-{year}" for year in range(2001, 2026)} <= every


def test_every_record_says_how_its_fields_stand() -> None:
    for report in load_reports():
        listed = re.fullmatch(r"verified: (.*)", report.entry.get("standing") or "")
        assert listed is not None, report.name
        verified = [] if listed[1] == "none" else listed[1].split(", ")
        assert all(report.standing[field] == "verified" for field in verified), report.name
        assert sum(standing == "verified" for standing in report.standing.values()) == len(verified)


def test_standing_speaks_of_csl_variables_too() -> None:
    standing = report_named("un-coi-dprk-2014").standing_of_variables
    assert standing["number"] == standing["issued"] == "verified"
    assert standing["publisher-place"] == "unverified"


def test_every_field_has_its_csl_variable() -> None:
    assert {field for report in load_reports() for field in report.standing} <= set(VARIABLES)


def test_corporate_authors_are_braced() -> None:
    people = {"scholarship", "press"}
    for path in (corpus_folder() / "catalog").glob("*.bib"):
        for entry in Bibliography.open(path).entries():
            author = entry.get("author")
            if author and path.stem not in people and "," not in author:
                assert author.startswith("{"), entry.key


def test_the_articles_of_one_law_are_one_record() -> None:
    assert [name for name in names("刑法") if name.startswith("prc-")] == ["prc-criminal-law"]


def test_both_candidates_for_one_name_stay() -> None:
    assert {"liu-qiu-zhang-2020", "zhang-yong-2023"} <= set(names("zhang"))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("trafficking in persons 2022", "usdos-tip-2022"),
        ("2022 persons TRAFFICKING report", "usdos-tip-2022"),  # any order, any case
        ("state department 2014", "usdos-tip-2014"),  # a variant of the author's name
        ("US Department of State 2009", "usdos-tip-2009"),  # without the points
        ("J/TIP 2019", "usdos-tip-2019"),  # the abbreviation of an office
        ("A/HRC/25/63", "un-coi-dprk-2014"),  # a document symbol
        ("UNODC 2020", "unodc-glotip-2020"),  # an abbreviation that the record does not print
        ("Stockl", "stockl-2017"),  # without the umlaut
        ("walk free 2023", "gsi-2023"),
        ("palermo protocol", "palermo-2000"),
        ("kachin brides", "hrw-2019-baby"),
        ("HRW bride", "hrw-2019-baby"),
        ("gsi-2018", "gsi-2018"),  # its own name
        ("拐卖 2021", "prc-npa-2021-2030"),  # a part of a word without spaces
        ("国务院 行动计划 2013", "prc-npa-2013-2020"),
        ("slaver convention", "slavery-1926"),  # a word cut short
    ],
)
def test_words_find_the_report(query: str, first: str) -> None:
    found = names(*query.split())
    assert first in found[:2]


def test_all_words_must_occur() -> None:
    assert names("trafficking", "zebra") == []


def test_newer_editions_come_first() -> None:
    assert names("trafficking", "in", "persons", "report", "annual")[:2] == ["usdos-tip-2025", "usdos-tip-2024"]


def test_no_words_give_the_whole_catalog() -> None:
    assert len(find_reports()) == len(load_reports())


def test_an_unknown_name_is_refused_with_near_ones() -> None:
    with pytest.raises(UnknownKey) as refusal:
        report_named("usdos-tip-22")
    assert "usdos-tip-20" in (refusal.value.hint or "")
