"""File names made from citation keys: readable, and safe on every file system."""

import re
import unicodedata
from collections.abc import Container
from pathlib import PurePosixPath

_LONGEST = 150  # bytes of a stem: file systems allow 255, and a suffix, a number and ".ocr" come on top
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")  # Windows, with or without suffix


def safe_stem(key: str) -> str:
    """Return *key* as a file name without suffix: anything but letters, digits and ".-_+" becomes "_".

    Names that Windows reserves, hidden files and names like an option get a "_" too. Two keys may give the same
    stem; `free_name` tells their files apart.
    """
    composed = unicodedata.normalize("NFC", key)
    stem = "".join(c if c.isalnum() or c in ".-_+" or unicodedata.category(c) == "Mn" else "_" for c in composed)
    while len(stem.encode()) > _LONGEST:
        stem = stem[:-1]
    if not stem or stem[0] in ".-" or _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem[:-4]}_ocr" if stem.lower().endswith(".ocr") else stem.rstrip(".") or "_"


def free_name(key: str, suffix: str, *, taken: Container[str]) -> str:
    """Return the first of sources/KEY.pdf, sources/KEY-2.pdf … that is not in *taken* (folded names).

    The number counts over all suffixes: a second source of KEY is KEY-2.html even if the first is KEY.pdf.
    """
    stem, number = safe_stem(key), 1
    while True:
        tail = "" if number == 1 else f"-{number}"
        name = f"sources/{stem}{tail}"
        if not any(folded(name + each) in taken for each in _every_suffix(suffix)):
            return name + suffix
        number += 1


def _every_suffix(suffix: str) -> set[str]:
    from litbase.sources.kinds import SUFFIXES

    return {suffix, ".ocr.pdf", *(suffixes[0] for suffixes in SUFFIXES.values())}


def ocr_name(path: str) -> str:
    """Return the name of the recognised text beside a source: sources/KEY.ocr.pdf for sources/KEY.pdf."""
    return str(PurePosixPath(path).with_suffix(".ocr.pdf"))


def folded(name: str) -> str:
    """Return *name* so that two names a file system may take for one are equal (case, Unicode form)."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
