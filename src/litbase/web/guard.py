"""Who may ask what: hosts, origins, tokens, sizes, and what a page may load."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_COOKIE = "litbase"


@dataclass(frozen=True, slots=True)
class Rules:
    """`hosts`: names by which the server may be called, without ports. `reading`, `writing`: tokens that allow so much,
    None where none is needed; the token for writing allows reading too. `largest`: bytes of one request."""

    hosts: frozenset[str]
    reading: str | None = None
    writing: str | None = None
    largest: int = 100_000_000

    def __post_init__(self) -> None:
        if self.reading is not None and self.writing is None:
            raise ValueError("who needs a token for reading needs one for writing")


class Guard:
    """Refuses what the rules do not allow before it reaches the application (ASGI 3)."""

    def __init__(self, app: App, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _answer(send, *refusal)
            return
        given = _token_in_query(scope)
        cookie = f"{_COOKIE}={given}; HttpOnly; SameSite=Strict; Path=/" if self._allows(given, reading=True) else None
        taken = _Taken(receive, self._rules.largest)
        await self._app(scope, taken, self._answering(send, taken, cookie if given else None))

    def _refusal(self, scope: Scope, headers: Mapping[str, str]) -> tuple[int, str] | None:
        """Return status and sentence if the request is not allowed, None if it is."""
        if _host_name(headers.get("host", "")) not in self._rules.hosts:
            return 421, "This server does not answer to that name."
        writes = scope["method"] not in _READS
        if writes and not self._is_own_page(headers):
            return 403, "Changes are taken from pages of this server only."
        if not self._allows(_token_given(scope, headers), reading=not writes):
            return 401, "A token is needed: open the address that litbase serve printed."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._rules.largest:
            return 413, self._too_large()
        return None

    def _answering(self, send: Send, taken: "_Taken", cookie: str | None) -> Send:
        """Send what the application answers with our headers; what it makes of a body cut off is not told."""
        is_refused = False

        async def answer(message: MutableMapping[str, Any]) -> None:
            nonlocal is_refused
            if message["type"] == "http.response.start":
                is_refused = taken.is_too_much
                if is_refused:
                    await _answer(send, 413, self._too_large())
                message = _with_headers(message, cookie)
            if not is_refused:
                await send(message)

        return answer

    def _too_large(self) -> str:
        return f"That is more than {self._rules.largest // 1_000_000} MB."

    def _is_own_page(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a change comes from a page of this server, or from a program that is no browser (Fetch, 3.2)."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        return origin is None or urlsplit(origin).netloc == headers.get("host")

    def _allows(self, given: str | None, *, reading: bool) -> bool:
        needed = [token for token in (self._rules.writing, self._rules.reading if reading else None) if token]
        if not needed or (reading and self._rules.reading is None):
            return True
        return any(secrets.compare_digest((given or "").encode(), token.encode()) for token in needed)


def _host_name(host: str) -> str:
    """Return a Host header without its port, in small letters; brackets of IPv6 addresses stay (RFC 9110, 7.2)."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") and ":" in host else host
    return name.lower()


def _token_in_query(scope: Scope) -> str | None:
    given = parse_qs(str(scope.get("query_string", b""), "latin-1")).get("token")
    return given[0] if given else None


def _token_given(scope: Scope, headers: Mapping[str, str]) -> str | None:
    """Return the token of a request: in its address, as a bearer, or in the cookie that an earlier answer set."""
    bearer = headers.get("authorization", "")
    if bearer.startswith("Bearer "):
        return bearer.removeprefix("Bearer ")
    given = _token_in_query(scope)
    if given is not None:
        return given
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(_COOKIE)
    except CookieError:
        return None
    return cookie.value if cookie is not None else None


class _Taken:
    """What of a body has been taken: no more than *largest* bytes, whatever the length that was announced."""

    def __init__(self, receive: Receive, largest: int) -> None:
        self._receive = receive
        self._left = largest

    @property
    def is_too_much(self) -> bool:
        return self._left < 0

    async def __call__(self) -> MutableMapping[str, Any]:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        return {"type": "http.disconnect"} if self.is_too_much else message


def _with_headers(message: MutableMapping[str, Any], cookie: str | None) -> MutableMapping[str, Any]:
    more = ((b"set-cookie", cookie.encode("latin-1")),) if cookie else ()
    own = {name.lower() for name, _ in message.get("headers", [])}
    ours = (header for header in _HEADERS if header[0] not in own)
    return {**message, "headers": [*message.get("headers", []), *ours, *more]}


async def _answer(send: Send, status: int, words: str) -> None:
    body = f"{words}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
