"""Lines whose columns are set with tabs are a table if they have one number of columns, and an amount."""

import pytest

from grantsdata.importers.documents.found import Cell
from grantsdata.importers.documents.tabs import tables_of_lines


def lines(*texts: str) -> list[tuple[str, bool]]:
    return [(text, False) for text in texts]


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (("Hub\tEly\t£6", "Van\tMarch\t£500"), [["Hub", "Ely", "£6"], ["Van", "March", "£500"]]),
        (("Hub\t\tEly\t\t£6", "Van\tMarch\t£500"), [["Hub", "Ely", "£6"], ["Van", "March", "£500"]]),
        (("Hub\tEly\t£6", "Total\t\t£6"), [["Hub", "Ely", "£6"], ["Total", "", "£6"]]),
        (("Hub     £6", "Van     £500"), [["Hub", "£6"], ["Van", "£500"]]),
        (("Hub\t£6\nVan\t£500",), [["Hub", "£6"], ["Van", "£500"]]),
    ],
)
def test_lines_with_one_number_of_columns_are_rows(texts: tuple[str, ...], rows: list[list[str]]) -> None:
    (table,), paragraphs, notes = tables_of_lines(lines(*texts), 0)
    assert [[cell.text for cell in row] for row in table.rows] == rows
    assert table.notes == ("its columns are set with tabs or spaces, so that its cells are a guess",)
    assert (paragraphs, notes) == ([], [])


def test_a_table_is_numbered_after_those_before_it_and_has_the_line_above_as_its_heading() -> None:
    (table,), paragraphs, _ = tables_of_lines(lines("Awards", "Hub\t£6", "Van\t£500", "After"), 2)
    assert (table.place, table.heading) == ("table 3", "Awards")
    assert table.rows[1][1] == Cell("£500", "line 2, part 2")
    assert paragraphs == ["Awards", "After"]


@pytest.mark.parametrize(
    "texts", [("From:\tThe Chief", "To:\tThe Board"), ("Hub\t£6",), ("Hub", "£6"), ("\tHub\t", "\t£6\t")]
)
def test_lines_without_amounts_or_columns_are_paragraphs(texts: tuple[str, ...]) -> None:
    assert tables_of_lines(lines(*texts), 0) == ([], [" ".join(text.split()) for text in texts], [])


def test_entries_of_a_table_of_contents_are_paragraphs() -> None:
    assert tables_of_lines([("Hub\t5", True), ("Van\t6", True)], 0) == ([], ["Hub 5", "Van 6"], [])


def test_rows_of_other_lengths_with_amounts_are_told_with_what_to_do() -> None:
    tables, paragraphs, (note,) = tables_of_lines(lines("Hub\tEly\t£6", "Van\t£500"), 0)
    assert (tables, paragraphs) == ([], ["Hub Ely £6", "Van £500"])
    assert note.startswith("2 lines look like a table set with tabs, but do not have one number of columns: ")
    assert note.endswith(", and import the document again: “Hub Ely £6”")
