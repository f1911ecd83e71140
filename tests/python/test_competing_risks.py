"""The Aalen–Johansen estimator against closed forms and against another program."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from lifelines import AalenJohansenFitter
from nakodo.competing_risks import aalen_johansen, at_days, log_log_band
from nakodo.outcomes import outcomes, searches

# Freireich et al. 1963, 6-mercaptopurine: weeks of remission; + is censored.
WEEKS = [6, 6, 6, 6.1, 7, 9.1, 10, 10.1, 11.1, 13, 16, 17.1, 19.1, 20.1, 22, 23, 25.1, 32.1, 32.1,
         34.1, 35.1]  # fmt: skip
RELAPSE = [w in (6, 7, 10, 13, 16, 22, 23) for w in WEEKS]


def made_up(n: int, seed: int, censored: bool) -> tuple[np.ndarray, list[str | None]]:
    rng = np.random.default_rng(seed)
    times = rng.exponential(50, n)
    causes: list[str | None] = list(
        rng.choice(["signed", "patience", "trust"], n, p=[0.5, 0.3, 0.2])
    )
    if censored:
        ends = rng.uniform(10, 120, n)
        causes = [c if t <= e else None for c, t, e in zip(causes, times, ends, strict=True)]
        times = np.minimum(times, ends)
    return times, causes


def test_with_one_cause_it_is_one_minus_kaplan_meier_as_published() -> None:
    curve = aalen_johansen(WEEKS, ["relapse" if r else None for r in RELAPSE])["relapse"]
    survival = 1 - at_days(curve, [6, 7, 10, 13, 16, 22, 23])
    published = [0.857143, 0.806723, 0.752941, 0.690196, 0.627451, 0.537815, 0.448179]
    np.testing.assert_allclose(survival, published, atol=5e-7)


def test_without_censoring_it_is_the_share_that_ended_so_by_then() -> None:
    times, causes = made_up(200, seed=1, censored=False)
    days = np.array([5.0, 20.0, 50.0, 100.0, 1000.0])
    for cause, curve in aalen_johansen(times, causes).items():
        mine = np.array([c == cause for c in causes])
        share = [(mine & (times <= day)).mean() for day in days]
        np.testing.assert_allclose(at_days(curve, days), share, atol=1e-12)


def test_without_censoring_its_variance_is_nearly_binomial() -> None:
    times, causes = made_up(400, seed=2, censored=False)
    curve = aalen_johansen(times, causes)["signed"]
    share = at_days(curve, [60.0])[0]
    assert at_days(curve, [60.0], "variance")[0] == pytest.approx(
        share * (1 - share) / 400, rel=0.01
    )


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_with_censoring_estimate_and_variance_agree_with_lifelines(seed: int) -> None:
    times, causes = made_up(150, seed, censored=True)
    codes = np.array(
        [0 if c is None else ["signed", "patience", "trust"].index(c) + 1 for c in causes]
    )
    curve = aalen_johansen(times, causes)["signed"]
    other = AalenJohansenFitter().fit(times, codes, event_of_interest=1)
    days = np.quantile(times, [0.1, 0.3, 0.5, 0.7, 0.9])
    place = np.searchsorted(other.cumulative_density_.index, days, side="right") - 1
    np.testing.assert_allclose(
        at_days(curve, days), other.cumulative_density_.iloc[place, 0], atol=1e-12
    )
    np.testing.assert_allclose(
        at_days(curve, days, "variance"), other.variance_.iloc[place], atol=1e-12
    )
    bounds = np.sort(other.confidence_interval_.iloc[place].to_numpy(), axis=1)
    np.testing.assert_allclose(at_days(curve, days, "lower"), bounds[:, 0], atol=1e-6)
    np.testing.assert_allclose(at_days(curve, days, "upper"), bounds[:, 1], atol=1e-6)


def test_the_causes_and_survival_add_up_to_one_even_with_ties() -> None:
    times, causes = made_up(300, seed=6, censored=True)
    times = np.ceil(times / 10) * 10
    curves = aalen_johansen(times, causes)
    total = sum(at_days(curve, [80.0])[0] for curve in curves.values())
    anything = aalen_johansen(times, [None if c is None else "any" for c in causes])["any"]
    assert total == pytest.approx(at_days(anything, [80.0])[0], abs=1e-12)


def test_the_band_covers_the_truth_about_as_often_as_it_says() -> None:
    """400 samples at a true incidence of 0.3161: coverage within 4 standard errors of 95 %."""
    truth, covered = 0.5 * (1 - np.exp(-1)), 0
    for seed in range(400):
        curve = aalen_johansen(*made_up(100, 1000 + seed, censored=True))["signed"]
        low, high = (at_days(curve, [50.0], name)[0] for name in ("lower", "upper"))
        covered += int(low <= truth <= high)
    assert abs(covered / 400 - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 400)


def test_the_band_stays_within_zero_and_one() -> None:
    lower, upper = log_log_band(np.array([0.0, 0.01, 0.99, 1.0]), np.array([0.0, 0.01, 0.01, 0.0]))
    assert (lower >= 0).all()
    assert (upper <= 1).all()
    assert (lower <= upper).all()


def test_nothing_but_censoring_gives_no_curve() -> None:
    assert aalen_johansen([3.0, 4.0], [None, None]) == {}
    assert (at_days(None, [1.0, 2.0]) == 0).all()


def test_a_time_that_is_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        aalen_johansen([1.0, np.nan], ["a", None])


def test_the_horizon_is_censoring_and_a_signed_deal_stays_signed() -> None:
    nan = np.nan
    deals = pd.DataFrame(
        {
            "run": [0, 1, 2, 3, 4, 5],
            "attempt": 1,
            "followed": 0,
            "t_conceived": [0.0, 10.0, 0.0, 0.0, nan, 0.0],
            "t_signed": [nan, 50.0, nan, nan, nan, 20.0],
            "t_ended": [30.0, 80.0, 100.0, nan, nan, nan],
            "cause": ["patience", "trust", "horizon", None, None, None],
        }
    )
    table = outcomes(deals, horizon=100.0, failed_runs=pd.Index([5]))
    assert list(table["run"]) == [0, 1, 2, 3]
    assert list(table["ended_by"]) == ["patience", "signed", None, None]
    assert list(table["duration"]) == [30.0, 40.0, 100.0, 100.0]


def test_a_search_lasts_from_its_begin_to_the_first_contact_or_the_horizon() -> None:
    nan = np.nan
    deals = pd.DataFrame(
        {
            "run": [0, 0, 1, 2],
            "attempt": [1, 2, 1, 1],
            "t_searching": [10.0, 60.0, 20.0, nan],
            "t_contacted": [40.0, nan, nan, nan],
        }
    )
    table = searches(deals, horizon=100.0)
    assert list(table["found"]) == [True, False]
    assert list(table["searching"]) == [30.0, 80.0]


def test_of_the_deals_of_a_need_the_last_counts_from_the_day_the_first_was_conceived() -> None:
    nan = np.nan
    deals = pd.DataFrame(
        {
            "run": [0, 0, 0, 1],
            "project": "venture",
            "initiator": "home",
            "resource": ["unix", "vme", "unix", "unix"],
            "attempt": [1, 1, 2, 1],
            "followed": [1, 0, 0, 0],
            "t_conceived": [5.0, 0.0, 30.0, 0.0],
            "t_signed": [nan, 20.0, 80.0, nan],
            "t_ended": [30.0, nan, nan, 60.0],
            "cause": ["veto", None, None, "search"],
        }
    )
    table = outcomes(deals, horizon=100.0)
    assert list(table["resource"]) == ["vme", "unix", "unix"]
    assert list(table["ended_by"]) == ["signed", "signed", "search"]
    assert list(table["duration"]) == [20.0, 75.0, 60.0]


@pytest.mark.parametrize("subjects", range(2, 60))
def test_the_band_closes_when_all_have_ended_by_one_cause(subjects: int) -> None:
    curve = aalen_johansen(np.arange(1, subjects + 1), ["signed"] * subjects)["signed"]
    last = curve.iloc[-1]
    assert last["lower"] == pytest.approx(1.0, abs=1e-9)
    assert last["upper"] == pytest.approx(1.0, abs=1e-9)
