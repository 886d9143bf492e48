"""Reference lists and whole documents in other formats, written by pandoc from what was printed here."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from litbase.csl.processor import Processed
from litbase.csl.runs import Runs, inlines_of
from litbase.errors import StyleError
from litbase.formats.docx_styles import set_hanging_indent
from litbase.formats.pandoc import API_VERSION, run_pandoc

FORMATS = ("text", "html", "markdown", "latex", "rtf", "docx", "json")
_WRITERS = {
    "html": "html",
    "markdown": "markdown-citations-raw_html-native_spans",
    "latex": "latex",
    "rtf": "rtf",
    "docx": "docx",
}
_RTF_PARAGRAPH = re.compile(rb"\\li0 \\fi0 ")
_LATEX_HANGING = r"\hangindent=2em\hangafter=1\noindent "


def write_list(processed: Processed, form: str) -> bytes:
    """Return the reference list in *form*, one of `FORMATS` that pandoc writes: LaTeX as paragraphs to paste."""
    if form not in _WRITERS:
        raise StyleError(f"a reference list cannot be written as '{form}'", f"choose {', '.join(FORMATS)}")
    blocks = [listing(processed)] if form in ("html", "docx") else _paragraphs(processed, form)
    return write_document({}, blocks, _WRITERS[form], hanging=processed.is_hanging)


def _paragraphs(processed: Processed, form: str) -> list[dict[str, Any]]:
    before = [{"t": "RawInline", "c": ["latex", _LATEX_HANGING]}] if form == "latex" and processed.is_hanging else []
    return [{"t": "Para", "c": [*before, *inlines_of(_flat(runs))]} for _, runs in processed.references]


def _flat(runs: Runs) -> Runs:
    """Return *runs* with the parts of an entry apart by a space, for formats without columns."""
    from dataclasses import replace

    flat = []
    for index, run in enumerate(runs):
        follows = index > 0 and run.block != runs[index - 1].block and not runs[index - 1].text.endswith(" ")
        flat.append(replace(run, text=f" {run.text}" if follows else run.text, block=None))
    return tuple(flat)


def listing(processed: Processed) -> dict[str, Any]:
    """Return the reference list as the block that pandoc's writers know as one."""
    entries = [
        {"t": "Div", "c": [[f"ref-{key}", ["csl-entry"], []], [{"t": "Para", "c": inlines_of(runs)}]]}
        for key, runs in processed.references
    ]
    settings = [[name, value] for name, value in processed.layout.items()]
    return {"t": "Div", "c": [["refs", list(processed.classes) or ["references", "csl-bib-body"], settings], entries]}


def write_document(
    meta: Mapping[str, Any],
    blocks: Sequence[Mapping[str, Any]],
    writer: str,
    *,
    hanging: bool,
    standalone: bool = False,
    folder: Path | None = None,
) -> bytes:
    """Return the document in the format of pandoc's *writer*; pictures are looked for in *folder*."""
    document = {"pandoc-api-version": list(API_VERSION), "meta": dict(meta), "blocks": list(blocks)}
    whole = standalone or writer in ("rtf", "docx", "odt")
    arguments = ["--from=json", f"--to={writer}", "--wrap=none", *(["--standalone"] if whole else []), "--output=-"]
    if folder is None:
        arguments.append("--sandbox")
    written = run_pandoc(arguments, json.dumps(document, ensure_ascii=False).encode(), folder=folder).content
    if writer == "docx":
        return set_hanging_indent(written, hanging=hanging)
    if writer == "rtf" and hanging:
        return _RTF_PARAGRAPH.sub(rb"\\li720 \\fi-720 ", written)
    return written
