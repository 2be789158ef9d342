"""Go through the rows and cells of a table of OpenDocument, which writes repeated ones once, with their number."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from grantsdata.importers.documents.open_document.parts import TABLE
from grantsdata.importers.documents.open_document.styles import Look, Styles

_GROUPS = tuple(
    f"{TABLE}table-{name}" for name in ("header-rows", "row-group", "rows", "header-columns", "column-group", "columns")
)
_HIDDEN = ("collapse", "filter")


class Row(NamedTuple):
    """A row, its number counted from 0, how often it is repeated, and whether it is hidden."""

    element: Element
    number: int
    times: int
    is_hidden: bool


class Place(NamedTuple):
    """A cell of a row, its column counted from 0, how often it is repeated, its size, and whether another covers it."""

    element: Element
    column: int
    times: int
    height: int
    width: int
    is_covered: bool


def rows_of(table: Element) -> Iterator[Row]:
    """The rows of a table, also those in groups."""
    number = 0
    folded = {id(row) for group in table.iter(TABLE + "table-row-group") for row in _folded(group)}
    for element in _inside(table, TABLE + "table-row"):
        times = count(element, "number-rows-repeated")
        yield Row(element, number, times, id(element) in folded or element.get(TABLE + "visibility") in _HIDDEN)
        number += times


def cells_of(row: Element) -> Iterator[Place]:
    """The cells of a row, also those that a merged cell covers."""
    column = 0
    for element in _inside(row, TABLE + "table-cell", TABLE + "covered-table-cell"):
        times = count(element, "number-columns-repeated")
        height, width = count(element, "number-rows-spanned"), count(element, "number-columns-spanned")
        is_covered = element.tag != TABLE + "table-cell"
        yield Place(element, column, times, 1 if is_covered else height, 1 if is_covered else width, is_covered)
        column += times


def hidden_columns(table: Element, widest: int) -> set[int]:
    """The hidden columns before column `widest`; one entry may stand for many columns, more than the table has."""
    return {
        number
        for element, first, last in _columns(table, widest)
        if element.get(TABLE + "visibility") in _HIDDEN
        for number in range(first, last)
    }


class Looks:
    """How the cells of one table are printed where they say nothing of it themselves: as their row, column or table."""

    def __init__(self, table: Element, styles: Styles, widest: int) -> None:
        self._styles = styles
        self._table = styles.of(table).within(styles.default("table-cell"))
        self._columns = {
            number: name
            for element, first, last in _columns(table, widest)
            if (name := element.get(TABLE + "default-cell-style-name"))
            for number in range(first, last)
        }

    def of(self, row: Element, place: Place) -> Look:
        """How a cell of a row is printed."""
        name = row.get(TABLE + "default-cell-style-name") or self._columns.get(place.column)
        own = self._styles.of(place.element) if place.element.get(TABLE + "style-name") else None
        look = self._styles.look("table-cell", name) if own is None else own
        return look.within(self._styles.of(row)).within(self._table)


def count(element: Element, name: str) -> int:
    """A number that an attribute of tables states, at least 1."""
    text = element.get(TABLE + name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1


def _folded(group: Element) -> Iterator[Element]:
    """The rows of a group that is folded up."""
    return group.iter(TABLE + "table-row") if group.get(TABLE + "display") == "false" else iter(())


def _columns(table: Element, widest: int) -> Iterator[tuple[Element, int, int]]:
    number = 0
    for element in _inside(table, TABLE + "table-column"):
        times = count(element, "number-columns-repeated")
        yield element, number, min(number + times, widest)
        number += times


def _inside(element: Element, *tags: str) -> Iterator[Element]:
    """The children with these tags, in order, also inside groups of rows or columns."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _GROUPS:
            yield from _inside(child, *tags)
