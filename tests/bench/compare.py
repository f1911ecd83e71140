"""Runs the benchmarks and their peers, interleaved, and prints one table of ratios with spread.

Every round measures every case once, what is compared as close together as can be, and gives one
ratio a row; the table has the median of the rounds, the smallest and the largest. So whatever else
the machine does meanwhile hits both sides. Speeds are operations a second of processor time (of
real time where threads are compared).

An interrupt ends it with the rounds that are whole.

usage: compare.py [--rounds N] [--seconds S] [--only WORD] [--quick] (scripts/bench builds before)
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = ROOT / "build" / "bench" / "bin"
PEERS = Path(__file__).parent / "peers"
PEER_PYTHON = ROOT / "build" / "peers" / "venv" / "bin" / "python"
OUT = ROOT / "results" / "bench"


@dataclass(frozen=True)
class Case:
    """Something measured: who does it, and what it is called there."""

    who: str
    name: str

    def __str__(self) -> str:
        return f"{self.who} {self.name}"


# Every round gives each case a number: operations a second, or bytes.
Round = Mapping[Case, float]


@dataclass(frozen=True)
class Row:
    """One line of the table: a number made of measured ones, and what it should be."""

    title: str
    needs: tuple[Case, ...]
    value: Callable[[Round], float]
    at_least: float | None = None
    at_most: float | None = None

    def verdict(self, value: float) -> str:
        """Whether the median is as it should be, and by how much not."""
        if self.at_least is not None:
            short = 1.0 - value / self.at_least
            return "met" if short <= 0.0 else f"MISSED by {short:.0%}"
        if self.at_most is not None:
            over = value / self.at_most - 1.0
            return "met" if over <= 0.0 else f"MISSED by {over:.0%}"
        return ""

    def target(self) -> str:
        """As the table shows it."""
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return f"≤ {self.at_most:g}" if self.at_most is not None else ""


def ours(name: str) -> Case:
    """A benchmark of nakodo_bench."""
    return Case("nakodo", name)


def plain(name: str) -> Case:
    """The same without vectors."""
    return Case("plain", name)


def faster(title: str, case: Case, than: Case, at_least: float | None = None) -> Row:
    """How many times as fast."""
    return Row(title, (case, than), lambda r: r[case] / r[than], at_least=at_least)


def rows() -> list[Row]:
    """The table."""
    table: list[Row] = []
    sizes = (16, 100, 1_000, 65_536, 1_000_000)
    wanted = {16: 4.5, 1_000: 4.4, 65_536: 7.0, 1_000_000: 14.0}
    wanted_plain = {16: 3.5, 1_000: 3.4, 65_536: 5.5, 1_000_000: 10.0}
    for n in sizes:
        scheduler = Case("ns-3", f"set/{n}")
        title = f"HOLD {n:,}: pending set / ns-3 scheduler"
        table.append(faster(title, ours(f"set/{n}"), scheduler, wanted.get(n)))
        title = f"HOLD {n:,}: pending set, no AVX2 / ns-3 scheduler"
        table.append(faster(title, plain(f"set/{n}"), scheduler, wanted_plain.get(n)))
        same = Case("ns-3", f"set_our_draws/{n}")
        title = f"HOLD {n:,}: pending set / ns-3 scheduler with our draws"
        table.append(faster(title, ours(f"set/{n}"), same))
    for n in sizes:
        simulator = Case("ns-3", f"hold/{n}")
        title = f"HOLD {n:,}: simulation / ns-3 simulator"
        table.append(faster(title, ours(f"hold/{n}"), simulator, wanted.get(n)))
        title = f"HOLD {n:,}: simulation, no AVX2 / ns-3 simulator"
        table.append(faster(title, plain(f"hold/{n}"), simulator, wanted_plain.get(n)))
    for n in sizes[:-1]:
        for peer in ("SimGrid", "SimPy"):
            title = f"HOLD {n:,}: simulation / {peer}"
            table.append(faster(title, ours(f"hold/{n}"), Case(peer, f"hold/{n}")))

    every_size = tuple(ours(f"set/{n}") for n in sizes)
    table.append(
        Row(
            "HOLD: slowest size / fastest, time, pending set",
            every_size,
            lambda r: max(r[c] for c in every_size) / min(r[c] for c in every_size),
            at_most=2.0,
        )
    )
    for pattern in ("one_time", "geometric", "bimodal"):
        for n in (100, 1_000, 65_536, 1_000_000):
            title = f"HOLD {n:,}: {pattern.replace('_', ' ')} / exponential, time"
            bad, usual = ours(f"set_{pattern}/{n}"), ours(f"set/{n}")
            row = faster(title, usual, bad)
            table.append(Row(title, row.needs, row.value, at_most=3.0))
    for n in (16, 64, 100, 1_000, 65_536, 1_000_000):
        title = f"HOLD {n:,}: pending set / 4-ary heap"
        table.append(faster(title, ours(f"set/{n}"), ours(f"heap/{n}")))

    table += [
        faster("M/M/1: calendars / SimPy's Store", ours("mm1"), Case("SimPy", "mm1"), 110.0),
        faster("M/M/1: calendars / SimGrid", ours("mm1"), Case("SimGrid", "mm1")),
        faster("300-event replications / SimPy", ours("replications"),
               Case("SimPy", "replications"), 55.0),
        faster("300-event replications / ns-3", ours("replications"),
               Case("ns-3", "replications")),
        faster("dyad.yaml, trace none / plain Python", ours("dyad/trace_none"),
               Case("reference", "dyad"), 40.0),
        # 60 000 a second where 150 000 replications of 300 events are 55 times SimPy's
        faster("dyad.yaml, trace none / SimPy's 300 events", ours("dyad/trace_none"),
               Case("SimPy", "replications"), 22.0),
        faster("dyad.yaml: trace none / deals", ours("dyad/trace_none"),
               ours("dyad/trace_deals")),
        faster("dyad.yaml: trace none / events", ours("dyad/trace_none"),
               ours("dyad/trace_events")),
        faster("dyad.yaml: 2 threads / 1, real time", ours("dyad_threads/2/real_time"),
               ours("dyad_threads/1/real_time"), 1.9),
    ]  # fmt: skip
    alone, whole = (
        ours(f"sweep_{how}/10000/process_time/real_time") for how in ("simulated", "run")
    )
    table += [
        Row("10,000 × 20 dyads, trace deals: as run / simulated alone, real time",
            (alone, whole), lambda r: r[alone] / r[whole], at_most=1.1),
        faster("full events: written / ISA-L deflate alone, bytes a second",
               ours("results_events_written/process_time/real_time"),
               ours("results_deflate_alone/real_time"), 0.6),
    ]  # fmt: skip
    for title, case, limit in (
        ("bytes a pending event, of 1,000,000", "memory/event/1000000/iterations:1", 64.0),
        ("bytes a person, of 100,000 with calendars", "memory/person/100000/iterations:1", None),
        ("bytes a person, of a population of 100,000", "memory/population/100000/iterations:1",
         None),
    ):  # fmt: skip
        memory = ours(case)
        table.append(Row(title, (memory,), itemgetter(memory), at_most=limit))
    return table


# What is measured for its own sake: no ratio.
ALONE = tuple(
    ours(name)
    for name in (
        *("set/64", "hold/64", "hold_timeout_cancel/16", "hold_timeout_cancel/1000"),
        *("hold_timeout_cancel/65536", "phold/64", "phold/4096"),
        *(f"sampler/{s}" for s in ("bits", "uniform", "exponential", "normal", "gamma", "seed")),
    )
)


class Missing(Exception):
    """A peer that is not installed; the argument says what would install it."""


def command_of(peer: str) -> list[str]:
    """How to call a peer; raises Missing."""
    if peer == "reference":
        return [sys.executable, str(PEERS / "reference_peer.py")]
    if peer == "SimPy":
        if not PEER_PYTHON.exists():
            raise Missing("not installed: scripts/bench --install (pip install simpy)")
        return [str(PEER_PYTHON), str(PEERS / "simpy_peer.py")]
    program, package = {
        "ns-3": ("ns3_peer", "libns3-dev"),
        "SimGrid": ("simgrid_peer", "libsimgrid-dev"),
    }[peer]
    if not (BIN / program).exists():
        raise Missing(f"not installed: scripts/bench --install (apt-get install {package})")
    return [str(BIN / program)]


def run(command: list[str]) -> str:
    """What it prints; the error of one that fails ends the comparison."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def measure(case: Case, seconds: float) -> float:
    """Operations a second, or bytes; raises Missing."""
    if case.who not in ("nakodo", "plain"):
        name, operations, elapsed = run([*command_of(case.who), case.name, str(seconds)]).split(
            "\t"
        )
        if name != case.name:
            sys.exit(f"{case.who} was asked for {case.name} and answered {name}")
        return int(operations) / float(elapsed)
    program = "nakodo_bench" if case.who == "nakodo" else "nakodo_bench_plain"
    report = json.loads(
        run(
            [
                str(BIN / program),
                f"--benchmark_filter=^{case.name}$",
                f"--benchmark_min_time={seconds}",
                "--benchmark_format=json",
            ]
        )
    )
    [found] = report["benchmarks"]
    rates = ("bytes", "items_per_second", "bytes_per_second")
    return float(next(found[rate] for rate in rates if rate in found))


