"""Files of a paper, made by real tools for the tests of what reads them.

A table is a list of rows of texts, in which "〃" belongs to the cell above and "←" to the cell on its left. Where a
merged cell covers rows and columns, "←" stands in its first row and "〃" in all the others.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import docx

from grantsdata.imports.found import FoundTable

RAW = Path(__file__).parents[1] / "data" / "raw"
ABOVE, LEFT = "〃", "←"

Rows = Sequence[Sequence[str]]


class Block(NamedTuple):
    """A cell with the rows and columns that it covers, counted from nought."""

    row: int
    column: int
    height: int
    width: int
    text: str


def raw_rows(name: str, year: str = "2017-18") -> list[list[str]]:
    """The cells of a raw CSV file, its header among them."""
    with (RAW / year / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def blocks_of(rows: Rows) -> Iterator[Block]:
    """The cells that begin in a table, each with what is merged with it."""
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text in (ABOVE, LEFT):
                continue
            width, height = 1, 1
            while column + width < len(row) and row[column + width] == LEFT:
                width += 1
            while number + height < len(rows) and rows[number + height][column] == ABOVE:
                height += 1
            yield Block(number, column, height, width, text)


def signs_of(table: FoundTable) -> list[list[str]]:
    """The rows of a table that was found, with the same signs for merged cells."""
    signs = {"above": ABOVE, "left": LEFT}
    return [[signs[cell.merged] if cell.merged else cell.text for cell in row] for row in table.rows]


def docx_of(tables: Sequence[Rows], path: Path, headings: Sequence[str] = ()) -> Path:
    """A Word document with these tables, each after its heading, if it has one; the first row is repeated on pages."""
    document = docx.Document()
    for number, rows in enumerate(tables):
        document.add_heading(headings[number], 2) if number < len(headings) else document.add_paragraph()
        table = document.add_table(len(rows), len(rows[0]), "Table Grid")
        grid = [table.row_cells(row) for row in range(len(rows))]
        for block in blocks_of(rows):
            cell = grid[block.row][block.column]
            if (block.height, block.width) != (1, 1):
                cell = cell.merge(grid[block.row + block.height - 1][block.column + block.width - 1])
            cell.text = block.text
        _repeat_header(table.rows[0])
    document.save(str(path))
    return path


def _repeat_header(row: "docx.table._Row") -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(docx.oxml.ns.qn("w:tblHeader"), {}))
