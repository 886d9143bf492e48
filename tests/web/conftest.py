"""The reading room of a library of the fictional samples, asked without a network."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from litbase.library.library import Library
from litbase.web.app import make_app
from litbase.web.guard import Rules

RULES = Rules(hosts=frozenset({"127.0.0.1"}))


@pytest.fixture(scope="session")
def sample_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("room") / "library"
    Library.demo(folder).close()
    return folder


@pytest.fixture
def room_folder(sample_room: Path, tmp_path: Path) -> Path:
    """A copy that the test may change."""
    return Path(shutil.copytree(sample_room, tmp_path / "library"))


@pytest.fixture
def room(room_folder: Path) -> Iterator[TestClient]:
    app = make_app(room_folder, RULES, patience=120)
    with TestClient(app, base_url="http://127.0.0.1:8420", follow_redirects=True) as client:
        yield client
