"""``python -m nakodo COMMAND DIR_OR_FILE``: pictures, the STRESS sheet and comparisons.

Exit codes: 0; 2 bad usage; 74 the results cannot be used or something cannot be written; 130
stopped by SIGINT, without a word.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nakodo.comparisons import USUAL
from nakodo.errors import ResultsError
from nakodo.pictures import write_pictures
from nakodo.results import Results, open_results
from nakodo.stress import write_stress

USAGE, INPUT_OUTPUT_ERROR, INTERRUPTED = 2, 74, 130


class BadUsage(Exception):
    """What was asked for is not in the results."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    chosen = _parser().parse_args(arguments)
    try:
        with open_results(chosen.results) as results:
            chosen.act(results, chosen)
    except (ResultsError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return INPUT_OUTPUT_ERROR
    except BadUsage as error:
        print(f"error: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m nakodo", description="Draw and report nakodo's results."
    )
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, told: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=told, description=told)
        made.add_argument("results", type=Path, help="a results folder or an .h5 file")
        return made

    pictures = command("pictures", "the pictures and the STRESS sheet, beside the .h5 file")
    pictures.set_defaults(act=_pictures)
    stress = command("stress", "STRESS.md: what was simulated, after the STRESS-DES guideline")
    stress.set_defaults(act=_stress)
    for made in (pictures, stress):
        made.add_argument("--out", type=Path, help="where to; default: beside the .h5 file")
    comparison = command("compare", "paired differences between the levels of a factor")
    comparison.add_argument("--by", required=True, help="a factor, or `point`")
    comparison.add_argument("--metric", action="append", help=f"default: {', '.join(USUAL)}")
    comparison.add_argument("--baseline", help="the level all others are compared with")
    comparison.add_argument("--pooled", action="store_true", help="one line over all other factors")
    comparison.set_defaults(act=_compare)
    return parser


def _pictures(results: Results, chosen: argparse.Namespace) -> None:
    folder = chosen.out or results.path.parent
    for path, reason in [*write_pictures(results, folder), (write_stress(results, folder), "")]:
        print(f"no {path.name}: {reason}" if reason else path)


def _stress(results: Results, chosen: argparse.Namespace) -> None:
    print(write_stress(results, chosen.out or results.path.parent))


def _compare(results: Results, chosen: argparse.Namespace) -> None:
    try:
        compared = results.compare(
            chosen.by, chosen.metric or USUAL, baseline=chosen.baseline, pooled=chosen.pooled
        )
    except (KeyError, ValueError) as error:
        raise BadUsage(error.args[0]) from error
    print(compared)


if __name__ == "__main__":
    sys.exit(main())
