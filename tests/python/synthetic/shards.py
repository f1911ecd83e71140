"""A results file cut into shards, each with the layout of the whole and names of its own order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from synthetic.file import put


def split(whole: Path, folder: Path, begins: Sequence[int]) -> list[Path]:
    """Cut the runs of `whole` where a shard begins; return the shards' paths in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with h5py.File(whole, "r") as file:
        runs = int(file.attrs["runs"])
        ends = [*begins[1:], runs]
        for number, (begin, end) in enumerate(zip(begins, ends, strict=True), start=1):
            path = folder / f"shard-{number:04d}-of-{len(begins):04d}.h5"
            with h5py.File(path, "w", track_order=True) as shard:
                for key, value in file.attrs.items():
                    shard.attrs[key] = value
                shard.attrs["shard"] = f"{number}/{len(begins)}"
                shard.attrs["first_run"] = np.uint64(begin)
                shard.attrs["end_run"] = np.uint64(end)
                shard.attrs["runs"] = np.uint64(end - begin)
                _fill(file, shard, begin, end)
                if number % 2 == 0:
                    _turn(shard, "firm")
            made.append(path)
    return made


def heartbeat(path: Path, state: str, alive: float) -> None:
    """Write the heartbeat of a shard that is not there."""
    path.with_suffix(".status").write_text(
        f"state {state}\nruns 64 of 500\nseconds 4.1\nsince 0\nalive {int(alive)}\n"
    )


def _fill(file: h5py.File, shard: h5py.File, begin: int, end: int) -> None:
    file.copy("names", shard)
    replications = int(file.attrs["replications"])
    for name in file:
        if name == "names":
            continue
        group = file[name]
        if name == "points":
            number = group["point"][:]
            kept = (number >= begin // replications) & (number * replications < end)
        else:
            kept = (group["run"][:] >= begin) & (group["run"][:] < end)
        _copy(group, shard.create_group(name, track_order=True), kept)
        if "index" in group:
            index = group["index"]
            own = (index["run"][:] >= begin) & (index["run"][:] < end)
            made = shard[name].create_group("index", track_order=True)
            _copy(index, made, own)
            counts = made["count"][:]
            made["start"][:] = np.cumsum(counts) - counts


def _copy(group: h5py.Group, to: h5py.Group, kept: Any) -> None:
    for key, value in group.attrs.items():
        to.attrs[key] = value
    to.attrs["rows"] = np.uint64(kept.sum())
    for name, column in group.items():
        if isinstance(column, h5py.Dataset):
            put(to, name, column[:][kept])
            for key, value in column.attrs.items():
                to[name].attrs[key] = value


def _turn(shard: h5py.File, names: str) -> None:
    """Reverse the order of a dictionary, and the codes of all columns that use it."""
    path = f"/names/{names}"
    shard[path][:] = shard[path][:][::-1]
    last = len(shard[path]) - 1

    def turn(_: str, item: Any) -> None:
        if isinstance(item, h5py.Dataset) and item.attrs.get("dictionary") == path:
            codes = item[:]
            item[:] = np.where(codes < 0, codes, last - codes)

    shard.visititems(turn)
