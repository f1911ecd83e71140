"""The incidence picture: layout by factors, curves by competing causes."""

from __future__ import annotations

import h5py
import nakodo
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from nakodo.plot.grid import default_by, names_of_cuts

import synthetic


def told(figure: Figure) -> str:
    return " | ".join(t.get_text() for t in figure.findobj(Text))


def test_named_policies_are_compared_and_measured_circumstances_make_columns(
    kinkei: nakodo.Results, dyad: nakodo.Results
) -> None:
    assert default_by(kinkei.deals, list(kinkei.factors)) == ["go_between", "authority"]
    assert default_by(dyad.deals, list(dyad.factors)) == ["policy", "distance"]


def test_the_dyad_has_a_column_a_distance_a_row_a_policy_and_the_ladder_on_top(
    ladder: Figure,
) -> None:
    assert len(ladder.axes) == 2 + 5 * 3
    text = told(ladder)
    assert "Distance: 1.6" in text
    assert "best is “from start” from" in text
    assert "_" not in text.replace("$", "")


def test_each_step_of_the_ladder_stands_above_its_column(ladder: Figure) -> None:
    share, _, *columns = ladder.axes
    for x, column in zip(share.get_xticks(), columns[:5], strict=True):
        left, right = column.bbox.x0, column.bbox.x1
        assert share.transData.transform((x, 0))[0] == pytest.approx((left + right) / 2, abs=1)


def test_one_resource_can_be_shown_alone(kinkei: nakodo.Results, tmp_path) -> None:
    figure = kinkei.plot.incidence(by="go_between", resource="unix", path=tmp_path / "unix.png")
    assert len(figure.axes) == 1 + 3
    assert "only resource UNIX · 72 needs in 72 runs" in told(figure)
    assert "pooled over authority" in told(figure)
    assert (tmp_path / "unix.png").exists()


def test_more_columns_than_six_are_pooled_and_said_so(dyad: nakodo.Results) -> None:
    figure = dyad.plot.incidence(by=["policy", "replication"])
    assert "pooled over replication" in told(figure)


def test_whatever_is_not_laid_out_is_pooled_and_said_so(kinkei: nakodo.Results) -> None:
    for draw in (kinkei.plot.incidence, kinkei.plot.causes, kinkei.plot.costs):
        assert "pooled over authority and resource" in told(draw(by="go_between"))
        assert "pooled over go-between and authority" in told(draw(by="resource"))
        assert "authority and" not in told(draw(by=["go_between", "partner"]))


def test_an_unknown_factor_is_named(kinkei: nakodo.Results) -> None:
    with pytest.raises(KeyError, match="weather"):
        kinkei.plot.incidence(by="weather")
    with pytest.raises(KeyError, match="weather"):
        kinkei.incidence(by="weather")


def test_a_measured_factor_of_many_values_is_cut_into_thirds(tmp_path) -> None:
    world = synthetic.dyad(2)
    levels = [float(x) for x in np.linspace(0, 1.6, 9)]
    world.factors = {"distance": ("communities.far.style.national", levels)}
    with nakodo.open(synthetic.write(tmp_path / "lhs.h5", world)) as results:
        figure = results.plot.incidence()
    assert len(figure.axes) == 1 + 3
    for third in ("Distance: up to 0.53", "Distance: 0.53 – 1.1", "Distance: over 1.1"):
        assert third in told(figure)


@pytest.mark.parametrize(
    ("bounds", "names"),
    [
        ((0.0018, 0.5991, 1.203, 1.798), ["up to 0.6", "0.6 – 1.2", "over 1.2"]),
        ((10.0, 364.6, 731.2, 1094.0), ["up to 360", "360 – 730", "over 730"]),
        ((1.0, 1.001, 1.002, 1.003), ["up to 1.001", "1.001 – 1.002", "over 1.002"]),
        ((2.0, 3.0, 4.0), ["up to 3", "over 3"]),
        ((2.0, 4.0), ["all"]),
    ],
)
def test_a_third_is_called_in_as_few_figures_as_tell_it_apart(
    bounds: tuple[float, ...], names: list[str]
) -> None:
    assert names_of_cuts(pd.IntervalIndex.from_breaks(bounds)) == names


def test_an_experiment_without_factors_has_one_column(tmp_path) -> None:
    world = synthetic.dyad(6)
    world.factors = {"policy": ("projects.project.go_between.engage", ["never"])}
    with nakodo.open(synthetic.write(tmp_path / "one.h5", world)) as results:
        figure = results.plot.incidence()
    assert len(figure.axes) == 2


def test_failed_runs_are_left_out_and_said_so(tmp_path) -> None:
    path = synthetic.write(tmp_path / "failed.h5", synthetic.dyad(4), failed=(1, 5))
    with nakodo.open(path) as results:
        assert len(results.outcomes()) == 58
        assert "2 failed runs left out" in told(results.plot.incidence(by="policy"))


def test_the_long_table_of_curves_ends_at_the_shares_of_the_deals(dyad: nakodo.Results) -> None:
    curves = dyad.incidence(by=["policy"])
    outcomes = dyad.outcomes()
    never = outcomes[outcomes["policy"] == "never"]
    own = curves[(curves["policy"] == "never") & (curves["ended_by"] == "signed")]
    assert own["incidence"].iloc[-1] == pytest.approx((never["ended_by"] == "signed").mean())
    assert set(curves["ended_by"]) == set(outcomes["ended_by"].dropna())
    assert (curves["lower"] <= curves["incidence"]).all()
    assert isinstance(curves["days"].dtype, type(pd.Series([1.0]).dtype))


def test_where_few_sign_the_panels_on_top_are_cut_where_nothing_is(changed) -> None:
    def hardly_anybody_signs(file: h5py.File) -> None:
        signed = file["deals/t_signed"][:]
        signed[2:] = np.nan
        file["deals/t_signed"][:] = signed

    with nakodo.open(changed(hardly_anybody_signs)) as results:
        figure = results.plot.incidence(by="policy")
        assert figure.axes[0].get_ylim()[1] <= 0.3
        assert figure.axes[-1].get_ylim()[1] > 1.0


def test_an_unknown_resource_or_project_is_named(kinkei: nakodo.Results) -> None:
    with pytest.raises(KeyError, match="no resource 'linux'; there are: unix, tcp_ip, vme_bus"):
        kinkei.plot.incidence(resource="linux")
    with pytest.raises(KeyError, match="no project 'moon'"):
        kinkei.plot.incidence(project="moon")
