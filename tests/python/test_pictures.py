"""The command `python -m nakodo pictures`."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import nakodo
import pytest
from matplotlib.text import Text
from nakodo import pictures
from nakodo.__main__ import main
from nakodo.plot import style

import synthetic
from conftest import crossing, painted


def test_without_a_trace_the_timeline_is_skipped_with_its_reason(tmp_path: Path, capsys) -> None:
    world = synthetic.dyad(6)
    del world.factors["distance"]
    path = synthetic.write(tmp_path / "deals.h5", world, trace="deals")
    (tmp_path / "timeline.png").write_text("of an older experiment")
    assert main(["pictures", str(path)]) == 0
    out = capsys.readouterr().out
    assert "no timeline.png: " in out
    assert "no run was traced" in out
    assert not (tmp_path / "timeline.png").exists()
    assert "no backlog.png: " in out
    assert (tmp_path / "incidence.png").exists()


def test_with_neither_deals_nor_trace_nothing_is_drawn_and_it_is_no_error(
    tmp_path: Path, capsys
) -> None:
    path = synthetic.write(tmp_path / "bare.h5", synthetic.dyad(2), trace="none")
    assert main(["pictures", str(path)]) == 0
    assert capsys.readouterr().out.count("no ") >= 2


def test_an_unfinished_file_is_an_error_and_leaves_old_pictures_alone(
    folder: Path, tmp_path: Path, capsys
) -> None:
    shutil.copy(folder / "dyad" / "dyad.h5", tmp_path / "dyad.h5")
    raw = (tmp_path / "dyad.h5").read_bytes()
    (tmp_path / "dyad.h5").write_bytes(raw[: len(raw) // 2])
    (tmp_path / "timeline.png").write_text("old")
    assert main(["pictures", str(tmp_path)]) == 74
    assert "error: " in capsys.readouterr().err
    assert (tmp_path / "timeline.png").read_text() == "old"


def test_a_picture_that_cannot_be_drawn_leaves_nothing_behind(tmp_path: Path) -> None:
    class Broken:
        def savefig(self, *_: object, **__: object) -> None:
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        pictures.save(Broken(), tmp_path / "timeline.png")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_names_are_written_as_they_are_and_without_a_warning(tmp_path: Path) -> None:
    """A $ begins no formula, a letter without a glyph is a box, a long name stays on the page."""
    world = synthetic.dyad(4)
    world.title = r"The $5 and $6 deals, a_b^c \frac 提携"
    names = ["$x^2$", "$$_\\frac{", "Donaudampfschifffahrtsgesellschaft", "仲介人"]
    world.factors["policy"] = ("projects.project.go_between.engage", names)
    with nakodo.open(synthetic.write(tmp_path / "names.h5", world)) as results:
        for draw in (results.plot.incidence, results.plot.causes, results.plot.costs):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                figure = draw(path=tmp_path / "names.png")
            shown = [t for t in figure.findobj(Text) if "$" in t.get_text()]
            assert any("$5 and $6" in t.get_text() for t in shown)
            assert not any(t.get_parse_math() for t in shown)
            with style.quiet():
                gone = [told for told, other in crossing(painted(figure)) if other == "the page"]
            assert gone == []


def test_bad_usage_is_exit_code_two() -> None:
    with pytest.raises(SystemExit) as stop:
        main(["pictures"])
    assert stop.value.code == 2


def test_stopped_by_the_keyboard_it_ends_without_a_word(
    folder: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("nakodo.__main__.write_pictures", stopped)
    assert main(["pictures", str(folder / "dyad")]) == 130
    told = capsys.readouterr()
    assert told.out == told.err == ""
