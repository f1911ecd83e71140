"""Grid: which factor of an experiment is compared by colour, and which make the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

MOST_COLUMNS = 6
MOST_COLOURS = 7
NEEDS = ("resource", "project")  # what tells needs apart, besides the factors


@dataclass(frozen=True)
class Grid:
    """How the deals are laid out: names of columns of the deals and their levels in order."""

    colour: str | None
    columns: list[str]
    levels: list[object]
    places: list[tuple[object, ...]]


def default_by(deals: pd.DataFrame, factors: Sequence[str]) -> list[str]:
    """Return the factors of the picture, the one compared by colour first.

    It is the factor of names (not of numbers) with most levels up to seven, the first of equals —
    policies are named, circumstances are measured; if there is none, the first factor. The others,
    the measured ones first, then the resource, make the columns, as long as they stay at most six.
    """
    varied = [name for name in factors if deals[name].nunique() > 1]
    named = [
        name
        for name in varied
        if isinstance(deals[name].dtype, pd.CategoricalDtype)
        and deals[name].nunique() <= MOST_COLOURS
    ]
    ranked = sorted(named, key=lambda name: -deals[name].nunique())
    first = (ranked or varied)[:1]
    rest = [name for name in varied if name not in first]
    return first + sorted(rest, key=lambda name: name in named)


def used(grid: Grid) -> list[str]:
    """Return the names by which `grid` lays out."""
    return [*([grid.colour] if grid.colour else []), *grid.columns]


def pooled_over(deals: pd.DataFrame, names: Sequence[str], grid: Grid) -> list[str]:
    """Return the names in which deals of one group differ: of `names`, then resource and project.

    A group is what `grid` shows together: the deals of one colour in one column.
    """
    grouped = deals.groupby(used(grid), observed=True) if used(grid) else deals
    asked = [name for name in dict.fromkeys([*names, *NEEDS]) if name not in used(grid)]
    return [name for name in asked if np.any(grouped[name].nunique() > 1)]


def in_few_levels(deals: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Cut measured factors of more than six values into thirds of equal numbers of deals."""
    deals = deals.copy()
    for name in names:
        values = deals[name]
        if pd.api.types.is_float_dtype(values) and values.nunique() > MOST_COLUMNS:
            thirds = pd.qcut(values, 3, duplicates="drop")
            deals[name] = thirds.cat.rename_categories(names_of_cuts(thirds.cat.categories))
    return deals


def names_of_cuts(cuts: pd.Index) -> list[str]:
    """Return what these intervals are called: in as few figures as tell them apart, at least two.

    The outer ones are open: how far the values of a sample reach is no fact about the world.
    """
    inner = [float(cut.right) for cut in cuts][:-1]
    if not inner:
        return ["all"]
    for figures in range(2, 16):
        bounds = [f"{float(f'{bound:.{figures}g}'):.15g}" for bound in inner]
        if len(set(bounds)) == len(bounds):
            break
    between = [f"{low} – {high}" for low, high in pairwise(bounds)]
    return [f"up to {bounds[0]}", *between, f"over {bounds[-1]}"]


def ladder_of(grid: Grid) -> list[float]:
    """Return the levels of the measured factor that makes the first columns, at least three.

    Empty if the first columns are no such factor, or nothing is compared by colour.
    """
    steps = list(dict.fromkeys(place[0] for place in grid.places if place))
    measured = all(isinstance(step, (int, float, np.number)) for step in steps)
    if len(steps) < 3 or not measured or len(grid.levels) < 2:
        return []
    return [float(str(step)) for step in steps]


def _levels(values: pd.Series) -> list[object]:
    if isinstance(values.dtype, pd.CategoricalDtype):
        present = set(values.dropna())
        return [label for label in values.cat.categories if label in present]
    return sorted(values.dropna().unique())


def layout(deals: pd.DataFrame, chosen: Sequence[str]) -> Grid:
    """Lay out by `chosen`: the first is the colour, the others columns until there are six."""
    colour = chosen[0] if chosen else None
    levels: list[object] = _levels(deals[colour]) if colour else [None]
    columns: list[str] = []
    places: list[tuple[object, ...]] = [()]
    for name in chosen[1:]:
        wider = [(*place, value) for place in places for value in _levels(deals[name])]
        if len(wider) <= MOST_COLUMNS:
            columns, places = [*columns, name], wider
    return Grid(colour, columns, levels, places)
