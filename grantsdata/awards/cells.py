"""Find the awards in a printed table: apply corrections, remove other rows, fill merged cells.

Papers print headings, totals, income and notes among the awards. `paper.toml` declares such rows; they are never
guessed, and a row that does not hold what was declared is a fault.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from grantsdata.errors import AmountError, Fault
from grantsdata.model.amounts.printed import EXPECTED_FORM
from grantsdata.model.amounts.two_cells import with_pence
from grantsdata.model.declared_table import AwardTable, Correction, PrintedTotal
from grantsdata.model.paper import Paper
from grantsdata.model.schema import OTHER_YEAR
from grantsdata.sources.files.printed_table import Header, PrintedTable, read_printed_table

DECLARE = "Correct the cell, or declare it in paper.toml."


def read_award_table(path: Path, project: Path, table: AwardTable) -> PrintedTable:
    """Read the printed table that `table` declares. Raises SourceError like `read_printed_table`."""
    header = Header(table.header_rows, table.ditto, table.merged_left)
    return read_printed_table(path, project, table.printed_columns, header=header)


class AwardCells(NamedTuple):
    """The rows of a printed table that are awards, and the table's faults.

    `before` and `filled` have the printed columns, before and after merged cells are filled; `sections` is as in
    `AwardRows`.
    """

    before: pd.DataFrame
    filled: pd.DataFrame
    sections: pd.DataFrame
    faults: list[Fault]


def award_cells(printed: PrintedTable, table: AwardTable, paper: Paper) -> AwardCells:
    """Apply corrections, join pounds and pence, remove rows that are not awards, and fill merged cells from the left,
    then from above."""
    cells, faults = corrected(printed, table)
    cells, pence_faults = pence_joined(cells, table, printed.file)
    faults += pence_faults
    before, sections, row_faults = award_rows(cells, table, paper.totals_in(table), printed.file)
    filled_left, left_faults = left_filled(before, table, printed.file)
    filled, ditto_faults = ditto_filled(filled_left, table, printed.file)
    return AwardCells(before, filled, sections, faults + row_faults + left_faults + ditto_faults)


def corrected(printed: PrintedTable, table: AwardTable) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the cells with the declared corrections applied; a correction that does not fit its cell is a fault."""
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


