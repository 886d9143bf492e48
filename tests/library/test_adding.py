"""The order in which files that were read at once are filed."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.errors import CorruptSource, SourceError
from litbase.library import adding
from litbase.model.page import Page, Reading

A, B, C = Path("a"), Path("b"), Path("c")


def read(pages: int) -> Reading:
    found = tuple(Page(number, None, "") for number in range(1, pages + 1))
    return Reading("text/plain", found, (), None)


def filed(paths: Sequence[Path], done: Sequence[tuple[Path, Reading | SourceError]]) -> list[Path]:
    return [path for path, _ in adding.in_order(paths, iter(done))]


def test_a_file_read_early_waits_for_its_turn() -> None:
    assert filed([A, B, C], [(C, read(1)), (A, read(1)), (B, CorruptSource("broken"))]) == [A, B, C]


def test_a_crowd_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "_MOST_WAITING", 5)
    assert filed([A, B, C], [(C, read(3)), (B, read(3)), (A, read(1))]) == [B, C, A]


@given(st.permutations([Path(name) for name in "abcdefg"]), st.lists(st.integers(0, 9), min_size=7, max_size=7))
def test_every_file_is_filed_once_in_order(done: list[Path], pages: list[int]) -> None:
    paths = sorted(done)
    assert filed(paths, [(path, read(count)) for path, count in zip(done, pages, strict=True)]) == paths