def measure_round(cases: list[Case], seconds: float, label: str) -> dict[Case, float]:
    """Each case once, but those of peers that are missing."""
    found: dict[Case, float] = {}
    for i, case in enumerate(cases, start=1):
        print(f"\r\033[K{label}, {i} of {len(cases)}: {case}", end="", file=sys.stderr, flush=True)
        try:
            found[case] = measure(case, seconds)
        except Missing:
            continue
    print("\r\033[K", end="", file=sys.stderr)
    return found


def describe(row: Row, rounds: list[dict[Case, float]]) -> tuple[str, ...]:
    """A line of the table: title, median, spread, target, verdict."""
    missing = [case for case in row.needs if case not in rounds[0]]
    if missing:
        try:
            command_of(missing[0].who)
        except Missing as why:
            return (row.title, "", "", row.target(), str(why))
    values = [row.value(found) for found in rounds]
    median = statistics.median(values)
    spread = f"{number(min(values))} – {number(max(values))}"
    return (row.title, number(median), spread, row.target(), row.verdict(median))


def number(value: float) -> str:
    """Three digits, or more before the point."""
    return f"{value:.{max(0, 2 - len(str(int(value))) + 1)}f}"


def duration(per_second: float) -> str:
    """The time of one operation."""
    nanoseconds = 1e9 / per_second
    return f"{nanoseconds:.3g} ns" if nanoseconds < 1e4 else f"{nanoseconds / 1e3:,.3g} µs"


