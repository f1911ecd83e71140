"""What became of the deals: where on the way to a partner each came to a stop, and its picture."""

from __future__ import annotations

import nakodo
import pandas as pd
import pytest
from matplotlib.figure import Figure
from nakodo.plot.causes import shares
from nakodo.reasons import ORDER, in_order, reasons

import synthetic
from conftest import crossing


def deals() -> pd.DataFrame:
    """One deal for each way to come to a stop, in the order of ORDER."""
    rows = [
        ("signed", "far", 30.0, 0),
        (None, "far", 30.0, 0),
        ("patience", "far", 30.0, 3),
        ("trust", "far", 30.0, 0),
        ("no_agreement", "far", 30.0, 0),
        ("veto", None, float("nan"), 0),
        (None, None, 30.0, 7, 2),
        ("search", None, 30.0, 0, 3),
        (None, None, 30.0, 7),
        ("search", None, 30.0, 7),
        (None, None, 30.0, 0),
        ("search", None, 30.0, 0),
        (None, None, float("nan"), 0),
    ]
    whole = [row if len(row) == 5 else (*row, 1) for row in rows]
    return pd.DataFrame(whole, columns=["ended_by", "partner", "t_mandated", "probes", "attempt"])


def test_a_deal_stops_where_the_way_to_a_partner_ends() -> None:
    assert list(reasons(deals())) == list(ORDER)


def test_without_a_count_of_those_asked_nobody_was() -> None:
    told = reasons(deals().drop(columns="probes"))
    assert list(told[[8, 9]]) == ["waiting", "nobody_named"]


def test_a_cause_nobody_knew_comes_after_the_talks_that_were_broken_off() -> None:
    assert in_order({"veto", "absorbed", "signed", "waiting"}) == [
        "signed",
        "veto",
        "absorbed",
        "waiting",
    ]


def test_shares_are_of_all_deals() -> None:
    table = deals().assign(reason=reasons(deals()))
    told = shares(table, ["signed", "patience", "absorbed"])
    assert told.to_dict() == {"signed": 1 / 13, "patience": 1 / 13, "absorbed": 0.0}


def widths(figure: Figure) -> list[float]:
    """Return how far the bars of each row of the first panel reach."""
    ends: dict[float, float] = {}
    for bar in figure.axes[0].patches:
        ends[bar.get_y()] = ends.get(bar.get_y(), 0.0) + bar.get_width()
    return list(ends.values())


def test_every_level_is_a_row_and_every_row_is_whole(dyad: nakodo.Results, tmp_path) -> None:
    figure = dyad.plot.causes(by=["policy", "distance"], path=tmp_path / "causes.png")
    assert (tmp_path / "causes.png").exists()
    assert len(figure.axes) == 5
    assert widths(figure) == pytest.approx([1.0, 1.0, 1.0])


def test_seven_levels_of_one_factor_have_a_row_each_and_nothing_covers_anything(tmp_path) -> None:
    world = synthetic.dyad(12)
    names = [f"{way}_to_the_other_side_of_the_ocean" for way in "abcdefg"]
    world.factors = {
        "route": ("projects.project.search", names),
        "distance": ("communities.far.style.national", [0.0, 1.2]),
    }
    with nakodo.open(synthetic.write(tmp_path / "routes.h5", world)) as results:
        figure = results.plot.causes()
        figure.canvas.draw()
        assert len(figure.axes) == 2
        assert len(widths(figure)) == 7
        assert crossing(figure) == []


def test_an_unknown_factor_is_named(kinkei: nakodo.Results) -> None:
    with pytest.raises(KeyError, match="weather"):
        kinkei.plot.causes(by="weather")
