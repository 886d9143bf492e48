"""What is known to be doubtful is pointed out where it is said, and nowhere else."""

import re
import time
import tomllib
from pathlib import Path

import pytest

from litbase.catalog.reports import load_reports
from litbase.claims.cautions import CautionSource, find_cautions, load_cautions
from litbase.formats.corpus import corpus_folder


def ids(text: str) -> list[str]:
    return [caution.id for caution in find_cautions(text)]


@pytest.mark.parametrize(
    ("said", "caution"),
    [
        ("There are 27 million slaves in the world today.", "27-million-slaves"),
        ("Slavery holds some twenty-seven million people.", "27-million-slaves"),
        ("An estimated 27,000,000 men, women and children are enslaved.", "27-million-slaves"),
        (
            "Between 600,000 and 800,000 persons are trafficked across borders a year.",
            "600000-800000-across-borders",
        ),
        ("As many as 800,000 people are trafficked across international borders.", "600000-800000-across-borders"),
        ("The average age of entry into prostitution is 12 to 14.", "age-of-entry-12-to-14"),
        ("On average, girls are thirteen years old when they are first trafficked.", "age-of-entry-12-to-14"),
        ("The average age at which girls enter prostitution abroad is 12–14 years.", "age-of-entry-12-to-14"),
        ("The average age at which girls enter prostitution, 12 to 14 years, is repeated.", "age-of-entry-12-to-14"),
        ("Each year 100,000 to 300,000 children are lured into the sex trade.", "100000-300000-children"),
        ("Some 300,000 minors are at risk of sexual exploitation.", "100000-300000-children"),
        ("Sex trafficking is a $9.5 billion industry.", "9.5-billion-dollars"),
        ("Traffickers earn 9.8 billion dollars a year from prostitution.", "9.5-billion-dollars"),
        ("Up to 2.4 million juveniles are said to be in prostitution.", "2.4-million-juveniles"),
        ("China has 34 million more men than women.", "surplus-men-34-to-37-million"),
        ("A surplus of 37 million men cannot marry.", "surplus-men-34-to-37-million"),
        ("Slavery grew from 29.8 million people in 2013 to 35.8 million in 2014.", "slavery-index-is-no-series"),
        ("Today 40.3 million people live in modern slavery.", "older-global-estimate"),
        ("Forced labour holds 21 million people.", "older-global-estimate"),
        (
            "Under Article 241 of the Criminal Law, a buyer may be exempted from criminal responsibility.",
            "article-241-before-2015",
        ),
        ("刑法第二百四十一条规定，可以不追究刑事责任。", "article-241-before-2015"),
        ("Article 296 of the PRC Criminal Law makes slavery a crime.", "article-296-of-another-code"),
        ("The Supplementary Convention on slavery, 226 U.N.T.S. 3, was adopted in 1956.", "226-unts-3"),
        ("Supplementary Convention, United Nations, Treaty Series, vol. 226, p. 3", "226-unts-3"),
        ("The Palermo Protocol, U.N. Doc. A/45/49 (Vol. I) (2001), defines trafficking.", "a-45-49"),
        ("The plan of action (国发〔2021〕13号) runs to 2030.", "state-council-no-13-of-2021"),
    ],
)
def test_what_is_doubtful_is_pointed_out(said: str, caution: str) -> None:
    assert caution in ids(said)


