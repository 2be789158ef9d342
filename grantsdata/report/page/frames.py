"""Any DataFrame or Series → a table with columns of one level, and the header rows that show its levels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

import pandas as pd

from grantsdata.arguments import check_columns, check_table
from grantsdata.errors import ParameterError
from grantsdata.model.dictionary.headings import HEADINGS
from grantsdata.report.formats import TEXT, Format, is_number, writer
from grantsdata.report.fragment import breakable, name_of

Formats = Mapping[str, Format] | Format | None
"""A format for each column that needs one, or one format for all columns of numbers."""

ROWS = "Row"
"""The heading of an index without a name."""


@dataclass(frozen=True)
class Flat:
    """A table with names of one level. `levels` are the names of a column's levels, and `index` the columns that were
    levels of the index."""

    frame: pd.DataFrame
    levels: Mapping[str, tuple[str, ...]]
    index: tuple[str, ...]


def flat(frame: pd.DataFrame | pd.Series, caption: str) -> Flat:
    """The table with its index as columns, if that has a name or holds texts, and its levels of columns joined.

    Raises ParameterError for a caption that is no text, for a frame that is no table, and for two columns of one name.
    """
    if not isinstance(caption, str) or not caption.strip():
        raise ParameterError("A table needs a title that says what it shows: gd.table(frame, “Awards by stream”).")
    if isinstance(frame, pd.Series):
        frame = frame.to_frame("Value" if frame.name is None else frame.name)
    check_table(frame, "gd.table() as frame")
    parts = [tuple(map(str, _levels(name))) for name in frame.columns]
    names = [", ".join(filter(None, levels)) for levels in parts]
    index = _index_names(frame)
    twice = next((name for name in [*index, *names] if [*index, *names].count(name) > 1), None)
    if twice is not None:
        raise ParameterError(f'The table “{caption}” has two columns with the name "{twice}"; rename one of them.')
    plain = frame.set_axis(names, axis="columns")
    plain.attrs = dict(frame.attrs)
    if index:
        plain = plain.reset_index(names=index)
    return Flat(plain, dict(zip(names, parts, strict=True)) | {name: (name,) for name in index}, tuple(index))


def _levels(name: Any) -> tuple[Any, ...]:
    return name if isinstance(name, tuple) else (name,)


def _index_names(frame: pd.DataFrame) -> list[str]:
    """The names of the levels of the index; none if it only numbers the rows."""
    index = frame.index
    if index.nlevels == 1 and index.name is None and (pd.api.types.is_integer_dtype(index) or not len(index)):
        return []
    unnamed = iter([ROWS, *(f"{ROWS} {n}" for n in range(2, index.nlevels + 1))])
    return [next(unnamed) if name is None else ", ".join(map(str, _levels(name))) for name in index.names]


def writers_of(table: Flat, formats: Formats) -> dict[str, Any]:
    """The function that writes the values of each column; a format is for a column, or for one of its levels."""
    frame = table.frame
    known = {*frame.columns, *(level for levels in table.levels.values() for level in levels)}
    by_name: dict[str, Format] = dict(frame.attrs.get("formats", {}))
    if isinstance(formats, Mapping):
        check_columns(formats, known)
        by_name |= formats
    made = {}
    for name in frame.columns:
        levels = table.levels[name]
        given = next((by_name[one] for one in (name, *levels) if one in by_name), None)
        if given is None and name in table.index:
            given = TEXT
        elif given is None and formats is not None and not isinstance(formats, Mapping) and is_number(frame[name]):
            given = formats
        made[name] = writer(levels, frame[name], given)
    return made


def head_rows(
    table: Flat, columns: Sequence[str], classes: Mapping[str, str], headings: Mapping[str, str] | None
) -> str:
    """The rows of the header: one for each level of the columns, with a heading over all columns that share it.

    `headings` replaces the heading of a column or level. A heading that the data dictionary does not have for the
    column names the column, for the page checks.
    """
    own = dict(headings or {})
    check_columns(own, {*table.frame.columns, *(level for levels in table.levels.values() for level in levels)})
    depth = max(len(table.levels[name]) for name in columns)
    rows = []
    for level in range(depth):
        cells = []
        for (_, is_last), names in _neighbours(columns, table, level):
            levels = table.levels[names[0]]
            if level > _ends(levels):
                continue  # the heading above reaches down to here
            text = own.get(levels[level], heading(levels[level]))
            if not is_last:
                cells.append(f'<th scope="colgroup" colspan="{len(names)}">{breakable(text)}</th>')
                continue
            cells += [_head(own.get(name, text), name, classes[name], depth - level) for name in names]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "".join(rows)


def column_labels(table: Flat, columns: Sequence[str], headings: Mapping[str, str] | None) -> dict[str, str]:
    """For each column, its heading in one line: those of its levels, joined by a comma."""
    own = dict(headings or {})
    return {
        name: own.get(name) or ", ".join(own.get(level, heading(level)) for level in table.levels[name] if level)
        for name in columns
    }


def _neighbours(columns: Sequence[str], table: Flat, level: int) -> Iterator[tuple[tuple[Any, bool], list[str]]]:
    """The columns in groups that share a heading at a level, each with what they share."""

    def shared(name: str) -> tuple[tuple[str, ...], bool]:
        return table.levels[name][: level + 1], _ends(table.levels[name]) <= level

    for common, names in groupby(columns, key=shared):
        yield common, list(names)


def _ends(levels: tuple[str, ...]) -> int:
    """The last level that has a name."""
    return max((n for n, name in enumerate(levels) if name), default=0)


def _head(text: str, name: str, kind: str, rows: int) -> str:
    down = f' rowspan="{rows}"' if rows > 1 else ""
    column = "" if text == heading(name) else f' data-column="{escape(name)}"'
    shown = breakable(text) if text in HEADINGS.values() else name_of("stream", breakable(text))
    return f'<th scope="col"{kind}{down}{column}>{shown}</th>'


def heading(column: str) -> str:
    """The heading that a reader sees for a column; a column named by the data (a stream) is its own heading."""
    return HEADINGS.get(column, column)
