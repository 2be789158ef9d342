"""Find tables that are no tables in a text document, but lines whose columns are set with tabs or many spaces."""

import re
from collections.abc import Callable

from grantsdata.importers.documents.found import Cell, FoundTable, one_line, rectangular
from grantsdata.model.amounts.parse import is_amount

Lines = list[tuple[str, bool]]
"""The text of each paragraph with its tabs and line ends, and whether it is an entry of a table of contents."""

_GUESS = "its columns are set with tabs or spaces, so that its cells are a guess"
_STEP = (
    "lines look like a table set with tabs, but do not have one number of columns: select them, convert them into a "
    "table (in Word: Insert, Table, Convert Text to Table), and import the document again"
)
_SPLITS: tuple[Callable[[str], list[str]], ...] = (
    lambda line: line.split("\t"),
    lambda line: re.split(r"\t+", line.strip("\t")),
)


def tables_of_lines(lines: Lines, before: int) -> tuple[list[FoundTable], list[str], list[str]]:
    """The tables set with tabs, the other paragraphs, and notes on lines that may be a table; `before` is the number of
    tables before these."""
    tables: list[FoundTable] = []
    paragraphs: list[str] = []
    notes: list[str] = []
    group: list[str] = []
    for text, is_content in [*lines, ("", False)]:
        parts = [re.sub(" {3,}", "\t", part.strip(" \n")) for part in text.strip("\n").split("\n")]
        if not is_content and all("\t" in part.strip("\t") for part in parts):
            group += parts
            continue
        first, rows = _rows(group)
        paragraphs += [one_line(line) for line in group[:first]]
        if rows:
            heading = paragraphs[-1] if paragraphs else ""
            tables.append(FoundTable(f"table {before + len(tables) + 1}", heading, rectangular(rows), (_GUESS,)))
        elif sum(map(_has_amount, group)) > 1:
            notes.append(f"{len(group)} {_STEP}: “{one_line(group[0])}”")
        group = []
        paragraphs += filter(None, [one_line(text)])
    return tables, paragraphs, notes


def _rows(lines: list[str]) -> tuple[int, list[list[Cell]]]:
    """The number of lines before the rows of a table, and the rows: two or more with one number of cells, up to the
    last line; no rows if there is none, or if no cell is an amount."""
    for first in range(len(lines) - 1):
        for split in _SPLITS:
            rows = [split(line) for line in lines[first:]]
            if len({len(row) for row in rows}) == 1 and any(map(_has_amount, lines[first:])):
                return first, [
                    [Cell(one_line(text), f"line {n}, part {m}") for m, text in enumerate(row, start=1)]
                    for n, row in enumerate(rows, start=1)
                ]
    return len(lines), []


def _has_amount(line: str) -> bool:
    return any(is_amount(part.strip()) for part in line.split("\t"))
