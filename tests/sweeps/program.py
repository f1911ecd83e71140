"""The program nakodo, as a user runs it, and the sweep of these tests."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SWEEP = Path(__file__).with_name("sweep.yaml")


@dataclass(frozen=True)
class Program:
    """The program nakodo."""

    path: str

    def __call__(
        self, *words: str | Path, code: int = 0, environment: Mapping[str, str] | None = None
    ) -> str:
        """What the program says on both its outputs; it must end with this exit code."""
        done = subprocess.run(
            [self.path, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            check=False,
        )
        assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}"
        return done.stdout
