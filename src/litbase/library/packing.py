"""An evidence pack: the report on a draft with all that is needed to check it by hand, in one ZIP archive."""

import json
from datetime import date
from pathlib import Path

from litbase.formats.archives import zip_of
from litbase.formats.files import write_whole
from litbase.library.listing import record_of
from litbase.library.parts import Parts
from litbase.library.reporting import pictures, write_report
from litbase.model import shapes
from litbase.model.claim import DraftReport

_README = """What is in this pack
report.html    the report; open it in a browser
report.json    the same for programs
sources.json   every source that a passage comes from: its file, SHA-256, address
cited.bib      the entries of these sources
pages/         the printed pages, the passages marked
"""


def pack_evidence(parts: Parts, report: DraftReport, path: Path, *, today: date) -> None:
    """Write the evidence pack of *report* to *path*, whole or not at all."""
    members = {
        "README.txt": _README.encode(),
        "report.html": write_report(parts, report, "html", today=today).encode(),
        "report.json": _json(shapes.check(report)),
        "sources.json": _json([shapes.item(record_of(parts, key)) for key in _keys(parts, report)]),
        "cited.bib": "\n".join(parts.bibliography.text(key).strip() + "\n" for key in _keys(parts, report)).encode(),
    }
    write_whole(path, zip_of(members | _pages(parts, report)))


def _keys(parts: Parts, report: DraftReport) -> list[str]:
    """Return the keys of the sources cited or shown that are in the library, in its order."""
    shown = {evidence.key for finding in report.findings for evidence in finding.evidence}
    cited = {key for finding in report.findings for citation in finding.citations for key in citation.keys}
    return [key for key in parts.bibliography.keys() if key in shown | cited]  # noqa: SIM118


def _pages(parts: Parts, report: DraftReport) -> dict[str, bytes]:
    """Return a picture of the page of every passage; each is named by key, page and finding."""
    picture = pictures(parts, is_cut=False)
    found: dict[str, bytes] = {}
    for finding in report.findings:
        for number, evidence in enumerate(finding.evidence, 1):
            content = picture(evidence)
            if content is not None:
                found[f"pages/{_safe(evidence.key)}-p{evidence.page.number}-{finding.id}-{number}.webp"] = content
    return found


def _safe(key: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in key)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
