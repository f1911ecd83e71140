"""The heatmap: one number of the runs over two factors, a cell for each pair of their levels.

A factor of many values, such as a range that was sampled, is cut into fifths of equal numbers of
design points. Colour is the number, which stands in the cell with how many needs it is from. Shares
are coloured from 0 to 100 %, whatever is there; anything else from the least to the greatest cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from nakodo.errors import TooFewRuns
from nakodo.medians import weighted_median
from nakodo.metrics import Metric, metric_values
from nakodo.plot import style
from nakodo.plot.captions import counted, wrapped
from nakodo.plot.grid import names_of_cuts
from nakodo.strata import weights
from nakodo.words import level, listing, percent, quoted, sentence, words

if TYPE_CHECKING:
    from nakodo.results import Results

MOST_LEVELS = 9
PARTS = 5
FEWEST = 10  # values of which a median is told
MEDIANS = ("duration",)
COLOURS = "cividis"
TALLEST_INCHES, WIDEST_INCHES = 1.9, 2.6
LEFT, RIGHT, TOP, BOTTOM = 0.15, 0.88, 0.88, 0.12


@dataclass(frozen=True)
class Cells:
    """The numbers, rows (y) × columns (x), of how many values each is; and the levels in order."""

    number: pd.DataFrame
    count: pd.DataFrame


def draw_heatmap(results: Results, x: str, y: str, value: str = "signed") -> Figure:
    """Return the picture; see Plots.heatmap.

    Raises KeyError for a name that is no factor or metric, ValueError if both factors are the same,
    TooFewRuns if the file is that of a replay.
    """
    if len(results.runs) < 2:
        raise TooFewRuns(f"{results.path}: of one run alone there is no map; it has a timeline.")
    for name in (x, y):
        if name not in results.factors:
            known = ", ".join(results.factors)
            raise KeyError(f"there is no factor {name!r}; there are: {known}")
    if x == y:
        raise ValueError(f"a map needs two factors, not {x!r} twice")
    metric, values = metric_values(results, value)
    cells = cells_of(values, results.points, x, y, value in MEDIANS)
    with style.page() as figure:
        axes = _panel(figure, cells)
        norm = _scale(cells, metric)
        _draw(axes, cells, metric, norm)
        _name_axes(axes, cells, x, y)
        _bar(figure, axes, norm, metric)
        pooled = [n for n in results.factors if n not in (x, y) and results.points[n].nunique() > 1]
        mixed = _mixed(results.points, x, y, pooled)
        about = counted(results, results.outcomes(), pooled, mixed)
        style.headline(
            figure, _title(cells, metric, x, y), f"{about}\n{_how(metric, results, x, y)}"
        )
    return figure


def cells_of(values: pd.DataFrame, points: pd.DataFrame, x: str, y: str, medians: bool) -> Cells:
    """Return the mean of `values` (of nakodo.metrics) in each cell, or the median of ten up.

    Where points have different numbers of runs, each counts the same (nakodo.strata).
    """
    known = values.assign(weight=weights(values)).dropna(subset="value")
    if medians:
        known = known.sort_values("value")
    by_point = points.set_index("point")
    placed = {name: in_parts(by_point[name]) for name in (x, y)}
    at = [known["point"].map(placed[name].astype(object)).rename(name) for name in (y, x)]
    grouped, weight = known["value"].groupby(at), known["weight"]
    count = grouped.size()
    if medians:
        number = grouped.agg(
            lambda own: weighted_median(own.to_numpy(float), weight[own.index].to_numpy(float))
        ).where(count >= FEWEST)
    else:
        number = (known["value"] * weight).groupby(at).sum() / weight.groupby(at).sum()
    rows, columns = placed[y].cat.categories, placed[x].cat.categories

    return Cells(
        number.unstack(x).reindex(index=rows, columns=columns),
        count.unstack(x).reindex(index=rows, columns=columns).fillna(0).astype(int),
    )


def _mixed(points: pd.DataFrame, x: str, y: str, others: list[str]) -> str:
    """Return a warning if cells are not all of the same levels of `others`, else ""."""
    if not others:
        return ""
    setting = points.groupby(others, observed=True).ngroup()
    cells = setting.groupby([in_parts(points[name]) for name in (x, y)], observed=True)
    same = cells.agg(frozenset).nunique() == 1
    return "" if same else "cells are not of the same levels of these"


def in_parts(values: pd.Series) -> pd.Series:
    """Return the levels of a factor in order, those of more than nine numbers cut into fifths."""
    if pd.api.types.is_numeric_dtype(values) and values.nunique() > MOST_LEVELS:
        cut = pd.qcut(values, PARTS, duplicates="drop")
        return cut.cat.rename_categories(names_of_cuts(cut.cat.categories))
    return values.astype("category").cat.remove_unused_categories()


def _panel(figure: Figure, cells: Cells) -> Axes:
    rows, columns = cells.number.shape
    height = min(TOP - BOTTOM, TALLEST_INCHES * rows / style.HEIGHT)
    width = min(RIGHT - LEFT, WIDEST_INCHES * columns / style.WIDTH)
    axes = figure.add_axes((LEFT, TOP - height, width, height))
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(-0.5, rows - 0.5))
    if not _measured(cells.number.index):
        axes.invert_yaxis()  # names are read from the top, numbers grow upwards
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    return axes


def _measured(levels: pd.Index) -> bool:
    return bool(pd.api.types.is_numeric_dtype(levels)) or str(levels[0]).startswith("up to ")


def _scale(cells: Cells, metric: Metric) -> Normalize:
    if metric.share:
        return Normalize(0.0, 1.0)
    known = cells.number.to_numpy(dtype=np.float64)
    known = known[np.isfinite(known)]
    if not len(known):
        return Normalize(0.0, 1.0)
    low, high = float(known.min()), float(known.max())
    return Normalize(low, high if high > low else low + 1.0)


def _draw(axes: Axes, cells: Cells, metric: Metric, norm: Normalize) -> None:
    colours = mpl.colormaps[COLOURS]
    size = 15.0 if max(cells.number.shape) <= 6 else 11.5
    counts = cells.count.to_numpy(dtype=np.int64)
    for (i, j), number in np.ndenumerate(cells.number.to_numpy(dtype=np.float64)):
        known, count = bool(np.isfinite(number)), int(counts[i, j])
        fill = colours(norm(number)) if known else "white"
        dark = known and norm(number) < 0.55
        ink = "white" if dark else style.INK
        hatch = None if known else "////"
        axes.add_patch(
            Rectangle(
                (j - 0.5, i - 0.5), 1, 1, facecolor=fill, edgecolor=style.RULE, hatch=hatch, lw=0.8
            )
        )
        axes.annotate(
            _told(number, metric) if known else "–",
            (j, i),
            xytext=(0, 0.25 * size),
            textcoords="offset points",
            ha="center",
            va="center",
            color=ink,
            fontsize=size,
            fontweight="bold",
        )
        axes.annotate(
            f"n = {count}",
            (j, i),
            xytext=(0, -size),
            textcoords="offset points",
            ha="center",
            va="center",
            color=ink,
            fontsize=8.6,
        )


def _told(number: float, metric: Metric) -> str:
    if metric.share:
        near = 0 < number < 0.095 or 0.905 < number < 1
        return f"{100 * number:.1f} %" if near else percent(number)
    return f"{number:.0f}" if abs(number) >= 100 else f"{number:#.3g}"


def _name_axes(axes: Axes, cells: Cells, x: str, y: str) -> None:
    rows, columns = cells.number.shape
    axes.set_xticks(range(columns), [wrapped(level(v), 18) for v in cells.number.columns])
    axes.set_yticks(range(rows), [wrapped(level(v), 18) for v in cells.number.index])
    axes.tick_params(labelsize=10)
    axes.set_xlabel(sentence(x), fontsize=11, fontweight="bold", labelpad=8)
    axes.set_ylabel(sentence(y), fontsize=11, fontweight="bold", labelpad=8)


def _bar(figure: Figure, axes: Axes, norm: Normalize, metric: Metric) -> None:
    place = axes.get_position()
    beside = figure.add_axes((place.x1 + 0.015, place.y0, 0.014, place.height))
    bar = figure.colorbar(ScalarMappable(norm, COLOURS), cax=beside)
    bar.outline.set_visible(False)
    if metric.share:
        bar.set_ticks([0, 0.25, 0.5, 0.75, 1], labels=["0", "", "50 %", "", "100 %"])
    unit = metric.unit if metric.unit not in ("", "1", "%") else ""
    beside.set_title(unit, fontsize=9, pad=8, loc="left")


def _title(cells: Cells, metric: Metric, x: str, y: str) -> str:
    known = cells.number.to_numpy(dtype=np.float64)
    if not np.isfinite(known).any():
        return f"{sentence(metric.name)}: too few values everywhere"
    what = sentence(metric.name)
    if metric.name in MEDIANS:
        what = f"Median {words(metric.name)}"
    told = []
    for place in (int(np.nanargmin(known)), int(np.nanargmax(known))):
        row, column = divmod(place, known.shape[1])
        where = listing(
            [_named(x, cells.number.columns, column), _named(y, cells.number.index, row)]
        )
        told.append(f"{_told(float(known[row, column]), metric)} at {where}")
    plain = metric.share or metric.unit in ("", "1", metric.name.replace("_", "-"))
    unit = "" if plain else f", {metric.unit}"
    return f"{what}{unit}: from {told[0]} to {told[1]}"


def _named(factor: str, levels: pd.Index, place: int) -> str:
    """Return a level as part of a sentence; one of numbers by the name of its factor."""
    if _measured(levels):
        return f"{words(factor)} {level(levels[place])}"
    return quoted(factor, levels[place])


def _how(metric: Metric, results: Results, x: str, y: str) -> str:
    what = "share" if metric.share else "median" if metric.name in MEDIANS else "mean"
    how = f"Each cell: the {what} over n needs ({metric.meaning})"
    if metric.name == "launched":
        how = f"Each cell: the {what} over n projects ({metric.meaning})"
    if metric.name in MEDIANS:
        how = (
            f"Each cell: median from conceived to signed over the n needs signed, {FEWEST} or more"
        )
    cut = [n for n in (x, y) if str(in_parts(results.points[n]).cat.categories[0])[:6] == "up to "]
    if cut:
        how += (
            f"; {listing([words(name) for name in cut])} cut into fifths of equal numbers of points"
        )
    scale = "0 to 100 %" if metric.share else "the least to the greatest cell"
    return f"{how}. Colour: from {scale}"
