"""Results files made by tests/python/synthetic.py, written once a session."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import h5py
import nakodo
import pytest

import synthetic


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
