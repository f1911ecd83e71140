"""Phases: one strip a deal, showing what its people were working at from day to day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from nakodo.plot import style
from nakodo.plot.story import Story
from nakodo.stories import outcome, partner_name
from nakodo.words import proper

# What is being done after a state has been entered: column of its time, words, colour of the band.
PHASES = (
    ("t_conceived", "mandate at home", "#ece7f2"),
    ("t_mandated", "search and contact", "#fde8c0"),
    ("t_contacted", "partner's mandate", "#d7e3c8"),
    ("t_counter_mandated", "getting started", "#cfe3ec"),
    ("t_dialogue", "dialogue", "#a6cee3"),
    ("t_bargaining", "bargaining", "#6ba3cc"),
    ("t_sealing", "sealing", "#3b75a8"),
    ("t_signed", "signed", "#16365c"),
)
_SHORT = {
    "mandate at home": "mandate",
    "search and contact": "search",
    "partner's mandate": "mandate",
    "getting started": "start",
}
WORKS = "go-between at work"
LOST, OPEN = "ended unsigned", "still open at the horizon"
_MARKS: dict[str, dict[str, Any]] = {
    LOST: {
        "marker": "X",
        "markersize": 9,
        "color": style.MISUNDERSTANDING,
        "markeredgecolor": "white",
        "linestyle": "",
    },
    OPEN: {
        "marker": ">",
        "markersize": 7,
        "color": "white",
        "markeredgecolor": style.INK,
        "linestyle": "",
    },
}
_DARK = {"bargaining", "sealing", "signed"}


def spells(deal: pd.Series, until: float) -> list[tuple[float, float, str, str]]:
    """Return (from, to, words, colour) of each phase that a deal went through, in days."""
    marks = sorted(
        (float(deal[name]), place, told, colour)
        for place, (name, told, colour) in enumerate(PHASES)
        if name in deal and np.isfinite(deal[name]) and deal[name] <= until
    )
    lost = np.isfinite(deal["t_ended"]) and not np.isfinite(deal["t_signed"])
    end = min(until, float(deal["t_ended"])) if lost else until
    ends = [mark[0] for mark in marks[1:]] + [end]
    return [(mark[0], to, mark[2], mark[3]) for mark, to in zip(marks, ends, strict=True)]


def is_lost(deal: pd.Series) -> bool:
    """Whether a deal was lost: it ended unsigned, and not because the horizon came."""
    lost = np.isfinite(deal["t_ended"]) and not np.isfinite(deal["t_signed"])
    return bool(lost and str(deal["cause"]) != "horizon")


def draw_phases(axes: Axes, story: Story) -> list[Patch | Line2D]:
    """Draw a strip for each deal, the first on top; return the handles of the legend."""
    used: dict[str, str] = {}
    marks: dict[str, Patch | Line2D] = {}
    names = strip_names(story.deals)
    axes.set_ylim(len(story.deals) - 0.5, -0.5)
    for row, (number, deal) in enumerate(story.deals.iterrows()):
        for begin, end, told, colour in spells(deal, story.until):
            if end <= begin:
                continue
            used[told] = colour
            axes.barh(
                row,
                end - begin,
                left=story.at(begin),
                height=0.74,
                color=colour,
                linewidth=0,
                zorder=1,
            )
            _label(axes, story.at(begin), story.at(end), row, told, colour)
        if _go_between(axes, story, row, deal):
            marks[WORKS] = Patch(color=style.THROUGH, label=WORKS)
        if not np.isfinite(deal["t_signed"]):
            last = np.nanmin([deal["t_ended"], story.until])
            told = LOST if is_lost(deal) else OPEN
            axes.plot(story.at(last), row, clip_on=False, zorder=4, **_MARKS[told])
            marks[told] = Line2D([], [], label=told, **_MARKS[told])
        place = axes.get_yaxis_transform()
        axes.text(
            -0.008,
            row,
            names[number],
            transform=place,
            ha="right",
            va="center",
            fontsize=9,
            fontweight="bold",
            color=story.colour(number),
        )
        axes.text(
            1.006,
            row,
            outcome(deal, story.results).split(":")[0].replace(" ", "\n", 1),
            transform=place,
            va="center",
            fontsize=8,
            color=story.colour(number),
            linespacing=1.1,
        )
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    order = {told: place for place, (_, told, _) in enumerate(PHASES)}
    bands = [
        Patch(facecolor=used[told], edgecolor="#bbbbbb", linewidth=0.4, label=told)
        for told in sorted(used, key=lambda told: order[told])
    ]
    return [*bands, *(marks[told] for told in (WORKS, LOST, OPEN) if told in marks)]


def strip_names(deals: pd.DataFrame) -> dict[object, str]:
    """Return what each deal is called, by its number: partner and need.

    Of several called the same, also the project where these differ, and which attempt it is.
    """
    names = {
        number: f"{partner_name(deal)} · {proper(str(deal['resource']))}"
        for number, deal in deals.iterrows()
    }
    told: dict[object, str] = {}
    for (number, name), attempt in zip(names.items(), deals["attempt"], strict=True):
        alike = deals.loc[[other for other, called in names.items() if called == name]]
        details = []
        if alike["project"].nunique() > 1:
            details.append(proper(str(deals.at[number, "project"])))
        if alike["attempt"].nunique() > 1:
            details.append(f"attempt {attempt}")
        told[number] = ", ".join([name, *details])
    return told


def _go_between(axes: Axes, story: Story, row: int, deal: pd.Series) -> bool:
    """Underline the time in which a go-between works for this deal; return whether there is any."""
    shown = False
    ends = [float(deal[name]) for name in ("t_signed", "t_ended") if np.isfinite(deal[name])]
    over = min([story.until, *ends])
    for firm, _, begin, left in story.engagements():
        end = min(left, over)
        if firm == str(deal["initiator"]) and begin < end:
            shown = True
            axes.barh(
                row + 0.37,
                end - begin,
                left=story.at(begin),
                height=0.13,
                zorder=3,
                color=style.THROUGH,
                linewidth=0,
            )
    return shown


def _label(axes: Axes, left: float, right: float, row: int, told: str, colour: str) -> None:
    for text in (told, _SHORT.get(told, told)):
        if style.text_width(axes, f" {text} ", 8.2) <= right - left:
            axes.text(
                (left + right) / 2,
                row,
                text,
                ha="center",
                va="center",
                fontsize=8.2,
                zorder=3,
                color="white" if told in _DARK else style.INK,
                path_effects=[withStroke(linewidth=3, foreground=colour)],
            )
            return
