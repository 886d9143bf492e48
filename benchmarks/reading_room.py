"""How quick is the reading room, and does it hold with fifty readers at once?

Run: python benchmarks/reading_room.py LIBRARY [--seconds 60] [--readers 50]. LIBRARY is a library folder of some
10,000 pages; a copy of it is read. Server times are processor time of requests asked in this process (request, page,
answer, and the client's share too), which other programs disturb less; the readers ask `litbase serve` over loopback.
"""

import argparse
import asyncio
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

from fastapi.testclient import TestClient

from litbase.web.app import make_app
from litbase.web.guard import Rules

WORDS = (
    "trafficking", "forced labour", "debt bondage", "recruitment fees", "victims of trafficking", "child labour",
    "police",
    "prosecution conviction",
    '"forced labour"', "traffick*", "migrant workers", "shelter assistance", "fishing vessels",
    "domestic work", "sexual exploitation", "border", "national action plan", "labour inspectors", "survey estimate",
)  # fmt: skip
PICTURES = 30
ROUNDS = 3


def main() -> int:
    """Print the figures; return 1 where a promise is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("library", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(options.library, Path(place) / "library"))
        kept = asked_alone(folder)
        kept &= asked_by_many(folder, readers=options.readers, seconds=options.seconds)
    return 0 if kept else 1


def asked_alone(folder: Path) -> bool:
    """Measure searches, pictures and the first page; tell whether what is promised of them holds."""
    app = make_app(folder, Rules(hosts=frozenset({"127.0.0.1"})))
    with TestClient(app, base_url="http://127.0.0.1:8420") as room:
        room.get("/", params={"q": "warm"})
        searches = [timed(room, f"/?{urlencode({'q': word})}") for word in WORDS * ROUNDS]
        places = pictures_in(room)
        room.get(f"{places[0]}9")  # `litbase serve` draws one before anybody asks
        cold = [timed(room, place) for place in places]
        cached = [timed(room, place) for place in places]
        first = sum(
            len(room.get(path).content) for path in ("/", "/static/room.css", "/static/room.js", "/static/icon.svg")
        )
        found = len(room.get("/", params={"q": WORDS[0]}).content)
    print(f"{pages_of(folder)} pages, {len(searches)} searches, {len(places)} pictures; p95 in ms, promised, median")
    kept = True
    for name, times, most in (("search", searches, 30), ("picture, cold", cold, 150), ("picture, cached", cached, 10)):
        kept &= percentile(times) <= most
        print(f"  {name:16} {percentile(times):7.1f} {most:7} {statistics.median(times):7.1f}")
    print(
        f"  first page with style and script {first / 1000:.1f} kB (promised 100), a page of hits {found / 1000:.1f} kB"
    )
    return kept and first <= 100_000


def timed(room: TestClient, path: str) -> float:
    """Return the processor time of asking for *path* in milliseconds."""
    started = time.process_time()
    room.get(path)
    return (time.process_time() - started) * 1000


def percentile(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def pictures_in(room: TestClient) -> list[str]:
    """Return addresses of pictures of pages, chosen by chance among all PDF files."""
    chance = random.Random(5)
    files = [file for item in room.get("/sources.json").json() for file in item["litbase"]["files"] if file["pages"]]
    drawn = [file for file in files if file["file"].endswith(".pdf")]
    chosen = (chance.choice(drawn) for _ in range(PICTURES))
    return list(
        dict.fromkeys(f"/images/{each['sha256']}/{chance.randint(1, each['pages'])}.webp?at=50-120" for each in chosen)
    )


def pages_of(folder: Path) -> int:
    from litbase.library.library import Library

    with Library.open(folder) as library:
        return sum(file.pages or 0 for record in library.items() for file in record.files)


def asked_by_many(folder: Path, *, readers: int, seconds: float) -> bool:
    """Let *readers* search, read and look at pages for *seconds*; tell whether all were answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "litbase", "--library", str(folder), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        asyncio.run(until_open(port))
        times, amiss = asyncio.run(read_together(port, addresses(folder), readers=readers, seconds=seconds))
    finally:
        server.terminate()
        server.wait()
    rate = len(times) / seconds
    print(f"{readers} readers for {seconds:.0f} s: {len(times)} answers ({rate:.0f} a second), {amiss} errors")
    if times:
        load = os.getloadavg()[0]
        print(
            f"  median {statistics.median(times):.0f} ms, p95 {percentile(times):.0f} ms by the clock, load {load:.0f}"
        )
    return amiss == 0 and bool(times)


def addresses(folder: Path) -> list[str]:
    """Return what readers look at: searches, pages, pictures, sources."""
    from litbase.library.library import Library

    with Library.open(folder) as library:
        read = [record for record in library.items() if record.files and record.files[0].pages]
    searches = [f"/?{urlencode({'q': word})}" for word in WORDS]
    pages = [
        f"/read/{quote(record.key)}?n={number}"
        for record in read
        for number in (1, 2)
        if number <= (record.files[0].pages or 0)
    ]
    pictures = [f"/images/{record.files[0].sha256}/1.webp" for record in read if record.files[0].file.endswith(".pdf")]
    return [
        *searches,
        *pages,
        *pictures,
        *(f"/sources/{quote(record.key)}" for record in read),
        "/",
        "/sources",
        "/static/room.css",
    ]


async def until_open(port: int) -> None:
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        writer.close()
        return
    raise SystemExit("the server does not answer")


async def read_together(port: int, paths: Sequence[str], *, readers: int, seconds: float) -> tuple[list[float], int]:
    """Return the times of all answers in milliseconds, and how many were none or no good ones."""
    until = time.monotonic() + seconds
    done = await asyncio.gather(*(reader(port, paths, until, random.Random(n)) for n in range(readers)))
    return [each for times, _ in done for each in times], sum(amiss for _, amiss in done)


async def reader(port: int, paths: Sequence[str], until: float, chance: random.Random) -> tuple[list[float], int]:
    """Ask for one page after the other on one connection, as a browser does (HTTP/1.1)."""
    times: list[float] = []
    incoming, outgoing = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        started = time.monotonic()
        outgoing.write(f"GET {chance.choice(paths)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        try:
            head = (await incoming.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.split("content-length: ")[1].split("\r\n")[0])
            await incoming.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError):
            return times, 1
        if not head.startswith("http/1.1 200"):
            return times, 1
        times.append((time.monotonic() - started) * 1000)
    outgoing.close()
    return times, 0


if __name__ == "__main__":
    sys.exit(main())
