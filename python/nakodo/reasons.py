"""What became of each deal, told so that one sees where on the way to a partner it came to a stop.

The causes of the model say why a deal ended; a search that ended, or never did, can have come to
nothing in three ways: nobody was named, met or listed at all, or somebody was and did not fit, or
talks with an earlier partner broke off and no other was found.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from nakodo.outcomes import SIGNED

NOBODY_ELSE = "nobody_else"
SEARCHING_AGAIN = "searching_again"
NOBODY_NAMED = "nobody_named"
NOBODY_FITS = "nobody_fits"
WAITING = "waiting"
SEARCHING = "searching"
AT_HOME = "at_home"
NEGOTIATING = "negotiating"

# From the end of the way back to its beginning; causes of the model that are not here come after
# the talks that were broken off.
ORDER = (
    SIGNED,
    NEGOTIATING,
    "patience",
    "trust",
    "no_agreement",
    "veto",
    SEARCHING_AGAIN,
    NOBODY_ELSE,
    SEARCHING,
    NOBODY_FITS,
    WAITING,
    NOBODY_NAMED,
    AT_HOME,
)


def reasons(outcomes: pd.DataFrame) -> pd.Series[str]:
    """Return for each row of outcomes() what became of the deal: one of ORDER, or another cause.

    Whoever was asked counts as named. A file without the column ``probes`` is read as if nobody
    had been asked.
    """
    asked = outcomes["probes"] > 0 if "probes" in outcomes else pd.Series(False, outcomes.index)
    ended = outcomes["ended_by"].astype(object)
    alone = outcomes["partner"].isna()
    told = ended.where(ended.notna(), NEGOTIATING)
    told = told.mask(ended.isna() & alone & asked, SEARCHING)
    told = told.mask(ended.isna() & alone & ~asked, WAITING)
    again = outcomes["attempt"] > 1
    told = told.mask(ended.isna() & alone & again, SEARCHING_AGAIN)
    told = told.mask(ended.isna() & outcomes["t_mandated"].isna(), AT_HOME)
    first = np.where(asked, NOBODY_FITS, NOBODY_NAMED)
    found = pd.Series(np.where(again, NOBODY_ELSE, first), outcomes.index)
    return told.mask(ended == "search", found).astype(str)


def in_order(present: set[str]) -> list[str]:
    """Return these reasons in ORDER, unknown ones after the talks that were broken off."""
    unknown = sorted(present - set(ORDER))
    place = ORDER.index("veto") + 1
    return [told for told in (*ORDER[:place], *unknown, *ORDER[place:]) if told in present]
