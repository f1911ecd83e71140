"""Encounters: arrows from lane to lane, slanted from sending to having been read.

Hundreds lie over one another; they are thin and transparent, so that what is seen is where talk is
dense, where it passes through the go-between, and where it goes wrong.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from nakodo.plot import style
from nakodo.plot.lanes import Lanes
from nakodo.plot.misunderstandings import draw_misunderstandings
from nakodo.plot.searches import draw_searches
from nakodo.plot.story import Story
from nakodo.words import proper

Handle = Line2D | Patch


def draw_encounters(axes: Axes, lanes: Lanes, story: Story) -> list[Handle]:
    """Draw all that people did with one another; return the handles of what was drawn."""
    return [
        *_spans(axes, lanes, story),
        *_inside(axes, lanes, story),
        *_legs(axes, lanes, story),
        *_introductions(axes, lanes, story),
        *draw_searches(axes, lanes, story),
        *draw_misunderstandings(axes, lanes, story),
    ]


def _legs(axes: Axes, lanes: Lanes, story: Story) -> list[Handle]:
    """Draw each leg between firms: a message slants from being sent to being read."""
    legs = story.of_kind("message_read", "meeting_held")
    y0, y1 = lanes.y(legs["from"]), lanes.y(legs["to"])
    firms = story.people["firm"].astype(str)
    between = legs["from"].astype(object).map(firms) != legs["to"].astype(object).map(firms)
    kept = (y0.notna() & y1.notna() & between).to_numpy()
    legs, y0, y1 = legs[kept], y0[kept], y1[kept]
    if legs.empty:
        return []
    roles = story.people["role"].astype(str)
    staff = set(roles.index[roles == "go_between"])
    through = (legs["from"].isin(staff) | legs["to"].isin(staff)).to_numpy()
    sent, read = story.x(legs["t"] - legs["value"].fillna(0.0)), story.x(legs["t"])
    starts = np.column_stack([sent, y0])
    ends = np.column_stack([read, y1])
    alpha = float(np.clip(26.0 / np.sqrt(len(legs)) * 0.16, 0.16, 0.6))
    handles: list[Handle] = []
    for mask, colour, label in (
        (~through, style.DIRECT, "message, sent → read, direct"),
        (through, style.THROUGH, "message through the go-between"),
    ):
        if not mask.any():
            continue
        lines = np.stack([starts[mask], ends[mask]], axis=1)
        axes.add_collection(
            LineCollection(list(lines), colors=colour, linewidths=0.8, alpha=alpha, zorder=2)
        )
        for down in (True, False):
            at = mask & ((ends[:, 1] > starts[:, 1]) == down)
            axes.plot(
                ends[at, 0],
                ends[at, 1] + (-0.07 if down else 0.07),
                "v" if down else "^",
                color=colour,
                markersize=2.6,
                alpha=min(1.0, 1.6 * alpha),
                markeredgewidth=0,
                linestyle="",
                zorder=2.2,
            )
        handles.append(
            Line2D(
                [],
                [],
                color=colour,
                linewidth=1.1,
                alpha=0.8,
                marker="v",
                markersize=4,
                label=label,
            )
        )
    return handles


def _inside(axes: Axes, lanes: Lanes, story: Story) -> list[Handle]:
    """Draw rounds of assent as bars on the stakeholders' lane, with a tick for each visit."""
    visits = story.of_kind("visit", "visit_misunderstood")
    y0, y1 = lanes.y(visits["from"]), lanes.y(visits["to"])
    kept = (y0.notna() & y1.notna()).to_numpy()
    if not kept.any():
        return []
    at = story.x(visits["t"])[kept]
    ends = zip(at, y0[kept], y1[kept], strict=True)
    axes.add_collection(
        LineCollection(
            [[(x, a), (x, b)] for x, a, b in ends],
            colors="#6d5a86",
            linewidths=0.55,
            alpha=0.35,
            zorder=1.2,
        )
    )
    first = visits[kept].drop_duplicates("from")
    crowd = dict(zip(first["from"].astype(str), first["to"].astype(str), strict=True))
    rounds = story.of_kind("round_begun", "round_done")
    open_at: dict[tuple[str, object], float] = {}
    for _, fact in rounds.iterrows():
        key = (str(fact["from"]), fact["deal"])
        if fact["kind"] == "round_begun":
            open_at[key] = fact["t"]
        elif key in open_at and key[0] in crowd:
            _bar(axes, story, lanes.of.get(crowd[key[0]]), open_at.pop(key), fact["t"])
    for (person, deal), begun in open_at.items():
        if person in crowd:
            end = max(begun, _last_day(story, pd.Series([deal])))
            _bar(axes, story, lanes.of.get(crowd[person]), begun, end)
    return [Patch(facecolor=style.INSIDE, alpha=0.7, label="winning assent inside the firm")]


