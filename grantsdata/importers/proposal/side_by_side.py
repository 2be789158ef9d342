"""Parts of a table that stand side by side, each below the same header, as on a page with room for two."""

from collections.abc import Sequence

from grantsdata.importers.documents.found import Cell
from grantsdata.model.amounts.parse import is_amount

_FEWEST = 2  # columns of a part


def stacked(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]] | None:
    """The rows with the parts one below the other, under one header; None if no header is printed for each part.

    The header is the first row, or the second if the first has the titles of the parts. Rows that a cell spans over
    more than one part are of no part, and there is no way to put them below each other: then the result is None.
    """
    for above, header in enumerate(rows[:2]):
        width = _width([cell.text.casefold() for cell in header])
        parts = [[list(row[start : start + width]) for row in rows] for start in range(0, len(header), width or 1)]
        if width and all(_is_list(part[above + 1 :]) for part in parts):
            found = [list(header[:width])]
            for part in parts:
                found += [row for row in [*part[:above], *part[above + 1 :]] if any(cell.text for cell in row)]
            return found
    return None


def _width(names: Sequence[str]) -> int:
    """The number of columns after which the names of the header begin anew; 0 if they do not."""
    for width in range(_FEWEST, len(names) // 2 + 1):
        part = list(names[:width])
        if all(part) and len(set(part)) == width and part * (len(names) // width) == list(names):
            return width
    return 0


def _is_list(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether rows have a text at their beginning, of their own, and an amount."""
    firsts = [row[0] for row in rows]
    has_names = any(cell.text and not is_amount(cell.text) for cell in firsts)
    has_amounts = any(is_amount(cell.text, spaced=True) for row in rows for cell in row[1:])
    return has_names and has_amounts and not any(cell.merged == "left" for cell in firsts)
