"""What happens in one run of a made-up world, deal by deal."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from typing import Any

import numpy as np

from synthetic.codes import (
    AT_SIGNING,
    CAUSES,
    KINDS,
    PHASE_OF,
    SIDES,
    SPENT,
    STATES,
    STOCKS,
    TIMES,
    TOPICS,
)
from synthetic.world import World


class Story:
    """One run: its facts, its changes of stocks, its deals."""

    def __init__(self, world: World, levels: dict[str, Any], seed: tuple[int, ...]) -> None:
        self.world = world
        self.rng = np.random.default_rng(seed)
        self.facts: list[list[Any]] = []
        self.stocks: list[tuple[Any, ...]] = []
        self.deals: list[dict[str, Any]] = []
        self.projects: list[dict[str, Any]] = []
        self.costs: list[dict[str, Any]] = []
        self.distance = float(levels.get("distance", 1.2))
        self.policy = levels.get("go_between", levels.get("policy", "never"))
        self.slow = levels.get("authority", "serial") == "serial"
        self.trust: dict[tuple[int, int], float] = {}
        self._live()

    def fact(
        self,
        t: float,
        kind: str,
        a: int,
        b: int,
        deal: int,
        value: float = np.nan,
        cause: list[Any] | None = None,
    ) -> list[Any]:
        row = [t, KINDS.index(kind), a, b, deal, value, cause]
        self.facts.append(row)
        return row

    def stock(self, t: float, name: str, a: int, b: int, deal: int, value: float) -> None:
        self.stocks.append((t, STOCKS.index(name), a, b, deal, value))

    def _live(self) -> None:
        world = self.world
        for code, (_, day) in enumerate(world.occasions):
            fact = self.fact(day, "occasion", -1, -1, -1, code)
            if code < 2:
                firms = [len(world.firms) - 1] if code == 0 else range(1, len(world.firms) - 1)
                for firm in firms:
                    people = [i for i, p in enumerate(world.persons) if p[1] == firm]
                    self.fact(day, "introduced", world.champion(0), people[0], -1, code, fact)
        self.away = (0.0, 0.0, -1)
        if world.engineer and self.rng.random() < 0.8:
            at, days = 300 + self.rng.exponential(40), 120.0
            host = world.champion(1)
            engineer = next(i for i, p in enumerate(world.persons) if p[0] == world.engineer)
            go = self.fact(at, "seconded", engineer, host, 0, days)
            self.fact(at + days, "returned", engineer, host, 0, days, go)
            self.away = (at, at + days, 1)
        signed = []
        for number, (_, partner) in enumerate(world.needs):
            deal = Deal(self, number, world.firms.index(partner))
            deal.row |= {"resource": number, "project": 0, "initiator": 0}
            self.deals.append(deal.row)
            self.costs += [
                {"deal": number, "side": side, "phase": phase}
                | dict(zip(("person_days", "travel", "fees"), spent, strict=True))
                for (side, phase), spent in sorted(deal.costs.items())
            ]
            signed.append(deal.row["t_signed"])
        launched = float(np.max(signed)) + 60
        if launched > world.horizon:
            launched = np.nan
        if np.isfinite(launched):
            self.fact(launched, "launched", world.champion(0), -1, -1, launched)
        self.projects.append(
            {
                "project": 0,
                "firm": 0,
                "needs": len(world.needs),
                "signed": int(np.isfinite(signed).sum()),
                "t_launched": launched,
            }
        )
        self.facts.sort(key=lambda row: row[0])
        self.stocks.sort(key=lambda row: row[0])
        place = {id(row): i for i, row in enumerate(self.facts)}
        self.events = [[*row[:6], place.get(id(row[6]), -1)] for row in self.facts]

    def count(self, kind: str) -> int:
        return sum(1 for row in self.facts if row[1] == KINDS.index(kind))


class Over(Exception):
    """The deal ended, or the horizon passed."""


class Deal:
    """The life of one deal, on a clock of its own."""

    def __init__(self, story: Story, number: int, partner: int) -> None:
        self.story, self.number, self.partner = story, number, partner
        world = story.world
        self.ours, self.theirs = world.champion(0), world.champion(partner)
        self.middle = world.staff(len(world.firms) - 1, 2)[0]
        self.t = 0.0
        self.frustration = [0.0, 0.0]
        self.engaged_at = 45.0 if story.policy == "from_start" else np.inf
        self.called = story.policy == "from_start"
        self.surfacing: list[tuple[float, list[Any], int, int]] = []
        self.open = 12
        self.row: dict[str, Any] = dict.fromkeys(TIMES, np.nan)
        self.row |= dict.fromkeys("encounters clarifications surprises offers visits".split(), 0)
        self.row |= {
            "partner": partner,
            "intermediary": -1,
            "state": 0,
            "cause": -1,
            "attempt": 1,
            "followed": 0,
        }
        self.row |= dict.fromkeys(AT_SIGNING, np.nan) | dict.fromkeys(SPENT, 0.0)
        self.row |= {"alignment_points": 6, "mandate_rounds": 0}
        self.costs: dict[tuple[int, int], list[float]] = {}
        story.trust[self.ours, self.theirs] = story.trust[self.theirs, self.ours] = 0.5
        for a, b in ((self.ours, self.theirs), (self.theirs, self.ours)):
            story.stock(0.0, "trust", a, b, number, 0.5)
            story.stock(0.0, "frustration", a, b, number, 0.0)
        with suppress(Over):
            self._live()

    def _live(self) -> None:
        story, rng = self.story, self.story.rng
        if self.called:
            self._call(0.0)
        self._enter("conceived")
        self._round(self.ours, 0)
        self._enter("mandated")
        self._enter("searching")
        self.t = max(self.t, story.world.contact_at + rng.exponential(10))
        self._encounter(self.ours, self.theirs, "probe")
        self._enter("contacted")
        self._round(self.theirs, self.partner)
        self._enter("counter_mandated")
        self._enter("dialogue")
        turn = 0
        while self.open > 0 or self.surfacing:
            if self.open == 0:
                self.t = min(when for when, *_ in self.surfacing)
            a, b = (self.ours, self.theirs) if turn % 2 == 0 else (self.theirs, self.ours)
            if self._encounter(a, b, "explain"):
                self.open -= 1
            turn += 1
        self._enter("bargaining")
        begun = self.t
        while True:
            a, b = (self.ours, self.theirs) if turn % 2 == 0 else (self.theirs, self.ours)
            turn += 1
            self.row["offers"] += 1
            end = self._encounter(a, b, "offer")
            aspiration = max(0.45, 1 - (self.t - begun) / 180)
            worth = float(rng.beta(4, 3))
            offer = story.fact(self.t, "offer", a, b, self.number, worth)
            if end and worth > aspiration:
                story.fact(self.t, "accepted", b, a, self.number, aspiration, offer)
                break
            story.fact(self.t, "rejected", b, a, self.number, aspiration, offer)
            self._frustrate(0.01)
            if self.t - begun > 360:
                self._drop("no_agreement")
        self._enter("sealing")
        self._round(self.theirs, self.partner)
        self._round(self.ours, 0)
        self.row |= {
            "utility_initiator": 0.6,
            "utility_partner": 0.55,
            "completeness": 0.4,
            "trust_initiator": story.trust[self.ours, self.theirs],
            "trust_partner": story.trust[self.theirs, self.ours],
        }
        self._enter("signed")

    def _pass(self, days: float) -> None:
        self.t += days
        if self.t >= self.story.world.horizon:
            raise Over

    def _enter(self, state: str) -> None:
        self._pass(0.0)
        if f"t_{state}" in self.row:
            self.row[f"t_{state}"] = self.t
        self.row["state"] = STATES.index(state)
        self.story.fact(self.t, "state", self.ours, self.theirs, self.number, STATES.index(state))

    def _spend(self, side: str, person_days: float = 0.0, fees: float = 0.0) -> None:
        spent = self.costs.setdefault(
            (SIDES.index(side), PHASE_OF[self.row["state"]]), [0.0, 0.0, 0.0]
        )
        spent[0] += person_days
        spent[2] += fees
        self.row[f"person_days_{side}"] += person_days

    def _drop(self, cause: str) -> None:
        self.row["cause"] = CAUSES.index(cause)
        self.row["t_ended"] = self.t
        self.story.fact(self.t, "ended", self.ours, self.theirs, self.number, CAUSES.index(cause))
        raise Over

    def _round(self, champion: int, firm: int) -> None:
        """Win each stakeholder in turn."""
        story = self.story
        slow = 2.2 if firm == 0 and story.slow else 1.0
        crowd = story.world.staff(firm, 1)
        story.fact(self.t, "round_begun", champion, -1, self.number, len(crowd))
        visits = 0
        for person in crowd:
            for _ in range(story.rng.geometric(0.5)):
                self._pass(story.rng.exponential(2.0) * slow)
                kind = "visit" if story.rng.random() < 0.95 else "visit_misunderstood"
                story.fact(self.t, kind, champion, person, self.number, 0.5)
                visits += 1
                self._spend("initiator" if firm == 0 else "partner", 1.0)
                story.stock(self.t, "backlog", champion, -1, -1, 3.0)
                story.stock(self.t + 0.5, "backlog", champion, -1, -1, 0.0)
            self._pass(story.rng.exponential(1.0) * slow)
            story.fact(self.t, "assented", person, champion, self.number, 0.62)
            if story.rng.random() < 0.002 * slow:
                self._drop("veto")
        self.row["visits"] += visits
        story.fact(self.t, "round_done", champion, -1, self.number, visits)

    def _shield(self) -> float:
        return 0.2 if self.t >= self.engaged_at else 1.0

    def _frustrate(self, amount: float) -> None:
        for side, (a, b) in enumerate(((self.ours, self.theirs), (self.theirs, self.ours))):
            noise = self.story.rng.uniform(0.6, 1.4)
            change = amount * noise * (self._shield() if amount > 0 else 1.0)
            self.frustration[side] = max(0.0, self.frustration[side] + change)
            self.story.stock(self.t, "frustration", a, b, self.number, self.frustration[side])
        if max(self.frustration) > 1:
            self._drop("patience")
        if (
            self.story.policy == "when_frustrated"
            and not self.called
            and max(self.frustration) > 0.4
        ):
            self._call(max(self.frustration))

    def _call(self, frustration: float) -> None:
        self.called = True
        call = self.story.fact(
            self.t, "go_between_called", self.ours, self.middle, self.number, frustration
        )
        self.engaged_at = self.t + 45
        self.row["intermediary"] = len(self.story.world.firms) - 1
        self.row["fees"] = 20000.0
        self._spend("initiator", fees=20000.0)
        self.story.fact(
            self.engaged_at, "go_between_engaged", self.ours, self.middle, self.number, 20000, call
        )

    def _judge(self, a: int, b: int, good: bool, weight: float = 0.03) -> None:
        trust = self.story.trust
        for pair in ((a, b), (b, a)):
            goal = 1.0 if good else 0.0
            weight = weight if good else weight * 1.5 * self._shield()
            trust[pair] += weight * (goal - trust[pair])
            self.story.stock(self.t, "trust", *pair, self.number, trust[pair])
            if trust[pair] < 0.15:
                self._drop("trust")

    def _encounter(self, a: int, b: int, topic: str) -> bool:
        """Send one message until it is believed to be understood; surface what has waited."""
        story, rng = self.story, self.story.rng
        for item in [s for s in self.surfacing if s[0] <= self.t]:
            self.surfacing.remove(item)
            when, root, x, y = item
            self.open += 1
            self.row["surprises"] += 1
            story.fact(when, "surprise", x, y, self.number, when - root[0], root)
            self._frustrate(0.12)
            self._judge(x, y, good=False, weight=0.08)
        self.row["encounters"] += 1
        through = self.t >= self.engaged_at
        route = [a, self.middle, b] if through else [a, b]
        home = story.away[2] == self.partner and story.away[0] <= self.t <= story.away[1]
        reach = 2.4 if home else 1.3
        p = np.exp(-(((0.25 if through else story.distance) / reach) ** 2))
        begun = self.t
        root = story.fact(self.t, "encounter_begun", a, b, self.number, TOPICS.index(topic))
        silent = None
        for x, y in pairwise(route):
            while True:
                self._pass(rng.exponential(1.5))
                story.fact(self.t, "message_sent", x, y, self.number, 0, root)
                sent = self.t
                self._pass(1.0 + rng.exponential(4.0))
                read = story.fact(self.t, "message_read", x, y, self.number, self.t - sent, root)
                if rng.random() < p:
                    break
                if rng.random() < 0.5:
                    self.row["clarifications"] += 1
                    story.fact(self.t, "clarification", x, y, self.number, np.nan, read)
                    self._frustrate(0.03)
                    self._judge(a, b, good=False)
                elif y == self.middle and rng.random() < 0.8:
                    story.fact(self.t, "caught", x, y, self.number, np.nan, read)
                else:
                    silent = story.fact(self.t, "misunderstood", x, y, self.number, np.nan, read)
                    break
        self._spend("initiator", 0.5)
        self._spend("partner", 0.4)
        if through:
            self._spend("intermediary", 0.3)
            story.stock(begun, "backlog", self.middle, -1, -1, 0.6)
            story.stock(self.t, "backlog", self.middle, -1, -1, 0.0)
        if silent is not None:
            self.surfacing.append((self.t + rng.exponential(60), silent, a, b))
        else:
            story.fact(self.t, "understood", a, b, self.number, self.t - begun, root)
            self._judge(a, b, good=True)
        self._frustrate(-0.02)
        return True
