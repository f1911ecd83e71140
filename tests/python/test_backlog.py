"""Whose work waited when: integrals over step functions, and their picture."""

from __future__ import annotations

from itertools import pairwise

import h5py
import nakodo
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from nakodo import stories
from nakodo.backlogs import Backlog, backlogs_of
from nakodo.plot.backlog import _title, _told_first
from nakodo.plot.story import story_of
from nakodo.stories import choose_run

from conftest import crossing
from synthetic import STOCKS

PEOPLE = pd.DataFrame(
    {
        "firm": ["home", "home", "dcl", "far"],
        "role": ["stakeholder", "champion", "go_between", "champion"],
    },
    index=pd.Index(["boss", "nishigaki", "dcl", "smith"], name="person"),
)


def stocks(*rows: tuple[float, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["t", "subject", "value"])
    return table.assign(stock="backlog")


def told(figure: Figure) -> str:
    return " | ".join(t.get_text() for t in figure.findobj(Text))


def test_mean_and_share_are_those_of_the_step_function() -> None:
    (only,) = backlogs_of(
        stocks((2.0, "smith", 3.0), (4.0, "smith", 1.0), (5.0, "smith", 0.0)), PEOPLE, 10.0
    )
    assert (only.person, only.firm, only.role) == ("smith", "far", "champion")
    assert only.most == 3.0
    assert only.mean == pytest.approx((2 * 3.0 + 1 * 1.0) / 10.0)
    assert only.share == pytest.approx(0.3)
    assert only.days[[0, -1]].tolist() == [0.0, 10.0]


def test_of_several_changes_at_one_moment_the_last_counts() -> None:
    (only,) = backlogs_of(
        stocks((1.0, "smith", 7.0), (1.0, "smith", 2.0), (3.0, "smith", 0.0)), PEOPLE, 4.0
    )
    assert only.most == 2.0
    assert backlogs_of(stocks((1.0, "smith", 7.0), (1.0, "smith", 0.0)), PEOPLE, 4.0) == []


def test_what_still_waits_waits_to_the_end_and_what_comes_later_is_not_seen() -> None:
    (only,) = backlogs_of(stocks((1.0, "dcl", 2.0), (9.0, "boss", 5.0)), PEOPLE, 5.0)
    assert only.person == "dcl"
    assert only.share == pytest.approx(0.8)


def test_champions_come_first_then_go_betweens_then_stakeholders() -> None:
    rows = [(1.0, who, 1.0) for who in ("boss", "dcl", "smith", "nishigaki")]
    found = [lane.person for lane in backlogs_of(stocks(*rows), PEOPLE, 2.0)]
    assert found == ["nishigaki", "smith", "dcl", "boss"]


def test_who_is_asked_for_is_there_even_if_nothing_waited() -> None:
    found = backlogs_of(stocks((1.0, "boss", 1.0)), PEOPLE, 2.0, always=["smith", "boss"])
    assert [lane.person for lane in found] == ["smith", "boss"]
    assert found[0].most == found[0].share == found[0].mean == 0.0


def test_the_picture_names_the_bottleneck_and_nothing_covers_anything(
    kinkei: nakodo.Results, tmp_path
) -> None:
    run = choose_run(kinkei)
    figure = kinkei.plot.backlog(run=run, path=tmp_path / "backlog.png")
    assert (tmp_path / "backlog.png").exists()
    text = told(figure)
    for word in ("The bottleneck is", "Nishigaki", "DCL", "dialogue", "SCO · UNIX", "1986"):
        assert word in text
    assert "_" not in text
    assert crossing(figure) == []
    lanes = figure.axes[1:]
    assert len({axes.get_ylim() for axes in lanes}) == 1
    assert len({axes.get_xlim() for axes in figure.axes}) == 1


def test_long_figures_keep_clear_of_the_names_beside_them(changed) -> None:
    """Backlogs a thousand times as long: at least four pixels between a figure and a name."""

    def pile_up(file: h5py.File) -> None:
        backlog = file["stocks/stock"][:] == STOCKS.index("backlog")
        file["stocks/value"][:] *= np.where(backlog, 1234.0, 1.0)

    with nakodo.open(changed(pile_up)) as results:
        figure = results.plot.backlog()
    figure.canvas.draw()
    assert crossing(figure) == []
    for lane in figure.axes[1:]:
        figures = [t.get_window_extent() for t in lane.get_yticklabels()]
        names = [t.get_window_extent() for t in lane.texts[:2]]
        assert any(box.width > 25 for box in figures)
        assert max(box.x1 for box in names) + 4 < min(box.x0 for box in figures)
        assert all(a.y1 < b.y0 for a, b in pairwise(figures))


def test_where_one_deal_of_several_is_told_the_picture_goes_on_to_the_end_of_all(
    kinkei: nakodo.Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = choose_run(kinkei)
    whole = kinkei.plot.backlog(run=run).axes[1].get_xlim()
    monkeypatch.setattr(stories, "MOST_DEALS", 1)
    assert len(stories.deals_told(kinkei, run)) == 1
    assert kinkei.plot.backlog(run=run).axes[1].get_xlim() == whole


def test_of_too_many_deals_those_of_the_bottleneck_are_shown_and_how_many(
    kinkei: nakodo.Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = choose_run(kinkei)
    monkeypatch.setattr(stories, "MOST_DEALS", 1)
    (other,) = stories.deals_told(kinkei, run).index
    story = story_of(kinkei, run)
    number, deal = next((n, d) for n, d in kinkei.deals_of(run).iterrows() if n != other)
    worst = Backlog("x", str(deal["partner"]), "champion", *[np.array([0.0, 1.0])] * 2)
    assert list(_told_first([worst], story).index) == [number]
    assert "(1 of 3 deals shown)" in told(kinkei.plot.backlog(run=run))


def test_the_bar_of_a_go_between_at_work_is_explained(kinkei: nakodo.Results) -> None:
    texts = told(kinkei.plot.backlog(run=choose_run(kinkei)))
    assert "go-between at work" in texts


def test_who_has_no_name_is_named_by_what_he_does() -> None:
    (only,) = backlogs_of(stocks((1.0, "dcl", 5.0)), PEOPLE, 9.0)
    assert _title([only]).startswith("The bottleneck is the go-between of DCL: ")


def test_a_run_in_which_nothing_waited_says_so(changed) -> None:
    def settle(file: h5py.File) -> None:
        backlog = file["stocks/stock"][:] == STOCKS.index("backlog")
        file["stocks/value"][:] = np.where(backlog, 0.0, file["stocks/value"][:])

    with nakodo.open(changed(settle)) as results:
        figure = results.plot.backlog()
    assert "Nobody's work ever waits" in told(figure)
    assert "nothing ever waits" in told(figure)


def test_without_stocks_or_of_a_file_without_backlogs_there_is_no_picture(changed) -> None:
    def of_old(file: h5py.File) -> None:
        stock = file["stocks/stock"]
        stock[:] = np.minimum(stock[:], 3)
        stock.attrs["flag_values"] = np.arange(4, dtype=np.int32)
        stock.attrs["flag_meanings"] = "trust familiarity frustration stance"

    with (
        nakodo.open(changed(of_old)) as results,
        pytest.raises(nakodo.NothingTraced, match="no backlogs"),
    ):
        results.plot.backlog()
    with (
        nakodo.open(changed(lambda file: file.__delitem__("stocks"))) as results,
        pytest.raises(nakodo.NothingTraced, match="/stocks"),
    ):
        results.plot.backlog()
