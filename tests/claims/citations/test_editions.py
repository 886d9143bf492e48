"""A newer edition of a series is known by title, body and year."""

import pytest

from litbase.catalog.organisations import load_organisations
from litbase.catalog.reports import load_reports
from litbase.claims.citations.editions import newest_edition
from litbase.claims.citations.works import Work, work_of, works_of
from litbase.model.entry import Entry


def report(key: str, title: str, date: str, author: str = "{Norland Office}", **more: str) -> Work:
    return work_of(Entry(key, "report", (("author", author), ("title", title), ("date", date), *more.items())))


OLD = report("norland2019", "Trafficking in Norland 2019", "2019")
NEW = report("norland2022", "Trafficking in Norland 2022", "2023", edition="2022")
NEWEST = report("norland2023", "Trafficking in Norland 2023", "2024", edition="2023")


def test_the_newest_edition_of_the_series_is_told() -> None:
    assert newest_edition(OLD, [NEW, NEWEST, OLD]) == NEWEST
    assert newest_edition(NEW, [OLD, NEW, NEWEST]) == NEWEST


@pytest.mark.parametrize(
    "other",
    [
        OLD,
        report("eldoria2023", "Trafficking in Norland 2023", "2023", "{Eldoria Panel}"),  # another body
        report("boats2023", "Boats of Norland 2023", "2023"),  # another title
        report("undated", "Trafficking in Norland", ""),
        report("lie2023", "Trafficking in Norland 2023", "2023", "Lie, Ada"),
    ],
)
def test_another_work_is_no_newer_edition(other: Work) -> None:
    assert newest_edition(NEW, [other]) is None


def test_the_catalog_knows_the_series_of_its_reports() -> None:
    works = {work.key: work for work in works_of((one.entry for one in load_reports()), load_organisations())}
    expected = {"usdos-tip-2019": "usdos-tip-2025", "unodc-glotip-2020": "unodc-glotip-2024"}
    found = {key: newest_edition(works[key], works.values()) for key in expected}
    assert {key: work.key if work else None for key, work in found.items()} == expected
    assert newest_edition(works["hrw-2019-baby"], works.values()) is None
