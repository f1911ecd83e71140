"""The timeline: one run told as a story, for a reader who has not seen the YAML file.

From the top: how it came out; dated flags; a strip of phases for each deal; a lane for each person
or group with the encounters between them; trust and frustration of both sides.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from nakodo import stories
from nakodo.plot import style
from nakodo.plot.encounters import draw_encounters
from nakodo.plot.flags import ROW_INCHES, draw_flags, edge_of, flags_of, rows_of
from nakodo.plot.lanes import draw_lanes, lanes_of
from nakodo.plot.levels import draw_calls, draw_level, side_handles
from nakodo.plot.phases import draw_phases
from nakodo.plot.story import Story, story_of

if TYPE_CHECKING:
    from nakodo.results import Results

LEFT, RIGHT = 0.138, 0.905
TOP_INCHES, BOTTOM_INCHES, GAP_INCHES = 1.0, 1.22, 0.14
STRIP_INCHES, LEVEL_INCHES = 0.31, 1.05


def draw_timeline(results: Results, run: int) -> Figure:
    """Return the picture of `run`. Raises NothingTraced if the run was not traced."""
    story = story_of(results, run)
    flags = flags_of(story)
    with style.page() as figure:
        probe = figure.add_axes((LEFT, 0.5, RIGHT - LEFT, 0.1))
        edge = edge_of(probe, story, flags, (0.995 - RIGHT) / (RIGHT - LEFT))
        probe.set_xlim(story.at(0.0), story.at(edge))
        rows = max(rows_of(probe, [story.at(f.day) for f in flags], flags), default=0) + 1
        probe.remove()
        top, strips, people, trust, frustration = _stack(figure, story, rows, edge)
        phases = draw_phases(strips, story)
        lanes = lanes_of(story)
        draw_lanes(people, lanes, story)
        marks = draw_encounters(people, lanes, story)
        panels = [strips, people]
        if trust is not None and frustration is not None:
            draw_level(trust, story, "trust", "Trust in\nthe other side")
            draw_level(frustration, story, "frustration", "Frustration")
            draw_calls(frustration, story)
            panels += [trust, frustration]
        draw_flags(top, panels, story, flags)
        style.date_axes(panels)
        _legend(figure, phases, marks, trust is not None)
        style.headline(figure, stories.title(results, run), stories.subtitle(results, run))
    return figure


def _stack(
    figure: Figure, story: Story, rows: int, edge: float
) -> tuple[Axes, Axes, Axes, Axes | None, Axes | None]:
    """Lay out the panels from the top; the lanes take what is left. No stocks, no level panels."""
    levels = not story.stocks.empty
    heights = [rows * ROW_INCHES, len(story.deals) * STRIP_INCHES]
    below = [LEVEL_INCHES, LEVEL_INCHES] if levels else []
    gaps = (1 + len(below)) * GAP_INCHES + GAP_INCHES
    free = style.HEIGHT - TOP_INCHES - BOTTOM_INCHES - sum(heights) - sum(below) - gaps
    made: list[Axes] = []
    y = style.HEIGHT - TOP_INCHES
    for place, height in enumerate([*heights, free, *below]):
        y -= height
        axes = figure.add_axes(
            (LEFT, y / style.HEIGHT, RIGHT - LEFT, height / style.HEIGHT), zorder=1
        )
        axes.set_xlim(story.at(0.0), story.at(edge))
        made.append(axes)
        y -= 0.0 if place == 0 else GAP_INCHES
    return made[0], made[1], made[2], *((made[3], made[4]) if levels else (None, None))


def _legend(
    figure: Figure, phases: list[Patch | Line2D], marks: list[Line2D | Patch], levels: bool
) -> None:
    first: list[Line2D | Patch] = [*phases]
    figure.legend(
        handles=first,
        bbox_to_anchor=(0.008, 0.044),
        ncols=9,
        **style.LEGEND,
    )
    explained = {handle.get_label() for handle in first}
    second = [mark for mark in marks if mark.get_label() not in explained]
    second += side_handles() if levels else []
    half = (len(second) + 1) // 2
    by_row = [handle for pair in zip_longest(second[:half], second[half:]) for handle in pair]
    figure.legend(
        handles=[h for h in by_row if h is not None],
        bbox_to_anchor=(0.008, 0.002),
        ncols=max(half, 1),
        **style.LEGEND,
    )
