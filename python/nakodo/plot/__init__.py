"""The pictures of an experiment. Each is drawn off screen and needs no window system."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from nakodo.plot import style
from nakodo.plot.backlog import draw_backlog
from nakodo.plot.causes import draw_causes
from nakodo.plot.costs import draw_costs
from nakodo.plot.heatmap import draw_heatmap
from nakodo.plot.incidence import draw_incidence
from nakodo.plot.timeline import draw_timeline
from nakodo.stories import busiest_run, choose_run

if TYPE_CHECKING:
    from nakodo.results import Results


class Plots:
    """The pictures of one experiment, as ``results.plot``."""

    def __init__(self, results: Results) -> None:
        self._results = results

    def timeline(self, run: int | None = None, path: str | Path | None = None) -> Figure:
        """Draw one traced run as a story, and save it as `path` if given.

        Without `run` the most typical traced run is told: see nakodo.stories.choose_run. Raises
        NothingTraced if that run, or any run, has no trace.
        """
        chosen = choose_run(self._results) if run is None else run
        return _saved(draw_timeline(self._results, chosen), path)

    def backlog(self, run: int | None = None, path: str | Path | None = None) -> Figure:
        """Draw whose work waited when in one traced run, and save it as `path` if given.

        Without `run` it is the traced run in which most work waited: see
        nakodo.stories.busiest_run. Raises NothingTraced if the stocks of that run, or of any, were
        not kept.
        """
        chosen = busiest_run(self._results) if run is None else run
        return _saved(draw_backlog(self._results, chosen), path)

    def causes(
        self, by: str | Sequence[str] | None = None, *, path: str | Path | None = None
    ) -> Figure:
        """Draw what became of the deals, as shares, and save it if `path` is given.

        The levels of the first name in `by` are the rows, of any number, the other names make the
        columns; without `by` see nakodo.plot.grid.default_by.
        """
        names = None if by is None else [by] if isinstance(by, str) else list(by)
        return _saved(draw_causes(self._results, names), path)

    def costs(
        self, by: str | Sequence[str] | None = None, *, path: str | Path | None = None
    ) -> Figure:
        """Draw what a deal costs each side in work, by phase, and save it if `path` is given.

        The levels of the first name in `by` (a factor or a coded column of the deals) stand side
        by side, the other names make panels; without `by` see nakodo.plot.grid.default_by.
        """
        names = None if by is None else [by] if isinstance(by, str) else list(by)
        return _saved(draw_costs(self._results, names), path)

    def heatmap(
        self, x: str, y: str, value: str = "signed", *, path: str | Path | None = None
    ) -> Figure:
        """Draw one number over two factors, a cell for each pair of levels; save it as `path`.

        `value` is any of nakodo.metrics: shares as they are, `duration` as the median of those
        signed, others as means over needs. A factor of more than nine numbers is cut into fifths of
        equal numbers of points; what else is varied is pooled. Raises KeyError for a name that is
        no factor or metric, ValueError for one factor twice.
        """
        return _saved(draw_heatmap(self._results, x, y, value), path)

    def incidence(
        self,
        by: str | Sequence[str] | None = None,
        *,
        project: str | None = None,
        resource: str | None = None,
        path: str | Path | None = None,
    ) -> Figure:
        """Draw who has signed by when and what ended the others, and save it if `path` is given.

        The first name in `by` is compared by colour, the others make the columns; without `by` see
        nakodo.plot.grid.default_by. `project` and `resource` keep only their deals.
        """
        names = None if by is None else [by] if isinstance(by, str) else list(by)
        return _saved(draw_incidence(self._results, names, project, resource), path)


def _saved(figure: Figure, path: str | Path | None) -> Figure:
    if path is not None:
        style.save(figure, Path(path))
    return figure
