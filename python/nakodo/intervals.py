"""Intervals of shares and of differences, with and without pairing, and their tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import lgamma, log, sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from nakodo.student import student_quantile, student_two_sided

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Difference:
    """An estimated difference, its interval, and the two-sided p-value of there being none."""

    value: float
    low: float
    high: float
    p: float


def wilson(successes: float, trials: float, confidence: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval of a share (Wilson 1927, JASA 22:209–212).

    Of no trials it is all from 0 to 1.
    """
    if trials == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = successes / trials
    middle = (share + z**2 / (2 * trials)) / (1 + z**2 / trials)
    half = z / (1 + z**2 / trials) * sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    low = 0.0 if successes <= 0 else max(middle - half, 0.0)
    return low, 1.0 if successes >= trials else min(middle + half, 1.0)


def of_strata(
    shares: Sequence[float], limits: Sequence[tuple[float, float]], weights: Sequence[float]
) -> tuple[float, float]:
    """Return the interval of a weighted mean of independent `shares`, `weights` adding up to 1.

    Square-and-add of their `limits` (Zou & Donner 2008, Statistics in Medicine 27:1693–1702).
    """
    p, (low, high), w = np.array(shares), np.array(limits).T, np.array(weights)
    mean = float(w @ p)
    return (
        max(mean - sqrt(float((w**2) @ (p - low) ** 2)), 0.0),
        min(mean + sqrt(float((w**2) @ (high - p) ** 2)), 1.0),
    )


def of_shares(both: int, first: int, second: int, neither: int, confidence: float) -> Difference:
    """Return the share of the first less that of the second among pairs of yes or no.

    `both` pairs are yes twice, `first` only in the first place, `second` only in the second. The
    interval is Newcombe's square-and-add of Wilson intervals with the continuity-corrected
    correlation (1998, Statistics in Medicine 17:2635–2650, method 10); p is the exact one of
    McNemar's test: given how many pairs differ, either way is as likely.
    """
    n = both + first + second + neither
    differ = first + second
    p = 1.0
    if differ > 0:
        p = min(1.0, 2.0 * _binomial_half(min(first, second), differ))
    low, high = _square_and_add(
        (both + first, both + second), n, confidence, _phi(both, first, second, neither)
    )
    return Difference((first - second) / n, low, high, p)


def of_shares_unpaired(yes: tuple[int, int], n: int, confidence: float) -> Difference:
    """Return the same of two independent samples of `n` each, of which `yes` said yes.

    Newcombe 1998 (Statistics in Medicine 17:873–890, method 10); p is that of the score test with
    the pooled share.
    """
    low, high = _square_and_add(yes, n, confidence, 0.0)
    gap, pooled = (yes[0] - yes[1]) / n, (yes[0] + yes[1]) / (2 * n)
    error = sqrt(2 * pooled * (1 - pooled) / n)
    p = 2.0 * NormalDist().cdf(-abs(gap) / error) if error > 0 else 1.0
    return Difference(gap, low, high, p)


def of_shares_in_clusters(
    first: Floats, second: Floats, trials: tuple[float, float], confidence: float
) -> tuple[Difference, Difference]:
    """Return the same of yes or no in clusters, paired and as if of two independent samples.

    `first` and `second` have one independent value a cluster, n ≥ 2; `trials` is how many
    independent trials the share of each is worth. The interval is square-and-add with the
    correlation of these values (Zou & Donner 2008, Statistics in Medicine 27:1693–1702), p
    Student's over clusters.
    """
    shares = (float(first.mean()), float(second.mean()))
    limits = [wilson(s * n, n, confidence) for s, n in zip(shares, trials, strict=True)]
    spread = sqrt(first.var(ddof=1) * second.var(ddof=1))
    phi = float(np.cov(first, second)[0, 1]) / spread if spread > 0 else 0.0
    paired = of_means(first - second, confidence)
    apart = of_means_unpaired(first, second, confidence)
    low, high = _added(shares, limits, phi)
    unpaired_low, unpaired_high = _added(shares, limits, 0.0)
    return (
        Difference(paired.value, low, high, paired.p),
        Difference(apart.value, unpaired_low, unpaired_high, apart.p),
    )


def of_means(differences: Floats, confidence: float) -> Difference:
    """Return the mean of paired `differences`, n ≥ 2, with Student's interval and test."""
    n = len(differences)
    return _student(float(differences.mean()), sqrt(differences.var(ddof=1) / n), n - 1, confidence)


def of_means_unpaired(first: Floats, second: Floats, confidence: float) -> Difference:
    """Return the difference of the means of two independent samples, n ≥ 2 each.

    Welch's interval and test (1947, Biometrika 34:28–35), degrees of freedom rounded down.
    """
    a, b = first.var(ddof=1) / len(first), second.var(ddof=1) / len(second)
    spread = a**2 / (len(first) - 1) + b**2 / (len(second) - 1)
    freedom = int((a + b) ** 2 / spread) if spread > 0 else len(first) + len(second) - 2
    return _student(float(first.mean() - second.mean()), sqrt(a + b), freedom, confidence)


def holm(p: npt.ArrayLike) -> Floats:
    """Return p-values adjusted for their number (Holm 1979, Scand. J. Statist. 6:65–70).

    A NaN is no test: it stays NaN and counts for nothing.
    """
    given = np.asarray(p, dtype=np.float64)
    adjusted = np.full(given.shape, np.nan)
    order = np.argsort(given, kind="stable")[: int(np.isfinite(given).sum())]
    steps = given[order] * (len(order) - np.arange(len(order)))
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def _student(value: float, error: float, freedom: int, confidence: float) -> Difference:
    if error == 0:
        return Difference(value, value, value, 1.0 if value == 0 else 0.0)
    half = student_quantile(confidence, freedom) * error
    return Difference(value, value - half, value + half, student_two_sided(value / error, freedom))


def _square_and_add(
    yes: tuple[int, int], n: int, confidence: float, phi: float
) -> tuple[float, float]:
    limits = [wilson(count, n, confidence) for count in yes]
    return _added((yes[0] / n, yes[1] / n), limits, phi)


def _added(
    shares: tuple[float, float], limits: Sequence[tuple[float, float]], phi: float
) -> tuple[float, float]:
    (a, b), ((low_a, high_a), (low_b, high_b)) = shares, limits

    def reach(first: float, second: float) -> float:
        return sqrt(max(first**2 - 2 * phi * first * second + second**2, 0.0))

    return a - b - reach(a - low_a, high_b - b), a - b + reach(high_a - a, b - low_b)


def _phi(both: int, first: int, second: int, neither: int) -> float:
    margins = (both + first) * (second + neither) * (both + second) * (first + neither)
    if margins == 0:
        return 0.0
    cross = float(both * neither - first * second)
    if cross > 0:
        cross = max(cross - (both + first + second + neither) / 2, 0.0)
    return cross / sqrt(margins)


def _binomial_half(most: int, n: int) -> float:
    """Return P(B ≤ `most`) of B ~ binomial(n, ½)."""
    logs = [lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) - n * log(2) for k in range(most + 1)]
    return float(np.exp(logs).sum())
