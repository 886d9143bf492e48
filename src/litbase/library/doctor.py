"""What is wrong with a library: its entries, its files, what is derived from them, what interrupted runs left."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from litbase.formats.files import sha256_of
from litbase.library.adding import Wishes, add_files
from litbase.library.freshness import bring_up_to_date, is_fresh
from litbase.library.locking import dead_owner_of
from litbase.library.parts import Parts
from litbase.model.entry import Entry, Problem, Severity

_SHOWN = 10  # page numbers named in one message
_ORDER = {severity: at for at, severity in enumerate(Severity)}


def examine(parts: Parts) -> tuple[Problem, ...]:
    """Return every problem, the worst first."""
    problems = [problem for check in _CHECKS for problem in check(parts)]
    return tuple(sorted(problems, key=lambda problem: _ORDER[problem.severity]))


def mend(parts: Parts, *, patience: float, on_fixed: Callable[[Problem], None] | None) -> tuple[Problem, ...]:
    """Make the repairs that lose nothing, tell each to *on_fixed*, and return what is left."""
    before = examine(parts)
    with parts.writing("doctor --fix", patience=patience):
        _delete_left_over(parts)
        _complete_entries(parts)
        _brace_organisations(parts)
        bring_up_to_date(parts)
    left = examine(parts)
    if on_fixed is not None:
        for problem in before:
            if problem not in left:
                on_fixed(problem)
    return left


def _entry_problems(parts: Parts) -> Iterator[Problem]:
    from litbase.bib.checks import check

    yield from check(parts.bibliography)


def _source_problems(parts: Parts) -> Iterator[Problem]:
    yield from parts.sources.verify()


def _sources_without_entry(parts: Parts) -> Iterator[Problem]:
    for record in parts.sources.records():
        if record.key in parts.bibliography:
            continue
        former = parts.history.entry(record.key)
        new = None if former is None else _renamed_by_hand(parts, former)
        if former is None:
            fix = "an entry is made from the file again"
        elif new is not None:
            fix = f"the file goes to '{new}', which has the title and date of '{record.key}'"
        else:
            fix = f"the entry is put back as it was; to be rid of it: litbase remove {record.key}"
        yield Problem(
            "source-without-entry",
            Severity.ERROR,
            f"'{record.path}' belongs to '{record.key}', but library.bib has no such entry",
            key=record.key,
            file=record.path,
            fix=fix,
        )


def _renamed_by_hand(parts: Parts, former: Entry) -> str | None:
    """Return the key of the one entry without files that has title and date of *former*, None if there is not one."""
    same = [
        entry.key
        for entry in parts.bibliography.entries()
        if _identity(entry) == _identity(former) and not parts.sources.for_key(entry.key)
    ]
    return same[0] if len(same) == 1 and former.first("title") else None


def _identity(entry: Entry) -> tuple[str | None, ...]:
    return (entry.type, entry.first("title"), entry.first("date", "year"), entry.first("edition"))


def _unread_sources(parts: Parts) -> Iterator[Problem]:
    records = {record.sha256: record for record in parts.sources.records()}
    for unread in parts.state.unread():
        record = records.get(unread.sha256)
        if record is not None:
            yield Problem(
                "unread-source",
                Severity.WARNING,
                f"'{record.path}' could not be read again: {unread.message}",
                key=record.key,
                file=record.path,
                fix="litbase rebuild --password WORD" if unread.error == "EncryptedSource" else unread.hint,
            )


def _unreadable_pages(parts: Parts) -> Iterator[Problem]:
    records = {record.sha256: record for record in parts.sources.records()}
    for sha256, pages in groupby(parts.pages.problems(), key=itemgetter(0)):
        record, found = records.get(sha256), list(pages)
        if record is None:
            continue
        numbers = ", ".join(str(number) for _, number, _ in found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
        yield Problem(
            "unreadable-page",
            Severity.INFO,
            f"file p. {numbers} of '{record.path}' could not be read in full: {found[0][2]}",
            key=record.key,
            file=record.path,
        )


def _kept_evidence(parts: Parts) -> Iterator[Problem]:
    if parts.folder.annotations.is_dir():
        from litbase.library.keeping import kept_problems

        yield from kept_problems(parts)


def _staleness(parts: Parts) -> Iterator[Problem]:
    if not is_fresh(parts):
        message = "pages and index are not up to date with library.bib and sources.lock"
        yield Problem("stale-index", Severity.WARNING, message, fix="the next search brings them up to date")


def _interruption(parts: Parts) -> Iterator[Problem]:
    owner = dead_owner_of(parts.folder.writing)
    if owner is not None:
        message = f"'{owner.action}' (process {owner.pid}) was stopped before it had finished"
        yield Problem("interrupted-run", Severity.WARNING, message, fix="run it again; what it began is completed")


def _left_over(parts: Parts) -> Iterator[Problem]:
    for path in _parts_of_files(parts):
        name = path.relative_to(parts.folder.path).as_posix()
        message = f"'{name}' was left over when a file was being written"
        yield Problem("leftover-file", Severity.INFO, message, file=name, fix="it is deleted")


def _parts_of_files(parts: Parts) -> Iterator[Path]:
    folder = parts.folder
    for place in (folder.path, folder.derived, folder.history):
        yield from sorted(place.glob(".*.part"))
    yield from sorted(folder.derived.glob("ocr-*"))
    yield from (path for path in sorted(folder.history.glob("[0-9]*")) if not (path / "version.json").exists())


_CHECKS: tuple[Callable[[Parts], Iterator[Problem]], ...] = (
    _interruption,
    _entry_problems,
    _source_problems,
    _sources_without_entry,
    _staleness,
    _unread_sources,
    _unreadable_pages,
    _kept_evidence,
    _left_over,
)


def _delete_left_over(parts: Parts) -> None:
    import shutil

    for path in [*_parts_of_files(parts), *parts.folder.sources.glob(".*.part")]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for problem in parts.sources.verify():
        if problem.check == "orphan-source" and problem.file is not None:
            _delete_copy(parts, parts.folder.path / problem.file)


def _delete_copy(parts: Parts, path: Path) -> None:
    """Delete a file without a record if the very same bytes stand elsewhere in the library with one."""
    record = parts.sources.by_sha256(sha256_of(path))
    if record is not None and parts.sources.path(record).is_file():
        path.unlink()


def _complete_entries(parts: Parts) -> None:
    """Make the entries that an interrupted `add` did not come to write; follow keys that were changed by hand."""
    files = list[Path]()
    for record in parts.sources.records():
        if record.key in parts.bibliography:
            continue
        former = parts.history.entry(record.key)
        new = None if former is None else _renamed_by_hand(parts, former)
        if new is not None:
            parts.sources.rename(record.key, new)
        elif former is not None:
            parts.bibliography.put(former)
        elif parts.sources.path(record).is_file():
            files.append(parts.sources.path(record))
    if parts.is_changed:
        parts.history.keep("doctor --fix")
        parts.save_bibliography()
    if files:
        add_files(parts, files, Wishes())


def _brace_organisations(parts: Parts) -> None:
    """Put organisations in braces; the state before is kept for `undo`."""
    from litbase.bib.checks import with_braced_organisations

    for entry in list(parts.bibliography.entries()):
        parts.bibliography.put(with_braced_organisations(entry))
    if parts.is_changed:
        parts.history.keep("doctor --fix")
        parts.save_bibliography()
