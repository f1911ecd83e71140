"""Lanes: who has a line of his own in the timeline, and where.

The initiator's firm is on top with its champion lowest, go-betweens are in the middle, each
partner below with its champion on top: so champions face each other. Stakeholders share a thinner
lane, unless there are only one or two.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from nakodo.plot import style
from nakodo.plot.story import Story
from nakodo.words import proper

HEIGHTS = {"champion": 1.0, "engineer": 0.75, "go_between": 1.15, "stakeholder": 0.6, "": 0.7}
GAP = 0.55
FEW = 2
_ORDER = {"stakeholder": 0, "engineer": 1, "": 2, "go_between": 3, "champion": 4}


@dataclass(frozen=True)
class Lane:
    """A line of the picture: whose, and at which height (downwards)."""

    name: str
    firm: str
    role: str
    y: float


@dataclass(frozen=True)
class Lanes:
    """All lanes; `of` says at which height a person lives."""

    lanes: list[Lane]
    of: dict[str, float]
    firms: list[tuple[str, float, float, str]]
    depth: float

    def y(self, persons: pd.Series) -> pd.Series[float]:
        """Return the height of each person, NaN for one who has no lane."""
        return persons.astype(object).map(self.of).astype(float)


def lanes_of(story: Story) -> Lanes:
    """Give lanes to the persons of the firms that take part in the deals shown."""
    active = set(story.events["from"].dropna()) | set(story.events["to"].dropna())
    people = story.people[story.people.index.isin(active)]
    home = list(dict.fromkeys(story.deals["initiator"].dropna()))
    away = [firm for firm in dict.fromkeys(story.deals["partner"].dropna()) if firm not in home]
    middle = people.loc[people["role"] == "go_between", "firm"].astype(str)
    between = [firm for firm in dict.fromkeys(middle) if firm not in home + away]
    lanes: list[Lane] = []
    of: dict[str, float] = {}
    firms: list[tuple[str, float, float, str]] = []
    y = 0.0
    for side, names in (("home", home), ("between", between), ("away", away)):
        for firm in names:
            top = y
            for name, role, persons in _groups(people[people["firm"] == firm], side):
                height = HEIGHTS.get(role, HEIGHTS[""])
                lanes.append(Lane(name, firm, role, y + height / 2))
                of |= dict.fromkeys(persons, y + height / 2)
                y += height
            if y > top:
                firms.append((firm, top, y, side))
                y += GAP
    talk = story.events[story.events["kind"].isin(["message_read", "meeting_held"])]
    talkers = set(talk["from"].dropna()) | set(talk["to"].dropna())
    others = [name for name in people.index if name not in of and name in talkers]
    if others:
        told = "1 person" if len(others) == 1 else f"{len(others)} people"
        lanes.append(Lane(told, "other firms", "", y + 0.35))
        of |= dict.fromkeys(others, y + 0.35)
        firms.append(("other firms", y, y + 0.7, "away"))
        y += 0.7 + GAP
    return Lanes(lanes, of, firms, y - GAP)


def _groups(people: pd.DataFrame, side: str) -> list[tuple[str, str, list[str]]]:
    """Return (label, role, persons) of each lane of one firm, from the top."""
    found: list[tuple[str, str, list[str]]] = []
    for role in sorted(people["role"].astype(str).unique(), key=lambda r: _ORDER.get(r, 2)):
        names = [str(name) for name in people.index[people["role"] == role]]
        if len(names) > FEW and role in ("stakeholder", "go_between"):
            word = "stakeholders" if role == "stakeholder" else "staff"
            found.append((f"{len(names)} {word}", role, names))
        else:
            found += [
                (short_name(name, people.loc[name, "firm"], role), role, [name]) for name in names
            ]
    return found[::-1] if side == "away" else found


def short_name(name: str, firm: object, role: str) -> str:
    """Return a person's name without his firm's, which stands beside it; with his role."""
    bare = name.removeprefix(str(firm)).lstrip("._-/ :")
    if not bare or not any(letter.isalpha() for letter in bare):
        bare = role
    told = proper(bare)
    job = role.replace("_", "-")
    return told if job in told.lower() or role == "go_between" else f"{told}, {job}"


def draw_lanes(axes: Axes, lanes: Lanes, story: Story) -> None:
    """Draw the lanes and name them at the left: the firm in bold, its persons beside."""
    axes.set_ylim(lanes.depth + 0.15, -0.15)
    place = axes.get_yaxis_transform()
    colours = {
        firm: story.colour(number)
        for number, firm in reversed(list(story.deals["partner"].items()))
    }
    for firm, top, bottom, side in lanes.firms:
        colour = style.THROUGH if side == "between" else colours.get(firm, "#555555")
        axes.axhspan(top, bottom, color=colour, alpha=0.06, linewidth=0, zorder=0)
        axes.plot(
            [-0.004, -0.004],
            [top, bottom],
            transform=place,
            color=colour,
            linewidth=2.5,
            clip_on=False,
            solid_capstyle="butt",
        )
        axes.text(
            -0.143,
            (top + bottom) / 2,
            proper(firm),
            transform=place,
            fontsize=10,
            fontweight="bold",
            color=colour,
            va="center",
            ha="left",
        )
    for lane in lanes.lanes:
        axes.axhline(lane.y, color="#c4c4c4", linewidth=0.6, zorder=0.6)
        axes.text(-0.009, lane.y, lane.name, transform=place, ha="right", va="center", fontsize=8)
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
