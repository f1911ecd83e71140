"""How a search is drawn in the timeline: who was probed, and how a question was passed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import nakodo
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from nakodo.plot.searches import IN_VAIN, PROMISING, REFERRED

from conftest import crossing, painted


@pytest.fixture(scope="module")
def searches(run: Callable[..., Path]) -> Iterator[nakodo.Results]:
    """configs/search-modes.yaml, three replications, all of them traced, without pictures."""
    options = ("--replications", "3", "--quiet", "--set", "output.sample=1")
    with nakodo.open(run("search-modes", *options)) as results:
        yield results


def lines(figure: Figure, colour: str) -> int:
    """Return how many lines of this colour stand in the figure's collections."""
    found = [
        c for c in figure.findobj(LineCollection) if tuple(c.get_color()[0]) == to_rgba(colour)
    ]
    return sum(len(c.get_segments()) for c in found)


def run_of(results: nakodo.Results, mode: str) -> int:
    """Return a run of this mode of search with a partner."""
    deals = results.deals
    fitting = deals[(deals["mode"] == mode) & (deals["number_of_others"] == 15)]
    return int(fitting.loc[fitting["partner"].notna(), "run"].iloc[0])


def test_every_probe_is_a_tick_on_the_lane_of_the_champion(searches: nakodo.Results) -> None:
    run = run_of(searches, "random")
    figure = painted(searches.plot.timeline(run))
    events = searches.events(run)
    probed = events[events["kind"] == "probed"]
    assert len(probed) > 0
    assert lines(figure, IN_VAIN) == int(probed["value"].isna().sum())
    assert lines(figure, PROMISING) == int(probed["value"].notna().sum())
    assert crossing(figure) == []


def test_a_question_goes_from_gatekeeper_to_gatekeeper(searches: nakodo.Results) -> None:
    run = run_of(searches, "referral")
    figure = painted(searches.plot.timeline(run))
    events = searches.events(run)
    assert lines(figure, REFERRED) == int((events["kind"] == "referred").sum()) > 0
    assert crossing(figure) == []
