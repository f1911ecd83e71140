"""The map of one number over two factors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nakodo
import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text
from nakodo.plot.heatmap import FEWEST, cells_of, in_parts

import synthetic
from conftest import crossing, painted


def told(figure) -> list[str]:
    return [t.get_text() for t in figure.findobj(Text) if t.get_text().strip()]


def test_cells_are_means_or_medians_over_all_needs_with_their_number() -> None:
    points = pd.DataFrame({"point": [0, 1, 2], "a": ["x", "y", "y"], "b": [1.0, 1.0, 2.0]})
    count = FEWEST
    values = pd.DataFrame(
        {
            "point": [0] * count + [1] * 3 + [2] * 2,
            "value": [1.0] * (count - 1) + [11.0] + [1.0, 0.0, np.nan] + [4.0, 6.0],
        }
    )
    cells = cells_of(values, points, "a", "b", medians=False)
    assert cells.number.loc[1.0, "x"] == 2.0
    assert cells.number.loc[1.0, "y"] == 0.5
    assert np.isnan(cells.number.loc[2.0, "x"])
    assert cells.count.loc[1.0].to_dict() == {"x": count, "y": 2}
    assert cells.count.loc[2.0, "x"] == 0
    medians = cells_of(values, points, "a", "b", medians=True)
    assert medians.number.loc[1.0, "x"] == 1.0
    assert np.isnan(medians.number.loc[2.0, "y"])  # of two values


def test_a_range_is_cut_into_fifths_and_levels_are_left_alone() -> None:
    sampled = in_parts(pd.Series(np.linspace(0, 1, 100)))
    assert next(iter(sampled.cat.categories)) == "up to 0.2"
    assert list(sampled.value_counts()) == [20] * 5
    assert list(in_parts(pd.Series([0.0, 0.4, 0.8])).cat.categories) == [0.0, 0.4, 0.8]


def test_the_map_shows_every_cell_and_nothing_covers_anything(
    dyad: nakodo.Results, tmp_path: Path
) -> None:
    for value in ("signed", "duration", "person_days"):
        path = tmp_path / f"{value}.png"
        figure = dyad.plot.heatmap(x="distance", y="policy", value=value, path=path)
        assert path.exists()
        assert sum(text.startswith("n = ") for text in told(figure)) == 15
        assert crossing(figure) == []
    share = dyad.outcomes().groupby(["policy", "distance"], observed=True)["ended_by"]
    expected = share.agg(lambda ended: (ended == "signed").mean())
    figure = dyad.plot.heatmap("distance", "policy")
    assert f"{100 * expected['never', 0.0]:.0f} %" in told(figure)
    assert any("Colour: from 0 to 100 %" in text for text in told(figure))


def test_what_else_is_varied_is_named_as_pooled(tmp_path: Path) -> None:
    world = synthetic.dyad(4)
    world.factors["blame"] = ("trust.blame", [0.1, 0.5])
    with nakodo.open(synthetic.write(tmp_path / "dyad.h5", world)) as results:
        figure = results.plot.heatmap("distance", "policy")
    assert any("pooled over blame" in text for text in told(figure))


def test_names_that_are_nobodys_are_refused(dyad: nakodo.Results) -> None:
    with pytest.raises(KeyError, match="weather"):
        dyad.plot.heatmap("weather", "policy")
    with pytest.raises(KeyError, match="there is no metric 'joy'"):
        dyad.plot.heatmap("distance", "policy", "joy")
    with pytest.raises(ValueError, match="twice"):
        dyad.plot.heatmap("policy", "policy")


def test_a_sample_of_a_real_experiment_is_mapped(run: Callable[..., Path]) -> None:
    factors = (
        "{trust.blame: {name: blame, low: 0, high: 1}, "
        "bargaining.deadline: {name: deadline, low: 60 days, high: 200 days}}"
    )
    options = ("--set", "experiment.design={kind: lhs, points: 60}", "--replications", "4")
    sets = ("--set", f"experiment.factors={factors}")
    with nakodo.open(run("dyad", *options, *sets, "--quiet")) as results:
        figure = painted(results.plot.heatmap("blame", "deadline"))
        assert sum(text.startswith("n = ") for text in told(figure)) == 25
        assert crossing(figure) == []
        assert any("cut into fifths" in text for text in told(figure))
