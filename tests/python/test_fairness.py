"""Designs in which not every policy was run everywhere: what is compared, and what is not said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import nakodo
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text
from nakodo.plot.captions import title, unfair
from nakodo.plot.fairness import Fair
from nakodo.plot.grid import Grid

from conftest import crossing, painted

FACTORS = """\
  replications: 40
  factors:
    projects.p.go_between.engage: [from_start, never, {when_frustrated: 0.3}]
    communities.v.style.national: {name: distance, low: 0, high: 1.6, levels: 3}
    firms.ours.patience: [1, 0.3]
"""


def told(figure: Figure) -> list[str]:
    return [t.get_text() for t in figure.findobj(Text) if t.get_text()]


def headline(figure: Figure) -> str:
    return figure.texts[-2].get_text()


def share(deals: pd.DataFrame) -> str:
    return f"{100 * (deals['ended_by'] == 'signed').mean():.0f} %"


def test_one_at_a_time_is_compared_at_the_base_alone(run_design: Callable[..., Path]) -> None:
    with nakodo.open(run_design("  design: one_at_a_time\n" + FACTORS)) as results:
        deals = results.outcomes()
        base = deals[(deals["distance"] == 1.0) & (deals["patience"] == deals["patience"].iloc[0])]
        figure, bars = painted(results.plot.incidence()), painted(results.plot.causes())
        never = share(base[base["engage"] == "never"])
        assert headline(figure).startswith("Best is “from start” at distance ")
        assert told(figure).count("not run") == told(bars).count("not run") == 2 * 3
        assert "not compared" in told(figure)
        assert f"{never} signed" in " ".join(told(figure))
        assert "where all were run" in headline(bars)
        assert f"“never” {never}" in headline(bars)
        assert "1 point left out: not every engage was run there" in " ".join(told(bars))
        assert crossing(figure) == crossing(bars) == []
        costs = painted(results.plot.costs())
        assert "where all were run" in headline(costs)
        assert told(costs).count("not run") == 2 * 3


def test_deals_are_at_a_fair_place_where_policies_are_compared() -> None:
    deals = pd.DataFrame({"distance": [0, 1, 1], "patience": [1.0, 1.0, 0.3]}, index=[4, 5, 6])
    compared = Fair(deals, deals, {(1, 1.0): frozenset({"never", "from_start"})}, 0)
    grid = cast(Grid, SimpleNamespace(columns=["distance", "patience"]))
    assert compared.at_fair_places(grid).to_dict() == {4: False, 5: True, 6: False}


def test_what_is_compared_in_some_places_only_is_not_said_to_be_compared_nowhere() -> None:
    deals, none = pd.DataFrame({"distance": [0.0, 1.0]}), pd.DataFrame()
    grid = Grid("distance", ["patience"], [0.0, 1.0], [(0.3,), (1.0,)])
    some = unfair(Fair(deals, none, {(0.3,): frozenset({0.0, 1.0})}, 5), grid)
    assert some.startswith("5 points left out: not every distance was run there; ")
    assert some.endswith("levels of distance are compared only where several were run")
    nowhere = unfair(Fair(deals, none, {}, 0), grid)
    assert nowhere == "levels of distance were run at different points: not compared"


def test_points_left_out_leave_out_those_they_would_be_compared_with(
    run_design: Callable[..., Path],
) -> None:
    with nakodo.open(
        run_design("  design: {exclude: [{engage: from_start, patience: 1}]}\n" + FACTORS)
    ) as results:
        deals = results.outcomes()
        patient = deals["patience"] == 0.3
        never = share(deals[patient & (deals["engage"] == "never")])
        assert never != share(deals[deals["engage"] == "never"])
        bars = results.plot.causes()
        assert f"“never” {never}" in headline(bars)
        assert "pooled over" not in " ".join(told(bars))
        figure = results.plot.heatmap("distance", "engage")
        assert "cells are not of the same levels of these" in " ".join(told(figure))


def test_of_a_large_sample_the_best_level_is_named(run_design: Callable[..., Path]) -> None:
    ranges = FACTORS.replace(", levels: 3", "").replace("[1, 0.3]", "{low: 0.3, high: 1}")
    with nakodo.open(run_design("  design: {kind: lhs, points: 90}\n" + ranges)) as results:
        for figure in (results.plot.incidence(), results.plot.causes()):
            assert "from start" in headline(figure)
            assert "most" in headline(figure)
            assert "were run at different points" not in " ".join(told(figure))


def test_of_a_small_sample_no_level_is_best(run_design: Callable[..., Path]) -> None:
    ranges = FACTORS.replace(", levels: 3", "").replace("[1, 0.3]", "{low: 0.3, high: 1}")
    with nakodo.open(run_design("  design: {kind: lhs, points: 12}\n" + ranges)) as results:
        for figure in (results.plot.incidence(), results.plot.causes()):
            assert (
                headline(figure) == f"{share(results.outcomes())} of the needs were signed "
                "within 36 months"
            )
            assert "levels of engage were run at different points" in " ".join(told(figure))


def test_what_is_alike_has_no_winner(run_design: Callable[..., Path]) -> None:
    same = "  replications: 40\n  factors:\n    projects.p.medium: [fax, letter, visit]\n"
    with nakodo.open(run_design(same)) as results:
        deals = results.outcomes()
        assert (deals["ended_by"] == "signed").all()
        expected = "About alike: “fax” 100 %, “letter” 100 %, “visit” 100 % of the needs were"
        assert headline(results.plot.causes()).startswith(expected)


def test_all_is_no_more_than_nearly_all_unless_there_are_many() -> None:
    def titled(count: int, ended: int) -> str:
        deals = pd.DataFrame({"way": ["a", "b"] * count, "duration": 5.0, "ended_by": "signed"})
        deals.loc[range(1, 2 * ended, 2), "ended_by"] = "veto"
        results = SimpleNamespace(horizon=1095.0)
        return title(deals, Grid("way", [], ["a", "b"], [()]), results)  # type: ignore[arg-type]

    assert titled(300, 20) == "Way “a” signed most needs in 36 months: 100 %; “b” 93 %"
    assert titled(30, 2).startswith("About alike: “a” 100 %, “b” 93 % of the needs")


def test_a_full_design_says_nothing_of_all_this(dyad: nakodo.Results) -> None:
    for figure in (dyad.plot.incidence(), dyad.plot.causes(), dyad.plot.costs()):
        text = " ".join(told(figure))
        for said in ("run there", "not run", "not compared", "different points"):
            assert said not in text
