"""A public report is fetched from the catalogue, as a reader does: from a server on loopback."""

import re
import shutil
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from tests.browser.conftest import Visit
from tests.serving import served_here
from tests.web_site import HERE, Site

from litbase.catalog import reports
from litbase.catalog.reports import Report
from litbase.model.entry import Entry
from litbase.web.app import make_app
from litbase.web.guard import Rules

pytestmark = pytest.mark.browser

PAGE = b"<html><title>Notice on crews</title><h1>Notice on crews</h1><p>No vessel sails from Ostby unseen.</p></html>"
BLANKS = b" " * 20_500


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture(scope="module")
def address(samples: Path, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A reading room whose catalogue has works that the site has, has not, and gives slowly."""
    folder = Path(shutil.copytree(samples, tmp_path_factory.mktemp("fetching") / "library"))
    site.answers["/slow.html"] = slowly
    urls = {
        "notice-2022": site.give("/notice.html", PAGE, Content_Type="text/html"),
        "gone-2021": site.give("/gone.pdf", b"gone", status=404),
        "login-2020": site.give("/login.pdf", b"<html>Please log in</html>", Content_Type="text/html"),
        "slow-2019": site.url("/slow.html"),
    }
    known = tuple(
        Report(name, entry(name, url), {"title": "verified", "url": "unverified"}, None) for name, url in urls.items()
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reports, "load_reports", lambda: known)
        rules = Rules(hosts=frozenset({"127.0.0.1"}))
        with served_here(make_app(folder, rules, patience=0.05, fetching={"allowed": HERE})) as address:
            yield address


def entry(name: str, url: str) -> Entry:
    return Entry(name, "report", (("title", f"Work called {name}"), ("date", name[-4:]), ("url", url)))


def slowly(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Content-Length", str(40 * len(BLANKS)))
    request.end_headers()
    request.wfile.write(PAGE + BLANKS[len(PAGE) :])
    for _ in range(39):
        request.wfile.write(BLANKS)
        time.sleep(0.06)


def test_a_report_is_fetched_and_can_be_searched(visit: Visit) -> None:
    page = visit("/catalog")
    page.get_by_role("button", name="Fetch the document notice-2022").click()
    page.get_by_role("link", name="notice-2022").wait_for()
    page.goto("/?q=unseen Ostby")
    assert page.locator(".group h2").first.inner_text() == "Work called notice-2022 2022"
    page.goto("/sources/notice-2022")
    assert "/notice.html" in page.locator(".file").inner_text()
    page.goto("/catalog")
    assert page.get_by_role("button", name="Fetch the document notice-2022").count() == 0


@pytest.mark.parametrize(("name", "reason"), [("gone-2021", "404"), ("login-2020", "in place of a PDF")])
def test_what_the_server_has_not_is_refused_with_its_reason(visit: Visit, name: str, reason: str) -> None:
    page = visit("/catalog")
    page.get_by_role("button", name=f"Fetch the document {name}").click()
    page.locator(".results .sorry").wait_for()
    assert f"{name} was refused" in page.locator(".results").inner_text()
    assert reason in page.locator(".results").inner_text()


def test_how_far_a_download_has_come_is_shown(visit: Visit) -> None:
    page = visit("/catalog")
    page.get_by_role("button", name="Fetch the document slow-2019").click()
    page.get_by_text(re.compile(r"^\d+ kB of 820 kB$")).wait_for()
    page.get_by_role("link", name="slow-2019").wait_for()
