"""The program and the reference, two programs of one text, must tell the same story.

Arm by arm, 5000 deals of each: how they ended, by chi-square on counts with the small cells pooled,
and when, after what and with what, by Kolmogorov-Smirnov of two samples. Its p-value is the
asymptotic one, too large where there are ties: it errs on the program's side, and by less than the
changes in `WRONG` that must be found. All comparisons are one family at level .001 (Holm): a
program that does what the text says fails once in a thousand seeds. The seeds are fixed.

NAKODO_DOCKING_REPLICATIONS sets another number of deals an arm, to look closer.
"""

from __future__ import annotations

import itertools
import os
import random
import subprocess
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import h5py
import numpy as np
import pytest
from reference_dyad import POLICIES, Parameters, simulate
from scipy import stats

ROOT = Path(__file__).parents[2]
REPLICATIONS = int(os.environ.get("NAKODO_DOCKING_REPLICATIONS", "5000"))
LEVEL = 0.001
SEED = 1986
FEW = 10  # cells with fewer deals than this in both samples together are pooled


@dataclass(frozen=True)
class World:
    """What differs from configs/dyad.yaml, for the program and for the reference."""

    name: str
    settings: tuple[str, ...]
    parameters: Parameters


@dataclass(frozen=True)
class Arm:
    world: World
    distance: float
    policy: str

    def __str__(self) -> str:
        return f"{self.world.name}-{self.distance:g}-{self.policy}"


DYAD = World("dyad", (), Parameters())
FACTORS = (
    "experiment.factors={"
    "communities.silicon_valley.style.national: {name: distance, values: [0.8]}, "
    "projects.venture.go_between.engage: {name: go_between, values: [{when_frustrated: 0.4}]}}"
)
# The limit of bargaining and the horizon, which no deal of the dyad lives to see.
SHORT = World(
    "short",
    (FACTORS, "time.horizon=200", "bargaining.limit=60"),
    Parameters(horizon=200.0, bargaining_limit=60.0),
)
# What in the dyad is so slow or small that its absence might go unnoticed.
STRONG = World(
    "strong",
    (
        FACTORS,
        "trust.forgetting=0.01",
        "persuasion.relaxation=0.02",
        "patience.waiting=0.01",
        "patience.rejection=0.05",
        "understanding.familiarity=0.1",
        "persuasion.persistence=8",
        "bargaining.sensitivity=4",
        "bargaining.credit=1",
    ),
    Parameters(
        phi=0.01,
        rho=0.02,
        waiting=0.01,
        rejection=0.05,
        eta=0.1,
        persistence=8,
        concession_by_trust=4.0,
        credit=1.0,
    ),
)
WORLDS = {
    DYAD: [Arm(DYAD, far, policy) for far in (0.0, 0.4, 0.8, 1.2, 1.6) for policy in POLICIES],
    SHORT: [Arm(SHORT, 0.8, "when_frustrated")],
    STRONG: [Arm(STRONG, 0.8, "when_frustrated")],
}
ARMS = [arm for arms in WORLDS.values() for arm in arms]

# A reference that is a little wrong, and the arm in which that shows.
WRONG = {
    "news .04 -> .06": (Arm(STRONG, 0.8, "when_frustrated"), {"news": 0.06}),
    "shield .8 -> .6": (Arm(DYAD, 1.2, "when_frustrated"), {"shield": 0.6}),
    "surfacing after 60 -> 70": (Arm(DYAD, 1.2, "never"), {"surfacing": 70.0}),
    "relief .02 -> .015": (Arm(DYAD, 0.8, "when_frustrated"), {"relief": 0.015}),
    "trust floor .15 -> .17": (Arm(DYAD, 1.6, "never"), {"trust_floor": 0.17}),
}

MILESTONES = ["mandated", "contacted", "counter_mandated", "bargaining", "sealing", "signed"]
COLUMNS = [
    *(f"t_{milestone}" for milestone in MILESTONES),
    "t_ended",
    *"encounters clarifications surprises offers visits".split(),
    *"utility_initiator utility_partner trust_initiator trust_partner".split(),
    *"person_days_initiator person_days_partner".split(),
]

