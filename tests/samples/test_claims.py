"""The claims on the samples get the verdicts that were written down before anything was run on them."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from litbase.formats.corpus import corpus_folder
from litbase.library.library import Library

CLAIMS = tomllib.loads((corpus_folder() / "samples" / "claims.toml").read_text("utf-8"))["claim"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.demo(tmp_path_factory.mktemp("samples") / "library") as library:
        yield library


@pytest.mark.parametrize("claim", CLAIMS, ids=[claim["kind"] for claim in CLAIMS])
def test_a_claim_gets_its_verdict_and_its_page(library: Library, claim: dict[str, Any]) -> None:
    finding = library.trace(claim["text"], within=[claim["in"]] if "in" in claim else [])
    assert finding.verdict in claim["verdicts"]
    if "source" in claim:
        shown = finding.evidence[0]
        assert shown.key == claim["source"]
        assert shown.page.label == claim.get("page")
        assert "section" not in claim or shown.page.heading == claim["section"]
