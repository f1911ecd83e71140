"""One look for all pictures: fonts, colours a colour-blind reader can tell apart, sizes.

Colours are from Okabe & Ito (2008) and Tol (2021). No meaning is carried by colour alone: lines
also differ in dash, areas in their labels, marks in shape.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.dates as mdates
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

WIDTH, HEIGHT, DPI = 16.0, 11.0, 130
CALENDAR = [
    date(year, month, day).toordinal() - date(1970, 1, 1).toordinal()
    for year, month, day in ((1, 1, 1), (9999, 12, 31))
]  # days since 1970

INK = "#222222"
FAINT = "#8a8a8a"
RULE = "#d9d9d9"

LEVELS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#7A5C00", "#56B4E9", "#882255")
DASHES: tuple[Any, ...] = (
    "-",
    (0, (6, 2)),
    (0, (5, 1, 1, 1)),
    (0, (1, 1)),
    (0, (8, 2, 2, 2)),
    (0, (3, 3)),
    (0, (10, 2)),
)
DEALS = ("#332288", "#B8720A", "#AA4499", "#117799", "#882255", "#666633")

MARKERS = ("o", "s", "D", "^", "v", "P", "X")

CAUSES = {  # neutral, so that colour is left to the policies that are compared
    "patience": "#C9C0B0",
    "veto": "#8F8172",
    "trust": "#4F4A55",
    "no_agreement": "#E3DDD0",
    "search": "#A9B3BD",
}
OTHER_CAUSES = ("#77716A", "#D5CBBB", "#6B7885", "#B8A99A", "#3F4750")

DIRECT = "#4a5a6a"
THROUGH = "#009E73"
INSIDE = "#b9a9c9"
CLARIFICATION = "#E69F00"
MISUNDERSTANDING = "#D55E00"

PARAMETERS: dict[Any, Any] = {
    "font.size": 9,
    "axes.edgecolor": "#9a9a9a",
    "axes.labelcolor": INK,
    "axes.labelsize": 9,
    "axes.linewidth": 0.7,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 10,
    "hatch.linewidth": 0.5,
    "text.color": INK,
    "text.parse_math": False,  # names are the reader's own: a $ is a $
    "xtick.color": "#555555",
    "ytick.color": "#555555",
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
}


LEGEND: dict[str, Any] = {
    "loc": "lower left",
    "frameon": False,
    "fontsize": 8.6,
    "columnspacing": 1.5,
    "handletextpad": 0.6,
}


# Looked for in this order, for what DejaVu Sans has no letters for.
OTHER_SCRIPTS = (
    *("Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", "IPAGothic", "TakaoGothic"),
    *("VL Gothic", "WenQuanYi Zen Hei", "Droid Sans Fallback", "Hiragino Sans", "Yu Gothic"),
)


@cache
def fonts() -> list[str]:
    """Return the fonts of the pictures: one more for other scripts, if one is installed."""
    installed = {font.name for font in fontManager.ttflist}
    return ["DejaVu Sans", *[name for name in OTHER_SCRIPTS if name in installed][:1]]


@contextmanager
def quiet() -> Iterator[None]:
    """Say nothing of letters that no font has: the picture shows a box for each."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        yield


@contextmanager
def page() -> Iterator[Figure]:
    """Give a figure of 16 × 11 inches at 130 dpi in this style, without any window system."""
    with mpl.rc_context({**PARAMETERS, "font.family": fonts()}), quiet():
        figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        yield figure


def save(figure: Figure, path: Path) -> None:
    """Write `figure` as `path`."""
    with quiet():
        figure.savefig(path, metadata={"Software": "nakodo"})


def cause_colours(causes: Sequence[str]) -> dict[str, str]:
    """Return a colour for each cause of failure, the same in every picture for the known ones."""
    spare = iter(OTHER_CAUSES * (1 + len(causes)))
    return {cause: CAUSES.get(cause) or next(spare) for cause in causes}