Sample = dict[str, np.ndarray]


def completed(columns: Sample) -> Sample:
    """Add what is compared but is no column: durations, and how and where it ended."""
    sample = dict(columns)
    for before, after in itertools.pairwise(MILESTONES):
        sample[f"{before} to {after}"] = columns[f"t_{after}"] - columns[f"t_{before}"]
    reached = sum(np.isfinite(columns[f"t_{milestone}"]).astype(int) for milestone in MILESTONES)
    sample["ending"] = columns["cause"]
    sample["ending and milestone"] = np.char.add(
        columns["cause"], np.array(["", *(f" after {name}" for name in MILESTONES)])[reached]
    )
    del sample["cause"]
    return sample


# --- The two programs


def told_by_reference(arm: Arm, parameters: Parameters | None = None) -> Sample:
    rng = random.Random(f"{SEED} {arm}")
    deals = [
        simulate(arm.distance, arm.policy, rng, parameters or arm.world.parameters)
        for _ in range(REPLICATIONS)
    ]
    columns = {name: np.array([getattr(deal, name) for deal in deals], float) for name in COLUMNS}
    columns["cause"] = np.array([deal.cause or "signed" for deal in deals])
    return completed(columns)


def meanings(column: h5py.Dataset) -> list[str]:
    """The words of a coded column, in the order of its codes."""
    words = column.attrs["flag_meanings"]
    codes = column.attrs["flag_values"]
    words = (words.decode() if isinstance(words, bytes) else words).split()
    return [word for _, word in sorted(zip(codes.tolist(), words, strict=True))]


