"""Counts the instructions of three fixed runs under callgrind and compares them with the record.

The record, instructions.txt, is one line a count: build, run, instructions. A build is compiler,
version, flags and whether the processor has AVX2: counts of different builds say nothing about
each other. Exit code 0: all within the tolerance; 1: one has grown by more; 77: not compared,
because this build has no record, or there is no valgrind; what was found is printed.

usage: guard.py --build FILE [--record] PROGRAM
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

RECORD = Path(__file__).with_name("instructions.txt")
RUNS = ("hold", "mm1", "dyad")
TOLERANCE = 0.05
NOT_COMPARED = 77
HEADING = """# Instructions of fixed runs (fixed_runs_bench.cpp): build, run, instructions.
# After a change that is meant to move them: guard.py --record, and say in the commit why.
"""

Counts = dict[tuple[str, str], int]


def full_name(build: str) -> str:
    """Adds what decides at run time which code is executed."""
    cpuinfo = Path("/proc/cpuinfo")
    wide = cpuinfo.exists() and re.search(r"\bavx2\b", cpuinfo.read_text()) is not None
    return f"{' '.join(build.split())}, {'avx2' if wide else 'no avx2'}"


def count(program: str, run: str) -> int:
    """Instructions inside fixed_run_<run>()."""
    command = [
        *("valgrind", "--tool=callgrind", f"--toggle-collect=*fixed_run_{run}*"),
        *("--callgrind-out-file=/dev/null", program, f"--benchmark_filter=^fixed_run/{run}/"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or found is None or int(found[1]) == 0:
        sys.exit(f"{done.stdout}{done.stderr}\nnothing was counted: {' '.join(command)}")
    return int(found[1])


def read_record() -> Counts:
    """What was recorded, for all builds."""
    if not RECORD.exists():
        return {}
    lines = RECORD.read_text().splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {(build, run): int(instructions) for build, run, instructions in rows}


def write_record(counts: Counts) -> None:
    """Replaces the record."""
    rows = (f"{build}\t{run}\t{instructions}\n" for (build, run), instructions in counts.items())
    RECORD.write_text(HEADING + "".join(rows))


def main() -> int:
    """The program."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="nakodo_bench, run in the root of the project")
    parser.add_argument("--build", type=Path, required=True, help="file that names the build")
    parser.add_argument("--record", action="store_true", help="take what is found for right")
    arguments = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("not compared: there is no valgrind (Debian package valgrind)")
        return NOT_COMPARED

    build = full_name(arguments.build.read_text())
    with ThreadPoolExecutor() as pool:
        found = dict(
            zip(RUNS, pool.map(lambda run: count(arguments.program, run), RUNS), strict=True)
        )
    recorded = read_record()
    if arguments.record:
        write_record(recorded | {(build, run): found[run] for run in RUNS})

    status = 0
    print(f"instructions, {build}")
    for run in RUNS:
        before = recorded.get((build, run))
        if before is None:
            print(f"  {run:5} {found[run]:>11,}  not compared: no record of this build")
            status = status or NOT_COMPARED
            continue
        change = found[run] / before - 1.0
        verdict = ""
        if change > TOLERANCE:
            verdict = f"  MORE than {TOLERANCE:.0%} above the record"
            status = 1
        elif change < -TOLERANCE:
            verdict = "  less: worth recording (--record)"
        print(f"  {run:5} {found[run]:>11,}  record {before:>11,}  {change:+.1%}{verdict}")
    return 0 if arguments.record else status


if __name__ == "__main__":
    sys.exit(main())
