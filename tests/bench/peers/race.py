"""What all peers written in Python share.

A peer alone lists its cases; `<peer> CASE SECONDS` runs one for about that long and prints one
line, `case<TAB>operations<TAB>seconds`, processor time, as the peers written in C++ do. The first
batch is not counted.
"""

import sys
import time
from collections.abc import Callable, Mapping

Batch = Callable[[], int]
"""Runs a batch of operations; gives their number."""


def race(cases: Mapping[str, Callable[[], Batch]]) -> None:
    """The main program of a peer; a case prepares itself and gives its batch."""
    if len(sys.argv) == 1:
        print(*cases, sep="\n")
        return
    name, at_least = sys.argv[1], float(sys.argv[2])
    batch = cases[name]()
    batch()
    operations = 0
    elapsed = 0.0
    begun = time.process_time()
    while elapsed < at_least:
        operations += batch()
        elapsed = time.process_time() - begun
    print(name, operations, f"{elapsed:.6f}", sep="\t")
