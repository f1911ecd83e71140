"""Metrics: what is compared between design points, one value a need (or project) and run.

Policy: a value is NaN where there is none (trust at signing of what was not signed). Runs that
failed have no values. What a need cost is the sum over all its deals, one after another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from nakodo.outcomes import SIGNED

if TYPE_CHECKING:
    from nakodo.results import Results

NEED = ["project", "initiator", "resource"]
SIDES = ("initiator", "partner", "intermediary")


@dataclass(frozen=True)
class Metric:
    """What is measured; `share` if it is yes or no."""

    name: str
    meaning: str
    unit: str
    share: bool = False


KNOWN = {
    metric.name: metric
    for metric in (
        Metric("signed", "needs signed", "%", share=True),
        Metric("launched", "projects launched", "%", share=True),
        Metric("duration", "from conceived to signed, of those signed at both", "days"),
        Metric("person_days", "work on a need, both firms, all attempts", "person-days"),
        *(
            Metric(f"person_days_{side}", f"work on a need by the {side}", "person-days")
            for side in SIDES
        ),
        Metric("travel", "fares for a need, all sides", "fee units"),
        Metric("fees", "fees for a need", "fee units"),
        Metric("trust_initiator", "trust in the partner at signing, signed at both", "1"),
        Metric("trust_partner", "trust in the initiator at signing, signed at both", "1"),
    )
}


def metric_values(results: Results, name: str) -> tuple[Metric, pd.DataFrame]:
    """Return the metric `name` and its values.

    The table has the columns ``point``, ``replication``, ``need`` (a number that means the same
    need, or project, in all runs) and ``value``. Besides KNOWN, `name` may be any other column of
    numbers of ``results.outcomes()``: of a need's last deal. Raises KeyError for any other name,
    NothingTraced where the file has no deals.
    """
    if name == "launched":
        table = results.projects
        table = table[~table["run"].isin(results.failed)]
        value = table["t_launched"].notna().astype(float)
        return KNOWN[name], _numbered(table, ["project", "firm"], value)
    table = results.outcomes()
    if name == "signed":
        value = (table["ended_by"] == SIGNED).astype(float)
    elif name == "duration":
        value = table["duration"].where(table["ended_by"] == SIGNED)
    elif name in _SPENT:
        value = _spent(results.deals, table, _SPENT[name])
    elif name in table and pd.api.types.is_numeric_dtype(table[name]):
        value = table[name].astype(float)
    else:
        numbers = [str(c) for c in table if pd.api.types.is_numeric_dtype(table[c])]
        also = [c for c in numbers if c not in KNOWN]
        raise KeyError(
            f"there is no metric {name!r}; there are {', '.join(KNOWN)}; and of a need's last "
            f"deal: {', '.join(also)}"
        )
    known = KNOWN.get(name, Metric(name, f"{name.replace('_', ' ')}, last deal of a need", ""))
    return known, _numbered(table, NEED, value)


_SPENT = {
    "person_days": ["person_days_initiator", "person_days_partner"],  # as in /runs
    **{f"person_days_{side}": [f"person_days_{side}"] for side in SIDES},
    "travel": ["travel_initiator", "travel_partner"],
    "fees": ["fees"],
}


def _spent(deals: pd.DataFrame, table: pd.DataFrame, columns: list[str]) -> pd.Series[float]:
    """Return what each need of `table` cost: the sum over its deals."""
    spent = deals[columns].sum(axis=1)
    total = spent.groupby([deals[key] for key in ("run", *NEED)], observed=True).transform("sum")
    return total[table.index]


def _numbered(table: pd.DataFrame, need: list[str], value: pd.Series[float]) -> pd.DataFrame:
    kept = table[["point", "replication"]].astype("int64")
    number = table.groupby(need, observed=True, sort=True).ngroup()
    return kept.assign(need=number, value=value.astype(float)).reset_index(drop=True)
