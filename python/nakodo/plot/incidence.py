"""The picture of who has signed by when, and what ended the others.

Columns are the circumstances (a factor, or the resources needed), colours the policies compared. On
top the signing curves lie over one another with their bands; below, each policy has its own row in
which signed deals grow from the floor, failed ones hang from the ceiling, and the white between
them is still being negotiated.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from nakodo.competing_risks import aalen_johansen, at_days
from nakodo.incidence import Curves, curves_by
from nakodo.outcomes import SIGNED
from nakodo.plot import style
from nakodo.plot.grid import Grid, default_by, in_few_levels, layout, used
from nakodo.stories import why
from nakodo.words import DAYS_PER_MONTH, level, listing, proper, sentence, words

if TYPE_CHECKING:
    from nakodo.results import Results


def draw_incidence(
    results: Results,
    by: list[str] | None = None,
    project: str | None = None,
    resource: str | None = None,
) -> Figure:
    """Return the picture; see Plots.incidence. Raises KeyError for a name no deal has."""
    deals = results.outcomes()
    for name, value in (("project", project), ("resource", resource)):
        if value is not None:
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
        _draw(figure, results, deals, grid, pooled=[n for n in chosen if n not in used(grid)])
    return figure


def _draw(
    figure: Figure, results: Results, deals: pd.DataFrame, grid: Grid, pooled: list[str]
) -> None:
    curves = dict(curves_by(deals, [*grid.columns, *([grid.colour] if grid.colour else [])]))
    failures = sorted({c for group in curves.values() for c in group if c != SIGNED})
    share = {c: int((deals["ended_by"] == c).sum()) for c in failures}
    failures.sort(key=lambda c: -share[c])
    colours = style.cause_colours(failures)
    rows, width = len(grid.levels), len(grid.places)
    horizon = results.horizon / DAYS_PER_MONTH
    months = np.linspace(0, horizon, 400)
    axes = figure.subplots(
        1 + rows,
        width,
        squeeze=False,
        gridspec_kw={
            "left": 0.125,
            "right": 0.985,
            "top": 0.87 if len(grid.columns) < 2 else 0.85,
            "bottom": 0.125,
            "hspace": 0.16,
            "wspace": 0.09,
            "height_ratios": [1.75] + [1.0] * rows,
        },
    )
    _scale(axes, horizon)
    for j, place in enumerate(grid.places):
        for i, value in enumerate(grid.levels):
            key = (*place, value) if grid.colour else place
            group = curves.get(key)
            if group is None:
                continue
            _signing(axes[0, j], group, months, i)
            _whole(axes[1 + i, j], group, months, i, failures, colours)
        _column_title(axes[0, j], grid, place)
    for i, value in enumerate(grid.levels):
        _row_title(axes[1 + i, 0], deals, grid, i, value, horizon)
    _beside(
        axes[0, 0],
        0.5,
        "Signed,\nshare of\nall deals",
        fontweight="bold",
        fontsize=10.5,
        va="center",
    )
    figure.text(0.55, 0.083, "months since the deal was conceived", ha="center", fontsize=9.5)
    _legend(figure, grid, failures, colours)
    style.headline(figure, _title(deals, grid, curves, results), _subtitle(results, deals, pooled))


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
        axes.fill_between(months, below, ceiling, step="post", color=colours[cause], linewidth=0)
        ceiling = below
    inside = signed[-1] > 0.3
    axes.text(
        0.97,
        0.05,
        f"{_percent(signed[-1])} signed",
        transform=axes.transAxes,
        ha="right",
        va="bottom",
        fontsize=8.6,
        fontweight="bold",
        color="white" if inside else style.INK,
        path_effects=[withStroke(linewidth=2.5, foreground=colour if inside else "white")],
    )


def _row_title(
    axes: Axes, deals: pd.DataFrame, grid: Grid, i: int, value: object, horizon: float
) -> None:
    """Name a level at the left of its row, with how many it signed, and how soon, over all."""
    own = deals if grid.colour is None else deals[deals[grid.colour] == value]
    signed = aalen_johansen(own["duration"], list(own["ended_by"])).get(SIGNED)
    share = at_days(signed, horizon * DAYS_PER_MONTH)[0]
    told = f"{_percent(share)} signed"
    if signed is not None and share >= 0.5:
        half = signed.index[int(np.argmax(signed["incidence"].to_numpy() >= 0.5))]
        told += f",\nhalf of all by\nmonth {half / DAYS_PER_MONTH:.0f}"
    name = sentence(level(value)) if grid.colour else "All deals"
    colour = style.LEVELS[i % len(style.LEVELS)]
    _beside(axes, 0.52, _wrapped(name), color=colour, fontweight="bold", fontsize=10.5, va="bottom")
    _beside(axes, 0.47, told, color="#555555", fontsize=8.6, va="top")


def _beside(axes: Axes, height: float, text: str, **look: Any) -> None:
    """Write `text` left of the tick labels of `axes`, at a share `height` of its height."""
    axes.annotate(
        text,
        (0, height),
        xycoords="axes fraction",
        xytext=(-46, 0),
        ha="right",
        textcoords="offset points",
        annotation_clip=False,
        **look,
    )


def _column_title(axes: Axes, grid: Grid, place: tuple[object, ...]) -> None:
    told = []
    for name, value in zip(grid.columns, place, strict=True):
        if name in ("resource", "project", "partner", "initiator", "intermediary"):
            told.append(proper(str(value)))
        else:
            told.append(f"{sentence(name)}: {level(value)}")
    axes.set_title("\n".join(told) or "All deals", fontsize=10, fontweight="bold", pad=6)


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


def _legend(figure: Figure, grid: Grid, failures: list[str], colours: dict[str, str]) -> None:
    handles: list[Line2D | Patch] = []
    if grid.colour:
        for i, value in enumerate(grid.levels):
            handles.append(
                Line2D(
                    [],
                    [],
                    color=style.LEVELS[i % len(style.LEVELS)],
                    linewidth=2.4,
                    linestyle=style.DASHES[i % len(style.DASHES)],
                    label=f"{sentence(grid.colour)}: {level(value)}",
                )
            )
    ended = [Patch(color=colours[c], label=f"ended: {why(c)}") for c in failures]
    still = Patch(facecolor="white", edgecolor=style.FAINT, label="still negotiating")
    figure.legend(
        handles=[*handles, *ended, still],
        loc="lower center",
        bbox_to_anchor=(0.5, 0.012),
        ncols=math.ceil((len(handles) + len(ended) + 1) / 2) if len(failures) > 3 else 8,
        frameon=False,
        fontsize=9.5,
        handlelength=2.6,
        columnspacing=1.6,
    )


def _title(
    deals: pd.DataFrame, grid: Grid, curves: dict[tuple[object, ...], Curves], results: Results
) -> str:
    """Return what the picture shows, in words: the level under which most deals were signed."""
    if grid.colour is None:
        overall = float((deals["ended_by"] == SIGNED).mean())
        return f"{_percent(overall)} of the deals were signed within {_horizon(results)}"
    ends = {
        value: at_days(group.get(SIGNED), results.horizon)[0]
        for (value,), group in curves_by(deals, [grid.colour])
    }
    best = max(ends, key=lambda value: ends[value])
    rest = sorted((value for value in ends if value != best), key=lambda value: -ends[value])
    others = ", ".join(f"{level(value)} {_percent(ends[value])}" for value in rest)
    told = f"“{level(best)}” signed most deals: {_percent(ends[best])} in {_horizon(results)}"
    return f"{sentence(grid.colour)} {told}" + (f" ({others})" if 0 < len(rest) < 4 else "")


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _horizon(results: Results) -> str:
    return f"{round(results.horizon / DAYS_PER_MONTH)} months"


def _subtitle(results: Results, deals: pd.DataFrame, pooled: list[str]) -> str:
    about = [
        results.title,
        f"{len(deals):,} deals in {deals['run'].nunique():,} runs".replace(
            ",", "\N{NARROW NO-BREAK SPACE}"
        ),
    ]
    failed = int((results.runs["failure"] != "").sum())
    if failed:
        about.append(f"{failed} failed runs left out")
    if pooled:
        about.append(f"pooled over {listing([words(name) for name in pooled])}")
    how = (
        "Top: share of deals signed, with 95 % bands. Below: signed deals grow from the floor, "
        "ended ones hang from the ceiling, white is still being negotiated (Aalen–Johansen)."
    )
    return " · ".join(part for part in about if part) + "\n" + how


def _wrapped(name: str) -> str:
    parts = name.split(" ")
    return "\n".join(parts) if len(name) > 9 else name
