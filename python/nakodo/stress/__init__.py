"""STRESS-DES: what was simulated, how, and how to do it again, from what was actually run.

After Monks, Currie, Onggo, Robinson, Kunc & Taylor 2019, "Strengthening the reporting of empirical
simulation studies: introducing the STRESS guidelines", Journal of Simulation 13(1):55–67,
https://doi.org/10.1080/17477778.2018.1442155: its 20 items for discrete-event simulation.

Policy: nothing is claimed that the file, or the program that wrote it, does not say; what is not
known is named as such. The text holds no host, path of a machine or time of day: the same results
and program give the same text.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nakodo.precision import wishes
from nakodo.publication import publish
from nakodo.stress.data import data, inputs
from nakodo.stress.experimentation import experimentation
from nakodo.stress.implementation import access, implementation, unknown
from nakodo.stress.logic import logic
from nakodo.stress.markdown import counted
from nakodo.stress.objectives import objectives

if TYPE_CHECKING:
    from nakodo.results import Results

NAME = "STRESS.md"


def stress_sheet(results: Results) -> str:
    """Return the sheet as Markdown."""
    told, why_not = inputs(results)
    return (
        "\n\n".join(
            [
                f"# {results.title or results.path.stem}",
                "What was simulated, after the STRESS-DES guideline (Monks et al. 2019, "
                "https://doi.org/10.1080/17477778.2018.1442155), written from the results by "
                "`python -m nakodo stress`.",
                *_unfinished(results),
                objectives(results),
                logic(results, told),
                data(results, told, why_not),
                experimentation(results),
                implementation(results),
                access(results),
                unknown(results),
                "",
            ]
        ).rstrip("\n")
        + "\n"
    )


def write_stress(results: Results, folder: Path) -> Path:
    """Write the sheet as ``STRESS.md`` into `folder`, which is made if missing; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path, sheet = folder / NAME, stress_sheet(results)
    publish(path, lambda temporary: temporary.write_text(sheet, encoding="utf-8"))
    return path


def _unfinished(results: Results) -> list[str]:
    missing = len(results.missing)
    if missing == 0:
        return []
    most = "at most " if wishes(results.config) else ""
    return [
        f"**Not all was run:** {counted(len(results.runs), 'run')} of {most}"
        f"{counted(len(results.runs) + missing, 'run')} are in the results this sheet describes."
    ]
