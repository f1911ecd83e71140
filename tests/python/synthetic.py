"""A stand-in for `nakodo run`: small, made-up stories written to the letter of results/README.md.

Not the model. It makes files rich enough (three deals, a go-between called in frustration, a
secondment, surprises, dropped deals) to test the reader and to look at the pictures.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import h5py
import numpy as np

STATES = (
    "conceived mandated searching contacted counter_mandated dialogue bargaining sealing signed "
    "dropped"
).split()
CAUSES = "search veto patience trust no_agreement horizon".split()
SIDES = "initiator partner intermediary".split()
PHASES = "mandate search counter_mandate dialogue bargaining sealing".split()
PHASE_OF = [0, 1, 1, 2, 3, 3, 4, 5, 5, 5]  # by state
KINDS = (
    "occasion introduced state ended encounter_begun message_sent message_read meeting_held "
    "clarification misunderstood caught understood surprise visit visit_misunderstood assented "
    "objected round_begun round_done offer accepted rejected go_between_called go_between_engaged "
    "seconded returned launched"
).split()
TOPICS = "probe refer explain offer persuade seal perform dispute tempt".split()
STOCKS = "trust familiarity frustration stance fear backlog".split()
ROLES = "champion stakeholder go_between engineer".split()
MEDIA = ["fax", "visit"]
TIMES = (
    "t_conceived t_mandated t_searching t_contacted t_counter_mandated t_dialogue t_bargaining "
    "t_sealing t_signed t_ended"
).split()
AT_SIGNING = (
    "utility_initiator utility_partner trust_initiator trust_partner completeness completeness_gap "
    "clarity control ownership nash_ratio pareto_distance kalai_smorodinsky_distance welfare fit "
    "perceived_fit_initiator perceived_fit_partner"
).split()
SPENT = (
    "rework alignment_points mandate_rounds person_days_initiator person_days_partner "
    "person_days_intermediary travel_initiator travel_partner fees"
).split()


@dataclass
class World:
    """Who there is and what is varied; a code is a place in these lists."""

    title: str
    start: str
    horizon: float
    project: str
    needs: list[tuple[str, str]]  # (resource, partner firm)
    initiator: str
    go_between: str
    stakeholders: int
    factors: dict[str, tuple[str, list[Any]]]  # name → (path, levels)
    replications: int
    sample: float
    occasions: list[tuple[str, float]] = field(default_factory=list)
    contact_at: float = 30.0
    engineer: str = ""
    firms: list[str] = field(init=False)
    persons: list[tuple[str, int, int]] = field(init=False)  # name, firm, role

    def __post_init__(self) -> None:
        partners = list(dict.fromkeys(partner for _, partner in self.needs))
        self.firms = [self.initiator, *partners, self.go_between]
        self.persons = []
        for firm in [self.initiator, *partners]:
            code = self.firms.index(firm)
            leader = {"kinkei": "nishigaki"}.get(firm, f"{firm}_champion")
            self.persons.append((leader, code, ROLES.index("champion")))
            for k in range(self.stakeholders):
                self.persons.append((f"{firm}_stakeholder_{k + 1}", code, 1))
        if self.engineer:
            self.persons.append((self.engineer, 0, ROLES.index("engineer")))
        self.persons.append((f"{self.go_between}_staff_1", len(self.firms) - 1, 2))

    def champion(self, firm: int) -> int:
        return next(i for i, p in enumerate(self.persons) if p[1] == firm and p[2] == 0)

    def staff(self, firm: int, role: int) -> list[int]:
        return [i for i, p in enumerate(self.persons) if p[1] == firm and p[2] == role]


def kinkei(replications: int = 40) -> World:
    return World(
        title="The Kinkei–SCO–TWG–Rexon alliance",
        start="1986-06-01",
        horizon=1095.0,
        project="atc_x",
        needs=[("unix", "sco"), ("tcp_ip", "twg"), ("vme_bus", "rexon")],
        initiator="kinkei",
        go_between="dcl",
        stakeholders=4,
        factors={
            "go_between": (
                "projects.atc_x.go_between.engage",
                ["never", "when_frustrated", "from_start"],
            ),
            "authority": ("firms.kinkei.assent.protocol", ["serial", "delegated"]),
        },
        replications=replications,
        sample=0.1,
        occasions=[("seminar", 45.0), ("Alliance 86", 162.0), ("Alliance 87", 527.0)],
        contact_at=162.0,
        engineer="hata",
    )


def dyad(replications: int = 40) -> World:
    return World(
        title="Two firms, one needed resource",
        start="2000-01-01",
        horizon=1095.0,
        project="project",
        needs=[("resource", "partner")],
        initiator="initiator",
        go_between="intermediary",
        stakeholders=3,
        factors={
            "distance": ("communities.far.style.national", [0.0, 0.4, 0.8, 1.2, 1.6]),
            "policy": (
                "projects.project.go_between.engage",
                ["never", "when_frustrated", "from_start"],
            ),
        },
        replications=replications,
        sample=0.05,
    )


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
        self.row |= {"partner": partner, "intermediary": -1, "state": 0, "cause": -1}
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


def names_for(file: h5py.File, world: World) -> None:
    names = file.create_group("names")
    for key, values in {
        "firm": world.firms,
        "person": [p[0] for p in world.persons],
        "project": [world.project],
        "resource": [resource for resource, _ in world.needs],
        "occasion": [name for name, _ in world.occasions],
        "medium": MEDIA,
    }.items():
        width = max([1, *(len(v.encode()) for v in values)])
        data = np.array([v.encode() for v in values], dtype=f"S{width}")
        names.create_dataset(
            key,
            data=data.astype(h5py.string_dtype("utf-8", width)),
            fletcher32=bool(values),
            chunks=(len(values),) if values else None,
        )
    put(names, "person_firm", [p[1] for p in world.persons], dictionary="/names/firm")
    put(names, "person_role", [p[2] for p in world.persons], flags=ROLES)


def put(
    group: h5py.Group,
    name: str,
    values: Any,
    dictionary: str = "",
    flags: list[str] | None = None,
    units: str = "",
    **attributes: str,
) -> None:
    coded = dictionary or flags is not None
    array = np.asarray(values, dtype=np.int32 if coded else None)
    data = group.create_dataset(
        name,
        data=array,
        shape=array.shape,
        maxshape=(None,),
        chunks=(65536,),
        shuffle=True,
        compression="gzip",
        fletcher32=True,
        track_times=False,
    )
    data.attrs["description"] = name.replace("_", " ")
    if units or name.startswith("t_") or name == "t":
        data.attrs["units"] = units or "days"
    if dictionary:
        data.attrs["dictionary"] = dictionary
    if flags is not None:
        data.attrs["flag_values"] = np.arange(len(flags), dtype=np.int32)
        data.attrs["flag_meanings"] = " ".join(flags)
    for key, value in attributes.items():
        data.attrs[key] = value


DICTIONARIES = {
    "resource": "/names/resource",
    "project": "/names/project",
    "firm": "/names/firm",
    "initiator": "/names/firm",
    "partner": "/names/firm",
    "intermediary": "/names/firm",
    "person": "/names/person",
    "from": "/names/person",
    "to": "/names/person",
    "subject": "/names/person",
    "object": "/names/person",
}
FLAGS = {
    "state": STATES,
    "cause": CAUSES,
    "kind": KINDS,
    "stock": STOCKS,
    "side": SIDES,
    "phase": PHASES,
}
TABLES = {
    "runs": "run point replication deals signed projects launched encounters clarifications "
    "surprises events person_days fees fingerprint failure",
    "deals": "run point replication project resource initiator partner intermediary state cause "
    f"{' '.join(TIMES)} encounters clarifications surprises offers visits {' '.join(AT_SIGNING)} "
    f"{' '.join(SPENT)}",
    "costs": "run point replication deal side phase person_days travel fees",
    "projects": "run point replication project firm needs signed t_launched",
    "persons": "run point replication person firm busy_days person_days backlog_mean backlog_max",
    "events": "t run kind from to deal value cause",
    "stocks": "t run stock subject object deal value",
}


def table(file: h5py.File, name: str, rows: list[Any]) -> None:
    group = file.create_group(name, track_order=True)
    group.attrs["rows"] = np.uint64(len(rows))
    for place, column in enumerate(TABLES[name].split()):
        values = [row[column] if isinstance(row, dict) else row[place] for row in rows]
        if column == "failure":
            values = np.array([v.encode() for v in values], dtype="S64")
        elif column in ("run", "point", "replication", "fingerprint", "deals", "signed"):
            values = np.array(values, dtype=np.uint64)
        flags = None if (name, column) == ("events", "cause") else FLAGS.get(column)
        extra = {"topic_meanings": " ".join(TOPICS)} if column == "kind" else {}
        put(group, column, values, DICTIONARIES.get(column, ""), flags, **extra)
    if name in ("events", "stocks"):
        runs = np.array([row[1] for row in rows], dtype=np.uint64)
        distinct, begins, counts = np.unique(runs, return_index=True, return_counts=True)
        index = group.create_group("index", track_order=True)
        index.attrs["rows"] = np.uint64(len(distinct))
        for key, values in (("run", distinct), ("start", begins), ("count", counts)):
            put(index, key, np.asarray(values, dtype=np.uint64))


def write(path: Path, world: World, trace: str = "events", failed: tuple[int, ...] = ()) -> Path:
    """Run every point and replication of `world` and write the results file `path`."""
    names = list(world.factors)
    grid = np.stack(
        np.meshgrid(
            *[np.arange(len(levels)) for _, levels in world.factors.values()], indexing="ij"
        ),
        axis=-1,
    ).reshape(-1, len(names))
    rows: dict[str, list[Any]] = {name: [] for name in TABLES}
    for point, codes in enumerate(grid):
        levels = {n: world.factors[n][1][c] for n, c in zip(names, codes, strict=True)}
        for r in range(world.replications):
            run = point * world.replications + r
            where = {"run": run, "point": point, "replication": r}
            if run in failed:
                rows["runs"].append(
                    where
                    | dict.fromkeys(TABLES["runs"].split()[3:-1], 0)
                    | {"failure": "endless chain of events at day 12"}
                )
                continue
            story = Story(world, levels, (point % 7, r))
            rows["deals"] += [where | deal for deal in story.deals]
            rows["costs"] += [where | cost for cost in story.costs]
            rows["projects"] += [where | project for project in story.projects]
            rows["persons"] += [
                where
                | {
                    "person": i,
                    "firm": p[1],
                    "busy_days": 20.0,
                    "person_days": 9.0,
                    "backlog_mean": 0.3,
                    "backlog_max": 4,
                }
                for i, p in enumerate(world.persons)
            ]
            signed = sum(np.isfinite(deal["t_signed"]) for deal in story.deals)
            sums = {
                key: sum(deal[key] for deal in story.deals)
                for key in ("encounters", "clarifications", "surprises", "fees")
            }
            rows["runs"].append(
                where
                | sums
                | {
                    "deals": len(story.deals),
                    "signed": signed,
                    "projects": 1,
                    "launched": int(np.isfinite(story.projects[0]["t_launched"])),
                    "events": len(story.facts),
                    "person_days": 90.0,
                    "fingerprint": 1 + run,
                    "failure": "",
                }
            )
            if r == 0 or int((r + 1) * world.sample) > int(r * world.sample):
                rows["events"] += [
                    [e[0], run, *e[1:]] for e in story.events if e[0] <= world.horizon
                ]
                rows["stocks"] += [
                    [s[0], run, *s[1:]] for s in story.stocks if s[0] <= world.horizon
                ]
    with h5py.File(path, "w", track_order=True) as file:
        file.attrs["filetype"] = "nakodo results"
        file.attrs["format_version"] = "1.1"
        file.attrs["program_version"], file.attrs["git_revision"] = "0.1.0", "0" * 40
        file.attrs["experiment_hash"] = "0123456789abcdef"
        file.attrs["title"], file.attrs["start"] = world.title, world.start
        file.attrs["trace"] = trace
        file.attrs["config"] = f"nakodo: 1\ntitle: {world.title}\n"
        file.attrs["seed"] = np.uint64(1986)
        file.attrs["horizon"] = world.horizon
        file.attrs["replications"] = np.uint64(world.replications)
        file.attrs["points"] = np.uint64(len(grid))
        file.attrs["runs"] = np.uint64(len(rows["runs"]))
        points = file.create_group("points", track_order=True)
        points.attrs["rows"] = np.uint64(len(grid))
        points.attrs["factors"] = " ".join(names)
        put(points, "point", np.arange(len(grid), dtype=np.uint64))
        for place, (name, (yaml_path, levels)) in enumerate(world.factors.items()):
            if isinstance(levels[0], float):
                put(points, name, np.array(levels)[grid[:, place]], path=yaml_path)
            else:
                put(points, name, grid[:, place], flags=levels, path=yaml_path)
        kept = {"none": ["runs"], "deals": ["runs", "deals", "costs", "projects", "persons"]}
        for name in kept.get(trace, list(TABLES)):
            table(file, name, rows[name])
        names_for(file, world)
        file.attrs["complete"] = np.uint8(1)
    return path
