"""The timeline tells the right run, in words, and nothing in it covers anything else."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import h5py
import matplotlib.pyplot as plt
import nakodo
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from nakodo import stories
from nakodo.plot import style
from nakodo.plot.flags import edge_of, flags_of
from nakodo.plot.misunderstandings import root_of
from nakodo.plot.phases import draw_phases, spells, strip_names
from nakodo.plot.story import Story, story_of
from nakodo.stories import choose_run, title, title_of_many
from nakodo.words import titled

import synthetic
from conftest import crossing


def texts_of(figure: Figure) -> list[Text]:
    return [t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible()]


def test_the_run_told_launched_and_called_its_go_between_on_the_way(kinkei: nakodo.Results) -> None:
    run = choose_run(kinkei)
    events = kinkei.events(run)
    assert kinkei.runs.set_index("run").loc[run, "launched"] == 1
    assert (events.loc[events["kind"] == "go_between_called", "t"] > 0).any()


def test_the_title_tells_the_outcome(kinkei: nakodo.Results, dyad: nakodo.Results) -> None:
    assert title(kinkei, choose_run(kinkei)).startswith("ATC-X launched on ")
    runs = kinkei.runs
    lost = [r for r in kinkei.traced if runs.set_index("run").loc[r, "signed"] < 3]
    assert "not launched by 31 May 1989" in title(kinkei, lost[0])
    assert title(dyad, choose_run(dyad)).startswith("Initiator and Partner signed on ")


def test_no_code_name_with_an_underscore_is_seen(drawn: Figure) -> None:
    assert [t.get_text() for t in texts_of(drawn) if "_" in t.get_text()] == []


@pytest.mark.parametrize("which", ["typical", "lost"])
def test_no_flag_covers_another_or_leaves_the_page(
    kinkei: nakodo.Results, drawn: Figure, which: str
) -> None:
    figure = drawn
    if which == "lost":
        signed = kinkei.runs.set_index("run")["signed"]
        figure = kinkei.plot.timeline(run=min(kinkei.traced, key=lambda run: signed[run]))
        figure.canvas.draw()
    flags = [t for t in figure.axes[0].texts if t.get_text().strip()]
    assert len(flags) >= 4
    boxes = [t.get_window_extent() for t in flags]
    for a, b in combinations(boxes, 2):
        assert not a.padded(-2).overlaps(b.padded(-2))
    lines = [line.get_window_extent() for line in figure.axes[0].lines]
    for line in lines:
        for box in boxes:
            crosses = box.x0 + 2 < line.x0 < box.x1 - 2 and line.y1 > box.y1
            assert not crosses
    assert max(box.x1 for box in boxes) <= figure.bbox.width


def test_all_that_a_manager_asks_for_is_told(drawn: Figure) -> None:
    told = " | ".join(t.get_text() for t in texts_of(drawn))
    for word in ("Alliance 86: meets", "DCL called", "DCL starts work", "signs", "ATC-X launched",
                 "Nishigaki", "4 stakeholders", "Frustration", "go-between called at",
                 "surprise", "dialogue", "SCO · UNIX",
                 "Kinkei follows up directly", "in frustration with"):  # fmt: skip
        assert word in told


def test_the_phases_of_a_deal_follow_one_another_without_gaps(kinkei: nakodo.Results) -> None:
    story = story_of(kinkei, choose_run(kinkei))
    for _, deal in story.deals.iterrows():
        phases = spells(deal, story.until)
        assert phases[0][0] == 0.0
        assert phases[-1][2] == "signed"
        assert all(a[1] == b[0] for a, b in pairwise(phases))


def test_a_surprise_leads_back_to_its_misunderstanding(kinkei: nakodo.Results) -> None:
    events = kinkei.events(choose_run(kinkei))
    surprises = events.index[events["kind"] == "surprise"]
    assert len(surprises) > 0
    for number in surprises:
        origin = root_of(events, number, "misunderstood")
        assert origin is not None
        waited = events.loc[number, "t"] - events.loc[origin, "t"]
        assert waited == pytest.approx(events.loc[number, "value"])
    assert root_of(events, 0, "misunderstood") is None


def test_also_where_some_facts_are_left_out_a_surprise_leads_back_to_its_own(
    kinkei: nakodo.Results,
) -> None:
    events = kinkei.events(choose_run(kinkei))
    of_one = events[events["deal"] == 1]
    surprises = of_one.index[of_one["kind"] == "surprise"]
    assert len(surprises) > 0
    for number in surprises:
        assert root_of(of_one, number, "misunderstood") == root_of(events, number, "misunderstood")


def bars_of_go_betweens(story: Story) -> int:
    figure, axes = plt.subplots()
    draw_phases(axes, story)
    green = to_rgba(style.THROUGH)
    bars = sum(bar.get_facecolor() == green for bar in axes.patches if isinstance(bar, Rectangle))
    plt.close(figure)
    return bars


def test_a_deal_is_underlined_only_while_a_go_between_works_for_its_firm(
    kinkei: nakodo.Results,
) -> None:
    told = story_of(kinkei, choose_run(kinkei))
    assert bars_of_go_betweens(told) >= len(told.deals)
    others = replace(told, deals=told.deals.assign(initiator="sco"))
    assert bars_of_go_betweens(others) == 0


def test_no_word_is_explained_twice(kinkei: nakodo.Results) -> None:
    figure = kinkei.plot.timeline(choose_run(kinkei))
    words = [text.get_text() for legend in figure.legends for text in legend.get_texts()]
    assert "go-between at work" in words
    assert len(words) == len(set(words))


def test_a_go_between_works_from_his_engagement_until_he_leaves(kinkei: nakodo.Results) -> None:
    told = story_of(kinkei, choose_run(kinkei))
    first = told.of_kind("go_between_engaged").head(1)
    who, begun = str(first["to"].iloc[0]), float(first["t"].iloc[0])
    rest = told.events[told.events["kind"] != "go_between_engaged"]
    leaves = first.assign(t=begun + 30.0, kind="go_between_disengaged")
    again = first.assign(t=begun + 50.0)
    story = replace(told, events=pd.concat([rest, first, leaves, again], ignore_index=True))
    assert story.engagements() == [
        ("kinkei", who, begun, begun + 30.0),
        ("kinkei", who, begun + 50.0, float("inf")),
    ]
    assert "DCL leaves" in [flag.text for flag in flags_of(story)]


def test_a_trace_of_milestones_only_is_still_a_story(tmp_path) -> None:
    path = synthetic.write(tmp_path / "m.h5", synthetic.kinkei(1))
    with h5py.File(path, "r+") as file:
        del file["stocks"]
        file.attrs.modify("trace", "milestones")
    with nakodo.open(path) as results:
        figure = results.plot.timeline(run=results.traced[0])
    assert len(figure.axes) == 3


def test_a_deal_that_never_found_a_partner_is_told_by_what_was_needed(changed) -> None:
    def lose(file: h5py.File) -> None:
        deals = file["deals"]
        row = int(np.flatnonzero(deals["run"][:] == file["events/index/run"][0])[0])
        for name in deals:
            if name.startswith("t_") and name not in ("t_conceived", "t_mandated"):
                deals[name][row] = np.nan
        deals["partner"][row], deals["t_ended"][row] = -1, 200.0
        deals["cause"][row] = synthetic.CAUSES.index("search")

    with nakodo.open(changed(lose)) as results:
        run = results.traced[0]
        told = "Initiator and Resource partner broke off after 7 months"
        assert title(results, run) == f"{told}: the search ended without a partner"
        results.plot.timeline(run=run)


def test_a_picture_of_some_deals_says_of_how_many_it_tells_what(
    kinkei: nakodo.Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = choose_run(kinkei)
    monkeypatch.setattr(stories, "MOST_DEALS", 1)
    assert stories.subtitle(kinkei, run).split("\n")[0].endswith(" · and 2 more deals")
    table = kinkei.projects
    other = table[table["run"] == run].assign(project="xy", firm="sco")
    with monkeypatch.context() as patch:
        patch.setitem(kinkei.__dict__, "projects", pd.concat([table, other]))
        assert title(kinkei, run).startswith("1 of 2 projects: ")


def test_nothing_of_a_headline_is_cut_off_silently() -> None:
    long = "Does it help to know somebody who knows somebody, and if so, from how many on? " * 4
    with style.page() as figure:
        style.headline(figure, long, f"short\n{long}")
    assert crossing(figure) == []
    for text in figure.texts:
        assert text.get_text().endswith(" …")
    assert figure.texts[1].get_text().startswith("short\n")
    about = titled(long, ["only resource UNIX", "", "72 needs in 72 runs"])
    assert about.endswith(" … · only resource UNIX · 72 needs in 72 runs")
    assert len(about) < 180


@pytest.mark.parametrize(
    ("cause", "mark", "told"),
    [("trust", "X", "ended unsigned"), ("horizon", ">", "still open at the horizon")],
)
def test_a_deal_open_at_the_horizon_does_not_look_lost(
    changed, cause: str, mark: str, told: str
) -> None:
    def end(file: h5py.File) -> None:
        deals = file["deals"]
        row = int(np.flatnonzero(deals["run"][:] == file["events/index/run"][0])[0])
        deals["t_signed"][row], deals["t_ended"][row] = np.nan, 900.0
        deals["cause"][row] = synthetic.CAUSES.index(cause)

    with nakodo.open(changed(end)) as results:
        figure = results.plot.timeline(run=results.traced[0])
    strips = figure.axes[1]
    assert [line.get_marker() for line in strips.lines if line.get_marker() in "X>"] == [mark]
    legends = [t.get_text() for legend in figure.legends for t in legend.get_texts()]
    assert told in legends


def test_the_edge_makes_room_for_a_late_flag(kinkei: nakodo.Results) -> None:
    story = story_of(kinkei, choose_run(kinkei))
    figure = Figure(figsize=(16, 11))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.set_xlim(0, 1)
    assert edge_of(axes, story, flags_of(story), margin=0.0) > story.until
    assert np.isfinite(edge_of(axes, story, [], margin=0.0))


def test_beyond_the_calendar_a_timeline_has_days(tmp_path) -> None:
    world = synthetic.kinkei(2)
    world.start = "9999-10-01"
    with nakodo.open(synthetic.write(tmp_path / "late.h5", world)) as results:
        for draw in (results.plot.timeline, results.plot.backlog):
            figure = draw(path=tmp_path / "late.png")
            assert any(t.get_text() == "day 0" for t in figure.findobj(Text))


def test_strips_called_the_same_are_numbered_by_attempt() -> None:
    deals = pd.DataFrame(
        {
            "partner": ["theirs", "theirs", "others", "theirs"],
            "resource": ["x", "x", "x", "y"],
            "project": ["p", "p", "p", "p"],
            "attempt": [1, 3, 2, 1],
        }
    )
    assert list(strip_names(deals).values()) == [
        "Theirs · X, attempt 1",
        "Theirs · X, attempt 3",
        "Others · X",
        "Theirs · Y",
    ]
    two = deals.iloc[[0, 3]].assign(resource="x", project=["atc", "radar"])
    assert list(strip_names(two).values()) == ["Theirs · X, ATC", "Theirs · X, Radar"]


def test_of_more_than_two_projects_the_headline_counts() -> None:
    projects = pd.DataFrame({"project": ["p_1", "p_2", "p_3"], "t_launched": [9.0, 5.0, np.nan]})
    told = title_of_many(projects, "1 May 1990")
    assert told == "2 of 3 projects launched by 1 May 1990: P 1 and P 2"
    assert title_of_many(projects.head(2), "1 May 1990") == "All 2 projects launched by 1 May 1990"
