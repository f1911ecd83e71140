"""Which of the model's optional mechanisms an experiment switches on, and by which settings.

By the law of the model a mechanism whose parameters are at their defaults is off; so it is on where
the configuration, or a factor, says something else. A pattern is searched for in ``path = value``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Mechanism:
    """An optional part of the model: what it is, the settings that switch it on, its facts."""

    what: str
    pattern: str
    facts: tuple[str, ...] = ()


MECHANISMS = (
    Mechanism(
        "a go-between between the parties",
        r"^projects\.[^.]+\.go_between\b",
        ("go_between_called", "go_between_engaged", "go_between_disengaged"),
    ),
    Mechanism("search by referral", r"\.search\b.*\breferral\b", ("referred",)),
    Mechanism("search by probing at random", r"\.search\b.*\brandom\b", ("probed",)),
    Mechanism("application to a bureau", r"\.search\b.*\bbureau\b", ("applied", "listed")),
    Mechanism(
        "social events",
        r"^occasions\[\d+\]\.social_event\b",
        ("occasion", "introduced", "attended", "sized_up", "settled"),
    ),
    Mechanism("secondment", r"^occasions\[\d+\]\.secondment\b", ("seconded", "returned")),
    Mechanism("populations of firms", r"^firms\.[^.]+\.(count|from)\b"),
    Mechanism(
        "visibility: which firms a search or a registry sees",
        r"\.(visibility|random\.bias|coverage)\b",
    ),
    Mechanism("firms of several units", r"^firms\.[^.]+\.units\b"),
    Mechanism(
        "a protocol of assent other than the usual", r"\.assent\.(protocol|objection|rule)\b"
    ),
    Mechanism("peers lower the threshold of assent", r"\.stakeholders\.peer\b"),
    Mechanism("fear of losing control", r"\.fear\b"),
    Mechanism("the mandate of the champion", r"\.mandate\b", ("mandate_widened",)),
    Mechanism("tactics of bargaining", r"\.tactic\b"),
    Mechanism(
        "contracts and what each side wishes of them",
        r"(^(communities|firms)\.[^.]+\.contract|^contract)\b",
        ("contract_outlined", "preferences_clashed"),
    ),
    Mechanism("a form of alliance", r"\.alliance\b"),
    Mechanism("fit as it is perceived, and analysis", r"\b(fit_noise|analysis|required_fit)\b"),
    Mechanism("other duties and other clients", r"\.(duties|clients)\b"),
    Mechanism("ties between firms", r"^ties\b"),
)
CORE = (
    "the mandate round in the initiator's house; the search for a partner (among those whom the "
    "champion knows or meets, unless `search` says otherwise); the pitch; the counter-mandate in "
    "the partner's house; dialogue (explaining, misunderstanding, clarifying); bargaining; sealing "
    "(contract, both houses again); signature. In each, encounters by media, trust, frustration "
    "and patience; from each a deal may be dropped, for one cause"
)


def switched_on(
    told: Sequence[tuple[str, str]], varied: Sequence[str], facts: Mapping[str, int]
) -> list[tuple[str, str, str]]:
    """Return (what, settings that switch it on, facts seen) of each mechanism that is on.

    `told` are (path, value) other than the defaults, `varied` what factors set as ``path`` or
    ``path = values``, `facts` how often each kind is in the trace.
    """
    lines = [f"{path} = {value}" for path, value in told]
    found = []
    for mechanism in MECHANISMS:
        own = [line for line in lines if re.search(mechanism.pattern, line)]
        by_factor = [line for line in varied if re.search(mechanism.pattern, line)]
        if own or by_factor:
            how = [f"{len(own)} of the settings in 3.3"] if own else []
            paths = dict.fromkeys(line.partition(" = ")[0] for line in by_factor)
            how += [f"factor `{path}`" for path in paths]
            seen = [f"{kind} {facts[kind]}" for kind in mechanism.facts if facts.get(kind)]
            found.append((mechanism.what, "; ".join(how), ", ".join(seen) or "–"))
    return found
