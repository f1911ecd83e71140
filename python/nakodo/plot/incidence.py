"""The picture of who has signed by when, and what ended the others.

Columns are the circumstances (a factor, or the resources needed), colours the policies compared. On
top the signing curves lie over one another with their bands, or, where the columns are three or
more levels of a measured factor, its ladder (nakodo.plot.ladder). Below, each policy has its own
row in which signed deals grow from the floor, failed ones hang from the ceiling, and the white
between them is still open.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from nakodo.competing_risks import at_days
from nakodo.errors import TooFewRuns
from nakodo.incidence import Curves, curves_by
from nakodo.outcomes import SIGNED
from nakodo.pairs import is_antithetic
from nakodo.plot import style
from nakodo.plot.captions import (
    beside,
    column_title,
    headline_of,
    legend,
    months_of,
    row_title,
    subtitle,
    unfair,
)
from nakodo.plot.fairness import Fair, fair
from nakodo.plot.grid import Grid, default_by, in_few_levels, ladder_of, layout, pooled_over
from nakodo.plot.ladder import Stretch, draw_ladder, sentence_of, steps_of
from nakodo.words import DAYS_PER_MONTH, percent

if TYPE_CHECKING:
    from nakodo.results import Results


def draw_incidence(
    results: Results,
    by: list[str] | None = None,
    project: str | None = None,
    resource: str | None = None,
) -> Figure:
    """Return the picture; see Plots.incidence.

    Raises KeyError for a name, project or resource no deal has, TooFewRuns if the file is that of a
    replay.
    """
    if len(results.runs) < 2:
        raise TooFewRuns(f"{results.path}: one run alone has no incidence; it has a timeline.")
    deals = results.outcomes()
    asked = {"project": project, "resource": resource}
    only = {name: value for name, value in asked.items() if value is not None}
    for name, value in only.items():
        there = [str(label) for label in deals[name].dropna().unique()]
        if value not in there:
            raise KeyError(f"there is no {name} {value!r}; there are: {', '.join(there)}")
        deals = deals[deals[name] == value]
    factors = [f if f in deals else f"factor_{f}" for f in results.factors]
    chosen = default_by(deals, factors) if by is None else list(by)
    unknown = [name for name in chosen if name not in deals]
    if unknown:
        raise KeyError(f"the deals have no column {unknown[0]!r}")
    deals = in_few_levels(deals, chosen)
    if by is None and deals["resource"].nunique() > 1:
        chosen = [*chosen, "resource"]
    grid = layout(deals, chosen)
    with style.page() as figure:
        _draw(figure, results, deals, grid, [*chosen, *factors], only)
    return figure


def _draw(
    figure: Figure,
    results: Results,
    everything: pd.DataFrame,
    grid: Grid,
    varied: list[str],
    only: dict[str, str],
) -> None:
    compared = fair(everything, grid, results)
    deals = compared.deals
    curves = dict(curves_by(deals, [*grid.columns, *([grid.colour] if grid.colour else [])]))
    failures = sorted({c for group in curves.values() for c in group if c != SIGNED})
    share = {c: int((deals["ended_by"] == c).sum()) for c in failures}
    failures.sort(key=lambda c: -share[c])
    colours = style.cause_colours(failures)
    end = _last_month(deals, results)
    months = np.linspace(0, end, 400)
    steps = ladder_of(grid)
    top, axes = _panels(figure, grid, bool(steps))
    _scale(axes if steps else np.vstack([top, axes]), end)
    for j, place in enumerate(grid.places):
        for i, value in enumerate(grid.levels):
            key = (*place, value) if grid.colour else place
            group = curves.get(key)
            if group is None:
                style.not_run(axes[i, j], (0, 0, 1, 1), transform=axes[i, j].transAxes)
                continue
            if not steps:
                _signing(top[0, j], group, months, i)
            _whole(axes[i, j], group, months, i, failures, colours)
        if not steps and not any(key[: len(place)] == place for key in curves):
            style.not_run(top[0, j], (0, 0, 1, 1), transform=top[0, j].transAxes)
        column_title(axes[0, j] if steps else top[0, j], grid, place)
    if not steps:
        _zoom(top, curves.values(), end)
    for i, value in enumerate(grid.levels):
        own = deals if compared.all_run.empty else compared.all_run
        row_title(axes[i, 0], own, grid, i, value, results.horizon / DAYS_PER_MONTH)
    signed = "Signed,\nshare of\nall needs"
    beside(top[0, 0], 0.5, signed, fontweight="bold", fontsize=10.5, va="center")
    stretches = _ladder(top, compared, grid, steps, is_antithetic(results)) if steps else []
    about = "months since the first deal for the need was conceived"
    if end < results.horizon / DAYS_PER_MONTH:
        about += f"; nothing more happens from month {end:.0f} to month {months_of(results)}"
    figure.text(0.55, 0.072, about, ha="center", fontsize=9.5)
    legend(figure, grid, failures, colours, bool(steps))
    told = headline_of(compared, grid, results)
    if any(stretch.best for stretch in stretches):
        told = sentence_of(stretches, steps, grid.columns[0])
    also = unfair(compared, grid)
    pooled = pooled_over(deals, varied, grid)
    style.headline(figure, told, subtitle(results, deals, pooled, bool(steps), also, only))


def _panels(figure: Figure, grid: Grid, ladder: bool) -> tuple[Any, Any]:
    """Return the axes on top, shape (1, columns) or with a ladder (2, 1), and those of the rows."""
    rows, width = len(grid.levels), len(grid.places)
    across = {"left": 0.125, "right": 0.985, "wspace": 0.09}
    heading = 0.028 + 0.016 * len(grid.columns)
    floor, ceiling = 0.108, 0.895 - (0.022 if ladder else heading - 0.028)
    split = floor + (ceiling - floor) * (0.55 if ladder else rows / (rows + 1.75))
    upper = figure.add_gridspec(
        2 if ladder else 1,
        1 if ladder else width,
        top=ceiling,
        bottom=split if ladder else split + 0.012,
        hspace=0.09,
        height_ratios=[1.5, 1] if ladder else None,
        **across,
    )
    lower = figure.add_gridspec(
        rows,
        width,
        top=split - (heading if ladder else 0.012),
        bottom=floor,
        hspace=0.16,
        **across,
    )
    return upper.subplots(squeeze=False), lower.subplots(squeeze=False)


def _ladder(
    top: npt.NDArray[np.object_],
    compared: Fair,
    grid: Grid,
    levels: list[float],
    in_pairs: bool,
) -> list[Stretch]:
    """Draw the ladder above the columns, each level over the middle of its own."""
    share, days = top[0, 0], top[1, 0]
    width, factor = len(grid.places), grid.columns[0]
    gap = 0.09  # wspace: between two panels, as a share of one
    panel = 1.0 / (width + gap * (width - 1))
    middle = [(0.5 + j * (1 + gap)) * panel for j in range(width)]
    of = [float(str(place[0])) for place in grid.places]
    at = [float(np.mean([m for m, v in zip(middle, of, strict=True) if v == x])) for x in levels]
    for axes in (share, days):
        axes.set_xlim(0, 1)
    assert grid.colour is not None
    # Of a level, what is compared there; places of which policies are missing would shift some.
    level_is_fair = compared.deals[factor].isin([place[0] for place in compared.places])
    steps = steps_of(
        compared.deals[~level_is_fair | compared.at_fair_places(grid)],
        grid.colour,
        grid.levels,
        factor,
        levels,
        in_pairs,
    )
    fair_at = [len({run for at, run in compared.places.items() if at[0] == x}) == 1 for x in levels]
    told = "Median days\nto sign, of\nthe signed"
    beside(days, 0.5, told, fontweight="bold", fontsize=10.5, va="center")
    return draw_ladder(share, days, at, steps, fair_at)


def _last_month(deals: pd.DataFrame, results: Results) -> float:
    """Return where the time axes end, in months: the horizon, or soon after the last end of a deal.

    They are cut only if that saves a third or more, and nothing is open.
    """
    horizon = results.horizon / DAYS_PER_MONTH
    if deals["ended_by"].isna().any():
        return horizon
    last = float(deals["duration"].max()) / DAYS_PER_MONTH
    end = 3.0 * math.ceil(1.05 * last / 3.0)
    return end if end <= horizon * 2 / 3 else horizon


def _zoom(top: npt.NDArray[np.object_], groups: Iterable[Curves], end: float) -> None:
    """Cut the panels on top where nothing is: they go to 100 % if any curve passes 30 %."""
    day = end * DAYS_PER_MONTH
    highest = max(at_days(group.get(SIGNED), [day], "upper")[0] for group in groups)
    high = next((h for h in (0.02, 0.05, 0.1, 0.2, 0.3) if highest <= 0.95 * h), 1.0)
    if high == 1.0:
        return
    for panel in top[0]:
        panel.set(ylim=(0, high), yticks=[0, high / 2, high])
        panel.set_yticklabels([])
    top[0, 0].set_yticklabels(["0", f"{50 * high:g} %", f"{100 * high:g} %"])


def _signing(axes: Axes, group: Curves, months: np.ndarray, i: int) -> None:
    curve = group.get(SIGNED)
    days = months * DAYS_PER_MONTH
    colour = style.LEVELS[i % len(style.LEVELS)]
    axes.fill_between(
        months,
        at_days(curve, days, "lower"),
        at_days(curve, days, "upper"),
        step="post",
        color=colour,
        alpha=0.16,
        linewidth=0,
    )
    axes.step(
        months,
        at_days(curve, days),
        where="post",
        color=colour,
        linewidth=2,
        linestyle=style.DASHES[i % len(style.DASHES)],
    )


def _whole(
    axes: Axes,
    group: Curves,
    months: np.ndarray,
    i: int,
    failures: list[str],
    colours: dict[str, str],
) -> None:
    days = months * DAYS_PER_MONTH
    signed = at_days(group.get(SIGNED), days)
    colour = style.LEVELS[i % len(style.LEVELS)]
    axes.fill_between(months, 0, signed, step="post", color=colour, alpha=0.75, linewidth=0)
    ceiling = np.ones_like(months)
    for cause in failures:
        below = ceiling - at_days(group.get(cause), days)
        axes.fill_between(
            months, below, ceiling, step="post", facecolor=colours[cause], linewidth=0
        )
        axes.step(months, below, where="post", color="white", linewidth=0.8)
        ceiling = below
    inside = signed[-1] > 0.3
    axes.text(
        0.97,
        0.05,
        f"{percent(signed[-1])} signed",
        transform=axes.transAxes,
        ha="right",
        va="bottom",
        fontsize=8.6,
        fontweight="bold",
        color="white" if inside else style.INK,
        path_effects=[withStroke(linewidth=2.5, foreground=colour if inside else "white")],
    )


def _scale(axes: npt.NDArray[np.object_], horizon: float) -> None:
    """Give all panels, shape (rows, columns), the same scales, written at the outer ones only."""
    step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120, 240) if horizon / s <= 6 or s == 240)
    full = step * round(horizon / step) if abs(horizon / step - round(horizon / step)) < 0.02 else 0
    end = max(horizon, full)
    for (i, j), panel in np.ndenumerate(axes):
        panel.set(xlim=(0, end), ylim=(0, 1.02), autoscale_on=False, axisbelow=True)
        panel.set_xticks(np.arange(0, end + 0.01, step))
        panel.set_yticks([0, 0.25, 0.5, 0.75, 1])
        if i < axes.shape[0] - 1:
            panel.set_xticklabels([])
        panel.set_yticklabels(["0", "", "50 %", "", "100 %"] if j == 0 else [])
        panel.grid(axis="y", color=style.RULE, linewidth=0.6)
