"""The ladder: how each policy fares from level to level of a measured circumstance.

Two panels over the columns of the incidence picture, each level above its own column: the share of
deals signed, one line a policy, with 95 % Wilson bands; below it the days that the signed ones
took; of antithetic runs the bands are those of pairs (nakodo.pairs). Best at a level is who signs
most; of those within two points of the most, the soonest. Policies of which the intervals of one
hold what is estimated of the other are not told apart.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes

from nakodo.competing_risks import Z_95
from nakodo.intervals import Floats, of_strata, wilson
from nakodo.medians import around_median, lower_rank, weighted_median
from nakodo.outcomes import SIGNED
from nakodo.pairs import effective_trials, pair_of, rank_reach
from nakodo.plot import style
from nakodo.strata import weights
from nakodo.words import level, quoted, words

CLOSE_SHARE = 0.02
CLOSE_DAYS = 0.02
FEWEST = 10


@dataclass(frozen=True)
class Step:
    """One policy at one level: deals, share signed with its band, median days of the signed."""

    deals: int
    signed: int
    share: float
    lower: float
    upper: float
    median: float
    earlier: float
    later: float


@dataclass(frozen=True)
class Stretch:
    """Neighbouring levels (their places, from `first` to `last`) with the same best policies.

    None is best where they cannot be compared; `alike` where no policy that was run is any better.
    """

    first: int
    last: int
    best: list[str]
    alike: bool = False


def step_of(deals: pd.DataFrame, in_pairs: bool = False) -> Step:
    """Return how the deals of one policy at one level came out; all NaN if there are none.

    The median has the distribution-free 95 % interval of order statistics; it is NaN if fewer than
    ten deals were signed. Where points have different numbers of runs, each counts the same
    (nakodo.strata).
    """
    if deals.empty:
        return Step(0, 0, *[np.nan] * 6)
    yes = (deals["ended_by"] == SIGNED).to_numpy()
    weight = weights(deals)
    share, lower, upper = _share(deals, yes, weight, in_pairs)
    median = earlier = later = np.nan
    if yes.sum() >= FEWEST:
        kept = deals[yes].assign(weight=weight[yes]).sort_values("duration")
        days, own = (kept[name].to_numpy(dtype=np.float64) for name in ("duration", "weight"))
        median = weighted_median(days, own)
        earlier, later = around_median(days, own, _reach(kept, own, in_pairs))
    return Step(len(deals), int(yes.sum()), share, lower, upper, median, earlier, later)


def _share(
    deals: pd.DataFrame, yes: npt.NDArray[np.bool_], weight: Floats, in_pairs: bool
) -> tuple[float, float, float]:
    """Return the share of `yes` with its interval, Wilson's: of all, or of each point and added."""
    strata = deals["point"].to_numpy() if (weight != 1.0).any() else np.zeros(len(deals))
    shares, limits, parts = [], [], []
    for stratum in np.unique(strata):
        own = strata == stratum
        trials = float(own.sum())
        if in_pairs:
            trials = effective_trials(yes[own], pair_of(deals["replication"])[own])
        shares.append(float(yes[own].mean()))
        limits.append(wilson(shares[-1] * trials, trials))
        parts.append(float(weight[own].sum() / weight.sum()))
    if len(shares) == 1:
        return shares[0], *limits[0]
    return float(np.dot(parts, shares)), *of_strata(shares, limits, parts)


def _reach(signed: pd.DataFrame, weight: Floats, in_pairs: bool) -> float:
    """Return how much weight from the middle the interval of the median ends; `signed` by days."""
    if in_pairs:
        days = signed["duration"].to_numpy(dtype=np.float64)
        return rank_reach(days, pair_of(signed["replication"]), weights=weight)
    if (weight == weight[0]).all():
        return float(weight[0]) * (len(weight) / 2 - lower_rank(len(weight)))
    return Z_95 * float(np.sqrt((weight**2).sum())) / 2


