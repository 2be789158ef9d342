"""Compare the tables beside the awards that are handed on with the raw files, read a second time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from grantsdata.runs.figures.records import RECORDS
from grantsdata.runs.qa.saved_table import unguarded
from grantsdata.runs.verifier.printed import amount
from grantsdata.runs.verifier.raw import Raw
from grantsdata.runs.verifier.rows import Cells
from grantsdata.runs.verifier.variations import is_about

TYPED_ROWS = (
    "agreements", "conditions", "payments", "variations", "tenders", "promises", "measures", "contributions",
    "separate_funds",
)  # fmt: skip
"""The tables whose rows are handed on as they were typed; those of returns have checks of their own."""

_IN_OTHER_WORDS = ("stream", "provider")
"""Columns that have a name where the raw file has a code, or nothing."""


def records_file_agrees(rows: Sequence[Mapping[str, str]], key: str, raw: Raw) -> Iterator[str]:
    """Yield what a table has that its raw file has not, or the other way about: rows, texts, amounts.

    `rows` are those of the file, with the number of the raw file's row in `source_row`. A fund that a later document
    has as an award is none of the separate funds.
    """
    lines = dict(raw.numbered(key))
    if key == "separate_funds":
        funds = raw.other_funds()
        lines = {row: line for row, line in lines.items() if line in funds}
    about = {row: _rows_of(line, raw) if key in RECORDS else 1 for row, line in lines.items()}
    if Counter(int(row["source_row"]) for row in rows) != Counter(about):
        yield f"it has {len(rows)} rows, which are not the {sum(about.values())} of the raw file"
        return
    for row in rows:
        for column in _unlike(row, lines[int(row["source_row"])]):
            yield f"row {row['source_row']} of the raw file: its {column} is “{row[column]}”"


def _rows_of(line: Cells, raw: Raw) -> int:
    """How many rows a line is handed on as: one for each award that it names, since two may be alike."""
    return max(1, sum(is_about(line, award) for award in raw.every))


def _unlike(row: Mapping[str, str], line: Cells) -> Iterator[str]:
    """Yield the columns of a row that are not as in its line."""
    for column, text in row.items():
        name, _, kind = column.rpartition("_")
        if kind in ("gbp", "pence") and name in line:
            pence = amount(line[name], {})[0]
            expected = "" if pence is None else f"{pence / 100:.2f}" if kind == "gbp" else str(pence)
        elif kind == "printed" and name in line:
            expected = line[name]
        else:
            expected = line.get(column, unguarded(text))
        if column not in _IN_OTHER_WORDS and unguarded(text) != expected:
            yield column
