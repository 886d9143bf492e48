"""Archived copies of web pages: who keeps them, which page they are of, and since when."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

ADDRESS_FIELDS = ("archiveurl", "archive-url")
_KEEPERS = {
    "web.archive.org": "Internet Archive", "archive.org": "Internet Archive", "perma.cc": "Perma.cc",
    "archive.today": "archive.today", "archive.ph": "archive.today", "archive.is": "archive.today",
    "archive.li": "archive.today", "archive.md": "archive.today", "archive.vn": "archive.today",
    "archive.fo": "archive.today", "webcitation.org": "WebCite", "ghostarchive.org": "Ghost Archive",
    "wayback.archive-it.org": "Archive-It", "webarchive.loc.gov": "Library of Congress Web Archives",
    "webarchive.nationalarchives.gov.uk": "UK Government Web Archive", "arquivo.pt": "Arquivo.pt",
}  # fmt: skip
_MEMENTO = re.compile(r"https?://[^/]+/(?:[\w-]+/)*?(?P<day>\d{8})\d{0,6}(?:[a-z]{2}_)?/(?P<page>https?:/?/.+)")


@dataclass(frozen=True, slots=True)
class Memento:
    """An archived copy whose address says of which page it is, and of which day (ISO 8601)."""

    page: str
    day: str


def is_web_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def keeper_of(address: str) -> str:
    """Return the name of the archive at *address*, its host if it is not known, "" if it is no address."""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return _KEEPERS.get(host, host)


def memento_at(address: str) -> Memento | None:
    """Return what the address of an archived copy says, as web archives write it: …/20200503120000/https://…"""
    match = _MEMENTO.fullmatch(address)
    if match is None or keeper_of(address) not in _KEEPERS.values():
        return None
    day = match["day"]
    page = re.sub(r"^(https?:)/+", r"\1//", match["page"])
    return Memento(page, f"{day[:4]}-{day[4:6]}-{day[6:]}")
