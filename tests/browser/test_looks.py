"""How the reading room looks and whether everybody can use it: on a desk and on a phone, in light and dark."""

import io
import json
import os
import shutil
import subprocess
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat
from tests.browser.conftest import Visit, absent
from tests.browser.test_reading_room import QUOTED

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images"
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
PAGES = {
    "welcome": "/",
    "search": "/?q=debt recruiter",
    "sources": "/sources",
    "source": "/sources/nomtip-2022",
    "reader": "/read/nomtip-2022?n=3&at=100-190",
    "sections": "/read/rfli-2022",
    "check": "/check",
    "report": "",
    "bibliography": "/bibliography?key=nomtip-2022&key=quill-inkwell-2022&style=apa",
    "add": "/add",
    "catalog": "/catalog?q=2022",
    "api": "/api",
    "sorry": "/sources/nobody-1999",
}
SHOWN = (
    "search",
    "source",
    "reader",
    "report",
    "bibliography",
    "add",
    "catalog",
)  # those kept as pictures in docs/images
SAME, OTHER_FONTS = 3.7, 12.0  # the most that a picture may differ: about a line of words more or less
WIDTHS = PICTURES / "fonts.json"
FONTS = """() => ["body", "h1"].map((name) => {
    const words = document.createElement("span");
    words.textContent = "Every claim, back to its page 0123456789";
    words.style.font = "100px " + getComputedStyle(document.querySelector(name)).fontFamily;
    words.style.position = "absolute";
    words.style.whiteSpace = "pre";
    document.body.append(words);
    const width = Math.round(words.getBoundingClientRect().width);
    words.remove();
    return width;
})"""
DRAFT = "\n\n".join((
    f"The report warns that {QUOTED.format('slave')}",
    f"It says elsewhere: {QUOTED.format('debtor')}",
    "The fund spent 26.7 million crowns in 2022 [@nomtip-2022].",
))  # fmt: skip


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The checker of accessibility, fetched for this run only."""
    npm = shutil.which("npm")
    if npm is None:
        absent("npm, to fetch axe-core")
    folder = tmp_path_factory.mktemp("axe")
    command = [
        str(npm),
        "install",
        "--prefix",
        str(folder),
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "axe-core@4",
    ]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        absent("axe-core from the npm registry")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def report(browser: Any, address: str) -> str:
    """The address of a report made in this room."""
    page = browser.new_page(base_url=address)
    page.goto("/check")
    page.locator("#text").fill(DRAFT)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_selector(".card", timeout=60_000)
    page.close()
    return str(page.url)


def shown(page: Any, size: str, dark: bool) -> Any:
    """Show the page as on such a screen."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if dark else "light")
    return page


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_shut_out(visit: Visit, axe: str, report: str, name: str) -> None:
    """No violation that axe-core calls serious or critical, no page wider than its window, everything has a name."""
    page = visit(PAGES[name] or report, expected=404 if name == "sorry" else 200)
    page.evaluate(axe)
    for size, dark in ((size, dark) for size in SIZES for dark in (False, True)):
        found = shown(page, size, dark).evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        grave = [
            (each["id"], size, "dark" if dark else "light", node["html"][:200])
            for each in found
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]
        assert grave == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]


REACHABLE = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
    .filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.disabled)"""
FOCUSED = """() => {
    const here = document.activeElement, look = getComputedStyle(here);
    if (here === document.body) return null;
    const seen = here.dataset.seen;
    here.dataset.seen = "yes";
    const box = here.getBoundingClientRect();
    const shows = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
    return {seen, shows, inside: box.bottom > 0 && box.top < innerHeight, html: here.outerHTML.slice(0, 120)};
}"""


@pytest.mark.parametrize("name", PAGES)
def test_tab_comes_to_everything_and_out_again(visit: Visit, report: str, name: str) -> None:
    """Every control once, in the window and seen to have the focus; nothing holds it, after the last it is left."""
    page = visit(PAGES[name] or report, expected=404 if name == "sorry" else 200)
    page.wait_for_load_state("networkidle")
    left = 0
    for _ in range(page.evaluate(f"({REACHABLE})().length") + 30):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            left += 1
            continue
        if focused["seen"]:
            break
        assert focused["shows"], focused["html"]
        assert focused["inside"], focused["html"]
    missed = f"({REACHABLE})().filter((each) => !each.dataset.seen).map((each) => each.outerHTML.slice(0, 120))"
    assert page.evaluate(missed) == []
    assert left > 0


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_looks_as_in_the_documentation(visit: Visit, report: str, name: str) -> None:
    """Compared small; LITBASE_PICTURES=1 makes the pictures anew. A machine with other fonts breaks lines elsewhere."""
    page = visit(PAGES[name] or report)
    page.wait_for_load_state("networkidle")
    fonts = page.evaluate(FONTS)
    if os.environ.get("LITBASE_PICTURES"):
        WIDTHS.write_text(json.dumps(fonts) + "\n", "utf-8")
    most = SAME if json.loads(WIDTHS.read_text("utf-8")) == fonts else OTHER_FONTS
    for size, dark in ((size, dark) for size in SIZES for dark in (False, True)):
        picture = shown(page, size, dark).screenshot(animations="disabled")
        seen = Image.open(io.BytesIO(picture)).convert("RGB")
        path = PICTURES / f"{name}-{size}-{'dark' if dark else 'light'}.webp"
        if os.environ.get("LITBASE_PICTURES"):
            seen.save(path, "WEBP", quality=45, method=6)
        kept = Image.open(path).convert("RGB")
        assert kept.size == seen.size == SIZES[size]
        assert path.stat().st_size < 150_000
        assert difference(kept, seen) < most, path.name


def test_a_page_that_looks_otherwise_is_noticed() -> None:
    """No page passes for another, and none with a paragraph more."""
    for size, dark in ((size, dark) for size in SIZES for dark in ("light", "dark")):
        pictures = [Image.open(PICTURES / f"{name}-{size}-{dark}.webp").convert("RGB") for name in SHOWN]
        assert all(difference(*pair) > SAME for pair in combinations(pictures, 2))
        for picture in (each for name, each in zip(SHOWN, pictures, strict=True) if name != "add"):
            lower = picture.copy()
            lower.paste(picture.crop((0, 200, picture.width, picture.height)), (0, 200 + 96))
            assert difference(picture, lower) > SAME


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference (0 to 255) of two pictures, seen from so far that letters are a shade of grey."""
    small = [
        each.convert("L").resize((each.width // 30, each.height // 30), Image.Resampling.BOX) for each in (one, other)
    ]
    return float(ImageStat.Stat(ImageChops.difference(*small)).mean[0])
