"""Kept evidence as W3C Web Annotations: what the model asks for, and that it is known again."""

import json
import re
from dataclasses import replace

import pytest

from litbase.claims.annotations import Kept, annotation_of, read_annotation
from litbase.model.claim import Claim, Evidence, Finding, Scope, Verdict
from litbase.model.page import Page

PAGE = Page(3, "iii", "It rained. There were two vessels in the bay. Nobody sailed.")
START = PAGE.text.index("There")
PASSAGE = Evidence(
    "nörd 2022", PAGE, "p. iii", "There were two vessels in the bay.", START, START + 34, "a" * 64,
    "sources/nörd 2022%.pdf", Scope.CITED_PAGE,
)  # fmt: skip
FINDING = Finding("f1", Claim("Two vessels.", 1, 1, 0, 12), (), Verdict.SUPPORTED, "It is.", (), (PASSAGE,))


def kept() -> dict[str, object]:
    _, content = annotation_of(FINDING, PASSAGE, PAGE, draft="draft.md", created="2026-01-02")
    return json.loads(content)


def test_annotation_is_as_the_model_asks() -> None:
    annotation = kept()
    assert annotation["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert annotation["type"] == "Annotation"
    assert re.fullmatch(r"urn:litbase:annotation:n%C3%B6rd_2022-[0-9a-f]{12}", annotation["id"])
    assert annotation["created"] == "2026-01-02T00:00:00Z"  # xsd:dateTime, not a date alone
    assert annotation["motivation"] == "assessing"
    assert annotation["target"]["source"] == "../sources/n%C3%B6rd%202022%25.pdf"  # relative to annotations/
    quoted = annotation["target"]["selector"][0]
    assert quoted["prefix"] + quoted["exact"] + quoted["suffix"] == PAGE.text


def test_annotation_of_a_key_with_a_slash_is_one_file() -> None:
    name, _ = annotation_of(FINDING, replace(PASSAGE, key="nor:2022/a"), PAGE, draft="d.md", created="2026-01-02")
    assert name.startswith("nor_2022_a-")


def test_annotation_is_known_again() -> None:
    content = json.dumps(kept()).encode()
    assert read_annotation(content) == Kept("nörd 2022", "sources/nörd 2022%.pdf", "a" * 64, 3, PASSAGE.text)


def test_annotation_with_a_path_from_the_library_is_known_too() -> None:
    annotation = kept()
    annotation["target"]["source"] = "sources/norland2022.pdf"
    found = read_annotation(json.dumps(annotation).encode())
    assert found is not None
    assert found.file == "sources/norland2022.pdf"


@pytest.mark.parametrize("source", [3, None, ["sources/x.pdf"]])
def test_annotation_that_names_no_file_is_none_of_ours(source: object) -> None:
    annotation = kept()
    annotation["target"]["source"] = source
    assert read_annotation(json.dumps(annotation).encode()) is None
