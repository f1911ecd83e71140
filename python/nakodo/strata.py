"""Strata: design points that are pooled each count by what happens in a run, not by how many runs.

Points have different numbers of runs where replications were run `until` something is known, or
where some are missing or failed. A run then weighs 1/(runs of its point), so that the mean over
all is the mean over points. Where all have the same number every row weighs 1.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]


def weights(table: pd.DataFrame) -> Floats:
    """Return what each row weighs: (most runs of a point) / (runs of its own point).

    `table` has rows of runs, by ``point`` and ``replication``; without these all weigh 1.
    """
    if table.empty or not {"point", "replication"} <= set(table):
        return np.ones(len(table))
    runs = table[["point", "replication"]].drop_duplicates()["point"].value_counts()
    found: Floats = np.asarray(runs.max() / table["point"].map(runs), dtype=np.float64)
    return found


def weighted_mean(values: pd.Series[float], weight: Floats) -> float:
    """Return the mean of `values`, none NaN, weighted; NaN of none."""
    return float(np.average(values, weights=weight)) if len(values) else float("nan")
