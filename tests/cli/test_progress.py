"""The bar that a person sees while files are read."""

import io
import sys

import pytest

from litbase.cli.progress import reading_bar
from litbase.model.record import Progress


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, *told: Progress, quiet: bool = False) -> str:
    screen = _Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    with reading_bar("reading", quiet=quiet) as show:
        for progress in told:
            assert show is not None
            show(progress)
    return screen.getvalue()


def test_the_bar_counts_pages_inside_the_first_file(monkeypatch: pytest.MonkeyPatch) -> None:
    said = drawn(monkeypatch, Progress(1200, 0, 2, 0.25), Progress(1310, 0, 2, 0.5))
    assert "0/2 files" in said
    assert "1,310 pages" in said
    assert "/s" in said


def test_work_that_is_done_at_once_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch) == ""


def test_nobody_looking_means_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with reading_bar("reading") as show:
        assert show is None
    with reading_bar("reading", quiet=True) as show:
        assert show is None
