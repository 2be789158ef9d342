"""The typed copy of a large file: made once, found again by its source, replaced if it is damaged."""

from pathlib import Path

import pytest

from grantsdata.errors import OutputError
from grantsdata.sources.threesixty.typed_copy import copy_of, file_stats, known_copy

SETTLED = [5, 1, 1, 7, 8]
"""File statistics of a source that was last changed long ago."""


def refused(path: Path) -> None:
    raise AssertionError(f"{path.name} is written again")


def test_a_copy_is_made_once_and_known_by_its_source(tmp_path: Path) -> None:
    copy = copy_of("a1", SETTLED, tmp_path / "copies", lambda path: path.write_bytes(b"typed") and None)
    assert (copy.name, copy.read_bytes()) == ("a1.parquet", b"typed")
    assert known_copy(SETTLED, tmp_path / "copies") == copy
    assert copy_of("a1", SETTLED, tmp_path / "copies", refused) == copy
    assert known_copy([6, *SETTLED[1:]], tmp_path / "copies") is None
    assert sorted(path.name for path in copy.parent.iterdir()) == ["a1.json", "a1.parquet"]


def test_a_damaged_copy_is_not_known_and_is_replaced(tmp_path: Path) -> None:
    copy = copy_of("a1", SETTLED, tmp_path, lambda path: path.write_bytes(b"typed") and None)
    copy.write_bytes(b"other")
    assert known_copy(SETTLED, tmp_path) is None
    copy_of("a1", SETTLED, tmp_path, lambda path: path.write_bytes(b"again") and None)
    assert copy.read_bytes() == b"again"


def test_a_source_changed_just_now_has_to_be_hashed_again(tmp_path: Path) -> None:
    source = tmp_path / "source.csv"
    source.write_bytes(b"a,b\n")
    stats = file_stats(source)
    assert stats[0] == 4
    copy_of("a1", stats, tmp_path, lambda path: path.write_bytes(b"typed") and None)
    assert known_copy(stats, tmp_path) is None


def test_a_note_that_cannot_be_read_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "a1.json").write_bytes(b"{")
    (tmp_path / "b2.json").write_bytes(b'{"format": 1, "looks": [5, 1, 1, 7, 8]}')
    assert known_copy(SETTLED, tmp_path) is None


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="file"):
        copy_of("a1", SETTLED, tmp_path / "file" / "copies", refused)
