"""What lies in a year's folder and is not of its set; what becomes of it is for `tests/system/test_strays.py`."""

from pathlib import Path

from support.unattended import YEAR

from grantsdata.runs.publish.run_record import read_record
from grantsdata.runs.publish.strays import strays


def test_a_published_set_has_none(quick: Path) -> None:
    folder = quick / "outputs" / YEAR
    assert strays(folder, read_record(folder)) == []


def test_a_file_and_a_folder_that_are_not_listed_count_once_each(quick: Path) -> None:
    folder = quick / "outputs" / YEAR
    (folder / "notes" / "deep").mkdir(parents=True)
    (folder / "notes" / "deep" / "a.txt").touch()
    (folder / "data" / "copy.csv").touch()
    (folder / ".DS_Store").touch()
    assert strays(folder, read_record(folder)) == [folder / "data" / "copy.csv", folder / "notes"]


def test_a_link_in_the_place_of_a_folder_of_the_set_is_an_error_elsewhere(quick: Path, tmp_path: Path) -> None:
    folder = quick / "outputs" / YEAR
    (folder / "data").rename(tmp_path / "data")
    (folder / "data").symlink_to(tmp_path / "data")
    (folder / "another").symlink_to(tmp_path / "data")
    assert strays(folder, read_record(folder)) == [folder / "another"]


def test_without_a_record_nothing_is_one(quick: Path) -> None:
    folder = quick / "outputs" / YEAR
    (folder / "notes.txt").touch()
    assert strays(folder, None) == []
