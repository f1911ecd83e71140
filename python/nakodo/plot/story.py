"""Story: what a timeline is drawn from — one run's deals, facts and people, on one time axis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nakodo.errors import NothingTraced
from nakodo.plot import style
from nakodo.stories import deals_told, partner_name

if TYPE_CHECKING:
    from nakodo.results import Results


@dataclass(frozen=True)
class Story:
    """One run. `deals` are the (at most six) deals shown, indexed by their number in the run.

    If there are more, facts and stocks are those of the deals shown only.
    """

    results: Results
    run: int
    events: pd.DataFrame
    stocks: pd.DataFrame
    deals: pd.DataFrame
    people: pd.DataFrame
    until: float

    @property
    def start(self) -> date:
        """The date of day 0."""
        return self.results.start

    @property
    def _origin(self) -> float:
        return float(np.datetime64(self.start, "D").astype(np.int64))

    def x(self, days: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the place of `days` on the time axis: matplotlib's days since 1970."""
        return np.asarray(days, dtype=np.float64) + self._origin

    def at(self, day: float) -> float:
        """Return the place of one day on the time axis."""
        return float(self.x(day))

    def engagements(self) -> list[tuple[str, str, float, float]]:
        """Whom a firm had between the parties: firm, person, from day, to day (inf: to the end)."""
        left = self.of_kind("go_between_disengaged")
        found = []
        for _, fact in self.of_kind("go_between_engaged").iterrows():
            same = (left["from"] == fact["from"]) & (left["to"] == fact["to"])
            ends = left.loc[same & (left["t"] >= fact["t"]), "t"]
            end = float(ends.min()) if len(ends) else float("inf")
            firm, _ = self.person(fact["from"])
            found.append((firm, str(fact["to"]), float(fact["t"]), end))
        return found

    @property
    def projects(self) -> pd.DataFrame:
        """The projects of the run whose deals are shown."""
        projects = self.results.projects
        told = projects["firm"].isin(set(self.deals["initiator"]))
        return projects[(projects["run"] == self.run) & told]

    def of_kind(self, *kinds: str) -> pd.DataFrame:
        """Return the facts of these kinds up to the end of the picture, in order of time."""
        events = self.events
        return events[events["kind"].isin(kinds) & (events["t"] <= self.until)]

    def colour(self, deal: object) -> str:
        """Return the colour of a deal, by its number in the run."""
        place = list(self.deals.index).index(deal) if deal in self.deals.index else -1
        return style.DEALS[place % len(style.DEALS)] if place >= 0 else style.FAINT

    def partner(self, deal: object) -> str:
        """Return the name of a deal's partner, or "" if it is none of the deals shown."""
        return next(
            (partner_name(row) for number, row in self.deals.iterrows() if number == deal), ""
        )

    def person(self, name: object) -> tuple[str, str]:
        """Return (firm, role) of a person, ("", "") if unknown."""
        if not isinstance(name, str) or name not in self.people.index:
            return "", ""
        return str(self.people.at[name, "firm"]), str(self.people.at[name, "role"])


def story_of(results: Results, run: int) -> Story:
    """Gather what is told of `run`. Raises NothingTraced if it was not traced."""
    events = results.events(run)
    try:
        stocks = results.stocks(run)
    except NothingTraced:
        stocks = pd.DataFrame(columns=["t", "stock", "subject", "object", "deal", "value"])
    deals = deals_told(results, run)
    if len(deals) < len(results.deals_of(run)):
        events = of_these(events, deals, results.people, ("from", "to"))
        stocks = of_these(stocks, deals, results.people, ("subject", "object"))
    return Story(results, run, events, stocks, deals, results.people, end_of(results, run, deals))


def of_these(
    facts: pd.DataFrame, deals: pd.DataFrame, people: pd.DataFrame, who: tuple[str, str]
) -> pd.DataFrame:
    """Keep the facts of `deals`, and of no deal those among the people of their firms."""
    sides = [deals[side].dropna() for side in ("initiator", "partner", "intermediary")]
    firms = set(pd.concat([side.astype(object) for side in sides]))
    theirs = pd.Series(True, index=facts.index)
    for end in who:
        firm = facts[end].astype(object).map(people["firm"].astype(object))
        theirs &= firm.isna() | firm.isin(firms)
    return facts[facts["deal"].isin(deals.index) | ((facts["deal"] == -1) & theirs)]


def end_of(results: Results, run: int, deals: pd.DataFrame) -> float:
    """Return the last day of a picture of `deals`: soon after all is decided, or the horizon."""
    projects = results.projects[results.projects["run"] == run]
    projects = projects[projects["firm"].isin(set(deals["initiator"]))]
    last = [float(day) for day in projects["t_launched"] if np.isfinite(day)]
    for _, deal in deals.iterrows():
        ends: list[Any] = [deal["t_signed"], deal["t_ended"]]
        known = [float(day) for day in ends if np.isfinite(day)]
        if not known:
            return results.horizon
        last.append(min(known))
    return min(results.horizon, 1.03 * max(last, default=results.horizon) + 10)
