"""The folder of data that ships with litbase: catalog, organisations, thesaurus, samples."""

from pathlib import Path


def corpus_folder() -> Path:
    """Return the corpus folder: beside the package once installed, at the top level in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "corpus"
    return installed if installed.is_dir() else package.parent.parent / "corpus"
