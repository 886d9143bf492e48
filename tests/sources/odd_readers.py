"""Readers that behave as hostile files make readers behave; the reading processes import them by name."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from litbase.errors import EncryptedSource
from litbase.model.page import Page, Reading


def read(path: Path, *, password: str | None, ocr: bool, seen: Callable[[int, int], None]) -> Reading:
    """Do what the file's content says."""
    word = path.read_text().strip()
    if word == "hang":
        time.sleep(600)
    if word == "linger":
        for number in range(1, 8):
            time.sleep(0.1)
            seen(number, 7)
    if word == "die":
        os._exit(3)
    if word == "signal":
        os.abort()
    if word == "eat memory":
        return read_forever()
    if word == "bug":
        raise KeyError("unforeseen")
    if word == "locked":
        raise EncryptedSource(path.name)
    if word == "print":
        print("noise on standard output", flush=True)
        os.write(1, b"more noise")
    pages = tuple(Page(number, None, f"{word} {password}", ocr=ocr) for number in range(1, 4))
    return Reading("text/plain", pages, (), None)


def read_forever() -> Reading:
    held = []
    while True:
        held.append(bytearray(50_000_000))
