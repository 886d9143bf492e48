"""The command line run in this process on a library of the fictional samples."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from litbase.cli.main import run
from litbase.library.library import Library

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


@dataclass(frozen=True)
class Answer:
    """What a command gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    def json(self, shape: str) -> Any:
        """The answer as JSON, held to the schema of its shape, with nothing else printed."""
        value = json.loads(self.out)
        schemas = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
        registry: Registry[Any] = Registry().with_resources(
            (schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()
        )
        Draft202012Validator(schemas[f"{shape}.json"], registry=registry).validate(value)
        return value


Command = Callable[..., Answer]


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "library"
    Library.demo(folder).close()
    return folder


@pytest.fixture
def library(sample_library: Path, tmp_path: Path) -> Path:
    """A copy of the sample library that the test may change."""
    return Path(shutil.copytree(sample_library, tmp_path / "library"))


@pytest.fixture
def anywhere(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command with no library named."""
    monkeypatch.delenv("LITBASE_LIBRARY", raising=False)

    def call(*words: str | Path) -> Answer:
        capfd.readouterr()
        code = run([str(word) for word in words])
        out, err = capfd.readouterr()
        return Answer(code, out, err)

    return call


@pytest.fixture
def norland(sample_library: Path, anywhere: Command) -> Command:
    """Run a command that only reads on the sample library."""
    return lambda *words: anywhere("--library", sample_library, *words)


@pytest.fixture
def litbase(library: Path, anywhere: Command) -> Command:
    """Run a command on a copy of the sample library."""
    return lambda *words: anywhere("--library", library, *words)
