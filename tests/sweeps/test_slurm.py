"""Sweeps under a real Slurm: whatever happens to tasks and nodes, no bit of the results changes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from .program import SWEEP, Program
from .slurm_cluster import Cluster


def task(cluster: Cluster, folder: Path, number: int) -> int:
    """The process of a task, once its heart beats; it goes no further."""

    def found() -> int:
        if not (folder / f"shard-{number:04}-of-0007.status").exists():
            return 0
        mine = cluster.processes(lambda its: its.get("SLURM_ARRAY_TASK_ID") == str(number))
        return next(mine, 0)

    process = cluster.eventually(found, f"task {number} runs")
    os.kill(process, signal.SIGSTOP)
    return process


def job(cluster: Cluster, which: str) -> dict[str, str]:
    """What Slurm knows of a job."""
    said = cluster.run("scontrol", "--oneliner", "show", "job", which)
    return dict(pair.split("=", 1) for pair in said.split() if "=" in pair)


def jobs(folder: Path, kind: str) -> list[str]:
    """The jobs that were submitted for a folder: "array" or "merge"."""
    lines = (folder / "slurm" / "jobs").read_text().splitlines()
    return [line.split()[1] for line in lines if line.startswith(kind)]


def until_over(cluster: Cluster, of: str) -> None:
    """Wait until nothing of a job is queued."""
    cluster.eventually(
        lambda: not [line for line in cluster.queue() if line.split()[0] == of], f"{of} is over"
    )


def test_a_killed_task_a_killed_node_a_signal_and_a_shard_run_twice_change_no_bit(
    cluster: Cluster, nakodo: Program, expected: bytes, tmp_path: Path
) -> None:
    folder = tmp_path / "sweep"
    environment = cluster.environment
    submit = ("submit", SWEEP, "--workers", "7", "--out", folder)
    said = nakodo(*submit, environment=environment)
    [array] = jobs(folder, "array")
    [merge] = jobs(folder, "merge")
    assert f"array of 7 tasks: job {array}\nmerge, after it: job {merge}\n" in said

    # Six tasks fit, three a node. Each goes no further than where it is now.
    at_work = {number: task(cluster, folder, number) for number in range(1, 7)}
    placed = {line.split()[1]: line.split()[-1] for line in cluster.queue()}
    killed, warned, late = (n for n in at_work if placed[str(n)] == "n1")
    lost = [n for n in at_work if placed[str(n)] == "n2"]
    assert " 7 shards: 0 done, " in nakodo("status", folder, code=75)

    os.kill(at_work[killed], signal.SIGKILL)
    cluster.run("scancel", "--batch", "--signal=USR1", f"{array}_{warned}")
    os.kill(at_work[warned], signal.SIGCONT)
    cluster.kill_node("n2")
    cluster.run("scontrol", "update", "nodename=n2", "state=down", "reason=test")

    # One shard is run by hand while its task is at work, which then comes too late.
    config = folder / "experiment.yaml"
    nakodo("run", config, "--out", folder, "--shard", f"{late}/7", "--jobs", "1")
    os.kill(at_work[late], signal.SIGCONT)

    until_over(cluster, array)
    assert job(cluster, f"{array}_{killed}")["ExitCode"] == "0:9"
    assert job(cluster, f"{array}_{warned}")["ExitCode"] == "75:0"
    for number in (*lost, late, 7):
        assert job(cluster, f"{array}_{number}")["ExitCode"] == "0:0"
        assert job(cluster, f"{array}_{number}")["Restarts"] == ("1" if number in lost else "0")
    until_over(cluster, merge)
    assert job(cluster, merge)["ExitCode"] == "1:0"
    assert "2 of 7 shards are missing" in (folder / "slurm" / "merge.out").read_text()
    assert not (folder / "sweep.h5").exists()

    # The node comes back, and what is missing is submitted.
    cluster.start_node("n2")
    cluster.run("scontrol", "update", "nodename=n2", "state=resume")
    said = nakodo("resume", folder, environment=environment)
    again = jobs(folder, "array")[1]
    assert f"submitted again: {killed}-{warned}, job {again}\n" in said
    until_over(cluster, jobs(folder, "merge")[1])
    assert (folder / "sweep.h5").read_bytes() == expected, cluster.logs()
    assert "nothing to do" in nakodo("resume", folder, environment=environment)


def test_slurm_takes_folders_whatever_they_are_called(
    cluster: Cluster, nakodo: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "50% of 'it', $HOME \"said\" & #1" / "sweep"
    shorter = ("--replications", "8")
    nakodo("run", SWEEP, "--out", tmp_path / "sweep", "--quiet", *shorter)
    environment = cluster.environment
    options = ("--limit", "1", "--time", "10", "--sbatch", "--comment='a night' -c 2")
    nakodo(
        *("submit", SWEEP, "--workers", "2", "--out", folder, *options, *shorter),
        environment=environment,
    )
    [array], [merge] = jobs(folder, "array"), jobs(folder, "merge")
    assert job(cluster, f"{array}_1")["StdOut"].startswith(str(tmp_path))
    assert job(cluster, f"{array}_1")["NumCPUs"] == "2"
    assert job(cluster, merge)["NumCPUs"] == "1"
    until_over(cluster, merge)
    slurm = sorted(path.name for path in (folder / "slurm").iterdir())
    assert slurm == ["array.sh", "jobs", "merge.out", "merge.sh", "task-1.out", "task-2.out"]
    assert (folder / "sweep.h5").read_bytes() == (tmp_path / "sweep" / "sweep.h5").read_bytes()


def test_what_slurm_refuses_is_told_and_leaves_nothing_submitted(
    cluster: Cluster, nakodo: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "sweep"
    environment = cluster.environment
    submit = ("submit", SWEEP, "--workers", "2", "--out", folder)
    said = nakodo(*submit, "--sbatch", "--partition=none", code=74, environment=environment)
    assert "invalid partition" in said
    assert not (folder / "slurm").exists()


def test_without_sbatch_the_message_says_what_to_do(nakodo: Program, tmp_path: Path) -> None:
    environment = {**os.environ, "PATH": str(tmp_path)}
    submit = ("submit", SWEEP, "--workers", "2", "--out", tmp_path / "sweep")
    said = nakodo(*submit, code=2, environment=environment)
    assert "no sbatch on the PATH" in said
    assert "--dry-run" in said
    assert not (tmp_path / "sweep").exists()
    shown = nakodo(*submit, "--dry-run", environment=environment)
    assert shown.count("#!/bin/bash\n") == 2
    assert not (tmp_path / "sweep").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "Say --workers N"),
        (("--workers", "0"), "--workers has to be from 1"),
        (("--workers", "1000"), "ask for --workers 144 or fewer"),
        (("--workers", "2", "--time", "soon"), "--time soon is no time"),
        (("--workers", "2", "--sbatch", "-p all --array=1-9"), "may not hold --array=1-9"),
        (("--workers", "2", "--sbatch", "--comment='a"), "a quote is not closed"),
        (("--workers", "2", "--out", "back\\slash"), "has a backslash in it"),
    ],
)
def test_what_cannot_be_submitted_is_refused(
    nakodo: Program, options: tuple[str, ...], told: str
) -> None:
    assert told in nakodo("submit", SWEEP, "--dry-run", *options, code=2)


def test_a_folder_of_another_experiment_is_refused(
    cluster: Cluster, nakodo: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "sweep"
    few = ("--replications", "8", "--out", folder)
    nakodo("run", SWEEP, "--quiet", *few)
    environment = cluster.environment
    submit = ("submit", SWEEP, "--workers", "2", *few)
    assert "holds the results" in nakodo(*submit, code=2, environment=environment)
    assert nakodo(*submit, "--seed", "7", code=2, environment=environment)
    assert not (folder / "slurm").exists()
