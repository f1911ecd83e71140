"""Reading while an experiment is still being carried out: the shards that are there, as one."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import h5py
import nakodo
import numpy as np
import pandas as pd
import pytest
from nakodo.stress import stress_sheet

import synthetic

TOO_FEW_FILES = """
import os, resource, sys, nakodo
limit = max(map(int, os.listdir("/proc/self/fd"))) + 3
resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
nakodo.open(sys.argv[1], verify=False)
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.write(tmp_path_factory.mktemp("whole") / "kinkei.h5", synthetic.kinkei(6))


@pytest.fixture(scope="module")
def cut(whole: Path) -> list[Path]:
    """36 runs cut at 10, 18 and 30: in the midst of a point and between points."""
    return synthetic.split(whole, whole.parent / "cut", [0, 10, 18, 30])


@pytest.fixture
def shards(cut: list[Path], tmp_path: Path) -> list[Path]:
    """A copy of them in a folder called kinkei."""
    shutil.copytree(cut[0].parent, tmp_path / "kinkei")
    return [tmp_path / "kinkei" / path.name for path in cut]


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its labels as texts: the order of categories is not compared."""
    coded = [c for c in table if isinstance(table[c].dtype, pd.CategoricalDtype)]
    return table.astype(dict.fromkeys(coded, object))


def test_all_shards_are_read_as_the_file_they_will_be(whole: Path, shards: list[Path]) -> None:
    with nakodo.open(whole) as file, nakodo.open(shards[0].parent) as parts:
        for name in ("points", "runs", "deals", "costs", "projects", "persons"):
            pd.testing.assert_frame_equal(
                in_words(getattr(parts, name)), in_words(getattr(file, name))
            )
        pd.testing.assert_frame_equal(in_words(parts.people), in_words(file.people))
        assert parts.traced == file.traced
        assert parts.kinds == file.kinds
        for run in file.traced:
            for facts in ("events", "stocks"):
                pd.testing.assert_frame_equal(
                    in_words(getattr(parts, facts)(run)), in_words(getattr(file, facts)(run))
                )
        assert len(parts.missing) == len(file.missing) == 0
        assert parts.provenance == file.provenance
        assert parts.status.complete
        assert "merge" in str(parts.status)
        assert parts.path == shards[0].parent / "kinkei.h5"
        assert str(parts.compare("authority")) == str(file.compare("authority"))


def test_while_some_are_missing_it_is_said_which(whole: Path, shards: list[Path]) -> None:
    for number, (state, ago) in {1: ("running", 1), 3: ("running", 3600)}.items():
        shards[number].unlink()
        synthetic.heartbeat(shards[number], state, time.time() - ago)
    folder = shards[0].parent
    with nakodo.open(folder) as results:
        status = results.status
        assert isinstance(status, nakodo.SweepStatus)
        assert (status.state, status.complete, status.shards) == ("partial", False, 4)
        assert (status.done, status.running, status.stopped) == ((1, 3), (2,), (4,))
        assert (status.runs, status.planned) == (10 + 12, 36)
        assert str(status).startswith("partial: of 4 shards 2 done, 1 running, 1 stopped.")
        assert results.missing.tolist() == [*range(10, 18), *range(30, 36)]
        with nakodo.open(whole) as file:
            there = ~file.deals["run"].isin(results.missing)
            pd.testing.assert_frame_equal(
                in_words(results.deals), in_words(file.deals[there].reset_index(drop=True))
            )
        assert results.points["point"].tolist() == [0, 1, 3, 4]
        with pytest.raises(nakodo.NothingTraced, match="not there yet"):
            results.events(12)
        sheet = stress_sheet(results)
    assert "**Not all was run:** 22 runs of 36 runs are in the results" in sheet
    synthetic.heartbeat(shards[1], "stopped", time.time())
    assert nakodo.status(folder).stopped == (2, 4)
    shards[1].with_suffix(".status").unlink()
    assert nakodo.status(folder).missing == (2,)
    (folder / "checkpoint-0002-of-0004-from-10.h5").write_bytes(b"of no use here")
    assert nakodo.status(folder).stopped == (2, 4)
    (folder / "experiment.yaml").write_text("nakodo: 1\nexecution: {name: other}\n")
    with nakodo.open(folder) as results:
        assert results.path == folder / "other.h5"


def test_a_shard_that_nobody_began_is_missing_and_one_that_is_damaged_is_left_out(
    shards: list[Path],
) -> None:
    shards[0].unlink()
    raw = bytearray(shards[2].read_bytes())
    with h5py.File(shards[2], "r") as file:
        at = file["runs/fingerprint"].id.get_chunk_info(0).byte_offset
    raw[at + 5] ^= 4
    shards[2].write_bytes(raw)
    shards[3].write_bytes(shards[3].read_bytes()[:4000])
    status = nakodo.status(shards[0].parent)
    assert (status.done, status.damaged, status.missing) == ((2,), (3, 4), (1,))
    with nakodo.open(shards[0].parent) as results:
        assert sorted(results.runs["run"]) == list(range(10, 18))


def test_shards_of_different_experiments_or_cuts_are_refused(
    whole: Path, shards: list[Path]
) -> None:
    with h5py.File(shards[2], "r+") as file:
        file.attrs.modify("experiment_hash", "fedcba9876543210")
    with pytest.raises(nakodo.IncompleteResults, match="experiment_hash is fedcba9876543210"):
        nakodo.open(shards[0].parent)
    shutil.copy(whole, shards[0].parent / "shard-0001-of-0002.h5")
    with pytest.raises(nakodo.IncompleteResults, match="cut into 2 and 4"):
        nakodo.open(shards[0].parent)
    assert nakodo.status(shards[0].parent).state == "untrustworthy"


def test_the_merged_file_counts_once_it_is_there(whole: Path, shards: list[Path]) -> None:
    shards[1].unlink()
    merged = shards[0].parent / "kinkei.h5"
    merged.write_bytes(whole.read_bytes())
    with nakodo.open(shards[0].parent) as results:
        assert results.path == merged
        assert len(results.runs) == 36


def test_a_heartbeat_alone_says_that_nothing_can_be_read_yet(tmp_path: Path) -> None:
    synthetic.heartbeat(tmp_path / "shard-0001-of-0003.h5", "running", time.time())
    with pytest.raises(nakodo.IncompleteResults, match="none of its 3 shards can be read yet"):
        nakodo.open(tmp_path)
    status = nakodo.status(tmp_path)
    assert (status.running, status.missing) == ((1,), (2, 3))


def test_one_shard_can_be_opened_by_its_name(shards: list[Path]) -> None:
    with nakodo.open(shards[1]) as results:
        assert results.runs["run"].tolist() == list(range(10, 18))
        assert np.isin(results.deals["point"], [1, 2]).all()


def test_too_many_shards_to_open_at_once_is_no_damage(shards: list[Path]) -> None:
    """In a process of its own that may open no more files than it has, and two."""
    told = subprocess.run(
        [sys.executable, "-c", TOO_FEW_FILES, str(shards[0].parent)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "IncompleteResults" in told.stderr
    assert "ulimit -n" in told.stderr


def test_an_interrupted_run_is_to_be_resumed(tmp_path: Path) -> None:
    (tmp_path / "checkpoint-0001-of-0001-from-0.h5").write_bytes(b"")
    with pytest.raises(nakodo.IncompleteResults, match="nakodo resume"):
        nakodo.open(tmp_path)


def test_missing_runs_are_those_between_the_stretches_of_shards(shards: list[Path]) -> None:
    shards[1].unlink()
    with nakodo.open(shards[0].parent) as results:
        assert results.missing.tolist() == list(range(10, 18))
