"""Quantities as the YAML file writes them: ``6 weeks``, ``40 %``, ``0.5 / year``."""

from __future__ import annotations

import re

# What one of each is in the unit of its kind: days, person-days, fee units, or a plain number.
_ONE = {
    **{"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0},
    **{"person-hour": 1 / 8, "person-day": 1.0, "person-week": 5.0},
    **{"fee unit": 1.0, "%": 0.01, "": 1.0},
}
_WRITTEN = re.compile(
    r"([-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|[-+]?\.\d+)\s*(/?)\s*([a-z%][a-z -]*)?"
)


def number_of(value: object) -> float | None:
    """Return a quantity as a number: in days, per day, person-days, fee units, or of a share.

    None if it is none: another text, a list, a mapping, a truth value.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    if not isinstance(value, str):
        return float(value)
    written = _WRITTEN.fullmatch(value.strip())
    if written is None:
        return None
    number, per, unit = written.groups(default="")
    one = _ONE.get(unit.strip()) or _ONE.get(unit.strip().removesuffix("s"))
    if one is None or (per and not unit):
        return None
    return float(number) / one if per else float(number) * one
