"""Find the cells of the tables about awards that cannot be right: empty, no date, no amount, no label, twice."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from grantsdata.awards.agreements.figures import Problem, parts_of_nothing, wrong_figures
from grantsdata.awards.agreements.tables import TableOfRecords
from grantsdata.errors import AmountError, Fault
from grantsdata.model.amounts.by_year import EXPECTED, parse_by_year
from grantsdata.model.amounts.parse import parse_amount
from grantsdata.model.amounts.printed import EXPECTED_FORM
from grantsdata.model.declared.other_tables import OtherTable
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import single_spaced
from grantsdata.model.schema import HELD_BACK

_CORRECT = "Correct the cell."
_OF_AWARD = {
    "stream": "the code of the stream that the award is made from",
    "service": "the award's service, as its table has it",
}

Cells = Mapping[str, str]


def cell_faults(
    lines: pd.DataFrame, table: TableOfRecords, declared: OtherTable, reported: set[tuple[int | None, str | None]]
) -> Iterator[Fault]:
    """Yield a fault for each wrong cell of these lines, except those at the places (row, column) already `reported`."""
    first: dict[tuple[str, ...], int] = {}
    for line in lines.to_dict("records"):
        cells = {str(name): "" if pd.isna(text) else str(text) for name, text in line.items()}
        file, row = cells["source_file"], int(line["source_row"])
        for meaning, problem, expected, step in wrong_cells(cells, table):
            place = row, declared.columns[meaning]
            if place not in reported:
                yield Fault(file, problem, expected, step, *place, text=cells[meaning] or None)
        key = tuple(single_spaced(cells[meaning]) for meaning in table.once)
        if first.setdefault(key, row) != row:
            expected = f"each line once; row {first[key]} is another with the same {', '.join(table.once)}"
            yield Fault(
                file, "the line appears twice:", expected, "Keep one of the lines.", row,
                declared.columns["service"], cells["service"],
            )  # fmt: skip

    if "part_of" in lines:
        yield from _wrong_wholes(lines, declared)


def _wrong_wholes(lines: pd.DataFrame, declared: OtherTable) -> Iterator[Fault]:
    every: list[dict[str, Any]] = lines.to_dict("records")  # type: ignore[assignment]
    for place in parts_of_nothing(every):
        line, column = every[place], declared.columns["part_of"]
        expected = "another measure of the same award and half-year that is a count"
        yield Fault(
            line["source_file"], "part of a measure that is not there:", expected, _CORRECT, int(line["source_row"]),
            column, line["part_of"],
        )  # fmt: skip


def wrong_cells(cells: Cells, table: TableOfRecords) -> Iterator[Problem]:
    """Yield what is wrong with the cells of one line, which are by meaning: each by itself, then together."""
    yield from _wrong(cells, table)
    yield from _together(cells)


def _wrong(cells: Cells, table: TableOfRecords) -> Iterator[Problem]:
    for meaning, expected in (_OF_AWARD | dict(table.filled)).items():
        if not cells[meaning]:
            yield meaning, "an empty cell", expected, "Fill in the cell."
    for meaning in table.dates:
        if cells[meaning] and not is_day(cells[meaning]):
            yield meaning, "cannot read the date", "a form like 2017-08-03", _CORRECT
    for meaning in table.amounts:
        yield from _amount_problem(meaning, cells)
    for meaning, labels in table.labels.items():
        if cells[meaning] and cells[meaning] not in labels:
            yield meaning, "unknown label", f"one of {', '.join(labels)}", _CORRECT
    if "by_year" in cells:
        try:
            parse_by_year(cells["by_year"])
        except AmountError:
            yield "by_year", "cannot read", EXPECTED, _CORRECT


def _amount_problem(meaning: str, cells: Cells) -> Iterator[Problem]:
    try:
        amount = parse_amount(cells[meaning])
    except AmountError:
        yield meaning, "cannot read", EXPECTED_FORM, _CORRECT
        return
    if "kind" in cells and cells[meaning] and (amount.pence is None or amount.pence <= 0):
        step = 'Write the amount without a sign; the kind "returned" says that it came back.'
        yield meaning, "a payment without an amount above £0:", "an amount above £0", step


def _together(cells: Cells) -> Iterator[Problem]:
    """Yield the same for cells that do not go together."""
    if "held_back_because" in cells:
        is_held, because = cells["kind"] == HELD_BACK, cells["held_back_because"]
        if is_held and not because:
            yield "held_back_because", "an empty cell", "why the money was held back", "Fill in the cell."
        elif because and not is_held:
            step = f'Give the line the kind "{HELD_BACK}", or empty the cell.'
            yield "held_back_because", "a reason to hold back money that was not held back:", "an empty cell", step
        if not is_held and not cells["date"]:
            yield "date", "an empty cell", "the date on which the money was paid or returned", "Fill in the cell."
    if "returned_on" in cells:
        yield from wrong_figures(cells)
    if "amount_before" in cells and cells["amount_before"] and not cells["amount_after"]:
        yield "amount_after", "an empty cell", "both amounts, or neither", "Fill in the cell, or empty the other."
    if "amount_before" in cells and "document" not in cells and cells["amount_after"] and not cells["amount_before"]:
        yield "amount_before", "an empty cell", "both amounts, or neither", "Fill in the cell, or empty the other."


def document_faults(lines: pd.DataFrame, paper: Paper, declared: OtherTable) -> Iterator[Fault]:
    """Yield a fault for each line that cites none of the documents that `paper.toml` lists."""
    known = ", ".join(one.id for one in paper.documents)
    for file, row, name in lines[["source_file", "source_row", "document"]].to_numpy():
        if name not in paper.document_names:
            problem = "no document of the year has the id" if name else "an empty cell"
            step = "Correct the cell, or list the document in paper.toml."
            yield Fault(file, problem, f"one of {known}", step, int(row), declared.columns["document"], name or None)


def is_day(text: str) -> bool:
    """Whether the text is a date in the form 2017-08-03."""
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def typed_amounts(lines: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Return the lines with `…_printed`, `…_pence` (Int64) and `…_gbp` (Float64) in the place of each amount."""
    columns: dict[str, Any] = {}
    for name in lines.columns:
        if name not in names:
            columns[name] = lines[name]
            continue
        pence = pd.Series([parse_amount(text).pence for text in lines[name]], lines.index, dtype="Int64")
        columns |= {f"{name}_printed": lines[name], f"{name}_pence": pence}
        columns[f"{name}_gbp"] = (pence / 100).astype("Float64")
    return pd.DataFrame(columns)