def text_width(axes: Axes, text: str, size: float, weight: str = "normal") -> float:
    """Return how wide `text` is on `axes`, in units of its x-axis, at the present limits."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    probe = Text(0, 0, text, fontsize=size, fontweight=weight)
    probe.set_figure(figure)
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    pixels = float(probe.get_window_extent(renderer).width)
    left, right = axes.get_xlim()
    return pixels / axes.bbox.width * (right - left)


def tick_width(axes: Axes) -> float:
    """Return how wide the widest label of the y-axis is, as a share of the width of `axes`."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    wide = [label.get_window_extent(renderer).width for label in axes.get_yticklabels()]
    return float(max(wide, default=0.0)) / axes.bbox.width


def ticks_up_to(high: float, most: float = 4.0) -> list[float]:
    """Return round ticks from 0 to below `high`, about `most` of them at most."""
    steps = [m * 10.0**e for e in range(-1, 6) for m in (1, 2, 5)]
    step = next((s for s in steps if high / s <= most), high / most)
    return [i * step for i in range(int(high / step) + 1) if i * step < high]


def date_axes(panels: Sequence[Axes]) -> None:
    """Write real dates under the lowest of `panels` only, and rule them off in all.

    Their left edge is day 0. Where the axis leaves the calendar (the years 1 to 9999) it has days.
    """
    for axes in panels:
        left, right = axes.get_xlim()
        if left < CALENDAR[0] or right > CALENDAR[1]:
            days = ticks_up_to(right - left, 8.0)
            axes.set_xticks([left + day for day in days], [f"day {day:.0f}" for day in days])
        else:
            _write_dates(axes)
        axes.grid(axis="x", color="#ececec", linewidth=0.6, zorder=0)
        axes.set_axisbelow(True)
        last = axes is panels[-1]
        axes.tick_params(axis="x", length=3 if last else 0, labelbottom=last)


def _write_dates(axes: Axes) -> None:
    locator = mdates.AutoDateLocator(minticks=6, maxticks=14)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(
        mdates.ConciseDateFormatter(  # type: ignore[no-untyped-call]
            locator,
            show_offset=False,
            formats=["%Y", "%b\n%Y", "%-d %b", "%H:%M", "%H:%M", "%S"],
        )
    )


def headline(figure: Figure, title: str, subtitle: str) -> None:
    """Put a title of one line and a subtitle of at most two on top.

    What is too long is smaller, down to half of a title and four fifths of a subtitle; of what is
    too long even then the end is left out, with an ellipsis.
    """
    text = figure.text(0.012, 0.982, title, fontsize=17, fontweight="bold", va="top")
    _fit(figure, text, 0.5)
    look: dict[str, Any] = {"fontsize": 10, "color": "#555555", "va": "top", "linespacing": 1.4}
    _fit(figure, figure.text(0.012, 0.953, subtitle, **look), 0.8)


def _fit(figure: Figure, text: Text, least: float) -> None:
    """Write `text` smaller, down to a share `least` of its size, then shorten its lines."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    room = 0.976 * figure.bbox.width

    def width() -> float:
        return float(text.get_window_extent(renderer).width)

    text.set_fontsize(float(text.get_fontsize()) * min(1.0, max(least, room / width())))
    told = text.get_text().split("\n")
    fitting = []
    for line in told:
        text.set_text(line)
        kept = line
        while width() > room and len(kept) > 1:
            kept = kept[: min(len(kept) - 1, int(len(kept) * room / width()) + 1)]
            text.set_text(f"{kept.rstrip()} …")
        fitting.append(text.get_text())
    text.set_text("\n".join(fitting))


def not_run(axes: Axes, place: tuple[float, float, float, float], **how: Any) -> None:
    """Hatch (left, bottom, width, height) of a picture of which nothing was run, and say so.

    In the units of the data, or of the `transform` in `how`.
    """
    left, bottom, width, height = place
    axes.add_patch(
        Rectangle((left, bottom), width, height, fc="white", ec=RULE, hatch="////", lw=0.8, **how)
    )
    told = axes.text(left + width / 2, bottom + height / 2, "not run", color=FAINT, **how)
    told.set(ha="center", va="center", fontsize=9.5)
    told.set_path_effects([withStroke(linewidth=4, foreground="white")])
