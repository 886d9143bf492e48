"""litbase quote and litbase keys on the samples."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]  # gives code, out, err, and json(shape): see conftest.py

WORDS = "Forced marriage accounts for 31 per cent of the total"


def test_a_quotation_that_stands_is_printed_with_its_page(norland: Command) -> None:
    answer = norland("quote", "rfli-2022", "-p", "2", WORDS)
    assert answer.code == 0
    assert answer.out.startswith(f"“{WORDS}” (")
    assert answer.out.endswith("p. 2)\n")


def test_the_page_is_found_where_none_is_named(norland: Command) -> None:
    quoted = norland("quote", "rfli-2022", WORDS, "--json").json("quote")
    assert (quoted["stands"], quoted["locator"]) == (True, {"kind": "page", "value": "2"})


@pytest.mark.parametrize(
    "words",
    [
        ("rfli-2022", "-p", "3", WORDS),  # another page
        ("rfli-2022", WORDS.replace("31", "13")),  # another figure
        ("rfli-2022", "an estimated"),  # too few words
        ("rfli-2022", "crews sang at night by the harbour wall"),  # nowhere
        ("rfli-2022", f"{WORDS} and of the world"),  # more than stands there
    ],
)
def test_nothing_is_given_to_paste_unless_every_word_stands_there(norland: Command, words: tuple[str, ...]) -> None:
    answer = norland("quote", *words)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("not found as quoted: ")


def test_quotation_marks_inside_are_made_single(norland: Command) -> None:
    answer = norland("quote", "norland-act-14-2009", '"Debt bondage" means the condition of a person')
    assert answer.out.startswith("“‘Debt bondage’ means the condition of a person” (")


def test_a_draft_gets_the_entries_it_cites(norland: Command, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("So says [@rfli-2022, p. 4], and [@absent].\n", "utf-8")
    answer = norland("keys", tmp_path / "draft.md", "-o", tmp_path / "draft.bib")
    assert answer.code == 0
    assert "no entry has the key 'absent'" in answer.err
    assert (tmp_path / "draft.bib").read_text("utf-8").startswith("@report{rfli-2022,")
    assert (tmp_path / "draft.bib").read_text("utf-8").count("@") == 1
