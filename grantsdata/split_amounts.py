"""An amount that was typed without quotation marks → a fault, where the row has the right number of cells all the same.

`213,000` becomes two cells. Where an empty cell at the end of the row was left out too, nothing seems to be missing,
and £213 would be read.
"""

from collections.abc import Collection, Iterator

from grantsdata.errors import Fault
from grantsdata.money import is_amount
from grantsdata.sources import PrintedTable

_STEP = 'Put a cell that holds a comma in quotation marks: "213,000". Then look whether a cell of the row was left out.'


def split_amounts(printed: PrintedTable, column: str, apart: Collection[str] = ()) -> Iterator[Fault]:
    """A fault for each cell of a column that makes one amount together with the next cell of its row.

    `apart` are columns that hold amounts of their own, beside which that cannot be told.
    """
    columns = list(printed.cells.columns)
    after = columns.index(column) + 1
    if after == len(columns) or columns[after] in apart:
        return
    for row, first, rest in printed.cells[[column, columns[after]]].itertuples():
        if first[-1:].isdigit() and rest[:1].isdigit() and is_amount(f"{first},{rest}"):
            problem = "an amount seems to go on in the next cell:"
            yield Fault(printed.file, problem, "one amount in one cell", _STEP, row, column, f"{first},{rest}")
