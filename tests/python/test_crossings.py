"""Where two policies change places."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from nakodo.crossings import crossing


def two_lines(
    noise: float, levels: tuple[int, ...] = (10, 100, 1000), replications: int = 400, seed: int = 7
) -> pd.DataFrame:
    """Rising costs log10(m) of one policy against a constant 2.5 of the other, with noise."""
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        [
            (replication, mode, m, (np.log10(m) if mode == "random" else 2.5) + noise * shock)
            for replication in range(replications)
            for m in levels
            for mode in ("random", "network")
            for shock in [random.normal()]
        ],
        columns=["replication", "mode", "m", "days"],
    )


def cross(table: pd.DataFrame, first: str = "random", second: str = "network") -> tuple[float, ...]:
    found = crossing(table, "days", "m", "mode", first, second)
    return found.at, found.low, found.high


def test_without_noise_the_crossing_is_where_the_lines_meet() -> None:
    assert cross(two_lines(0.0)) == pytest.approx((10**2.5, 10**2.5, 10**2.5))
    assert cross(two_lines(0.0), "network", "random")[0] == pytest.approx(10**2.5)


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    covered = 0
    for seed in range(60):
        _, low, high = cross(two_lines(0.5, replications=60, seed=seed))
        covered += low <= 10**2.5 <= high
    assert covered >= 50  # of 60; 95 % would be 57, and fewer than 50 has a chance below 1e-3


def test_policies_that_never_change_places_have_no_crossing() -> None:
    table = two_lines(0.0, levels=(10, 100))
    at, low, high = cross(table)
    assert np.isnan(at)
    assert (low, high) == (np.inf, np.inf)


def test_a_level_that_is_none_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="no level 'netwrok'; it has: network, random"):
        cross(two_lines(0.0), second="netwrok")


def test_what_is_not_paired_is_refused() -> None:
    table = two_lines(0.1).iloc[:-1]
    with pytest.raises(ValueError, match="every replication"):
        cross(table)
