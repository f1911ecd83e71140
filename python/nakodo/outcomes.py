"""What became of each deal, as competing risks: signed, or ended by a cause, or still open.

Policy: a deal is under observation from being conceived to being signed, dropped or the horizon.
The horizon is right-censoring. What happens after the signature is another story. Runs that failed
have no outcome and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

SIGNED = "signed"
HORIZON = "horizon"


def outcomes(
    deals: pd.DataFrame, horizon: float, failed_runs: pd.Index | None = None
) -> pd.DataFrame:
    """Return one row a deal that was conceived in a whole run.

    The columns of `deals` are kept and two are added: ``duration`` (days since it was conceived)
    and ``ended_by`` (``signed``, a cause of failure, or None: open when last seen).
    """
    kept = deals["t_conceived"].notna()
    if failed_runs is not None:
        kept &= ~deals["run"].isin(failed_runs)
    table = deals[kept].copy()
    signed, ended = table["t_signed"], table["t_ended"]
    cause = table["cause"].astype(object)
    dropped = signed.isna() & ended.notna() & cause.notna() & (cause != HORIZON)
    end = signed.where(signed.notna(), ended.where(ended.notna(), horizon))
    table["duration"] = np.maximum(end.to_numpy(float) - table["t_conceived"].to_numpy(float), 0.0)
    ended_by = np.full(len(table), None, dtype=object)
    ended_by[dropped.to_numpy()] = cause[dropped].astype(str).to_numpy()
    ended_by[signed.notna().to_numpy()] = SIGNED
    table["ended_by"] = pd.Series(ended_by, index=table.index, dtype=object)
    return table


def survival(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return the columns `by`, ``run``, ``duration``, ``observed`` and ``cause`` of outcomes().

    Raises KeyError if a name in `by` is not a column of the deals.
    """
    for name in by:
        if name not in table:
            raise KeyError(f"the deals have no column {name!r}")
    kept = table[[*by, *(["run"] if "run" not in by else []), "duration"]].copy()
    kept["observed"] = table["ended_by"].notna()
    kept["cause"] = table["ended_by"]
    return kept
