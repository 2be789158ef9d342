"""Raw files: a plain file within the project is read and recorded, and anything else is refused unopened."""

import hashlib
import os
from pathlib import Path

import pytest

from grantsdata.errors import SourceError
from grantsdata.sources.files import plain_file
from grantsdata.sources.files.plain_file import Kind, are_as_seen, is_there, leads_out, raw_bytes, seen_bytes, watched

FILE = "data/raw/2017-18/a.csv"
KIND = Kind("a CSV file", SourceError, "Add it.", "Save it as CSV.", most_bytes=5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / FILE
    made.parent.mkdir(parents=True)
    made.write_bytes(b"a,b\n")
    return made


def refused(path: Path, project: Path) -> str:
    with pytest.raises(SourceError) as error:
        raw_bytes(path, project, KIND)
    return str(error.value)


def test_a_file_that_is_read_is_recorded_with_its_hash(path: Path, tmp_path: Path) -> None:
    with watched() as outer, watched() as seen:
        assert raw_bytes(path, tmp_path, KIND) == b"a,b\n"
    assert seen == outer == {(FILE, hashlib.sha256(b"a,b\n").hexdigest())}
    assert are_as_seen(seen, tmp_path)
    path.write_bytes(b"a,c\n")
    assert not are_as_seen(seen, tmp_path)
    path.unlink()
    assert not are_as_seen(seen, tmp_path)


def test_that_a_file_was_absent_is_recorded_too(path: Path, tmp_path: Path) -> None:
    path.unlink()
    with watched() as seen:
        assert not is_there(path, tmp_path)
    with watched() as same, pytest.raises(FileNotFoundError):
        seen_bytes(path, tmp_path)
    assert seen == same != set()
    assert are_as_seen(seen, tmp_path)
    path.symlink_to(tmp_path / "gone")
    assert is_there(path, tmp_path), "a broken link is there, and is told where it is read"
    assert not are_as_seen(seen, tmp_path)


def test_a_size_may_be_the_largest_and_no_more(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"12345")
    assert raw_bytes(path, tmp_path, KIND) == b"12345"
    path.write_bytes(b"123456")
    assert refused(path, tmp_path) == (
        f"{FILE}: the file has 6 bytes; expected at most 5. Check that it is the right file; if it is, split it."
    )
    assert plain_file.MOST_BYTES == 2_000_000


def test_what_is_no_file_is_refused_without_waiting_for_it(path: Path, tmp_path: Path) -> None:
    path.unlink()
    path.mkdir()
    assert "this is a folder; expected a CSV file." in refused(path, tmp_path)
    path.rmdir()
    os.mkfifo(path)
    assert "not a plain file but a pipe" in refused(path, tmp_path)


def test_a_missing_file_names_one_of_nearly_the_same_name(path: Path, tmp_path: Path) -> None:
    path.rename(path.with_name("A.XLSX"))
    said = refused(path, tmp_path)
    assert "There is A.XLSX in the same folder: save it again with this name and as this kind of file." in said
    assert "A workbook may hide rows" in said
    path.with_name("A.XLSX").unlink()
    assert refused(path, tmp_path) == f"{FILE}: the file is not there; expected a CSV file. Add it."


def test_a_link_may_lead_to_another_year_but_not_out_of_the_raw_data(path: Path, tmp_path: Path) -> None:
    (tmp_path / "data" / "raw" / "b.csv").write_bytes(b"b\n")
    path.unlink()
    path.symlink_to("../b.csv")
    assert not leads_out(path, tmp_path)
    assert raw_bytes(path, tmp_path, KIND) == b"b\n"
    (tmp_path / "c.csv").write_bytes(b"c\n")
    path.unlink()
    path.symlink_to(tmp_path / "c.csv")
    assert leads_out(path, tmp_path)
    assert "this is a link that leads out of the data folder" in refused(path, tmp_path)


def test_a_file_that_can_no_longer_be_read_is_not_as_it_was(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(path: Path, project: Path) -> bytes:
        raise OSError(5, "Input/output error", str(path))

    with watched() as seen:
        seen_bytes(path, tmp_path)
    assert are_as_seen(seen, tmp_path)
    monkeypatch.setattr(plain_file, "seen_bytes", unreadable)
    assert not are_as_seen(seen, tmp_path)
