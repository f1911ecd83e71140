"""The same sweep under other launchers: the examples of scripts/sweeps/ do what they say."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from .program import ROOT, SWEEP, Program

EXAMPLES = ROOT / "scripts" / "sweeps"


def launch(nakodo: Program, *words: str | Path, code: int = 0) -> str:
    """What a launcher says; it is told which program to run."""
    done = subprocess.run(
        words,
        env={**os.environ, "NAKODO_PROGRAM": nakodo.path},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == code, f"{done.returncode}\n{done.stdout}"
    return done.stdout


def test_gnu_parallel_runs_a_sweep_in_any_order(
    nakodo: Program, expected: bytes, tmp_path: Path
) -> None:
    folder = tmp_path / "a sweep"
    launch(nakodo, EXAMPLES / "parallel", SWEEP, folder, "7", "--shuf", "--jobs", "2")
    assert (folder / "sweep.h5").read_bytes() == expected


def test_gnu_parallel_stopped_by_a_signal_stops_its_shards_and_goes_on_when_told(
    nakodo: Program, expected: bytes, tmp_path: Path
) -> None:
    folder = tmp_path / "sweep"
    words = (EXAMPLES / "parallel", SWEEP, folder, "7", "--jobs", "1")
    environment = {**os.environ, "NAKODO_PROGRAM": nakodo.path}
    with subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL) as launcher:
        while not list(folder.glob("*.status")):
            assert launcher.poll() is None
            time.sleep(0.01)
        launcher.terminate()
        assert launcher.wait(60) == 143
    begun = sorted(folder.glob("*.status"))
    assert len(begun) < 7
    time.sleep(1.5)
    assert sorted(folder.glob("*.status")) == begun
    assert " 0 running, " in nakodo("status", folder, code=75)
    launch(nakodo, *words)
    assert (folder / "sweep.h5").read_bytes() == expected


def test_snakemake_runs_a_sweep(nakodo: Program, expected: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "a sweep"
    rules = ("--snakefile", EXAMPLES / "Snakefile", "--directory", tmp_path, "--cores", "2")
    told = ("--config", f"experiment={SWEEP}", f"out={folder}", "shards=7")
    snakemake = (sys.executable, "-m", "snakemake", *rules, *told)
    launch(nakodo, *snakemake)
    assert (folder / "sweep.h5").read_bytes() == expected
    assert "Nothing to be done" in launch(nakodo, *snakemake)


def test_the_examples_are_short(nakodo: Program) -> None:
    for example in ("parallel", "Snakefile"):
        assert len((EXAMPLES / example).read_text().splitlines()) < 15
