"""nakodo: read the results of the simulator of alliance negotiation, and draw them.

>>> import nakodo
>>> r = nakodo.open("results/kinkei")  # doctest: +SKIP
>>> r.deals, r.events(run=0), r.plot.timeline()  # doctest: +SKIP
"""

from nakodo.comparisons import Comparison
from nakodo.competing_risks import aalen_johansen
from nakodo.crossings import Crossing, crossing
from nakodo.errors import (
    IncompleteResults,
    NothingTraced,
    ReplayFailed,
    ResultsError,
    TooFewRuns,
    UnsupportedFormat,
)
from nakodo.integrity import Status
from nakodo.results import Results
from nakodo.results import open_results as open
from nakodo.shards import SweepStatus, status

__all__ = [
    "Comparison",
    "Crossing",
    "IncompleteResults",
    "NothingTraced",
    "ReplayFailed",
    "Results",
    "ResultsError",
    "Status",
    "SweepStatus",
    "TooFewRuns",
    "UnsupportedFormat",
    "aalen_johansen",
    "crossing",
    "open",
    "status",
]
