"""Levels: how trust and frustration of both sides of each deal moved."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from nakodo.plot import style
from nakodo.plot.story import Story


def draw_level(axes: Axes, story: Story, stock: str, label: str) -> None:
    """Draw a stock of every deal: initiator's side solid, partner's side dashed."""
    changes = story.stocks[story.stocks["stock"] == stock]
    firms = story.people["firm"].astype(object)
    tags: list[tuple[float, str, str]] = []
    top = 0.0
    for number, deal in story.deals.iterrows():
        own = changes[changes["deal"] == number]
        side = own["subject"].astype(object).map(firms)
        other = own["object"].astype(object).map(firms)
        end = _end(deal, story.until)
        last: list[float] = []
        for ours, theirs, dash in (
            (deal["initiator"], deal["partner"], style.DASHES[0]),
            (deal["partner"], deal["initiator"], (0, (4, 1.6))),
        ):
            line = own[(side == ours) & (other == theirs) & (own["t"] <= end)]
            if line.empty:
                continue
            days = np.append(line["t"].to_numpy(float), end)
            values = np.append(line["value"].to_numpy(float), line["value"].iloc[-1])
            axes.step(
                story.x(days),
                values,
                where="post",
                color=story.colour(number),
                linewidth=1.5,
                linestyle=dash,
                alpha=0.9,
                zorder=2,
            )
            top, last = max(top, float(values.max())), [*last, float(values[-1])]
        if last:
            tags.append((float(np.mean(last)), story.partner(number), story.colour(number)))
    high = 1.0 if stock == "trust" else max(0.5, 1.12 * top)
    axes.set_ylim(0, high)
    step = next((s for s in (0.1, 0.2, 0.5, 1.0, 2.0) if high / s <= 4), 5.0)
    ticks = [0, 0.5, 1] if stock == "trust" else np.arange(0, 0.88 * high, step)
    axes.set_yticks(ticks)  # the highest stays clear of the panel above
    axes.set_yticklabels([f"{tick:.1f}" for tick in ticks])
    axes.set_ylabel(label, rotation=0, ha="right", va="center", fontsize=9.5, fontweight="bold")
    axes.yaxis.set_label_coords(-0.035, 0.5)
    axes.grid(axis="y", color=style.RULE, linewidth=0.6)
    _write_tags(axes, tags)


def draw_calls(axes: Axes, story: Story) -> None:
    """Mark at which frustration the go-between was called for each deal."""
    for _, fact in story.of_kind("go_between_called").iterrows():
        if not fact["value"] > 0:
            continue
        axes.plot(
            story.at(fact["t"]),
            fact["value"],
            "o",
            markersize=7,
            markerfacecolor="white",
            markeredgecolor=style.THROUGH,
            markeredgewidth=1.8,
            zorder=3,
        )
    calls = story.of_kind("go_between_called")
    calls = calls[calls["value"] > 0]
    if not calls.empty:
        first = calls.iloc[0]
        low, high = axes.get_ylim()
        axes.annotate(
            f"go-between called at {first['value']:.2f}",
            (story.at(first["t"]), first["value"]),
            xytext=(-8, 5),
            textcoords="offset points",
            fontsize=8,
            color=style.THROUGH,
            fontweight="bold",
            ha="right",
            va="bottom" if first["value"] < low + 0.85 * (high - low) else "top",
        )


def side_handles() -> list[Line2D]:
    """Return the legend of the two sides."""
    return [
        Line2D([], [], color="#555555", linewidth=1.5, label="initiator's side"),
        Line2D(
            [], [], color="#555555", linewidth=1.5, linestyle=(0, (4, 1.6)), label="partner's side"
        ),
    ]


def _end(deal: pd.Series, until: float) -> float:
    ends = [float(deal[name]) for name in ("t_signed", "t_ended") if np.isfinite(deal[name])]
    return min([until, *ends])


def _write_tags(axes: Axes, tags: list[tuple[float, str, str]]) -> None:
    """Write each deal's name at the right, moved apart so that no two touch."""
    low, high = axes.get_ylim()
    step = 0.17 * (high - low)
    at = low + 0.06 * (high - low)
    lowest = []
    for value, _, _ in sorted(tags):
        at = max(at, value)
        lowest.append(at)
        at += step
    over = max(0.0, (lowest[-1] if lowest else low) - (high - 0.06 * (high - low)))
    for place, (_, name, colour) in zip(lowest, sorted(tags), strict=True):
        axes.text(
            1.006,
            place - over,
            name,
            transform=axes.get_yaxis_transform(),
            fontsize=8.5,
            fontweight="bold",
            color=colour,
            va="center",
        )
