"""A stand-in for `nakodo run`: small, made-up stories written to the letter of results/README.md.

Not the model. It makes files rich enough (three deals, a go-between called in frustration, a
secondment, surprises, dropped deals) to test the reader and to look at the pictures.
"""

from synthetic.codes import CAUSES, PHASES, SIDES, STATES, STOCKS, TOPICS
from synthetic.file import write
from synthetic.shards import heartbeat, split
from synthetic.world import dyad, kinkei

__all__ = [
    "CAUSES",
    "PHASES",
    "SIDES",
    "STATES",
    "STOCKS",
    "TOPICS",
    "dyad",
    "heartbeat",
    "kinkei",
    "split",
    "write",
]
