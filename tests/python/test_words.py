"""Names of the YAML file as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from nakodo.words import level, listing, on, opening, percent, proper, quoted, sentence, span


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sco", "SCO"), ("kinkei", "Kinkei"), ("atc_x", "ATC-X"), ("tcp_ip", "TCP/IP"),
        ("vme_bus", "VME bus"), ("unix", "UNIX"), ("Alliance 86", "Alliance 86"),
        ("bank_of_osaka", "Bank of Osaka"), ("far_maker_12", "Far Maker 12"), ("far", "Far"),
    ],
)  # fmt: skip
def test_proper_names(name: str, told: str) -> None:
    assert proper(name) == told


def test_levels_and_factors_lose_their_underscores() -> None:
    assert sentence("go_between") == "Go-between"
    assert level("when_frustrated") == "when frustrated"
    assert level("when_frustrated=0.4") == "when frustrated (0.4)"
    assert level(0.4) == "0.4"
    assert level("referral+random") == "referral + random"


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("known+referral=ask=g+random", "known + referral (ask g) + random"),
        ("random+referral=+bureau=office", "random + referral + bureau (office)"),
        ("random=bias=2+known", "random (bias 2) + known"),
        ("form=joint_venture,control=0.9", "form joint venture, control 0.9"),
        ("referral=ask=g,chain=3", "referral (ask g, chain 3)"),
        ("referral=", "referral"),
        ("after=90_days", "after (90 days)"),
        ("uniform=1e+06", "uniform (1e+06)"),
        ("0.3_/_year", "0.3 / year"),
        ("0.3/year", "0.3/year"),
        ("rate=30_%_/_year", "rate (30 % / year)"),
    ],
)
def test_parts_of_a_level_keep_their_own_settings(label: str, told: str) -> None:
    assert level(label) == told


def test_a_level_in_a_sentence_is_quoted_or_a_number_with_its_factor() -> None:
    assert quoted("go_between", "from_start") == "“from start”"
    assert quoted("relief_by_trust", 0.5) == "relief by trust 0.5"
    assert opening("go_between", "never") == "Go-between “never”"
    assert opening("relief", 0.5) == "Relief 0.5"


def test_a_share_is_rounded_alike_however_it_was_summed_up() -> None:
    shares = [0.645, 0.6449999999999999, 0.6450000000000001, 0.975, 0.9749999999999999]
    assert [percent(share) for share in shares] == ["65 %"] * 3 + ["98 %"] * 2
    assert percent(0.0) == "0 %"
    assert percent(0.6449) == "64 %"
    assert percent(-0.02) == "-2 %"


def test_dates_and_spans() -> None:
    assert on(0, date(1986, 6, 1)) == "1 June 1986"
    assert on(1017.5, date(1986, 6, 1)) == "14 March 1989"
    assert (span(1), span(45), span(1004)) == ("1 day", "45 days", "33 months")
    assert listing(["a", "b", "c"]) == "a, b and c"


def test_a_date_beyond_the_calendar_is_a_day() -> None:
    assert on(30, date(9999, 12, 1)) == "31 December 9999"
    assert on(31, date(9999, 12, 1)) == "day 31"