def told_by_program(program: str, world: World, folder: Path) -> dict[Arm, Sample]:
    command = [program, "run", str(ROOT / "configs/dyad.yaml"), "--out", str(folder)]
    command += ["--seed", str(SEED), "--replications", str(REPLICATIONS)]
    command += ["--trace", "deals", "--quiet", *(f"--set={setting}" for setting in world.settings)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with h5py.File(folder / "dyad.h5") as file:
        deals, points = file["deals"], file["points"]
        policies = [word.partition("=")[0] for word in meanings(points["go_between"])]
        point_of = {
            (round(distance, 9), policies[code]): point
            for point, distance, code in zip(
                points["point"][:], points["distance"][:], points["go_between"][:], strict=True
            )
        }
        table = {name: deals[name][:].astype(float) for name in COLUMNS}
        causes = np.array([*meanings(deals["cause"]), "alive"])
        table["cause"] = np.where(np.isfinite(table["t_signed"]), "signed", causes[deals["cause"]])
        at = deals["point"][:]
    samples = {}
    for arm in WORLDS[world]:
        rows = at == point_of[arm.distance, arm.policy]
        assert rows.sum() == REPLICATIONS
        samples[arm] = completed({name: column[rows] for name, column in table.items()})
    return samples


@pytest.fixture(scope="session")
def built_program() -> str:
    named = os.environ.get("NAKODO_PROGRAM")
    built = sorted(ROOT.glob("build/*/bin/nakodo"), key=lambda path: path.stat().st_mtime)
    found = named or next(map(str, reversed(built)), None)
    if not found or not os.access(found, os.X_OK):
        where = f"NAKODO_PROGRAM names {named}" if named else "there is none in build/*/bin"
        pytest.fail(f"this test needs the program nakodo, but {where}; run scripts/build dev")
    return found


@pytest.fixture(scope="session")
def program(built_program: str, tmp_path_factory: pytest.TempPathFactory) -> dict[Arm, Sample]:
    samples = {}
    for world in WORLDS:
        folder = tmp_path_factory.mktemp("docking") / world.name
        samples |= told_by_program(built_program, world, folder)
    return samples


@pytest.fixture(scope="session")
def reference() -> dict[Arm, Sample]:
    with ProcessPoolExecutor() as workers:
        return dict(zip(ARMS, workers.map(told_by_reference, ARMS), strict=True))


# --- The comparison


def same_shares(ours: np.ndarray, theirs: np.ndarray) -> float:
    """P-value of the hypothesis that two samples of words come from the same law."""
    words, which = np.unique(np.concatenate([ours, theirs]), return_inverse=True)
    counts = np.stack(
        [np.bincount(part, minlength=len(words)) for part in np.split(which, [len(ours)])]
    )
    counts = counts[:, np.argsort(-counts.sum(axis=0))]
    totals = counts.sum(axis=0)
    kept = int((totals >= FEW).sum())
    if totals[kept:].sum() < FEW:
        kept -= 1  # what is left is too little for a cell of its own
    pooled = np.column_stack([counts[:, :kept], counts[:, kept:].sum(axis=1)])
    pooled = pooled[:, pooled.sum(axis=0) > 0]
    return 1.0 if pooled.shape[1] < 2 else float(stats.chi2_contingency(pooled).pvalue)


def same_law(ours: np.ndarray, theirs: np.ndarray) -> float:
    """P-value of the hypothesis that two samples, NaN where there is none, have the same law."""
    if ours.dtype.kind == "U":
        return same_shares(ours, theirs)
    ours, theirs = ours[np.isfinite(ours)], theirs[np.isfinite(theirs)]
    if not len(ours) or not len(theirs):
        return 1.0  # how many there are is in "ending and milestone"
    return float(stats.ks_2samp(ours, theirs, method="asymp").pvalue)


@dataclass(frozen=True)
class Comparison:
    arm: Arm
    quantity: str
    p: float
    means: tuple[str, str]

    def __str__(self) -> str:
        program, reference = self.means
        return f"{self.arm}: {self.quantity}: p = {self.p:.2g}; {program} against {reference}"


def summary(sample: np.ndarray) -> str:
    if sample.dtype.kind == "U":
        words, counts = np.unique(sample, return_counts=True)
        return ", ".join(f"{count} {word}" for word, count in zip(words, counts, strict=True))
    sample = sample[np.isfinite(sample)]
    return f"{sample.mean():.4g} (of {len(sample)})" if len(sample) else "none"


def compared(arm: Arm, program: Sample, reference: Sample) -> list[Comparison]:
    return [
        Comparison(
            arm,
            quantity,
            same_law(program[quantity], reference[quantity]),
            (summary(program[quantity]), summary(reference[quantity])),
        )
        for quantity in program
    ]


def rejected(family: Iterable[Comparison]) -> list[Comparison]:
    """Holm: those of the family that are refuted, at LEVEL for all of them together."""
    ranked = sorted(family, key=lambda one: one.p)
    for rank, one in enumerate(ranked):
        if one.p > LEVEL / (len(ranked) - rank):
            return ranked[:rank]
    return ranked


@pytest.fixture(scope="session")
def family(program: dict[Arm, Sample], reference: dict[Arm, Sample]) -> list[Comparison]:
    return [one for arm in ARMS for one in compared(arm, program[arm], reference[arm])]


@pytest.mark.parametrize("arm", ARMS, ids=str)
def test_program_and_reference_agree(family: list[Comparison], arm: Arm) -> None:
    for one in family:
        if one.arm == arm:
            print(one)
    assert not [str(one) for one in rejected(family) if one.arm == arm]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_reference_with_one_wrong_number_is_rejected(
    family: list[Comparison], program: dict[Arm, Sample], wrong: str
) -> None:
    arm, change = WRONG[wrong]
    sample = told_by_reference(arm, replace(arm.world.parameters, **change))
    others = [one for one in family if one.arm != arm]
    assert any(one.arm == arm for one in rejected(others + compared(arm, program[arm], sample)))


def test_utility_and_trust_are_those_at_signing(program: dict[Arm, Sample]) -> None:
    for arm, sample in program.items():
        signed = np.isfinite(sample["t_signed"])
        for name in COLUMNS:
            if name.startswith(("utility", "trust")):
                assert (np.isfinite(sample[name]) == signed).all(), f"{arm}: {name}"


def test_the_arms_together_see_every_end(reference: dict[Arm, Sample]) -> None:
    ends = np.unique(np.concatenate([reference[arm]["ending"] for arm in ARMS]))
    assert set(ends) == {"signed", "veto", "patience", "trust", "no_agreement", "horizon"}
