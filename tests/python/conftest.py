"""Results and pictures that several tests look at, made once a session.

Most come from the made-up stories of synthetic/; those named `real_…` from the program itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import h5py
import nakodo
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import synthetic

ROOT = Path(__file__).parents[2]

# Two firms across the Pacific and a go-between, before what is varied.
WORLD = """\
nakodo: 1
communities: {o: {style: {national: 0}}, v: {style: {national: 1}}}
firms:
  ours: {community: o, knows: [theirs, g]}
  theirs: {community: v, supplies: {x: 0.9}}
intermediaries: {g: {speaks: [o, v]}}
projects: {p: {firm: ours, needs: [x], go_between: {who: g, engage: from_start}}}
output: {trace: deals}
experiment:
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder `results/` with a case of three deals and a dyad in folders of their own."""
    results = tmp_path_factory.mktemp("experiment") / "results"
    for world in (synthetic.kinkei(12), synthetic.dyad(8)):
        name = world.initiator if world.initiator == "kinkei" else "dyad"
        (results / name).mkdir(parents=True)
        synthetic.write(results / name / f"{name}.h5", world)
    return results


@pytest.fixture(scope="session")
def kinkei(folder: Path) -> Iterator[nakodo.Results]:
    with nakodo.open(folder / "kinkei") as results:
        yield results


@pytest.fixture(scope="session")
def dyad(folder: Path) -> Iterator[nakodo.Results]:
    with nakodo.open(folder / "dyad") as results:
        yield results


def painted(figure: Figure) -> Figure:
    """Return `figure` laid out as it will be seen."""
    figure.canvas.draw()
    return figure


def crossing(figure: Figure) -> list[tuple[str, str]]:
    """Return the pairs of texts that overlap, and those that leave the page with ``the page``."""
    shown = [t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in shown]
    page = figure.bbox.padded(1)
    found = [(told, "the page") for told, box in boxes if not page.containsx(box.x1)]
    found += [(told, "the page") for told, box in boxes if not page.containsx(box.x0)]
    for (a, one), (b, other) in combinations(boxes, 2):
        if one.padded(-2).overlaps(other.padded(-2)):
            found.append((a, b))
    return found


@pytest.fixture(scope="session")
def drawn(kinkei: nakodo.Results) -> Figure:
    """The timeline of the made-up case."""
    return painted(kinkei.plot.timeline())


@pytest.fixture(scope="session")
def ladder(dyad: nakodo.Results) -> Figure:
    """The incidence of the made-up dyad."""
    return painted(dyad.plot.incidence())


@pytest.fixture(scope="session")
def program() -> str:
    """The program `nakodo`: NAKODO_PROGRAM, else the newest in build/*/bin."""
    named = os.environ.get("NAKODO_PROGRAM", "")
    built = sorted(ROOT.glob("build/*/bin/nakodo"), key=lambda path: path.stat().st_mtime)
    found = shutil.which(named) if named else next(map(str, reversed(built)), None)
    if not found:
        where = f"NAKODO_PROGRAM names {named}" if named else "there is none in build/*/bin"
        pytest.fail(f"these tests need the program nakodo, but {where}; run scripts/build dev")
    return found


@pytest.fixture(scope="session")
def run(program: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A function that runs an experiment of configs/ and gives the folder of its results."""

    def run_it(name: str, *options: str) -> Path:
        folder = tmp_path_factory.mktemp("real") / name
        command = [program, "run", str(ROOT / "configs" / f"{name}.yaml"), "--out", str(folder)]
        done = subprocess.run(
            [*command, *options],
            capture_output=True,
            text=True,
            env={**os.environ, "NAKODO_PYTHON": sys.executable},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return folder

    return run_it


@pytest.fixture(scope="session")
def run_design(program: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A function that runs an experiment with WORLD and gives the folder of its results."""

    def run_it(experiment: str) -> Path:
        folder = tmp_path_factory.mktemp("design")
        (folder / "dyad.yaml").write_text(WORLD + experiment, encoding="utf-8")
        command = [program, "run", str(folder / "dyad.yaml"), "--out", str(folder / "out"), "-q"]
        assert subprocess.run(command, check=False).returncode == 0
        return folder / "out"

    return run_it


@pytest.fixture(scope="session")
def real_kinkei(run: Callable[..., Path]) -> Iterator[nakodo.Results]:
    """configs/kinkei.yaml, five replications, with the pictures that the program had drawn."""
    with nakodo.open(run("kinkei", "--replications", "5")) as results:
        yield results


@pytest.fixture(scope="session")
def real_dyad(run: Callable[..., Path]) -> Iterator[nakodo.Results]:
    """configs/dyad.yaml, fifty replications, without pictures."""
    with nakodo.open(run("dyad", "--replications", "50", "--quiet")) as results:
        yield results


@pytest.fixture
def changed(folder: Path, tmp_path: Path) -> Callable[[Callable[[h5py.File], None]], Path]:
    """A function that gives a copy of the dyad's file, changed as told."""

    def change(how: Callable[[h5py.File], None]) -> Path:
        path = tmp_path / "dyad.h5"
        shutil.copy(folder / "dyad" / "dyad.h5", path)
        with h5py.File(path, "r+") as file:
            how(file)
        return path

    return change
