"""Shards: a folder in which an experiment is still being carried out, part by part.

``shard-0003-of-0007.h5`` is a part that is done, ``.status`` beside it its heartbeat, a
``checkpoint-0003-of-0007-…`` what it has when it is not. A shard whose heartbeat has said nothing
for a minute has stopped, whatever it said last.
"""

from __future__ import annotations

import errno
import re
import time
from dataclasses import dataclass
from pathlib import Path

import h5py
import yaml

from nakodo import integrity
from nakodo.errors import IncompleteResults, ResultsError
from nakodo.tables import text

SILENT_SECONDS = 60.0
_NAME = re.compile(r"shard-(\d{4,})-of-(\d{4,})\.(h5|status)")
_SAME = ("experiment_hash", "program_version", "git_revision", "format_version")


@dataclass(frozen=True)
class SweepStatus(integrity.Status):
    """How far an experiment in shards is: the numbers, from 1, of those in each condition.

    `done` are there and good, `damaged` there and not; of the others the heartbeats say whether
    they are `running`, or have `stopped`; `missing` have none. `runs` are those that can be read,
    of `planned`; with sequential replications of at most so many.
    """

    shards: int
    done: tuple[int, ...]
    running: tuple[int, ...]
    stopped: tuple[int, ...]
    damaged: tuple[int, ...]
    missing: tuple[int, ...]
    runs: int
    planned: int


def of_folder(folder: Path) -> tuple[int, dict[int, Path]]:
    """Return how many shards the experiment in `folder` has, and the files of those that are there.

    The number is 0 if there is no trace of shards. Raises IncompleteResults if the folder holds
    shards of different cuts.
    """
    named = [(_NAME.fullmatch(path.name), path) for path in sorted(folder.glob("shard-*"))]
    found = [(match, path) for match, path in named if match and path.is_file()]
    cuts = sorted({int(match[2]) for match, _ in found})
    if len(cuts) > 1:
        told = " and ".join(map(str, cuts))
        raise IncompleteResults(
            f"{folder}: holds shards of an experiment cut into {told}. Which are meant cannot be "
            "told; keep those of one cut."
        )
    files = {int(match[1]): path for match, path in found if match[3] == "h5"}
    return cuts[0] if cuts else 0, files


def open_shards(folder: Path, verify: bool) -> list[h5py.File]:
    """Open the shards in `folder` that are there and good, in order.

    Those that are damaged are left out: `sweep_status` names them. Raises IncompleteResults if
    there is none, or if they are of different experiments or versions.
    """
    shards, paths = of_folder(folder)
    files: list[h5py.File] = []
    try:
        for _, path in sorted(paths.items()):
            file = _opened(path, verify)
            if not isinstance(file, ResultsError):
                files.append(file)
        if not files:
            raise IncompleteResults(
                f"{folder}: none of its {shards} shards can be read yet. {integrity.GO_ON}"
            )
        _check_same(files)
    except BaseException:
        for file in files:
            file.close()
        raise
    return files


def sweep_status(folder: Path, verify: bool = True) -> SweepStatus:
    """Return how far the experiment in `folder` is. Reads every chunk of its shards to `verify`."""
    shards, paths = of_folder(folder)
    conditions: dict[str, list[int]] = {
        key: [] for key in ("done", "running", "stopped", "damaged", "missing")
    }
    runs = planned = 0
    for number in range(1, shards + 1):
        condition = _condition(folder, f"{number:04d}-of-{shards:04d}")
        if number in paths:
            file = _opened(paths[number], verify)
            condition = "damaged" if isinstance(file, ResultsError) else "done"
            if not isinstance(file, ResultsError):
                runs += int(file.attrs["runs"])
                planned = int(file.attrs["points"]) * int(file.attrs["replications"])
                file.close()
        conditions[condition].append(number)
    told = [f"{len(of)} {name}" for name, of in conditions.items() if of]
    every = len(conditions["done"]) == shards
    why = f"of {shards} shards " + ", ".join(told)
    why += "; `nakodo merge` makes one file of them" if every else f". {integrity.GO_ON}"
    return SweepStatus(
        "complete" if every else "partial",
        why,
        folder,
        shards=shards,
        runs=runs,
        planned=planned,
        **{name: tuple(of) for name, of in conditions.items()},
    )


def status(path: str | Path) -> integrity.Status:
    """Return how far the results at `path` can be trusted. Reads every chunk; raises nothing.

    Of a folder with shards only it is a SweepStatus.
    """
    try:
        if in_shards(Path(path)):
            return sweep_status(Path(path))
    except IncompleteResults as error:
        return integrity.Status("untrustworthy", str(error), Path(path))
    return integrity.status(path)


def in_shards(path: Path) -> bool:
    """Whether `path` is a folder that holds shards and no results file yet."""
    if not path.is_dir() or of_folder(path)[0] == 0:
        return False
    return not any(
        not file.name.startswith((".", "shard-", "checkpoint-")) for file in path.glob("*.h5")
    )


def results_file(folder: Path) -> Path:
    """Return what the results file of a folder in shards will be called, as its YAML says."""
    try:
        document = yaml.safe_load((folder / "experiment.yaml").read_text(encoding="utf-8"))
        name = str(document["execution"]["name"])
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        name = folder.resolve().name
    return folder / f"{name}.h5"


def _opened(path: Path, verify: bool) -> h5py.File | ResultsError:
    """Open a shard; return what is wrong with it instead of raising it."""
    try:
        file = integrity.opened(path)
    except ResultsError as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.EMFILE:
            raise IncompleteResults(
                f"{path.parent}: has more shards than this process may have files open. Raise the "
                "limit (`ulimit -n`), or merge them (`nakodo merge`)."
            ) from error
        return error
    try:
        integrity.check(file)
        _check_number(path, file)
        if verify:
            integrity.check_every_chunk(file)
    except ResultsError as error:
        file.close()
        return error
    return file


def _check_number(path: Path, file: h5py.File) -> None:
    named = _NAME.fullmatch(path.name)
    wanted = f"{int(named[1])}/{int(named[2])}" if named else ""
    says = text(file.attrs.get("shard", "of no shard"))
    if says != wanted or "first_run" not in file.attrs:
        raise IncompleteResults(
            f"{path}: says it is {says}, not {wanted}. It is not the shard its name says; remove "
            f"it. {integrity.GO_ON}"
        )


def _check_same(files: list[h5py.File]) -> None:
    first = files[0]
    for name in _SAME:
        for file in files[1:]:
            ours, theirs = text(first.attrs.get(name, "")), text(file.attrs.get(name, ""))
            if ours != theirs:
                raise IncompleteResults(
                    f"{file.filename}: its {name} is {theirs}, but that of {first.filename} is "
                    f"{ours}: they are not parts of one experiment. Remove those of the other."
                )


def _condition(folder: Path, number: str) -> str:
    """Return ``running`` or ``stopped``, as the heartbeat says; ``missing`` if nothing is there."""
    try:
        told = (folder / f"shard-{number}.status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "stopped" if any(folder.glob(f"checkpoint-{number}-*.h5")) else "missing"
    lines = told.splitlines()
    said = dict(line.split(maxsplit=1) for line in lines if len(line.split()) > 1)
    try:
        silent = time.time() - float(said.get("alive", "0").split()[0])
    except ValueError:
        return "stopped"
    lives = said.get("state", "").split()[:1] == ["running"] and silent < SILENT_SECONDS
    return "running" if lives else "stopped"
