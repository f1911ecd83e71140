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

NEVER, WHEN_FRUSTRATED, FROM_START = POLICIES = ("never", "when_frustrated", "from_start")
INITIATOR, PARTNER = 0, 1


@dataclass(frozen=True, slots=True)
class Parameters:
    """Section 7, the values that the dyad uses. Days, person-days, shares."""

    horizon: float = 1095.0
    availability: float = 0.3  # of champions and stakeholders
    go_between_availability: float = 0.5
    setup: float = 45.0
    call_at: float = 0.4  # frustration
    shield: float = 0.8
    endorsement: float = 0.1

    fax_effort: float = 0.25
    fax_latency: float = 0.5
    fax_reach: float = 0.9  # ℓ
    fax_noticed: float = 0.5  # q
    eta: float = 0.02
    surfacing: float = 60.0

    evidence: float = 0.5  # w
    omega: float = 2.5
    chi: float = 0.5
    prior_weight: float = 2.0  # W
    prior: float = 0.5  # a₀
    phi: float = 0.0007
    trust_floor: float = 0.15

    patience: float = 1.0
    clarification: float = 0.03
    surprise: float = 0.12
    rejection: float = 0.01
    waiting: float = 0.0005
    relief: float = 0.02

    stakeholders: int = 3
    anchor_mean: float = 0.4
    anchor_sd: float = 0.1
    visit_effort: float = 0.5
    assent_effort: float = 0.25
    visit_distance: float = 0.3
    visit_reach: float = 1.6
    mu: float = 0.3
    rho: float = 0.003
    theta: float = 0.6
    persistence: int = 20
    fit: float = 0.9
    news: float = 0.04  # σ

    requirements: int = 12
    issues: int = 5
    concession_days: float = 180.0  # T of section 4
    concession_by_trust: float = 2.0  # k
    credit: float = 0.3
    reservation: float = 0.45
    bargaining_limit: float = 360.0


DEFAULTS = Parameters()


class Outcome:
    """One row of /deals; NaN where not reached."""

    signed = False
    cause = ""  # "" once signed
    t_mandated = t_contacted = t_counter_mandated = t_bargaining = math.nan
    t_sealing = t_signed = t_ended = math.nan
    encounters = clarifications = surprises = offers = visits = 0
    utility_initiator = utility_partner = trust_initiator = trust_partner = math.nan
    person_days_initiator = person_days_partner = 0.0


class Dropped(Exception):
    """The deal ends unsigned; the argument is the cause."""


@dataclass(slots=True)
class Side:
    """A champion, what he thinks of the other side, and his three stakeholders."""

    anchors: list[float]
    weights: list[float]
    earned: list[float]  # by visits: what is left of it on top of the anchor at `earned_at`
    earned_at: float = 0.0
    good: float = 0.0
    bad: float = 0.0
    evidence_at: float = 0.0
    frustration: float = 0.0
    worked: float = 0.0


