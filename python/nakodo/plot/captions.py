"""The words around the incidence picture: headline, names of columns and rows, legend."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from nakodo.competing_risks import at_days
from nakodo.incidence import curves_by, curves_of
from nakodo.intervals import wilson
from nakodo.outcomes import SIGNED
from nakodo.pairs import is_antithetic
from nakodo.plot import style
from nakodo.plot.fairness import Fair
from nakodo.plot.grid import Grid
from nakodo.stories import why
from nakodo.strata import weighted_mean, weights
from nakodo.words import (
    DAYS_PER_MONTH,
    level,
    listing,
    opening,
    percent,
    proper,
    quoted,
    sentence,
    setting,
    titled,
    words,
)

if TYPE_CHECKING:
    from nakodo.results import Results


MARGIN_PIXELS = 6
_NAMES = ("resource", "project", "partner", "initiator", "intermediary")


def title(deals: pd.DataFrame, grid: Grid, results: Results, partly: bool = False) -> str:
    """Return what the picture shows, in words: the level under which most deals were signed.

    Levels are alike where their shares are the same in whole per cent, or the interval of one
    holds the share of the other. `deals` are those by which levels can be compared, and `partly` if
    these are not all; of one level, or none, it is what is left to say.
    """
    signed, span = "were signed", f"{months_of(results)} months"
    ends = {}
    if grid.colour is not None:
        counts = deals[grid.colour].value_counts()
        for (value,), group in curves_by(deals, [grid.colour]):
            curve = group.get(SIGNED)
            low, share, high = (
                float(at_days(curve, results.horizon, column)[0])
                for column in ("lower", "incidence", "upper")
            )
            if low == high:  # all or none, of which the band of a curve says nothing
                low, high = wilson(share * counts[value], counts[value])
            ends[value] = share, low, high
    if len(ends) < 2:
        overall = weighted_mean((deals["ended_by"] == SIGNED).astype(float), weights(deals))
        return f"{percent(overall)} of the needs {signed} within {span}"
    ranked = sorted(ends, key=lambda value: -ends[value][0])
    leading = [value for value in ranked if _alike(ends[ranked[0]], ends[value])]
    where = " where all were run" if partly else ""

    def told(values: list[object]) -> str:
        return ", ".join(f"{quoted(str(grid.colour), v)} {percent(ends[v][0])}" for v in values)

    if len(leading) == len(ranked):
        return f"About alike: {told(ranked[:4])} of the needs {signed} within {span}{where}"
    first = opening(str(grid.colour), ranked[0])
    others = told(ranked[len(leading) : len(leading) + 3])
    if len(leading) == 1:
        most = percent(ends[ranked[0]][0])
        return f"{first} signed most needs in {span}{where}: {most}; {others}"
    names = listing([first, *(quoted(str(grid.colour), v) for v in leading[1:])])
    shares = listing([percent(ends[v][0]) for v in leading])
    return f"{names} signed most needs in {span}{where}, about alike: {shares}; {others}"


def headline_of(compared: Fair, grid: Grid, results: Results) -> str:
    """Return the title: of the levels where all of them were run; of all deals if nowhere."""
    if compared.all_run.empty:
        return title(compared.deals, Grid(None, [], [None], [()]), results)
    return title(compared.all_run, grid, results, partly=not compared.whole)


def _alike(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    """Whether two (share, low, high) cannot be told apart."""
    held = one[1] <= other[0] <= one[2] or other[1] <= one[0] <= other[2]
    return held or percent(one[0]) == percent(other[0])


def unfair(told: Fair, grid: Grid) -> str:
    """Return what a picture has to say of the points by which levels cannot be compared, or ""."""
    if told.whole or grid.colour is None:
        return ""
    named, said = words(grid.colour), []
    if told.left_out:
        count = "1 point" if told.left_out == 1 else f"{told.left_out} points"
        said.append(f"{count} left out: not every {named} was run there")
    if told.all_run.empty and not told.places:
        said.append(f"levels of {named} were run at different points: not compared")
    elif told.all_run.empty:
        said.append(f"levels of {named} are compared only where several were run")
    return "; ".join(said) or f"not every {named} was run at every place"


def counted(
    results: Results,
    deals: pd.DataFrame,
    pooled: list[str],
    also: str = "",
    only: dict[str, str] | None = None,
    what: str = "needs",
) -> str:
    """Return a line: what was simulated, how many needs, over what they are pooled, and `also`.

    `only` are the names and values to which they were kept. `what` are the rows: ``needs``, or
    ``deals`` if each attempt at a need is a row of its own.
    """
    about = [
        *(f"only {words(name)} {proper(value)}" for name, value in (only or {}).items()),
        f"{len(deals):,} {what} in {deals['run'].nunique():,} runs".replace(
            ",", "\N{NARROW NO-BREAK SPACE}"
        ),
    ]
    failed = int((results.runs["failure"] != "").sum())
    if failed:
        about.append(f"{failed} failed runs left out")
    if pooled:
        about.append(f"pooled over {listing([words(name) for name in pooled])}")
    return titled(results.title, [*about, also])


def subtitle(
    results: Results,
    deals: pd.DataFrame,
    pooled: list[str],
    ladder: bool,
    also: str = "",
    only: dict[str, str] | None = None,
) -> str:
    """Return two lines: how many needs; how to read the panels."""
    apart = " (runs of a pair taken as independent)" if is_antithetic(results) else ""
    how = f"Top: share of needs signed, with 95 % bands{apart}. Below: "
    if ladder:
        how = "Best: signs most; of those within 2 points of the most, the soonest. Below: "
    how += (
        "signed needs grow from the floor, ended ones hang from the ceiling, white is still open "
        "(Aalen–Johansen)."
    )
    return f"{counted(results, deals, pooled, also, only)}\n{how}"


def legend(
    figure: Figure, grid: Grid, failures: list[str], colours: dict[str, str], ladder: bool
) -> None:
    """Write what the colours, dashes and marks mean along the bottom."""
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
                    marker=style.MARKERS[i % len(style.MARKERS)] if ladder else "",
                    label=f"{sentence(grid.colour)}: {level(value)}",
                )
            )
    ended = [Patch(color=colours[c], label=f"ended: {why(c)}") for c in failures]
    still = Patch(facecolor="white", edgecolor=style.FAINT, label="still open")
    if ladder:
        look = {"marker": "o", "color": style.FAINT, "markerfacecolor": "white", "linestyle": ""}
        handles.append(Line2D([], [], label="hollow: fewer than half signed", **look))  # type: ignore[arg-type]
    count = len(handles) + len(ended) + 1
    figure.legend(
        handles=[*handles, *ended, still],
        loc="lower center",
        bbox_to_anchor=(0.5, 0.012),
        ncols=math.ceil(count / 2) if count > 6 else count,
        frameon=False,
        fontsize=9.5,
        handlelength=2.6,
        columnspacing=1.6,
    )


def column_title(axes: Axes, grid: Grid, place: tuple[object, ...]) -> None:
    """Name the circumstances of a column above it."""
    told = [
        proper(str(value)) if name in _NAMES else f"{sentence(name)}: {level(value)}"
        for name, value in zip(grid.columns, place, strict=True)
    ]
    axes.set_title("\n".join(told) or "All", fontsize=10, fontweight="bold", pad=6)


def level_name(grid: Grid, value: object) -> str:
    """Return a level of what is compared by colour, as it is called."""
    if grid.colour is None:
        return "All"
    if grid.colour in _NAMES:
        return proper(str(value))
    return sentence(setting(grid.colour, value))


def row_title(
    axes: Axes,
    deals: pd.DataFrame,
    grid: Grid,
    i: int,
    value: object,
    horizon: float,
) -> None:
    """Name a level at the left of its row, with how many it signed, and how soon, over all."""
    own = deals if grid.colour is None else deals[deals[grid.colour] == value]
    signed = curves_of(own).get(SIGNED)
    share = at_days(signed, horizon * DAYS_PER_MONTH)[0]
    told = f"{percent(share)} signed"
    if signed is not None and share >= 0.5:
        half = signed.index[int(np.argmax(signed["incidence"].to_numpy() >= 0.5))]
        told += f",\nhalf of all by\nmonth {half / DAYS_PER_MONTH:.0f}"
    name = wrapped(level_name(grid, value), 14)
    colour = style.LEVELS[i % len(style.LEVELS)]
    beside(axes, 0.52, name, color=colour, fontweight="bold", fontsize=10.5, va="bottom")
    beside(axes, 0.47, told, color="#555555", fontsize=8.6, va="top")


def beside(axes: Axes, height: float, text: str, **look: Any) -> None:
    """Write `text` left of the tick labels of `axes`, at a share `height` of its height.

    What is too wide for the margin is written smaller.
    """
    told = axes.annotate(
        text,
        (0, height),
        xycoords="axes fraction",
        xytext=(-46, 0),
        ha="right",
        textcoords="offset points",
        annotation_clip=False,
        **look,
    )
    figure = axes.get_figure(root=True)
    assert figure is not None
    box = told.get_window_extent(figure.canvas.get_renderer())  # type: ignore[attr-defined]
    room = box.x1 - MARGIN_PIXELS
    if box.width > room:
        told.set_fontsize(told.get_fontsize() * room / box.width)


def wrapped(name: str, letters: int = 9) -> str:
    """Return `name` in lines of up to so many letters; a longer word has a line of its own."""
    lines = [""]
    for word in name.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def months_of(results: Results) -> int:
    """Return the horizon in months."""
    return round(results.horizon / DAYS_PER_MONTH)
