"""The reference dyad written a second time, from the text alone (models/model.md, section 8).

Two firms negotiate by fax. Whatever one of the two does is one thing after another, so this is a
plain procedure that waits (`Dyad.wait`); a heap holds only what happens meanwhile: surprises, the
go-between's engagement, the end of bargaining, the horizon. It shares nothing with the program.

Where the text leaves a choice, the reading taken is marked "Reading:".
"""

import heapq
import math
import random
from dataclasses import dataclass

_, WHEN_FRUSTRATED, FROM_START = POLICIES = ("never", "when_frustrated", "from_start")
INITIATOR, PARTNER = 0, 1

# Sections 7 and 8: what no test varies. Days, person-days, shares.
AVAILABILITY, GO_BETWEEN_AVAILABILITY = 0.3, 0.5
SETUP, CALL_AT, ENDORSEMENT = 45.0, 0.4, 0.1
FAX_EFFORT, FAX_LATENCY, FAX_REACH, FAX_NOTICED = 0.25, 0.5, 0.9, 0.5
WEIGHT, OMEGA, CHI, PRIOR_WEIGHT, PRIOR = 0.5, 2.5, 0.5, 2.0, 0.5
PATIENCE, CLARIFICATION, SURPRISE = 1.0, 0.03, 0.12
STAKEHOLDERS, ANCHOR_MEAN, ANCHOR_SD = 3, 0.4, 0.1
VISIT_EFFORT, ASSENT_EFFORT, MU, THETA, FIT = 0.5, 0.25, 0.3, 0.6, 0.9
VISIT_HEARD = math.exp(-((0.3 / 1.6) ** 2))
REQUIREMENTS, ISSUES, CONCESSION_DAYS, RESERVATION = 12, 5, 180.0, 0.45


@dataclass(frozen=True, slots=True)
class Parameters:
    """Sections 7 and 8: what the tests vary."""

    horizon: float = 1095.0
    bargaining_limit: float = 360.0
    shield: float = 0.8
    eta: float = 0.02
    surfacing: float = 60.0
    phi: float = 0.0007
    trust_floor: float = 0.15
    rejection: float = 0.01
    waiting: float = 0.0005
    relief: float = 0.02
    rho: float = 0.003
    persistence: int = 20
    news: float = 0.04  # σ
    concession_by_trust: float = 2.0  # k
    credit: float = 0.3


class Outcome:
    """One row of /deals; NaN where not reached."""

    cause = ""  # "" once signed
    t_mandated = t_contacted = t_counter_mandated = t_bargaining = math.nan
    t_sealing = t_signed = t_ended = math.nan
    encounters = clarifications = surprises = offers = visits = 0
    utility_initiator = utility_partner = trust_initiator = trust_partner = math.nan
    person_days_initiator = person_days_partner = 0.0


class Dropped(Exception):
    """The deal ends unsigned; the argument is the cause."""


class Side:
    """A champion, what he thinks of the other side, and his three stakeholders."""

    def __init__(self, rng: random.Random):
        # Reading: "cut to" is clamped; at 3.5 standard deviations redrawing would be the same.
        drawn = [rng.gauss(ANCHOR_MEAN, ANCHOR_SD) for _ in range(STAKEHOLDERS)]
        self.anchors = [min(0.95, max(0.05, anchor)) for anchor in drawn]
        shares = [rng.expovariate(1.0) for _ in range(ISSUES)]
        self.weights = [share / sum(shares) for share in shares]
        # Stances and evidence as they were at `at`. Reading: a stance has no bounds, merit has.
        self.at = self.good = self.bad = 0.0
        self.stances = list(self.anchors)
        self.frustration = self.worked = 0.0


