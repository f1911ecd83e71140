"""The reference dyad in plain Python (tests/validation/reference_dyad.py), all design points of
configs/dyad.yaml in turn; see race.py for how it is called.
"""

import random
import sys
from pathlib import Path

from race import Batch, race

sys.path.append(str(Path(__file__).parents[2] / "validation"))

from reference_dyad import POLICIES, Parameters, simulate

DISTANCES = (0.0, 0.4, 0.8, 1.2, 1.6)


def dyad() -> Batch:
    """One operation: one replication."""
    rng = random.Random(1986)
    parameters = Parameters()

    def batch() -> int:
        for distance in DISTANCES:
            for policy in POLICIES:
                simulate(distance, policy, rng, parameters)
        return len(DISTANCES) * len(POLICIES)

    return batch


if __name__ == "__main__":
    race({"dyad": dyad})
