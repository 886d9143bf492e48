"""Citation keys made from patterns."""

import pytest

from litbase.bib.keys import make_key
from litbase.errors import EntryError
from litbase.model.entry import Entry


def entry(**fields: str) -> Entry:
    return Entry("", "report", tuple(fields.items()))


@pytest.mark.parametrize(
    ("pattern", "fields", "key"),
    [
        ("[corp][year]", {"author": "{U.S. Department of State}", "year": "2021"}, "USDS2021"),
        ("[corp][year]", {"author": "{Amnesty International}", "date": "2013-05"}, "AmnestyInternational2013"),
        ("[corp][year]", {"author": "{UNODC}", "year": "2020"}, "UNODC2020"),
        ("[corp][year]", {"shortauthor": "ILO", "author": "{Some Long Office of Norland}", "year": "2017"}, "ILO2017"),
        ("[corp][year]", {"author": "Ford, Ada", "year": "2020"}, "Ford2020"),
        ("[auth][year]", {"author": "von Berg, Otto and Ford, Ada", "year": "2019/2020"}, "vonBerg2019-2020"),
        ("[authors:lower]:[year]", {"author": "Ford, A. and Øst, B.", "year": "2001"}, "fordost:2001"),
        ("[auth][year][shorttitle]", {"author": "Ford, A.", "title": "The Coast {of} Norland"}, "FordndCoast"),
        ("[title:abbr]", {"title": "Trafficking in Persons Report"}, "TPR"),
        ("[auth3][shortyear]", {"author": "Quill, Ada", "year": "2019"}, "Qui19"),
        ("[shorttitle2]", {"title": "The Debts of Fishing Crews"}, "DebtsFishing"),
        ("[authors1]", {"author": "Quill, A. and Breck, C."}, "QuillEtAl"),
        ("[journal][year]", {"journaltitle": "Journal of Norland Studies", "year": "2001"}, "JNS2001"),
        ("[symbol]", {"number": "A/HRC/25/63"}, "A-HRC-25-63"),
        ("[auth][year]", {"title": "诺兰国法律", "year": "2007"}, "诺兰国法律2007"),
        ("[auth][year]", {}, "nd"),
        ("[edition]", {}, "entry"),
    ],
)
def test_patterns_are_filled(pattern: str, fields: dict[str, str], key: str) -> None:
    assert make_key(entry(**fields), pattern=pattern, taken=()) == key


def test_a_taken_key_gets_a_letter() -> None:
    same = entry(author="{UNODC}", year="2020")
    taken: set[str] = set()
    for wanted in ("UNODC2020", "UNODC2020b", "UNODC2020c"):
        key = make_key(same, pattern="[corp][year]", taken=taken)
        assert key == wanted
        taken.add(key)


def test_more_works_than_letters_still_get_keys() -> None:
    taken: set[str] = set()
    for _ in range(60):
        taken.add(make_key(entry(author="{UNODC}", year="2020"), pattern="[corp][year]", taken=taken))
    assert len(taken) == 60


@pytest.mark.parametrize("pattern", ["[nothing]", "[year", "[year:big]", "[Year]"])
def test_a_pattern_that_means_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(EntryError):
        make_key(entry(year="2020"), pattern=pattern, taken=())
