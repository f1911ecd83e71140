"""STRESS-DES section 4, experimentation: initialisation, run length, estimation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nakodo.pairs import is_antithetic
from nakodo.precision import wishes
from nakodo.stress.markdown import counted, grouped

if TYPE_CHECKING:
    from nakodo.results import Results


def experimentation(results: Results) -> str:
    """Return section 4."""
    return "\n\n".join(
        [
            "## 4. Experimentation",
            "**4.1 Initialisation.** Runs terminate, so there is no warm-up and nothing is thrown "
            f"away. Day 0 is {results.start.isoformat()}: nobody is acquainted but whom `knows`, "
            "`embedded` and `ties` name, there is no evidence on anybody, stances are at their "
            "anchors, in-trays are empty unless `duties.at_start` says otherwise, and every "
            "project's champion sets out at once.",
            _length(results),
            _estimation(results),
        ]
    )


def _length(results: Results) -> str:
    varied = [name for name, path in results.factors.items() if path == "time.horizon"]
    end = f"{results.horizon:.10g} days after day 0"
    if varied:
        end = f"what the factor `{varied[0]}` says, at most {end}"
    events = results.runs["events"]
    work = ""
    if len(events):
        work = (
            f" A run executed {grouped(events.mean())} events in the mean, {grouped(events.max())} "
            "at most."
        )
    return (
        f"**4.2 Run length.** Until the horizon, {end}, or until no deal is open any more. "
        f"What has not happened by then is right-censored.{work}"
    )


def _estimation(results: Results) -> str:
    runs = results.runs
    each = runs.groupby("point", observed=True)["run"].count()
    often = f"{each.min()}" if each.min() == each.max() else f"{each.min()} to {each.max()}"
    failed = len(results.failed)
    broken = "none failed"
    if failed:
        broken = f"of which {failed} failed and stand in no estimate"
    return (
        f"**4.3 Estimation approach.** {often} replications of each of "
        f"{counted(len(results.points), 'design point')}, {_rule(results)}: "
        f"{counted(len(runs), 'run')}, {broken}. {_PAIRS if is_antithetic(results) else _RUNS}"
    )


def _rule(results: Results) -> str:
    """Return how the number of replications was found."""
    wanted = wishes(results.config)
    if not wanted:
        return "fixed beforehand"
    rule = results.config["experiment"]["replications"]
    least, most = rule.get("min", 100), rule["max"]
    told, units = [], results.units("runs")
    for wish in wanted:
        width = f"{100 * (wish.relative or 0):.10g} % of the estimate"
        if wish.half_width is not None:
            width = f"{wish.half_width:.10g} {units.get(wish.metric, '')}".rstrip()
        told.append(
            f"half of the {100 * wish.confidence:.10g} % interval of `{wish.metric}` is at most "
            f"{width} long"
        )
    reached = "every point got there"
    if len(results.missing) == 0:
        short = int((~results.precision().groupby("point")["met"].all()).sum())
        if short:
            reached = f"{counted(short, 'point')} had the most without getting there"
    else:
        reached = "it is not known yet which points get there"
    return (
        f"found sequentially: {least}, then {rule.get('batch', least)} more at a time, {most} at "
        f"most, until {' and '.join(told)} (Wilson's where all values are 0 or 1, else Student's; "
        f"looked at between these portions only); {reached}"
    )


_RUNS = (
    "The unit of estimation is the replication. Shares carry Wilson's 95 % interval, medians of "
    "days the distribution-free one of order statistics; outcomes are reported as cumulative "
    "incidence under competing risks (Aalen & Johansen 1978) with pointwise 95 % bands, and what "
    "is open at the horizon is censored. Differences between points are paired by replication "
    "(common random numbers): Newcombe's interval and McNemar's test for shares, Student's for "
    "means, adjusted after Holm (`r.compare`)."
)
_PAIRS = (
    "Replications 2k and 2k + 1 are an antithetic pair (Hammersley & Morton 1956), and the unit of "
    "estimation is the pair. Shares carry Wilson's 95 % interval at the effective number of runs "
    "(Kish 1965), medians of days that of order statistics as far apart as pairs vary (Woodruff "
    "1952); outcomes are reported as cumulative incidence under competing risks (Aalen & Johansen "
    "1978), whose pointwise 95 % bands take runs for independent, and what is open at the horizon "
    "is censored. Differences between points are paired by replication (common random numbers): "
    "Student's intervals and tests over pairs, adjusted after Holm (`r.compare`). What pairs take "
    "away of the variance: `r.antithetic`."
)
