"""Comparisons: how much better is one level of a factor than another, replication by replication.

Replication r of every design point draws from the same random streams (common random numbers), so
points are compared run by run, all other factors held. What is independent is the replication, or
the antithetic pair of them (nakodo.pairs): several needs of one are averaged first. Lines stand for
one combination of the other factors each or, pooled, for the mean over the combinations at which
both levels have a value, each counting the same (a main effect). If their points have the same
number of runs that is the mean within each replication, else the mean of the combinations' means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nakodo import intervals
from nakodo.comparison_text import as_text
from nakodo.metrics import Metric, metric_values
from nakodo.pairs import effective_trials, is_antithetic, pair_of, pair_values, variance_taken
from nakodo.quantities import number_of

if TYPE_CHECKING:
    from nakodo.results import Results

FEWEST = 2
USUAL = ("signed", "duration", "person_days", "trust_initiator")
COLUMNS = [
    *("level", "against", "pairs", "mean", "mean_against"),
    *("difference", "low", "high", "unpaired_low", "unpaired_high"),
    *("correlation", "variance_reduction", "antithetic_reduction", "p"),
]


@dataclass(frozen=True)
class Comparison:
    """A report of paired differences; printed, it is a table for people.

    `table` has one row a metric, combination of the other factors, and pair of levels: ``metric``,
    the other factors, ``level``, ``against``; ``pairs`` (replications with a value at both, or
    antithetic pairs of them); ``mean`` and ``mean_against`` over these; ``difference`` with ``low``
    and ``high``, paired; the same as if the two were independent samples, ``unpaired_low`` and
    ``unpaired_high``; the ``correlation`` of the two; ``variance_reduction`` = 1 − Var(paired) /
    Var(unpaired), NaN where nothing varies; ``antithetic_reduction``, what antithetic pairs take
    away of the variance of the difference (NaN without them); ``p``, and ``p_holm`` adjusted for
    all rows of the metric.
    """

    table: pd.DataFrame
    metrics: tuple[Metric, ...]
    by: str
    others: tuple[str, ...]
    confidence: float

    def __str__(self) -> str:
        return as_text(self.table, self.metrics, self.by, self.others, self.confidence)


def compare(
    results: Results,
    by: str,
    metric: str | Sequence[str] = USUAL,
    *,
    baseline: object = None,
    pooled: bool = False,
    confidence: float = 0.95,
) -> Comparison:
    """Compare the levels of the factor `by`; see Results.compare."""
    if by != "point" and by not in results.factors:
        raise KeyError(f"there is no factor {by!r}; there are: {', '.join(results.factors)}")
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not at {confidence}")
    others = [] if by == "point" else [name for name in results.factors if name != by]
    points = results.points.set_index("point")
    points["point"] = points.index
    pairs = _pairs(_levels(points[by]), baseline, by)
    if others and points.groupby(others, observed=True)[by].nunique().max() < 2:
        raise ValueError(
            f"nothing can be paired: no two points differ in {by!r} alone and have the same "
            f"{', '.join(others)}. Compare by another factor, or by='point'."
        )
    shown = () if pooled else tuple(others)
    metrics, parts = [], []
    in_pairs = is_antithetic(results)
    for name in [metric] if isinstance(metric, str) else metric:
        known, values = metric_values(results, name)
        share = known.share
        found = _rows(values, points, by, others, pairs, pooled, share, in_pairs, confidence)
        rows = pd.DataFrame(list(found), columns=[*shown, *COLUMNS])
        rows["p_holm"] = intervals.holm(rows["p"])
        rows.insert(0, "metric", name)
        metrics.append(known)
        parts.append(rows)
    filled = [rows for rows in parts if len(rows)] or parts[:1]
    return Comparison(pd.concat(filled, ignore_index=True), tuple(metrics), by, shown, confidence)


def _rows(
    values: pd.DataFrame,
    points: pd.DataFrame,
    by: str,
    others: list[str],
    pairs: list[tuple[object, object]],
    pooled: bool,
    share: bool,
    in_pairs: bool,
    confidence: float,
) -> Iterator[dict[str, Any]]:
    """Yield a row for each combination of the other factors and pair of levels present in it."""
    place = points.groupby(others, observed=True, sort=True).ngroup() if others else 0
    setting = pd.Series(place, index=points.index)
    level = pd.Categorical(points[by])
    sizes = values.groupby("point")["replication"].nunique()
    uneven = pooled and sizes.nunique() > 1
    keys = ["setting", "replication", "need", "level"]
    placed = values.assign(
        setting=values["point"].map(setting),
        level=values["point"].map(pd.Series(level.codes, index=points.index)),
    )
    wide = placed.groupby(keys)["value"].mean().unstack("level")
    codes = {value: code for code, value in enumerate(level.categories)}
    groups: list[tuple[Any, pd.DataFrame]] = [(None, wide)]
    if not pooled:
        groups = list(wide.groupby(level="setting"))
    for number, group in groups:
        told: dict[str, Any] = {}
        if not pooled and others:
            first = points.loc[setting == number, others].iloc[0]
            told = {name: first[name] for name in others}
        for chosen, against in pairs:
            if codes[chosen] not in group or codes[against] not in group:
                continue
            both = group[[codes[chosen], codes[against]]].dropna()
            single = not both.index.get_level_values("replication").has_duplicates
            stratify = uneven and not single
            each = both.groupby(level=["setting", "replication"]).mean()
            runs = _stratified(each) if stratify else each.groupby(level="replication").mean()
            means, taken, trials = runs.to_numpy(dtype=np.float64), np.nan, None
            if in_pairs and len(means):
                pair = pair_of(runs.index)
                taken, _, _ = variance_taken(means[:, 0] - means[:, 1], pair)
                first, second = (
                    effective_trials(level == 1, pair, confidence) for level in means.T
                )
                trials = first, second
                means = np.column_stack([pair_values(level, pair) for level in means.T])
            if len(means) >= FEWEST:
                yield {
                    **told,
                    "level": chosen,
                    "against": against,
                    "pairs": len(means),
                    "antithetic_reduction": taken,
                    **_compared(means[:, 0], means[:, 1], single and share, trials, confidence),
                }


def _stratified(each: pd.DataFrame) -> pd.DataFrame:
    """Return one value a replication and level, whose mean is the mean of the settings' means.

    `each` has a row a setting and replication; a setting with fewer than two is left out. The value
    of replication r is M + R/S · Σ (x_sr − mean of s) / n_s over the S settings that it has, R
    replications in all: the stratified mean M linearised (Cochran 1977, Sampling Techniques,
    chapter 5), replications kept whole because settings share their luck.
    """
    settings = each.groupby(level="setting")
    size = settings[each.columns[0]].transform("size")
    each, size = each[size >= FEWEST], size[size >= FEWEST]
    settings = each.groupby(level="setting")
    away = (each - settings.transform("mean")).div(size, axis=0)
    sums = away.groupby(level="replication").sum()
    return settings.mean().mean() + sums * len(sums) / max(settings.ngroups, 1)


def _compared(
    first: npt.NDArray[np.float64],
    second: npt.NDArray[np.float64],
    yes_or_no: bool,
    trials: tuple[float, float] | None,
    confidence: float,
) -> dict[str, float]:
    """Return how two paired samples compare; `yes_or_no` if each value is 1 or 0.

    Of antithetic pairs of such values it is given how many `trials` they are worth.
    """
    gaps = first - second
    apart = first.var(ddof=1) + second.var(ddof=1)
    together = gaps.var(ddof=1)
    spread = np.sqrt(first.var(ddof=1) * second.var(ddof=1))
    if yes_or_no and trials is not None:
        paired, unpaired = intervals.of_shares_in_clusters(first, second, trials, confidence)
    elif yes_or_no:
        one, other = first == 1, second == 1
        both, neither = int((one & other).sum()), int((~one & ~other).sum())
        only = int((one & ~other).sum()), int((~one & other).sum())
        paired = intervals.of_shares(both, *only, neither, confidence)
        sums = (int(one.sum()), int(other.sum()))
        unpaired = intervals.of_shares_unpaired(sums, len(first), confidence)
    else:
        paired = intervals.of_means(gaps, confidence)
        unpaired = intervals.of_means_unpaired(first, second, confidence)
    return {
        "mean": float(first.mean()),
        "mean_against": float(second.mean()),
        "difference": paired.value,
        "low": paired.low,
        "high": paired.high,
        "unpaired_low": unpaired.low,
        "unpaired_high": unpaired.high,
        "correlation": float((apart - together) / (2 * spread)) if spread > 0 else np.nan,
        "variance_reduction": float(1 - together / apart) if apart > 0 else np.nan,
        "p": paired.p,
    }


def _levels(values: pd.Series) -> list[object]:
    """Return the levels present, in the order of the file or of their size."""
    kept = pd.Categorical(values).remove_unused_categories()
    return list(kept.categories)


def _pairs(levels: list[object], baseline: object, by: str) -> list[tuple[object, object]]:
    """Return (level, against): all against `baseline`, or each against each before it."""
    if len(levels) < 2:
        raise ValueError(f"{by!r} has one level only; there is nothing to compare it with")
    if baseline is None:
        return [(later, earlier) for earlier, later in combinations(levels, 2)]
    asked = baseline
    if isinstance(baseline, str) and not isinstance(levels[0], str):
        baseline = number_of(baseline)
    if baseline not in levels:
        told = ", ".join(map(str, levels))
        raise ValueError(f"{by!r} has no level {asked!r}; it has: {told}")
    return [(level, baseline) for level in levels if level != baseline]
