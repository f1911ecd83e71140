"""The backlog: for whom work waited, when, and what his deals were at.

A lane for each person whose in-tray ever held something, and for champions and go-betweens at work
even if it did not, all on one scale: the bottleneck is the lane with most ink. After the backlog of
actors in VDT (Jin & Levitt 1996, Computational and Mathematical Organization Theory 2(3):171–196).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nakodo import stories
from nakodo.backlogs import STOCK, Backlog, backlogs_of
from nakodo.errors import NothingTraced
from nakodo.plot import style
from nakodo.plot.lanes import short_name
from nakodo.plot.phases import draw_phases, spells
from nakodo.plot.story import Story, end_of, of_these, story_of
from nakodo.words import percent, proper

if TYPE_CHECKING:
    from nakodo.results import Results

LEFT, RIGHT = 0.148, 0.9
TOP_INCHES, BOTTOM_INCHES, GAP_INCHES, STRIP_INCHES = 0.95, 0.82, 0.14, 0.31
MOST_LANES = 14
TALLEST_INCHES = 2.6
IDLE_INCHES = 0.45
MOST_TICKS, TICK_INCHES = 3.5, 0.2
NAME_GAP = 0.02
SHADE = 0.3
HOW = (
    "Days of work waiting in each person's in-tray, on one scale for all; behind, the phases of "
    "his deals, the first deal on top"
)


def draw_backlog(results: Results, run: int) -> Figure:
    """Return the picture of `run`. Raises NothingTraced if its backlogs were not kept."""
    if STOCK not in results.stocks(run)["stock"].cat.categories:
        raise NothingTraced(f"{results.path}: an older version kept no backlogs. Run it again.")
    story = story_of(results, run)
    # Of everybody and to the end of all deals, also where only some deals of the run are told: who
    # holds up others may be no party to them.
    story = replace(story, until=end_of(results, run, results.deals_of(run)))
    found = backlogs_of(results.stocks(run), story.people, story.until, _always_shown(story))
    lanes = _fitting(found)
    deals = _told_first(found, story)
    if not deals.index.equals(story.deals.index):
        events = of_these(results.events(run), deals, story.people, ("from", "to"))
        story = replace(story, deals=deals, events=events)
    with style.page() as figure:
        strips, panels = _stack(figure, story, lanes)
        phases = draw_phases(strips, story)
        high = max([1.0, *(1.15 * lane.most for lane in lanes)])
        for axes, lane in zip(panels, lanes, strict=True):
            _draw_lane(axes, lane, story, high)
        style.date_axes([strips, *panels])
        figure.legend(handles=phases, bbox_to_anchor=(0.008, 0.004), ncols=9, **style.LEGEND)
        style.headline(figure, _title(found), _subtitle(story, len(found) - len(lanes)))
    return figure


def _told_first(found: list[Backlog], story: Story) -> pd.DataFrame:
    """Return the deals shown: if not all, the bottleneck's before all others."""
    every = story.results.deals_of(story.run)
    worst = max(found, key=lambda lane: lane.mean, default=None)
    if worst is None or len(every) == len(story.deals):
        return story.deals
    his = [number for number, _ in _deals_of(worst, replace(story, deals=every))]
    others = [number for number in [*story.deals.index, *every.index] if number not in his]
    kept = list(dict.fromkeys([*his, *others]))[: stories.MOST_DEALS]
    told: pd.DataFrame = every.loc[kept].sort_index()
    return told


def _always_shown(story: Story) -> list[str]:
    """Return the champions of the deals and the go-betweens who were engaged."""
    at_work = story.of_kind("state", "go_between_engaged")
    names = pd.concat([at_work[side].astype(object) for side in ("from", "to")])
    return [str(name) for name in names.dropna().unique()]


def _fitting(found: list[Backlog]) -> list[Backlog]:
    """Return the lanes there is room for, in their order: those for whom most waited."""
    most = sorted(found, key=lambda lane: -lane.mean)[:MOST_LANES]
    return [lane for lane in found if lane in most]