def steps_of(
    deals: pd.DataFrame,
    colour: str,
    policies: Sequence[object],
    factor: str,
    levels: list[float],
    in_pairs: bool = False,
) -> dict[str, list[Step]]:
    """Return the steps of each policy, by its name in a sentence, one a level."""
    return {
        quoted(colour, policy): [
            step_of(deals[(deals[colour] == policy) & (deals[factor] == at)], in_pairs)
            for at in levels
        ]
        for policy in policies
    }


def best_of(steps: dict[str, Step]) -> list[str]:
    """Return the best policies at one level: close to the most signed, then close to soonest.

    And those that cannot be told from one of these. None if fewer than two policies were run.
    """
    steps = {policy: step for policy, step in steps.items() if step.deals > 0}
    if len(steps) < 2:
        return []
    most = max(step.share for step in steps.values())
    near = {p: s for p, s in steps.items() if s.share >= most - CLOSE_SHARE}
    soonest = min((s.median for s in near.values() if np.isfinite(s.median)), default=np.nan)
    best = near
    if np.isfinite(soonest):
        best = {p: s for p, s in near.items() if s.median <= soonest * (1 + CLOSE_DAYS)}
    return [p for p, s in steps.items() if p in best or any(_alike(s, b) for b in best.values())]


def _alike(one: Step, other: Step) -> bool:
    """Whether the interval of one holds what is estimated of the other, or shares are close."""
    shares = abs(one.share - other.share) <= CLOSE_SHARE or (
        one.lower <= other.share <= one.upper or other.lower <= one.share <= other.upper
    )
    days = bool(np.isnan(one.median) and np.isnan(other.median)) or (
        one.earlier <= other.median <= one.later or other.earlier <= one.median <= other.later
    )
    return shares and days


def stretches_of(steps: dict[str, list[Step]], fair: Sequence[bool] | None = None) -> list[Stretch]:
    """Join neighbouring levels as long as they have a best policy in common.

    `fair` says at which levels the policies can be compared; without it, at all. Levels at which
    all are alike join only each other.
    """
    count = len(next(iter(steps.values())))
    found: list[Stretch] = []
    for at in range(count):
        own = {policy: steps_at[at] for policy, steps_at in steps.items()}
        best = best_of(own) if fair is None or fair[at] else []
        alike = bool(best) and len(best) == sum(step.deals > 0 for step in own.values())
        last = found[-1] if found else None
        common = [policy for policy in last.best if policy in best] if last else []
        if last and last.alike == alike and (common or not (last.best or best)):
            found[-1] = Stretch(last.first, at, common, alike)
        else:
            found.append(Stretch(at, at, best, alike))
    return found


def sentence_of(stretches: list[Stretch], levels: list[float], factor: str) -> str:
    """Return at which levels which policy is best, in one sentence; at least one is compared."""
    told: list[str] = []
    named = said = False
    for before, stretch in zip([None, *stretches], stretches, strict=False):
        if not stretch.best:
            continue
        alone = stretch.first == stretch.last and before is not None and not before.best
        where = _where(stretch, levels, "" if named else f"{words(factor)} ", alone)
        if stretch.alike:
            told.append(f"all about alike {where}")
        else:
            told.append(f"{'' if said else 'best is '}{' or '.join(stretch.best)} {where}")
        named, said = True, not stretch.alike
    text = "; ".join(told)
    return text[:1].upper() + text[1:]


def _where(stretch: Stretch, levels: list[float], name: str, alone: bool) -> str:
    """Return at which levels that is; `name` of their factor, with a blank, or empty.

    Where a level is `alone`, the one before it not being compared, nothing begins there.
    """
    low, high = level(levels[stretch.first]), level(levels[stretch.last])
    if stretch.first == 0 and stretch.last == len(levels) - 1:
        return f"at every {name}".rstrip()
    if stretch.first == 0:
        return f"up to {name}{high}" if stretch.last > 0 else f"at {name}{low}"
    if stretch.last == len(levels) - 1 and not alone:
        return f"from {name}{low} on"
    return f"at {name}{low}" if low == high else f"from {name}{low} to {high}"


