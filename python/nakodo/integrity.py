"""Whether a results file may be trusted: its completeness mark, row counts and checksums.

Policy: a file is used only if everything it says of itself agrees. What was merely added by a newer
minor format is passed over; a newer major format is refused; the rest is refused with what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import h5py
import numpy as np

from nakodo.errors import IncompleteResults, ResultsError, UnsupportedFormat
from nakodo.tables import read, text

FILETYPE = "nakodo results"
MAJOR = 1
ALWAYS_THERE = ("points", "runs")
GO_ON = "`nakodo resume` goes on with it, `nakodo status` says how far it is."
AGAIN = "Run the experiment again (`nakodo run`); a complete file then takes its place."

State = Literal["complete", "partial", "missing", "untrustworthy"]


@dataclass(frozen=True)
class Status:
    """How far a results file can be trusted, and why no further."""

    state: State
    why: str
    path: Path

    @property
    def complete(self) -> bool:
        """Whether the results may be used."""
        return self.state == "complete"

    def __str__(self) -> str:
        return f"{self.state}: {self.why}"


def locate(path: str | Path) -> Path:
    """Return the results file meant by `path`, a results folder or an ``.h5`` file.

    In a folder it is ``<folder>/<name of the folder>.h5`` or else its only ``.h5`` file.
    Raises IncompleteResults if there is none, or if it cannot be told which one is meant.
    """
    path = Path(path)
    if path.is_file():
        return path
    if not path.is_dir():
        raise IncompleteResults(f"{path}: there is no such file or folder. {AGAIN}")
    own = path / f"{path.resolve().name}.h5"
    if own.is_file():
        return own
    parts = (".", "shard-", "checkpoint-")
    found = sorted(file for file in path.glob("*.h5") if not file.name.startswith(parts))
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(file.name for file in found)
        raise IncompleteResults(f"{path}: several results files ({names}). Name the one you mean.")
    begun = any(path.glob("checkpoint-*.h5")) or any(path.glob("shard-*"))
    raise IncompleteResults(
        f"{path}: no results file in this folder. A file appears only when its experiment is "
        f"complete: it is still running, or was interrupted. {GO_ON if begun else AGAIN}"
    )


def status(path: str | Path) -> Status:
    """Return how far the results at `path` can be trusted. Reads every chunk; raises nothing."""
    try:
        file_path = locate(path)
    except IncompleteResults as error:
        return Status("missing", str(error), Path(path))
    try:
        with opened(file_path) as file:
            check(file)
            check_every_chunk(file)
    except ResultsError as error:
        return Status("untrustworthy", str(error), file_path)
    return Status("complete", "marked complete; row counts and checksums agree", file_path)


def opened(path: Path) -> h5py.File:
    """Open `path` for reading. Raises IncompleteResults if it is not a whole HDF5 file."""
    try:
        return h5py.File(path, "r")
    except OSError as error:
        raise IncompleteResults(
            f"{path}: cannot be opened as HDF5 ({error}). It was cut short or is not a results "
            f"file. {AGAIN}"
        ) from error


def check(file: h5py.File) -> None:
    """Check the marks, counts and filters of `file` without reading the columns.

    Raises UnsupportedFormat for another kind of file or a newer major format, IncompleteResults
    for a file that was not finished or contradicts itself.
    """
    name = file.filename
    filetype = text(file.attrs.get("filetype", ""))
    if filetype != FILETYPE:
        raise UnsupportedFormat(
            f"{name}: its filetype is {filetype!r}, not {FILETYPE!r}. Open a file written by "
            "`nakodo run`."
        )
    _check_version(name, text(file.attrs.get("format_version", "")))
    if int(file.attrs.get("complete", 0)) != 1:
        raise IncompleteResults(f"{name}: not marked complete; its writer did not finish. {AGAIN}")
    for table in ALWAYS_THERE:
        if table not in file:
            raise IncompleteResults(f"{name}: marked complete, but /{table} is missing. {AGAIN}")
    for key, group in file.items():
        if isinstance(group, h5py.Group) and "rows" in group.attrs:
            _check_table(name, key, group)
    _check_counts(file)
    for key in ("events", "stocks"):
        if key in file:
            _check_index(file, key)


def check_every_chunk(file: h5py.File) -> None:
    """Read every dataset once, so that every checksum is checked; raise if one fails."""

    def visit(_: str, item: Any) -> None:
        if isinstance(item, h5py.Dataset) and item.shape:
            step = item.chunks[0] if item.chunks else max(1, item.shape[0])
            for begin in range(0, item.shape[0], step):
                read(item, slice(begin, begin + step))

    file.visititems(visit)


def _check_version(name: str, version: str) -> None:
    major, _, minor = version.partition(".")
    if not (major.isdigit() and minor.isdigit()):
        raise UnsupportedFormat(f"{name}: format_version {version!r} is not major.minor. {AGAIN}")
    if int(major) > MAJOR:
        raise UnsupportedFormat(
            f"{name}: written in format {version}; this reader knows {MAJOR}.x and would read it "
            "wrongly. Install a newer nakodo package: pip install --upgrade nakodo."
        )
    if int(major) < MAJOR:
        raise UnsupportedFormat(
            f"{name}: written in format {version}, before the first public one. {AGAIN}"
        )


def _check_table(name: str, key: str, group: h5py.Group) -> None:
    rows = int(group.attrs["rows"])
    for column, dataset in group.items():
        if not isinstance(dataset, h5py.Dataset):
            continue
        if dataset.shape != (rows,):
            raise IncompleteResults(
                f"{name}: /{key} says it has {rows} rows, but {column} has {dataset.shape}. The "
                f"file was not written whole. {AGAIN}"
            )
        if not dataset.fletcher32:
            raise IncompleteResults(
                f"{name}: /{key}/{column} carries no checksum, so damage would go unseen. The "
                f"file was rewritten by another program. {AGAIN}"
            )


def _check_counts(file: h5py.File) -> None:
    for key in ALWAYS_THERE:
        expected, rows = int(file.attrs.get(key, -1)), int(file[key].attrs.get("rows", -1))
        own_only = key == "points" and "shard" in file.attrs and rows <= expected
        if (rows != expected and not own_only) or rows < 0:
            raise IncompleteResults(
                f"{file.filename}: its attribute `{key}` says {expected}, but /{key} has {rows} "
                f"rows. The file was not written whole. {AGAIN}"
            )


def _check_index(file: h5py.File, key: str) -> None:
    group = file[key]
    if "index" not in group:
        raise IncompleteResults(f"{file.filename}: /{key} has no index. {AGAIN}")
    index = group["index"]
    _check_table(file.filename, f"{key}/index", index)
    begins, counts = (read(index[column]).astype(np.int64) for column in ("start", "count"))
    ends = np.cumsum(counts)
    if not np.array_equal(begins, ends - counts) or (ends[-1:] != int(group.attrs["rows"])).any():
        raise IncompleteResults(
            f"{file.filename}: the index of /{key} does not cover its {group.attrs['rows']} rows "
            f"exactly once. The file contradicts itself. {AGAIN}"
        )
