"""Replaying: the program `nakodo` runs one run of an experiment again."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from nakodo.errors import ReplayFailed

if TYPE_CHECKING:
    from nakodo.results import Results

VARIABLE = "NAKODO_PROGRAM"


def program() -> str:
    """Return the path of the program. Raises ReplayFailed if there is none."""
    named = os.environ.get(VARIABLE, "")
    found = shutil.which(named or "nakodo")
    if found is None:
        wrong = (
            f"{VARIABLE} names {named!r}, which is no program" if named else "is not on the PATH"
        )
        raise ReplayFailed(
            f"a replay needs the program `nakodo`: {wrong}. Build it (scripts/build release) and "
            f"set {VARIABLE} to its path."
        )
    return found


def run_replay(
    config: str, name: str, point: int, replication: int, out: Path, beside: Path
) -> Path:
    """Replay one run of the resolved experiment `config` (YAML) into the folder `out`.

    `name` becomes the beginning of the file's name. The CSV files that `config` names lie in the
    folder `beside`. Returns the path of the results file. Raises
    ReplayFailed with what the program said if it ends with another exit code than 0.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="nakodo-config-") as folder:
        path = Path(folder) / f"{name}.yaml"
        path.write_text(config, encoding="utf-8")
        for table in beside.glob("*.csv"):
            (Path(folder) / table.name).symlink_to(table.resolve())
        command = [program(), "replay", str(path), "--point", str(point)]
        command += ["--replication", str(replication), "--trace", "events"]
        command += ["--out", str(out), "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = done.stderr.strip() or done.stdout.strip() or "it said nothing"
        raise ReplayFailed(
            f"the replay of point {point}, replication {replication} ended with exit code "
            f"{done.returncode}: {said}"
        )
    return out / f"{name}-p{point}-r{replication}.h5"


def check_replay(results: Results, replayed: Results, point: int, replication: int) -> None:
    """Raise ReplayFailed, and close `replayed`, if it is another story than the run."""
    at = (results.runs["point"] == point) & (results.runs["replication"] == replication)
    ours, theirs = set(results.runs.loc[at, "fingerprint"]), set(replayed.runs["fingerprint"])
    if ours and ours != theirs:
        wrote = replayed.provenance.get("git_revision")
        replayed.close()
        raise ReplayFailed(
            f"{results.path}: the replay of point {point}, replication {replication} is another "
            f"story than the run in the file. The file was written by revision "
            f"{results.provenance.get('git_revision')}, the program is of {wrote}; use the former."
        )