def table_of(heading: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
    """As Markdown, aligned."""
    widths = [max(len(line[i]) for line in [heading, *lines]) for i in range(len(heading))]
    ruled = [heading, tuple("-" * width for width in widths), *lines]
    return "".join(
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) + " |\n"
        for line in ruled
    )


def context(arguments: argparse.Namespace) -> str:
    """Where and when this was."""
    cpuinfo = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    models = [line.split(":")[1].strip() for line in cpuinfo.splitlines() if "model name" in line]
    loads = Path("/proc/loadavg").read_text().split()[0] if Path("/proc/loadavg").exists() else "?"
    revision = run(["git", "describe", "--always", "--dirty"]).strip()
    return (
        f"{datetime.datetime.now():%Y-%m-%d %H:%M}, nakodo {revision}, "
        f"{len(models)} × {models[0] if models else platform.machine()}, load {loads} at the end; "
        f"{arguments.rounds} rounds of {arguments.seconds:g} s a case.\n"
    )


def write(text: str, rounds: list[dict[Case, float]]) -> None:
    """The table and what it was made of, into results/bench/."""
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "ratios.md").write_text(text)
    with (OUT / "measurements.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["round", "who", "case", "per_second_or_bytes"])
        for i, found in enumerate(rounds):
            writer.writerows([i, case.who, case.name, f"{v:.6g}"] for case, v in found.items())
    print(f"written to {OUT.relative_to(ROOT)}/", file=sys.stderr)


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.2, help="for each case and round")
    parser.add_argument("--only", default="", help="rows with this in their titles; not written")
    parser.add_argument("--quick", action="store_true", help="one round of 0.05 s; not written")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.rounds, arguments.seconds = 1, 0.05

    wanted = [row for row in rows() if arguments.only in row.title]
    cases = [*dict.fromkeys(case for row in wanted for case in row.needs)]
    if not arguments.only:
        cases += [case for case in ALONE if case not in cases]
    rounds: list[dict[Case, float]] = []
    try:
        for i in range(1, arguments.rounds + 1):
            label = f"round {i} of {arguments.rounds}"
            rounds.append(measure_round(cases, arguments.seconds, label))
    except KeyboardInterrupt:
        if not rounds:
            raise
        arguments.rounds = len(rounds)

    ratios = table_of(
        ("what", "median", "smallest – largest", "target", "verdict"),
        [describe(row, rounds) for row in wanted],
    )
    speeds = table_of(
        ("who", "case", "median", "best"),
        [
            (
                case.who,
                case.name,
                duration(statistics.median(found[case] for found in rounds)),
                duration(max(found[case] for found in rounds)),
            )
            for case in cases
            if case in rounds[0] and not case.name.startswith("memory")
        ],
    )
    text = f"{context(arguments)}\n{ratios}\nOne operation:\n\n{speeds}"
    print(text)
    if not arguments.only and not arguments.quick:
        write(text, rounds)


if __name__ == "__main__":
    main()