def pence_joined(cells: pd.DataFrame, table: AwardTable, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the cells with each amount's pence beside its pounds, in a table with a column of pence. The column of
    pence becomes blank. Cells that do not form an amount are faults."""
    if table.columns.pence is None:
        return cells, []
    joined, faults = cells.copy(), []
    for row, pounds, pence in cells[[table.columns.award, table.columns.pence]].itertuples():
        try:
            joined.at[row, table.columns.award] = with_pence(pounds, pence)
        except AmountError:
            expected = "pounds in one cell and two figures of pence in the other"
            faults.append(Fault(file, "cannot read", expected, DECLARE, row, table.columns.pence, f"{pounds} {pence}"))
    joined[table.columns.pence] = ""
    return joined, faults


def left_filled(cells: pd.DataFrame, table: AwardTable, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Fill cells merged with the cell to their left; a merged amount is a fault."""
    filled, faults = cells.copy(), []
    columns = list(cells.columns)
    for number, column in enumerate(columns):
        is_merged = cells[column] == table.merged_left
        for row in cells.index[is_merged]:
            text = str(filled.at[row, columns[number - 1]]) if number else ""
            if column == table.columns.award:
                problem = "an amount is merged with the cell to its left"
                faults.append(Fault(file, problem, EXPECTED_FORM, DECLARE, int(row), column))
            elif not text:
                problem, step = "a merged cell with no text to its left", "Write the text out in the first cell."
                faults.append(Fault(file, problem, "a text to its left", step, int(row), column))
            else:
                filled.at[row, column] = text
    return filled, faults


def ditto_filled(cells: pd.DataFrame, table: AwardTable, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Fill cells that hold the ditto sign with the text above. Blank cells stay blank; a merged amount is a fault."""
    faults = []
    filled = cells.copy()
    for column in cells.columns:
        if column == table.columns.award:
            merged_amounts = cells.index[cells[column] == table.ditto]
            faults += [
                Fault(file, "an amount is repeated by a ditto sign", EXPECTED_FORM, DECLARE, int(row), column)
                for row in merged_amounts
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


class AwardRows(NamedTuple):
    """The rows of a table that are awards, with unchanged cells, and the faults of the other rows.

    `sections` has for each award the headings above it, in columns named `stream`, `theme` or `arrangement`.
    """

    cells: pd.DataFrame
    sections: pd.DataFrame
    faults: list[Fault]


def award_rows(cells: pd.DataFrame, table: AwardTable, totals: Sequence[PrintedTotal], file: str) -> AwardRows:
    """Return the rows of a table without its headings, its printed `totals` and the rows declared as `left_out`.

    In a table with `section_rows`, a row with a single text is a heading. Its section ends at the next heading of the
    same or a wider kind.
    """
    faults = [*_total_faults(cells, table, totals, file), *_left_out_faults(cells, table, file)]
    total_rows = {total.row for total in totals}
    left_out = {one.row for one in table.left_out}
    above: dict[str, str] = dict.fromkeys(map(str, table.section_rows), "")
    sections: dict[int, dict[str, str]] = {}
    for row, texts in zip(cells.index, cells.to_numpy().tolist(), strict=True):
        words = _texts(texts, table)
        about = _heading(words, table) if row not in left_out else None
        if about is not None:
            is_wider = True
            for name in table.section_rows:
                is_wider = is_wider and name != about
                above[name] = words[0] if name == about else above[name] if is_wider else ""
        elif row in total_rows | left_out:
            continue
        elif table.section_rows and len(words) == 1:
            faults.append(_unknown_heading(int(row), words[0], table, file))
        else:
            sections[int(row)] = dict(above)
            if above.get("stream") == "":
                expected = f"one of {', '.join(table.streams)} in a row above it"
                step = "Add the heading's row, or name the stream for the whole table."
                faults.append(Fault(file, "an award above the first heading", expected, step, int(row)))
    awards = cells.loc[list(sections)]
    headings = pd.DataFrame(list(sections.values()), index=awards.index, columns=list(table.section_rows), dtype="str")
    return AwardRows(awards, headings, faults)


def _texts(cells: Sequence[str], table: AwardTable) -> list[str]:
    """Return the texts of a row, without blank and merged cells."""
    return [text for text in cells if text not in ("", table.merged_left, table.ditto)]


def _heading(words: Sequence[str], table: AwardTable) -> str | None:
    """Return what a heading is about, or None for another row. A heading may have its section's total beside it."""
    known = (name for name in table.section_rows if words and words[0] in table.headings[name])
    return next(known, None) if len(words) <= 2 else None


def _unknown_heading(row: int, text: str, table: AwardTable, file: str) -> Fault:
    known = [heading for name in table.section_rows for heading in table.headings[name]]
    step = (
        "Add it to the headings in paper.toml, or declare the row under left_out. If it is an award of which the paper "
        'prints only the service, declare its empty amount as a correction, read as "not stated".'
    )
    return Fault(file, "unknown heading", f"one of {', '.join(known)}", step, row, text=text)


def _total_faults(cells: pd.DataFrame, table: AwardTable, totals: Sequence[PrintedTotal], file: str) -> Iterator[Fault]:
    for total in totals:
        if total.row is None:
            continue
        found = str(cells.at[total.row, table.columns.award]) if total.row in cells.index else None
        if found != total.printed:
            problem = "the file has no such row" if found is None else "a declared total does not fit"
            expected = f'"{total.printed}", as the printed total "{total.label}" in paper.toml says'
            step = "Correct the row number or the amount of the printed total."
            yield Fault(file, problem, expected, step, total.row, table.columns.award, found)


def _left_out_faults(cells: pd.DataFrame, table: AwardTable, file: str) -> Iterator[Fault]:
    for one in table.left_out:
        texts = [_texts(row, table) for row in cells[cells.index == one.row].to_numpy().tolist()]
        found = "".join(texts[0][:1]) if texts else None
        if found != one.printed:
            problem = "a row declared under left_out does not fit" if texts else "the file has no such row"
            expected = f'a row that begins with "{one.printed}", as left_out in paper.toml says'
            step = "Correct the row number or the text of left_out."
            yield Fault(file, problem, expected, step, one.row, text=found)


def why_left_out(table: AwardTable, row: int) -> str:
    """Why a row of the table is no award of its year, in a sentence."""
    because = next((one.because for one in table.left_out if one.row == row), OTHER_YEAR)
    if because == OTHER_YEAR:
        return "paper.toml declares this cell to mean that nothing is awarded in this year."
    return f"paper.toml declares that this row is no award: {because}."
