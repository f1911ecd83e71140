"""Pieces of Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from nakodo.parameters import flow

UNKNOWN = "*Not known from the file:* "


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table; ``|`` and line ends within cells do no harm."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def code(text: object) -> str:
    """Return `text` as code."""
    return f"`{text}`"


def listed(items: Sequence[object], most: int = 12) -> str:
    """Return at most so many items, and how many there are if some are left out."""
    told = ", ".join(map(str, items[:most]))
    return told if len(items) <= most else f"{told}, … ({len(items)} in all)"


def shortened(value: object, most: int = 160) -> str:
    """Return a YAML value on one line, cut where it is too long."""
    told = flow(value)
    return told if len(told) <= most else f"{told[:most]}…"


def counted(count: int, one: str, many: str = "") -> str:
    """Return ``1 run`` or ``7 runs``."""
    return f"{grouped(count)} {one if count == 1 else many or one + 's'}"


def grouped(number: float) -> str:
    """Return a whole number in groups of three digits."""
    return f"{number:,.0f}".replace(",", " ")


def _cell(cell: object) -> str:
    return str(cell).replace("|", "\\|").replace("\n", " ")
