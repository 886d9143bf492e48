"""litbase dedupe on the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Command = Callable[..., Any]  # gives code, out, err, and json(shape): see conftest.py

AGAIN = """TY  - RPRT
ID  - again
AU  - Norland Tide Institute
TI  - Debts that bind fishing crews to their boats
PY  - 2020
ER  -
TY  - RPRT
ID  - other
AU  - Norland Tide Institute
TI  - Debts that bind fishing crews to their boats
PY  - 2020
ER  -
"""


def test_the_samples_hold_no_duplicates(norland: Command) -> None:
    answer = norland("dedupe", "--json")
    assert answer.code == 0
    assert answer.json("dedupe")["duplicates"] == []


def test_a_group_is_shown_and_merged(litbase: Command, tmp_path: Path) -> None:
    (tmp_path / "again.ris").write_text(AGAIN, "utf-8")
    litbase("import", tmp_path / "again.ris")
    assert litbase("dedupe", "--json").json("dedupe")["duplicates"][0]["keys"] == ["again", "other"]
    assert "2 other: Debts that bind" in litbase("dedupe").out
    assert litbase("dedupe", "--merge", "--dry-run").out == "would merge  other into again\n"
    assert litbase("dedupe", "--merge", "other", "again").out == "merged  again into other\n"
    assert litbase("dedupe", "--json").json("dedupe")["duplicates"] == []
    assert litbase("undo").code == 0
    assert litbase("show", "again").code == 0
