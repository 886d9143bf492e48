"""The entry made from what was guessed."""

from pathlib import Path

import pytest

from litbase.library.first_entry import entry_for
from litbase.model.page import Guess, Page, Reading


def reading(*guesses: Guess, media_type: str = "application/pdf", language: str | None = None) -> Reading:
    return Reading(media_type, (Page(1, None, "text"),), guesses, language)


def test_the_best_guess_of_each_field_is_taken_and_said_where_from() -> None:
    guesses = (
        Guess("title", "Debts at Sea", "p. 1"),
        Guess("title", "A-Z copy 1", "xmp"),
        Guess("date", "2020", "p. 2"),
    )
    entry, used = entry_for(reading(*guesses), Path("x.pdf"))
    assert entry.fields == (("title", "Debts at Sea"), ("date", "2020"))
    assert used == (guesses[0], guesses[2])


def test_without_a_title_the_name_of_the_file_says_so() -> None:
    entry, used = entry_for(reading(), Path("annual_report-2020{1}.pdf"))
    assert entry.get("title") == "annual report 20201"
    assert used == (Guess("title", "annual report 20201", "file name"),)


@pytest.mark.parametrize("value", ["Half a {brace", "} and a { half", " ", "lone \ud800 surrogate"])
def test_a_guess_that_cannot_be_written_is_passed_over(value: str) -> None:
    entry, _ = entry_for(reading(Guess("title", value, "xmp"), Guess("title", "Whole", "p. 1")), Path("x.pdf"))
    assert entry.get("title") == "Whole"


@pytest.mark.parametrize(
    ("guesses", "media_type", "kind"),
    [
        ([Guess("journaltitle", "J", "p. 1")], "application/pdf", "article"),
        ([Guess("institution", "{Office}", "p. 1")], "application/pdf", "report"),
        ([], "application/pdf", "misc"),  # a report needs somebody who made it
        ([Guess("author", "A", "head")], "text/html", "online"),
        ([Guess("entrytype", "legislation", "p. 1"), Guess("author", "A", "p. 1")], "application/pdf", "legislation"),
    ],
)
def test_the_type_fits_what_is_known(guesses: list[Guess], media_type: str, kind: str) -> None:
    entry, used = entry_for(reading(*guesses, media_type=media_type), Path("x"))
    assert entry.type == kind
    assert "entrytype" not in dict(entry.fields)
    assert all(guess.field != "entrytype" for guess in used)


def test_the_language_that_was_recognised_is_noted() -> None:
    assert entry_for(reading(language="fr"), Path("x.pdf"))[0].get("langid") == "fr"
