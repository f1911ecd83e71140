"""What the reader gives: tables with labels, dates and factors; one slice a run."""

from __future__ import annotations

from datetime import date

import h5py
import nakodo
import numpy as np
import pandas as pd
import pytest
from lifelines import AalenJohansenFitter
from nakodo.tables import dates

import synthetic


def test_codes_become_labels_and_minus_one_becomes_missing(kinkei: nakodo.Results) -> None:
    deals = kinkei.deals
    assert list(deals["partner"].cat.categories) == ["kinkei", "sco", "twg", "rexon", "dcl"]
    assert set(deals["resource"]) == {"unix", "tcp_ip", "vme_bus"}
    assert deals.loc[deals["t_signed"].notna(), "cause"].isna().all()


def test_columns_keep_the_order_of_the_contract(kinkei: nakodo.Results) -> None:
    assert list(kinkei.runs.columns[:4]) == ["run", "point", "replication", "deals"]


def test_every_table_but_points_bears_the_factors_of_its_design_point(
    kinkei: nakodo.Results,
) -> None:
    assert kinkei.factors == {
        "go_between": "projects.atc_x.go_between.engage",
        "authority": "firms.kinkei.assent.protocol",
    }
    points = kinkei.points.set_index("point")
    for table in (kinkei.runs, kinkei.deals, kinkei.costs, kinkei.projects, kinkei.persons):
        for factor in kinkei.factors:
            expected = points.loc[table["point"], factor].astype(str).to_numpy()
            assert (table[factor].astype(str).to_numpy() == expected).all()


def test_a_factor_named_like_a_column_is_set_apart(changed) -> None:
    def rename(file: h5py.File) -> None:
        file["points"].move("policy", "fees")
        file["points"].attrs.modify("factors", "distance fees")

    with nakodo.open(changed(rename)) as results:
        assert results.deals["fees"].dtype == np.float64
        assert set(results.deals["factor_fees"]) == {"never", "when_frustrated", "from_start"}
        results.plot.incidence()


def test_numeric_factors_stay_numbers(dyad: nakodo.Results) -> None:
    assert sorted(dyad.deals["distance"].unique()) == [0.0, 0.4, 0.8, 1.2, 1.6]


def test_times_stay_days_and_have_their_date_beside_them(kinkei: nakodo.Results) -> None:
    deals = kinkei.deals
    assert kinkei.start == date(1986, 6, 1)
    columns = list(deals.columns)
    assert columns.index("date_signed") == columns.index("t_signed") + 1
    row = deals[deals["t_signed"].notna()].iloc[0]
    expected = pd.Timestamp("1986-06-01") + pd.Timedelta(days=row["t_signed"])
    assert abs(row["date_signed"] - expected) <= pd.Timedelta(seconds=1)
    assert deals.loc[deals["t_signed"].isna(), "date_signed"].isna().all()


def test_a_date_centuries_away_is_still_a_date(kinkei: nakodo.Results) -> None:
    assert str(dates([365.25 * 1000], date(1986, 6, 1))[0])[:4] == "2986"


def test_the_events_of_a_run_are_its_own_slice_and_causes_come_before(
    kinkei: nakodo.Results,
) -> None:
    total = 0
    for run in kinkei.traced:
        events = kinkei.events(run=run)
        assert (events["run"] == run).all()
        assert events["t"].is_monotonic_increasing
        assert list(events.index) == list(range(len(events)))
        assert (events["cause"] < events.index.to_numpy()).all()
        total += len(events)
    assert total > 1000


def test_values_that_are_codes_are_told_in_words(kinkei: nakodo.Results) -> None:
    events = kinkei.events(run=kinkei.traced[0])
    told = events.groupby("kind", observed=True)["meaning"].agg(set)
    assert told["occasion"] <= {"seminar", "Alliance 86", "Alliance 87"}
    assert told["state"] <= set(synthetic.STATES)
    assert told["encounter_begun"] <= set(synthetic.TOPICS)
    assert told["message_sent"] == {"fax"}
    assert told["clarification"] == {""}


def test_events_agree_with_the_deals_of_the_run(kinkei: nakodo.Results) -> None:
    run = kinkei.traced[0]
    deals, events = kinkei.deals_of(run), kinkei.events(run)
    signed = events[(events["kind"] == "state") & (events["meaning"] == "signed")]
    assert sorted(signed["t"]) == sorted(deals["t_signed"].dropna())


def test_stocks_name_who_feels_what_about_whom(kinkei: nakodo.Results) -> None:
    stocks = kinkei.stocks(run=kinkei.traced[0])
    assert set(stocks["stock"]) == {"trust", "frustration", "backlog"}
    assert set(stocks["subject"]) <= set(kinkei.people.index)
    assert "date" in stocks


def test_an_untraced_run_is_refused_by_name(kinkei: nakodo.Results) -> None:
    with pytest.raises(nakodo.NothingTraced, match="run 1 was not traced"):
        kinkei.events(run=1)


def test_people_have_a_firm_and_a_role(kinkei: nakodo.Results) -> None:
    assert kinkei.people.loc["hata"].to_dict() == {"firm": "kinkei", "role": "engineer"}


def test_provenance_and_configuration_are_at_hand(kinkei: nakodo.Results) -> None:
    assert kinkei.provenance["seed"] == 1986
    assert kinkei.provenance["format_version"] == "1.3"
    assert kinkei.config["title"] == kinkei.title
    assert kinkei.config_text.startswith("nakodo: 1")


def test_without_a_trace_runs_and_points_are_there_and_deals_say_why_not(tmp_path) -> None:
    path = synthetic.write(tmp_path / "bare.h5", synthetic.dyad(2), trace="none")
    with nakodo.open(path) as results:
        assert len(results.runs) == 30
        assert results.traced == []
        with pytest.raises(nakodo.NothingTraced, match="trace: none"):
            _ = results.deals


def test_survival_is_durations_and_what_was_observed(dyad: nakodo.Results) -> None:
    table = dyad.survival(by="policy")
    assert list(table.columns) == ["policy", "run", "duration", "observed", "cause"]
    assert len(table) == len(dyad.deals)
    assert (table["observed"] == table["cause"].notna()).all()
    assert (table.loc[~table["observed"], "duration"] == dyad.horizon).all()
    fitted = AalenJohansenFitter(calculate_variance=False)
    codes = table["cause"].map({"signed": 1}).fillna(2).where(table["observed"], 0)
    fitted.fit(table["duration"], codes, event_of_interest=1)
    ours = dyad.incidence()
    ours = ours.loc[ours["ended_by"] == "signed", "incidence"].iloc[-1]
    assert fitted.cumulative_density_.iloc[-1, 0] == pytest.approx(ours)
    with pytest.raises(KeyError, match="weather"):
        dyad.survival(by="weather")


def test_a_file_of_before_deals_followed_one_another_is_read_all_the_same(changed) -> None:
    def forget(file: h5py.File) -> None:
        del file["deals/attempt"], file["deals/followed"]

    with nakodo.open(changed(forget)) as results:
        assert (results.deals["attempt"] == 1).all()
        assert len(results.outcomes()) == len(results.deals)


def test_runs_count_from_zero(kinkei: nakodo.Results) -> None:
    with pytest.raises(ValueError, match="count from 0"):
        kinkei.replay(replication=-1)
