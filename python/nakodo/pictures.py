"""The pictures beside a results file, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure

from nakodo.errors import NothingTraced, TooFewRuns
from nakodo.plot import style
from nakodo.publication import publish
from nakodo.results import Results


def write_pictures(results: Results, folder: Path) -> list[tuple[Path, str]]:
    """Write ``timeline.png``, ``incidence.png``, ``backlog.png`` and ``causes.png`` into `folder`.

    The folder is made if missing. Returns (path, "") of each picture written, or (path, why it was
    not). An old picture that would now be wrong is removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = []
    for name, draw in (
        ("timeline.png", results.plot.timeline),
        ("incidence.png", results.plot.incidence),
        ("backlog.png", results.plot.backlog),
        ("causes.png", results.plot.causes),
    ):
        path = folder / name
        try:
            save(draw(), path)
            done.append((path, ""))
        except (NothingTraced, TooFewRuns) as reason:
            path.unlink(missing_ok=True)
            done.append((path, str(reason)))
    return done


def save(figure: Figure, path: Path) -> None:
    """Save `figure` as `path`, whole or not at all."""
    publish(path, lambda temporary: style.save(figure, temporary))
