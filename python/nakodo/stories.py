"""Which run to tell, and how it came out in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from nakodo.errors import NothingTraced
from nakodo.words import level, listing, on, proper, span, titled, words

if TYPE_CHECKING:
    from nakodo.results import Results

MILESTONES = (
    "occasion",
    "introduced",
    "state",
    "ended",
    "surprise",
    "round_begun",
    "round_done",
    "accepted",
    "go_between_called",
    "go_between_engaged",
    "go_between_disengaged",
    "seconded",
    "returned",
    "launched",
)

MOST_DEALS = 6
MOST_PROJECTS = 2
LETTERS = 170  # of the outcomes of deals in a subtitle: about as wide as the page

_WHY = {
    "search": "the search ended without a partner",
    "veto": "a stakeholder refused",
    "patience": "patience ran out",
    "trust": "trust was lost",
    "no_agreement": "no agreement was reached",
}


def choose_run(results: Results) -> int:
    """Return the traced run whose story is the most typical of those that have most to tell.

    Among the whole traced runs, in this order: every project launched; most deals signed; most
    different kinds of milestones (so a run in which a go-between was called in frustration, an
    engineer was seconded and a surprise came up goes before an uneventful one; see
    nakodo.traces.turns); the design point nearest to what the experiment file says before its
    factors are varied; its end — the last launch, or else the last signature — nearest to the
    median of its design point; lowest number. The same file always gives the same run. Raises
    NothingTraced if no run was traced.
    """
    traced = results.traced
    runs = results.runs.set_index("run")
    whole = [run for run in traced if runs["failure"][run] == ""]
    if not whole:
        raise NothingTraced(
            f"{results.path}: no run was traced, so there is no story to tell. Run it again with "
            "`--trace events`, or replay one run: `nakodo replay`."
        )
    ends = _end_of_runs(results)
    medians = ends.groupby(runs["point"].reindex(ends.index)).median()

    agreeing = _agreement(results)

    def rank(run: int) -> tuple[float, float, float, float, float, int]:
        end = ends.get(run, np.nan)
        gap = abs(end - medians.get(runs["point"][run], np.nan))
        return (
            -float(runs["launched"][run]),
            -float(runs["signed"][run]),
            -float(len(results.kinds.get(run, set()).intersection(MILESTONES))),
            -float(agreeing.get(runs["point"][run], 0)),
            float(gap) if np.isfinite(gap) else float("inf"),
            run,
        )

    return min(whole, key=rank)


def busiest_run(results: Results) -> int:
    """Return the traced run in which most work waited: the sum of its persons' mean backlogs.

    Of equals the one that `choose_run` tells of, else the lowest. Raises NothingTraced if no run
    was traced.
    """
    typical = choose_run(results)
    failed = set(results.runs.loc[results.runs["failure"] != "", "run"])
    persons = results.persons[results.persons["run"].isin(set(results.traced) - failed)]
    waiting = persons.groupby("run")["backlog_mean"].sum()
    most = waiting[waiting == waiting.max()].index
    return typical if typical in most else int(most.min())


def _agreement(results: Results) -> dict[int, int]:
    """Return, for each design point, how many factors are there as the file itself has them."""
    points = results.points
    counts = dict.fromkeys(map(int, points["point"]), 0)
    for name, path in results.factors.items():
        own = _label(at_path(results.config, path))
        for point, value in zip(points["point"], points[name], strict=True):
            counts[int(point)] += _label(value) == own
    return counts


def at_path(config: object, path: str) -> object:
    """Return what stands in `config` at a dotted `path`, or None."""
    for part in path.split("."):
        config = config.get(part) if isinstance(config, dict) else None
    return config


def _label(value: object) -> object:
    """Return a YAML value as the label that a level of a factor has in the results."""
    if isinstance(value, dict):
        return ",".join(f"{key}={_label(inner)}" for key, inner in value.items())
    return float(value) if isinstance(value, (int, float)) else value


def _end_of_runs(results: Results) -> pd.Series[float]:
    """Return the day on which each run came to its launch, or else its last signature."""
    launched = results.projects.groupby("run")["t_launched"].max()
    signed = results.deals.groupby("run")["t_signed"].max()
    return launched.combine_first(signed)


def why(cause: object) -> str:
    """Return why a deal ended, as the end of a sentence."""
    return _WHY.get(str(cause), words(str(cause)))


def partner_name(deal: pd.Series) -> str:
    """Return the partner of a deal, or what was looked for when there is none."""
    partner = deal["partner"]
    return proper(str(partner)) if isinstance(partner, str) else f"{_needed(deal)} partner"


def _needed(deal: pd.Series) -> str:
    return proper(str(deal["resource"]))


def deals_told(results: Results, run: int) -> pd.DataFrame:
    """Return the deals of `run` that can be told: all, if they are at most six.

    Of more, those of the firm of which one went furthest, the first of equals; of that firm's, the
    six that went furthest, in their order.
    """
    deals = results.deals_of(run)
    if len(deals) <= MOST_DEALS:
        return deals
    reached = deals.filter(regex="^t_(?!ended)").notna().sum(axis=1)
    furthest = deals.iloc[int(np.argmax(reached.to_numpy()))]
    deals = deals[deals["initiator"] == furthest["initiator"]]
    ranked = reached[deals.index].sort_values(ascending=False, kind="stable")
    told: pd.DataFrame = deals.loc[ranked.index[:MOST_DEALS]].sort_index()
    return told


def title(results: Results, run: int) -> str:
    """Return how the run came out, in one sentence of at most about 90 letters."""
    deals = deals_told(results, run)
    projects = results.projects
    projects = projects[projects["run"] == run]
    count = len(projects)
    projects = projects[projects["firm"].isin(set(deals["initiator"]))]
    horizon = on(results.horizon, results.start)
    among = f"{len(projects)} of {count} projects: " if len(projects) < count else ""
    if len(deals) == 1:
        return among + _title_of_one(results, deals.iloc[0], horizon)
    if len(projects) > MOST_PROJECTS:
        return title_of_many(projects, horizon)
    told = []
    for _, project in projects.iterrows():
        name = proper(str(project["project"]))
        own = deals[deals["project"] == project["project"]]
        if np.isfinite(project["t_launched"]):
            since = project["t_launched"] - own["t_conceived"].min()
            day = on(project["t_launched"], results.start)
            told.append(f"{name} launched on {day}, {span(since)} after it was conceived")
        else:
            told.append(
                f"{name} not launched by {horizon}: "
                f"{int(project['signed'])} of {int(project['needs'])} partners signed"
            )
    return among + "; ".join(told)


def title_of_many(projects: pd.DataFrame, horizon: str) -> str:
    """Return how many projects launched by the date `horizon`, and which."""
    launched = np.isfinite(projects["t_launched"].to_numpy(dtype=float))
    names = [proper(str(name)) for name in projects["project"]]
    told = [name for name, done in zip(names, launched, strict=True) if done]
    if len(told) == len(names):
        return f"All {len(names)} projects launched by {horizon}"
    which = f": {listing(told)}" if told else ""
    return f"{len(told)} of {len(names)} projects launched by {horizon}{which}"


def _title_of_one(results: Results, deal: pd.Series, horizon: str) -> str:
    pair = f"{proper(str(deal['initiator']))} and {partner_name(deal)}"
    if np.isfinite(deal["t_signed"]):
        since = span(deal["t_signed"] - deal["t_conceived"])
        return f"{pair} signed on {on(deal['t_signed'], results.start)}, after {since}"
    if np.isfinite(deal["t_ended"]) and str(deal["cause"]) != "horizon":
        since = span(deal["t_ended"] - deal["t_conceived"])
        return f"{pair} broke off after {since}: {why(deal['cause'])}"
    return f"{pair} had not signed by {horizon}"


def outcome(deal: pd.Series, results: Results) -> str:
    """Return how one deal came out, in a few words without its partner's name."""
    if np.isfinite(deal["t_signed"]):
        return f"signed {on(deal['t_signed'], results.start)}"
    if np.isfinite(deal["t_ended"]) and str(deal["cause"]) != "horizon":
        return f"ended {on(deal['t_ended'], results.start)}: {why(deal['cause'])}"
    return "still open at the horizon"


def subtitle(results: Results, run: int) -> str:
    """Return two lines: each deal's outcome; then which run of which design point it is."""
    told = [
        f"{partner_name(deal)} ({_needed(deal)}) {outcome(deal, results)}"
        for _, deal in deals_told(results, run).iterrows()
    ]
    fits = [told[: i + 1] for i in range(len(told)) if len(" · ".join(told[: i + 1])) <= LETTERS]
    told = fits[-1] if fits else told[:1]
    left = len(results.deals_of(run)) - len(told)
    if left:
        told.append(f"and {left} more deals" if left > 1 else "and 1 more deal")
    row = results.runs[results.runs["run"] == run].iloc[0]
    setting = [f"{words(name)}: {level(row[name])}" for name in results.factors if name in row]
    first = listing(told) if len(told) < 3 and not left else " · ".join(told)
    place = f"replication {int(row['replication'])} of design point {int(row['point'])}"
    about = [*setting, f"one simulated run, {place}"]
    return f"{first}\n{titled(results.title, about)}"
