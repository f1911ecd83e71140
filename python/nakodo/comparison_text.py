"""A comparison as a table for people, in plain text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from nakodo.metrics import Metric
from nakodo.words import level as in_words
from nakodo.words import percent, sentence, words

PAIRS = (
    "Replications 2k and 2k + 1 are antithetic: a pair of them counts as one, and all p are those "
    "of Student's test over",
    "pairs. “Antithetic”: how much of the variance of the difference pairs take away; negative "
    "where they do harm.",
)
NOTES = (
    "Paired: replication r of both draws from the same random streams (common random numbers). "
    "Unpaired: the same",
    "numbers taken for two independent samples; “less variance”: how much of theirs pairing takes "
    "away. p: McNemar's",
    "exact test for yes or no of one need a run, else Student's paired one; adjusted after Holm "
    "for the lines of its table.",
)


def as_text(
    table: pd.DataFrame,
    metrics: Sequence[Metric],
    by: str,
    others: Sequence[str],
    confidence: float,
) -> str:
    """Return one table a metric, and how to read them."""
    sure = f"{100 * confidence:g} %"
    parts = [
        _one(table[table["metric"] == metric.name], metric, by, others, sure) for metric in metrics
    ]
    notes = NOTES if table["antithetic_reduction"].isna().all() else (*NOTES, *PAIRS)
    return "\n\n".join([*parts, "\n".join(notes)])


def _one(rows: pd.DataFrame, metric: Metric, by: str, others: Sequence[str], sure: str) -> str:
    title = f"{sentence(metric.name)}{_unit(metric)}: {metric.meaning}"
    if rows.empty:
        return f"{title}\nNo two levels have it in the same replications, twice or more."
    scale = 100.0 if metric.share else 1.0
    digits = _digits(rows, scale)
    in_pairs = bool(rows["antithetic_reduction"].notna().any())
    head = [
        *map(words, others),
        words(by),
        "mean",
        "against",
        "mean",
        "pairs",
        f"difference [{sure}]",
        f"unpaired [{sure}]",
        "less variance",
        *(["antithetic"] if in_pairs else []),
        "p (Holm)",
    ]
    body, before = [], None
    for _, row in rows.iterrows():
        setting = [in_words(row[name]) for name in others]
        told = f"{scale * row['difference']:+.{digits}f} "
        told += _interval(row["low"], row["high"], scale, digits)
        if row["low"] == row["high"] == 0:
            told = "the same in every pair"
        body.append(
            [
                *(setting if setting != before else [""] * len(setting)),
                in_words(row["level"]),
                f"{scale * row['mean']:.{digits}f}",
                in_words(row["against"]),
                f"{scale * row['mean_against']:.{digits}f}",
                str(row["pairs"]),
                told,
                _interval(row["unpaired_low"], row["unpaired_high"], scale, digits),
                _share(row["variance_reduction"]),
                *([_share(row["antithetic_reduction"])] if in_pairs else []),
                _chance(row["p_holm"]),
            ]
        )
        before = setting
    right = {len(others) + 1, len(others) + 3, len(others) + 4}
    return "\n".join([title, *_in_columns([head, *body], right)])


def _unit(metric: Metric) -> str:
    return f" ({metric.unit})" if metric.unit not in ("", "1") else ""


def _digits(rows: pd.DataFrame, scale: float) -> int:
    """Return the decimals with which the width of the usual interval has two digits: 1 to 4."""
    widths = scale * (rows["high"] - rows["low"]).to_numpy(dtype=np.float64)
    usual = float(np.median(widths[widths > 0])) if (widths > 0).any() else 1.0
    return int(np.clip(1 - np.floor(np.log10(usual)), 1, 4))


def _interval(low: float, high: float, scale: float, digits: int) -> str:
    return f"[{scale * low:.{digits}f}, {scale * high:.{digits}f}]"


def _share(value: float) -> str:
    return "–" if np.isnan(value) else percent(value)


def _chance(p: float) -> str:
    return "< 0.0001" if p < 0.0001 else f"{p:.4f}" if p < 0.01 else f"{p:.2f}"


def _in_columns(rows: list[list[str]], right: set[int]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
