"""Write what the documentation copies from the program: a page per command, the cautions, the output of the runs shown.

Run by `make docs`. A test compares what stands in the files with what this would write.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litbase.claims.cautions import CautionSource

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "commands"
SHOWN_RUNS = (
    ROOT / "README.md",
    ROOT / "docs" / "searching.md",
    ROOT / "docs" / "tracing.md",
    ROOT / "docs" / "checking.md",
    *sorted((ROOT / "docs" / "tutorials").glob("*.md")),
)
RUN = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)


def commands() -> list[str]:
    from litbase.cli.main import COMMANDS

    return list(COMMANDS)


def command_page(name: str) -> str:
    """The page of one command: its help as the program prints it."""
    return f"# litbase {name}\n\n```text\n{_output(f'litbase {name} --help', ROOT).rstrip()}\n```\n"


def overview() -> str:
    """The list of all commands, each with its line and a link to its page."""
    lines = re.findall(r"^  ([a-z]+) +(\S.*)$", _output("litbase --help", ROOT).split("Commands:")[1], re.MULTILINE)
    rows = "\n".join(f"| [`{name}`]({name}.md) | {line} |" for name, line in lines)
    return f"# The commands\n\n| command | what it does |\n|---|---|\n{rows}\n"


def with_real_output(text: str, folder: Path) -> str:
    """Return *text* with every console block run again: lines that begin with `$ ` are typed, the rest is output.

    All blocks run one after the other in *folder*, which is empty at first; `cd` holds for what follows.
    """
    here = folder
    pieces, done = [], 0
    for block in RUN.finditer(text):
        lines = []
        for line in block[0].splitlines():
            if not line.startswith("$ "):
                continue
            lines.append(line + "\n")
            if line.startswith("$ cd "):
                here = (here / line[5:].strip()).resolve()
            else:
                lines.append(_output(line[2:], here))
        pieces += [text[done : block.start()], "".join(lines)]
        done = block.end()
    return "".join([*pieces, text[done:]])


def _output(command: str, folder: Path) -> str:
    """What a person sees who types *command* in *folder*: both streams, in order."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "88",
        "PYTHONUNBUFFERED": "1",
        "SAMPLES": str(ROOT / "corpus" / "samples"),
    }
    environment.pop("LITBASE_LIBRARY", None)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode().replace(str(folder), ".")


def cautions_page() -> str:
    """The page of what is known to be doubtful, from the records that the check uses."""
    from litbase.claims.cautions import load_cautions

    head = (
        "# Cautions\n\nWhat litbase points out in a draft because the literature calls it doubtful, out of "
        "date or misprinted. A caution is no verdict: the figure may be right, or quoted in order to be criticised. "
        "Figures are read as values, and only where the words around them speak of the same thing. "
        "*Not seen* marks a source that is cited from general knowledge; the others were seen, in a copy or quoted. "
        "The records are in `corpus/cautions.toml`.\n"
    )
    titles = {"figure": "Figures", "edition": "Editions", "law": "Law", "reference": "References"}
    parts = [head]
    for kind, title in titles.items():
        parts.append(f"\n## {title}\n")
        for doubt in (doubt for doubt in load_cautions() if doubt.kind == kind):
            parts.append(f"\n### {doubt.id}\n\nSaid: {doubt.said}.\n\n{doubt.message}\n\n")
            parts += [f"- {_source_line(source)}\n" for source in doubt.sources]
    return "".join(parts)


def _source_line(source: "CautionSource") -> str:
    places = [source.published, source.locator, f"doi:{source.doi}" if source.doi else source.url]
    standing = "" if source.is_verified else " *Not seen.*"
    named = f"{source.author}, *{source.title}*, {', '.join(place for place in places if place)} ({source.year})"
    return f"{named}: {source.says}.{standing}"


def everything() -> Iterator[tuple[Path, str]]:
    """Yield each file with what it should hold."""
    yield ROOT / "docs" / "cautions.md", cautions_page()
    yield PAGES / "README.md", overview()
    for name in commands():
        yield PAGES / f"{name}.md", command_page(name)
    for page in SHOWN_RUNS:
        with tempfile.TemporaryDirectory() as folder:
            yield page, with_real_output(page.read_text("utf-8"), Path(folder))


if __name__ == "__main__":
    PAGES.mkdir(exist_ok=True)
    for path, text in everything():
        path.write_text(text, "utf-8")
