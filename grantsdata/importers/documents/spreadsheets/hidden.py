"""What hides the cells of an Excel sheet: rows and columns without height or width, and formats set on a condition."""

from collections.abc import Iterator, Mapping
from typing import Any

from grantsdata.importers.documents.spreadsheets.colours import colour_of
from grantsdata.importers.documents.unseen import MOST_POINTS, PAPER, is_unseen

_LEAST_WIDTH = 0.5  # of a digit


def hidden_rows(sheet: Any) -> set[int]:
    """The rows that are hidden or too low to be read, counted from 0."""
    return {
        row - 1
        for row, one in sheet.row_dimensions.items()
        if one.hidden or (one.height is not None and one.height <= MOST_POINTS)
    }


def hidden_columns(dimensions: Mapping[str, Any], widest: int) -> Iterator[int]:
    """The columns before column `widest` that are hidden or have no width; one entry may stand for many columns, more
    than the sheet has."""
    for entry in dimensions.values():
        if entry.hidden or (entry.customWidth and entry.width <= _LEAST_WIDTH):
            yield from range((entry.min or 1) - 1, min(entry.max or entry.min or 1, widest))


def condition_notes(cell: Any) -> Iterator[str]:
    """A note if a conditional format, which depends on values, may hide a cell or show another number in it."""
    for ranges in cell.parent.conditional_formatting:
        if any(map(_may_hide, ranges.rules)) and cell.coordinate in ranges:
            yield "a conditional format may hide it or show it otherwise; compare with the sheet"
            return


def _may_hide(rule: Any) -> bool:
    if any(one is not None and one.showValue is False for one in (rule.iconSet, rule.dataBar)):
        return True
    style = rule.dxf
    if style is None:
        return False
    ink = None if style.font is None else colour_of(style.font.color)
    behind = PAPER if style.fill is None else colour_of(style.fill.bgColor)
    return style.numFmt is not None or is_unseen(ink, behind, None)
