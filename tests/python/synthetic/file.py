"""A made-up world written as a results file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np

from synthetic.codes import (
    AT_SIGNING,
    CAUSES,
    KINDS,
    MEDIA,
    PHASES,
    ROLES,
    SIDES,
    SPENT,
    STATES,
    STOCKS,
    TIMES,
    TOPICS,
)
from synthetic.story import Story
from synthetic.world import World


def names_for(file: h5py.File, world: World) -> None:
    names = file.create_group("names")
    for key, values in {
        "firm": world.firms,
        "person": [p[0] for p in world.persons],
        "project": [world.project],
        "resource": [resource for resource, _ in world.needs],
        "occasion": [name for name, _ in world.occasions],
        "medium": MEDIA,
    }.items():
        width = max([1, *(len(v.encode()) for v in values)])
        data = np.array([v.encode() for v in values], dtype=f"S{width}")
        names.create_dataset(
            key,
            data=data.astype(h5py.string_dtype("utf-8", width)),
            fletcher32=bool(values),
            chunks=(len(values),) if values else None,
        )
    put(names, "person_firm", [p[1] for p in world.persons], dictionary="/names/firm")
    put(names, "person_role", [p[2] for p in world.persons], flags=ROLES)


def put(
    group: h5py.Group,
    name: str,
    values: Any,
    dictionary: str = "",
    flags: list[str] | None = None,
    units: str = "",
    **attributes: str,
) -> None:
    coded = dictionary or flags is not None
    array = np.asarray(values, dtype=np.int32 if coded else None)
    data = group.create_dataset(
        name,
        data=array,
        shape=array.shape,
        maxshape=(None,),
        chunks=(65536,),
        shuffle=True,
        compression="gzip",
        fletcher32=True,
        track_times=False,
    )
    data.attrs["description"] = name.replace("_", " ")
    if units or name.startswith("t_") or name == "t":
        data.attrs["units"] = units or "days"
    if dictionary:
        data.attrs["dictionary"] = dictionary
    if flags is not None:
        data.attrs["flag_values"] = np.arange(len(flags), dtype=np.int32)
        data.attrs["flag_meanings"] = " ".join(flags)
    for key, value in attributes.items():
        data.attrs[key] = value


DICTIONARIES = {
    "resource": "/names/resource",
    "project": "/names/project",
    "firm": "/names/firm",
    "initiator": "/names/firm",
    "partner": "/names/firm",
    "intermediary": "/names/firm",
    "person": "/names/person",
    "from": "/names/person",
    "to": "/names/person",
    "subject": "/names/person",
    "object": "/names/person",
}
FLAGS = {
    "state": STATES,
    "cause": CAUSES,
    "kind": KINDS,
    "stock": STOCKS,
    "side": SIDES,
    "phase": PHASES,
}
TABLES = {
    "runs": "run point replication deals signed needs projects launched encounters clarifications "
    "surprises events days person_days fees fingerprint failure",
    "deals": "run point replication project resource initiator partner intermediary state cause "
    f"attempt followed {' '.join(TIMES)} encounters clarifications surprises offers visits "
    f"{' '.join(AT_SIGNING)} {' '.join(SPENT)}",
    "costs": "run point replication deal side phase person_days travel fees",
    "projects": "run point replication project firm needs signed t_launched",
    "persons": "run point replication person firm busy_days person_days backlog_mean backlog_max",
    "events": "t run kind from to deal value cause",
    "stocks": "t run stock subject object deal value",
}


def table(file: h5py.File, name: str, rows: list[Any]) -> None:
    group = file.create_group(name, track_order=True)
    group.attrs["rows"] = np.uint64(len(rows))
    for place, column in enumerate(TABLES[name].split()):
        values = [row[column] if isinstance(row, dict) else row[place] for row in rows]
        if column == "failure":
            values = np.array([v.encode() for v in values], dtype="S64")
        elif column in ("run", "point", "replication", "fingerprint", "deals", "signed"):
            values = np.array(values, dtype=np.uint64)
        flags = None if (name, column) == ("events", "cause") else FLAGS.get(column)
        extra = {"topic_meanings": " ".join(TOPICS)} if column == "kind" else {}
        put(group, column, values, DICTIONARIES.get(column, ""), flags, **extra)
    if name in ("events", "stocks"):
        runs = np.array([row[1] for row in rows], dtype=np.uint64)
        distinct, begins, counts = np.unique(runs, return_index=True, return_counts=True)
        index = group.create_group("index", track_order=True)
        index.attrs["rows"] = np.uint64(len(distinct))
        for key, values in (("run", distinct), ("start", begins), ("count", counts)):
            put(index, key, np.asarray(values, dtype=np.uint64))


def write(path: Path, world: World, trace: str = "events", failed: tuple[int, ...] = ()) -> Path:
    """Run every point and replication of `world` and write the results file `path`."""
    names = list(world.factors)
    grid = np.stack(
        np.meshgrid(
            *[np.arange(len(levels)) for _, levels in world.factors.values()], indexing="ij"
        ),
        axis=-1,
    ).reshape(-1, len(names))
    rows: dict[str, list[Any]] = {name: [] for name in TABLES}
    for point, codes in enumerate(grid):
        levels = {n: world.factors[n][1][c] for n, c in zip(names, codes, strict=True)}
        for r in range(world.replications):
            run = point * world.replications + r
            where = {"run": run, "point": point, "replication": r}
            if run in failed:
                rows["runs"].append(
                    where
                    | dict.fromkeys(TABLES["runs"].split()[3:-1], 0)
                    | {"failure": "endless chain of events at day 12"}
                )
                continue
            story = Story(world, levels, (point % 7, r))
            rows["deals"] += [where | deal for deal in story.deals]
            rows["costs"] += [where | cost for cost in story.costs]
            rows["projects"] += [where | project for project in story.projects]
            rows["persons"] += [
                where
                | {
                    "person": i,
                    "firm": p[1],
                    "busy_days": 20.0,
                    "person_days": 9.0,
                    "backlog_mean": 0.3,
                    "backlog_max": 4,
                }
                for i, p in enumerate(world.persons)
            ]
            signed = sum(np.isfinite(deal["t_signed"]) for deal in story.deals)
            sums = {
                key: sum(deal[key] for deal in story.deals)
                for key in ("encounters", "clarifications", "surprises", "fees")
            }
            rows["runs"].append(
                where
                | sums
                | {
                    "deals": len(story.deals),
                    "signed": signed,
                    "needs": len(world.needs),
                    "projects": 1,
                    "launched": int(np.isfinite(story.projects[0]["t_launched"])),
                    "events": len(story.facts),
                    "days": 100.0,
                    "person_days": 90.0,
                    "fingerprint": 1 + run,
                    "failure": "",
                }
            )
            if r == 0 or int((r + 1) * world.sample) > int(r * world.sample):
                rows["events"] += [
                    [e[0], run, *e[1:]] for e in story.events if e[0] <= world.horizon
                ]
                rows["stocks"] += [
                    [s[0], run, *s[1:]] for s in story.stocks if s[0] <= world.horizon
                ]
    with h5py.File(path, "w", track_order=True) as file:
        file.attrs["filetype"] = "nakodo results"
        file.attrs["format_version"] = "1.3"
        file.attrs["program_version"], file.attrs["git_revision"] = "0.1.0", "0" * 40
        file.attrs["experiment_hash"] = "0123456789abcdef"
        file.attrs["title"], file.attrs["start"] = world.title, world.start
        file.attrs["trace"] = trace
        file.attrs["config"] = f"nakodo: 1\ntitle: {world.title}\n"
        file.attrs["seed"] = np.uint64(1986)
        file.attrs["horizon"] = world.horizon
        file.attrs["replications"] = np.uint64(world.replications)
        file.attrs["points"] = np.uint64(len(grid))
        file.attrs["runs"] = np.uint64(len(rows["runs"]))
        points = file.create_group("points", track_order=True)
        points.attrs["rows"] = np.uint64(len(grid))
        points.attrs["factors"] = " ".join(names)
        put(points, "point", np.arange(len(grid), dtype=np.uint64))
        for place, (name, (yaml_path, levels)) in enumerate(world.factors.items()):
            if isinstance(levels[0], float):
                put(points, name, np.array(levels)[grid[:, place]], path=yaml_path)
            else:
                put(points, name, grid[:, place], flags=levels, path=yaml_path)
        kept = {"none": ["runs"], "deals": ["runs", "deals", "costs", "projects", "persons"]}
        for name in kept.get(trace, list(TABLES)):
            table(file, name, rows[name])
        names_for(file, world)
        file.attrs["complete"] = np.uint8(1)
    return path
