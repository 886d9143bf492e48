"""Build the sample documents from their texts: python corpus/samples/build.py [FOLDER]

Needs the extra `dev` (reportlab, pillow). The same versions of these give the same bytes.
"""

import sys
from pathlib import Path

from manuscript import read_manuscript
from packages import write_docx, write_epub
from scan import make_scan
from typeset import set_pdf

HERE = Path(__file__).resolve().parent
OTHER_LAYOUTS = {"docx": (".docx", write_docx), "epub": (".epub", write_epub), "scan": (".pdf", make_scan)}


def build(output: Path) -> list[Path]:
    """Write every document that has a text into the folder *output* and return the files, by name."""
    output.mkdir(parents=True, exist_ok=True)
    written = []
    for text in sorted((HERE / "text").glob("*.md")):
        manuscript = read_manuscript(text)
        suffix, write = OTHER_LAYOUTS.get(manuscript["layout"], (".pdf", set_pdf))
        written.append(output / f"{text.stem}{suffix}")
        write(manuscript, written[-1])
    return written


if __name__ == "__main__":
    for path in build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "documents"):
        print(f"{path.name}: {path.stat().st_size:,} bytes")
