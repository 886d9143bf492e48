"""A Chromium that sits in the reading room of the fictional samples, served as `litbase serve` does."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.serving import PATIENCE, served

from litbase.library.library import Library

# Chromium as a container's root, and without the services that look for a network.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip

Visit = Callable[..., Any]


def absent(what: str) -> None:
    """Skip for want of *what*; where everything has to be there, fail."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing: .ci/run installs it")
    pytest.skip(f"needs {what}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for the module."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        absent("Chromium")
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser") / "library"
    Library.demo(folder).close()
    return folder


@pytest.fixture(scope="module")
def served_folder(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of the module's reading room; its tests may change it."""
    return Path(shutil.copytree(samples, tmp_path_factory.mktemp("served") / "library"))


@pytest.fixture(scope="module")
def address(served_folder: Path) -> Iterator[str]:
    """The address of a reading room opened by the command line."""
    with served(served_folder) as address:
        yield address


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    """Open a page of the reading room; afterwards it must not have complained, nor asked anybody else for anything."""
    complaints: list[str] = []
    with ExitStack() as closing:

        def open_page(path: str, *, script: bool = True, expected: int = 200) -> Any:
            context = browser.new_context(
                base_url=address,
                viewport={"width": 1440, "height": 900},
                reduced_motion="reduce",
                java_script_enabled=script,
                permissions=["clipboard-read", "clipboard-write"],
            )
            closing.callback(context.close)
            context.set_default_timeout(PATIENCE * 1000)
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(f"{path}: {error}"))
            page.on("console", lambda said: complaints.append(f"{path}: {said.text}") if _is_bad(said, path) else None)
            page.on("request", lambda asked: complaints.append(asked.url) if _is_strange(asked.url, address) else None)
            answer = page.goto(path)
            assert answer.status == expected
            return page

        yield open_page
    assert complaints == []


def _is_bad(said: Any, path: str) -> bool:
    """Tell whether the console shows an error; that a page asked for is not there is told by its status already."""
    return said.type == "error" and not said.location["url"].endswith(path)


def _is_strange(url: str, address: str) -> bool:
    return not url.startswith((f"{address}/", "data:", "blob:"))
