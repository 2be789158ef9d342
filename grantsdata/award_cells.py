"""A printed table → the cells of its awards: corrections made, other rows taken out, merged cells filled."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from grantsdata.errors import Fault
from grantsdata.layout import laid_out
from grantsdata.model.declared_table import AwardTable, Correction
from grantsdata.model.money import EXPECTED_FORM
from grantsdata.model.paper import Paper
from grantsdata.sources.files.printed_table import Header, PrintedTable, read_printed_table

DECLARE = "Correct the cell, or declare it in paper.toml."


def read_award_table(path: Path, project: Path, table: AwardTable) -> PrintedTable:
    """The printed table of a declaration; SourceError as `read_printed_table` raises it."""
    header = Header(table.header_rows, table.ditto, table.merged_left)
    return read_printed_table(path, project, table.printed_columns, header=header)


class AwardCells(NamedTuple):
    """The rows of a printed table that are awards: `before` and after merged cells are filled, by printed columns, and
    the heading of the section that each stands in; with what is at fault."""

    before: pd.DataFrame
    filled: pd.DataFrame
    sections: pd.DataFrame
    faults: list[Fault]


def award_cells(printed: PrintedTable, table: AwardTable, paper: Paper) -> AwardCells:
    """Corrections made, other rows taken out, merged cells filled: those of one row first, then those above."""
    cells, faults = corrected(printed, table)
    before, sections, layout_faults = laid_out(cells, table, paper.totals_in(table), printed.file)
    sideways, left_faults = left_filled(before, table, printed.file)
    filled, ditto_faults = ditto_filled(sideways, table, printed.file)
    return AwardCells(before, filled, sections, faults + layout_faults + left_faults + ditto_faults)


def corrected(printed: PrintedTable, table: AwardTable) -> tuple[pd.DataFrame, list[Fault]]:
    """The cells after the declared corrections; a correction whose printed text is not there is a fault."""
    cells = printed.cells.copy()
    faults = []
    for correction in table.corrections:
        found = _cell(cells, correction)
        if found == correction.printed:
            cells.loc[correction.row, correction.column] = correction.read_as
        else:
            problem = "the file has no such row" if found is None else "a declared correction does not fit"
            expected = f'"{correction.printed}", as the correction in paper.toml says'
            step = "Correct the row number or the text of the correction."
            faults.append(Fault(printed.file, problem, expected, step, correction.row, correction.column, found))
    return cells, faults


def _cell(cells: pd.DataFrame, correction: Correction) -> str | None:
    return str(cells.at[correction.row, correction.column]) if correction.row in cells.index else None


def left_filled(cells: pd.DataFrame, table: AwardTable, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """A cell that is one with the cell to its left takes its text; an amount never does."""
    filled, faults = cells.copy(), []
    columns = list(cells.columns)
    for number, column in enumerate(columns):
        is_left = cells[column] == table.merged_left
        for row in cells.index[is_left]:
            text = str(filled.at[row, columns[number - 1]]) if number else ""
            if column == table.columns.award:
                problem = "an amount is one with the cell to its left"
                faults.append(Fault(file, problem, EXPECTED_FORM, DECLARE, int(row), column))
            elif not text:
                problem, step = "a cell that is one with nothing to its left", "Write the text out in the first cell."
                faults.append(Fault(file, problem, "a text to its left", step, int(row), column))
            else:
                filled.at[row, column] = text
    return filled, faults


def ditto_filled(cells: pd.DataFrame, table: AwardTable, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Merged cells take the text above; only a ditto sign does so, never a blank."""
    faults = []
    filled = cells.copy()
    for column in cells.columns:
        if column == table.columns.award:
            wrong = cells.index[cells[column] == table.ditto]
            faults += [
                Fault(file, "an amount is repeated by a ditto sign", EXPECTED_FORM, DECLARE, int(row), column)
                for row in wrong
            ]
            continue
        is_ditto = cells[column] == table.ditto
        filled[column] = cells[column].mask(is_ditto).ffill().fillna("")
        step = "Write the text out in the first row that it belongs to."
        faults += [
            Fault(file, "a ditto sign with nothing above it", "a text", step, int(row), column)
            for row in cells.index[is_ditto & (filled[column] == "")]
        ]
    return filled, faults
