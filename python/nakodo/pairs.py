"""Antithetic pairs: which runs depend on each other, and how much variance they take away.

With ``experiment.antithetic`` replications 2k and 2k + 1 of a point draw from the same streams, the
second the antithesis of each draw. The two depend on each other; what is independent is the pair.
Everything that states an interval of a mean or a share takes runs to pairs by the functions here.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nakodo import intervals
from nakodo.metrics import metric_values
from nakodo.student import student_quantile

if TYPE_CHECKING:
    from nakodo.results import Results

Floats = npt.NDArray[np.float64]
FEWEST = 2


def is_antithetic(results: Results) -> bool:
    """Return whether the replications of the experiment are antithetic pairs."""
    section = results.config.get("experiment")
    return isinstance(section, dict) and section.get("antithetic") is True


def pair_of(replications: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Return the pair to which each replication belongs."""
    return np.asarray(replications, dtype=np.int64) // 2


def pair_values(values: Floats, pairs: npt.NDArray[np.int64]) -> Floats:
    """Return one independent value a pair, whose mean is that of `values`.

    Of pairs of two values each it is the mean of the pair. A pair that has lost one counts for
    half: M + n_k/n̄ · (mean of the pair − M), the linearised ratio of sums (Cochran 1977, Sampling
    Techniques, section 6.3), M the mean of all values.
    """
    _, place = np.unique(pairs, return_inverse=True)
    count = np.bincount(place)
    mean = values.mean()
    found: Floats = mean + np.bincount(place, weights=values - mean) / count.mean()
    return found


def effective_trials(
    yes: npt.NDArray[np.bool_], pairs: npt.NDArray[np.int64], confidence: float = 0.95
) -> float:
    """Return how many independent trials are worth as much as these, for Wilson's interval.

    The one that gives the variance of the share (Kish 1965, Survey Sampling, section 8.2), times
    (z/t)² for its being estimated (Korn & Graubard 1998, Survey Methodology 24:193–201). Of trials
    that all said the same it is the number of pairs. As in the program's own table, a variance is
    never taken for less than that of one trial in one pair.
    """
    share, count = float(yes.mean()) if len(yes) else 0.0, len(np.unique(pairs))
    if count < FEWEST or share in (0.0, 1.0):
        return float(count)
    spread = _spread(yes.astype(np.float64) - share, pairs)
    t = student_quantile(confidence, count - 1)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    return float(share * (1 - share) * len(yes) ** 2 / spread * (z / t) ** 2)


def rank_reach(
    values: Floats,
    pairs: npt.NDArray[np.int64],
    confidence: float = 0.95,
    weights: Floats | None = None,
) -> float:
    """Return how many ranks from the middle, or what weight, the interval of the median ends.

    `values` in ascending order; Woodruff 1952, J. Am. Stat. Assoc. 47:635–646: as far as the number
    of values below the median varies. Infinite for a single pair.
    """
    count = len(np.unique(pairs))
    if count < FEWEST:
        return float("inf")
    weight = np.ones(len(values)) if weights is None else weights
    middles = np.cumsum(weight) - weight / 2
    beyond = -np.sign(middles - weight.sum() / 2) * weight / 2
    return student_quantile(confidence, count - 1) * sqrt(_spread(beyond, pairs))


def variance_taken(values: Floats, pairs: npt.NDArray[np.int64]) -> tuple[float, float, int]:
    """Return 1 − Var(mean of a pair) / (Var(run) / 2), the correlation, and of how many pairs.

    What is taken away of the variance that as many independent runs would have. Of pairs of which
    both runs have a value; NaN where nothing varies, or there are fewer than two pairs.
    """
    order = np.argsort(pairs, kind="stable")
    _, first, count = np.unique(pairs[order], return_index=True, return_counts=True)
    at = first[count == 2]
    one, other = values[order][at], values[order][at + 1]
    if len(at) < FEWEST:
        return np.nan, np.nan, len(at)
    both = float(one.var(ddof=1) + other.var(ddof=1))
    together = float(np.cov(one, other)[0, 1])
    spread = sqrt(float(one.var(ddof=1) * other.var(ddof=1)))
    taken = -2 * together / both if both > 0 else np.nan
    return taken, together / spread if spread > 0 else np.nan, len(at)


def antithetic(results: Results, metric: Sequence[str], confidence: float) -> pd.DataFrame:
    """Return what pairs take away, a row a metric and design point; see Results.antithetic."""
    if not is_antithetic(results):
        raise ValueError(
            "the replications of this experiment are no antithetic pairs; say "
            "`experiment: {antithetic: true}` and run it again"
        )
    rows: list[dict[str, Any]] = []
    points = results.points.set_index("point").to_dict("index")
    for name in metric:
        known, values = metric_values(results, name)
        runs = values.groupby(["point", "replication"])["value"].mean().dropna()
        of_point = values.dropna(subset="value").groupby("point")
        for point, group in runs.groupby(level="point"):
            own = group.to_numpy(dtype=np.float64)
            pairs = pair_of(group.index.get_level_values("replication"))
            taken, correlation, count = variance_taken(own, pairs)
            worth = pair_values(own, pairs)
            mean = intervals.Difference(float(own.mean()), np.nan, np.nan, np.nan)
            if len(worth) >= FEWEST:
                mean = intervals.of_means(worth, confidence)
            low, high = mean.low, mean.high
            if known.share:
                low, high = _of_share(of_point.get_group(point), mean.value, confidence)
            rows.append(
                {
                    "metric": name,
                    "point": point,
                    **{str(name): level for name, level in points[point].items()},
                    "pairs": count,
                    "mean": mean.value,
                    "low": low,
                    "high": high,
                    "correlation": correlation,
                    "variance_reduction": taken,
                }
            )
    return pd.DataFrame(rows)


def _of_share(values: pd.DataFrame, share: float, confidence: float) -> tuple[float, float]:
    """Return Wilson's interval of a share at what pairs are worth; `values` of 0 and 1, by run."""
    yes = values["value"].to_numpy(dtype=np.float64) == 1.0
    trials = effective_trials(yes, pair_of(values["replication"]), confidence)
    return intervals.wilson(share * trials, trials, confidence)


def _spread(values: Floats, pairs: npt.NDArray[np.int64]) -> float:
    """Return the variance of the sum of `values`, which are centred, at least 1."""
    _, place = np.unique(pairs, return_inverse=True)
    sums = np.bincount(place, weights=values)
    return max(float((sums**2).sum()) * len(sums) / (len(sums) - 1), 1.0)
