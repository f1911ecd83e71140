"""Antithetic pairs: known correlations give known reductions, and intervals that hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import h5py
import nakodo
import numpy as np
import pandas as pd
import pytest
from nakodo.crossings import crossing
from nakodo.intervals import of_shares, of_shares_in_clusters, of_shares_unpaired, wilson
from nakodo.pairs import (
    effective_trials,
    is_antithetic,
    pair_of,
    pair_values,
    rank_reach,
    variance_taken,
)
from nakodo.plot.ladder import step_of
from nakodo.stress import stress_sheet

import synthetic

RHO, SHIFT, REPLICATIONS = -0.8, 2.0, 400


def in_pairs(path: Path) -> Path:
    """Say in a file that its replications are antithetic."""
    with h5py.File(path, "r+") as file:
        config = str(file.attrs["config"]) + "experiment: {antithetic: true}\n"
        file.attrs["config"] = config
    return path


@pytest.fixture(scope="module")
def opposed(tmp_path_factory: pytest.TempPathFactory) -> nakodo.Results:
    """A dyad whose work is SHIFT apart from policy to policy.

    The two runs of a pair are correlated RHO, independently from point to point; variance 4.
    """
    world = synthetic.dyad(REPLICATIONS)
    world.factors["distance"] = ("communities.far.style.national", [0.4])
    path = synthetic.write(tmp_path_factory.mktemp("pairs") / "dyad.h5", world, trace="deals")
    rng = np.random.default_rng(1986)
    first, own = rng.normal(size=(2, 3, REPLICATIONS // 2))
    luck = np.empty((3, REPLICATIONS))
    luck[:, ::2], luck[:, 1::2] = first, RHO * first + np.sqrt(1 - RHO**2) * own
    with h5py.File(path, "r+") as file:
        point, replication = file["deals/point"][:], file["deals/replication"][:]
        work = 20 + SHIFT * (point % 3) + 2 * luck[point, replication]
        file["deals/person_days_initiator"][:] = work
    return nakodo.open(in_pairs(path))


def test_pairs_take_away_as_much_as_they_are_opposed(opposed: nakodo.Results) -> None:
    """1 − Var(pair mean)/(Var/2) is −ρ; within 4.5 standard errors."""
    table = opposed.antithetic("person_days_initiator")
    error = (1 - RHO**2) / np.sqrt(REPLICATIONS / 2)
    assert list(table["policy"]) == ["never", "when_frustrated", "from_start"]
    assert (table["pairs"] == REPLICATIONS // 2).all()
    assert (abs(table["variance_reduction"] + RHO) < 4.5 * error).all()
    assert (abs(table["correlation"] - RHO) < 4.5 * error).all()
    true = 20 + SHIFT * np.arange(3)
    half = 4.5 * np.sqrt(4 * (1 + RHO) / REPLICATIONS)
    assert (abs(table["mean"] - true) < half).all()
    assert (table["low"] < table["mean"]).all()
    assert (table["mean"] < table["high"]).all()


def test_a_comparison_counts_pairs_and_its_interval_is_theirs(opposed: nakodo.Results) -> None:
    compared = opposed.compare("policy", "person_days_initiator", baseline="never")
    table = compared.table
    assert (table["pairs"] == REPLICATIONS // 2).all()
    assert (abs(table["antithetic_reduction"] + RHO) < 0.15).all()
    # Var of a difference of runs 8, of pairs 8 (1 + ρ) / 2; 1.97 is Student's t of 199
    usual = 2 * 1.97 * np.sqrt(8 * (1 + RHO) / 2 / (REPLICATIONS / 2))
    assert (table["high"] - table["low"]).to_numpy() == pytest.approx(usual, rel=0.15)
    told = str(compared)
    assert "less variance  antithetic" in told
    assert "a pair of them counts as one" in told


def test_shares_of_pairs_are_not_tested_as_if_runs_were_independent(
    tmp_path: Path,
) -> None:
    world = synthetic.dyad(20)
    with nakodo.open(synthetic.write(tmp_path / "dyad.h5", world)) as results:
        alone = results.compare("policy", "signed", baseline="never").table
        assert alone["antithetic_reduction"].isna().all()
    with nakodo.open(in_pairs(tmp_path / "dyad.h5")) as results:
        paired = results.compare("policy", "signed", baseline="never").table
    assert (alone["pairs"] == 20).all()
    assert (paired["pairs"] == 10).all()
    assert paired["difference"].to_numpy() == pytest.approx(alone["difference"].to_numpy())
    assert (paired["low"] < paired["difference"]).all()
    assert (paired["difference"] < paired["high"]).all()
    assert (paired[["low", "high"]].abs() <= 1).all(axis=None)


def test_clusters_of_one_trial_have_the_interval_of_pairs_of_yes_or_no() -> None:
    """Up to Newcombe's correction for continuity of the correlation, which is 1/20 here."""
    first = np.repeat([1.0, 1.0, 0.0, 0.0], [40, 30, 10, 20])
    second = np.repeat([1.0, 0.0, 1.0, 0.0], [40, 30, 10, 20])
    known = of_shares(40, 30, 10, 20, 0.95)
    paired, unpaired = of_shares_in_clusters(first, second, (100.0, 100.0), 0.95)
    assert paired.value == pytest.approx(known.value)
    assert (paired.low, paired.high) == pytest.approx((known.low, known.high), abs=0.006)
    apart = of_shares_unpaired((70, 50), 100, 0.95)
    assert (unpaired.low, unpaired.high) == pytest.approx((apart.low, apart.high))


