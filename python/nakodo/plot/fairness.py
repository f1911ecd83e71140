"""Fairness: at which design points policies can be compared, all else being equal.

In a full factorial design every policy is run in every setting of the other factors. In others –
one at a time, a list, a small sample, or with points left out – it is not, and what is pooled over
other factors would compare these, not the policies. In a large sample, Latin hypercube or Sobol,
every policy has its even share of all settings by design.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from nakodo.plot.grid import Grid

if TYPE_CHECKING:
    from nakodo.results import Results


SAMPLES = ("lhs", "sobol")  # kinds of design that spread each factor evenly over the others
ENOUGH = 30  # points of a policy that are its even share of the settings


@dataclass(frozen=True)
class Fair:
    """What can be compared.

    `deals`: in each place of the grid those of settings in which every policy that was run there
    was run; all of a place that has no such setting. `all_run`: those of settings in which every
    policy of the grid was run. `places`: the policies compared at each place where two or more are.
    `left_out`: points whose deals are not among `deals`.
    """

    deals: pd.DataFrame
    all_run: pd.DataFrame
    places: dict[tuple[object, ...], frozenset[object]]
    left_out: int

    @property
    def whole(self) -> bool:
        """Whether every policy was run in every setting."""
        return len(self.all_run) == len(self.deals) and self.left_out == 0

    def at_fair_places(self, grid: Grid) -> pd.Series[bool]:
        """Return of each of `deals` whether it is at a place where policies are compared."""
        places = self.deals[grid.columns].itertuples(index=False, name=None)
        return pd.Series([place in self.places for place in places], self.deals.index)


def fair(deals: pd.DataFrame, grid: Grid, results: Results) -> Fair:
    """Return at which points the policies of `grid` can be compared; `deals` as laid out by it."""
    names = {f if f in deals else f"factor_{f}": f for f in results.factors}
    others = [factor for name, factor in names.items() if name != grid.colour]
    policies = frozenset(grid.levels)
    if grid.colour not in names or not others or _is_sampled(deals, grid.colour, results):
        return Fair(deals, deals, dict.fromkeys(grid.places, policies), 0)
    points = results.points
    setting = points.groupby(others, observed=True, dropna=False).ngroup()
    of_point = pd.Series(setting.to_numpy(), index=points["point"])
    table = deals.assign(setting=deals["point"].map(of_point))
    run = table.groupby("setting")[grid.colour].agg(frozenset)
    kept, places = [], {}
    by_place = [name for name in grid.columns if name in names]
    groups = table.groupby(by_place, observed=True) if by_place else [((), table)]
    for _, group in groups:
        here = frozenset(group[grid.colour])
        full = group["setting"].map(run) >= here
        if len(here) > 1 and full.any():
            group = group[full]
            for place in group[grid.columns].drop_duplicates().itertuples(index=False):
                places[tuple(place)] = here
        kept.append(group)
    chosen = pd.concat(kept).sort_index() if kept else table
    all_run = chosen[(chosen["setting"].map(run) >= policies).astype(bool)]
    left_out = deals["point"].nunique() - chosen["point"].nunique()
    return Fair(
        chosen.drop(columns="setting"), all_run.drop(columns="setting"), places, int(left_out)
    )


def _is_sampled(deals: pd.DataFrame, policy: str, results: Results) -> bool:
    """Return whether the points are a large sample of which no part was left out."""
    design = results.config.get("experiment", {}).get("design")
    if not isinstance(design, dict) or design.get("kind") not in SAMPLES:
        return False
    if any(name in design for name in ("where", "include", "exclude")):
        return False
    return bool(deals.groupby(policy, observed=True)["point"].nunique().min() >= ENOUGH)
