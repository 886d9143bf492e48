"""What `import litbase` offers, and what it costs."""

import subprocess
import sys

import pytest

import litbase

SLOW = ("tantivy", "whoosh", "pypdf", "pypdfium2", "bibtexparser", "lxml", "nupunkt", "py3langid", "rich", "rapidfuzz")


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("name", litbase.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(litbase, name).__name__ == name


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Librarian'"):
        litbase.Librarian  # noqa: B018


def test_importing_litbase_loads_no_part_of_it() -> None:
    assert {name for name in modules_after("import litbase") if name.startswith("litbase")} == {"litbase"}


def test_opening_a_library_loads_nothing_slow(made: object) -> None:
    loaded = modules_after(f"from litbase import Library; from pathlib import Path; Library.open(Path({str(made)!r}))")
    assert not loaded & {*SLOW, "sqlite3"}
