"""A library of the samples that ship with litbase; all they say is fictional."""

from typing import TYPE_CHECKING

from litbase.formats.corpus import corpus_folder
from litbase.model.record import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from litbase.library.library import Library


def fill_with_samples(library: "Library", *, progress: "Callable[[Progress], None] | None" = None) -> None:
    """Add the samples that are not there yet; one that cannot be read without an extra has its entry only."""
    from litbase.bib.bibliography import Bibliography
    from litbase.library.attached import attached_files

    samples = corpus_folder() / "samples"
    catalog = samples / "samples.bib"
    entries = Bibliography.open(catalog).entries()
    files = {entry.key: list(attached_files(entry, samples)) for entry in entries}
    missing = [file for key, found in files.items() if key not in library for file in found]
    if missing:
        library.add(missing, entries=catalog, progress=progress)
        library.import_bibliography(catalog, on_duplicate="skip")
