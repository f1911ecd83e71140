"""The picture of what became of the deals: a bar a level, divided by where the way came to a stop.

It compares any number of levels, such as seven routes to a partner: each is a row, the other
factors make the columns. Green has arrived; then come those who talk or have talked with a
partner, those who were named somebody, and those who were named nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from nakodo.errors import TooFewRuns
from nakodo.outcomes import SIGNED
from nakodo.plot import style
from nakodo.plot.captions import (
    beside,
    column_title,
    counted,
    headline_of,
    level_name,
    months_of,
    unfair,
    wrapped,
)
from nakodo.plot.fairness import fair
from nakodo.plot.grid import Grid, default_by, in_few_levels, layout, pooled_over
from nakodo.reasons import (
    AT_HOME,
    NEGOTIATING,
    NOBODY_ELSE,
    NOBODY_FITS,
    NOBODY_NAMED,
    SEARCHING,
    SEARCHING_AGAIN,
    WAITING,
    in_order,
    reasons,
)
from nakodo.stories import why
from nakodo.strata import weights
from nakodo.words import percent

if TYPE_CHECKING:
    from nakodo.results import Results

LOOK = {  # what is told, colour, colour of the figure in it
    SIGNED: ("signed", "#00785A", "white"),
    NEGOTIATING: ("still talking with a partner", "#A8D8C4", style.INK),
    "patience": (why("patience"), "#F0C05A", style.INK),
    "trust": (why("trust"), "#C77F2E", "white"),
    "no_agreement": (why("no_agreement"), "#F4E3BE", style.INK),
    "veto": (why("veto"), "#8F8172", "white"),
    SEARCHING_AGAIN: ("searching again after talks broke off", "#E8A590", style.INK),
    NOBODY_ELSE: ("search over after talks broke off", "#B5472E", "white"),
    SEARCHING: ("still searching, those named do not fit", "#7FB2DC", style.INK),
    NOBODY_FITS: ("search over: nobody who was named fits", "#2A6CA8", "white"),
    WAITING: ("still waiting for a first name", "#C9B5D6", style.INK),
    NOBODY_NAMED: ("search over: nobody was named", "#6A4A86", "white"),
    AT_HOME: ("not yet allowed to search", style.RULE, style.INK),
}
NARROWEST = 0.032
TALLEST_INCHES = 1.9
LEGEND_COLUMNS = 4


def draw_causes(results: Results, by: list[str] | None = None) -> Figure:
    """Return the picture; see Plots.causes.

    Raises KeyError for a name no deal has, TooFewRuns if the file is that of a replay.
    """
    if len(results.runs) < 2:
        raise TooFewRuns(
            f"{results.path}: of one run alone there are no shares; it has a timeline."
        )
    deals = results.outcomes()
    factors = [f if f in deals else f"factor_{f}" for f in results.factors]
    chosen = default_by(deals, factors) if by is None else by
    unknown = [name for name in chosen if name not in deals]
    if unknown:
        raise KeyError(f"the deals have no column {unknown[0]!r}")
    deals = in_few_levels(deals, chosen).assign(reason=reasons(deals))
    grid = layout(deals, chosen)
    compared = fair(deals, grid, results)
    deals = compared.deals
    order = in_order(set(deals["reason"]))
    with style.page() as figure:
        for axes, place in zip(_panels(figure, grid), grid.places, strict=True):
            for i, value in enumerate(grid.levels):
                own = _of(deals, grid, place, value)
                if own.empty:
                    style.not_run(axes, (0, i - 0.36, 1, 0.72))
                else:
                    _bar(axes, i, shares(own, order))
            column_title(axes, grid, place)
        _name_rows(figure.axes[0], grid)
        handles = [Patch(color=_look(told)[1], label=_look(told)[0]) for told in order]
        rows = -(-len(handles) // LEGEND_COLUMNS)
        below = figure.axes[0].get_position().y0 - 0.06 - 0.024 * rows
        anchor = (0.012, max(0.012, below))
        figure.legend(handles=handles, bbox_to_anchor=anchor, ncols=LEGEND_COLUMNS, **style.LEGEND)
        pooled = pooled_over(deals, [*chosen, *factors], grid)
        told = headline_of(compared, grid, results)
        about = counted(results, deals, pooled, unfair(compared, grid))
        style.headline(figure, told, f"{about}\n{_how(results)}")
    return figure


def shares(deals: pd.DataFrame, order: list[str]) -> pd.Series[float]:
    """Return the share of each reason among these deals, in this order; see nakodo.strata."""
    weight = pd.Series(weights(deals), deals.index)
    sums = weight.groupby(deals["reason"]).sum()
    return (sums / max(weight.sum(), 1.0)).reindex(order, fill_value=0.0)


def _look(reason: str) -> tuple[str, str, str]:
    return LOOK.get(reason, (why(reason), style.OTHER_CAUSES[0], "white"))


def _of(table: pd.DataFrame, grid: Grid, place: tuple[object, ...], value: object) -> pd.DataFrame:
    for name, wanted in zip(grid.columns, place, strict=True):
        table = table[table[name] == wanted]
    return table if grid.colour is None else table[table[grid.colour] == value]


def _panels(figure: Figure, grid: Grid) -> list[Axes]:
    """Return a panel a column; rows are as high as fits, but not higher than a bar should be."""
    top, bottom = 0.885 - 0.016 * len(grid.columns), 0.135
    free = (top - bottom) * style.HEIGHT
    height = min(free, TALLEST_INCHES * len(grid.levels)) / style.HEIGHT
    spec = figure.add_gridspec(
        1, len(grid.places), left=0.165, right=0.985, top=top, bottom=top - height, wspace=0.05
    )
    made = list(spec.subplots(squeeze=False)[0])
    for axes in made:
        axes.set(xlim=(0, 1), ylim=(len(grid.levels) - 0.5, -0.5))
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "", "50 %", "", "100 %"])
        for label, side in zip(axes.get_xticklabels()[::4], ("left", "right"), strict=True):
            label.set_horizontalalignment(side)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
    return made


def _bar(axes: Axes, row: int, parts: pd.Series[float]) -> None:
    left = 0.0
    for told, share in parts.items():
        _, colour, ink = _look(str(told))
        axes.barh(row, share, 0.72, left, color=colour, edgecolor="white", linewidth=0.8)
        if share >= NARROWEST * len(axes.figure.axes):
            axes.text(
                left + share / 2,
                row,
                percent(share),
                color=ink,
                fontsize=9,
                fontweight="bold" if told == SIGNED else "normal",
                ha="center",
                va="center",
            )
        left += share


def _name_rows(axes: Axes, grid: Grid) -> None:
    count = len(grid.levels)
    for i, value in enumerate(grid.levels):
        told = wrapped(level_name(grid, value), 22)
        beside(axes, 1 - (i + 0.5) / count, told, fontweight="bold", fontsize=10.5, va="center")


def _how(results: Results) -> str:
    how = f"What has become of the needs after {months_of(results)} months, as shares of all; from "
    return how + "the left: signed, still talking, broken off, and those who found no partner"
