"""What SALib needs: its own analyses run on it as they are, and find what was put in."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import h5py
import nakodo
import numpy as np
import numpy.typing as npt
import pytest
import yaml
from SALib.analyze import morris, sobol
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample

from conftest import ROOT
from synthetic.file import put

Floats = npt.NDArray[np.float64]
Change = Callable[[Callable[[h5py.File], None]], Path]
WEIGHTS = np.array([3.0, -2.0, 0.5, 0.0])


def sampled(changed: Change, samples: Floats, config: str = "") -> Path:
    """A dyad whose 15 points are a sample, and whose work is a sum of its factors, weighted."""

    def write(file: h5py.File) -> None:
        names = [f"x{i + 1}" for i in range(samples.shape[1])]
        points = file["points"]
        del points["distance"], points["policy"]
        for name, values in zip(names, samples.T, strict=True):
            put(points, name, values, path=f"trust.{name}")
        points.attrs.modify("factors", " ".join(names))
        if config:
            file.attrs.modify("config", config)
        work = 20 + samples @ WEIGHTS[: samples.shape[1]]
        file["deals/person_days_initiator"][:] = work[file["deals/point"][:]]

    return changed(write)


def test_morris_finds_linear_effects_and_no_interaction(changed: Change) -> None:
    """Three trajectories of four factors on [0, 1]: μ is the weight, σ is 0."""
    problem = {"num_vars": 4, "names": list("abcd"), "bounds": [[0.0, 1.0]] * 4}
    samples = morris_sample.sample(problem, 3, num_levels=4, seed=7)
    with nakodo.open(sampled(changed, samples)) as results:
        ours, x, y = results.salib("person_days_initiator")
    assert (ours["num_vars"], ours["names"]) == (4, ["x1", "x2", "x3", "x4"])
    assert (x == samples).all()
    found = morris.analyze(ours, x, y, num_levels=4, seed=1)
    assert np.asarray(found["mu"]) == pytest.approx(WEIGHTS, abs=1e-9)
    assert np.asarray(found["sigma"]) == pytest.approx(np.zeros(4), abs=1e-9)


def test_sobol_gives_what_it_gives_for_the_function_itself(changed: Change) -> None:
    """Three base points × (3 + 2), in the order of the sample."""
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0.0, 1.0]] * 3}
    samples = sobol_sample.sample(problem, 4, calc_second_order=False, seed=7)[:15]
    with nakodo.open(sampled(changed, samples)) as results:
        ours, _, y = results.salib("person_days_initiator")
    expected = 20 + samples @ WEIGHTS[:3]
    assert y == pytest.approx(expected)
    direct = sobol.analyze(problem, expected, calc_second_order=False, seed=1)
    found = sobol.analyze(ours, y, calc_second_order=False, seed=1)
    assert found["S1"] == pytest.approx(direct["S1"])
    assert found["ST"] == pytest.approx(direct["ST"])


def test_bounds_and_distributions_are_those_of_the_configuration(changed: Change) -> None:
    config = yaml.safe_dump(
        {
            "nakodo": 1,
            "experiment": {
                "factors": {
                    "trust.x1": {"low": "1 week", "high": "1 year", "scale": "log"},
                    "trust.x2": {"distribution": {"lognormal": {"mean": 2, "cv": 0.5}}},
                    "trust.x3": {"distribution": {"normal": {"mean": 1, "sd": 2, "low": 0}}},
                    "trust.x4": [0, 1],
                }
            },
        }
    )
    samples = np.random.default_rng(1).random((15, 4))
    with nakodo.open(sampled(changed, samples, config)) as results:
        problem = results.salib("person_days_initiator").problem
    assert problem["dists"] == ["logunif", "lognorm", "truncnorm", "unif"]
    assert problem["bounds"][0] == [7.0, 365.0]
    mean, spread = problem["bounds"][1]
    assert np.exp(mean + spread**2 / 2) == pytest.approx(2.0)
    assert np.sqrt(np.exp(spread**2) - 1) == pytest.approx(0.5)
    assert problem["bounds"][2] == [0.0, np.inf, 1.0, 2.0]
    assert problem["bounds"][3] == [samples[:, 3].min(), samples[:, 3].max()]


def test_a_factor_of_names_has_to_be_fixed(dyad: nakodo.Results) -> None:
    with pytest.raises(ValueError, match=r"where=\{'policy': …\}"):
        dyad.salib("signed")
    problem, x, y = dyad.salib("signed", where={"policy": "never"})
    assert (problem["names"], problem["bounds"]) == (["distance"], [[0.0, 1.6]])
    assert x.ravel().tolist() == [0.0, 0.4, 0.8, 1.2, 1.6]
    never = dyad.outcomes().query("policy == 'never'")
    shares = never.groupby("distance")["ended_by"].agg(lambda ended: (ended == "signed").mean())
    assert y == pytest.approx(shares.to_numpy())


def test_what_makes_no_sample_is_refused(dyad: nakodo.Results, kinkei: nakodo.Results) -> None:
    with pytest.raises(ValueError, match="there is no sample"):
        kinkei.salib("signed")
    with pytest.raises(KeyError, match="weather"):
        dyad.salib("signed", where={"weather": 1})
    with pytest.raises(ValueError, match="no point has 'policy' at 'sometimes'"):
        dyad.salib("signed", where={"policy": "sometimes"})
    with pytest.raises(ValueError, match="SALib cannot do with holes"):
        dyad.salib("control", where={"policy": "never"})


def test_a_sample_of_salib_goes_through_a_sweep_and_comes_back_bit_for_bit(
    program: str, tmp_path: Path
) -> None:
    problem = {"num_vars": 2, "names": ["distance", "reach"], "bounds": [[0, 1.6], [0.5, 1.5]]}
    sample = sobol_sample.sample(problem, 2, calc_second_order=False, seed=1)
    np.savetxt(tmp_path / "sample.csv", sample, delimiter=",", header="distance,reach", comments="")
    config = yaml.safe_load((ROOT / "configs" / "dyad.yaml").read_text(encoding="utf-8"))
    shutil.copytree(ROOT / "configs" / "worlds", tmp_path / "worlds")
    config["time"]["start"] = str(config["time"]["start"])
    config["experiment"] = {
        "factors": {
            "communities.silicon_valley.style.national": {
                "name": "distance",
                "low": 0,
                "high": 1.6,
            },
            "media.fax.reach": {"low": 0.5, "high": 1.5},
        },
        "design": {"kind": "csv", "file": "sample.csv"},
        "replications": 2,
    }
    path = tmp_path / "sample.yaml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    command = [program, "run", str(path), "--quiet", "--out", str(tmp_path / "out")]
    subprocess.run(command, check=True)
    with nakodo.open(tmp_path / "out") as results:
        ours, x, y = results.salib("signed")
    assert ours == {key: problem[key] for key in ours}
    assert (x == sample).all()
    assert len(y) == len(sample)