def _bar(axes: Axes, story: Story, y: float | None, begin: float, end: float) -> None:
    if y is not None:
        axes.barh(
            y,
            end - begin,
            left=story.at(begin),
            height=0.3,
            color=style.INSIDE,
            alpha=0.55,
            linewidth=0,
            zorder=1,
        )


def _spans(axes: Axes, lanes: Lanes, story: Story) -> list[Handle]:
    """Draw the go-between's engagement and secondments as bars on the lane of who is away."""
    handles: list[Handle] = []
    engaged = story.engagements()
    last = _last_day(story, story.of_kind("go_between_engaged")["deal"])
    for _, person, begin, left in engaged:
        y = lanes.of.get(person)
        if y is None:
            continue
        axes.barh(
            y,
            min(left, last) - begin,
            left=story.at(begin),
            height=0.5,
            color=style.THROUGH,
            alpha=0.16,
            linewidth=0,
            zorder=0.8,
        )
    if engaged:
        handles.append(Patch(facecolor=style.THROUGH, alpha=0.25, label="go-between at work"))
    back = story.of_kind("returned")
    for _, fact in story.of_kind("seconded").iterrows():
        y = lanes.of.get(str(fact["from"]))
        if y is None:
            continue
        ends = back.loc[(back["from"] == fact["from"]) & (back["t"] >= fact["t"]), "t"]
        end = float(ends.min()) if len(ends) else min(fact["t"] + fact["value"], story.until)
        axes.barh(
            y,
            end - fact["t"],
            left=story.at(fact["t"]),
            height=0.42,
            color="#56B4E9",
            alpha=0.9,
            linewidth=0,
            zorder=2.4,
        )
        text = f"at {proper(story.person(fact['to'])[0])}"
        if style.text_width(axes, text, 7.5) < end - fact["t"]:
            axes.text(
                story.at((fact["t"] + end) / 2),
                y,
                text,
                ha="center",
                va="center",
                fontsize=7.5,
                zorder=2.5,
            )
        if not any(handle.get_label() == "secondment" for handle in handles):
            handles.append(Patch(facecolor="#56B4E9", alpha=0.9, label="secondment"))
    return handles


def _last_day(story: Story, deals: pd.Series) -> float:
    """Return the day on which the last of these deals (−1: of all) was signed or given up."""
    known = story.deals if (deals == -1).any() else story.deals[story.deals.index.isin(deals)]
    ends = known["t_signed"].fillna(known["t_ended"]).fillna(story.until)
    return min(story.until, float(ends.max())) if len(ends) else story.until


def _introductions(axes: Axes, lanes: Lanes, story: Story) -> list[Handle]:
    met = story.of_kind("introduced")
    shown = False
    for x, a, b in zip(story.x(met["t"]), lanes.y(met["from"]), lanes.y(met["to"]), strict=True):
        if a == a and b == b:
            shown = True
            axes.plot(
                [x, x],
                [a, b],
                color="#7a4fa3",
                linewidth=1.4,
                marker="D",
                markersize=4,
                alpha=0.9,
                zorder=2.6,
            )
    return (
        [
            Line2D(
                [],
                [],
                color="#7a4fa3",
                marker="D",
                markersize=4,
                linewidth=1.4,
                label="first meeting",
            )
        ]
        if shown
        else []
    )
