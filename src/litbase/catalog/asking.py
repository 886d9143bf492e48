"""Ask a public service a question that one small JSON document answers."""

import json
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any

from litbase.catalog.addresses import follow, parse_address
from litbase.catalog.connecting import USER_AGENT, Reach, request, retry_after
from litbase.errors import FetchError

MOVED = frozenset({301, 302, 303, 307, 308})
_ABSENT = frozenset({404, 410})
_LARGEST = 5_000_000  # bytes; the longest list of authors known has some 500,000
_REDIRECTS = 5
_PATIENCE = 30.0  # seconds; the longest pause that is kept to before asking once more
_BY_HAND = "try again later, or write the entry yourself: litbase import FILE.bib"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service says: the JSON value, None if it knows nothing of it, and the host that said so at last."""

    value: Any
    host: str


def ask(url: str, accept: str, reach: Reach, *, sleep: Callable[[float], None] = time.sleep) -> Answer:
    """Ask for *url* in the form *accept*, following redirects. Raises FetchError, also for what is no JSON."""
    try:
        return _ask(url, accept, reach, sleep)
    except FetchError as error:
        if isinstance(error.__cause__, socket.gaierror):  # the name is ours, so it is not misspelt
            host = parse_address(url).host
            raise FetchError(
                f"'{host}' cannot be found from here", "is this machine online? looking up needs it"
            ) from error
        raise


def _ask(url: str, accept: str, reach: Reach, sleep: Callable[[float], None]) -> Answer:
    address, redirects, waited = parse_address(url), 0, False
    headers = {"User-Agent": USER_AGENT, "Accept": accept, "Accept-Encoding": "identity", "Connection": "close"}
    while True:
        with request(address, headers, reach) as answer:
            location = answer.getheader("Location")
            if answer.status in MOVED and location:
                redirects += 1
                if redirects > _REDIRECTS:
                    raise FetchError(f"'{address.host}' leads from address to address without end", "try again later")
                address = follow(address, location)
                continue
            pause = None if waited else retry_after(answer, most=min(_PATIENCE, reach.left))
            if pause is None:
                return Answer(_value(answer, address.host), address.host)
        waited = True
        sleep(pause)


def _value(answer: HTTPResponse, host: str) -> Any:
    if answer.status in _ABSENT:
        return None
    if answer.status == 429:
        raise FetchError(f"'{host}' has had too many requests", "wait some minutes, then try again")
    if answer.status >= 500:
        raise FetchError(f"'{host}' has a problem of its own (status {answer.status})", _BY_HAND)
    if answer.status != 200:
        raise FetchError(f"'{host}' does not say what this is (status {answer.status})", _BY_HAND)
    content = answer.read(_LARGEST + 1)
    if len(content) > _LARGEST or answer.length:
        raise FetchError(f"the answer of '{host}' is too long or was broken off", _BY_HAND)
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FetchError(f"the answer of '{host}' cannot be understood: it is not JSON", _BY_HAND) from error
