"""Where two policies change places: at which level of a measured factor they do equally well."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from nakodo.pairs import pair_of

RESAMPLES = 2000


@dataclass(frozen=True)
class Crossing:
    """The level at which two policies do equally well, with its 95 % interval.

    An end of the interval is infinite where more than 2.5 % of the resamples show no change of
    places on that side; `at` is NaN if the means themselves do not change places.
    """

    at: float
    low: float
    high: float


def crossing(
    table: pd.DataFrame,
    value: str,
    factor: str,
    policy: str,
    first: object,
    second: object,
    *,
    antithetic: bool = False,
) -> Crossing:
    """Return the level of `factor` at which the means of `value` of two policies cross.

    `table` has a row a replication, with the columns ``replication``, `value` (in any unit, no
    NaN), `factor` (positive numbers, at least two levels) and `policy`, of which `first` and
    `second` are levels. Means are interpolated along the logarithm of the factor. The interval is
    that of the percentile bootstrap (Efron & Tibshirani 1993, section 13.3) over replications,
    whole, so that common random numbers stay paired; 2 000 resamples of a fixed seed. Of
    `antithetic` replications pairs are drawn, whole.

    Raises KeyError for a name that is no column, ValueError for a level that `policy` does not have
    and where a policy lacks a replication at some level.
    """
    gaps = _gaps(table, value, factor, policy, first, second)
    if antithetic:
        gaps = gaps.groupby(pair_of(gaps.index)).mean()
    levels = np.log(gaps.columns.to_numpy(dtype=np.float64))
    values = gaps.to_numpy(dtype=np.float64)
    estimate = _zero(levels, values.mean(axis=0))
    random = np.random.default_rng(1986)
    count = len(values)
    weights = random.multinomial(count, np.full(count, 1 / count), size=RESAMPLES) / count
    drawn = [_zero(levels, means) for means in weights @ values]
    low, high = np.quantile(np.array(drawn), [0.025, 0.975], method="nearest")
    at = float(np.exp(estimate)) if np.isfinite(estimate) else float("nan")
    return Crossing(at, float(np.exp(low)), float(np.exp(high)))


def _gaps(
    table: pd.DataFrame, value: str, factor: str, policy: str, first: object, second: object
) -> pd.DataFrame:
    """Return `value` of the first policy less that of the second: replications × levels."""
    levels = sorted(set(table[policy].dropna()), key=str)
    for level in (first, second):
        if level not in levels:
            told = ", ".join(map(str, levels))
            raise ValueError(f"{policy!r} has no level {level!r}; it has: {told}")
    wide = table.pivot_table(
        index="replication", columns=[policy, factor], values=value, observed=True
    )
    gaps = pd.DataFrame(wide[first] - wide[second])
    if gaps.isna().to_numpy().any():
        raise ValueError("every policy needs every replication at every level")
    return gaps[sorted(gaps.columns)]


def _zero(levels: npt.NDArray[np.float64], gaps: npt.NDArray[np.float64]) -> float:
    """Return where `gaps` first change their sign from that of the first level.

    Before the first level: −∞ if the first gap is 0 already; after the last: +∞.
    """
    if gaps[0] == 0:
        return float("-inf")
    changed = np.flatnonzero(np.sign(gaps) != np.sign(gaps[0]))
    if len(changed) == 0:
        return float("inf")
    after = int(changed[0])
    before = after - 1
    part = gaps[before] / (gaps[before] - gaps[after])
    return float(levels[before] + part * (levels[after] - levels[before]))
