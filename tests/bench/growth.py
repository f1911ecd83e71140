"""How the cost of large worlds grows with their size: instructions under callgrind, and time.

usage: growth.py PROGRAM [SIZE …]      PROGRAM: build/bench/bin/nakodo_bench

Fits cost = c · n^e by least squares of the logarithms over the sizes of the benchmark
search_in_two_communities. What grows like n log n from 1 000 to 100 000 has e = 1.111. Instructions
are a fact of the algorithm, time is also one of caches: a world of 100 000 firms fits into none.
The two largest sizes take some minutes under callgrind.
"""

import json
import math
import re
import subprocess
import sys

BENCHMARK = "search_in_two_communities"
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)


def run(program: str, size: int) -> dict[str, float]:
    """Milliseconds, megabytes and events of one run."""
    out = subprocess.run(
        [program, f"--benchmark_filter={BENCHMARK}/{size}/", "--benchmark_format=json"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    row = json.loads(out)["benchmarks"][0]
    seconds = row["cpu_time"] / 1e3
    return {"seconds": seconds, "events": row["items_per_second"] * seconds, "MB": row["MB"]}


def instructions(program: str, size: int) -> int:
    """Of World::run."""
    said = subprocess.run(
        [
            *("valgrind", "--tool=callgrind", "--toggle-collect=*World::run(*"),
            *("--callgrind-out-file=/dev/null", program),
            f"--benchmark_filter={BENCHMARK}/{size}/",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    found = re.search(r"Collected : (\d+)", said)
    if found is None:
        sys.exit(f"valgrind said nothing of instructions:\n{said}")
    return int(found[1])


def exponent(sizes: list[int], costs: list[float]) -> float:
    """e of cost = c · n^e."""
    x = [math.log(n) for n in sizes]
    y = [math.log(cost) for cost in costs]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum(
        (a - mean_x) ** 2 for a in x
    )


def main() -> None:
    program = sys.argv[1]
    sizes = [int(size) for size in sys.argv[2:]] or list(SIZES)
    counted, timed = [], []
    print(
        f"{'firms each':>10} {'events':>12} {'seconds':>9} {'ns/event':>9} {'MB':>7} {'instr.':>9}"
    )
    for size in sizes:
        row = run(program, size)
        count = instructions(program, size)
        counted.append(float(count))
        timed.append(row["seconds"])
        print(
            f"{size:>10,} {row['events']:>12,.0f} {row['seconds']:>9.3g}"
            f" {1e9 * row['seconds'] / row['events']:>9.0f} {row['MB']:>7.0f}"
            f" {count / 1e6:>8,.0f}M",
            flush=True,
        )
    print(f"exponent: {exponent(sizes, counted):.3f} in instructions,", end=" ")
    print(f"{exponent(sizes, timed):.2f} in time; n log n: ", end="")
    print(f"{exponent(sizes, [n * math.log(n) for n in sizes]):.3f}")


if __name__ == "__main__":
    main()
