"""Indexes, contents and reference lists are passed over; tables and prose are not."""

import pytest

from litbase.claims.support.listings import is_listing
from litbase.model.page import LocatorKind, Mark, Page

INDEX = "impunity Arvenia 22; Belmora 26; Castrovia 32-3; Drusk 40; Estmere 44; Norland 49, 52; Tolvane 83; Quell 93"
CONTENTS = """Contents
Letter from the Commissioner ..... 3
Introduction ... 7
Methods 9
Arvenia . . . . 14
Belmora ……… 19
Castrovia 22
Drusk 27
Sources 31"""
TABLE = "Victims identified\n2019 412\n2020 368\n2021 431\n2022 486\nMen 129\nWomen 212\nBoys 61\nGirls 84"
THOUSANDS = (
    "Arvenia 1,308 15\nNorland 6,209 323\nDrusk 6,217 411\nQuell 5,751 414\nTolvane 2,095 135\nBelmora 8,135 206"
)
PROSE = "In 2022 the mechanism recognised 486 victims, of whom 231 had been exploited for their labour and 98 begged."
REFERENCE = "Quill, Ada. 2020. Debts at Sea. Vestholm: Vestholm Press."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (INDEX, True),
        (CONTENTS, True),
        (TABLE, False),  # figures inside tables count
        (THOUSANDS, False),  # the comma of a number parts no entries
        (PROSE, False),
        ("Arvenia 12, Belmora 14.", False),  # too few to be an index
    ],
)
def test_a_listing_is_known_by_its_numbers(text: str, expected: bool) -> None:
    assert is_listing(Page(1, None, text), 0, len(text)) is expected


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("References", REFERENCE, True),
        ("7. Bibliography", REFERENCE, True),
        ("References", "The committee thanks its readers.", False),
        ("Recruitment", REFERENCE, False),
    ],
)
def test_a_reference_is_known_by_the_heading_it_stands_under(heading: str, text: str, expected: bool) -> None:
    page = Page(9, "9", text, marks=(Mark(LocatorKind.SECTION, heading, 0, continued=True),))
    assert is_listing(page, 0, len(text)) is expected
