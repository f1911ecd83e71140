"""The ladder: which policy is best at which level of a measured circumstance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from nakodo.plot.ladder import (
    Step,
    best_of,
    sentence_of,
    step_of,
    steps_of,
    stretches_of,
)


def step(share: float, median: float, deals: int = 100) -> Step:
    signed = round(share * deals) if deals else 0
    return Step(deals, signed, share, share, share, median, median, median)


def test_a_step_tells_share_and_median_of_the_signed() -> None:
    days = np.arange(1.0, 101.0)
    deals = pd.DataFrame({"duration": days, "ended_by": ["signed"] * 99 + ["veto"]})
    made = step_of(deals)
    assert (made.deals, made.signed, made.median) == (100, 99, 50.0)
    assert made.earlier < 50.0 < made.later
    assert np.isnan(step_of(deals.head(9)).median)


@pytest.mark.parametrize(
    ("n", "first", "last"), [(10, 2, 9), (16, 4, 13), (100, 40, 61), (10_000, 4902, 5099)]
)
def test_the_interval_of_the_median_has_the_ranks_of_the_programs_table(
    n: int, first: int, last: int
) -> None:
    days = np.arange(1.0, n + 1)
    made = step_of(pd.DataFrame({"duration": days, "ended_by": "signed"}))
    assert (made.earlier, made.later) == (first, last)


def test_the_best_signs_most_and_of_the_close_ones_is_soonest() -> None:
    assert best_of({"a": step(0.99, 150), "b": step(1.0, 175)}) == ["a"]
    assert best_of({"a": step(0.7, 150), "b": step(1.0, 175)}) == ["b"]
    assert best_of({"a": step(1.0, 150), "b": step(1.0, 151)}) == ["a", "b"]
    assert best_of({"a": step(0.0, np.nan), "b": step(0.0, np.nan)}) == ["a", "b"]
    assert best_of({"a": step(np.nan, np.nan, deals=0), "b": step(0.1, np.nan)}) == []


def test_what_cannot_be_told_from_the_best_is_best_too() -> None:
    sure, unsure = Step(99, 80, 0.8, 0.78, 0.82, 9, 8, 10), Step(9, 7, 0.75, 0.6, 0.9, 9.5, 8, 11)
    assert best_of({"a": sure, "b": unsure}) == ["a", "b"]
    worse, later = (
        Step(99, 75, 0.75, 0.73, 0.77, 9, 8, 10),
        Step(99, 80, 0.8, 0.78, 0.82, 12, 11, 13),
    )
    assert best_of({"a": sure, "b": worse, "c": later}) == ["a"]


def test_levels_that_are_alike_or_not_compared_have_no_best() -> None:
    none = step(np.nan, np.nan, deals=0)
    steps = {
        "“x”": [step(1.0, 100), step(0.9, 100), step(0.9, 100), step(0.9, 100)],
        "“y”": [step(1.0, 101), step(0.2, 100), step(0.2, 100), none],
    }
    stretches = stretches_of(steps)
    assert [s.best for s in stretches] == [["“x”", "“y”"], ["“x”"], []]
    told = sentence_of(stretches, [0.0, 1.0, 2.0, 3.0], "distance")
    assert told == "All about alike at distance 0; best is “x” from 1 to 2"
    unfair = stretches_of(steps, [True, False, True, False])
    told = sentence_of(unfair, [0.0, 1.0, 2.0, 3.0], "distance")
    assert told == "All about alike at distance 0; best is “x” at 2"
    same = {"“x”": steps["“x”"][:2], "“y”": steps["“x”"][:2]}
    assert sentence_of(stretches_of(same), [0.0, 1.0], "far") == "All about alike at every far"


def test_levels_with_a_best_in_common_are_one_stretch_and_told_in_words() -> None:
    steps: dict[str, list[Step]] = {
        "“never”": [step(1.0, 100), step(1.0, 150), step(0.2, 200), step(0.0, np.nan)],
        "“late (0.4)”": [step(1.0, 100), step(1.0, 160), step(0.5, 200), step(0.1, np.nan)],
        "“from start”": [step(1.0, 170), step(1.0, 170), step(1.0, 170), step(1.0, 170)],
    }
    stretches = stretches_of(steps)
    assert [(s.first, s.last, s.best) for s in stretches] == [
        (0, 1, ["“never”"]),
        (2, 3, ["“from start”"]),
    ]
    told = sentence_of(stretches, [0.0, 0.4, 0.8, 1.2], "distance")
    assert told == "Best is “never” up to distance 0.4; “from start” from 0.8 on"
    two = {"“late (0.4)”": steps["“late (0.4)”"], "“no”": [step(0.0, np.nan)] * 4}
    told = sentence_of(stretches_of(two), [0.0, 0.4, 0.8, 1.2], "distance")
    assert told == "Best is “late (0.4)” at every distance"


def test_steps_are_those_of_the_deals_of_each_policy_and_level() -> None:
    deals = pd.DataFrame(
        {
            "policy": ["x", "x", "y", "y"],
            "far": [0.0, 1.0, 0.0, 1.0],
            "duration": 5.0,
            "ended_by": ["signed", "veto", "signed", "signed"],
        }
    )
    steps = steps_of(deals, "policy", ["x", "y"], "far", [0.0, 1.0])
    assert [s.share for s in steps["“x”"]] == [1.0, 0.0]
    assert [s.share for s in steps["“y”"]] == [1.0, 1.0]
