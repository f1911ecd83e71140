"""Intervals and tests: closed forms, figures of the literature, and how often they hold."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
from nakodo.intervals import (
    holm,
    of_means,
    of_means_unpaired,
    of_shares,
    of_shares_unpaired,
    wilson,
)
from nakodo.student import MANY, student_quantile, student_two_sided


def test_the_wilson_interval_is_that_of_the_literature() -> None:
    """8 of 10: Brown, Cai & DasGupta's formula, worked by hand."""
    assert wilson(8, 10) == pytest.approx((0.49016, 0.94332), abs=1e-5)
    assert wilson(0, 10)[0] == 0.0
    assert wilson(10, 10)[1] == 1.0
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 9, 30, 199, 1000, 9999])
def test_student_is_that_of_scipy_for_odd_and_even_degrees(freedom: int) -> None:
    for t in (0.0, 0.1, 1.0, -2.5, 6.0):
        expected = 2 * scipy.stats.t.sf(abs(t), freedom)
        assert student_two_sided(t, freedom) == pytest.approx(expected, abs=1e-12)
    for confidence in (0.5, 0.95, 0.999):
        expected = scipy.stats.t.ppf(0.5 + confidence / 2, freedom)
        assert student_quantile(confidence, freedom) == pytest.approx(expected, rel=1e-8)


def test_student_becomes_normal_without_a_jump() -> None:
    before, after = (student_two_sided(1.96, freedom) for freedom in (MANY - 1, MANY))
    assert before == pytest.approx(after, abs=3e-6)


def test_differences_of_shares_are_those_of_newcombe() -> None:
    """Newcombe 1998, Statist. Med. 17: tables II of both papers, method 10."""
    paired = of_shares(36, 12, 2, 0, 0.95)
    assert (paired.low, paired.high) == pytest.approx((0.0569, 0.3404), abs=5e-5)
    unpaired = of_shares_unpaired((9, 3), 10, 0.95)
    assert (unpaired.low, unpaired.high) == pytest.approx((0.1705, 0.8090), abs=5e-5)
    apart = of_shares_unpaired((10, 0), 10, 0.95)
    assert (apart.value, apart.low, apart.high) == pytest.approx((1.0, 0.6075, 1.0), abs=5e-5)


def test_mcnemars_test_is_the_binomial_test_of_the_pairs_that_differ() -> None:
    for first, second in ((12, 2), (0, 5), (7, 7), (400, 460)):
        expected = scipy.stats.binomtest(first, first + second).pvalue
        assert of_shares(3, first, second, 4, 0.95).p == pytest.approx(expected, rel=1e-9)
    assert of_shares(10, 0, 0, 10, 0.95).p == 1.0


def test_differences_of_means_are_those_of_scipy() -> None:
    rng = np.random.default_rng(7)
    first = rng.normal(3, 1, 12)
    second = first + rng.normal(-1, 0.5, 12)
    expected = scipy.stats.ttest_rel(first, second)
    ours = of_means(first - second, 0.9)
    assert (ours.value, ours.p) == pytest.approx(((first - second).mean(), expected.pvalue))
    assert (ours.low, ours.high) == pytest.approx(tuple(expected.confidence_interval(0.9)))
    assert of_means_unpaired(first, first, 0.9).p == pytest.approx(1.0)
    constant = of_means(np.full(5, 2.0), 0.95)
    assert (constant.low, constant.high, constant.p) == (2.0, 2.0, 0.0)


def test_a_paired_interval_holds_as_often_as_it_says() -> None:
    """4 000 samples of 8 pairs of correlation 0.8: covered within 4.5 standard errors of 90 %."""
    rng = np.random.default_rng(11)
    samples, n, rho = 4000, 8, 0.8
    shared = rng.normal(size=(samples, n))
    own = rng.normal(size=(2, samples, n))
    first, second = np.sqrt(rho) * shared + np.sqrt(1 - rho) * own
    held = 0
    for gaps in first + 1.0 - second:
        interval = of_means(gaps, 0.9)
        held += interval.low <= 1.0 <= interval.high
    assert abs(held / samples - 0.9) < 4.5 * np.sqrt(0.9 * 0.1 / samples)


def test_a_paired_interval_of_shares_holds_and_is_narrower_than_the_unpaired_one() -> None:
    """4 000 samples of 100 pairs, 15 % only the first, 5 % only the second.

    Newcombe's method is not exact: 93.5 to 97 % are covered.
    """
    rng = np.random.default_rng(12)
    held, narrower = 0, 0
    for counts in rng.multinomial(100, [0.4, 0.15, 0.05, 0.4], size=4000):
        both, first, second, neither = map(int, counts)
        paired = of_shares(both, first, second, neither, 0.95)
        unpaired = of_shares_unpaired((both + first, both + second), 100, 0.95)
        held += paired.low <= 0.1 <= paired.high
        narrower += paired.high - paired.low < unpaired.high - unpaired.low
    assert 0.935 < held / 4000 < 0.97
    assert narrower == 4000


def test_holm_steps_down_and_never_back() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.6, 0.5]) == pytest.approx([1.0, 1.0])
    assert holm([0.02, np.nan])[0] == pytest.approx(0.02)
    assert np.isnan(holm([0.02, np.nan])[1])
