"""Sequential replications: what a file of them says, and how well its points are known."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from math import inf, sqrt
from pathlib import Path

import nakodo
import numpy as np
import pytest
from nakodo.precision import half_width, wishes
from nakodo.stress import stress_sheet
from nakodo.stress.experimentation import experimentation
from scipy import stats

RULE = (
    "experiment.replications={min: 60, batch: 40, max: 260, until: "
    "[{metric: signed, half_width: 0.045}, {metric: person_days, relative: 4 %, confidence: 0.9}]}"
)


@pytest.fixture(scope="module")
def folder(run: Callable[..., Path]) -> Path:
    """configs/dyad.yaml, each point until it is known."""
    return run("dyad", "--set", RULE, "--trace", "deals", "--quiet")


def test_the_half_width_is_wilson_s_of_yes_and_no_and_else_student_s() -> None:
    assert half_width(np.array([1.0] * 40 + [0.0] * 60), 0.95) == pytest.approx(0.094298, abs=1e-6)
    values = np.array([1.0, 2.0, 4.0, 9.0, 4.0])
    expected = stats.t.ppf(0.95, 4) * values.std(ddof=1) / sqrt(5)
    assert half_width(values, 0.9) == pytest.approx(expected, rel=1e-9)
    assert half_width(np.array([7.5] * 9), 0.95) == 0.0
    assert half_width(np.array([]), 0.95) == half_width(np.array([2.0]), 0.95) == inf


def test_wishes_are_read_alone_and_as_a_list() -> None:
    one = {"metric": "signed", "half_width": "1 %"}
    (alone,) = wishes({"experiment": {"replications": {"min": 9, "max": 99, "until": one}}})
    assert (alone.metric, alone.half_width, alone.relative) == ("signed", 0.01, None)
    assert alone.confidence == 0.95
    assert len(wishes({"experiment": {"replications": {"max": 9, "until": [one, one]}}})) == 2
    assert wishes({"experiment": {"replications": 200}}) == wishes({}) == []


def test_a_sequential_sweep_says_how_well_each_point_is_known(folder: Path) -> None:
    with nakodo.open(folder) as results:
        assert results.status.complete
        assert len(results.missing) == 0
        assert results.provenance["replications"] == 260
        assert results.provenance["runs"] == len(results.runs)
        counts = results.runs.groupby("point")["run"].count()
        assert counts.nunique() >= 3
        assert (((counts - 60) % 40 == 0) & counts.between(60, 260)).all()
        at = results.runs["point"] * 260 + results.runs["replication"]
        assert (results.runs["run"] == at).all()

        known = results.precision()
        assert list(known.columns) == [
            "point",
            "metric",
            "runs",
            "estimate",
            "half_width",
            "met",
        ]
        assert len(known) == 2 * len(results.points)
        for point, rows in known.groupby("point"):
            assert (rows["runs"] == counts[point]).all()
            # As the program decided: stopped before the maximum means that all are met.
            assert rows["met"].all() or counts[point] == 260
            runs = results.runs[results.runs["point"] == point]
            share, work = rows["estimate"]
            assert share == pytest.approx((runs["signed"] / runs["needs"]).mean())
            assert work == pytest.approx(runs["person_days"].mean())
            # One look earlier not all of them were met: the rule did not wait.
            earlier = runs[runs["replication"] < counts[point] - 40]
            if counts[point] > 60:
                signed = half_width(earlier["signed"].to_numpy(dtype=float), 0.95)
                spent = earlier["person_days"].to_numpy(dtype=float)
                wide = half_width(spent, 0.9) > 0.04 * spent.mean()
                assert wide or signed > 0.045
        assert not known["met"].all()
        assert known["met"].any()


def test_stress_names_the_rule_and_the_points_that_stayed_imprecise(folder: Path) -> None:
    with nakodo.open(folder) as results:
        sheet = stress_sheet(results)
        short = int((~results.precision().groupby("point")["met"].all()).sum())
    assert "60 to 260 replications of each of 15 design points, found sequentially: 60, " in sheet
    assert (
        "then 40 more at a time, 260 at most, until half of the 95 % interval of `signed`" in sheet
    )
    assert "half of the 90 % interval of `person_days` is at most 4 % of the estimate" in sheet
    assert f"; {short} point" in sheet
    assert " had the most without getting there: " in sheet


def test_a_fixed_number_of_replications_has_no_wishes(real_dyad: nakodo.Results) -> None:
    assert real_dyad.precision().empty
    assert "50 replications of each of 15 design points, fixed beforehand" in stress_sheet(
        real_dyad
    )


def test_days_and_needs_of_a_run_are_those_of_its_deals(real_kinkei: nakodo.Results) -> None:
    runs = real_kinkei.runs.set_index("run")
    needs = real_kinkei.outcomes()
    days = needs["t_signed"].fillna(real_kinkei.horizon).groupby(needs["run"]).mean()
    assert np.allclose(runs["days"], days.reindex(runs.index))
    assert (runs["needs"] == needs.groupby("run")["point"].count()).all()


def test_shards_of_a_sequential_sweep_are_read_while_one_is_missing(
    folder: Path, program: str, tmp_path: Path
) -> None:
    config = str(folder / "experiment.yaml")
    for shard in ("1/3", "3/3"):
        command = [program, "run", config, "--out", str(tmp_path / "dyad"), "--shard", shard]
        assert subprocess.run([*command, "--quiet"], check=False).returncode == 0
    with nakodo.open(folder) as whole, nakodo.open(tmp_path / "dyad") as parts:
        assert parts.status.state == "partial"
        there = ~whole.runs["run"].isin(parts.missing)
        assert parts.runs["run"].tolist() == whole.runs.loc[there, "run"].tolist()
        assert len(parts.missing) % 260 == 0
        assert len(parts.missing) > 0
        assert "runs of at most" in stress_sheet(parts)
        replayed = int(parts.runs["replication"].max())
        with pytest.raises(nakodo.NothingTraced):
            parts.events(int(parts.runs["run"].iloc[0]))
    assert replayed < 260


def test_the_sheet_says_what_is_bounded_and_in_which_unit(run: Callable[..., Path]) -> None:
    until = "[{metric: signed, half_width: 0.3}, {metric: days, half_width: 90}]"
    rule = f"{{min: 20, batch: 20, max: 40, until: {until}}}"
    folder = run("dyad", "--set", f"experiment.replications={rule}", "--trace", "deals", "--quiet")
    with nakodo.open(folder) as results:
        told = " ".join(experimentation(results).split())
    assert "half of the 95 % interval of `signed` is at most 0.3 long" in told
    assert "half of the 95 % interval of `days` is at most 90 days long" in told
