"""The traced runs: one run is one slice, found by the index; values that are codes get words."""

from __future__ import annotations

import h5py
import numpy as np
import pandas as pd

from nakodo.errors import IncompleteResults, NothingTraced
from nakodo.tables import column, frame, labels_of, read, strings, text

# Where the labels of `value` are, for the kinds of facts whose value is a code.
_MEANS = {
    "occasion": "names/occasion",
    "introduced": "names/occasion",
    "settled": "names/occasion",
    "state": "deals/state",
    "ended": "deals/cause",
    "message_sent": "names/medium",
}


def slice_of(file: h5py.File, name: str, run: int) -> pd.DataFrame:
    """Return the rows of `run` in /events or /stocks. Raises NothingTraced if there are none."""
    if name not in file:
        raise NothingTraced(
            f"{file.filename}: has no /{name}, because it was written with "
            f"`trace: {text(file.attrs.get('trace', ''))}`. Run it again with `--trace events`, or "
            "replay the run: `nakodo replay`."
        )
    index = frame(file[name]["index"])
    found = index[index["run"] == run]
    if found.empty:
        raise NothingTraced(
            f"{file.filename}: run {run} was not traced; these were: "
            f"{', '.join(map(str, index['run'][:12]))}{'…' if len(index) > 12 else ''}."
        )
    begin, count = int(found["start"].iloc[0]), int(found["count"].iloc[0])
    table = frame(file[name], slice(begin, begin + count))
    if not (table["run"] == run).all():
        raise IncompleteResults(
            f"{file.filename}: the index of /{name} points run {run} at rows of other runs. The "
            "file contradicts itself; run the experiment again."
        )
    return table


def meanings(file: h5py.File, events: pd.DataFrame) -> pd.Series[str]:
    """Return what `value` means for the kinds whose value is a code, else ""."""
    topics = text(file["events/kind"].attrs.get("topic_meanings", "")).split()
    known = {kind: _labels(file, path) for kind, path in _MEANS.items()}
    known["encounter_begun"] = dict(enumerate(topics))
    meaning = pd.Series("", index=events.index, dtype=object)
    kinds = events["kind"].astype(object)
    for kind, labels in known.items():
        rows = kinds == kind
        told = events.loc[rows, "value"].map(labels)
        meaning = meaning.where(~rows, told.reindex(events.index)).fillna("")
    return meaning


def turns(file: h5py.File) -> dict[int, set[str]]:
    """Return the kinds of facts that are turns of the story of each traced run.

    What happens on day 0 is the setting and no turn, and so is a go-between called without any
    frustration, on whatever day he became known.
    """
    group = file["events"]
    kinds = column(group["kind"])
    called = kinds.codes == kinds.categories.get_indexer(["go_between_called"])[0]
    setting = (read(group["t"]) <= 0.0) | (called & ~(read(group["value"]) > 0.0))
    codes = np.where(setting, -1, kinds.codes)
    index = [read(group["index"][name]).astype(np.int64) for name in ("run", "start", "count")]
    found = {}
    for run, begin, count in zip(*index, strict=True):
        present = np.unique(codes[begin : begin + count])
        found[int(run)] = {str(kinds.categories[code]) for code in present if code >= 0}
    return found


def _labels(file: h5py.File, path: str) -> dict[int, str]:
    if path not in file:
        return {}
    coding = labels_of(file[path])
    if coding is not None:
        return dict(zip(*coding, strict=True))
    return dict(enumerate(strings(file[path])))
