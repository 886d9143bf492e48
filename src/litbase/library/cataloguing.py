"""The catalog seen from a library: which reports it has, and taking some in."""

from collections.abc import Sequence

from litbase.errors import EntryError, UnknownKey
from litbase.library.importing import Taking, save_taken, take_entries
from litbase.library.parts import Parts
from litbase.model.entry import Entry
from litbase.model.record import CatalogRecord, ImportReport, RefusedRecord


def catalog_records(words: Sequence[str], *, known: frozenset[str]) -> tuple[CatalogRecord, ...]:
    """Return the catalog's reports that hold all *words*; *known* are the keys a library has."""
    from litbase.bib.items import to_item
    from litbase.catalog.reports import find_reports, load_reports

    reports = find_reports(words) if words else load_reports()
    return tuple(
        CatalogRecord(
            each.name, to_item(each.entry), dict(each.standing_of_variables),
            each.entry.key in known, each.note,
        )
        for each in reports
    )  # fmt: skip


def take_reports(parts: Parts, names: Sequence[str], *, everything: bool) -> ImportReport:
    """Put reports of the catalog into the library; the caller holds the writing lock."""
    from litbase.catalog.reports import load_reports, report_named

    taking = Taking("catalog")
    entries = list[Entry]()
    for name in [report.name for report in load_reports()] if everything else dict.fromkeys(names):
        try:
            entries.append(report_named(name).entry)
        except UnknownKey as error:
            taking.refused.append(RefusedRecord(name, unknown_report(error)))
    take_entries(parts.bibliography, entries, taking, on_duplicate="skip")
    save_taken(parts, "catalog add", (*taking.added, *taking.merged))
    return taking.report()


def unknown_report(error: UnknownKey) -> EntryError:
    """Return the error for a name the catalog does not have; the library may well have such a key."""
    near = error.hint if error.hint and error.hint.startswith("did you mean") else "look for it: litbase catalog WORDS"
    return EntryError(f"the catalog has no report '{error.key}'", near)
