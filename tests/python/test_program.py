"""What the program itself writes is read as the contract says: from YAML to a picture."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import jsonschema
import nakodo
import numpy as np
import pytest
import yaml
from matplotlib.text import Text
from nakodo.__main__ import main
from nakodo.stories import choose_run

from conftest import ROOT, crossing

CONFIGS = sorted((ROOT / "configs").rglob("*.yaml"))


class WithoutDates(yaml.SafeLoader):
    """YAML as JSON has it: a date is a string."""


WithoutDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if not tag.endswith(":timestamp")]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_every_configuration_is_valid_by_the_schema_of_the_program(
    program: str, path: Path
) -> None:
    printed = subprocess.run([program, "schema"], capture_output=True, text=True, check=True)
    schema = json.loads(printed.stdout)
    jsonschema.Draft7Validator.check_schema(schema)
    config = yaml.load(path.read_text(encoding="utf-8"), Loader=WithoutDates)
    jsonschema.Draft7Validator(schema).validate(config)


def test_the_schema_refuses_a_misspelt_name(program: str) -> None:
    printed = subprocess.run([program, "schema"], capture_output=True, text=True, check=True)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(json.loads(printed.stdout)).validate({"nakodo": 1, "frims": {}})


def test_a_run_of_the_program_is_complete_and_its_tables_agree(
    real_kinkei: nakodo.Results,
) -> None:
    r = real_kinkei
    assert r.status.complete, r.status
    assert r.config["experiment"]["replications"] == 5
    assert (r.provenance["points"], r.provenance["runs"]) == (6, 30)
    assert (len(r.points), len(r.runs), len(r.deals), len(r.projects)) == (6, 30, 90, 30)
    assert list(r.factors) == ["go_between", "authority"]
    assert (r.runs["failure"] == "").all()
    per_run = r.deals.groupby("run")["t_signed"].count()
    assert (per_run.to_numpy() == r.runs["signed"].to_numpy()).all()
    assert r.runs["launched"].sum() == r.projects["t_launched"].notna().sum()


def test_every_deal_is_signed_or_ended_by_one_cause_or_open(real_kinkei: nakodo.Results) -> None:
    table = real_kinkei.survival(by=["go_between"])
    deals = real_kinkei.deals
    signed = table["cause"] == "signed"
    assert signed.sum() == deals["t_signed"].notna().sum()
    lost = table["observed"] & ~signed
    ended = deals["t_ended"].notna() & (deals["cause"] != "horizon") & deals["t_signed"].isna()
    assert lost.sum() == ended.sum()
    assert len(table) == signed.sum() + lost.sum() + (~table["observed"]).sum() == 90
    curves = real_kinkei.incidence(by="go_between")
    last = curves.groupby(["go_between", "ended_by"], observed=True)["incidence"].last()
    open_too = 1 - table.groupby("go_between", observed=True)["observed"].mean()
    total = last.groupby("go_between", observed=True).sum() + open_too
    assert total.to_numpy() == pytest.approx(np.ones(3))


def test_a_traced_run_is_its_deals_fact_by_fact(real_kinkei: nakodo.Results) -> None:
    assert real_kinkei.traced == [0, 5, 10, 15, 20, 25]
    for run in real_kinkei.traced:
        events, deals = real_kinkei.events(run=run), real_kinkei.deals_of(run)
        assert events["t"].is_monotonic_increasing
        assert (events["cause"] < events.index.to_numpy()).all()
        signed = events[(events["kind"] == "state") & (events["meaning"] == "signed")]
        assert sorted(signed["t"]) == sorted(deals["t_signed"].dropna())
        kinds = events["kind"].value_counts()
        row = real_kinkei.runs.set_index("run").loc[run]
        assert kinds["clarification"] == row["clarifications"]
        assert kinds["surprise"] == row["surprises"]
        stocks = real_kinkei.stocks(run=run)
        assert stocks["value"].notna().all()
        assert set(stocks["subject"].dropna()) <= set(real_kinkei.people.index)


def test_the_program_had_all_pictures_drawn_and_they_are_the_same_each_time(
    real_kinkei: nakodo.Results, tmp_path: Path
) -> None:
    """Drawn again here, in another process, saved, and looked at: nothing covers anything."""
    names = {path.name for path in real_kinkei.path.parent.iterdir()}
    plot = real_kinkei.plot
    pictures = {
        "timeline.png": plot.timeline,
        "backlog.png": plot.backlog,
        "causes.png": plot.causes,
        "incidence.png": plot.incidence,
    }
    assert names == {"experiment.yaml", "kinkei.h5", "STRESS.md", *pictures}
    for name, draw in pictures.items():
        figure = draw(path=tmp_path / name)
        beside = real_kinkei.path.parent / name
        assert beside.read_bytes() == (tmp_path / name).read_bytes()
        assert crossing(figure) == []
    assert len(figure.axes) == 6 * (1 + 3)  # a column for each authority and resource
    told = {axes.get_title() for axes in figure.axes}
    assert "Authority: delegated\nVME bus" in told


def test_seven_routes_are_told_apart_and_nothing_covers_anything(
    run: Callable[..., Path],
) -> None:
    with nakodo.open(run("figure-4", "--replications", "4", "--quiet")) as routes:
        for draw in (routes.plot.causes, routes.plot.incidence):
            figure = draw()
            figure.canvas.draw()
            assert crossing(figure) == []
        told = {text.get_text().replace("\n", " ") for text in routes.plot.causes().findobj(Text)}
        assert {"Bank", "Government to government", "Event and go-between"} <= told
        point = routes.points.set_index("route").loc["state_office_in_Tokyo", "point"].iloc[0]
        traced = routes.runs[routes.runs["point"] == point]["run"].iloc[0]
        story = routes.plot.timeline(run=int(traced))
        told = {text.get_text().strip() for text in story.findobj(Text)}
        assert "applies to State Office" in told
        assert "State Office lists 5 firms" in told


def test_nothing_covers_anything_in_the_pictures_of_the_dyad(real_dyad: nakodo.Results) -> None:
    plot = real_dyad.plot
    for draw in (plot.backlog, plot.costs, plot.timeline, plot.incidence):
        figure = draw()
        figure.canvas.draw()
        assert crossing(figure) == []
    assert any(t.get_text().startswith("Best is “") for t in figure.texts)


def test_what_sides_spent_in_phases_is_what_deals_and_persons_have(
    real_kinkei: nakodo.Results,
) -> None:
    r = real_kinkei
    costs, deals = r.costs, r.deals
    assert list(costs["phase"].cat.categories) == (
        "mandate search counter_mandate dialogue bargaining sealing".split()
    )
    assert not costs.duplicated(["run", "deal", "side", "phase"]).any()
    numbers = deals.groupby("run").cumcount()
    for side in ("initiator", "partner", "intermediary"):
        own = costs[costs["side"] == side].groupby(["run", "deal"])["person_days"].sum()
        expected = deals.set_index(["run", numbers])[f"person_days_{side}"]
        spent = own.reindex(expected.index, fill_value=0.0)
        assert spent.to_numpy() == pytest.approx(expected.to_numpy())
    worked = r.persons.groupby("run")["person_days"].sum()
    assert costs.groupby("run")["person_days"].sum().to_numpy() == pytest.approx(worked.to_numpy())
    assert (costs["go_between"] == "never").any()
    assert costs.loc[costs["go_between"] == "never", "side"].ne("intermediary").all()


def test_backlogs_in_the_trace_are_those_of_the_persons(real_kinkei: nakodo.Results) -> None:
    for run in real_kinkei.traced:
        stocks = real_kinkei.stocks(run)
        own = stocks[stocks["stock"] == "backlog"]
        assert own["object"].isna().all()
        assert (own["deal"] == -1).all()
        persons = real_kinkei.persons.query("run == @run").set_index("person")["backlog_max"]
        most = own.groupby(own["subject"].astype(object))["value"].max()
        assert set(most.index[most > 0]) == set(persons.index[persons > 0].astype(str))


def test_the_run_told_is_one_of_the_case_as_the_file_has_it(real_kinkei: nakodo.Results) -> None:
    """Unless none of the traced runs of that design point comes as far as another's."""
    run = choose_run(real_kinkei)
    table = real_kinkei.runs.set_index("run")
    furthest = table.loc[real_kinkei.traced, ["launched", "signed"]].max()
    assert (table.loc[run, ["launched", "signed"]] == furthest).all()
    assert table.loc[run, "authority"] == "delegated"


