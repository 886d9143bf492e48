"""Sentences end where they end, whatever noise the text holds."""

import time

import pytest

from litbase.search.sentences import sentences


@pytest.mark.parametrize("unit", ["![", "a.", "!", ". ", "...", "é.b", "? "])
def test_noise_takes_no_long_time(unit: str) -> None:
    began = time.process_time()
    sentences(unit * 60_000)
    assert time.process_time() - began < 3


def test_a_long_address_is_not_cut() -> None:
    text = f"It stands at http://norland.example/{'a' * 800}.html since 2022. It rose."
    assert [text[start:end].split()[0] for start, end in sentences(text)] == ["It", "It"]
