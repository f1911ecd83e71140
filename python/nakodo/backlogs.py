"""Whose work waited when: the in-trays of one traced run, from its stocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

STOCK = "backlog"
_ORDER = {"champion": 0, "go_between": 1, "engineer": 2, "stakeholder": 3}


@dataclass(frozen=True)
class Backlog:
    """One person's in-tray: from each day of `days` on, `waiting` days of work wait in it.

    The first day is 0, the last the end of observation. Nothing waits before the first change.
    """

    person: str
    firm: str
    role: str
    days: npt.NDArray[np.float64]
    waiting: npt.NDArray[np.float64]

    @property
    def most(self) -> float:
        """The most that ever waited, in days of work."""
        return float(self.waiting.max())

    @property
    def mean(self) -> float:
        """The mean over time of what waits, in days of work."""
        return self._over_time(self.waiting)

    @property
    def share(self) -> float:
        """The share of the time in which something waits."""
        return self._over_time(self.waiting > 0)

    def _over_time(self, level: npt.NDArray[np.float64] | npt.NDArray[np.bool_]) -> float:
        length = float(self.days[-1] - self.days[0])
        return float((level[:-1] * np.diff(self.days)).sum()) / length if length > 0 else 0.0


def backlogs_of(
    stocks: pd.DataFrame, people: pd.DataFrame, until: float, always: Iterable[str] = ()
) -> list[Backlog]:
    """Return the backlog of everybody whose work ever waited before day `until`.

    `stocks` are those of one run, `people` as in Results. Of several changes at one moment the last
    counts. Whoever is in `always` is there even if nothing ever waited for him. Champions come
    first, then go-betweens, engineers, stakeholders, each in the order of `people`.
    """
    changes = stocks[(stocks["stock"] == STOCK) & (stocks["t"] < until)]
    found = []
    for person, own in changes.groupby(changes["subject"].astype(object)):
        last = own.drop_duplicates("t", keep="last")
        if (last["value"] > 0).any():
            found.append(_backlog(people, str(person), last, until))
    there = {backlog.person for backlog in found}
    found += [_backlog(people, who, changes[:0], until) for who in always if who not in there]
    places = {str(name): place for place, name in enumerate(people.index)}
    return sorted(found, key=lambda b: (_ORDER.get(b.role, 2), places[b.person]))


def _backlog(people: pd.DataFrame, person: str, changes: pd.DataFrame, until: float) -> Backlog:
    days = np.concatenate([[0.0], changes["t"].to_numpy(np.float64), [until]])
    values = np.concatenate([[0.0], changes["value"].to_numpy(np.float64)])
    waiting = np.append(values, values[-1])
    who = people.loc[person]
    return Backlog(person, str(who["firm"]), str(who["role"]), days, waiting)
