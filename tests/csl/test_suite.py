"""A part of the CSL test suite, where it is there: no case fails that is not on the list."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.mark.corpus
def test_only_cases_on_the_list_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import csl_suite

    if not csl_suite.SUITE.is_dir():
        pytest.skip(f"the CSL test suite is not here: {csl_suite.SUITE}")
    failing = set(csl_suite.FAILURES.read_text("utf-8").split())
    looked_at = list(csl_suite.read_cases())[::20]
    failed = {case.name for case in looked_at if not csl_suite.judge(case, bare=False)[0]}
    sys.modules.pop("csl_suite")
    assert failed <= failing
