"""Scans: their text recognised by tesseract through OCRmyPDF, always in a process of its own."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from litbase.errors import CorruptSource, EncryptedSource, MissingExtra, SourceError

_PURPOSE = "recognising the text of scans"
_INSTALL = "install the program tesseract: apt install tesseract-ocr, brew install tesseract, or from its web site"
_SECONDS_PER_PAGE = 180
# Tesseract names its language data in its own way, mostly ISO 639-2; a code not listed here is passed on as it is.
_DATA = {
    "ar": "ara",
    "cs": "ces",
    "de": "deu",
    "el": "ell",
    "en": "eng",
    "es": "spa",
    "fa": "fas",
    "fr": "fra",
    "hi": "hin",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "nl": "nld",
    "pl": "pol",
    "pt": "por",
    "ro": "ron",
    "ru": "rus",
    "th": "tha",
    "tr": "tur",
    "uk": "ukr",
    "vi": "vie",
    "zh": "chi_sim",
}
_BROKEN, _ENCRYPTED = (2, 4), 8  # exit codes of OCRmyPDF: input file, invalid output, encrypted


def recognise(path: Path, output: Path, *, languages: Sequence[str] = ("en",)) -> None:
    """Write a copy of the PDF at *path* to *output* in which pages without text have the text recognised on them.

    *languages* are ISO 639-1 codes, or tesseract's own. Takes about a second a page and processor. Raises MissingExtra
    if OCRmyPDF or tesseract is not installed, EncryptedSource, CorruptSource, SourceError if a language is not there.
    """
    command = [*_program(), *_options(_wanted(languages, _tesseract())), str(path.resolve()), str(output.resolve())]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode == 0 and output.is_file():
        return
    output.unlink(missing_ok=True)
    if done.returncode == _ENCRYPTED:
        raise EncryptedSource(path.name)
    if done.returncode in _BROKEN:
        raise CorruptSource(f"'{path.name}' is too broken for its text to be recognised", "get the file again")
    raise SourceError(f"the text of '{path.name}' could not be recognised: OCRmyPDF ended with {done.returncode}")


def _program() -> list[str]:
    if importlib.util.find_spec("ocrmypdf") is not None:
        return [sys.executable, "-m", "ocrmypdf"]
    found = shutil.which("ocrmypdf")
    if found is None:
        raise MissingExtra("ocr", _PURPOSE)
    return [found]


def _tesseract() -> str:
    found = shutil.which("tesseract")
    if found is None:
        error = MissingExtra("ocr", _PURPOSE)
        error.hint = _INSTALL
        raise error
    return found


def _wanted(languages: Sequence[str], tesseract: str) -> str:
    """Return the languages as tesseract names them, "eng+fra". Raises SourceError for one it has no data for."""
    wanted = [_DATA.get(language, language) for language in languages] or ["eng"]
    listed = subprocess.run([tesseract, "--list-langs"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    known = listed.stdout.decode(errors="replace").split()
    for language in wanted:
        if language not in known:
            hint = f"install it (Debian, Ubuntu: apt install tesseract-ocr-{language.replace('_', '-')})"
            raise SourceError(f"tesseract has no data for the language '{language}'", hint)
    return "+".join(wanted)


def _options(languages: str) -> list[str]:
    """Return the options of OCRmyPDF: pages with text stay as they are, images are not touched."""
    return [
        "--quiet",
        "--skip-text",
        "--rotate-pages",
        *("--output-type", "pdf"),
        *("--optimize", "0"),
        *("--tesseract-timeout", str(_SECONDS_PER_PAGE)),
        *("--jobs", str(os.cpu_count() or 1)),
        *("--language", languages),
    ]
