"""Kills at random moments, two writers, a reader beside a writer: a short run of `benchmarks/crash.py`."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "crash.py"


@pytest.fixture(scope="module")
def crash() -> ModuleType:
    spec = importlib.util.spec_from_file_location("crash_benchmark", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up here
    spec.loader.exec_module(module)
    module.FILES, module.SECTIONS = 4, 6
    return module


@pytest.mark.slow
def test_everything_survives_being_killed(crash: ModuleType, tmp_path: Path) -> None:
    said = list[str]()
    assert crash.run(tmp_path, kills=2, seed=1, say=said.append), said
