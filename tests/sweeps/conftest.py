"""The program, one sweep, what one process makes of it, and a Slurm cluster to run it on."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .program import ROOT, SWEEP, Program
from .slurm_cluster import Cluster, why_not


@pytest.fixture(scope="session")
def nakodo() -> Program:
    """NAKODO_PROGRAM, else the newest in build/*/bin."""
    named = os.environ.get("NAKODO_PROGRAM", "")
    built = sorted(ROOT.glob("build/*/bin/nakodo"), key=lambda path: path.stat().st_mtime)
    found = shutil.which(named) if named else next(map(str, reversed(built)), None)
    if not found:
        pytest.fail("these tests need the program nakodo; run scripts/build dev")
    return Program(found)


@pytest.fixture(scope="session")
def expected(nakodo: Program, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What one process makes of the sweep."""
    folder = tmp_path_factory.mktemp("one") / "sweep"
    nakodo("run", SWEEP, "--out", folder, "--quiet")
    return (folder / "sweep.h5").read_bytes()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A Slurm cluster of the nodes n1 and n2."""
    if why := why_not():
        pytest.skip(why)
    with tempfile.TemporaryDirectory(prefix="nakodo-slurm-") as folder:
        cluster = Cluster(Path(folder))
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
