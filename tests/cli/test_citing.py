"""cite, bib and styles: what they print, and how they say no."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]  # gives code, out, err, and json(shape): see conftest.py


def test_a_citation_is_printed_with_its_page(norland: Command) -> None:
    answer = norland("cite", "nomtip-2022", "-p", "12", "--style", "apa")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.endswith(", p. 12)\n")


def test_a_citation_in_json_has_the_shape_of_the_contract(norland: Command) -> None:
    cited = norland("cite", "nomtip-2022", "--locator", "para. 4", "--style", "oscola", "--json").json("cited")
    assert cited["style"] == "oscola"
    assert cited["citations"][0]["locator"] == {"kind": "paragraph", "value": "4"}
    assert [entry["key"] for entry in cited["bibliography"]] == ["nomtip-2022"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("cite", "nomtip-2022", "quill-inkwell-2022", "-p", "12"), 2),  # whose page is it?
        (("cite", "nomtip-2022", "-p", "12", "--locator", "para. 4"), 2),
        (("cite", "nomtip-2022", "-p", ""), 2),
        (("cite", "nomtip-2022", "--locator", "somewhere"), 3),
        (("cite", "nomtip-2022", "--style", "no-such-style"), 3),
        (("cite", "nomtip-2023x"), 3),
        (("cite", "nomtip-2022", "--locale", "xx-YY"), 3),
        (("cite", "nomtip-2022", "--locale", "../en"), 3),
        (("bib", "--format", "docx"), 2),
    ],
)
def test_what_cannot_be_cited_is_said_in_a_sentence(norland: Command, words: tuple[str, ...], code: int) -> None:
    answer = norland(*words)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith("litbase: ")


def test_a_list_in_json_has_the_shape_of_the_contract(norland: Command) -> None:
    listed = norland("bib", "nomtip-2022", "quill-inkwell-2022", "--style", "mla", "--json").json("cited")
    assert {entry["key"] for entry in listed["bibliography"]} == {"nomtip-2022", "quill-inkwell-2022"}


def test_what_a_draft_cites_is_listed(norland: Command, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("Debts [@quill-inkwell-2022, p. 3; @nobody].", encoding="utf-8")
    answer = norland("bib", draft, "--style", "apa")
    assert answer.out.count("\n") == 1
    assert "no entry has the key 'nobody'" in answer.err


def test_a_whole_draft_is_written(norland: Command, tmp_path: Path) -> None:
    draft, output = tmp_path / "draft.md", tmp_path / "out.html"
    draft.write_text("Debts [@quill-inkwell-2022, p. 3].", encoding="utf-8")
    answer = norland("bib", draft, "-o", output, "--style", "apa")
    assert answer.code == 0
    assert "p. 3)" in output.read_text("utf-8")


def test_styles_are_found_and_the_default_is_marked(norland: Command) -> None:
    found = norland("styles", "apa", "--json").json("styles")["styles"]
    assert [style["id"] for style in found if style["default"]] == ["apa"]
    assert norland("styles", "qqqzzz").code == 1
