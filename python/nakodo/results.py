"""Results: one experiment, read. The whole public reading interface.

Policy: a table is read when it is first asked for and kept; the frames are the reader's own to
change. Times are kept in days (float, NaN where not reached) and every ``t_x`` has a ``date_x``
(datetime64) beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import yaml

from nakodo.comparisons import USUAL, Comparison, compare
from nakodo.errors import NothingTraced
from nakodo.incidence import cumulative_incidence
from nakodo.integrity import Status
from nakodo.outcomes import outcomes, searches, survival
from nakodo.pairs import antithetic
from nakodo.plot import Plots
from nakodo.precision import precision
from nakodo.replay import check_replay, run_replay
from nakodo.sensitivity import SalibInput, salib_input
from nakodo.source import Source, open_source
from nakodo.tables import text, with_dates, with_factors


def open_results(path: str | Path, *, verify: bool = True) -> Results:
    """Open the results at `path`, a results folder or an ``.h5`` file.

    In a folder where an experiment is still being carried out in shards, those that are there are
    read as one; ``status`` and ``missing`` say what is not there yet.

    With `verify` every chunk is read once, so that damage is found now (about 0.2 s per 100 MB of
    columns); without it, damage is found when the damaged column is read. Either way nothing
    damaged is ever returned. Exported as ``nakodo.open``.

    Raises IncompleteResults if the file is missing, unfinished, contradictory or damaged, and
    UnsupportedFormat if it is of a newer major format or another kind of file.
    """
    return Results(open_source(path, verify))


class Results:
    """One experiment's results. Made by ``nakodo.open``; also a context manager."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._folder: TemporaryDirectory[str] | None = None

    def __enter__(self) -> Results:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = f"{len(self.points)} points, {len(self.runs)} runs"
        return f"<nakodo.Results {self.title!r}: {counts}, {len(self.traced)} traced>"

    def close(self) -> None:
        """Close the files; tables read so far stay valid."""
        self._source.close()
        if self._folder is not None:
            self._folder.cleanup()

    @property
    def path(self) -> Path:
        """The HDF5 file; while there are only shards, what it will be beside them."""
        return self._source.path

    @property
    def status(self) -> Status:
        """How far the results can be trusted now, or are done. Reads every chunk again."""
        return self._source.status()

    @cached_property
    def missing(self) -> npt.NDArray[np.int64]:
        """The numbers of the runs that are in shards not there when this was opened; usually none.

        Run = point · replications + replication. With sequential replications some of these numbers
        will turn out not to be needed.
        """
        return self._source.missing()

    @cached_property
    def title(self) -> str:
        """The experiment's title."""
        return text(self._source.attribute("title") or "")

    @cached_property
    def start(self) -> date:
        """The date of day 0."""
        return date.fromisoformat(text(self._source.attribute("start"))[:10])

    @cached_property
    def horizon(self) -> float:
        """When observation ends, in days: the right-censoring time."""
        return float(self._source.attribute("horizon"))

    @cached_property
    def trace(self) -> str:
        """The trace level: none, deals, milestones or events."""
        return text(self._source.attribute("trace"))

    @cached_property
    def config_text(self) -> str:
        """The resolved experiment, YAML, as it was written."""
        return text(self._source.attribute("config") or "")

    @cached_property
    def config(self) -> dict[str, Any]:
        """The resolved experiment, parsed."""
        parsed = yaml.safe_load(self.config_text)
        return parsed if isinstance(parsed, dict) else {}

    @cached_property
    def provenance(self) -> dict[str, str | int]:
        """What wrote the file, from what: versions, revision, hash, seed, numbers of runs."""
        return self._source.provenance()

    @cached_property
    def factors(self) -> dict[str, str]:
        """The factors in order of the design: name → the path of the experiment that it sets."""
        return self._source.factors()

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a design point: ``point`` and one column a factor."""
        return self._source.points()

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row a run, with the factors of its point."""
        return self._table("runs")

    @cached_property
    def deals(self) -> pd.DataFrame:
        """One row a deal, with dates and the factors of its point.

        A need has one deal after another as long as one is dropped and the search goes on: all but
        the last are ``followed``. ``outcomes()`` has one row a need.
        """
        table = self._table("deals")
        if "attempt" not in table:  # of a file older than format 1.2
            table = table.assign(attempt=1, followed=0)
        return table

    @cached_property
    def costs(self) -> pd.DataFrame:
        """What each deal cost, one row a side and phase, with the factors of its point.

        Columns ``run``, ``point``, ``replication``, ``deal`` (its number in the run, as in
        ``deals_of``), ``side``, ``phase``, ``person_days``, ``travel``, ``fees``. A side that
        spent nothing in a phase has no row.
        """
        return self._table("costs")

    @cached_property
    def projects(self) -> pd.DataFrame:
        """One row a project and run, with dates and the factors of its point."""
        return self._table("projects")

    @cached_property
    def persons(self) -> pd.DataFrame:
        """One row a person and run, with the factors of its point."""
        return self._table("persons")

    @cached_property
    def people(self) -> pd.DataFrame:
        """Who is who, indexed by the person's name: ``firm`` and ``role`` (Categorical)."""
        return self._source.people()

    @cached_property
    def traced(self) -> list[int]:
        """The runs whose events are in the file, in order."""
        return self._source.traced()

    @cached_property
    def kinds(self) -> dict[int, set[str]]:
        """The kinds of facts that make the story of each traced run; see nakodo.traces.turns."""
        return self._source.kinds()

    @cached_property
    def causes(self) -> list[str]:
        """The names of what can end a deal, in the order of their codes."""
        return self._source.causes()

    @property
    def source(self) -> Source:
        """The files themselves: numbers of rows and facts, without reading tables into memory."""
        return self._source

    @property
    def plot(self) -> Plots:
        """The pictures: ``plot.timeline()``, ``incidence()``, ``heatmap()`` and others."""
        return Plots(self)

    def units(self, table: str) -> dict[str, str]:
        """Return the units of the columns of a table of the file, where they have one."""
        return self._source.units(table)

    def events(self, run: int) -> pd.DataFrame:
        """Return the facts of a traced run, in order of time; the row number is a fact's number.

        Columns ``t`` (days), ``date``, ``run``, ``kind``, ``from``, ``to``, ``deal`` (number of the
        deal in the run, −1 for none), ``value``, ``cause`` (number of the fact that brought this
        one about, −1 for none) and ``meaning``: `value` in words where it is a code (the occasion,
        state, cause, topic or medium), else an empty string.
        """
        return with_dates(self._source.events(run), self.start)

    def stocks(self, run: int) -> pd.DataFrame:
        """Return every change of a stock in a traced run, in order of time.

        Columns ``t`` (days), ``date``, ``run``, ``stock``, ``subject``, ``object``, ``deal``,
        ``value``: the stock's value from `t` on. A backlog is towards nobody: its ``object`` is
        missing and its ``deal`` −1. Raises NothingTraced if it was not recorded.
        """
        return with_dates(self._source.stocks(run), self.start)

    def deals_of(self, run: int) -> pd.DataFrame:
        """Return the deals of a run, indexed by their number in the run, as in ``events``."""
        table = self.deals
        return table[table["run"] == run].reset_index(drop=True)

    def outcomes(self) -> pd.DataFrame:
        """Return one row a need, with ``duration`` (days) and ``ended_by``; see nakodo.outcomes."""
        return outcomes(self.deals, self.horizon, self.failed)

    def searches(self) -> pd.DataFrame:
        """Return one row a need, with ``found`` and ``searching`` (days); see nakodo.outcomes."""
        return searches(self.deals, self.horizon, self.failed)

    @cached_property
    def failed(self) -> pd.Index:
        """The runs that broke: they have no outcome."""
        failed: pd.Index = pd.Index(self.runs.loc[self.runs["failure"] != "", "run"])
        return failed

    def survival(self, by: str | list[str] | None = None) -> pd.DataFrame:
        """Return one row a need, as survival libraries (lifelines) take it.

        Columns: those of `by`, ``run``, ``duration`` (days since the need's first deal was
        conceived, until its last ended), ``observed``
        (whether it was seen to end: signed or failed; else it is censored at the horizon) and
        ``cause`` (``signed``, what it failed of, or None). Of antithetic pairs, cluster by
        ``run // 2``: what takes runs for independent gives bands that are too wide where the two
        runs of a pair are opposed. Raises KeyError for an unknown name.
        """
        return survival(self.outcomes(), [by] if isinstance(by, str) else by or [])

    def incidence(self, by: str | list[str] | None = None) -> pd.DataFrame:
        """Return the Aalen–Johansen curves of signing and of each cause; see nakodo.incidence.

        Their bands take runs for independent: of antithetic pairs they are too wide where the two
        runs of a pair are opposed, and too narrow where they are alike (``antithetic()`` tells).
        """
        return cumulative_incidence(self.outcomes(), [by] if isinstance(by, str) else by or [])

    def compare(
        self,
        by: str,
        metric: str | Sequence[str] = USUAL,
        *,
        baseline: object = None,
        pooled: bool = False,
        confidence: float = 0.95,
    ) -> Comparison:
        """Compare the levels of the factor `by` replication by replication, all others held.

        Every level with each before it, or all with `baseline`; one line for each combination of
        the other factors or, `pooled`, one over all. `by` may be ``point``: the points themselves.
        `metric` is one or several of nakodo.metrics. Print what is returned, or take its ``table``;
        see nakodo.comparisons. Raises KeyError for an unknown name, ValueError if nothing pairs.
        """
        return compare(self, by, metric, baseline=baseline, pooled=pooled, confidence=confidence)

    def precision(self) -> pd.DataFrame:
        """Return how well each design point is known, by what ``replications: {until: …}`` wants.

        One row a point and wish: ``point``, ``metric``, ``runs`` (whole ones; of antithetic
        replications, those of whole pairs), ``estimate`` (mean over them), ``half_width`` of its
        interval and whether that is ``met``: what is not was run as often as ``max`` says. Empty
        where the number of replications is fixed. Raises KeyError for a file older than format 1.3.
        """
        return precision(self)

    def antithetic(
        self, metric: str | Sequence[str] = USUAL, *, confidence: float = 0.95
    ) -> pd.DataFrame:
        """Return what antithetic pairs take away of the variance, a row a metric and point.

        Columns ``metric``, ``point`` and its factors; ``pairs`` (both runs of which have a value),
        ``mean`` over the runs with its interval ``low`` to ``high`` (Student's, over pairs; of a
        share, Wilson's at what the pairs are worth, as in the program's own table), the
        ``correlation`` of the two runs of a pair, and ``variance_reduction`` = 1 − Var(mean of a
        pair) / (Var(run) / 2): negative where pairs do harm. `metric` is one or several of
        nakodo.metrics. Raises ValueError if the experiment has no pairs, KeyError for a name that
        is no metric.
        """
        return antithetic(self, [metric] if isinstance(metric, str) else metric, confidence)

    def salib(
        self, metric: str = "signed", where: Mapping[str, object] | None = None
    ) -> SalibInput:
        """Return the problem, the sample and the outcomes by point, as SALib takes them.

        Factors are those measured by numbers; `where` fixes the levels of others. The outcome is
        the mean of a metric (nakodo.metrics) over replications. See nakodo.sensitivity. Raises
        KeyError for an unknown name, ValueError where there is no sample, or a hole in it.
        """
        return salib_input(self, metric, where or {})

    def replay(
        self, point: int = 0, replication: int = 0, out: str | Path | None = None
    ) -> Results:
        """Run one run of this experiment again with its full trace, and open what it leaves.

        The program is the one named by the environment variable ``NAKODO_PROGRAM``, else ``nakodo``
        on the PATH. Its results are kept in `out`, or until the replay is closed. Raises
        ReplayFailed if there is no program, if it fails, or if the stream of facts is not that of
        the run in this file (its fingerprint differs: another version of the program);
        ValueError if `point` or `replication` is negative.
        """
        if point < 0 or replication < 0:
            raise ValueError(
                f"points and replications count from 0; there is no point {point}, replication "
                f"{replication}"
            )
        folder = None if out is not None else TemporaryDirectory(prefix="nakodo-replay-")
        place = Path(out) if folder is None else Path(folder.name)  # type: ignore[arg-type]
        try:
            path = run_replay(
                self.config_text, self.path.stem, point, replication, place, self.path.parent
            )
            replayed = open_results(path)
            check_replay(self, replayed, point, replication)
        except BaseException:
            if folder is not None:
                folder.cleanup()
            raise
        replayed._folder = folder
        return replayed

    def _table(self, name: str) -> pd.DataFrame:
        if name not in self._source:
            raise NothingTraced(
                f"{self.path}: has no /{name}, because it was written with `trace: {self.trace}`. "
                "Run it again with `--trace deals` or more."
            )
        table = with_dates(self._source.table(name), self.start)
        return with_factors(table, self.points, list(self.factors))
