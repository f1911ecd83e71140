"""Points with different numbers of runs, pooled: each counts the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import nakodo
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from nakodo.competing_risks import aalen_johansen, stratified
from nakodo.intervals import of_strata, wilson
from nakodo.plot.costs import mean_costs
from nakodo.plot.heatmap import cells_of
from nakodo.plot.ladder import step_of
from nakodo.strata import weights

EXPERIMENT = """\
  replications: {min: 50, max: 400, batch: 50, until: [{metric: signed, half_width: 0.05}]}
  factors:
    projects.p.go_between.engage: [never, {when_frustrated: 0.3}, from_start]
    communities.v.style.national: {name: distance, low: 0, high: 1.6, levels: 4}
"""


@pytest.fixture(scope="module")
def uneven(run_design: Callable[..., Path]) -> Iterator[nakodo.Results]:
    with nakodo.open(run_design(EXPERIMENT)) as results:
        assert results.runs.groupby("point").size().nunique() > 2
        yield results


def shares(results: nakodo.Results) -> pd.Series:
    """Return the share signed at each point, by engage and distance."""
    signed = results.outcomes().assign(signed=lambda table: table["ended_by"] == "signed")
    return signed.groupby(["engage", "distance"], observed=True)["signed"].mean()


def told(figure: Figure) -> str:
    return " | ".join(t.get_text() for t in figure.findobj(Text))


def test_a_row_weighs_by_the_runs_of_its_point() -> None:
    table = pd.DataFrame({"point": [0, 0, 0, 1], "replication": [0, 0, 1, 0]})
    assert list(weights(table)) == [1.0, 1.0, 1.0, 2.0]
    assert list(weights(table.head(3))) == [1.0, 1.0, 1.0]
    assert list(weights(table[["replication"]])) == [1.0] * 4


def test_pooled_curves_are_means_of_curves_and_their_variances_add_up() -> None:
    rng = np.random.default_rng(5)
    times, strata = rng.exponential(10, 90), np.repeat([0, 1], [30, 60])
    causes = rng.choice(np.array(["signed", "veto", None], dtype=object), 90)
    pooled = stratified(times, causes, strata, np.where(strata == 0, 2.0, 1.0))["signed"]
    own = [aalen_johansen(times[strata == s], causes[strata == s])["signed"] for s in (0, 1)]
    last = [curve.iloc[-1] for curve in own]
    end = pooled.iloc[-1]
    assert end["incidence"] == pytest.approx((last[0]["incidence"] + last[1]["incidence"]) / 2)
    assert end["variance"] == pytest.approx((last[0]["variance"] + last[1]["variance"]) / 4)
    assert pooled["at_risk"].iloc[1] == 90
    assert (pooled["lower"] <= pooled["incidence"]).all()


def test_the_band_of_pooled_curves_holds_the_truth_as_often_as_it_says() -> None:
    """Shares .5 of 40 and .1 of 400: of 500 samples 475; fewer than 455 has a chance of 1e-4."""
    rng, held = np.random.default_rng(11), 0
    strata = np.repeat([0, 1], [40, 400])
    for _ in range(500):
        yes = rng.random(440) < np.where(strata == 0, 0.5, 0.1)
        causes = np.where(yes, "signed", None)
        end = stratified(np.ones(440), causes, strata, np.where(strata == 0, 10.0, 1.0))["signed"]
        held += end["lower"].iloc[-1] <= 0.3 <= end["upper"].iloc[-1]
    assert 455 <= held <= 492


def test_the_interval_of_strata_adds_up_those_of_each() -> None:
    limits = wilson(30, 40), wilson(10, 100)
    assert of_strata([0.75], limits[:1], [1.0]) == pytest.approx(limits[0])
    low, high = of_strata([0.75, 0.1], limits, [0.5, 0.5])
    below = [0.75 - limits[0][0], 0.1 - limits[1][0]]
    assert low == pytest.approx(0.425 - np.hypot(*below) / 2)
    assert 0.425 < high < 0.6


def test_a_curve_over_points_ends_at_the_mean_of_their_shares(uneven: nakodo.Results) -> None:
    curves = uneven.incidence(by="engage")
    ends = curves[curves["ended_by"] == "signed"].groupby("engage", observed=True)["incidence"]
    expected = shares(uneven).groupby("engage", observed=True).mean()
    assert ends.last().to_dict() == pytest.approx(expected.to_dict())


def test_the_pictures_tell_means_over_points(uneven: nakodo.Results) -> None:
    mean = shares(uneven).groupby("engage", observed=True).mean()
    pooled = f"{100 * mean['never']:.0f} %"
    assert f"“never” {pooled}" in told(uneven.plot.causes())
    assert f"{pooled} signed" in told(uneven.plot.incidence())
    figure = uneven.plot.causes(by="engage")
    signed = [bar.get_width() for bar in figure.axes[0].patches if bar.get_x() == 0.0]
    assert signed == pytest.approx(mean.to_list())


def test_means_of_costs_and_of_cells_are_means_over_points(uneven: nakodo.Results) -> None:
    days = uneven.deals.groupby("point")["person_days_initiator"].mean()
    means = mean_costs(uneven.deals.assign(deal=0), uneven.costs)
    assert means.loc["initiator"].sum() == pytest.approx(days.mean(), rel=1e-6)
    values = pd.DataFrame(
        {"point": [0, 0, 1], "replication": [0, 1, 0], "need": 0, "value": [1.0, 2.0, 6.0]}
    )
    points = pd.DataFrame({"point": [0, 1], "a": ["x", "x"], "b": ["y", "y"]})
    cells = cells_of(values, points, "a", "b", medians=False)
    assert cells.number.loc["y", "x"] == pytest.approx((1.5 + 6.0) / 2)


def test_a_step_of_the_ladder_over_points_of_different_size() -> None:
    few = pd.DataFrame({"point": 0, "replication": range(20), "duration": 10.0 + np.arange(20)})
    many = pd.DataFrame({"point": 1, "replication": range(200), "duration": 50.0 + np.arange(200)})
    few["ended_by"], many["ended_by"] = "signed", ["signed"] * 100 + ["veto"] * 100
    step = step_of(pd.concat([few, many]))
    assert step.share == pytest.approx(0.75)
    assert step.lower < 0.75 < step.upper
    # Half of 20 · 10 + 100 is 150: between the 15th and 16th of the few; 45 of that is reach.
    assert (step.earlier, step.median, step.later) == (19.0, 24.5, 50.0)


def test_a_pooled_comparison_is_the_mean_of_those_of_the_points(uneven: nakodo.Results) -> None:
    for metric in ("signed", "person_days"):
        keys = ["level", "against"]
        each = uneven.compare("engage", metric).table.groupby(keys, observed=True)
        pooled = uneven.compare("engage", metric, pooled=True).table.set_index(keys)
        for name in ("difference", "mean", "mean_against"):
            expected = each[name].mean().reindex(pooled.index)
            assert pooled[name].to_numpy() == pytest.approx(expected.to_numpy())
        assert (pooled["low"] <= pooled["difference"]).all()
        assert pooled["pairs"].to_list() == each["pairs"].max().reindex(pooled.index).to_list()
