"""Cumulative incidence of signing and of each cause of failure, by any columns of the deals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from nakodo.competing_risks import aalen_johansen, stratified
from nakodo.strata import weights

Curves = dict[str, pd.DataFrame]


def curves_of(outcomes: pd.DataFrame) -> Curves:
    """Return the Aalen–Johansen curves of these needs, by cause.

    Points that have different numbers of runs are strata, whose curves are pooled (nakodo.strata).
    """
    ended, weight = list(outcomes["ended_by"]), weights(outcomes)
    if (weight == 1.0).all():
        return aalen_johansen(outcomes["duration"], ended)
    return stratified(outcomes["duration"], ended, outcomes["point"], weight)


def curves_by(
    outcomes: pd.DataFrame, by: Sequence[str]
) -> Iterator[tuple[tuple[Any, ...], Curves]]:
    """Yield (levels, Aalen–Johansen curves by cause) for every combination of levels present."""
    if not by:
        yield (), curves_of(outcomes)
        return
    for levels, group in outcomes.groupby(list(by), observed=True, sort=True):
        yield tuple(levels), curves_of(group)


def cumulative_incidence(outcomes: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return the curves of all groups in one long table.

    Columns: those of `by`, ``ended_by``, ``days`` since the need's first deal was conceived,
    ``incidence`` with its pointwise 95 % ``lower`` and ``upper``, its ``variance``, and ``at_risk``
    (needs). Where the points of a group have different numbers of runs, each counts the same
    (nakodo.strata).
    Raises KeyError if a name in `by` is not a column of the deals.
    """
    unknown = [name for name in by if name not in outcomes]
    if unknown:
        known = ", ".join(map(str, outcomes.columns))
        raise KeyError(f"the deals have no column {unknown[0]!r}; they have: {known}")
    parts = []
    for levels, curves in curves_by(outcomes, by):
        for cause, curve in curves.items():
            part = curve.reset_index()
            part.insert(0, "ended_by", cause)
            for place, (name, value) in enumerate(zip(by, levels, strict=True)):
                part.insert(place, name, value)
            parts.append(part)
    if not parts:
        names = [*by, "ended_by", "days", "incidence", "variance", "lower", "upper", "at_risk"]
        return pd.DataFrame(columns=names)
    return pd.concat(parts, ignore_index=True)
