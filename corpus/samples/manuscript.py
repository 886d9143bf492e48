"""Read the plain-text sources of the samples: a head of `name: value` lines, then blocks parted by blank lines."""

import re
from dataclasses import dataclass
from pathlib import Path

FICTIONAL = "Fictional sample — Republic of Norland — made for litbase"


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its kind, its words, the rows of a table, and the footnotes called in it.

    `kind` is "chapter", "heading", "text", "item", "numbered", "table", "caption", "page-break" or "command".
    """

    kind: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    name: str
    head: dict[str, str]
    blocks: tuple[Block, ...]

    def __getitem__(self, field: str) -> str:
        return self.head[field]


def read_manuscript(path: Path) -> Manuscript:
    head, _, body = path.read_text("utf-8").partition("\n---\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    body = re.sub(r"(?m)^(%%.*)$", r"\1\n", body)
    pieces = [piece.strip("\n") for piece in re.split(r"\n\s*\n", body)]
    notes = {m[1]: m[2] for piece in pieces if (m := re.match(r"\[\^(\d+)\]: (.*)", piece))}
    kept = [piece for piece in pieces if piece and not piece.startswith("[^")]
    return Manuscript(path.stem, fields, tuple(block for piece in kept for block in _blocks(piece, notes)))


def _blocks(piece: str, notes: dict[str, str]) -> list[Block]:
    lines = piece.splitlines()
    blocks = []
    if lines[0].startswith("Table: "):
        blocks.append(Block("caption", lines.pop(0).removeprefix("Table: ")))
    if lines and lines[0].startswith("|"):
        rows = tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
        return [*blocks, Block("table", "", rows)]
    if lines and lines[0].startswith("- "):
        return [Block("item", line.removeprefix("- ")) for line in lines]
    return [*blocks, *(_prose(" ".join(lines), notes) if lines else [])]


def _prose(text: str, notes: dict[str, str]) -> list[Block]:
    called = tuple(f"{number} {notes[number]}" for number in re.findall(r"\[\^(\d+)\]", text))
    for mark, kind in (("%%", "command"), ("## ", "heading"), ("# ", "chapter")):
        if text.startswith(mark):
            return [Block(kind, text.removeprefix(mark))]
    if text == "***":
        return [Block("page-break", "")]
    return [Block("numbered" if re.match(r"\d+\. ", text) else "text", text, notes=called)]
