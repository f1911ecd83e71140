"""Flags: dated happenings written above the timeline, each with a line down to what it concerns.

Text stands to the right of its line. Of two flags that would touch, the earlier one stands higher;
so no line ever crosses another flag's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from nakodo.plot import style
from nakodo.plot.story import Story
from nakodo.stories import why
from nakodo.words import listing, proper

SIZE = 8.6
ROW_INCHES = 0.175
SAME = 6.0  # days within which happenings of one kind share a flag


@dataclass(frozen=True)
class Flag:
    """One happening: `day` since the start, what to write, its colour, and whether it is bold."""

    day: float
    text: str
    colour: str
    weight: str = "normal"


def flags_of(story: Story) -> list[Flag]:
    """Return the flags of a run in order of time."""
    found = [
        *_occasions(story),
        *_follow_up(story),
        *_go_between(story),
        *_applications(story),
        *_secondments(story),
        *_ends(story),
    ]
    return sorted((flag for flag in found if flag.day <= story.until), key=lambda flag: flag.day)


def _occasions(story: Story) -> list[Flag]:
    found = []
    initiators = set(story.deals["initiator"].dropna())
    known = initiators | set(story.deals["partner"].dropna()) | _intermediaries(story)
    meetings = story.of_kind("introduced")
    for _, fact in story.of_kind("occasion").iterrows():
        met: list[str] = []
        for _, pair in meetings[meetings["value"] == fact["value"]].iterrows():
            firms = {story.person(pair["from"])[0], story.person(pair["to"])[0]}
            if abs(pair["t"] - fact["t"]) <= SAME and firms & initiators and firms <= known:
                met += [proper(firm) for firm in sorted(firms - initiators)]
        names = listing(list(dict.fromkeys(met)))
        text = proper(fact["meaning"]) or "Occasion"
        found.append(Flag(fact["t"], f"{text}: meets {names}" if met else text, "#7a4fa3"))
    return found


def _follow_up(story: Story) -> list[Flag]:
    """Flag the first message or meeting that went straight from one side to the other."""
    homes, partners = set(story.deals["initiator"].dropna()), set(story.deals["partner"].dropna())
    legs = story.of_kind("message_read", "meeting_held")
    for _, fact in legs.assign(t=legs["t"] - legs["value"].fillna(0.0)).sort_values("t").iterrows():
        sender, receiver = story.person(fact["from"])[0], story.person(fact["to"])[0]
        if sender in homes and receiver in partners:
            occasions = story.of_kind("occasion")
            after = (occasions["t"] <= fact["t"]).any()
            does = "follows up directly" if after else f"writes to {proper(receiver)} directly"
            return [Flag(fact["t"], f"{proper(sender)} {does}", style.DIRECT)]
    return []


def _intermediaries(story: Story) -> set[str]:
    people = story.people
    return set(people.loc[people["role"] == "go_between", "firm"].astype(str))


def _go_between(story: Story) -> list[Flag]:
    """Flag each call; of the engagements only the first, since the strips show each deal's."""
    found = []
    for kind, verb in (("go_between_called", "called"), ("go_between_engaged", "starts work")):
        groups: list[list[tuple[float, str, str, float]]] = []
        for _, fact in story.of_kind(kind).iterrows():
            name = proper(story.person(fact["to"])[0]) or "Go-between"
            item = (fact["t"], name, story.partner(fact["deal"]), fact["value"])
            near = groups and item[0] - groups[-1][0][0] <= SAME and groups[-1][0][1] == name
            if near:
                groups[-1].append(item)
            else:
                groups.append([item])
        if kind == "go_between_engaged":
            found += [
                Flag(group[0][0], f"{group[0][1]} starts work", style.THROUGH, "bold")
                for group in groups[:1]
            ]
            continue
        for group in groups:
            partners = listing(list(dict.fromkeys(p for _, _, p, _ in group if p)))
            upset = partners and group[0][3] > 0
            text = f"{group[0][1]} {verb}" + (f", in frustration with {partners}" if upset else "")
            found.append(Flag(group[0][0], text, style.THROUGH, "bold"))
    found += [
        Flag(float(fact["t"]), f"{proper(story.person(fact['to'])[0])} leaves", style.THROUGH)
        for _, fact in story.of_kind("go_between_disengaged").iterrows()
    ]
    return found