def test_a_replay_is_the_run_it_replays_and_has_a_timeline_only(
    real_kinkei: nakodo.Results, program: str, monkeypatch: pytest.MonkeyPatch, tmp_path, capsys
) -> None:
    monkeypatch.setenv("NAKODO_PROGRAM", program)
    with real_kinkei.replay(point=2, replication=3, out=tmp_path) as again:
        assert again.traced == [13]
        assert len(again.points) == 6
        row = real_kinkei.runs.set_index("run").loc[13]
        assert again.runs.set_index("run").loc[13, "fingerprint"] == row["fingerprint"]
        surprises = (again.events(run=13)["kind"] == "surprise").sum()
        assert surprises == row["surprises"]
        with pytest.raises(nakodo.TooFewRuns, match="one run alone"):
            again.plot.incidence()
    assert main(["pictures", str(tmp_path)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == str(tmp_path / "timeline.png")
    assert told[1].startswith("no incidence.png: ")
    assert told[2] == str(tmp_path / "backlog.png")
    assert told[3].startswith("no causes.png: ")
    assert (tmp_path / "timeline.png").exists()
    assert not (tmp_path / "incidence.png").exists()


def test_a_world_of_csv_files_is_replayed_from_its_results_alone(
    run: Callable[..., Path], program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAKODO_PROGRAM", program)
    with nakodo.open(run("imported-firms", "--replications", "3", "--quiet")) as results:
        names = {path.name for path in results.path.parent.iterdir()}
        assert {"silicon-valley.csv", "ties.csv"} < names
        with results.replay(point=2, replication=1) as again:
            row = results.runs.set_index("run").loc[7]
            assert again.runs.set_index("run").loc[7, "fingerprint"] == row["fingerprint"]
            partners = again.deals["partner"].astype(str)
            assert set(partners) <= {"SCO", "TWG", "Bascom Boards", "nan"}


def test_a_replay_without_a_folder_is_gone_when_closed(
    real_kinkei: nakodo.Results, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAKODO_PROGRAM", program)
    again = real_kinkei.replay(point=0, replication=0)
    assert again.path.exists()
    again.close()
    assert not again.path.parent.exists()


def test_a_replay_outside_the_design_says_what_the_program_says(
    real_kinkei: nakodo.Results, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAKODO_PROGRAM", program)
    with pytest.raises(nakodo.ReplayFailed, match="exit code 2"):
        real_kinkei.replay(point=99)


def test_without_the_program_a_replay_says_what_is_missing(
    kinkei: nakodo.Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAKODO_PROGRAM", "/nowhere/nakodo")
    with pytest.raises(nakodo.ReplayFailed, match="NAKODO_PROGRAM names"):
        kinkei.replay()
    monkeypatch.delenv("NAKODO_PROGRAM")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(nakodo.ReplayFailed, match="not on the PATH"):
        kinkei.replay()


def test_shards_of_the_program_are_read_as_the_file_they_are_merged_into(
    program: str, run: Callable[..., Path], tmp_path: Path
) -> None:
    """A world of CSV files, whose firms get their codes in the order in which they are met."""
    config = str(ROOT / "configs" / "imported-firms.yaml")
    folder = tmp_path / "imported-firms"
    for shard in ("3/3", "1/3"):
        command = [program, "run", config, "--replications", "3", "--out", str(folder)]
        subprocess.run([*command, "--shard", shard, "--quiet"], check=True)
    with (
        nakodo.open(run("imported-firms", "--replications", "3", "--quiet")) as whole,
        nakodo.open(folder) as parts,
    ):
        assert (parts.status.done, parts.status.missing) == ((1, 3), (2,))
        assert parts.path == folder / "imported-firms.h5"
        here = ~whole.deals["run"].isin(parts.missing)
        assert 0 < here.sum() < len(whole.deals)
        for column in ("run", "partner", "resource", "t_signed", "search"):
            expected = whole.deals.loc[here, column].astype(object).reset_index(drop=True)
            assert parts.deals[column].astype(object).equals(expected)