def test_without_pairs_nothing_is_reported(dyad: nakodo.Results) -> None:
    assert not is_antithetic(dyad)
    with pytest.raises(ValueError, match="no antithetic pairs"):
        dyad.antithetic()


def test_values_of_pairs_are_their_means_and_a_half_pair_counts_for_half() -> None:
    pairs = pair_of([0, 1, 2, 3])
    assert list(pairs) == [0, 0, 1, 1]
    assert list(pair_values(np.array([1.0, 3.0, 5.0, 9.0]), pairs)) == [2.0, 7.0]
    values = np.array([1.0, 3.0, 8.0])
    found = pair_values(values, pair_of([0, 1, 2]))
    assert found.mean() == values.mean()
    assert list(found) == pytest.approx([4 + 2 / 1.5 * (2 - 4), 4 + 1 / 1.5 * (8 - 4)])


def test_trials_are_worth_what_the_variance_of_their_share_says() -> None:
    """As in tests/experiment/cluster_intervals_test.cpp."""
    pairs = pair_of(np.arange(4000))
    agree = np.repeat(np.arange(2000) % 4 == 0, 2)
    assert effective_trials(agree, pairs) == pytest.approx(2000, rel=0.005)
    alone = np.ravel([(i % 2 == 0, i % 4 < 2) for i in range(2000)])
    assert effective_trials(alone, pairs) == pytest.approx(4000, rel=0.005)
    opposite = np.tile([True, False], 50)
    low, high = wilson(t := 0.5 * effective_trials(opposite, pairs[:100]), 2 * t)
    assert (low, high) == pytest.approx((0.5 - 0.020096, 0.5 + 0.020096), abs=1e-4)
    assert effective_trials(np.zeros(60, dtype=bool), pairs[:60]) == 30


def test_the_variance_taken_of_half_pairs_is_left_out() -> None:
    values, pairs = np.array([1.0, -1.0, 2.0, -2.0, 5.0]), pair_of([0, 1, 2, 3, 4])
    assert variance_taken(values, pairs) == pytest.approx((1.0, -1.0, 2))
    assert np.isnan(variance_taken(values[:2], pairs[:2])[0])


