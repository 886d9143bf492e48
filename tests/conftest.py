"""Fixtures that several parts use."""

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real reports beside the checkout; tests marked `corpus` skip without it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("needs the real reports in ../shared/data")
    return SHARED_DATA
