"""Keep what is derived in step with the bibliography and the source files, making again only what changed."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from litbase.errors import CorruptSource, EncryptedSource, LockedLibrary, SourceError
from litbase.formats.files import sha256_of
from litbase.library.filing import Filing
from litbase.library.meter import Meter, OnProgress
from litbase.library.parts import Parts, stamp_of
from litbase.model.entry import Description, Entry
from litbase.model.page import SourceFile

if TYPE_CHECKING:
    from litbase.model.record import Refused
    from litbase.sources.workers import Job


def is_fresh(parts: Parts) -> bool:
    """Say whether the derived files were made from the bibliography and records as they are now; takes about 1 ms."""
    folder = parts.folder
    if not (folder.state.exists() and folder.pages.exists() and folder.index.exists()):
        parts.close_derived()
        return False
    return parts.state.stamps() == _stamps(parts)


def freshen(parts: Parts, *, patience: float, progress: OnProgress | None = None) -> None:
    """Bring the derived files up to date if they are not.

    While another process writes, the old state is good enough, if there is one; else wait up to *patience* seconds
    for the writer and raise LockedLibrary.
    """
    if is_fresh(parts) and parts.index.is_current:
        return
    has_old_state = parts.index.is_current
    try:
        with parts.writing("bring the index up to date", patience=0 if has_old_state else patience):
            if not (is_fresh(parts) and parts.index.is_current):
                bring_up_to_date(parts, progress=progress)
    except (LockedLibrary, OSError):  # a writer at work, or a medium that cannot be written
        if not has_old_state:
            raise


def bring_up_to_date(
    parts: Parts, *, progress: OnProgress | None = None, password: str | None = None, workers: int | None = None
) -> "tuple[Refused, ...]":
    """Make again what is missing or stale; the caller holds the writing lock. Return the files that cannot be read."""
    stamps = _stamps(parts)
    folder = parts.folder
    whole = folder.pages.exists() and folder.index.exists()
    made_for = parts.state.stamps().get("engine", stamps["engine"])
    if not whole or made_for != stamps["engine"] or not parts.index.is_current:
        _begin_index(parts)
    _settle_sources(parts)
    known = set() if password is not None else {unread.sha256 for unread in parts.state.unread()}
    stored = {source.sha256 for source in parts.pages.sources()}
    missing = [r for r in parts.sources.records() if r.sha256 not in stored and r.sha256 not in known]
    with Filing(parts) as filing:
        refused = read_sources(parts, missing, filing, progress=progress, password=password, workers=workers)
    _index_stored(parts)
    _index_entries(parts)
    with parts.state.writing() as state:
        state.put_stamps(stamps)
    return refused


def follow_entries(parts: Parts, keys: Iterable[str]) -> None:
    """Describe the changed entries *keys* anew in an index that was fresh before the change."""
    if parts.was_merged:
        bring_up_to_date(parts)
        return
    stamps = _stamps(parts)
    bibliography = parts.bibliography
    _put_entries(
        parts,
        [bibliography.complete(key) for key in keys if key in bibliography],
        gone=[key for key in keys if key not in bibliography],
    )
    with parts.state.writing() as state:
        state.put_stamps(stamps)


def make_again(
    parts: Parts, *, progress: OnProgress | None = None, password: str | None = None, workers: int | None = None
) -> "tuple[Refused, ...]":
    """Read every source again and build the index anew; until that is done readers see the old one.

    Pages of an encrypted source whose password is not given again are kept as they are.
    """
    stamps = _stamps(parts)
    _settle_sources(parts)
    records = parts.sources.records()
    with Filing(parts, index=False) as filing:
        refused = read_sources(parts, records, filing, progress=progress, password=password, workers=workers)
    _drop_unreadable(parts)
    entries = _entries(parts)
    with parts.writing_index() as writer:
        writer.clear()
        for source in parts.pages.sources():
            language = source.language or parts.settings.language
            writer.put_source(source.sha256, language, parts.pages.pages(source.sha256))
        for entry in entries:
            writer.put_entry(_describe(entry))
    parts.state.forget_index()
    with parts.state.writing() as state:
        state.put_indexed(source.sha256 for source in parts.pages.sources())
        state.put_fingerprints({entry.key: _fingerprint(entry) for entry in entries})
        state.put_stamps(stamps)
    return refused


def _drop_unreadable(parts: Parts) -> None:
    gone = [unread.sha256 for unread in parts.state.unread() if unread.error != EncryptedSource.__name__]
    with parts.pages.writing():
        parts.pages.remove(gone)


def _stamps(parts: Parts) -> dict[str, str]:
    folder = parts.folder
    return {
        "pages": str(parts.pages.identity),
        "bibliography": str(stamp_of(folder.bibliography)),
        "sources": str(stamp_of(folder.lock_file)),
        "engine": f"{parts.settings.engine or ''} {parts.settings.language or ''}",
    }


def _begin_index(parts: Parts) -> None:
    with parts.writing_index() as writer:
        writer.clear()
    parts.state.forget_index()


def _settle_sources(parts: Parts) -> None:
    """Give stored pages the keys and paths their files have now, and drop those of files that are gone."""
    records = {record.sha256: record for record in parts.sources.records()}
    stored = {source.sha256: source for source in parts.pages.sources()}
    with parts.pages.writing():
        for sha256, source in stored.items():
            record = records.get(sha256)
            if record is not None and (record.key, record.path) != (source.key, source.file):
                parts.pages.move(sha256, key=record.key, file=record.path)
        parts.pages.remove(stored.keys() - records.keys())
    gone = parts.state.indexed() - records.keys()
    if gone:
        with parts.writing_index() as writer:
            for sha256 in gone:
                writer.remove_source(sha256)
    with parts.state.writing() as state:
        state.drop_indexed(gone)
        state.drop_unread(unread.sha256 for unread in state.unread() if unread.sha256 not in records)


def read_sources(
    parts: Parts,
    records: Sequence[SourceFile],
    filing: Filing,
    *,
    progress: OnProgress | None = None,
    password: str | None = None,
    workers: int | None = None,
) -> "tuple[Refused, ...]":
    """Read the files of *records* and put their pages into *filing*; return those that cannot be read."""
    from litbase.model.record import Refused
    from litbase.sources.workers import Job, read_all

    refused, jobs = list[Refused](), dict[Job, SourceFile]()
    for record in records:
        error = _changed(parts, record)
        if error is None:
            jobs[_job_for(parts, record, password)] = record
        else:
            refused.append(_note_unread(parts, record, error))
    meter = Meter({job: record.bytes for job, record in jobs.items()}, progress)
    for job, outcome in read_all(list(jobs), workers=workers, seen=meter.seen):
        record = jobs[job]
        if isinstance(outcome, SourceError):
            refused.append(_note_unread(parts, record, outcome))
            meter.done(job, 0)
        else:
            filing.put(record, outcome)
            meter.done(job, len(outcome.pages))
    return tuple(refused)


def _changed(parts: Parts, record: SourceFile) -> SourceError | None:
    path = parts.sources.path(record)
    if not path.is_file():
        return SourceError(f"the source '{record.path}' is missing", "put the file back, then: litbase rebuild")
    if sha256_of(path) != record.sha256:
        return CorruptSource(f"the source '{record.path}' is not the file that was added", "put that file back")
    return None


def _job_for(parts: Parts, record: SourceFile, password: str | None) -> "Job":
    from litbase.sources.workers import Job

    recognised = parts.sources.ocr_path(record)
    if recognised.is_file():
        return Job(recognised, password, ocr=True)
    return Job(parts.sources.path(record), password)


def _note_unread(parts: Parts, record: SourceFile, error: SourceError) -> "Refused":
    from litbase.library.state import Unread
    from litbase.model.record import Refused

    with parts.state.writing() as state:
        state.put_unread(Unread(record.sha256, error.name, str(error), error.hint))
    return Refused(record.path, error)


def _index_stored(parts: Parts) -> None:
    """Index what the page store holds and the index does not: the work of a run that was interrupted."""
    indexed = parts.state.indexed()
    with Filing(parts) as filing:
        for source in parts.pages.sources():
            if source.sha256 not in indexed:
                filing.index(source.sha256, source.language, parts.pages.pages(source.sha256))


def _index_entries(parts: Parts) -> None:
    known = parts.state.fingerprints()
    entries = {entry.key: entry for entry in _entries(parts)}
    changed = [entry for key, entry in entries.items() if known.get(key) != _fingerprint(entry)]
    _put_entries(parts, changed, gone=[key for key in known if key not in entries])


def _entries(parts: Parts) -> list[Entry]:
    """Return the entries with what they inherit, so that a change to a parent is a change to its children."""
    return [parts.bibliography.complete(key) for key in parts.bibliography.keys()]  # noqa: SIM118


def _put_entries(parts: Parts, changed: Sequence[Entry], *, gone: Sequence[str]) -> None:
    if not changed and not gone:
        return
    with parts.writing_index() as writer:
        for key in gone:
            writer.remove_entry(key)
        for entry in changed:
            writer.put_entry(_describe(entry))
    with parts.state.writing() as state:
        state.drop_entries(gone)
        state.put_fingerprints({entry.key: _fingerprint(entry) for entry in changed})


def _describe(entry: Entry) -> Description:
    from litbase.bib.items import describe

    return describe(entry)


def _fingerprint(entry: Entry) -> str:
    return hashlib.blake2b(repr((entry.type, entry.fields)).encode(), digest_size=12).hexdigest()