def _applications(story: Story) -> list[Flag]:
    """Flag what was applied for where, and how long the list was: the first three and the last."""
    found = []
    applied = story.of_kind("applied").iterrows()
    told = [(f["t"], f"applies to {proper(story.person(f['to'])[0])}") for _, f in applied]
    for _, fact in story.of_kind("listed").iterrows():
        count = int(fact["value"])
        firms = "nobody" if count == 0 else "1 firm" if count == 1 else f"{count} firms"
        told.append((fact["t"], f"{proper(story.person(fact['from'])[0])} lists {firms}"))
    for kind in ("applies to", "lists"):
        own = sorted(item for item in told if kind in item[1])
        found += [Flag(day, text, "#6A4A86") for day, text in [*own[:3], *own[3:][-1:]]]
    return found


def _secondments(story: Story) -> list[Flag]:
    return [
        Flag(
            fact["t"],
            f"{proper(str(fact['from']))} sent to {proper(story.person(fact['to'])[0])}",
            "#0072B2",
        )
        for _, fact in story.of_kind("seconded").iterrows()
    ]


def _ends(story: Story) -> list[Flag]:
    found = []
    for number, deal in story.deals.iterrows():
        if deal["t_signed"] == deal["t_signed"]:
            text = f"{story.partner(number)} signs"
            found.append(Flag(deal["t_signed"], text, story.colour(number), "bold"))
        elif deal["t_ended"] == deal["t_ended"] and str(deal["cause"]) != "horizon":
            text = f"{story.partner(number)} lost: {why(deal['cause'])}"
            found.append(Flag(deal["t_ended"], text, style.MISUNDERSTANDING, "bold"))
    for _, project in story.projects.iterrows():
        if project["t_launched"] == project["t_launched"]:
            name = proper(str(project["project"]))
            found.append(Flag(project["t_launched"], f"{name} launched", style.INK, "bold"))
    return found


def edge_of(axes: Axes, story: Story, flags: Sequence[Flag], margin: float) -> float:
    """Return the day at which the time axis must end so that no flag leaves the page.

    `axes` shows the days from 0 to 1 in its full width; `margin` is how much room there is to its
    right, as a share of its width.
    """
    edge = story.until
    for flag in flags:
        room = 1.0 + margin - style.text_width(axes, f" {flag.text} ", SIZE, flag.weight)
        edge = max(edge, flag.day / max(room, 0.3))
    return edge


def rows_of(axes: Axes, places: Sequence[float], flags: Sequence[Flag]) -> list[int]:
    """Return the row of each flag, 0 the lowest; `places` are their x, ascending."""
    rows = [0] * len(flags)
    for i in reversed(range(len(flags))):
        reach = places[i] + style.text_width(axes, f"{flags[i].text}  ", SIZE, flags[i].weight)
        under = [rows[j] for j in range(i + 1, len(flags)) if places[j] <= reach]
        rows[i] = max(under, default=-1) + 1
    return rows


def draw_flags(top: Axes, below: Sequence[Axes], story: Story, flags: Sequence[Flag]) -> int:
    """Write the flags on `top`, with lines through `below` (strips first); return how many rows."""
    places = [story.at(flag.day) for flag in flags]
    rows = rows_of(top, places, flags)
    count = max(rows, default=-1) + 1
    top.set_ylim(0, max(count, 1))
    top.axis("off")
    for place, row, flag in zip(places, rows, flags, strict=True):
        top.plot([place, place], [0, row + 0.85], color=flag.colour, linewidth=1, clip_on=False)
        top.text(
            place,
            row + 0.45,
            f" {flag.text}",
            color=flag.colour,
            fontsize=SIZE,
            fontweight=flag.weight,
            va="center",
        )
        for axes in below:
            behind = 0.5 if axes is below[0] else 1.5  # no line through the words on the strips
            axes.axvline(place, color=flag.colour, linewidth=0.9, alpha=0.55, zorder=behind)
    return count
