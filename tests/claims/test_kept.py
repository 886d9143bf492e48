"""What earlier checks worked out is forgotten when the rules by which they did are others."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from litbase.claims import kept

ROOMS = ("citations/resolve.py", "drafts/markdown.py", "figures/matching.py", "support/full_cover.py", "verdicts.py")


@pytest.mark.parametrize("module", ROOMS)
def test_the_rules_of_a_part_are_those_of_all_its_rooms(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def names(files: Iterable[Path]) -> str:
        return " ".join(file.as_posix() for file in files)

    monkeypatch.setattr(kept, "stamps_of", names)
    assert f"litbase/claims/{module}" in kept.rules_of("claims", "search")


def test_stamps_change_when_a_file_is_written(tmp_path: Path) -> None:
    file = tmp_path / "rules.py"
    file.write_text("one")
    first = kept.stamps_of([file])
    assert kept.stamps_of([file]) == first
    file.write_text("other")
    assert kept.stamps_of([file]) != first