def _stack(figure: Figure, story: Story, lanes: list[Backlog]) -> tuple[Axes, list[Axes]]:
    """Lay out the strips of phases on top and the lanes below, all of one height.

    If nothing waits anywhere the lanes are only as high as their names.
    """
    strip = len(story.deals) * STRIP_INCHES
    free = style.HEIGHT - TOP_INCHES - BOTTOM_INCHES - strip
    tallest = TALLEST_INCHES if any(lane.most > 0 for lane in lanes) else IDLE_INCHES
    lane_height = min(tallest, free / max(len(lanes), 1) - GAP_INCHES)
    made, y = [], style.HEIGHT - TOP_INCHES
    for height in [strip, *[lane_height] * len(lanes)]:
        y -= height
        place = (LEFT, y / style.HEIGHT, RIGHT - LEFT, height / style.HEIGHT)
        axes = figure.add_axes(place)
        axes.set_xlim(story.at(0.0), story.at(story.until))
        made.append(axes)
        y -= GAP_INCHES
    return made[0], made[1:]


def _draw_lane(axes: Axes, lane: Backlog, story: Story, high: float) -> None:
    """Draw one in-tray over the phases of its owner's deals, and name it."""
    deals = _deals_of(lane, story)
    colour = _colour(lane, deals, story)
    for band, (_, deal) in enumerate(reversed(deals)):
        over = min(story.until, np.nanmin([deal["t_signed"], deal["t_ended"], story.until]))
        for begin, end, _, shade in spells(deal, float(over)):
            axes.axvspan(
                story.at(begin),
                story.at(end),
                band / len(deals),
                (band + 1) / len(deals),
                color=shade,
                alpha=SHADE,
                linewidth=0,
                zorder=0,
            )
    x = story.x(lane.days)
    axes.fill_between(x, lane.waiting, step="post", color=colour, alpha=0.7, linewidth=0, zorder=2)
    axes.step(x, lane.waiting, where="post", color=colour, linewidth=1.1, zorder=3)
    axes.set_ylim(0, high)
    height = axes.get_position().height * style.HEIGHT
    ticks = style.ticks_up_to(high, min(MOST_TICKS, height / TICK_INCHES))
    axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.grid(axis="y", color="white", linewidth=0.7)
    place = axes.transAxes
    left = -NAME_GAP - style.tick_width(axes)
    name = short_name(lane.person, lane.firm, lane.role)
    axes.text(left, 0.62, name, transform=place, ha="right", va="center", fontsize=9)
    axes.text(
        left,
        0.62 - 0.17 / height,
        proper(lane.firm),
        transform=place,
        ha="right",
        va="center",
        fontsize=9.5,
        fontweight="bold",
        color=colour,
    )
    told = "nothing ever waits"
    if lane.most > 0:
        told = f"up to {lane.most:.1f} days\nof work waiting,\n{_percent(lane.share)} of the time"
    axes.text(1.008, 0.5, told, transform=place, va="center", fontsize=8.2, color="#555555")


def _deals_of(lane: Backlog, story: Story) -> list[tuple[object, pd.Series]]:
    """Return the deals shown in which a person's firm takes part, with their number in the run."""
    sides = ["intermediary"] if lane.role == "go_between" else ["initiator", "partner"]
    return [
        (number, deal)
        for number, deal in story.deals.iterrows()
        if lane.firm in [str(deal[side]) for side in sides]
    ]


def _colour(lane: Backlog, deals: list[tuple[object, pd.Series]], story: Story) -> str:
    if lane.role == "go_between":
        return style.THROUGH
    return story.colour(deals[0][0]) if len(deals) == 1 and len(story.deals) > 1 else style.DIRECT


def _title(found: list[Backlog]) -> str:
    """Return who was the bottleneck, in one sentence."""
    worst = max(found, key=lambda lane: lane.mean, default=None)
    if worst is None or worst.most == 0:
        return "Nobody's work ever waits: everybody has one thing to do at a time"
    name = short_name(worst.person, worst.firm, "").removesuffix(", ")
    name = name or f"the {worst.role.replace('_', '-')}"
    return (
        f"The bottleneck is {name} of {proper(worst.firm)}: work waits for him "
        f"{_percent(worst.share)} of the time, up to {worst.most:.1f} days of it"
    )


def _percent(share: float) -> str:
    return "< 1 %" if share < 0.01 else percent(share)


def _subtitle(story: Story, left_out: int) -> str:
    about = stories.subtitle(story.results, story.run).split("\n")[-1]
    every = len(story.results.deals_of(story.run))
    some = f" ({len(story.deals)} of {every} deals shown)" if len(story.deals) < every else ""
    others = f"; {left_out} more for whom less waited are left out" if left_out else ""
    return f"{HOW}{some}{others}\n{about}"
