"""Columns are as wide as their words need, and share what is left."""

from grantsdata.runs.documents.blocks import Run, Table, TableCell, TableRow
from grantsdata.runs.documents.widths import shares_of_width


def row(*words: str) -> TableRow:
    return TableRow(tuple(TableCell((Run(text),)) for text in words))


def shares(*rows: TableRow) -> list[float]:
    return shares_of_width(Table(rows, "", False))


def test_a_column_is_as_wide_as_its_longest_word_or_its_texts_need() -> None:
    assert shares(row("aa", "bb")) == [0.5, 0.5]
    narrow, wide = shares(row("no", "a much longer text than the other one"))
    assert narrow < 0.25 and abs(narrow + wide - 1) < 1e-9


def test_no_word_is_broken_to_make_room_for_longer_texts() -> None:
    long = "volunteering and other social action by young people in the whole of the county and beyond it " * 2
    widths = shares(row("Fund", "Purpose", "Contributors", "Paragraph"), row("Youth", long, "none", "7.1"))
    assert all(share * 96 > letters for share, letters in zip(widths, (5, 12, 12, 9), strict=True))
