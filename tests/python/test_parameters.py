"""What a configuration sets, beside what the program says of it."""

from __future__ import annotations

import subprocess

import pytest
import yaml
from nakodo.parameters import Described, described, flow, settings

KNOWN = [
    Described(("media", "<name>", "latency"), "{exponential: {mean: 0.5}}", "days", "", ""),
    Described(("media", "fax", "latency"), "3", "days", "of a fax", ""),
    Described(("firms", "<name>", "supplies", "<name>", "fit"), "0.9", "–", "how well", ""),
    Described(("firms", "<name>", "supplies", "<name>", "share"), "1", "–", "share", ""),
    Described(("projects", "<name>", "search", "[]"), "known", "–", "ways", ""),
    Described(("projects", "<name>", "search", "[]", "referral", "effort"), "0.25", "", "", ""),
]


def told(config: str) -> dict[str, tuple[str, bool]]:
    return {one.path: (one.value, one.usual) for one in settings(yaml.safe_load(config), KNOWN)}


def test_a_value_stands_for_its_parameter_whatever_the_form() -> None:
    found = told(
        "nakodo: 1\n"
        "title: not of the world\n"
        "firms: {far: {supplies: {module: 90 %, unix: {fit: 0.5, share: 1}}}}\n"
        "media: {fax: {latency: 72 hours}, telex: {latency: {gamma: {mean: 2 days, cv: 1}}}}\n"
        "projects: {x: {search: [known, {referral: {effort: 2 person-days}}], depth: 3}}\n"
    )
    assert found == {
        "firms.far.supplies.module": ("90 %", True),
        "firms.far.supplies.unix.fit": ("0.5", False),
        "firms.far.supplies.unix.share": ("1", True),
        "media.fax.latency": ("72 hours", True),
        "media.telex.latency": ("{gamma: {mean: 2 days, cv: 1}}", False),
        "projects.x.search[0]": ("known", True),
        "projects.x.search[1].referral.effort": ("2 person-days", False),
        "projects.x.depth": ("3", False),
    }


def test_the_nearest_description_is_taken_and_an_unknown_path_has_none() -> None:
    config = {"media": {"fax": {"latency": 1, "noise": 2}}}
    latency, noise = settings(config, KNOWN)
    assert latency.described is not None
    assert latency.described.meaning == "of a fax"
    assert noise.described is None


def test_values_are_written_as_configurations_write_them() -> None:
    assert flow(["a", {"b": 1.5}]) == "[a, {b: 1.5}]"
    assert flow("never") == "never"
    assert flow(None) == "null"


def test_only_the_program_that_wrote_the_results_is_asked(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAKODO_PROGRAM", program)
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    revision = said.stdout.split("(")[1].split(")")[0]
    known, why_not = described(revision)
    assert why_not == ""
    horizon = next(one for one in known if one.path == ("time", "horizon"))
    assert (horizon.default, horizon.unit) == ("1095", "days")
    assert described("0" * 40) == (
        [],
        "the program at hand is of another revision than the one that ran this",
    )
    monkeypatch.setenv("NAKODO_PROGRAM", "/nowhere/nakodo")
    assert described(revision) == ([], "the program that ran this was not at hand")
