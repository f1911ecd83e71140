"""What deals cost: means over all deals, also those that cost a side nothing."""

from __future__ import annotations

import nakodo
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from nakodo.plot.costs import mean_costs

import synthetic
from conftest import crossing


def told(figure: Figure) -> str:
    return " | ".join(t.get_text() for t in figure.findobj(Text))


def test_a_deal_without_costs_counts_in_the_mean() -> None:
    deals = pd.DataFrame({"run": [0, 0, 1], "deal": [0, 1, 0]})
    spent = pd.DataFrame(
        {
            "run": [0, 0, 1],
            "deal": [0, 0, 0],
            "side": pd.Categorical(["a", "b", "a"], categories=["a", "b", "c"]),
            "phase": pd.Categorical(["x", "x", "y"], categories=["x", "y"]),
            "person_days": [3.0, 6.0, 1.5],
        }
    )
    means = mean_costs(deals, spent)
    assert list(means.index) == ["a", "b", "c"]
    assert means.to_numpy().tolist() == [[1.0, 0.5], [2.0, 0.0], [0.0, 0.0]]


def test_costs_of_phases_add_up_to_the_person_days_of_the_deals(kinkei: nakodo.Results) -> None:
    means = mean_costs(kinkei.deals, kinkei.costs)
    assert list(means.columns) == synthetic.PHASES
    for side in synthetic.SIDES:
        assert means.loc[side].sum() == pytest.approx(kinkei.deals[f"person_days_{side}"].mean())


def test_every_level_has_a_bar_a_side_as_high_as_its_mean(dyad: nakodo.Results, tmp_path) -> None:
    figure = dyad.plot.costs(by="policy", path=tmp_path / "costs.png")
    assert (tmp_path / "costs.png").exists()
    (axes,) = figure.axes
    levels = [label.get_text().replace("\n", " ") for label in axes.get_xticklabels()]
    assert levels == ["Never", "When frustrated", "From start"]
    tops = [float(t.get_text()) for t in axes.texts if t.get_text()[0].isdigit()]
    expected = []
    for policy in ("never", "when_frustrated", "from_start"):
        own = dyad.deals[dyad.deals["policy"] == policy]
        expected += [own[f"person_days_{side}"].mean() for side in synthetic.SIDES]
    assert tops == pytest.approx(expected, abs=0.051)


def test_circumstances_make_panels_on_one_scale_and_nothing_covers_anything(
    kinkei: nakodo.Results, dyad: nakodo.Results
) -> None:
    for results, panels in ((kinkei, 2), (dyad, 5)):
        figure = results.plot.costs()
        figure.canvas.draw()
        assert len(figure.axes) == panels
        assert len({axes.get_ylim() for axes in figure.axes}) == 1
        assert crossing(figure) == []
        assert "_" not in told(figure)
        assert "takes least work" in told(figure)


def test_an_experiment_without_factors_has_one_group(tmp_path) -> None:
    world = synthetic.dyad(3)
    world.factors = {"policy": ("projects.project.go_between.engage", ["never"])}
    with nakodo.open(synthetic.write(tmp_path / "one.h5", world)) as results:
        figure = results.plot.costs()
    assert "A deal takes" in told(figure)


def test_what_costs_something_is_a_deal_and_what_is_signed_a_need(dyad: nakodo.Results) -> None:
    costs = told(dyad.plot.costs())
    assert f"{len(dyad.deals)} deals in " in costs
    assert "each attempt at a need is a deal" in costs
    for figure in (dyad.plot.incidence(), dyad.plot.causes()):
        assert f"{len(dyad.outcomes())} needs in " in told(figure)


def test_an_unknown_factor_is_named(kinkei: nakodo.Results) -> None:
    with pytest.raises(KeyError, match="weather"):
        kinkei.plot.costs(by="weather")