@pytest.mark.parametrize(
    "said",
    [
        "The anti-slavery fund spent 27 million crowns.",  # money, in a currency of no country
        "A budget of 27 million was voted to fight slavery.",
        "The ministry gave $27 million for victims of slavery.",
        "27 million people live in the region; 18,000 of them were surveyed.",  # no slaves
        "The index counts 27.6 million people in slavery.",  # another figure
        "The report on prostitution has 12–14 pages on the age of entry.",
        "Their average age was 19; 13 girls had entered prostitution before.",  # a count of girls
        "The average sentence for those who first trafficked a child was 14 years at the age of 40.",
        "Tolvane has 800,000 inhabitants and no border controls against traffickers.",
        "About 800,000 refugees crossed the border, some with traffickers.",
        "The campaign against sexual exploitation reached 300,000 children.",  # not at risk: reached
        "The region's airports earned $9.5 billion.",
        "Some 2.4 million juveniles live in the region.",
        "More than 34 million men were vaccinated.",
        "In 2017 the estimate was 40.3 million people in modern slavery.",  # named with its year
        "Article 241 of the Criminal Law was amended in 2015; buyers are no longer exempt.",
        "Article 241 of the Labour Code exempts fishers from night work.",
        "Article 296 of the Criminal Code of the Republic of China (Taiwan) punishes enslaving a person.",
        "The Supplementary Convention on slavery: 266 UNTS 3.",
        "A treaty on fisheries: 226 UNTS 3.",
        "The Supplementary Convention on slavery: 226 UNTS 31.",
        "The Protocol against trafficking: A/55/49.",
        "The plan of action against trafficking (国办发〔2021〕13号) runs to 2030.",
        "Nothing is said of any figure here, although trafficking across borders is.",
        "",
    ],
)
def test_other_contexts_raise_no_caution(said: str) -> None:
    assert ids(said) == []


def test_a_caution_gives_its_place_its_reason_and_its_source() -> None:
    text = "Much is unknown. It is often said that 27 million people are slaves. Nobody has counted them."
    (caution,) = find_cautions(text)
    assert text[caution.start : caution.end] == "27 million"
    assert "Fedina (2015)" in caution.message
    assert caution.sources[0].record == "fedina-2015"
    assert caution.sources[0].doi == "10.1177/1524838014523337"


def test_words_of_another_sentence_do_not_count() -> None:
    assert ids("The region has 27 million inhabitants. Slavery was abolished long ago.") == []


def test_the_same_doubt_is_raised_in_each_sentence_once() -> None:
    assert ids("There are 27 million slaves, or 27 million enslaved. Slaves: 27 million.") == ["27-million-slaves"] * 2


def test_two_doubts_in_one_sentence_are_both_raised_in_order() -> None:
    said = "With 27 million slaves, trafficking is said to move 600,000 to 800,000 of them across borders."
    assert ids(said) == ["27-million-slaves", "600000-800000-across-borders"]


def test_every_record_names_its_sources_and_can_match_what_is_said() -> None:
    for doubt in load_cautions():
        assert doubt.sources, doubt.id
        assert all(pattern.figures or pattern.references for pattern in doubt.patterns), doubt.id
        assert all(figures for pattern in doubt.patterns for figures in pattern.figures), doubt.id
        assert doubt.message.endswith(".")
    assert len({doubt.id for doubt in load_cautions()}) == len(load_cautions())


def sources() -> list[CautionSource]:
    return sorted({source for doubt in load_cautions() for source in doubt.sources}, key=lambda source: source.record)


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.record)
def test_a_source_is_the_catalogs_record(source: CautionSource) -> None:
    entry = next(report.entry for report in load_reports() if report.name == source.record)
    assert (entry.get("doi") or None) == source.doi
    assert source.url in (None, entry.get("url"))
    assert source.year in (entry.get("date") or "") or source.record == "prc-criminal-law"


def test_every_source_of_the_file_is_used() -> None:
    content = tomllib.loads((corpus_folder() / "cautions.toml").read_text("utf-8"))
    assert {source["record"] for source in content["source"]} == {source.record for source in sources()}
    assert {source["standing"] for source in content["source"]} == {"verified", "unverified"}


def test_a_sentence_costs_little() -> None:
    sentence = "In 2022, 486 victims of trafficking were recognised in Norland, of whom 139 were men and 135 children."
    find_cautions(sentence)
    started = time.process_time()
    for _ in range(200):
        find_cautions(sentence)
    assert (time.process_time() - started) / 200 < 0.002


def test_the_page_of_cautions_lists_them_all() -> None:
    page = Path(__file__).parents[2] / "docs" / "cautions.md"
    listed = re.findall(r"^### (\S+)$", page.read_text("utf-8"), re.MULTILINE)
    assert listed == [doubt.id for doubt in load_cautions()]
