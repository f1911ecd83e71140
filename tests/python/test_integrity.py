"""The reader trusts only a file of which everything agrees."""

from __future__ import annotations

import shutil
from pathlib import Path

import h5py
import nakodo
import numpy as np
import pytest


def test_a_whole_file_is_complete(folder: Path) -> None:
    status = nakodo.status(folder / "kinkei")
    assert status.complete
    assert status.path == folder / "kinkei" / "kinkei.h5"


def test_an_empty_folder_is_missing_and_says_what_to_do(tmp_path: Path) -> None:
    assert nakodo.status(tmp_path).state == "missing"
    with pytest.raises(nakodo.IncompleteResults, match="nakodo run"):
        nakodo.open(tmp_path)


def test_a_shard_alone_is_not_a_result(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "dyad" / "dyad.h5", tmp_path / "shard-0001-of-0002.h5")
    status = nakodo.status(tmp_path)
    assert isinstance(status, nakodo.SweepStatus)
    assert (status.state, status.damaged, status.missing) == ("partial", (1,), (2,))
    with pytest.raises(nakodo.IncompleteResults, match="none of its 2 shards"):
        nakodo.open(tmp_path)


def test_of_two_files_the_one_named_like_its_folder_is_meant(folder: Path, tmp_path: Path) -> None:
    for name in ("a.h5", "b.h5"):
        shutil.copy(folder / "dyad" / "dyad.h5", tmp_path / name)
    with pytest.raises(nakodo.IncompleteResults, match="Name the one you mean"):
        nakodo.open(tmp_path)
    shutil.copy(folder / "dyad" / "dyad.h5", tmp_path / f"{tmp_path.name}.h5")
    assert nakodo.status(tmp_path).path.stem == tmp_path.name


@pytest.mark.parametrize(
    ("what", "how", "said"),
    [
        ("without its mark", lambda f: f.attrs.__delitem__("complete"), "not marked complete"),
        ("marked incomplete", lambda f: f.attrs.modify("complete", np.uint8(0)), "not marked"),
        ("without runs", lambda f: f.__delitem__("runs"), "/runs is missing"),
        ("of fewer runs", lambda f: f.attrs.modify("runs", np.uint64(135)), "/runs has 120"),
        ("of fewer points", lambda f: f.attrs.modify("points", np.uint64(16)), "/points has 15"),
        ("of uneven columns", lambda f: f["deals/t_signed"].resize((7,)), "7"),
        ("of other row counts", lambda f: f["deals"].attrs.modify("rows", np.uint64(3)), "3 rows"),
        ("without an index", lambda f: f["events"].__delitem__("index"), "no index"),
        ("of an index with a gap", lambda f: f["events/index/start"].write_direct(
            np.arange(1, 1 + f["events/index/start"].shape[0], dtype=np.uint64)), "exactly once"),
    ],
)  # fmt: skip
def test_a_contradictory_file_is_refused(changed, what, how, said) -> None:
    path = changed(how)
    with pytest.raises(nakodo.IncompleteResults, match=said):
        nakodo.open(path)
    assert nakodo.status(path).state == "untrustworthy"


def test_a_column_without_checksums_is_refused(changed) -> None:
    def rewrite(file: h5py.File) -> None:
        values = file["runs/events"][:]
        del file["runs/events"]
        file["runs"].create_dataset("events", data=values)

    with pytest.raises(nakodo.IncompleteResults, match="no checksum"):
        nakodo.open(changed(rewrite))


def flip_a_byte_of(path: Path, dataset: str) -> None:
    with h5py.File(path) as file:
        chunk = file[dataset].id.get_chunk_info(0)
    with path.open("r+b") as raw:
        raw.seek(chunk.byte_offset + chunk.size // 2)
        byte = raw.read(1)[0]
        raw.seek(-1, 1)
        raw.write(bytes([byte ^ 0x40]))


def test_one_flipped_bit_is_found_on_opening(changed) -> None:
    path = changed(lambda file: None)
    flip_a_byte_of(path, "events/t")
    with pytest.raises(nakodo.IncompleteResults, match="/events/t is damaged"):
        nakodo.open(path)


def test_unverified_damage_is_found_on_reading_and_other_tables_stay_readable(changed) -> None:
    path = changed(lambda file: None)
    flip_a_byte_of(path, "deals/t_signed")
    with nakodo.open(path, verify=False) as results:
        assert len(results.runs) == 120
        with pytest.raises(nakodo.IncompleteResults, match="/deals/t_signed is damaged"):
            _ = results.deals
        assert results.status.state == "untrustworthy"


def test_a_file_cut_short_is_refused(changed) -> None:
    path = changed(lambda file: None)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(nakodo.IncompleteResults, match="cannot be opened"):
        nakodo.open(path)


def test_a_newer_major_format_is_refused_with_the_command_that_helps(changed) -> None:
    path = changed(lambda file: file.attrs.modify("format_version", "2.0"))
    with pytest.raises(nakodo.UnsupportedFormat, match="pip install --upgrade nakodo"):
        nakodo.open(path)


def test_a_newer_minor_format_with_a_column_and_a_table_more_is_read(changed) -> None:
    def add(file: h5py.File) -> None:
        file.attrs.modify("format_version", "1.7")
        rows = int(file["deals"].attrs["rows"])
        file["deals"].create_dataset("rapport", data=np.ones(rows), chunks=(rows,), fletcher32=True)
        file.create_group("summary").attrs["about"] = "something new"

    with nakodo.open(changed(add)) as results:
        assert (results.deals["rapport"] == 1).all()


def test_a_code_that_no_dictionary_explains_is_refused(changed) -> None:
    def spoil(file: h5py.File) -> None:
        file["deals/partner"][0] = 99

    with (
        nakodo.open(changed(spoil)) as results,
        pytest.raises(nakodo.IncompleteResults, match="code 99"),
    ):
        _ = results.deals


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    h5py.File(tmp_path / "other.h5", "w").close()
    with pytest.raises(nakodo.UnsupportedFormat, match="filetype"):
        nakodo.open(tmp_path)
