"""Logistic regression with a ridge, and the folds of claims that figures are cross-validated in."""

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wice import Case

FOLDS = 10
SEED = 20220701
RIDGE = 10.0
SURE = 0.9  # how often what is said must be right
Array = NDArray[np.float64]


def learn(rows: Array, labels: Array, *, ridge: float = RIDGE, counts: Array | None = None) -> Array:
    """Return the weights for the figures as they are, the constant first; *counts*: how much each row counts.

    Learned by Newton's method.
    """
    count = np.ones(len(rows)) if counts is None else counts
    means, scales = rows.mean(0), rows.std(0) + 1e-9
    inputs = np.c_[np.ones(len(rows)), (rows - means) / scales]
    weights = np.zeros(inputs.shape[1])
    penalty = np.full(inputs.shape[1], ridge)
    penalty[0] = 1e-9
    for _ in range(30):
        chances = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (count * (chances - labels)) + penalty * weights
        bend = (inputs.T * (count * chances * (1 - chances))) @ inputs + np.diag(penalty)
        weights -= np.linalg.solve(bend, slope)
    plain = weights[1:] / scales
    return np.asarray(np.r_[weights[0] - plain @ means, plain], dtype=np.float64)


def odds(weights: Array, rows: Array) -> Array:
    return np.asarray(weights[0] + rows @ weights[1:], dtype=np.float64)


def chances(weights: Array, rows: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-odds(weights, rows))), dtype=np.float64)


def folds_of(cases: Sequence[Case], *, seed: int = SEED) -> NDArray[np.int_]:
    """Return the fold of each case; cases of one page or one article share one."""
    groups = sorted({case.group for case in cases})
    random.Random(seed).shuffle(groups)
    fold = {group: place % FOLDS for place, group in enumerate(groups)}
    return np.array([fold[case.group] for case in cases])