def draw_ladder(
    share: Axes,
    days: Axes,
    places: Sequence[float],
    steps: dict[str, list[Step]],
    fair: Sequence[bool] | None = None,
) -> list[Stretch]:
    """Draw both panels with level i at x = `places[i]`; return the stretches (stretches_of).

    The x-axes must have their limits. A median of fewer than half of the deals is drawn hollow:
    only the quick ones count in it.
    """
    stretches = stretches_of(steps, fair)
    x = np.asarray(places, dtype=np.float64)
    for i, (_, own) in enumerate(steps.items()):
        colour = style.LEVELS[i % len(style.LEVELS)]
        dash, marker = style.DASHES[i % len(style.DASHES)], style.MARKERS[i % len(style.MARKERS)]
        look: dict[str, Any] = {"color": colour, "linestyle": dash, "linewidth": 2, "zorder": 3}
        band: dict[str, Any] = {"color": colour, "alpha": 0.2, "linewidth": 0, "zorder": 2}
        lower, upper = [s.lower for s in own], [s.upper for s in own]
        share.fill_between(x, lower, upper, **band)
        share.plot(x, [s.share for s in own], marker=marker, markersize=6, **look)
        earlier, later = [s.earlier for s in own], [s.later for s in own]
        days.fill_between(x, earlier, later, **band)
        days.plot(x, [s.median for s in own], **look)
        for place, step in zip(x, own, strict=True):
            full = step.share >= 0.5
            days.plot(
                [place],
                [step.median],
                marker,
                markersize=6,
                markerfacecolor=colour if full else "white",
                markeredgecolor=colour,
                markeredgewidth=1.3,
                zorder=3.5,
            )
    ends = [end for own in steps.values() for s in own for end in (s.median, s.later)]
    highest = max((end for end in ends if np.isfinite(end)), default=1)
    share.set(ylim=(-0.03, 1.05), yticks=[0, 0.25, 0.5, 0.75, 1])
    share.set_yticklabels(["0", "", "50 %", "", "100 %"])
    high = 1.12 * highest
    days.set_ylim(0, high)
    apart = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if high / s <= 4.5), high / 4)
    days.set_yticks(np.arange(0, 0.88 * high, apart))  # clear of the panel above
    for axes in (share, days):
        axes.grid(axis="y", color=style.RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set_xticks(x)
        axes.tick_params(axis="x", labelbottom=False)
    _mark(share, days, x, stretches, list(steps))
    return stretches


def _mark(
    share: Axes,
    days: Axes,
    x: np.ndarray,
    stretches: list[Stretch],
    policies: list[str],
) -> None:
    """Colour each stretch in the hue of its best policy, name it, and rule off the next."""
    left, right = share.get_xlim()
    between = [(x[s.last] + x[s.last + 1]) / 2 for s in stretches[:-1]]
    edges = [left, *between, right]
    for stretch, begin, end in zip(stretches, edges, edges[1:], strict=False):
        colour, told = style.INK, f"best: {' or '.join(stretch.best)}"
        if stretch.alike:
            told = "all about alike"
        elif not stretch.best:
            colour, told = style.FAINT, "not compared"
        elif len(stretch.best) == 1:
            colour = style.LEVELS[policies.index(stretch.best[0]) % len(style.LEVELS)]
        for axes in (share, days):
            axes.axvspan(begin, end, color=colour, alpha=0.05, linewidth=0, zorder=0)
        letters = max(
            8, int(len(told) * (end - begin) / style.text_width(share, told, 9.5, "bold"))
        )
        share.annotate(
            textwrap.fill(told, letters, break_long_words=False),
            ((begin + end) / 2, 1),
            xycoords=share.get_xaxis_transform(),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=9.5,
            fontweight="bold",
            color=colour,
            annotation_clip=False,
        )
    for edge in between:
        for axes in (share, days):
            axes.axvline(edge, color=style.INK, linewidth=1.1, linestyle=(0, (4, 3)), zorder=1)
