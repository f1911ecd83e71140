"""``python -m nakodo pictures DIR_OR_FILE [--out DIR]``: draw the pictures of an experiment.

Exit codes: 0; 2 bad usage; 74 the results cannot be used or the pictures cannot be written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nakodo.errors import ResultsError
from nakodo.pictures import write_pictures
from nakodo.results import open_results

INPUT_OUTPUT_ERROR = 74


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m nakodo", description="Draw nakodo's results.")
    commands = parser.add_subparsers(dest="command", required=True)
    pictures = commands.add_parser(
        "pictures", help="write timeline.png, incidence.png, backlog.png, causes.png"
    )
    pictures.add_argument("results", type=Path, help="a results folder or an .h5 file")
    pictures.add_argument("--out", type=Path, help="where to; default: beside the .h5 file")
    chosen = parser.parse_args(arguments)
    try:
        with open_results(chosen.results) as results:
            for path, reason in write_pictures(results, chosen.out or results.path.parent):
                print(f"no {path.name}: {reason}" if reason else path)
    except (ResultsError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return INPUT_OUTPUT_ERROR
    return 0


if __name__ == "__main__":
    sys.exit(main())
