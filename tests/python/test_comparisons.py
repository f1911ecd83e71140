"""Paired comparisons: known correlations give known intervals; real runs share their luck."""

from __future__ import annotations

from pathlib import Path

import h5py
import nakodo
import numpy as np
import pytest
from nakodo.__main__ import main
from nakodo.metrics import metric_values

import synthetic

RHO, SHIFT, REPLICATIONS = 0.75, 2.0, 400


@pytest.fixture(scope="module")
def correlated(tmp_path_factory: pytest.TempPathFactory) -> nakodo.Results:
    """A dyad of two distances whose work is SHIFT apart from policy to policy.

    The work of replication r is correlated RHO between all points, of variance 4.
    """
    world = synthetic.dyad(REPLICATIONS)
    world.factors["distance"] = ("communities.far.style.national", [0.4, 0.8])
    path = synthetic.write(tmp_path_factory.mktemp("paired") / "dyad.h5", world, trace="deals")
    rng = np.random.default_rng(1986)
    shared, own = rng.normal(size=REPLICATIONS), rng.normal(size=(6, REPLICATIONS))
    luck = 2 * (np.sqrt(RHO) * shared + np.sqrt(1 - RHO) * own)
    with h5py.File(path, "r+") as file:
        point, replication = file["deals/point"][:], file["deals/replication"][:]
        file["deals/person_days_initiator"][:] = 20 + SHIFT * (point % 3) + luck[point, replication]
    return nakodo.open(path)


def test_pairing_takes_away_as_much_variance_as_the_two_are_correlated(
    correlated: nakodo.Results,
) -> None:
    """1 − Var(A − B)/(Var A + Var B) is ρ where both vary alike; within 4.5 standard errors."""
    table = correlated.compare("policy", "person_days_initiator").table
    assert len(table) == 2 * 3
    assert (table["pairs"] == REPLICATIONS).all()
    error = (1 - RHO**2) / np.sqrt(REPLICATIONS)
    assert (abs(table["variance_reduction"] - RHO) < 4.5 * error).all()
    assert (abs(table["correlation"] - RHO) < 4.5 * error).all()
    narrower = (table["high"] - table["low"]) / (table["unpaired_high"] - table["unpaired_low"])
    assert narrower.to_numpy() == pytest.approx(
        np.sqrt(1 - table["variance_reduction"].to_numpy()), rel=0.01
    )


def test_the_difference_is_the_one_that_was_put_in(correlated: nakodo.Results) -> None:
    """Six lines, each within 4.5 standard errors 2·√(2(1 − ρ)/n)."""
    table = correlated.compare("policy", "person_days_initiator").table
    steps = {("when_frustrated", "never"): 1, ("from_start", "when_frustrated"): 1}
    expected = [
        SHIFT * steps.get((str(a), str(b)), 2)
        for a, b in zip(table["level"], table["against"], strict=True)
    ]
    error = 2 * np.sqrt(2 * (1 - RHO) / REPLICATIONS)
    assert (abs(table["difference"] - expected) < 4.5 * error).all()
    assert (table["mean"] - table["mean_against"]).to_numpy() == pytest.approx(
        table["difference"].to_numpy()
    )
    assert (table["p_holm"] < 1e-6).all()
    assert (table["p_holm"] >= table["p"]).all()


def test_pooled_is_one_line_a_pair_over_replications_not_over_runs(
    correlated: nakodo.Results,
) -> None:
    pooled = correlated.compare("policy", "person_days_initiator", baseline="never", pooled=True)
    assert list(pooled.table["level"]) == ["when_frustrated", "from_start"]
    assert (pooled.table["pairs"] == REPLICATIONS).all()
    assert "distance" not in pooled.table
    each = correlated.compare("policy", "person_days_initiator", baseline="never").table
    means = each.groupby("level", observed=True)["difference"].mean()
    for _, row in pooled.table.iterrows():
        assert row["difference"] == pytest.approx(means[row["level"]])


def test_duration_is_compared_among_what_was_signed_at_both(dyad: nakodo.Results) -> None:
    table = dyad.compare("policy", "duration", baseline="from_start").table
    wide = dyad.outcomes().pivot(
        index=["distance", "replication"], columns="policy", values="t_signed"
    )
    for _, row in table.iterrows():
        both = wide.loc[row["distance"], [row["level"], row["against"]]].dropna()
        assert row["pairs"] == len(both)
        gaps = both[row["level"]] - both[row["against"]]
        assert row["difference"] == pytest.approx(gaps.mean())


