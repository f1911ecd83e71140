"""The worked example of python/README.md runs as it is written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "python" / "README.md"


def test_the_worked_example_runs(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    shutil.copytree(folder / "kinkei", tmp_path / "results" / "kinkei")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 1
    exec(compile(blocks[0], "python/README.md", "exec"), {})
    assert "complete: marked complete" in capsys.readouterr().out
    for picture in ("timeline", "incidence", "backlog", "costs"):
        assert Path(f"{picture}.png").exists()
