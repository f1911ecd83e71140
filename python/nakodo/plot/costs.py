"""The costs: how much work a deal takes each side, and at what.

Bars of mean person-days a deal, stacked by phase: one bar a side, one group a level of what is
compared, one panel for each circumstance. All deals count, signed or not, also those that cost a
side nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from nakodo.plot import style
from nakodo.plot.captions import column_title, counted, level_name, unfair, wrapped
from nakodo.plot.fairness import fair
from nakodo.plot.grid import Grid, default_by, in_few_levels, layout, pooled_over, used
from nakodo.plot.phases import PHASES
from nakodo.strata import weights
from nakodo.words import listing, opening, quoted, sentence, words

if TYPE_CHECKING:
    from nakodo.results import Results

# The words and colours of the timeline, by the names of the phases in /costs.
_TOLD = {
    "mandate": PHASES[0][1:],
    "search": PHASES[1][1:],
    "counter_mandate": PHASES[2][1:],
    "dialogue": PHASES[4][1:],
    "bargaining": PHASES[5][1:],
    "sealing": PHASES[6][1:],
}
LEFT, RIGHT = 0.055, 0.985
HOW = (
    "Mean person-days of work a deal, signed or not, by the phase the deal was in; each attempt at "
    "a need is a deal"
)


def draw_costs(results: Results, by: list[str] | None = None) -> Figure:
    """Return the picture; see Plots.costs. Raises KeyError for a name no deal has."""
    deals = results.deals
    deals = deals.assign(deal=deals.groupby("run").cumcount())
    factors = [f if f in deals else f"factor_{f}" for f in results.factors]
    chosen = default_by(deals, factors) if by is None else by
    unknown = [name for name in chosen if name not in deals]
    if unknown:
        raise KeyError(f"the deals have no column {unknown[0]!r}")
    deals = in_few_levels(deals, chosen)
    grid = layout(deals, chosen)
    compared = fair(deals, grid, results)
    deals = compared.deals
    spent = results.costs[["run", "deal", "side", "phase", "person_days"]]
    spent = spent.merge(deals[["run", "deal", *used(grid)]], on=["run", "deal"])
    bars = {
        (place, value): mean_costs(_of(deals, grid, place, value), _of(spent, grid, place, value))
        for place in grid.places
        for value in grid.levels
    }
    total = mean_costs(deals, spent)
    with style.page() as figure:
        high = max(float(own.sum(axis=1).max()) for own in bars.values())
        for axes, place in zip(_panels(figure, grid, 1.1 * high), grid.places, strict=True):
            own = {value: bars[place, value] for value in grid.levels}
            run = [not _of(deals, grid, place, value).empty for value in grid.levels]
            _draw_groups(axes, own, list(total.index[total.sum(axis=1) > 0]), run)
            column_title(axes, grid, place)
            axes.set_xticks(
                range(len(own)), [wrapped(level_name(grid, v)) if grid.colour else "" for v in own]
            )
        if grid.colour:
            middle = 0.5 * (LEFT + RIGHT)
            figure.text(middle, 0.052, sentence(grid.colour), ha="center", fontsize=10.5)
        handles = [Patch(color=colour, label=told) for told, colour in map(_look, total.columns)]
        figure.legend(handles=handles, bbox_to_anchor=(0.008, 0.004), ncols=9, **style.LEGEND)
        everywhere = compared.all_run
        of_these = spent.merge(everywhere[["run", "deal"]], on=["run", "deal"])
        levels = {
            v: mean_costs(_of(everywhere, grid, (), v), _of(of_these, grid, (), v))
            for v in grid.levels
        }
        pooled = pooled_over(deals, [*chosen, *factors], grid)
        told = _title(levels, grid, partly=not compared.whole)
        if everywhere.empty:
            told = _title({None: total}, Grid(None, [], [None], [()]))
        about = counted(results, deals, pooled, unfair(compared, grid), what="deals")
        style.headline(figure, told, f"{HOW}\n{about}")
    return figure


def mean_costs(deals: pd.DataFrame, spent: pd.DataFrame) -> pd.DataFrame:
    """Return the mean person-days a deal: a row a side, a column a phase, both in their order.

    `spent` are the rows of ``Results.costs`` of these deals; a deal that has none counts with 0.
    Where points have different numbers of runs, each counts the same (nakodo.strata).
    """
    weight = pd.Series(weights(deals), deals.index)
    of_run = weight.groupby(deals["run"]).first()
    days = spent["person_days"] * spent["run"].map(of_run)
    sums = days.groupby([spent["side"], spent["phase"]], observed=False).sum().unstack("phase")
    return sums / max(weight.sum(), 1.0)


def _of(table: pd.DataFrame, grid: Grid, place: tuple[object, ...], value: object) -> pd.DataFrame:
    """Return the rows at a place (or at all, if it is empty) and a level of `grid`."""
    for name, wanted in zip(grid.columns, place, strict=False):
        table = table[table[name] == wanted]
    return table if grid.colour is None else table[table[grid.colour] == value]


def _look(phase: str) -> tuple[str, str]:
    """Return how a phase is told, and its colour."""
    return _TOLD.get(phase, (words(phase), style.FAINT))


def _panels(figure: Figure, grid: Grid, high: float) -> list[Axes]:
    top = 0.885 - 0.016 * len(grid.columns)
    spec = figure.add_gridspec(
        1, len(grid.places), left=LEFT, right=RIGHT, top=top, bottom=0.2, wspace=0.06
    )
    made = list(spec.subplots(squeeze=False, sharey=True)[0])
    made[0].set_ylim(0, high)
    made[0].set_yticks(style.ticks_up_to(high, 7.0))
    made[0].set_ylabel("person-days a deal", fontsize=10.5, fontweight="bold")
    for axes in made:
        axes.grid(axis="y", color=style.RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.tick_params(axis="x", length=0, pad=60, labelsize=10)
    return made


def _draw_groups(
    axes: Axes, groups: dict[object, pd.DataFrame], sides: list[str], run: list[bool]
) -> None:
    """Draw a group of bars for each level: one bar a side, its sum on top, its name below.

    Where nothing was `run` it says so.
    """
    wide = 0.84 / max(len(sides), 1)
    axes.set_xlim(-0.5, len(groups) - 0.5)
    for i, means in enumerate(groups.values()):
        if not run[i]:
            axes.annotate(
                "not run",
                (i, 0),
                xytext=(0, 6),
                textcoords="offset points",
                ha="center",
                va="bottom",
                rotation=90,
                fontsize=9.5,
                color=style.FAINT,
            )
            continue
        for j, side in enumerate(sides):
            x, floor = i + (j - (len(sides) - 1) / 2) * wide, 0.0
            for phase, days in zip(means.columns, means.loc[side].to_numpy(float), strict=True):
                colour = _look(phase)[1]
                axes.bar(
                    x, days, 0.9 * wide, floor, color=colour, edgecolor="#999999", linewidth=0.3
                )
                floor += days
            axes.text(
                x, floor, f"{floor:.1f}" if floor else "0", ha="center", va="bottom", fontsize=8
            )
            axes.annotate(
                "go-between" if side == "intermediary" else words(side),
                (x, 0),
                xytext=(0, -4),
                textcoords="offset points",
                ha="center",
                va="top",
                rotation=90,
                fontsize=8,
                color="#555555",
                annotation_clip=False,
            )


def _title(levels: dict[object, pd.DataFrame], grid: Grid, partly: bool = False) -> str:
    """Return what a deal costs all sides together, the cheapest level first.

    Levels that cost the same in whole days are alike; `partly` if these are not all deals.
    """
    sums = {value: float(means.to_numpy().sum()) for value, means in levels.items()}
    ranked = sorted(sums, key=lambda value: sums[value])
    if grid.colour is None or len(ranked) < 2:
        return f"A deal takes {sums[ranked[0]]:.0f} person-days of work, of all sides together"
    where = " where all were run" if partly else ""
    least = f"{sums[ranked[0]]:.0f}"
    alike = [value for value in ranked[:4] if f"{sums[value]:.0f}" == least]
    if len(alike) == min(len(ranked), 4):
        names = listing([quoted(grid.colour, value) for value in alike])
        return f"A deal takes {least} person-days of work{where}, about alike with {names}"
    first = listing([opening(grid.colour, alike[0]), *(quoted(grid.colour, v) for v in alike[1:])])
    others = [f"{quoted(grid.colour, value)} {sums[value]:.0f}" for value in ranked[len(alike) : 4]]
    takes = "takes" if len(alike) == 1 else "take"
    told = f"{first} {takes} least work of all sides together{where}, {least} person-days a deal"
    return f"{told}; {', '.join(others)}"
