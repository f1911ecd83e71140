"""What became of each need, as competing risks: signed, or ended by a cause, or still open.

Policy: a need is under observation from its first deal being conceived to its last deal being
signed, dropped or the horizon. The horizon is right-censoring. What happens after the signature is
another story. Runs that failed have no outcome and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

SIGNED = "signed"
HORIZON = "horizon"
_NEED = ["run", "project", "initiator", "resource"]


def outcomes(
    deals: pd.DataFrame, horizon: float, failed_runs: pd.Index | None = None
) -> pd.DataFrame:
    """Return one row a need of a whole run: its last deal.

    The columns of `deals` are kept and two are added: ``duration`` (days since the first deal of
    the need was conceived) and ``ended_by`` (``signed``, a cause of failure, or None: open when
    last seen).
    """
    kept = deals["t_conceived"].notna() & (deals["followed"] == 0)
    if failed_runs is not None:
        kept &= ~deals["run"].isin(failed_runs)
    table = deals[kept].copy()
    signed, ended = table["t_signed"], table["t_ended"]
    cause = table["cause"].astype(object)
    dropped = signed.isna() & ended.notna() & cause.notna() & (cause != HORIZON)
    end = signed.where(signed.notna(), ended.where(ended.notna(), horizon))
    since = table["t_conceived"].to_numpy(float)
    if (table["attempt"] > 1).any():
        first = deals.groupby(_NEED, observed=True)["t_conceived"].transform("min")
        since = first[table.index].to_numpy(float)
    table["duration"] = np.maximum(end.to_numpy(float) - since, 0.0)
    ended_by = np.full(len(table), None, dtype=object)
    ended_by[dropped.to_numpy()] = cause[dropped].astype(str).to_numpy()
    ended_by[signed.notna().to_numpy()] = SIGNED
    table["ended_by"] = pd.Series(ended_by, index=table.index, dtype=object)
    return table


def searches(
    deals: pd.DataFrame, horizon: float, failed_runs: pd.Index | None = None
) -> pd.DataFrame:
    """Return one row a need of a whole run that was searched for: its first deal.

    The columns of `deals` are kept and two are added: ``found`` (whether a partner was contacted)
    and ``searching`` (days from the begin of the search to that contact; if there was none, to the
    horizon: the mean of it is the restricted mean).
    """
    kept = deals["t_searching"].notna() & (deals["attempt"] == 1)
    if failed_runs is not None:
        kept &= ~deals["run"].isin(failed_runs)
    table = deals[kept].copy()
    table["found"] = table["t_contacted"].notna()
    table["searching"] = table["t_contacted"].fillna(horizon) - table["t_searching"]
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
