"""Look up the colour of a cell's text in a workbook, and of what is behind it."""

from typing import Any

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils import range_boundaries

from grantsdata.importers.documents.unseen import PAPER

_WHITE_OF_THEME, _BLACK_OF_THEME = 0, 1
"""The first colour of a theme is its light background, white in all that Excel brings."""


def colour_of(colour: Any) -> str | None:
    """The six hexadecimal digits of a colour of openpyxl, None if there is none or it cannot be known."""
    if colour is None:
        return None
    if colour.type == "rgb":
        return str(colour.rgb)[-6:]
    if colour.type == "theme":
        return PAPER if colour.theme == _WHITE_OF_THEME and not colour.tint else None
    return str(COLOR_INDEX[colour.indexed])[-6:] if colour.indexed < len(COLOR_INDEX) else None


def ink_of(colour: Any) -> str | None:
    """The colour of a cell's letters. They are black if no colour is said, or the dark one of the theme: Excel does not
    turn them white on a dark ground."""
    is_black = colour is None or (colour.type == "theme" and colour.theme == _BLACK_OF_THEME and not colour.tint)
    return "000000" if is_black else colour_of(colour)


def background_of(cell: Any) -> str | None:
    """The colour behind a cell, None if it cannot be known: a condition, a table or a pattern may shade it."""
    pattern = cell.fill.patternType if cell.fill is not None else None
    if pattern == "solid":
        return colour_of(cell.fill.fgColor)
    return None if pattern or _may_be_shaded(cell) else PAPER


def _may_be_shaded(cell: Any) -> bool:
    sheet = cell.parent
    if any(cell.coordinate in shaded for shaded in sheet.conditional_formatting):
        return True
    for table in sheet.tables.values():
        left, top, right, bottom = range_boundaries(table.ref)
        if left <= cell.column <= right and top <= cell.row <= bottom:
            return True
    return False
