"""From columns of the file to pandas: codes become Categorical, days get dates beside them.

Policy: what a column means is read from its attributes, never known here. A code outside its
dictionary makes the file untrustworthy. Columns this reader has never heard of are passed on.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt
import pandas as pd

from nakodo.errors import IncompleteResults


def text(value: Any) -> str:
    """Return an HDF5 string attribute or element as str, however it was stored."""
    if isinstance(value, np.ndarray) and value.shape in ((), (1,)):
        value = value.reshape(-1)[0]
    return value.decode("utf-8").rstrip("\0") if isinstance(value, bytes) else str(value)


def strings(dataset: h5py.Dataset) -> list[str]:
    """Return a dataset of fixed-width strings as a list of str."""
    return [text(value) for value in read(dataset)]


def read(dataset: h5py.Dataset, part: slice = slice(None)) -> npt.NDArray[Any]:
    """Read `part` of a one-dimensional dataset, its checksums checked on the way.

    Raises IncompleteResults if a chunk fails its Fletcher-32 checksum or cannot be inflated.
    """
    try:
        return np.asarray(dataset[part])
    except OSError as error:
        raise IncompleteResults(
            f"{dataset.file.filename}: column {dataset.name} is damaged ({error}). Its numbers "
            "cannot be trusted. Delete the file and run the experiment again."
        ) from error


def labels_of(dataset: h5py.Dataset) -> tuple[list[int], list[str]] | None:
    """Return (codes, labels) of a coded column, or None if the column is a plain quantity."""
    if "dictionary" in dataset.attrs:
        path = text(dataset.attrs["dictionary"])
        if path not in dataset.file:
            raise IncompleteResults(
                f"{dataset.file.filename}: column {dataset.name} refers to {path}, which is not "
                "there. The file was not written whole; run the experiment again."
            )
        labels = strings(dataset.file[path])
        return list(range(len(labels))), labels
    if "flag_meanings" in dataset.attrs:
        labels = text(dataset.attrs["flag_meanings"]).split()
        values = dataset.attrs.get("flag_values", np.arange(len(labels)))
        return [int(value) for value in np.atleast_1d(values)], labels
    return None


def column(dataset: h5py.Dataset, part: slice = slice(None)) -> Any:
    """Return one column: Categorical if coded (−1 becomes missing), str objects, or numbers."""
    values = read(dataset, part)
    coding = labels_of(dataset)
    if coding is not None:
        return categorical(dataset, values, *coding)
    if values.dtype.kind in "SO":
        return np.array([text(value) for value in values], dtype=object)
    return values


def categorical(
    dataset: h5py.Dataset, values: npt.NDArray[Any], codes: list[int], labels: list[str]
) -> pd.Categorical:
    """Return `values` (codes) as a Categorical whose categories are the distinct `labels`."""
    categories = list(dict.fromkeys(labels))
    first = {label: position for position, label in enumerate(categories)}
    place = {code: first[label] for code, label in zip(codes, labels, strict=True)}
    distinct, inverse = np.unique(values, return_inverse=True)
    unknown = [int(code) for code in distinct if int(code) not in place and int(code) != -1]
    if unknown:
        raise IncompleteResults(
            f"{dataset.file.filename}: column {dataset.name} holds the code {unknown[0]}, which "
            "its dictionary does not explain. The file contradicts itself; run the experiment "
            "again."
        )
    positions = np.array([place.get(int(code), -1) for code in distinct], dtype=np.int64)
    found: Any = positions[inverse] if len(distinct) else np.zeros(0, dtype=np.int64)
    kind: pd.CategoricalDtype[Any] = pd.CategoricalDtype(pd.Index(categories, dtype=object))
    made: pd.Categorical = pd.Categorical.from_codes(found, dtype=kind)
    return made


def frame(group: h5py.Group, part: slice = slice(None)) -> pd.DataFrame:
    """Return the rows `part` of a table, columns in the order in which the file keeps them."""
    names = [name for name, item in group.items() if isinstance(item, h5py.Dataset)]
    return pd.DataFrame({name: column(group[name], part) for name in names})


def stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of all `parts`, labels put together in the order of their first mention."""
    if len(parts) == 1:
        return parts[0]
    columns: dict[str, Any] = {}
    for name in parts[0].columns:
        pieces = [part[name] for part in parts]
        if isinstance(pieces[0].dtype, pd.CategoricalDtype):
            columns[str(name)] = pd.api.types.union_categoricals(pieces)
        else:
            columns[str(name)] = pd.concat(pieces, ignore_index=True)
    return pd.DataFrame(columns)


def dates(days: npt.ArrayLike, start: date) -> pd.DatetimeIndex:
    """Return `days` after `start` as datetime64[s]; NaN becomes NaT."""
    values = np.asarray(days, dtype=np.float64)
    known = np.isfinite(values)
    seconds = np.where(known, np.round(np.where(known, values, 0.0) * 86400.0), 0.0)
    stamps = np.datetime64(start.isoformat(), "s") + seconds.astype("timedelta64[s]")
    stamps[~known] = np.datetime64("NaT", "s")
    return pd.DatetimeIndex(stamps)


def with_dates(table: pd.DataFrame, start: date) -> pd.DataFrame:
    """Put a ``date_x`` column after each ``t_x`` and a ``date`` after ``t``; days stay days."""
    columns: dict[str, Any] = {}
    for name in table.columns:
        columns[name] = table[name].array
        if name == "t" or name.startswith("t_"):
            columns["date" + name[1:]] = dates(table[name], start)
    return pd.DataFrame(columns, index=table.index)


def with_factors(table: pd.DataFrame, points: pd.DataFrame, factors: list[str]) -> pd.DataFrame:
    """Append the factors of each row's design point.

    A factor that bears the name of a column of the table is appended as ``factor_<name>``.
    """
    if "point" not in table or not factors:
        return table
    rows = pd.Index(points["point"]).get_indexer(pd.Index(table["point"]))
    if (rows < 0).any():
        raise IncompleteResults(
            "a table names a design point that /points does not have. The file contradicts "
            "itself; run the experiment again."
        )
    taken = {
        f"factor_{name}" if name in table else name: points[name].array.take(rows)
        for name in factors
    }
    return pd.concat([table, pd.DataFrame(taken, index=table.index)], axis=1)
