"""Sources that are indexed before they have an entry."""

from collections.abc import Iterator

import pytest

from litbase.library.filing import Filing
from litbase.library.folder import Folder
from litbase.library.library import Library
from litbase.library.parts import Parts
from litbase.library.settings import Settings
from litbase.model.page import Page, Reading, SourceFile

READING = Reading("text/markdown", (Page(1, None, "Vestholm crews owed wages.", heading="Crews"),), (), "en")


def file(letter: str) -> SourceFile:
    return SourceFile(f"key{letter}", f"sources/{letter}.md", letter * 64, 26, "text/markdown")


@pytest.fixture
def parts(library: Library) -> Iterator[Parts]:
    library.search("anything")  # makes what is derived
    parts = Parts(Folder(library.folder), Settings())
    yield parts
    parts.close()


def indexed(parts: Parts) -> list[str]:
    return [sha256[0] for sha256, _, _ in parts.index.passages("crews wages")]


def test_a_source_expected_and_put_is_indexed_once(parts: Parts) -> None:
    with Filing(parts) as filing:
        filing.expect("a" * 64, READING)
        filing.put(file("a"), READING)
    assert indexed(parts) == ["a"]


def test_a_source_expected_and_dropped_is_not_indexed(parts: Parts) -> None:
    with Filing(parts) as filing:
        filing.expect("a" * 64, READING)
        filing.expect("b" * 64, READING)
        filing.drop("a" * 64)
        filing.put(file("b"), READING)
    assert indexed(parts) == ["b"]


def test_a_batch_holds_nothing_of_what_is_still_expected(parts: Parts) -> None:
    with Filing(parts) as filing:
        filing.expect("a" * 64, READING)
        filing.expect("b" * 64, READING)
        filing.put(file("b"), READING)
        filing.flush()
        assert indexed(parts) == ["b"]
        filing.put(file("a"), READING)
    assert sorted(indexed(parts)) == ["a", "b"]
    assert parts.index.missing_sources() == ()


def test_what_was_expected_in_vain_leaves_nothing(parts: Parts) -> None:
    with Filing(parts) as filing:
        filing.expect("a" * 64, READING)
    assert indexed(parts) == []
    assert parts.pages.source("a" * 64) is None
