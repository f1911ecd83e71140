"""Parameters of an experiment: what its configuration says, beside what the program says of each.

The program is asked (`nakodo describe`); only one of the version that wrote the results knows
their defaults. Without it a parameter is its path and its value.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from nakodo.errors import ReplayFailed
from nakodo.quantities import number_of
from nakodo.replay import program

Segments = tuple[str, ...]
NAME, ITEM = "<name>", "[]"
OUTSIDE = ("nakodo", "title", "experiment", "output", "execution")
_ROW = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Described:
    """A parameter as the program describes it; `path` has <name> and [] for any name and item."""

    path: Segments
    default: str
    unit: str
    meaning: str
    provenance: str


@dataclass(frozen=True)
class Setting:
    """A value that the configuration gives to a parameter, as YAML; `described` if it is known."""

    path: str
    value: str
    described: Described | None

    @property
    def usual(self) -> bool:
        """Whether it is what the parameter is anyway."""
        if self.described is None:
            return False
        ours = number_of(self.value)
        if ours is not None and ours == number_of(self.described.default):
            return True
        return self.value == self.described.default


def described(revision: str) -> tuple[list[Described], str]:
    """Return all parameters of the program of this git revision, or none and why not."""
    try:
        command = program()
        version = _said(command, "--version")
        if f"({revision})" not in version:
            return [], "the program at hand is of another revision than the one that ran this"
        return list(_table(_said(command, "describe", "--format", "markdown"))), ""
    except (ReplayFailed, OSError, subprocess.SubprocessError):
        return [], "the program that ran this was not at hand"


def settings(config: dict[str, Any], known: Sequence[Described]) -> list[Setting]:
    """Return what the world of `config` sets, in its order."""
    world = {key: value for key, value in config.items() if key not in OUTSIDE}
    ranked = sorted(known, key=lambda parameter: _wildcards(parameter.path))
    return list(_settings(world, (), ranked))


def flow(value: object) -> str:
    """Return a YAML value on one line."""
    if isinstance(value, str):
        return value
    told: str = yaml.safe_dump(
        value, default_flow_style=True, width=10**6, allow_unicode=True, sort_keys=False
    )
    return told.removesuffix("\n").removesuffix("\n...").strip()


def _settings(node: object, path: Segments, known: Sequence[Described]) -> Iterator[Setting]:
    about = _about(path, known) if path else None
    inner = _inner(node)
    exact = about is not None and len(about.path) == len(path)
    if inner and not (exact and not _has_parts(path, known)):
        for step, value in inner:
            yield from _settings(value, (*path, step), known)
    elif path:
        yield Setting(_written(path), flow(node), about)


def _inner(node: object) -> list[tuple[str, object]]:
    """Return the parts of a mapping, or of a list that holds mappings; of anything else none."""
    if isinstance(node, dict):
        return [(str(key), value) for key, value in node.items()]
    if isinstance(node, list) and any(isinstance(item, dict) for item in node):
        return [(f"[{place}]", item) for place, item in enumerate(node)]
    return []


def _about(path: Segments, known: Sequence[Described]) -> Described | None:
    """Return the parameter at `path`, or the first of the section that a short form stands for."""
    for longer in (0, 1):
        for parameter in known:
            if len(parameter.path) == len(path) + longer and _fits(path, parameter.path):
                return parameter
    return None


def _has_parts(path: Segments, known: Sequence[Described]) -> bool:
    return any(len(p.path) > len(path) and _fits(path, p.path) for p in known)


def _fits(path: Segments, pattern: Segments) -> bool:
    """Whether `path` is the beginning of `pattern`."""
    return all(
        step == there or there == NAME or (there == ITEM and step.startswith("["))
        for step, there in zip(path, pattern, strict=False)
    )


def _wildcards(path: Segments) -> int:
    return sum(step in (NAME, ITEM) for step in path)


def _written(path: Segments) -> str:
    return ".".join(path).replace(".[", "[")


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def _table(markdown: str) -> Iterator[Described]:
    """Yield the rows of the tables: parameter, default, unit, range, meaning, provenance."""
    for line in markdown.splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in _ROW.split(line)[1:-1]]
        if len(cells) == 6 and cells[0].startswith("`"):
            path = tuple(cells[0].strip("`").split("."))
            default, unit, _, meaning, provenance = cells[1:]
            yield Described(path, default, unit, meaning, provenance)
