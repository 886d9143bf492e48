"""Learn and measure what tells that a claim is covered in full: true claims against those with a word changed."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from litbase.claims.support.binding import cover_values
from logistic import SEED, Array, chances, folds_of, learn, odds
from wice import Case

INNER_FOLDS = 5
MOST_ALTERED = 0.025  # share of the altered claims that may be called supported: from this the limit follows
UNBOUND_FROM = 0.55  # the chance from which a word is not taken to be bound
COUNT_OF_WORD = {"supported": 2.5, "uncovered": 2.0, "altered": 1.5}
COUNT_OF_CLAIM = {"claim": 1.5, "partial": 1.0, "altered": 2.0}
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Cover:
    """What tells whether a claim is covered in full; see `full_cover`."""

    binding: Array
    covered: Array
    unbound_from: float
    covered_from: float

    def is_said(self, rows: "CoverRows", support: Array) -> Bools:
        weighed = rows.weighed(self.binding, support)
        worst = 1 / (1 + np.exp(-weighed[:, 0]))
        is_told = (worst < self.unbound_from) & (chances(self.covered, weighed) >= self.covered_from)
        return np.asarray(rows.is_repeated | (rows.is_open & is_told))


class CoverRows:
    """The figures of claims, those supported in part and those altered among them; all is worked out once."""

    def __init__(self, claims: Sequence[Case], partial: Sequence[Case]) -> None:
        once = claims[: len({case.claim for case in claims})]  # they come in two libraries
        altered = altered_of(once, seed=SEED)
        fold = dict(zip((case.group for case in claims), folds_of(claims).tolist(), strict=True))
        self.cases: list[Case] = [*claims, *partial, *altered]
        in_fold = [fold[case.group] for case in (*claims, *altered)]
        self.folds = np.array([*in_fold[: len(claims)], *folds_of(partial).tolist(), *in_fold[len(claims) :]])
        self.bonds = [np.array(case.bonds) for case in self.cases]
        self.labels = np.array([float(case.is_supported) for case in self.cases])
        self.coverage = np.array([case.coverage.values() for case in self.cases])
        self.is_open = np.array([case.settled is None for case in self.cases])
        self.is_repeated = np.array([case.settled is True for case in self.cases])
        self.counts = np.array([COUNT_OF_CLAIM[kind_of(case)] for case in self.cases])

    def only(self, kept: Bools) -> "CoverRows":
        rows = object.__new__(CoverRows)
        rows.cases = [case for case, is_kept in zip(self.cases, kept, strict=True) if is_kept]
        rows.bonds = [bonds for bonds, is_kept in zip(self.bonds, kept, strict=True) if is_kept]
        for name in ("coverage", "labels", "is_open", "is_repeated", "counts", "folds"):
            setattr(rows, name, getattr(self, name)[kept])
        return rows

    @cached_property
    def words(self) -> tuple[Array, Array, Array]:
        """The words of which it is known whether they are borne out: figures, whether not, how much they count."""
        found = [
            (values, is_unbound, count)
            for case, bonds in zip(self.cases, self.bonds, strict=True)
            for values, (is_unbound, count) in zip(bonds, known_words(case), strict=True)
            if count
        ]
        values, labels, counts = (np.array(each) for each in zip(*found, strict=True))
        return values, labels, counts

    @property
    def is_weighed(self) -> Bools:
        """Which cases tell how a claim that is covered differs from one that is not: not those changed twice over."""
        return np.array([case.altered is None or case.was_supported for case in self.cases])

    def weighed(self, binding: Array, support: Array) -> Array:
        full = odds(support, self.coverage)
        return np.array(
            [
                cover_values(case.coverage, full[index], odds(binding, bonds).tolist() if len(bonds) else [0.0])
                for index, (case, bonds) in enumerate(zip(self.cases, self.bonds, strict=True))
            ]
        )


def kind_of(case: Case) -> str:
    return "altered" if case.altered else "partial" if case.uncovered else "claim"


def known_words(case: Case) -> Iterator[tuple[float, float]]:
    """Yield for each word of a claim whether it is not borne out, and how much that counts; 0 where it is not known."""
    for word in case.content.words:
        is_uncovered = float(case.is_uncovered(word))
        if case.altered:
            yield is_uncovered, COUNT_OF_WORD["altered"] * is_uncovered
        elif case.uncovered:
            yield is_uncovered, COUNT_OF_WORD["uncovered"]
        else:
            yield 0.0, COUNT_OF_WORD["supported"] * case.is_supported


def altered_of(cases: Sequence[Case], *, seed: int) -> list[Case]:
    """Return altered forms of each claim."""
    chance = random.Random(seed)
    return [made for case in cases for made in case.alterations(chance.choice(cases).article, chance)]


def learn_cover(rows: CoverRows, support: Array) -> Cover:
    """Learn from claims, true and altered; *support*: the weights of full support, learned from the same."""
    binding, covered = _learn_weights(rows, support)
    return Cover(binding, covered, UNBOUND_FROM, _covered_from(rows, support))


def _learn_weights(rows: CoverRows, support: Array) -> tuple[Array, Array]:
    values, labels, counts = rows.words
    binding = learn(values, labels, counts=counts)
    kept = rows.is_weighed
    return binding, learn(rows.weighed(binding, support)[kept], rows.labels[kept], counts=rows.counts[kept])


def _covered_from(rows: CoverRows, support: Array) -> float:
    """Return the chance from which claims are covered.

    It follows from the altered claims alone: of the others too few are told wrongly to choose by.
    """
    worst, likely = np.zeros(len(rows.cases)), np.zeros(len(rows.cases))
    for fold in range(INNER_FOLDS):
        held_out = rows.folds % INNER_FOLDS == fold
        binding, covered = _learn_weights(rows.only(~held_out), support)
        weighed = rows.only(held_out).weighed(binding, support)
        worst[held_out], likely[held_out] = 1 / (1 + np.exp(-weighed[:, 0])), chances(covered, weighed)
    altered = np.array([case.altered is not None for case in rows.cases]) & rows.is_weighed
    said = np.sort(likely[altered & rows.is_open & (worst < UNBOUND_FROM)])[::-1]
    return float(said[min(int(MOST_ALTERED * altered.sum()), len(said) - 1)])


def measure_cover(rows: CoverRows, said: Bools) -> Iterator[str]:
    """Yield how many of the altered claims are called supported, of those that began as supported ones."""
    told = np.array([case.altered is not None and case.was_supported for case in rows.cases])
    by_kind = Counter(case.altered for case, is_said in zip(rows.cases, said & told, strict=True) if is_said)
    yield f"  altered claims called `supported`: {(said & told).sum()} of {told.sum()} {dict(by_kind)}"
