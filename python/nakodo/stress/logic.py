"""STRESS-DES section 2, logic: the base model, scenarios, algorithms, components."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nakodo.parameters import Setting, flow
from nakodo.stress.markdown import code, counted, listed, table
from nakodo.stress.mechanisms import CORE, switched_on

if TYPE_CHECKING:
    from nakodo.results import Results


def logic(results: Results, told: list[Setting]) -> str:
    """Return section 2."""
    return "\n\n".join(
        [
            "## 2. Logic",
            "**2.1 Base model overview diagram.** `models/README.md`, section 3: project → need → "
            "search → deal (assent round, encounters, dialogue, closing); the path of a deal is "
            "*conceived → mandated → searching → contacted → counter-mandated → dialogue → "
            "bargaining → sealing → signed*, or *dropped* from any of them.",
            "**2.2 Base model logic.** Event by event, no time steps; events of one moment happen "
            "in the order in which they were scheduled. Always at work: " + CORE + ".",
            _scenarios(results),
            "**2.4 Algorithms.** Equations and their files: `models/README.md`, section 7; in "
            "words `models/model.md`. Understanding falls with distance as a Gaussian; trust is "
            "the expected share of good deeds from evidence that fades; stances are drawn to an "
            "argument and back to an anchor; concessions go by the clock and by example.",
            _components(results, told),
        ]
    )


def _scenarios(results: Results) -> str:
    head = "**2.3 Scenario logic.** "
    if not results.factors:
        return head + "One scenario: the configuration as it stands."
    return head + (
        "A design point is the configuration with the levels of 1.3 put in the place of what "
        "stands at their paths; an arm sets several paths at once. Nothing else differs between "
        "points, the random streams included (5.2)."
    )


def _components(results: Results, told: list[Setting]) -> str:
    differing = [(one.path, one.value) for one in told if not one.usual]
    on = switched_on(differing, list(_varied(results)), results.source.fact_counts())
    rows = [(what, how, seen if results.traced else "not traced") for what, how, seen in on]
    trace = (
        "no run was traced" if not results.traced else counted(len(results.traced), "traced run")
    )
    activities = (
        "Besides what is always at work (2.2), these mechanisms are switched on; all other "
        f"optional ones are off. Facts seen are those of the {trace}."
        if rows
        else "No optional mechanism is switched on: only what is always at work (2.2)."
    )
    parts = [
        "**2.5 Components.**",
        "*2.5.1 Entities.*\n\n" + table(("entity", "which"), list(_entities(results))),
        f"*2.5.2 Activities.* {activities}",
    ]
    if rows:
        parts.append(table(("mechanism", "switched on by", "facts seen"), rows))
    parts += [
        "*2.5.3 Resources.* People: each has one calendar and does one piece of work at a time; "
        "work holds it for person-days / availability, a meeting holds all who take part at once.",
        "*2.5.4 Queues.* Every person's in-tray: first come first served within a rank; his "
        "`attention` says which work ranks first. Unlimited; nothing balks.",
        "*2.5.5 Entry and exit points.* Every project sets out on day 0; deals enter when they are "
        "conceived and leave when signed or dropped, or are censored at the horizon.",
    ]
    return "\n\n".join(parts)


def _entities(results: Results) -> Iterator[tuple[str, str]]:
    """Yield what the configuration names, section by section."""
    world = results.config
    about = {
        "communities": ("community", "communities", ()),
        "firms": ("firm", "firms", ("count", "community", "supplies")),
        "intermediaries": ("intermediary", "intermediaries", ("staff", "speaks")),
        "projects": ("project", "projects", ("firm", "count", "needs", "search")),
    }
    for section, (one, many, keys) in about.items():
        named = world.get(section) or {}
        told = [_with(code(name), body, keys) for name, body in named.items()]
        if told:
            yield counted(len(told), one, many), listed(told, 20)
    occasions = [
        f"{kind.replace('_', ' ')} {body.get('name', body.get('person', ''))}".strip()
        for occasion in world.get("occasions") or []
        for kind, body in occasion.items()
    ]
    if occasions:
        yield counted(len(occasions), "occasion"), listed(occasions, 20)
    roles = results.people["role"].value_counts()
    people = [f"{count} {str(role).replace('_', '-')}" for role, count in roles.items() if count]
    yield "persons named in the results", ", ".join(people)


def _with(name: str, body: object, keys: tuple[str, ...]) -> str:
    if not isinstance(body, dict):
        return name
    told = [f"{key} {flow(body[key])}" for key in keys if key in body]
    return f"{name} ({'; '.join(told)})" if told else name


def _varied(results: Results) -> Iterator[str]:
    """Yield what factors set, arms path by path, as ``path = values``."""
    factors = results.config.get("experiment", {}).get("factors") or {}
    for path, body in factors.items():
        arms = body.get("arms") if isinstance(body, dict) else None
        if arms:
            for settings in arms.values():
                yield from (f"{inner} = {flow(value)}" for inner, value in (settings or {}).items())
        else:
            yield f"{path} = {flow(body)}"
