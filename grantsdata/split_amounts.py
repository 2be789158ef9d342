"""An amount that was typed without quotation marks → a fault, where the row has the right number of cells all the same.

`213,000` becomes two cells. Where an empty cell at the end of the row was left out too, nothing seems to be missing,
and £213 would be read.
"""

from collections.abc import Collection, Iterator

from grantsdata.errors import Fault
from grantsdata.header import place_name
from grantsdata.model.money import going_on, split_cells
from grantsdata.sources import PrintedTable

_STEP = 'Put a cell that holds a comma in quotation marks: "213,000". Then look whether a cell of the row was left out.'
_TWO_NUMBERS = " If they are two numbers, declare so with a correction of either cell in paper.toml."


def split_amounts(
    printed: PrintedTable, column: str, apart: Collection[str] = (), decided: Collection[tuple[int, str]] = ()
) -> Iterator[Fault]:
    """A fault for each cell of a column that makes one amount together with the next cell of its row.

    `apart` are columns that may hold numbers of their own, beside which the cells themselves have to show that an
    amount goes on. `decided` are the rows and columns of cells that a person has looked at and declared.
    """
    columns = list(printed.cells.columns)
    after = columns.index(column) + 1
    if after == len(columns):
        return
    beside = columns[after]
    pairs = [(int(row), str(first), str(rest)) for row, first, rest in printed.cells[[column, beside]].itertuples()]
    split = split_cells(pairs, beside == place_name(after + 1)) if beside in apart else going_on(pairs)
    for row, first, rest in split:
        if (row, column) in decided or (row, beside) in decided:
            continue
        problem, step = "an amount seems to go on in the next cell:", _STEP + _TWO_NUMBERS
        yield Fault(printed.file, problem, "one amount in one cell", step, row, column, f"{first},{rest}")
