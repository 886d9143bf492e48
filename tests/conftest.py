"""Fixtures that several parts use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.web_site import Site

# Tests know no clock: a busy machine is slow at making examples, which says nothing of the code. What decides whether a
# change lands tries the same examples each time; at a desk they are new ones.
settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("unhurried")

SHARED_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real reports beside the checkout; tests marked `corpus` skip without it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("needs the real reports in ../shared/data")
    return SHARED_DATA


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on loopback."""
    site = Site()
    yield site
    site.close()
