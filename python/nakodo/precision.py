"""Precision: how well each design point is known, by the wishes of ``replications: {until: …}``.

Policy: from /runs alone, by the rule with which the program decides (experiment/stopping_rule):
runs that failed are no observations, of antithetic replications a pair is one; Wilson's interval
where all values are 0 or 1, else Student's.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nakodo.intervals import Floats, wilson
from nakodo.pairs import is_antithetic, pair_of
from nakodo.quantities import number_of
from nakodo.student import student_quantile

if TYPE_CHECKING:
    from nakodo.results import Results

_SHARES = {"signed": "needs", "launched": "projects"}


@dataclass(frozen=True)
class Wish:
    """How precisely the mean of a metric of a run is to be known."""

    metric: str
    half_width: float | None
    relative: float | None
    confidence: float

    def met(self, estimate: float, half_width: float) -> bool:
        """Whether an interval so wide is narrow enough."""
        if self.half_width is not None:
            return half_width <= self.half_width
        return half_width <= (self.relative or 0.0) * abs(estimate)


def wishes(config: dict[str, Any]) -> list[Wish]:
    """Return the wishes of an experiment; none of a fixed number of replications."""
    rule = (config.get("experiment") or {}).get("replications")
    until = rule.get("until", []) if isinstance(rule, dict) else []
    return [
        Wish(
            str(each["metric"]),
            number_of(each.get("half_width")),
            number_of(each.get("relative")),
            number_of(each.get("confidence")) or 0.95,
        )
        for each in ([until] if isinstance(until, dict) else until)
    ]


def precision(results: Results) -> pd.DataFrame:
    """Return one row a design point and wish; see Results.precision."""
    runs = results.runs[results.runs["failure"] == ""]
    wished, in_pairs = wishes(results.config), is_antithetic(results)
    groups = dict(iter(runs.groupby("point"))) if wished else {}
    rows = []
    for point in results.points["point"]:
        of_point = groups.get(point, runs.iloc[:0])
        for wish in wished:
            values = _values(of_point, wish.metric)
            if in_pairs:
                values = _whole_pairs(values, of_point["replication"].to_numpy())
            estimate = float(values.mean()) if len(values) else float("nan")
            half = half_width(values, wish.confidence)
            count = len(values) * (2 if in_pairs else 1)
            rows.append((point, wish.metric, count, estimate, half, wish.met(estimate, half)))
    columns = ["point", "metric", "runs", "estimate", "half_width", "met"]
    return pd.DataFrame(rows, columns=columns)


def half_width(values: Floats, confidence: float) -> float:
    """Return half the width of the interval of the mean; infinite where there are too few."""
    n = len(values)
    if n > 0 and np.isin(values, (0.0, 1.0)).all():
        low, high = wilson(float(values.sum()), n, confidence)
        return (high - low) / 2
    if n < 2:
        return inf
    error = sqrt(float(values.var(ddof=1)) / n)
    return student_quantile(confidence, n - 1) * error if error > 0 else 0.0


def _whole_pairs(values: Floats, replications: npt.NDArray[np.int64]) -> Floats:
    _, place, size = np.unique(pair_of(replications), return_inverse=True, return_counts=True)
    means = np.bincount(place, weights=values, minlength=len(size)) / size
    return np.asarray(means[size == 2], dtype=np.float64)


def _values(runs: pd.DataFrame, metric: str) -> Floats:
    values = runs[metric].to_numpy(dtype=np.float64)
    if metric in _SHARES:
        values = values / runs[_SHARES[metric]].to_numpy(dtype=np.float64)
    return values
