"""The Aalen–Johansen estimator of cumulative incidence under competing risks.

The right report when causes compete: 1 − Kaplan–Meier of one cause treats the deals that another
cause ended as if they could still be signed, and so promises too much.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

Z_95 = 1.959963984540054
ROUNDING = 1e-12

Floats = npt.NDArray[np.float64]


def aalen_johansen(
    times: npt.ArrayLike, causes: Sequence[str | None] | npt.NDArray[np.object_]
) -> dict[str, pd.DataFrame]:
    r"""Return the cumulative incidence of each cause.

    Parameters
    ----------
    times : shape (n,), days
        When the observation of each subject ended; > 0 or 0, finite.
    causes : length n
        What ended it; None is right-censoring.

    Returns
    -------
    A table a cause (sorted by name), indexed by the distinct event times in days, beginning at 0,
    with the columns ``incidence``, ``variance``, ``lower``, ``upper`` (probabilities) and
    ``at_risk``.

    Notes
    -----
    With :math:`n_i` at risk just before the event time :math:`t_i`, :math:`d_i` events of any cause
    and :math:`d_{ik}` of cause k, and S the Kaplan–Meier estimate of all causes together
    (Aalen & Johansen 1978, Scand. J. Statist. 5:141–150):

    .. math:: F_k(t) = \sum_{t_i \le t} S(t_{i-1}) \, d_{ik} / n_i

    Variance by the delta method (Marubini & Valsecchi 1995, *Analysing Survival Data from Clinical
    Trials and Observational Studies*, eq. 10.12; also Collett, *Modelling Survival Data in Medical
    Research*, 3rd ed., p. 411):

    .. math::
       \mathrm{Var}\,F_k(t) = \sum_{t_i \le t} \Big( [F_k(t)-F_k(t_i)]^2 \frac{d_i}{n_i(n_i-d_i)}
         + S(t_{i-1})^2 \frac{d_{ik}(n_i-d_{ik})}{n_i^3}
         - 2 [F_k(t)-F_k(t_i)] \, S(t_{i-1}) \frac{d_{ik}}{n_i^2} \Big)

    The 95 % band is pointwise, on the scale log(−log F), which keeps it inside (0, 1) (Kalbfleisch
    & Prentice 2002): :math:`F^{\exp(\pm z \sigma / (F \ln F))}`. Where F is 0 or 1 the scale has no
    value, and the band is the point itself.
    """
    observed = np.asarray(times, dtype=np.float64)
    cause = np.array([None if c is None else str(c) for c in causes], dtype=object)
    if observed.shape != cause.shape:
        raise ValueError(f"{observed.size} times, but {cause.size} causes")
    if not np.isfinite(observed).all() or (observed < 0).any():
        raise ValueError("times must be finite and not negative")
    ended = np.array([c is not None for c in cause], dtype=bool)
    at, place = np.unique(observed[ended], return_inverse=True)
    in_order = np.sort(observed)
    at_risk = (observed.size - np.searchsorted(in_order, at, side="left")).astype(np.float64)
    all_events = np.bincount(place, minlength=at.size).astype(np.float64)
    survival_after = np.cumprod(1.0 - all_events / np.maximum(at_risk, 1.0))
    survival_before = np.concatenate([[1.0], survival_after[:-1]])[: at.size]
    curves = {}
    for name in sorted({str(c) for c in cause[ended]}):
        events = np.bincount(place[cause[ended] == name], minlength=at.size).astype(np.float64)
        incidence = np.cumsum(survival_before * events / np.maximum(at_risk, 1.0))
        variance = _variance(incidence, events, all_events, at_risk, survival_before)
        curves[name] = _table(at, incidence, variance, observed.size, at_risk)
    return curves


def stratified(
    times: npt.ArrayLike,
    causes: Sequence[str | None] | npt.NDArray[np.object_],
    strata: npt.ArrayLike,
    weights: npt.ArrayLike,
) -> dict[str, pd.DataFrame]:
    r"""Return the cumulative incidence of each cause, estimated by stratum and then pooled.

    All of shape (n,): `times` and `causes` as of aalen_johansen, the stratum of each subject and
    what it weighs, > 0 and the same for all of a stratum. The tables are those of aalen_johansen:
    with :math:`W_s` the weight of stratum s as a share of all,

    .. math:: F_k = \sum_s W_s F_{ks}, \quad \mathrm{Var}\,F_k = \sum_s W_s^2 \mathrm{Var}\,F_{ks}
    """
    observed, weight = np.asarray(times, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    cause = np.array(causes, dtype=object)
    jumps: dict[str, list[list[Floats]]] = {}
    for rows in pd.Series(np.arange(observed.size)).groupby(np.asarray(strata)).indices.values():
        part = float(weight[rows].sum() / weight.sum())
        for name, curve in aalen_johansen(observed[rows], cause[rows]).items():
            steps = [
                np.diff(curve[column].to_numpy(dtype=np.float64)) * part**power
                for column, power in (("incidence", 1), ("variance", 2))
            ]
            jumps.setdefault(name, []).append([curve.index.to_numpy()[1:], *steps])
    at = np.unique(np.concatenate([[], *(days for of in jumps.values() for days, _, _ in of)]))
    earlier = np.searchsorted(np.sort(observed), at, side="left").astype(np.float64)
    curves = {}
    for name in sorted(jumps):
        days, rise, spread = (np.concatenate(column) for column in zip(*jumps[name], strict=True))
        place = np.searchsorted(at, days)
        incidence, variance = (
            np.asarray(np.cumsum(np.bincount(place, jump, minlength=at.size)), dtype=np.float64)
            for jump in (rise, spread)
        )
        variance = np.maximum(variance, 0.0)
        curves[name] = _table(at, incidence, variance, observed.size, observed.size - earlier)
    return curves


def log_log_band(incidence: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Return the pointwise 95 % (lower, upper) of `incidence`, shape (n,), both within [0, 1]."""
    # Sums of shares come to 1 only up to rounding, where the scale has no value either.
    inside = (incidence > ROUNDING) & (incidence < 1 - ROUNDING) & (variance > 0)
    value = np.where(inside, incidence, 0.5)
    width = Z_95 * np.sqrt(np.where(inside, variance, 0.0)) / (value * np.log(value))
    lower = np.where(inside, value ** np.exp(np.minimum(-width, 700.0)), incidence)
    upper = np.where(inside, value ** np.exp(width), incidence)
    return lower, upper


