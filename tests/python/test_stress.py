"""STRESS.md: the twenty items, from what was run, and nothing that is not known."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import h5py
import nakodo
import pytest
from nakodo.__main__ import main
from nakodo.stress import stress_sheet
from nakodo.stress.mechanisms import switched_on

import synthetic

# Monks et al. 2019, table 1 (STRESS-DES).
ITEMS = (
    "1.1 Purpose of the model",
    "1.2 Model outputs",
    "1.3 Experimentation aims",
    "2.1 Base model overview diagram",
    "2.2 Base model logic",
    "2.3 Scenario logic",
    "2.4 Algorithms",
    "2.5 Components",
    "2.5.1 Entities",
    "2.5.2 Activities",
    "2.5.3 Resources",
    "2.5.4 Queues",
    "2.5.5 Entry and exit points",
    "3.1 Data sources",
    "3.2 Pre-processing",
    "3.3 Input parameters",
    "3.4 Assumptions",
    "4.1 Initialisation",
    "4.2 Run length",
    "4.3 Estimation approach",
    "5.1 Software or programming language",
    "5.2 Random sampling",
    "5.3 Model execution",
    "5.4 System specification",
    "6.1 Computer model sharing statement",
)


def test_every_item_is_there_once_and_in_order(dyad: nakodo.Results) -> None:
    sheet = stress_sheet(dyad)
    found = re.findall(r"^\*{1,2}(\d\.\d(?:\.\d)? [^.*]+)\.", sheet, re.MULTILINE)
    assert tuple(found) == ITEMS
    assert len([item for item in ITEMS if item.count(".") == 1]) == 20


def test_it_says_what_the_file_says(kinkei: nakodo.Results) -> None:
    sheet = stress_sheet(kinkei)
    for said in (
        "# The Kinkei–SCO–TWG–Rexon alliance",
        "12 replications of each of 6 design points, fixed beforehand: 72 runs, none failed",
        "`projects.atc_x.go_between.engage` | never, when frustrated, from start | – |",
        "1095 days after day 0",
        "`0123456789abcdef`",
        f"`{kinkei.runs['fingerprint'].iloc[0]:016x}`",
        "seed 1986",
        "no warm-up",
        f"| `deals` | {len(kinkei.deals)} |",
        "scripts/nakodo run experiment.yaml --out results/kinkei",
    ):
        assert said in sheet


def test_what_is_not_known_is_named(dyad: nakodo.Results, changed) -> None:
    sheet = stress_sheet(dyad)
    assert "*Not known from the file:* defaults, units and meanings" in sheet
    assert "machine, operating system and time taken" in sheet
    assert "## Not known" in sheet

    def dirty(file: h5py.File) -> None:
        file.attrs.modify("git_revision", "abc123-dirty")

    with nakodo.open(changed(dirty)) as results:
        sheet = stress_sheet(results)
    assert "what was changed in the program since that revision" in sheet
    assert "git checkout abc123\n" in sheet


def test_failed_runs_and_an_experiment_without_factors_or_trace_are_told(tmp_path: Path) -> None:
    world = synthetic.dyad(4)
    world.factors = {"policy": ("projects.project.go_between.engage", ["never"])}
    path = synthetic.write(tmp_path / "one.h5", world, trace="none", failed=(2,))
    with h5py.File(path, "r+") as file:
        file["points"].attrs.modify("factors", "")
    with nakodo.open(path) as results:
        sheet = stress_sheet(results)
    assert "Nothing is varied: 1 design point" in sheet
    assert "4 runs, of which 1 failed and stand in no estimate" in sheet
    assert "which facts happened in the runs: none was traced" in sheet


def test_the_same_results_give_the_same_text_wherever_they_are(
    folder: Path, tmp_path: Path, capsys
) -> None:
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        shutil.copy(folder / "dyad" / "dyad.h5", tmp_path / place / "dyad.h5")
        assert main(["stress", str(tmp_path / place)]) == 0
    said = capsys.readouterr().out.split()
    assert said == [str(tmp_path / place / "STRESS.md") for place in ("here", "there")]
    here, there = (Path(path).read_text(encoding="utf-8") for path in said)
    assert here == there
    assert str(tmp_path) not in here


def test_a_mechanism_is_on_where_something_else_than_its_default_is_said() -> None:
    on = switched_on(
        [("projects.x.search[0]", "{referral: {}}"), ("firms.a.employees", "30")],
        ["occasions[0].secondment.duration = [90 days, 1 year]"],
        {"seconded": 3},
    )
    assert [what for what, _, _ in on] == ["search by referral", "secondment"]
    assert on[1] == ("secondment", "factor `occasions[0].secondment.duration`", "seconded 3")
    assert switched_on([], [], {}) == []


def test_of_a_real_run_settings_defaults_and_mechanisms_are_told(
    real_kinkei: nakodo.Results, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program had it written beside the pictures; here it is the same again."""
    monkeypatch.setenv("NAKODO_PROGRAM", program)
    sheet = stress_sheet(real_kinkei)
    beside = real_kinkei.path.parent / "STRESS.md"
    assert beside.read_text(encoding="utf-8") == sheet
    for said in (
        "| a go-between between the parties |",
        "| social events |",
        "| secondment |",
        "5 replications of each of 6 design points",
        "`communities.silicon_valley.style.national` | `1.2` | 0 | – | place on the national axis",
    ):
        assert said in sheet
    for line in sheet.splitlines():
        if line.startswith("| `") and line.count(" | ") == 5:
            _, value, default, *_ = (cell.strip(" |`") for cell in line.split(" | "))
            assert value != default
