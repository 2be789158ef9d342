"""A text in the colour of its cell is left out and quoted; one whose background is not known is read."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.table import Table

from grantsdata.importers.documents.found import Cell
from grantsdata.importers.documents.reading import read_document
from grantsdata.importers.documents.unseen import COVERED

LEFT_OUT = ("", ('hidden text left out: "500"',))
DARK = PatternFill("solid", fgColor="003366")


@pytest.mark.parametrize(
    ("font", "fill", "shown"),
    [
        (Font(color="FFFFFF"), None, LEFT_OUT),
        (Font(color=Color(theme=0)), None, LEFT_OUT),
        (Font(color=Color(indexed=9)), None, LEFT_OUT),
        (Font(sz=1), None, LEFT_OUT),
        (Font(color="003366"), DARK, ("", (f"{COVERED}, and not repeated here: it may have been blacked out",))),
        (Font(color="FFFFFF"), DARK, ("500", ())),
        (Font(color="FFFFFF"), PatternFill("gray125"), ("500", ())),
        (Font(color=Color(theme=0, tint=-0.5)), None, ("500", ())),
        (Font(color="FF0000"), None, ("500", ())),
    ],
)
def test_a_text_is_read_if_it_can_be_seen(
    tmp_path: Path, font: Font, fill: PatternFill | None, shown: tuple[str, tuple[str, ...]]
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Hub", 500])
    book.active["B1"].font = font
    if fill:
        book.active["B1"].fill = fill
    assert read(book, tmp_path) == Cell(shown[0], "B1", "", shown[1])


def read(book: openpyxl.Workbook, tmp_path: Path) -> Cell:
    book.save(tmp_path / "book.xlsx")
    found = read_document(tmp_path / "book.xlsx")
    assert found.unaccounted == ()
    return found.tables[0].rows[0][1]


@pytest.mark.parametrize("is_table", [True, False])
def test_a_white_text_that_a_table_or_a_condition_may_shade_is_read(tmp_path: Path, is_table: bool) -> None:
    book = openpyxl.Workbook()
    for row in (["Hub", "Award"], ["Van", 500]):
        book.active.append(row)
    book.active["B1"].font = Font(color="FFFFFF")
    if is_table:
        book.active.add_table(Table(displayName="T", ref="A1:B2"))
    else:
        book.active.conditional_formatting.add("A1:B2", CellIsRule("equal", ["5"], fill=DARK))
    assert read(book, tmp_path).text == "Award"


def test_an_amount_that_its_format_prints_white_is_left_out_and_quoted(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for place, value in (("A1", 446000), ("B1", 1250), ("A2", "Hub"), ("B2", -7)):
        book.active[place] = value
    for place in ("B1", "B2"):
        book.active[place].number_format = "[White]£#,##0;-£#,##0"
    book.save(tmp_path / "book.xlsx")
    found = read_document(tmp_path / "book.xlsx")
    rows = [[(cell.text, cell.notes) for cell in row] for row in found.tables[0].rows]
    assert rows == [[("446000", ()), ("", ('hidden text left out: "£1,250"',))], [("Hub", ()), ("-£7", ())]]
    assert found.unaccounted == ()


def test_a_white_text_beside_a_table_is_not_seen(tmp_path: Path) -> None:
    """The table shades only its own cells."""
    book = openpyxl.Workbook()
    for row in (["Hub", 500, "Award"], ["Van", 7, 500]):
        book.active.append(row)
    book.active["B1"].font = Font(color="FFFFFF")
    book.active.add_table(Table(displayName="T", ref="C1:C2"))
    cell = read(book, tmp_path)
    assert (cell.text, cell.notes) == LEFT_OUT
