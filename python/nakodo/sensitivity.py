"""What SALib needs of an experiment: the problem, the sample, and the outcome at each point.

SALib (Iwanaga, Usher & Herman 2022, SESMO 4:18155; https://salib.readthedocs.io) is not needed
here. Policy: rows are the design points in their order, which is that of the sample they came from;
bounds and distributions are those of the configuration, where it gives a factor a range, else the
least and greatest level that was run.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, log, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from nakodo.metrics import metric_values
from nakodo.quantities import number_of

if TYPE_CHECKING:
    from nakodo.results import Results

Floats = npt.NDArray[np.float64]


class SalibInput(NamedTuple):
    """`problem` as SALib defines it; `samples`, points × factors; `outcomes`, one a point.

    ``problem, x, y = r.salib("signed")``, then ``sobol.analyze(problem, y)`` or
    ``morris.analyze(problem, x, y)``.
    """

    problem: dict[str, Any]
    samples: Floats
    outcomes: Floats


def salib_input(results: Results, metric: str, where: Mapping[str, object]) -> SalibInput:
    """Return what SALib needs of the measured factors; see Results.salib."""
    points = _chosen(results, where)
    measured = [
        name
        for name in results.factors
        if pd.api.types.is_float_dtype(points[name]) and points[name].nunique() > 1
    ]
    if not measured:
        raise ValueError("no factor is measured by numbers and varies: there is no sample")
    others = [
        name for name in results.factors if name not in measured and points[name].nunique() > 1
    ]
    if others:
        raise ValueError(
            f"{others[0]!r} varies and is not measured by numbers, so its effect would be mistaken "
            f"for that of others. Choose a level of it: where={{{others[0]!r}: …}}"
        )
    ranges = [_range(results, name, points[name]) for name in measured]
    problem: dict[str, Any] = {
        "num_vars": len(measured),
        "names": measured,
        "bounds": [bounds for _, bounds in ranges],
    }
    if any(kind != "unif" for kind, _ in ranges):
        problem["dists"] = [kind for kind, _ in ranges]
    _, values = metric_values(results, metric)
    outcomes = _means(values).reindex(pd.Index(points["point"]))
    if outcomes.isna().any():
        bare = outcomes.index[outcomes.isna()].tolist()
        raise ValueError(
            f"{metric!r} has no value at {len(bare)} of {len(outcomes)} points, the first of them "
            f"{bare[0]}: runs are missing or failed, or nothing was signed there. SALib cannot do "
            "with holes; take a metric that is always there, such as 'signed'."
        )
    samples: Floats = points[measured].to_numpy(dtype=np.float64)
    means: Floats = np.asarray(outcomes, dtype=np.float64)
    return SalibInput(problem, samples, means)


def _chosen(results: Results, where: Mapping[str, object]) -> pd.DataFrame:
    """Return the points at which every factor in `where` is as told."""
    points = results.points
    for name, level in where.items():
        if name not in results.factors:
            raise KeyError(f"there is no factor {name!r}; there are: {', '.join(results.factors)}")
        points = points[points[name] == level]
        if points.empty:
            raise ValueError(f"no point has {name!r} at {level!r}")
    return points


def _means(values: pd.DataFrame) -> pd.Series[float]:
    """Return the mean over replications, each the mean over its needs."""
    each = values.groupby(["point", "replication"])["value"].mean()
    return each.groupby(level="point").mean()


def _range(results: Results, name: str, levels: pd.Series[float]) -> tuple[str, list[float]]:
    """Return the distribution of a factor and its parameters, in SALib's words."""
    factors = results.config.get("experiment", {}).get("factors") or {}
    said = factors.get(results.factors[name])
    if isinstance(said, dict) and "low" in said and "high" in said:
        bounds = _numbers(said, "low", "high")
        return ("logunif" if said.get("scale") == "log" else "unif"), bounds
    if isinstance(said, dict) and isinstance(said.get("distribution"), dict):
        found = _distribution(said["distribution"])
        if found is not None:
            return found
    return "unif", [float(levels.min()), float(levels.max())]


def _distribution(said: dict[str, Any]) -> tuple[str, list[float]] | None:
    """Return a distribution in SALib's words, or None if it has none (a truncated lognormal)."""
    ((family, of),) = said.items()
    truncated = "low" in of or "high" in of
    if family == "uniform":
        return "unif", _numbers(of, "low", "high")
    if family == "triangular":
        low, mode, high = _numbers(of, "low", "mode", "high")
        return "triang", [low, high, (mode - low) / (high - low)]
    if family == "normal":
        mean, spread = _numbers(of, "mean", "sd")
        if not truncated:
            return "norm", [mean, spread]
        ends = [_numbers(of, key)[0] if key in of else end for key, end in _OPEN]
        return "truncnorm", [*ends, mean, spread]
    if family == "lognormal" and not truncated:
        mean, cv = _numbers(of, "mean", "cv")
        variance = log(1 + cv**2)
        return "lognorm", [log(mean) - variance / 2, sqrt(variance)]
    return None


_OPEN = (("low", -inf), ("high", inf))


def _numbers(said: dict[str, Any], *keys: str) -> list[float]:
    found = [number_of(said[key]) for key in keys]
    return [float("nan") if number is None else number for number in found]
