"""Quantities as configurations write them."""

from __future__ import annotations

import pytest
from nakodo.quantities import number_of


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("6 weeks", 42.0),
        ("1 day", 1.0),
        ("3 years", 1095.0),
        ("12 hours", 0.5),
        ("0.5 / year", 0.5 / 365),
        ("3 person-hours", 0.375),
        ("1 person-week", 5.0),
        ("3000 fee units", 3000.0),
        ("40 %", 0.4),
        ("-1.5e-2", -0.015),
        (".5", 0.5),
        (7, 7.0),
        (0.25, 0.25),
    ],
)
def test_a_quantity_is_a_number_in_the_unit_of_its_kind(written: object, number: float) -> None:
    assert number_of(written) == pytest.approx(number)


@pytest.mark.parametrize("written", ["never", "6 moons", "1986-06-01", True, None, [1], {"a": 1}])
def test_what_is_no_quantity_is_none(written: object) -> None:
    assert number_of(written) is None
