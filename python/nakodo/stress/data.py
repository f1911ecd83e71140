"""STRESS-DES section 3, data: sources, pre-processing, input parameters, assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nakodo.parameters import Setting, described, settings
from nakodo.stress.markdown import UNKNOWN, code, table

if TYPE_CHECKING:
    from nakodo.results import Results


def data(results: Results, told: list[Setting], why_not: str) -> str:
    """Return section 3; `why_not` says why no parameter is described, if none is."""
    return "\n\n".join(["## 3. Data", *_sources(results), _parameters(told, why_not), _assumed()])


def inputs(results: Results) -> tuple[list[Setting], str]:
    """Return what the configuration sets, and why nothing more is known of it, if so."""
    known, why_not = described(str(results.provenance.get("git_revision", "")))
    return settings(results.config, known), why_not


def _sources(results: Results) -> Iterator[str]:
    yield (
        "**3.1 Data sources.** The configuration alone; no time series. Defaults rest on *seed A*: "
        "Kanai & Hara 1992, Entrepreneurial Networks across Oceans, "
        "https://doi.org/10.24546/81000781; *seed B*: The Promise of Virtual Keiretsus; on "
        "literature, and on assumptions that say so: `models/parameters.md` has the provenance of "
        "every default. " + UNKNOWN + "where values that the configuration itself sets come from, "
        "beyond what its comments say: the results do not keep comments."
    )
    files = list(_files(results.config))
    if files:
        yield "Files, copied beside the results and pinned by their bytes:\n\n" + table(
            ("file", "fingerprint"), [(code(name), code(mark)) for name, mark in files]
        )
    yield (
        "**3.2 Pre-processing.** Included files were merged and every `--set` applied; the outcome "
        "is `experiment.yaml` and stands in the attribute `config` of the results. Quantities with "
        "units became days, person-days and fee units; nothing else was done to them."
    )


def _files(node: object) -> Iterator[tuple[str, str]]:
    """Yield (name, fingerprint) of each CSV file that is named anywhere in the configuration."""
    if isinstance(node, dict):
        if "file" in node and "fingerprint" in node:
            yield str(node["file"]), str(node["fingerprint"])
        for inner in node.values():
            yield from _files(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _files(inner)


def _parameters(told: list[Setting], why_not: str) -> str:
    head = "**3.3 Input parameters.** "
    if why_not:
        return head + (
            f"Everything the configuration sets. {UNKNOWN}defaults, units and meanings, since "
            f"{why_not}; `nakodo describe` of that revision has them.\n\n"
            + table(("parameter", "value"), [(code(one.path), code(one.value)) for one in told])
        )
    differing = [one for one in told if not one.usual]
    usual = len(told) - len(differing)
    note = f"; {usual} more it sets to what they are anyway" if usual else ""
    rows = [
        (
            code(one.path),
            code(one.value),
            about.default if (about := one.described) else "–",
            about.unit if about else "–",
            about.meaning if about else "–",
            about.provenance if about else "–",
        )
        for one in differing
    ]
    return (
        head + f"What differs from the defaults in the configuration{note}; factors (1.3) put "
        "their levels in the place of some. All the rest is at the defaults of `nakodo "
        "describe`.\n\n"
        + table(
            ("parameter", "value", "default", "unit", "meaning", "where the default comes from"),
            rows,
        )
    )


def _assumed() -> str:
    return (
        "**3.4 Assumptions.** Those of the model: `models/README.md`, *Decided where the text is "
        "silent*; those about single values: the word *assumption* in 3.3 and in "
        "`models/parameters.md`. Not in the model: what follows a signature; networks of firms."
    )