def test_projects_launched_and_needs_of_several_are_averaged_by_replication(
    kinkei: nakodo.Results,
) -> None:
    table = kinkei.compare("authority", ["signed", "launched"]).table.set_index(
        ["metric", "go_between"]
    )
    deals = kinkei.outcomes()
    share = deals.groupby(["go_between", "authority", "replication"], observed=True)[
        "ended_by"
    ].agg(lambda ended: (ended == "signed").mean())
    for policy in ("never", "from_start"):
        row = table.loc[("signed", policy)]
        gaps = share[policy][row["level"]] - share[policy][row["against"]]
        assert row["difference"] == pytest.approx(gaps.mean())
        assert row["pairs"] == 12
        launched = kinkei.projects[kinkei.projects["go_between"] == policy]
        means = launched.groupby("authority", observed=True)["t_launched"].agg(
            lambda t: t.notna().mean()
        )
        row = table.loc[("launched", policy)]
        assert row["difference"] == pytest.approx(means[row["level"]] - means[row["against"]])


def test_failed_runs_have_no_partner(tmp_path: Path) -> None:
    path = synthetic.write(tmp_path / "broken.h5", synthetic.dyad(6), failed=(0, 7))
    with nakodo.open(path) as results:
        table = results.compare("policy", "signed", baseline="never").table
    first = table[table["distance"] == 0.0].set_index("level")["pairs"]
    assert first.to_dict() == {"when_frustrated": 4, "from_start": 5}


def test_points_themselves_are_compared_where_no_factor_is_crossed(dyad: nakodo.Results) -> None:
    table = dyad.compare("point", "signed", baseline=0).table
    assert list(table["level"]) == list(range(1, 15))


def test_what_cannot_be_compared_is_refused_by_name(dyad: nakodo.Results, changed) -> None:
    with pytest.raises(KeyError, match="weather"):
        dyad.compare("weather")
    with pytest.raises(KeyError, match="there is no metric 'joy'"):
        dyad.compare("policy", "joy")
    with pytest.raises(ValueError, match="no level 'sometimes'"):
        dyad.compare("policy", baseline="sometimes")
    with pytest.raises(ValueError, match=r"no level '0,4'; it has: 0\.\d"):
        dyad.compare("distance", baseline="0,4")
    with pytest.raises(ValueError, match="confidence"):
        dyad.compare("policy", confidence=95)

    def scatter(file: h5py.File) -> None:
        file["points/distance"][:] = np.linspace(0, 1, 15)

    with (
        nakodo.open(changed(scatter)) as results,
        pytest.raises(ValueError, match="nothing can be paired"),
    ):
        results.compare("policy")


def test_the_table_for_people_says_it_all_in_lines_of_one_width(dyad: nakodo.Results) -> None:
    told = str(dyad.compare("policy", ["signed", "duration"], baseline="never"))
    lines = told.splitlines()
    assert lines[0] == "Signed (%): needs signed"
    assert lines[1].split()[:4] == ["distance", "policy", "mean", "against"]
    assert "difference [95 %]" in lines[1]
    assert "common random numbers" in told
    assert "_" not in told
    assert max(map(len, lines)) <= 130


def test_the_command_prints_it(folder: Path, capsys) -> None:
    command = ["compare", str(folder / "dyad"), "--by", "policy", "--metric", "signed"]
    assert main([*command, "--baseline", "never"]) == 0
    assert capsys.readouterr().out.startswith("Signed (%)")
    by_number = [*command[:3], "distance", "--metric", "signed", "--baseline", "0.4", "--pooled"]
    assert main(by_number) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2 + 4 + 4
    assert main([*command, "--baseline", "sometimes"]) == 2
    assert "no level 'sometimes'" in capsys.readouterr().err


def test_real_dyads_share_their_luck(real_dyad: nakodo.Results) -> None:
    """A go-between who is never called changes nothing; where he is, pairing still pays."""
    compared = real_dyad.compare("go_between", ["signed", "duration"], baseline="never")
    table = compared.table[compared.table["level"] == "when_frustrated=0.4"]
    near = table[(table["distance"] == 0) & (table["metric"] == "duration")].iloc[0]
    assert (near["difference"], near["low"], near["high"]) == (0.0, 0.0, 0.0)
    assert near["variance_reduction"] == 1.0
    assert "the same in every pair" in str(compared)
    far = table[(table["distance"] == 0.8) & (table["metric"] == "signed")].iloc[0]
    assert far["difference"] > 0
    assert far["variance_reduction"] > 0.3
    assert far["high"] - far["low"] < far["unpaired_high"] - far["unpaired_low"]


def test_work_is_that_of_both_firms_as_in_the_table_of_runs(kinkei: nakodo.Results) -> None:
    _, values = metric_values(kinkei, "person_days")
    deals = kinkei.deals
    both = (deals["person_days_initiator"] + deals["person_days_partner"]).sum()
    assert deals["person_days_intermediary"].sum() > 0
    assert values["value"].sum() == pytest.approx(both)


def test_real_work_is_that_of_the_table_of_runs(real_kinkei: nakodo.Results) -> None:
    _, values = metric_values(real_kinkei, "person_days")
    sums = values.groupby(["point", "replication"])["value"].sum()
    runs = real_kinkei.runs.set_index(["point", "replication"])["person_days"]
    assert sums.to_numpy() == pytest.approx(runs.reindex(sums.index).to_numpy())
