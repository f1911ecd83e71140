"""What many workers would gain: every shard of a sweep run here, one after the other, and timed.

usage: workers.py PROGRAM [CONFIG [WORKERS [OPTION …]]]
       PROGRAM: build/bench/bin/nakodo; options go to `run`, as --replications 2000

Cuts the sweep for so many workers (200) twice, into equal numbers of runs and, as `submit` does, by
what a pilot says that runs cost; runs every shard in a process of its own and takes its processor
time, start included; merges. The efficiency is that of the workers alone, the work of one process
over workers times the slowest shard; with the merge after it the night is that much longer.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time


def seconds(command: list[str], env: dict[str, str]) -> float:
    """Processor seconds of a command that has to succeed."""
    started = os.times()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    ended = os.times()
    return (ended.children_user - started.children_user) + (
        ended.children_system - started.children_system
    )


def pretend_slurm(folder: pathlib.Path) -> None:
    """A cluster that takes every job and runs none."""
    folder.mkdir()
    for name, said in (("sbatch", "1"), ("squeue", "")):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho {said}\n")
        program.chmod(0o755)


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    program = str(pathlib.Path(sys.argv[1]).resolve())
    config = sys.argv[2] if len(sys.argv) > 2 else "configs/dyad.yaml"
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    sweep = ["run", config, "--jobs", "1", "--quiet", *sys.argv[4:]]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pretend_slurm(folder / "bin")
        env = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
        env["NAKODO_PYTHON"] = "/bin/true"  # no pictures
        alone = seconds([program, *sweep, "--out", str(folder / "alone")], env)
        print(f"one process: {alone:.1f} s of processor time", flush=True)
        for cut in ("equal runs", "equal costs"):
            out = folder / cut.replace(" ", "-")
            if cut == "equal costs":
                submit = [program, "submit", config, "--workers", str(workers), "--out", str(out)]
                seconds([*submit, *sys.argv[4:]], env)
            took = []
            for k in range(1, workers + 1):
                shard = ["--shard", f"{k}/{workers}", "--out", str(out)]
                took.append(seconds([program, *sweep, *shard], env))
                if sys.stderr.isatty():
                    print(f"\r  shard {k} of {workers} ", end="", file=sys.stderr)
            started = time.monotonic()
            seconds([program, "merge", str(out), "--quiet"], env)
            merge = time.monotonic() - started
            took.sort()
            print(
                f"{cut}: shards take {took[0]:.2f} to {took[-1]:.2f} s, median "
                f"{took[len(took) // 2]:.2f}, all {sum(took):.1f}; efficiency of {workers} workers "
                f"{alone / (workers * took[-1]):.2f}, of the cut alone "
                f"{sum(took) / (workers * took[-1]):.2f}; merge {merge:.1f} s, with it "
                f"{alone / (workers * (took[-1] + merge)):.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
