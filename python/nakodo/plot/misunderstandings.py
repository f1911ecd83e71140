"""Misunderstandings: those noticed at once, those caught, and those that came up as surprises."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.path import Path

from nakodo.plot import style
from nakodo.plot.lanes import Lanes
from nakodo.plot.story import Story


def root_of(events: pd.DataFrame, number: int, kind: str) -> int | None:
    """Return the number of the nearest fact of `kind` that brought fact `number` about, or None.

    `events` have the numbers of facts as their index, which may have gaps.
    """
    causes = dict(zip(events.index, events["cause"], strict=True))
    alike = set(events.index[events["kind"] == kind])
    seen: set[int] = set()
    while number in causes and number not in seen:
        if number in alike:
            return number
        seen.add(number)
        number = int(causes[number])
    return None


def draw_misunderstandings(axes: Axes, lanes: Lanes, story: Story) -> list[Line2D]:
    """Draw clarifications, silent misunderstandings (hollow) and the surprises they become."""
    looks = {
        "clarification": (
            "$?$",
            style.CLARIFICATION,
            style.CLARIFICATION,
            6.0,
            "misunderstood, noticed: clarified",
        ),
        "caught": ("P", "white", style.THROUGH, 4.6, "misunderstood, caught by go-between"),
        "misunderstood": ("o", "white", style.MISUNDERSTANDING, 5.2, "misunderstood, unnoticed"),
        "surprise": (
            "o",
            style.MISUNDERSTANDING,
            style.MISUNDERSTANDING,
            6.4,
            "surprise: it comes up later",
        ),
    }
    handles: list[Line2D] = []
    for kind, (marker, face, edge, size, label) in looks.items():
        facts = story.of_kind(kind)
        y = lanes.y(facts["to"])
        if not y.notna().any():
            continue
        if kind == "surprise":
            _links(axes, lanes, story, facts)
        look = {
            "marker": marker,
            "markerfacecolor": face,
            "markeredgecolor": edge,
            "markersize": size,
            "linestyle": "",
            "markeredgewidth": 0.5 if "$" in marker else 1,
        }
        axes.plot(story.x(facts["t"]), y, zorder=3.2, **look)  # type: ignore[arg-type]
        handles.append(Line2D([], [], label=label, **look))  # type: ignore[arg-type]
    return handles


def _links(axes: Axes, lanes: Lanes, story: Story, surprises: pd.DataFrame) -> None:
    """Link each surprise by a thin arc to the misunderstanding that it had been.

    The arcs bow away from the messages: upwards in the initiator's firm, else downwards.
    """
    home = set(story.deals["initiator"].dropna())
    arcs = []
    events = story.results.events(story.run)  # all: a cause may be no fact of the deals shown
    for number, fact in surprises.iterrows():
        end = lanes.of.get(str(fact["to"]))
        origin = root_of(events, int(str(number)), "misunderstood")
        if origin is None:
            begin, day = end, fact["t"] - (fact["value"] if fact["value"] == fact["value"] else 0.0)
        else:
            row = events.loc[origin]
            begin, day = lanes.of.get(str(row["to"])), row["t"]
        if begin is not None and end is not None:
            bow = -0.75 if story.person(fact["to"])[0] in home else 0.75
            left, right = story.at(day), story.at(fact["t"])
            knots = [(left, begin), ((left + right) / 2, (begin + end) / 2 + bow), (right, end)]
            arcs.append(Path(knots, [Path.MOVETO, Path.CURVE3, Path.CURVE3]))
    axes.add_collection(
        PathCollection(
            arcs,
            facecolors="none",
            edgecolors=style.MISUNDERSTANDING,
            linewidths=1,
            alpha=0.65,
            zorder=3,
        )
    )
