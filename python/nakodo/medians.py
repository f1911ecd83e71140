"""Medians of weighted values, and the order statistics between which a median lies."""

from __future__ import annotations

from math import sqrt

import numpy as np

from nakodo.competing_risks import Z_95
from nakodo.intervals import Floats

EXACT = 1000  # values up to which ranks are those of the binomial distribution


def lower_rank(n: int) -> int:
    """Return the greatest r for which the r-th smallest and r-th greatest of `n` hold the median.

    With 95 % confidence, whatever the distribution; 0 if there is none. Exact up to 1000 values,
    normal beyond, as in the program's own table (experiment/summary).
    """
    if n > EXACT:
        return int(n / 2 - Z_95 * sqrt(n) / 2)
    term = below = 0.5**n
    rank = 0
    while below <= 0.025:
        rank += 1
        term *= (n - rank + 1) / rank
        below += term
    return rank


def weighted_median(values: Floats, weights: Floats) -> float:
    """Return the median of `values`, ascending and at least one: half of the weight is below it."""
    up_to = np.cumsum(weights)
    half = up_to[-1] / 2
    place = int(np.searchsorted(up_to, half))
    if up_to[place] == half and place + 1 < len(values):
        return float((values[place] + values[place + 1]) / 2)
    return float(values[place])


def around_median(values: Floats, weights: Floats, reach: float) -> tuple[float, float]:
    """Return the last value with at most half the weight less `reach` up to it, and its mirror.

    `values` ascending. Of values that weigh 1 each these are the r-th smallest and r-th greatest, r
    = n/2 − reach rounded down. NaN twice where the reach goes beyond all values.
    """
    allowed = float(weights.sum()) / 2 - reach
    first = int(np.searchsorted(np.cumsum(weights), allowed, side="right"))
    last = int(np.searchsorted(np.cumsum(weights[::-1]), allowed, side="right"))
    if first == 0 or last == 0:
        return float("nan"), float("nan")
    return float(values[first - 1]), float(values[-last])
