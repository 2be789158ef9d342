"""Where the table of a CSV file ends and how wide it is; what is no CSV file is refused."""

from pathlib import Path

import pytest

from grantsdata.errors import SourceError
from grantsdata.sources.threesixty.csv_layout import Layout, layout_of


def layout(folder: Path, content: bytes) -> Layout:
    path = folder / "grants.csv"
    path.write_bytes(content)
    return layout_of(path)


def test_a_plain_table_has_nothing_to_leave_out(tmp_path: Path) -> None:
    found = layout(tmp_path, b"a,b\n1,2\n")
    assert found == Layout(["a", "b"], 2, 1, 8, 0)
    assert found.notes == []


def test_blank_rows_and_empty_cells_are_left_out_and_noted(tmp_path: Path) -> None:
    found = layout(tmp_path, b"a,b\n1,2,,\n,,,\n,,,\n")
    assert (found.titles, found.header_cells, found.end, found.blank_rows) == (["a", "b", "", ""], 2, 10, 2)
    assert found.notes == [
        "2 blank rows at the end are left out.",
        "2 empty cells at the end of every row are left out.",
    ]


def test_a_header_on_two_lines_and_a_mark_at_the_beginning_are_read(tmp_path: Path) -> None:
    found = layout(tmp_path, b'\xef\xbb\xbf"a\nx",b\r\n1,2\r\n')
    assert (found.titles, found.header_lines) == (["a\nx", "b"], 2)


def test_an_amount_that_was_cut_in_two_does_not_make_the_table_wider(tmp_path: Path) -> None:
    assert layout(tmp_path, b"a,b\nx,213,000\n").titles == ["a", "b"]


def test_an_empty_file_has_no_titles(tmp_path: Path) -> None:
    assert layout(tmp_path, b"").titles == []


@pytest.mark.parametrize(
    ("content", "said"), [(b"PK\x03\x04", "this is a zipped file"), (b'"a,b\n', "the header cannot be read")]
)
def test_what_is_no_csv_file_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        layout(tmp_path, content)


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="this is not a plain file"):
        layout_of(tmp_path)
    with pytest.raises(SourceError, match="the file cannot be opened"):
        layout_of(tmp_path / "none.csv")


def test_rows_that_cannot_be_read_make_the_table_no_wider(tmp_path: Path) -> None:
    """What is wrong with them is reported where the table is read."""
    assert layout(tmp_path, b'a,b\n"1"x,2,,\n').titles == ["a", "b"]
