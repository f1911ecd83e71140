"""Student's distribution, summed in closed form, so that nothing but numpy is needed."""

from __future__ import annotations

from functools import lru_cache
from math import atan, cos, pi, sin, sqrt
from statistics import NormalDist

import numpy as np

MANY = 100_000  # degrees of freedom from which it is taken for the normal distribution


def student_two_sided(t: float, freedom: int) -> float:
    """Return P(|T| > |t|) of Student's T with `freedom` ≥ 1 degrees of freedom.

    Abramowitz & Stegun 1964, 26.7.3 and 26.7.4: a finite sum, exact up to rounding (1e-13). From
    100 000 degrees on it is the normal distribution, then within 3e-6 of it.
    """
    if freedom >= MANY:
        return 2.0 * NormalDist().cdf(-abs(t))
    angle = atan(abs(t) / sqrt(freedom))
    if freedom % 2 == 1:
        steps = np.arange(1, (freedom - 1) // 2)
        factors = np.cumprod(np.concatenate([[1.0], 2 * steps / (2 * steps + 1)]))
        powers = cos(angle) ** np.arange(1, 2 * len(factors), 2)
        series = float((factors * powers).sum()) if freedom > 1 else 0.0
        return max(0.0, 1 - 2 / pi * (angle + sin(angle) * series))
    steps = np.arange(1, freedom // 2)
    factors = np.cumprod(np.concatenate([[1.0], (2 * steps - 1) / (2 * steps)]))
    powers = cos(angle) ** np.arange(0, 2 * len(factors), 2)
    return max(0.0, 1 - sin(angle) * float((factors * powers).sum()))


@lru_cache(maxsize=256)
def student_quantile(confidence: float, freedom: int) -> float:
    """Return the t for which P(|T| ≤ t) = `confidence`, by bisection to 1e-12 of it."""
    low, high = 0.0, 2.0
    while student_two_sided(high, freedom) > 1 - confidence:
        high *= 2
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        if student_two_sided(middle, freedom) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high
