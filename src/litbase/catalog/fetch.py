"""Download one public document, politely: public machines only, checked, resumed, recorded."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote

from litbase.catalog.addresses import WebAddress, follow, parse_address
from litbase.catalog.asking import MOVED, ask
from litbase.catalog.connecting import USER_AGENT, BrokenOff, Reach, request, retry_after
from litbase.catalog.partial import Partial
from litbase.catalog.receiving import OnBytes, check_answer, check_document, file_name, receive
from litbase.errors import FetchError
from litbase.formats.files import sha256_of

WAYBACK = "https://archive.org/wayback/available?url="
_ACCEPT = "application/pdf, text/html;q=0.9, application/epub+zip, text/plain;q=0.8, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one download may take: bytes on disk, seconds in all and of silence, redirects, attempts."""

    bytes: int = 300_000_000
    seconds: float = 1800.0
    silence: float = 30.0
    redirects: int = 5
    attempts: int = 3
    wait: float = 60.0  # the longest Retry-After that is honoured, in seconds


@dataclass(frozen=True, slots=True)
class Fetched:
    """A downloaded document. `url` is the address asked for, `found_at` where redirects led.

    `retrieved` is UTC in ISO 8601; `archived` the address of an archived copy, None if none is known.
    """

    path: Path
    sha256: str
    media_type: str
    url: str
    retrieved: str
    archived: str | None
    found_at: str
    bytes: int


@dataclass(frozen=True, slots=True)
class _Order:
    """One download as it was asked for."""

    partial: Partial
    limits: Limits
    reach: Reach
    sleep: Callable[[float], None]
    progress: OnBytes | None


def fetch(
    url: str,
    folder: Path,
    *,
    limits: Limits | None = None,
    allowed: Collection[str] = (),
    use_proxies: bool = False,
    archived: str | None = None,
    archive_service: str | None = None,
    progress: OnBytes | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Download the document at *url* into *folder* under a readable name that no file there has yet.

    What came before a connection broke is kept as a `.part` file, and the same call goes on from there, if the
    server says that the document has not changed meanwhile. *allowed* are IP addresses let through although they are
    not public ("127.0.0.1"); *use_proxies* takes proxies from the environment; *archive_service* (`WAYBACK`) is asked
    for an archived copy, by default nobody is. *progress* is told bytes so far and in all (None if unknown).
    Raises FetchError.
    """
    limits = limits or Limits()
    reach = Reach(limits.silence, time.monotonic() + limits.seconds, frozenset(allowed), use_proxies)
    asked = parse_address(url)
    partial = Partial.of(str(asked), folder)
    order = _Order(partial, limits, reach, sleep, progress)
    found_at, memento = _download(asked, order)
    media_type, path = check_document(partial, asked=asked)
    if archived is None and memento is None and archive_service is not None:
        archived = archived_copy(str(asked), archive_service, reach)
    return Fetched(
        path=path,
        sha256=sha256_of(path),
        media_type=str(media_type),
        url=str(asked),
        retrieved=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        archived=archived or memento,
        found_at=found_at,
        bytes=path.stat().st_size,
    )


def _download(asked: WebAddress, order: _Order) -> tuple[str, str | None]:
    """Fill the partial file, going on where the connection broke; return where it was found, and as which memento."""
    attempts = order.limits.attempts
    while True:
        before = order.partial.size
        attempts -= 1
        try:
            return _ask(asked, order)
        except BrokenOff:
            made_way = order.partial.size > before
            if not order.partial.can_go_on:
                order.partial.forget()
                raise
            if attempts <= 0 or not made_way or order.reach.left <= 0:
                raise


def _ask(asked: WebAddress, order: _Order) -> tuple[str, str | None]:
    address, redirects, waited = asked, 0, False
    while True:
        with request(address, _headers(order.partial), order.reach) as answer:
            location = answer.getheader("Location")
            if answer.status in MOVED and location:
                redirects += 1
                address = _elsewhere(address, location, redirects=redirects, limits=order.limits)
                continue
            if order.partial.is_whole(answer):
                return str(address), None
            if order.partial.is_stale(answer):
                order.partial.forget()
                continue
            pause = None if waited else retry_after(answer, most=min(order.limits.wait, order.reach.left))
            if pause is None:
                return _take(answer, address, order)
        waited = True
        order.sleep(pause)


def _elsewhere(address: WebAddress, location: str, *, redirects: int, limits: Limits) -> WebAddress:
    if redirects > limits.redirects:
        raise FetchError(f"'{address.host}' leads from address to address without end", "check the address")
    return follow(address, location)


def _headers(partial: Partial) -> dict[str, str]:
    headers = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "identity", "Connection": "close"}
    if partial.can_go_on:
        headers |= {"Range": f"bytes={partial.size}-", "If-Range": partial.validator or ""}
    return headers


def _take(answer: HTTPResponse, address: WebAddress, order: _Order) -> tuple[str, str | None]:
    partial, most = order.partial, order.limits.bytes
    check_answer(answer, address, most=most, part=partial.can_go_on)
    if answer.status != 206:
        partial.begin(answer, name=file_name(answer, address))
    receive(answer, partial, address=address, reach=order.reach, most=most, progress=order.progress)
    memento = str(address) if answer.getheader("Memento-Datetime") else None  # RFC 7089, 2.1.1
    return str(address), memento


def archived_copy(url: str, service: str, reach: Reach) -> str | None:
    """Ask *service* (Wayback Machine's availability interface) for an archived copy; None if it knows none."""
    try:
        found = ask(service + quote(url, safe=""), "application/json", reach).value
        return str(found["archived_snapshots"]["closest"]["url"])
    except (FetchError, KeyError, TypeError):
        return None
