"""Findings that an editor has settled, kept in a file beside the draft, so that they do not come back."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from litbase.errors import DraftError
from litbase.formats.files import write_whole
from litbase.library.locking import alone_in
from litbase.model.claim import DraftReport, Finding, Settled

_HEAD = "# Findings of litbase check that are settled: delete a block to see its finding again.\n"
_LONGEST_CLAIM = 120


@dataclass(frozen=True, slots=True)
class Settlement:
    """Why a finding is settled and when; `claim` is the beginning of its words, for people who open the file."""

    reason: str
    date: str
    claim: str


def settlements_path(draft: Path) -> Path:
    """Return where the settlements of *draft* are kept: "thesis.md.settled.toml" beside "thesis.md"."""
    return draft.with_name(f"{draft.name}.settled.toml")


def read_settlements(draft: Path) -> dict[str, Settlement]:
    """Return the settlements of *draft* by the names of findings, {} if there are none; DraftError if broken."""
    path = settlements_path(draft)
    try:
        read = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DraftError(f"'{path.name}' is not as litbase writes it: {error}", "mend it, or delete it") from error
    return {name: _settlement(path, name, block) for name, block in read.items()}


def _settlement(path: Path, name: str, block: object) -> Settlement:
    if not isinstance(block, dict) or not isinstance(block.get("reason"), str):
        raise DraftError(f"'{path.name}' gives no reason for '{name}'", "mend it, or delete the block")
    return Settlement(block["reason"], str(block.get("date", "")), str(block.get("claim", "")))


def with_settlements(report: DraftReport, settlements: Mapping[str, Settlement]) -> DraftReport:
    """Return the report with the findings that are settled marked."""
    return replace(report, findings=tuple(_marked(finding, settlements) for finding in report.findings))


def _marked(finding: Finding, settlements: Mapping[str, Settlement]) -> Finding:
    found = settlements.get(finding.id)
    return replace(finding, settled=None if found is None else Settled(found.reason, found.date))


def settle(draft: Path, report: DraftReport, name: str, reason: str, *, today: date) -> None:
    """Keep *reason* for the finding *name* of *report*; raise DraftError if there is no such finding or no reason."""
    finding = next((one for one in report.findings if one.id == name), None)
    if finding is None:
        raise DraftError(f"no finding of '{draft.name}' is called '{name}'", "its name stands in brackets beside it")
    if not reason.strip():
        raise DraftError("a settled finding needs a reason", 'litbase check DRAFT --settle NAME "REASON"')
    words = " ".join(finding.claim.text.split())[:_LONGEST_CLAIM]
    with alone_in(draft.parent):  # two editors may settle findings of one draft
        known = read_settlements(draft)
        known[name] = Settlement(" ".join(reason.split()), today.isoformat(), words)
        _write(draft, known)


def unsettle(draft: Path, name: str) -> None:
    """Forget that the finding *name* is settled; raise DraftError if it is not."""
    with alone_in(draft.parent):
        known = read_settlements(draft)
        if name not in known:
            raise DraftError(
                f"the finding '{name}' of '{draft.name}' is not settled", "see what is: litbase check DRAFT"
            )
        del known[name]
        _write(draft, known)


def outdated_settlements(report: DraftReport, settlements: Mapping[str, Settlement]) -> dict[str, Settlement]:
    """Return the settlements of findings that are gone: their sentence was changed since, or what it cites."""
    names = {finding.id for finding in report.findings}
    return {name: one for name, one in settlements.items() if name not in names}


def _write(draft: Path, settlements: Mapping[str, Settlement]) -> None:
    path = settlements_path(draft)
    if not settlements:
        path.unlink(missing_ok=True)
        return
    blocks = (_block(name, one) for name, one in settlements.items())
    write_whole(path, (_HEAD + "".join(blocks)).encode())


def _block(name: str, one: Settlement) -> str:
    fields = {"reason": one.reason, "date": one.date, "claim": one.claim}
    lines = "".join(f"{field} = {_string(value)}\n" for field, value in fields.items())
    return f"\n[{_string(name)}]\n{lines}"


def _string(words: str) -> str:
    """Return a TOML basic string: JSON's escapes are among TOML's (TOML 1.0, "String"), DEL has to be escaped too."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
