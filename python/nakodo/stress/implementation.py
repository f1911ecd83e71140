"""STRESS-DES sections 5 and 6, implementation and code access; and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nakodo.pairs import is_antithetic
from nakodo.stress.markdown import UNKNOWN, code, table

if TYPE_CHECKING:
    from nakodo.results import Results

DIRTY, UNRELEASED = "-dirty", "unknown"


def implementation(results: Results) -> str:
    """Return section 5."""
    wrote = results.provenance
    return "\n\n".join(
        [
            "## 5. Implementation",
            f"**5.1 Software or programming language.** nakodo {wrote.get('program_version')}, "
            f"revision `{wrote.get('git_revision')}`, C++20; its own event-driven kernel "
            f"(`kernel/`). Results: HDF5, format {wrote.get('format_version')}. Pictures and "
            "reports: the Python package `nakodo` of the same repository.",
            f"**5.2 Random sampling.** xoshiro256++, seed {wrote.get('seed')}. Every stream is "
            "made by hashing (seed, replication, purpose, entity), so no process disturbs the "
            "numbers of another; own ziggurat for exponentials and normals, own exp, log and pow: "
            "the same bits on every machine. Replication *r* of every design point draws from the "
            f"same streams (common random numbers).{_pairs(results)} Table of streams: "
            "`models/README.md`.",
            "**5.3 Model execution.** Event scheduling, one calendar a person; events of one "
            "moment in the order in which they were scheduled. Runs are independent of one "
            "another and spread over threads, shards or machines; the results are the same bytes "
            "whatever their number.",
            f"**5.4 System specification.** {UNKNOWN}machine, operating system and time taken. "
            "They are kept out on purpose: nothing in the results depends on them.",
        ]
    )


def _pairs(results: Results) -> str:
    """Return how antithetic pairs draw."""
    if not is_antithetic(results):
        return ""
    return (
        " Replications 2k and 2k + 1 are antithetic: both draw from the streams of replication k, "
        "the second the antithesis of each draw (u → 1 − u, normals with the other sign, "
        "exponentials at the opposite quantile), synchronised draw by draw."
    )


def access(results: Results) -> str:
    """Return section 6."""
    wrote, name = results.provenance, results.path.stem
    marks = [
        ("experiment hash", code(wrote.get("experiment_hash"))),
        ("fingerprint of the first run's stream of facts", _fingerprint(results)),
        ("git revision", code(wrote.get("git_revision"))),
        ("seed", code(wrote.get("seed"))),
    ]
    revision = str(wrote.get("git_revision", UNRELEASED))
    commit = revision.removesuffix(DIRTY)
    found = [] if commit == UNRELEASED else [f"git checkout {commit}"]
    commands = "\n".join(
        [
            *found,
            "scripts/build release",
            f"scripts/nakodo run experiment.yaml --out results/{name}    # the whole experiment",
            "scripts/nakodo replay experiment.yaml --point 0 --replication 0    # its first run",
            f"python -m nakodo stress results/{name}    # this sheet",
        ]
    )
    return "\n\n".join(
        [
            "## 6. Code access",
            "**6.1 Computer model sharing statement.** Model and program are under Apache-2.0 "
            "(`LICENSE`). The same configuration, seed and version give the same file, byte for "
            f"byte. {UNKNOWN}the address of the repository.",
            table(("mark", "value"), marks),
            *([f"{UNKNOWN}{_doubt(revision)}"] if _doubt(revision) else []),
            "To reproduce, in a copy of the repository, with `experiment.yaml` (and the CSV files, "
            "if any) of this folder:",
            f"```sh\n{commands}\n```",
        ]
    )


def _doubt(revision: str) -> str:
    """Return what a revision leaves open."""
    if revision == UNRELEASED:
        return "which revision the program was built from."
    if revision.endswith(DIRTY):
        return "what was changed in the program since that revision, and not committed."
    return ""


def unknown(results: Results) -> str:
    """Return what a reader may look for in vain."""
    blanks = [
        "why the configuration's own values were chosen, and by whom (3.1);",
        "the machine, its system, and how long it took (5.4);",
        "the address of the repository, a DOI or a contact (6.1);",
        "whether the model is valid for this setting: `tests/README.md` says how the model as such "
        "is checked.",
    ]
    if not results.traced:
        blanks.append("which facts happened in the runs: none was traced.")
    return "## Not known\n\nThe results do not say:\n\n" + "\n".join(f"- {one}" for one in blanks)


def _fingerprint(results: Results) -> str:
    first = results.runs[results.runs["run"] == 0]
    if first.empty or first["failure"].iloc[0] != "":
        return "–"
    return code(f"{int(first['fingerprint'].iloc[0]):016x}")
