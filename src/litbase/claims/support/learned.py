"""Chances that follow from figures by learned weights (logistic regression)."""

import math
from collections.abc import Sequence

_FURTHEST = 30.0


def odds(weights: Sequence[float], values: Sequence[float]) -> float:
    """Return the logarithm of the odds; the first of *weights* is the constant, the others are for *values*."""
    return weights[0] + math.fsum(weight * value for weight, value in zip(weights[1:], values, strict=True))


def chance(weights: Sequence[float], values: Sequence[float]) -> float:
    """Return the chance, 0 to 1."""
    return chance_of(odds(weights, values))


def chance_of(logarithm: float) -> float:
    """Return the chance that the logarithm of odds stands for."""
    return 1 / (1 + math.exp(-max(-_FURTHEST, min(_FURTHEST, logarithm))))