class Dyad:
    """One deal, from the first visit inside to the signature or the end."""

    def __init__(self, distance: float, policy: str, rng: random.Random, par: Parameters):
        self.distance, self.policy, self.rng, self.par = distance, policy, rng, par
        self.now = 0.0
        self.pending = [(par.horizon, "horizon")]
        self.engaged = False
        self.unshielded = 1.0
        self.news = 0.0  # what is left of all news at `news_at`, the same for all stakeholders
        self.news_at = 0.0
        self.called = False
        self.bargaining = False
        self.familiarity = 0
        self.open = 0  # requirements still open
        self.sender = INITIATOR  # of the next encounter
        self.sides = (self.side(), self.side())
        self.out = Outcome()

    def side(self) -> Side:
        par, rng = self.par, self.rng
        # Reading: "cut to" is clamped; at 3.5 standard deviations redrawing would be the same.
        anchors = [
            min(0.95, max(0.05, rng.gauss(par.anchor_mean, par.anchor_sd)))
            for _ in range(par.stakeholders)
        ]
        shares = [rng.expovariate(1.0) for _ in range(par.issues)]
        return Side(anchors, [share / sum(shares) for share in shares], [0.0] * len(anchors))

    # What happens while somebody works or a message travels.

    def wait(self, days: float) -> None:
        until = self.now + days
        while self.pending[0][0] <= until:
            self.now, what = heapq.heappop(self.pending)
            if what == "surprise":
                self.surface()
            elif what == "engaged":
                self.engage()
            elif what == "horizon":
                raise Dropped("horizon")
            elif self.bargaining:  # Reading: the limit strikes on its day, even amid an offer.
                raise Dropped("no_agreement")
        self.now = until

    def work(self, side: int, effort: float) -> None:
        begun = self.now
        try:
            self.wait(effort / self.par.availability)
        except Dropped:  # Reading: work in hand when the deal ends counts as far as it has come.
            self.sides[side].worked += (self.now - begun) * self.par.availability
            raise
        self.sides[side].worked += effort

    def engage(self) -> None:
        self.engaged = True
        self.unshielded = 1.0 - self.par.shield

    def later(self, days: float, what: str) -> None:
        heapq.heappush(self.pending, (self.now + days, what))

    # Trust, frustration, stances.

    def age_evidence(self, side: Side) -> None:
        if side.evidence_at == self.now:
            return
        kept = math.exp(-self.par.phi * (self.now - side.evidence_at))
        side.good *= kept
        side.bad *= kept
        side.evidence_at = self.now

    def trust(self, of: int) -> float:
        side, par = self.sides[of], self.par
        self.age_evidence(side)
        told = side.good + side.bad + par.prior_weight
        return (side.good + par.prior_weight * par.prior) / told

    def blame(self, by: int) -> None:
        par = self.par
        self.age_evidence(self.sides[by])
        self.sides[by].bad += par.evidence * par.omega * par.chi * self.unshielded

    def frustrate(self, who: int, by: float) -> None:
        self.sides[who].frustration += by * self.unshielded

    def judge(self) -> None:
        """Calls the go-between or walks away, once all that one moment did has been counted."""
        # Reading: of two causes at one moment it is the one that section 2 names first, patience.
        par = self.par
        worst = max(side.frustration for side in self.sides)
        if self.policy == WHEN_FRUSTRATED and not self.called and worst > par.call_at:
            self.called = True
            self.later(par.setup, "engaged")
        if worst > par.patience:
            raise Dropped("patience")
        if self.trust(INITIATOR) < par.trust_floor or self.trust(PARTNER) < par.trust_floor:
            raise Dropped("trust")

    def stance(self, side: Side, k: int) -> float:
        # A stance relaxes in proportion to its distance from the anchor, so what visits and what
        # news have added relax each for itself. Reading: it has no bounds, only merit has.
        rho = self.par.rho
        earned = side.earned[k] * math.exp(-rho * (self.now - side.earned_at))
        return side.anchors[k] + earned + self.news * math.exp(-rho * (self.now - self.news_at))

    def move_stance(self, side: Side, k: int, by: float) -> None:
        kept = math.exp(-self.par.rho * (self.now - side.earned_at))
        side.earned = [earned * kept for earned in side.earned]
        side.earned[k] += by
        side.earned_at = self.now

    def tell_inside(self, news: float) -> None:
        self.news *= math.exp(-self.par.rho * (self.now - self.news_at))
        self.news += news
        self.news_at = self.now

    def surface(self) -> None:
        # Reading: the shield is that of the day it surfaces.
        self.out.surprises += 1
        self.open += 1
        for who in (INITIATOR, PARTNER):
            self.blame(who)
            self.frustrate(who, self.par.surprise)
        self.tell_inside(-self.par.news)
        self.judge()

    # Between the firms.

    def encounter(self) -> tuple[int, int]:
        """Sends what is next to the other side; returns sender and receiver."""
        # Reading: an encounter of any topic that was silently misunderstood takes its course, and
        # opens one more requirement when it surfaces.
        sender, receiver = self.sender, 1 - self.sender
        self.sender = receiver
        self.out.encounters += 1
        begun = self.now
        understood = self.relay(sender, receiver) if self.engaged else self.direct(sender, receiver)
        par = self.par
        self.frustrate(sender, par.waiting * (self.now - begun))
        if understood:
            self.familiarity += 1
            for side in self.sides:
                self.age_evidence(side)
                side.good += par.evidence
                side.frustration = max(0.0, side.frustration - par.relief)
            self.tell_inside(par.news / 2)
        else:
            self.later(self.rng.expovariate(1.0 / par.surfacing), "surprise")
        self.judge()
        return sender, receiver

    def direct(self, sender: int, receiver: int) -> bool:
        par, rng = self.par, self.rng
        apart = self.distance * math.exp(-par.eta * self.familiarity) / par.fax_reach
        p = math.exp(-apart * apart)
        while True:
            self.work(sender, par.fax_effort)
            self.wait(rng.expovariate(1.0 / par.fax_latency))
            self.work(receiver, par.fax_effort)
            if rng.random() < p:
                return True
            if rng.random() >= par.fax_noticed:
                return False
            self.out.clarifications += 1
            self.frustrate(sender, par.clarification)
            self.frustrate(receiver, par.clarification)
            self.blame(receiver)
            self.judge()

    def relay(self, sender: int, receiver: int) -> bool:
        """Through the go-between, who is bilingual: both legs are always understood."""
        par, rng = self.par, self.rng
        self.work(sender, par.fax_effort)
        self.wait(rng.expovariate(1.0 / par.fax_latency))
        self.wait(par.fax_effort / par.go_between_availability)
        self.wait(rng.expovariate(1.0 / par.fax_latency))
        self.work(receiver, par.fax_effort)
        return True

    def settle(self) -> None:
        while self.open:
            self.open -= 1
            self.encounter()

    # Inside a firm.

    def assent_round(self, who: int) -> None:
        side, par = self.sides[who], self.par
        p = math.exp(-((par.visit_distance / par.visit_reach) ** 2))
        for k in range(par.stakeholders):
            visits = 0
            while self.stance(side, k) < par.theta:
                if visits == par.persistence:
                    raise Dropped("veto")
                self.work(who, par.visit_effort)
                self.work(who, par.visit_effort)
                # Reading: a visit counts when it has been held, an encounter or offer when begun.
                visits += 1
                self.out.visits += 1
                if self.rng.random() < p:
                    endorsement = par.endorsement if self.engaged else 0.0
                    merit = par.fit * (0.5 + 0.5 * self.trust(who)) + endorsement
                    merit = min(1.0, max(0.0, merit))
                    self.move_stance(side, k, par.mu * (merit - self.stance(side, k)))
            # Reading: he who is won over assents, whatever he hears while he signs.
            self.work(who, par.assent_effort)

    # Bargaining.

    def aspiration(self, who: int, begun: float) -> float:
        par, lean = self.par, self.trust(who) - 0.5
        least = max(0.05, par.reservation - par.credit * lean)
        beta = math.exp(par.concession_by_trust * lean)
        elapsed = min(self.now - begun, par.concession_days) / par.concession_days
        return least + (1.0 - least) * (1.0 - elapsed ** (1.0 / beta))

    def package(self, sender: int, aspiration: float) -> tuple[float, float]:
        """The offer: (utility to the sender, utility to the receiver).

        The sender keeps what is worth `aspiration` to him and costs the receiver least, as far as
        he knows the receiver's weights.
        """
        own, other = self.sides[sender].weights, self.sides[1 - sender].weights
        told = self.rng.random() < self.trust(sender)
        believed = other if told else [1.0] * len(own)
        kept = lost = 0.0
        for i in sorted(range(len(own)), key=lambda i: believed[i] / own[i]):
            share = min(1.0, (aspiration - kept) / own[i])
            kept += share * own[i]
            lost += share * other[i]
            if share < 1.0:
                break
        return kept, 1.0 - lost

    def bargain(self) -> tuple[int, int]:
        """Offers until one is accepted; returns its sender and receiver."""
        begun = self.now
        self.bargaining = True
        self.later(self.par.bargaining_limit, "no_agreement")
        while True:
            self.out.offers += 1
            sender = self.sender
            # Reading: composed when the sender sits down to write, judged when it has been read,
            # by what the receiver would now ask for himself.
            mine, yours = self.package(sender, self.aspiration(sender, begun))
            sender, receiver = self.encounter()
            if yours >= self.aspiration(receiver, begun):
                self.bargaining = False
                worth = (mine, yours) if sender == INITIATOR else (yours, mine)
                self.out.utility_initiator, self.out.utility_partner = worth
                return sender, receiver
            self.frustrate(receiver, self.par.rejection)
            self.judge()

    def run(self) -> None:
        out = self.out
        if self.policy == FROM_START:
            self.wait(self.par.setup)
            self.engage()
        self.assent_round(INITIATOR)
        out.t_mandated = self.now
        self.encounter()
        out.t_contacted = self.now
        self.assent_round(PARTNER)
        out.t_counter_mandated = self.now
        # Reading: the pitch is before the alternation; the dialogue begins with the initiator.
        self.sender = INITIATOR
        self.open += self.par.requirements
        self.settle()
        out.t_bargaining = self.now
        sender, receiver = self.bargain()
        out.t_sealing = self.now
        self.assent_round(receiver)
        self.assent_round(sender)
        # Reading: what surfaces amid bargaining is settled only now.
        self.settle()
        out.t_signed = self.now
        out.signed = True
        out.trust_initiator, out.trust_partner = self.trust(INITIATOR), self.trust(PARTNER)


def simulate(
    distance: float, policy: str, rng: random.Random, parameters: Parameters = DEFAULTS
) -> Outcome:
    """One replication at a national distance (0 or more) under one of POLICIES."""
    dyad = Dyad(distance, policy, rng, parameters)
    out = dyad.out
    try:
        dyad.run()
    except Dropped as dropped:
        out.cause = dropped.args[0]
        out.t_ended = dyad.now
        out.utility_initiator = out.utility_partner = math.nan
    out.person_days_initiator, out.person_days_partner = (side.worked for side in dyad.sides)
    return out
