"""What the checks of this folder have in common: how they are called and what they answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path


def run_check(
    usage: str | None, found_in: Callable[[Path], list[str]], self_test: Callable[[], None]
) -> int:
    """Check the tree that the command line names, or the check itself; return the exit code.

    Prints a line for each fault that was found: 1; none: 0; called wrongly: 2.
    """
    if sys.argv[1:] == ["--self-test"]:
        self_test()
        return 0
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(usage)
        return 0 if sys.argv[1:] in (["--help"], ["-h"]) else 2
    found = found_in(Path(sys.argv[1]))
    for line in found:
        print(line)
    return 1 if found else 0
