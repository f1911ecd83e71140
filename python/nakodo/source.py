"""Source: the file of an experiment, or those of its shards that are there, read as one.

Policy: files are in the order of their runs. Codes are those of a file alone; what is given is in
words, so that files can be put together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt
import pandas as pd

from nakodo import integrity
from nakodo.errors import NothingTraced
from nakodo.shards import in_shards, open_shards, results_file, status
from nakodo.tables import column, frame, labels_of, read, stacked, strings, text
from nakodo.traces import meanings, slice_of, turns

PROVENANCE = (
    "program_version",
    "git_revision",
    "format_version",
    "experiment_hash",
    "seed",
    "replications",
    "points",
    "runs",
)


class Source:
    """Open files of one experiment. `path` is its results file, also before that is there."""

    def __init__(self, files: Sequence[h5py.File], path: Path) -> None:
        self.path = path
        self._files = list(files)
        self._first = self._files[0]
        self._in_shards = len(self._files) > 1 or Path(self._first.filename) != path

    def close(self) -> None:
        """Close all files."""
        for file in self._files:
            file.close()

    def __contains__(self, table: str) -> bool:
        return table in self._first

    def attribute(self, name: str) -> Any:
        """Return an attribute of the experiment, or None."""
        if name == "runs":
            return sum(int(file.attrs["runs"]) for file in self._files)
        return self._first.attrs.get(name)

    def provenance(self) -> dict[str, str | int]:
        """Return what wrote the files, from what; ``runs`` is how many are here."""
        found: dict[str, str | int] = {}
        for name in PROVENANCE:
            value = self.attribute(name)
            if value is not None:
                found[name] = int(value) if isinstance(value, (int, np.integer)) else text(value)
        return found

    def status(self) -> integrity.Status:
        """Return how far the files can be trusted now. Reads every chunk again."""
        return status(self.path.parent if self._in_shards else self.path)

    def missing(self) -> npt.NDArray[np.int64]:
        """Return the numbers of the runs that are in shards that are not here, in order."""
        if not self._in_shards:
            return np.zeros(0, dtype=np.int64)
        planned = int(self._first.attrs["points"]) * int(self._first.attrs["replications"])
        gaps, known = [], 0
        for begin, end in [*sorted(map(_stretch, self._files)), (planned, planned)]:
            gaps.append(np.arange(known, begin, dtype=np.int64))
            known = max(known, end)
        return np.concatenate(gaps)

    def factors(self) -> dict[str, str]:
        """Return the factors in order of the design: name → the path that it sets."""
        group = self._first["points"]
        names = text(group.attrs.get("factors", "")).split()
        return {name: text(group[name].attrs.get("path", name)) for name in names}

    def points(self) -> pd.DataFrame:
        """Return the design points: of shards those of which a run is there."""
        table = self.table("points").drop_duplicates("point")
        return table.sort_values("point", ignore_index=True)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table as it is in the files, without dates and factors."""
        return stacked([frame(file[name]) for file in self._files])

    def units(self, name: str) -> dict[str, str]:
        """Return the units of the columns of a table that have one."""
        columns = self._first[name].items()
        return {key: text(own.attrs["units"]) for key, own in columns if "units" in own.attrs}

    def rows(self, name: str) -> int | None:
        """Return how many rows a table has, None if it was not kept."""
        if name not in self:
            return None
        return sum(int(file[name].attrs["rows"]) for file in self._files)

    def people(self) -> pd.DataFrame:
        """Return who is who, indexed by name: ``firm`` and ``role``."""
        parts = []
        for file in self._files:
            names = file["names"]
            firm, role = (column(names[name]) for name in ("person_firm", "person_role"))
            person = strings(names["person"])
            parts.append(pd.DataFrame({"person": person, "firm": firm, "role": role}))
        return stacked(parts).drop_duplicates(["person", "role"]).set_index("person")

    def causes(self) -> list[str]:
        """Return the names of what can end a deal, in the order of their codes."""
        coding = labels_of(self._first["deals/cause"]) if "deals" in self else None
        return [] if coding is None else coding[1]

    def traced(self) -> list[int]:
        """Return the runs whose events are here, in order."""
        if "events" not in self:
            return []
        return [int(run) for file in self._files for run in read(file["events/index/run"])]

    def kinds(self) -> dict[int, set[str]]:
        """Return the kinds of facts that make the story of each traced run."""
        found: dict[int, set[str]] = {}
        if "events" in self:
            for file in self._files:
                found |= turns(file)
        return found

    def fact_counts(self) -> dict[str, int]:
        """Return how often each kind of fact happened in the traced runs together."""
        found: Counter[str] = Counter()
        if "events" in self:
            for file in self._files:
                kinds = column(file["events/kind"])
                counts = np.bincount(kinds.codes[kinds.codes >= 0], minlength=1)
                for code in np.flatnonzero(counts):
                    found[str(kinds.categories[code])] += int(counts[code])
        return dict(found)

    def events(self, run: int) -> pd.DataFrame:
        """Return the facts of a traced run, with what their values mean."""
        file = self._holding(run)
        table = slice_of(file, "events", run)
        return table.assign(meaning=meanings(file, table))

    def stocks(self, run: int) -> pd.DataFrame:
        """Return the changes of stocks in a traced run."""
        return slice_of(self._holding(run), "stocks", run)

    def _holding(self, run: int) -> h5py.File:
        if not self._in_shards:
            return self._first
        for file in self._files:
            begin, end = _stretch(file)
            if begin <= run < end:
                return file
        raise NothingTraced(
            f"{self.path.parent}: run {run} is in a shard that is not there yet, or damaged; "
            "`status` says which."
        )


def _stretch(shard: h5py.File) -> tuple[int, int]:
    """Return the numbers of runs that a shard goes from and up to, not all of which it may need."""
    begin = int(shard.attrs["first_run"])
    return begin, int(shard.attrs.get("end_run", begin + int(shard.attrs["runs"])))


def open_source(path: str | Path, verify: bool) -> Source:
    """Open the results file at `path`, or the shards of a folder without one.

    Raises what integrity.check and open_shards raise.
    """
    if in_shards(Path(path)):
        folder = Path(path)
        return Source(open_shards(folder, verify), results_file(folder))
    file = integrity.opened(integrity.locate(path))
    try:
        integrity.check(file)
        if verify:
            integrity.check_every_chunk(file)
    except BaseException:
        file.close()
        raise
    return Source([file], Path(file.filename))
