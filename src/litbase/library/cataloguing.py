"""The catalog seen from a library: which reports it has, and taking some in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from litbase.errors import EntryError
from litbase.library.importing import Taking, save_taken, take_entries
from litbase.library.parts import Parts
from litbase.model.record import CatalogRecord, ImportReport, RefusedRecord

if TYPE_CHECKING:
    from litbase.catalog.reports import Report


def catalog_records(words: Sequence[str], *, known: frozenset[str]) -> tuple[CatalogRecord, ...]:
    """Return the catalog's reports that hold all *words*; *known* are the keys a library has."""
    from litbase.bib.items import to_item
    from litbase.catalog.reports import find_reports, load_reports

    reports = find_reports(words) if words else load_reports()
    return tuple(
        CatalogRecord(
            each.name, to_item(each.entry), {name: str(held) for name, held in each.standing.items()},
            each.entry.key in known, each.note,
        )
        for each in reports
    )  # fmt: skip


def reports_by_name() -> "dict[str, Report]":
    """Return the catalog's reports by name."""
    from litbase.catalog.reports import load_reports

    return {report.name: report for report in load_reports()}


def unknown_report(name: str, known: Sequence[str]) -> EntryError:
    """Return the error for a name the catalog does not have, with the nearest that it has."""
    from rapidfuzz import process

    near = [choice for choice, _, _ in process.extract(name, known, limit=3, score_cutoff=60)]
    hint = f"did you mean {' or '.join(near)}?" if near else "see the catalog: litbase catalog WORDS"
    return EntryError(f"the catalog has no report '{name}'", hint)


def take_reports(parts: Parts, names: Sequence[str], *, everything: bool) -> ImportReport:
    """Put reports of the catalog into the library; the caller holds the writing lock."""
    reports = reports_by_name()
    wanted = list(reports) if everything else list(dict.fromkeys(names))
    taking = Taking("catalog")
    entries = [reports[name].entry for name in wanted if name in reports]
    take_entries(parts.bibliography, entries, taking, on_duplicate="skip")
    save_taken(parts, "catalog add", (*taking.added, *taking.merged))
    for name in wanted:
        if name not in reports:
            taking.refused.append(RefusedRecord(name, unknown_report(name, list(reports))))
    return taking.report()
