"""What the documentation says is what the program does."""

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from litbase.cli.main import COMMANDS, group

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "commands"


def refreshed() -> Iterator[tuple[Path, str]]:
    """What `make docs` would write now."""
    specification = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    yield from module.everything()


def test_help_and_shown_runs_are_what_the_program_prints() -> None:
    """Run `make docs` after a change of words on purpose."""
    for path, text in refreshed():
        assert path.read_text("utf-8") == text, f"{path.relative_to(ROOT)} is out of date: make docs"


def test_no_page_is_left_of_a_command_that_is_gone() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == set(COMMANDS) | {"README"}


def command_lines() -> Iterator[tuple[str, str]]:
    """Every line in the documentation that begins with `litbase`, with the page it stands on."""
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for block in re.findall(r"```(?:console|sh)\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for line in block.splitlines():
                words = line.removeprefix("$ ").strip()
                if words.startswith("litbase "):
                    yield page.relative_to(ROOT).as_posix(), words


@pytest.mark.parametrize(("page", "line"), sorted(set(command_lines())))
def test_every_command_line_in_the_documentation_is_understood(page: str, line: str) -> None:
    name, *arguments = shlex.split(line.split(" > ")[0].split("#")[0])[1:]
    if name.startswith("-"):
        return
    command = group.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None, f"{page}: there is no command {name}"
    command.make_context(name, list(arguments), resilient_parsing=False)


def test_the_changelog_begins_with_this_version() -> None:
    from importlib.metadata import version

    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == version("litbase")


def test_links_inside_the_documentation_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
