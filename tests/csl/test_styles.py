"""Styles by their names, old and new, and by file."""

from pathlib import Path

import pytest

from litbase.csl.styles import find_style, list_styles
from litbase.errors import StyleError


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("apa", "apa"),
        ("APA.csl", "apa"),
        ("mla", "modern-language-association"),
        ("Chicago author date", "chicago-author-date"),
        ("vancouver", "nlm-citation-sequence"),  # renamed in the collection
        ("chicago-fullnote-bibliography", "chicago-notes-bibliography"),  # renamed
        ("http://www.zotero.org/styles/ieee", "ieee"),
        ("bluebook", "bluebook-law-review"),
    ],
)
def test_a_style_is_found_by_its_names(asked: str, found: str) -> None:
    assert find_style(asked).id == found


def test_a_dependent_style_has_its_parents_rules_and_its_own_language() -> None:
    style = find_style("nature-physics")
    assert style.xml == find_style("nature").xml
    assert style.locale == "en-GB"


def test_an_unknown_style_offers_near_ones() -> None:
    with pytest.raises(StyleError) as raised:
        find_style("chicago-authordate")
    assert "chicago-author-date" in (raised.value.hint or "")


def test_the_styles_that_hold_all_words_are_listed_own_rules_first() -> None:
    found = list(list_styles(["mhra", "author-date"]))
    assert "mhra-author-date" in [style.id for style in found]
    parents = [style.parent is not None for style in found]
    assert parents == sorted(parents)


def test_a_style_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.csl"
    bomb.write_text('<!DOCTYPE style [<!ENTITY a "aa">]><style class="note">&a;</style>', encoding="utf-8")
    with pytest.raises(StyleError):
        find_style(str(bomb))


def test_a_style_whose_parent_is_not_installed_is_refused_not_fetched(tmp_path: Path) -> None:
    child = tmp_path / "child.csl"
    link = '<link href="https://norland.example/styles/parent-of-none" rel="independent-parent"/>'
    child.write_text(f"<style><info>{link}</info></style>", encoding="utf-8")
    with pytest.raises(StyleError, match="parent-of-none"):
        find_style(str(child))