class Dyad:
    """One deal, from the first visit inside to the signature or the end."""

    def __init__(self, distance: float, policy: str, rng: random.Random, par: Parameters):
        self.distance, self.policy, self.rng, self.par = distance, policy, rng, par
        self.now, self.pending = 0.0, [(par.horizon, "horizon")]
        self.called = self.engaged = self.bargaining = False
        self.familiarity = self.open = 0  # encounters understood; requirements still open
        self.sender = INITIATOR  # of the next encounter
        self.sides = (Side(rng), Side(rng))
        self.out = Outcome()

    def wait(self, days: float) -> None:
        """Somebody works or a message travels; what is pending happens meanwhile."""
        until = self.now + days
        while self.pending[0][0] <= until:
            self.now, what = heapq.heappop(self.pending)
            if what == "surprise":
                self.surface()
            elif what == "engaged":
                self.engaged = True
            elif what == "horizon" or self.bargaining:
                raise Dropped(what)  # Reading: the limit strikes on its day, even amid an offer.
        self.now = until

    def work(self, side: int, effort: float) -> None:
        begun = self.now
        try:
            self.wait(effort / AVAILABILITY)
        except Dropped:  # Reading: work in hand when the deal ends counts as far as it has come.
            self.sides[side].worked += (self.now - begun) * AVAILABILITY
            raise
        self.sides[side].worked += effort

    def later(self, days: float, what: str) -> None:
        heapq.heappush(self.pending, (self.now + days, what))

    def today(self, who: int) -> Side:
        """The side, its evidence faded and its stances relaxed up to now."""
        side, par = self.sides[who], self.par
        elapsed, side.at = self.now - side.at, self.now
        if elapsed > 0.0:
            side.good *= math.exp(-par.phi * elapsed)
            side.bad *= math.exp(-par.phi * elapsed)
            kept, pairs = math.exp(-par.rho * elapsed), zip(side.anchors, side.stances, strict=True)
            side.stances = [anchor + kept * (stance - anchor) for anchor, stance in pairs]
        return side

    def trust(self, of: int) -> float:
        side = self.today(of)
        return (side.good + PRIOR_WEIGHT * PRIOR) / (side.good + side.bad + PRIOR_WEIGHT)

    def harm(self, who: int, frustration: float, blamed: bool = False) -> None:
        # Reading: the shield is that of the day, also for a surprise.
        unshielded = 1.0 - self.par.shield if self.engaged else 1.0
        self.sides[who].frustration += frustration * unshielded
        if blamed:
            self.today(who).bad += WEIGHT * OMEGA * CHI * unshielded

    def tell_inside(self, news: float) -> None:
        for side in (self.today(INITIATOR), self.today(PARTNER)):
            side.stances = [stance + news for stance in side.stances]

    def judge(self) -> None:
        """Calls the go-between or walks away, once all that one moment did has been counted."""
        # Reading: of two causes at one moment it is the one that section 2 names first, patience.
        worst = max(side.frustration for side in self.sides)
        if self.policy == WHEN_FRUSTRATED and not self.called and worst > CALL_AT:
            self.called = True
            self.later(SETUP, "engaged")
        if worst > PATIENCE:
            raise Dropped("patience")
        if min(self.trust(INITIATOR), self.trust(PARTNER)) < self.par.trust_floor:
            raise Dropped("trust")

    def surface(self) -> None:
        self.out.surprises += 1
        self.open += 1
        for who in (INITIATOR, PARTNER):
            self.harm(who, SURPRISE, blamed=True)
        self.tell_inside(-self.par.news)
        self.judge()

    def encounter(self) -> None:
        """Sends what is next to the other side."""
        # Reading: a silent misunderstanding of any topic opens one requirement when it surfaces.
        sender, self.sender = self.sender, 1 - self.sender
        self.out.encounters += 1
        begun = self.now
        understood = self.fax(sender, 1 - sender)
        self.harm(sender, self.par.waiting * (self.now - begun))
        if understood:
            self.familiarity += 1
            self.tell_inside(self.par.news / 2)
            for side in (self.today(INITIATOR), self.today(PARTNER)):
                side.good += WEIGHT
                side.frustration = max(0.0, side.frustration - self.par.relief)
        else:
            self.later(self.rng.expovariate(1.0 / self.par.surfacing), "surprise")
        self.judge()

    def fax(self, sender: int, receiver: int) -> bool:
        """Whether it is understood in the end; a bilingual go-between always is, on both legs."""
        through = self.engaged
        apart = self.distance * math.exp(-self.par.eta * self.familiarity) / FAX_REACH
        p = math.exp(-apart * apart)
        while True:
            self.work(sender, FAX_EFFORT)
            self.wait(self.rng.expovariate(1.0 / FAX_LATENCY))
            if through:
                self.wait(FAX_EFFORT / GO_BETWEEN_AVAILABILITY)
                self.wait(self.rng.expovariate(1.0 / FAX_LATENCY))
            self.work(receiver, FAX_EFFORT)
            if through or self.rng.random() < p:
                return True
            if self.rng.random() >= FAX_NOTICED:
                return False
            self.out.clarifications += 1
            self.harm(sender, CLARIFICATION)
            self.harm(receiver, CLARIFICATION, blamed=True)
            self.judge()

    def settle(self) -> None:
        while self.open:
            self.open -= 1
            self.encounter()

    def assent_round(self, who: int) -> None:
        for k in range(STAKEHOLDERS):
            visits = 0
            while self.today(who).stances[k] < THETA:
                if visits == self.par.persistence:
                    raise Dropped("veto")
                self.work(who, VISIT_EFFORT)
                self.work(who, VISIT_EFFORT)
                # Reading: a visit counts when it has been held, an encounter or offer when begun.
                visits += 1
                self.out.visits += 1
                if self.rng.random() < VISIT_HEARD:
                    merit = FIT * (0.5 + 0.5 * self.trust(who)) + ENDORSEMENT * self.engaged
                    stances = self.today(who).stances
                    stances[k] += MU * (min(1.0, merit) - stances[k])
            # Reading: he who is won over assents, whatever he hears while he signs.
            self.work(who, ASSENT_EFFORT)

    def aspiration(self, who: int, begun: float) -> float:
        lean = self.trust(who) - 0.5
        least = max(0.05, RESERVATION - self.par.credit * lean)
        beta = math.exp(self.par.concession_by_trust * lean)
        elapsed = min(self.now - begun, CONCESSION_DAYS) / CONCESSION_DAYS
        return least + (1.0 - least) * (1.0 - elapsed ** (1.0 / beta))

    def package(self, sender: int, aspiration: float) -> tuple[float, float]:
        """What the offer is worth to the sender and to the receiver."""
        # The sender keeps `aspiration`, in what he believes to cost the receiver least.
        own, other = self.sides[sender].weights, self.sides[1 - sender].weights
        believed = other if self.rng.random() < self.trust(sender) else [1.0] * ISSUES
        kept = lost = 0.0
        for i in sorted(range(ISSUES), key=lambda i: believed[i] / own[i]):
            share = min(1.0, (aspiration - kept) / own[i])
            kept += share * own[i]
            lost += share * other[i]
            if share < 1.0:
                break
        return kept, 1.0 - lost

    def bargain(self) -> tuple[int, tuple[float, float]]:
        """Offers until one is accepted; returns by whom, and its worth to initiator and partner."""
        begun, self.bargaining = self.now, True
        self.later(self.par.bargaining_limit, "no_agreement")
        while True:
            self.out.offers += 1
            sender, receiver = self.sender, 1 - self.sender
            # Reading: composed when the sender sits down to write, judged when it has been read,
            # by what the receiver would now ask for himself.
            mine, yours = self.package(sender, self.aspiration(sender, begun))
            self.encounter()
            if yours >= self.aspiration(receiver, begun):
                self.bargaining = False
                return receiver, (mine, yours) if sender == INITIATOR else (yours, mine)
            self.harm(receiver, self.par.rejection)
            self.judge()

    def run(self) -> None:
        out = self.out
        if self.policy == FROM_START:
            self.wait(SETUP)
            self.engaged = True
        self.assent_round(INITIATOR)
        out.t_mandated = self.now
        self.encounter()
        out.t_contacted = self.now
        self.assent_round(PARTNER)
        out.t_counter_mandated = self.now
        # Reading: the pitch is before the alternation; the dialogue begins with the initiator.
        self.sender = INITIATOR
        self.open += REQUIREMENTS
        self.settle()
        out.t_bargaining = self.now
        acceptor, worth = self.bargain()
        out.t_sealing = self.now
        self.assent_round(acceptor)
        self.assent_round(1 - acceptor)
        # Reading: what surfaces amid bargaining is settled only now.
        self.settle()
        out.t_signed = self.now
        out.utility_initiator, out.utility_partner = worth
        out.trust_initiator, out.trust_partner = self.trust(INITIATOR), self.trust(PARTNER)


def simulate(distance: float, policy: str, rng: random.Random, par: Parameters) -> Outcome:
    """One replication at a national distance (0 or more) under one of POLICIES."""
    dyad = Dyad(distance, policy, rng, par)
    out = dyad.out
    try:
        dyad.run()
    except Dropped as dropped:
        out.cause, out.t_ended = dropped.args[0], dyad.now
    out.person_days_initiator, out.person_days_partner = (side.worked for side in dyad.sides)
    return out
