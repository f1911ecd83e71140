"""Searches: firms probed, as ticks on the champion's lane, and questions passed on."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from nakodo.plot.lanes import Lanes
from nakodo.plot.story import Story

IN_VAIN, PROMISING, REFERRED = "#8a8a8a", "#1b7837", "#b15928"
TICK = 0.3


def draw_searches(axes: Axes, lanes: Lanes, story: Story) -> list[Line2D]:
    """Draw how partners were looked for; return the handles of what was drawn."""
    handles = []
    probed = story.of_kind("probed")
    probed = probed[lanes.y(probed["from"]).notna()]
    for rows, colour, label in (
        (probed[probed["value"].isna()], IN_VAIN, "firm probed: does not supply it"),
        (probed[probed["value"].notna()], PROMISING, "firm probed: supplies it"),
    ):
        if rows.empty:
            continue
        lines = [
            [(x, y - TICK), (x, y + TICK)]
            for x, y in zip(story.x(rows["t"]), lanes.y(rows["from"]), strict=True)
        ]
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=1.5, zorder=2.7))
        handles.append(Line2D([], [], color=colour, marker="|", linestyle="", label=label))
    referred = story.of_kind("referred")
    y0, y1 = lanes.y(referred["from"]), lanes.y(referred["to"])
    kept = (y0.notna() & y1.notna()).to_numpy()
    if kept.any():
        days = story.x(referred["t"])[kept]
        axes.add_collection(
            LineCollection(
                [[(x, a), (x, b)] for x, a, b in zip(days, y0[kept], y1[kept], strict=True)],
                colors=REFERRED,
                linewidths=1.1,
                zorder=2.3,
            )
        )
        axes.plot(days, y1[kept], "o", color=REFERRED, markersize=3.2, zorder=2.35)
        handles.append(
            Line2D([], [], color=REFERRED, marker="o", markersize=3.2, label="question passed on")
        )
    return handles
