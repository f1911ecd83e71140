"""STRESS-DES section 1, objectives: purpose, outputs, aims of the experimentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from nakodo.stress.markdown import code, counted, grouped, listed, shortened, table
from nakodo.words import level

if TYPE_CHECKING:
    from nakodo.results import Results

MOST_LEVELS = 12
TABLES = {
    "runs": "counts, work, fingerprint and failure of each run",
    "deals": "times of each phase, outcome and its cause, costs, trust, contract, quality",
    "costs": "work, travel and fees of each deal by side and phase",
    "projects": "needs, how many were signed, when it was launched",
    "persons": "busy days, work, backlog",
    "events": "every fact of the traced runs, with its cause",
    "stocks": "every change of trust, stance, frustration, fear, backlog in the traced runs",
}


def objectives(results: Results) -> str:
    """Return section 1."""
    return "\n\n".join(["## 1. Objectives", _purpose(results), _outputs(results), _aims(results)])


def _purpose(results: Results) -> str:
    return (
        "**1.1 Purpose of the model.** To find out which way of searching, which intermediary, "
        "which preparation at home and which governance gets an alliance between firms of "
        "different communities signed, how soon and at what cost; each can be varied alone "
        "(`models/README.md`, an ODD protocol). "
        f"This experiment: *{results.title}*."
    )


def _outputs(results: Results) -> str:
    kinds = [
        (code(name), grouped(rows), told)
        for name, told in TABLES.items()
        if (rows := results.source.rows(name)) is not None
    ]
    kept = f"Kept with `trace: {results.trace}`; every column carries its meaning and unit in the "
    kept += "file (`results/README.md` is the contract)."
    if results.trace == "none":
        kept += " Nothing is kept of single deals, so outcomes cannot be told apart by need."
    return f"**1.2 Model outputs.** {kept}\n\n{table(('table', 'rows', 'what'), kinds)}"


def _aims(results: Results) -> str:
    points = counted(len(results.points), "design point")
    if not results.factors:
        return (
            f"**1.3 Experimentation aims.** Nothing is varied: {points}, the configuration as it "
            "stands."
        )
    rows = [
        (code(name), code(path), _levels(results, name), _said(results, name, path))
        for name, path in results.factors.items()
    ]
    design = results.config.get("experiment", {}).get("design", "full_factorial")
    kind = design.get("kind", "full_factorial") if isinstance(design, dict) else design
    more = f"\n\nThe design in full: `{shortened(design)}`." if isinstance(design, dict) else ""
    return (
        f"**1.3 Experimentation aims.** To compare {points} ({str(kind).replace('_', ' ')} design) "
        "of these factors, all else equal:\n\n"
        + table(("factor", "sets", "levels that were run", "in the configuration"), rows)
        + more
    )


def _levels(results: Results, name: str) -> str:
    levels = results.points[name].drop_duplicates()
    if not pd.api.types.is_float_dtype(levels):
        return listed([level(value) for value in levels])
    if len(levels) > MOST_LEVELS:
        return f"{len(levels)} values from {levels.min():.6g} to {levels.max():.6g}"
    return listed([level(value) for value in levels.sort_values()])


def _said(results: Results, name: str, path: str) -> str:
    """Return what the configuration says of a factor, by its path or, with arms, its name."""
    factors = results.config.get("experiment", {}).get("factors") or {}
    said = factors.get(path, factors.get(name))
    return "–" if said is None else code(shortened(said))