def at_days(curve: pd.DataFrame | None, days: npt.ArrayLike, column: str = "incidence") -> Floats:
    """Return `column` of a step function of aalen_johansen at `days`, shape (m,); 0 for None."""
    asked = np.atleast_1d(np.asarray(days, dtype=np.float64))
    if curve is None:
        return np.zeros_like(asked)
    steps = curve.index.to_numpy(dtype=np.float64)
    values: Floats = np.asarray(curve[column], dtype=np.float64)
    found: Floats = values[np.searchsorted(steps, asked, side="right") - 1]
    return found


def _table(
    at: Floats, incidence: Floats, variance: Floats, subjects: int, at_risk: Floats
) -> pd.DataFrame:
    """Return a curve as a table that begins at day 0, with its band."""
    lower, upper = log_log_band(incidence, variance)
    return pd.DataFrame(
        {
            "incidence": np.concatenate([[0.0], incidence]),
            "variance": np.concatenate([[0.0], variance]),
            "lower": np.concatenate([[0.0], lower]),
            "upper": np.concatenate([[0.0], upper]),
            "at_risk": np.concatenate([[float(subjects)], at_risk]),
        },
        index=pd.Index(np.concatenate([[0.0], at]), name="days"),
    )


def _variance(
    incidence: Floats, events: Floats, all_events: Floats, at_risk: Floats, survival: Floats
) -> Floats:
    """Return the variance at each event time; [F(t)−F(t_i)]² is expanded into running sums.

    When the last at risk end together, d/(n(n−d)) is infinite but is met only by F(t)−F(t_i) = 0.
    """
    left = at_risk - all_events
    a = np.divide(all_events, at_risk * left, out=np.zeros_like(left), where=left > 0)
    b = survival**2 * events * (at_risk - events) / at_risk**3
    c = survival * events / at_risk**2
    f = incidence
    quadratic = f**2 * np.cumsum(a) - 2 * f * np.cumsum(a * f) + np.cumsum(a * f**2)
    linear = f * np.cumsum(c) - np.cumsum(c * f)
    variance: Floats = np.maximum(quadratic + np.cumsum(b) - 2 * linear, 0.0)
    return variance
