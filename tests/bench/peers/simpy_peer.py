"""SimPy (PyPI), as its documentation would write each model; its draws are Python's own. See
race.py for how it is called.
"""

import random
from collections.abc import Callable, Generator
from functools import partial

import simpy
from race import Batch, race

Process = Generator[simpy.Event, object, None]

BATCH = 5_000


def hold(pending: int) -> Batch:
    """One operation: an event is executed and comes back an exponential time later."""
    env = simpy.Environment()
    draw = random.Random(1).expovariate

    def process() -> Process:
        while True:
            yield env.timeout(draw(1.0))

    for _ in range(pending):
        env.process(process())
    for _ in range(3 * pending):
        env.step()

    def batch() -> int:
        for _ in range(BATCH):
            env.step()
        return BATCH

    return batch


def mm1() -> Batch:
    """One operation: a customer at load 0.8, through a Store. Customers are put in at random; a
    server takes them out one by one and takes his time."""
    env = simpy.Environment()
    store = simpy.Store(env)
    draw = random.Random(1).expovariate
    served = 0

    def customers() -> Process:
        while True:
            yield env.timeout(draw(0.8))
            yield store.put(env.now)

    def server() -> Process:
        nonlocal served
        while True:
            yield store.get()
            yield env.timeout(draw(1.0))
            served += 1

    env.process(customers())
    env.process(server())

    def batch() -> int:
        before = served
        env.run(until=env.now + BATCH)
        return served - before

    return batch


def replications() -> Batch:
    """One operation: a replication of 300 events, 16 pending, in an environment of its own."""
    draw = random.Random(1).expovariate

    def process(env: simpy.Environment) -> Process:
        while True:
            yield env.timeout(draw(1.0))

    def replication() -> None:
        env = simpy.Environment()
        for _ in range(16):
            env.process(process(env))
        for _ in range(16 + 300):  # the first event of a process starts it
            env.step()

    def batch() -> int:
        for _ in range(20):
            replication()
        return 20

    return batch


CASES: dict[str, Callable[[], Batch]] = {
    **{f"hold/{n}": partial(hold, n) for n in (16, 100, 1_000, 65_536)},
    "mm1": mm1,
    "replications": replications,
}


if __name__ == "__main__":
    race(CASES)
