"""Rows, columns and cells that a sheet of Excel does not show, or shows otherwise on a condition, are told."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule, IconSetRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from grantsdata.errors import SourceError
from grantsdata.importers.documents.found import Document
from grantsdata.importers.documents.reading import read_document
from grantsdata.importers.documents.spreadsheets.hidden import condition_notes, hidden_columns, hidden_rows
from grantsdata.sources.safety.open_xml import rewritten


def sheet_with(amount: Any = 5000) -> Any:
    """The sheet of a new workbook with one award."""
    sheet = openpyxl.Workbook().active
    sheet.append(["Service", "Award"])
    sheet.append(["Hub", amount])
    return sheet


def read(tmp_path: Path, sheet: Any) -> Document:
    sheet.parent.save(tmp_path / "book.xlsx")
    return read_document(tmp_path / "book.xlsx")


def test_a_row_without_height_and_a_column_without_width_are_hidden(tmp_path: Path) -> None:
    sheet = sheet_with()
    sheet.row_dimensions[2].height = 1
    sheet.row_dimensions[1].height = 15
    sheet.column_dimensions["B"].width = 0.1
    sheet.column_dimensions["A"].width = 4
    sheet.parent.save(tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx").active
    assert hidden_rows(sheet) == {1}
    assert set(hidden_columns(sheet.column_dimensions, 5)) == {1}


WHITE = Font(color="FFFFFFFF")
MAY_HIDE = ["a conditional format may hide it or show it otherwise; compare with the sheet"]


@pytest.mark.parametrize(
    ("rule", "notes"),
    [
        (CellIsRule(operator="greaterThan", formula=["1"], font=WHITE), MAY_HIDE),
        (CellIsRule(operator="greaterThan", formula=["1"], font=Font(color="FFFF0000")), []),
        (CellIsRule(operator="greaterThan", formula=["1"], font=WHITE, fill=PatternFill(bgColor="FF003366")), []),
        (Rule("cellIs", operator="greaterThan", formula=["1"],
              dxf=DifferentialStyle(numFmt=NumberFormat(200, '0,"k"'))), MAY_HIDE),
        (IconSetRule("3Arrows", "num", [1, 2, 3], showValue=False), MAY_HIDE),
        (IconSetRule("3Arrows", "num", [1, 2, 3]), []),
    ],
)  # fmt: skip
def test_a_condition_that_may_hide_a_cell_is_told(rule: Any, notes: list[str]) -> None:
    sheet = sheet_with()
    sheet.conditional_formatting.add("B2:B9", rule)
    assert list(condition_notes(sheet["B2"])) == notes
    assert list(condition_notes(sheet["A2"])) == []


@pytest.mark.parametrize(
    ("amount", "text", "notes"),
    [
        (CellRichText("£500", TextBlock(InlineFont(vertAlign="subscript"), "1")), "£500", ('small mark "1"',)),
        ("£5,000_x000D_", "£5,000", ()),
        (12345678901234567890, "12345678901234600000", ()),
        ("#DIV/0!", "#DIV/0!", ("an error of a formula",)),
    ],
)
def test_a_text_is_the_one_that_excel_shows(tmp_path: Path, amount: Any, text: str, notes: tuple[str, ...]) -> None:
    found = read(tmp_path, sheet_with(amount))
    cell = found.tables[0].rows[1][1]
    assert (cell.text, cell.notes, found.unaccounted) == (text, notes, ())


def test_a_cell_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    sheet = sheet_with()
    sheet.parent.save(tmp_path / "book.xlsx")
    twice = rewritten((tmp_path / "book.xlsx").read_bytes(), [(re.compile(rb'(<c r="B2".*?</c>)'), rb"\1\1")])
    (tmp_path / "book.xlsx").write_bytes(twice)
    with pytest.raises(SourceError, match=r"The cell B2 is there twice in xl/worksheets/sheet1\.xml"):
        read_document(tmp_path / "book.xlsx")
