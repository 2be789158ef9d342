"""Files written in one step, and lines added to a CSV file of which every byte stays."""

from pathlib import Path

import pytest

from grantsdata.errors import LinkError, OutputError
from grantsdata.sources.files.write import csv_lines, csv_of, with_lines, write_files

COLUMNS = ("name", "type")
LINE = {"type": "police", "name": "Smith, Jones"}


def test_files_are_written_in_utf_8_and_a_replaced_one_keeps_its_rights(tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_text("old", encoding="utf-8")
    one.chmod(0o640)
    assert write_files({one: "£1", other: b"\xff"}) == [one, other]
    assert (one.read_bytes(), other.read_bytes()) == (b"\xc2\xa31", b"\xff")
    assert one.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]


def test_no_link_is_written_through(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "a.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    with pytest.raises(LinkError):
        write_files({link: "new"})
    assert target.read_text(encoding="utf-8") == "old"


def test_where_one_cannot_be_written_none_is_and_nothing_is_left(tmp_path: Path) -> None:
    one = tmp_path / "a.csv"
    one.write_text("old", encoding="utf-8")
    with pytest.raises(OutputError):
        write_files({one: "new", tmp_path / "gone" / "b.csv": "new"})
    assert one.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_line_has_the_columns_of_the_file_and_quotes_what_needs_it() -> None:
    assert csv_lines([LINE, {"name": 'a "b"'}], COLUMNS) == ['"Smith, Jones",police', '"a ""b""",']


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (b"", b'name,type\n"Smith, Jones",police\n'),
        (b"type,name\nhealth,A\n", b'type,name\nhealth,A\npolice,"Smith, Jones"\n'),
        (b"\xef\xbb\xbfname,type\r\nA,b", b'\xef\xbb\xbfname,type\r\nA,b\r\n"Smith, Jones",police'),
        (b"name , other\nA,b\n\n", b'name , other\nA,b\n"Smith, Jones",\n\n'),
    ],
)
def test_lines_are_added_as_the_file_has_them(content: bytes, written: bytes) -> None:
    assert with_lines(content, [LINE], COLUMNS) == written


def test_rows_become_csv_text_in_lines_that_end_in_lf() -> None:
    assert csv_of([("Service", "Award"), ("Hub, north", "£1,000"), ('the "Hub"', "")]) == (
        'Service,Award\n"Hub, north","£1,000"\n"the ""Hub""",\n'
    )