def test_the_interval_of_a_median_of_pairs_holds_it_as_often_as_it_says() -> None:
    """Of 400 samples 95 % is 380; fewer than 360 has a chance below 1e-4."""
    rng, held = np.random.default_rng(7), 0
    for _ in range(400):
        first = rng.normal(size=50)
        days = np.concatenate([first, -0.7 * first + np.sqrt(1 - 0.49) * rng.normal(size=50)])
        deals = pd.DataFrame(
            {
                "duration": days,
                "ended_by": "signed",
                "replication": np.concatenate([np.arange(50) * 2, np.arange(50) * 2 + 1]),
            }
        )
        step = step_of(deals, in_pairs=True)
        held += step.earlier <= 0 <= step.later
    assert 360 <= held <= 398
    assert rank_reach(np.array([1.0, 2.0]), np.array([0, 0])) == np.inf


def test_a_crossing_draws_pairs_where_they_are_antithetic() -> None:
    """Where the two runs of a pair are opposed altogether, nothing is left to chance."""
    rng = np.random.default_rng(3)
    rows = []
    for pair in range(30):
        noise = rng.normal()
        for twin, sign in enumerate((1, -1)):
            for m in (10, 100, 1000):
                rows.append((2 * pair + twin, "random", m, np.log10(m) + sign * noise))
                rows.append((2 * pair + twin, "network", m, 2.5))
    table = pd.DataFrame(rows, columns=["replication", "mode", "m", "days"])
    found = crossing(table, "days", "m", "mode", "random", "network", antithetic=True)
    assert (found.at, found.low, found.high) == pytest.approx((10**2.5,) * 3)
    apart = crossing(table, "days", "m", "mode", "random", "network")
    assert apart.high - apart.low > 10


def test_the_sheet_and_the_picture_say_that_runs_are_pairs(tmp_path: Path) -> None:
    path = synthetic.write(tmp_path / "dyad.h5", synthetic.dyad(8))
    with nakodo.open(path) as results:
        assert "antithetic" not in stress_sheet(results)
    with nakodo.open(in_pairs(path)) as results:
        sheet = stress_sheet(results)
        figure = results.plot.incidence()
    assert "the unit of estimation is the pair" in sheet
    assert "the second the antithesis of each draw" in sheet
    assert figure.texts


def test_real_pairs_are_pairs(run: Callable[..., Path]) -> None:
    """The first run of a pair is the one there is without pairs; their means agree with it."""
    options = ("--replications", "40", "--quiet")
    with nakodo.open(run("dyad", *options)) as results:
        plain = results.runs
    with nakodo.open(run("dyad", *options, "--set", "experiment.antithetic=true")) as results:
        assert is_antithetic(results)
        runs, table = results.runs, results.antithetic(["signed", "person_days"])
    first = runs[(runs["replication"] % 2 == 0)]
    same = plain[plain["replication"] < 20]
    assert list(first["fingerprint"]) == list(same["fingerprint"])
    assert (table["pairs"] == 20).all()
    assert table["variance_reduction"].max() > 0


def test_a_share_of_pairs_has_the_interval_of_the_programs_table(opposed: nakodo.Results) -> None:
    """Of 200 pairs that all signed it ends where Wilson's of 200 does, not at 100 %."""
    for _, row in opposed.antithetic("signed").iterrows():
        own = opposed.outcomes()[lambda table, at=row["point"]: table["point"] == at]
        yes = (own["ended_by"] == "signed").to_numpy()
        trials = effective_trials(yes, pair_of(own["replication"]))
        expected = wilson(yes.mean() * trials, trials)
        assert (row["low"], row["high"]) == pytest.approx(expected)
        if yes.all():
            assert row["low"] == pytest.approx(0.98115, abs=1e-5)
            assert row["high"] == 1.0


def test_precision_counts_runs_also_of_pairs(run: Callable[..., Path]) -> None:
    rule = "experiment.replications={min: 20, max: 60, until: {metric: signed, half_width: 0.2}}"
    pairs = ("--set", "experiment.antithetic=true")
    with nakodo.open(run("dyad", "--quiet", "--set", rule, *pairs)) as results:
        known = results.precision().set_index("point")["runs"]
        assert known.to_dict() == results.runs.groupby("point").size().to_dict()
