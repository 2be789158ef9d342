"""The line on which an editor shows a row of a table or a key of a declaration."""

from pathlib import Path

import pytest

from grantsdata.sources.files.lines import Lines, key_line, row_starts


def test_rows_begin_on_lines() -> None:
    assert row_starts('a,b\r\n"1\r\n2",3\r\n4,"5\n\n6"\r\n7,8\r\n') == [1, 2, 4, 7]
    assert row_starts("") == []


def test_a_cell_that_no_reader_takes_ends_the_rows_that_have_lines() -> None:
    """As where a quotation mark is never closed, and all that follows is one cell."""
    assert row_starts('a,b\n"1\n2",3\n4,"' + "x\n" * 100_000) == [1, 2]


TOML = '# [a]\n[a]\nx = 1\n[[b]]\nx = 2 # y = 3\n[b.c]\nz = 1\n[[b]]\ny = 4\n[b.c]\nz = 2\n'  # fmt: skip


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("a.x", 3),
        ("a.missing", 2),
        ("b[1].x", 5),
        ("b[1].y", 4),
        ("b[2].y", 9),
        ("b[1].c.z", 7),
        ("b[2].c.z", 11),
        ("b[2].c.missing", 10),
        ("b[3].x", None),
        ("missing", None),
    ],
)
def test_a_key_has_its_line(key: str, line: int | None) -> None:
    assert key_line(TOML, key) == line


def test_a_row_and_a_key_lead_to_their_lines_and_a_whole_file_to_none(tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "a.csv").write_text('a,b\n"1\n2",3\n4,5\n', encoding="utf-8")
    (tmp_path / "data" / "raw" / "a.toml").write_text(TOML, encoding="utf-8")
    lines = Lines(tmp_path)
    assert [lines.of("data/raw/a.csv", row) for row in (1, 2, 3, None)] == [1, 2, 4, None]
    assert lines.of("data/raw/a.toml", None, "b[2].y is missing") == 9
    assert lines.of("data/raw/a.toml", None, "not readable as TOML (at line 7, column 3)") == 7
    assert lines.of("data/raw/gone.csv", 5) == 5
    assert lines.of("data/raw/notes.md", 5) == 5
