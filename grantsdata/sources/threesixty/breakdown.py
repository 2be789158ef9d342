"""Break down a file of grants, a CSV file of millions of rows without loading it into memory.

Polars counts and adds up the texts that are clear; `readings` reads or refuses every other text, as in a small file.
Rows that cannot be read are counted and listed: the awards of the table and the unread rows add up to all rows.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from grantsdata.errors import ParameterError, SourceError, check_installed
from grantsdata.model.schema import NOT_IN_REGISTER, PROVIDER_TYPES
from grantsdata.sources.files.printed_table import unnamed_column
from grantsdata.sources.threesixty.cells import CellError, DateOrder
from grantsdata.sources.threesixty.csv_layout import Layout, layout_of
from grantsdata.sources.threesixty.csv_shape import check_table, check_utf8
from grantsdata.sources.threesixty.fields import columns_of, with_recipient
from grantsdata.sources.threesixty.readings import BEYOND, READ, CellReader, as_table, unread_row, warn
from grantsdata.sources.threesixty.rows import read_grants
from grantsdata.sources.threesixty.tallies import Sums, Tally
from grantsdata.sources.threesixty.typed_copy import copy_of, file_stats, known_copy

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from grantsdata.sources.register import Register

T = TypeVar("T")

BY = ("stream", "provider_type", "financial_year")
"""The default columns of a breakdown; `provider_printed` is possible too."""

MOST_LISTED = 1_000
"""The number of unread rows that are listed; all are counted."""

_NEEDED = {
    "stream": ("the stream", ("stream",)),
    "provider_printed": ("the recipient", ("provider_printed", "person")),
    "provider_type": ("the kind of recipient", ("provider_type", "provider_printed", "person")),
    "financial_year": ("the financial year", ("financial_year", "award_date", "start_date")),
}

_MOST_PENCE = 2**63 - 1


@dataclass(frozen=True, eq=False)
class Breakdown:
    """The breakdown of a file of grants.

    `table` has a row for each combination of labels, in their order. Its columns are those requested, awards,
    not_stated (how many awards have no amount), award_pence (whole pence, exact) and award_gbp (pounds, for reading).
    `unread` lists the first rows that cannot be read, with the columns of `readings.UnreadRow` (the header is row 1).
    `unread_rows` is the number of all such rows, `unread_pence` the sum of their amounts that can be read, and
    `rows` the number of all rows of the file. `read_as` says how texts in unusual forms were read.
    """

    table: "pd.DataFrame"
    unread: "pd.DataFrame"
    unread_rows: int
    unread_pence: int
    rows: int
    read_as: tuple[str, ...] = ()


def national_breakdown(
    path: str | Path,
    by: Sequence[str] = BY,
    *,
    cache: str | Path | None = None,
    project: str | Path | None = None,
) -> Breakdown:
    """Count and add up awards by any of stream, provider_type, financial_year and provider_printed.

    `path` is a CSV file of any size, or a JSON or XLSX file as in `read_360giving`; `fields.TITLES` lists the titles of
    columns. A row is in the sums if `read_360giving` would read it, whatever `by` is; only columns that the file lacks
    and `by` does not need are not asked for. A ReadingWarning says how unusual forms were read, and how many rows and
    pounds are in no sum.

    With `cache`, a folder, a typed copy of a CSV file is written there once and read in place of the file until the
    file changes; without it, nothing is written. If no column has the type of recipient, it is looked up by name in
    the register of the `project`.

    Raises ParameterError for a wrong `by`; SourceError with all faults of a file that is not a table or lacks a column;
    ExtraError if Polars, or for a workbook python-calamine, is not installed; OutputError if the copy cannot be
    written.
    """
    if not isinstance(path, str | Path):
        raise ParameterError(
            f"national_breakdown() reads a file, and was given a {type(path).__name__}; expected a path. For a table "
            f"of awards, call gd.breakdown(awards, by)."
        )
    path, names = Path(path), _checked(by)
    needed = {"the amount": ("award_printed",)} | dict(_NEEDED[name] for name in names)
    is_small = path.suffix.casefold() in (".json", ".xlsx")
    source = _small_source(path, needed) if is_small else _large_source(path, needed, names, cache)
    sums = Sums(names, source.reader, _RegisterTypes(project))
    for tally in source.tallies:
        sums.add(tally)
    if sums.rows != source.rows:
        problem = f"{sums.rows:,} rows were read, but the file has {source.rows:,}; expected the same number"
        raise SourceError(f"{path.name}: {problem}. Make sure that no one changes the file, and run again.")
    lost = sums.unread
    unread = (
        [unread_row(row, texts, source.reader, pence) for row, texts, pence in source.unread()] if lost.rows else []
    )
    notes = [*source.notes, *source.reader.notes()]
    warn(path.name, [*notes, *lost.sentences(sums.rows, unread, "unread")])
    return Breakdown(_table(sums), as_table(unread), lost.rows, lost.pence, sums.rows, tuple(notes))


@dataclass(frozen=True)
class _Source:
    """The rows of a file as tallies, the reader of their texts, and the number of all rows.

    `unread` yields the first rows with a text that the reader has refused: number, texts, and pence if they are clear.
    """

    tallies: Sequence[Tally]
    reader: CellReader
    rows: int
    notes: Sequence[str]
    unread: Callable[[], Iterable[tuple[int, Mapping[str, str], int | None]]]


def _small_source(path: Path, needed: Mapping[str, tuple[str, ...]]) -> _Source:
    grants = read_grants(path, needed=needed)
    reader = grants.reader()
    tallies = [Tally({name: row[name] for name in READ if name in row}, 1) for row in grants.rows.values()]
    wrong = ((n, row, None) for n, row in grants.rows.items() if _has_error(reader.values(row)))
    return _Source(tallies, reader, len(tallies), grants.notes, lambda: islice(wrong, MOST_LISTED))


def _has_error(values: Mapping[str, object]) -> bool:
    return any(isinstance(value, CellError) for value in values.values())


def _large_source(
    path: Path, needed: Mapping[str, tuple[str, ...]], names: Sequence[str], cache: str | Path | None
) -> _Source:
    check_installed("Tables of national size", "national", "polars")
    layout = layout_of(path)
    columns = columns_of(layout.titles, needed, path.name)
    labels = {*names, *({"provider_printed"} if "provider_type" in names and "provider_type" not in columns else ())}
    if cache is None:
        with ThreadPoolExecutor(2) as executor:  # on a file of a million rows, imports take half of the time
            shape = executor.submit(check_table, path, layout)
            from grantsdata.sources.threesixty import scan  # imported late, since only this needs Polars

            executor.submit(import_module, "pandas")
            most = shape.result() if layout.blank_rows else None
            frame, tallies = _read_or_locate(lambda: _scanned(path, layout, columns, most, labels), path, shape.result)
            rows = shape.result()
    else:
        from grantsdata.sources.threesixty import scan

        frame = scan.read_typed(_copy(path, layout, columns, Path(cache)))
        tallies = scan.tallies(frame, labels)
        rows = sum(tally.rows for tally in tallies)
    # A typed frame holds only those identifiers that cannot be read: blank ones, and those that occur twice.
    repeated = frozenset(tally.texts.get("award_id", "").strip() for tally in tallies)
    dates = DateOrder.of(tally.texts["award_date"] for tally in tallies if "award_date" in tally.texts)
    reader = CellReader(with_recipient(columns) | {BEYOND: unnamed_column(layout.header_cells + 1)}, dates, repeated)
    return _Source(tallies, reader, rows, layout.notes, lambda: scan.rows_with(frame, reader.refused, MOST_LISTED))


def _scanned(
    path: Path, layout: Layout, columns: Mapping[str, str], rows: int | None, labels: Collection[str]
) -> tuple["pl.LazyFrame", list[Tally]]:
    from grantsdata.sources.threesixty import scan

    frame = scan.scanned(path, layout, columns, rows)
    return frame, scan.tallies(frame, labels)


def _checked(by: Sequence[str]) -> list[str]:
    names = [by] if isinstance(by, str) else list(by)
    if not names or len(set(names)) < len(names) or set(names) - set(_NEEDED):
        raise ParameterError(f"by is {by!r}; expected one or more of {', '.join(_NEEDED)}, each once.")
    return names


def _read_or_locate(read: Callable[[], T], path: Path, check_shape: Callable[[], object]) -> T:
    """Call `read`. If it fails, first raise a fault that names the place in the file, which its error lacks."""
    try:
        return read()
    except SourceError:
        check_shape()
        check_utf8(path)
        raise


def _copy(path: Path, layout: Layout, columns: Mapping[str, str], folder: Path) -> Path:
    """Return the typed copy of a file, and write it first if there is none."""
    from grantsdata.sources.threesixty import scan

    stats = file_stats(path)
    if (known := known_copy(stats, folder)) is not None:
        return known
    digest = hashlib.sha256()
    rows = check_table(path, layout, digest)

    def write_unchanged(copy: Path) -> None:
        try:
            scan.write_typed(scan.scanned(path, layout, columns, rows if layout.blank_rows else None), copy)
        except SourceError:
            check_utf8(path)
            raise
        if file_stats(path) != stats:
            raise SourceError(f"{path.name} was changed while it was read; expected no change. Run again.")

    return copy_of(digest.hexdigest(), stats, folder, write_unchanged)


class _RegisterTypes:
    """Looks up the type of a recipient in the register of the project, which is read at the first call."""

    def __init__(self, project: str | Path | None) -> None:
        self._project = project
        self._register: Register | None = None

    def __call__(self, provider: str) -> str:
        if self._register is None:
            from grantsdata.sources.register import known_register  # imported late, since importing pandas takes time

            self._register = known_register(self._project)
        known = self._register.lookup(provider)
        # The breakdown has no column that could show that a type is only suggested.
        return NOT_IN_REGISTER if known.is_suggested else known.provider_type


def _table(sums: Sums) -> "pd.DataFrame":
    """Return the sums as a table in the order of their labels. Raises SourceError for a sum too large for a column."""
    import pandas as pd

    orders = {"provider_type": {label: number for number, label in enumerate(PROVIDER_TYPES)}}

    def sort_key(labels: tuple[str, ...]) -> list[int | str]:
        return [orders[name][label] if name in orders else label for name, label in zip(sums.by, labels, strict=True)]

    rows = [(*labels, *vars(sums.found[labels]).values()) for labels in sorted(sums.found, key=sort_key)]
    if too_large := next((row for row in rows if abs(row[-1]) > _MOST_PENCE), None):
        raise SourceError(
            f"The amounts of {', '.join(map(str, too_large[:-3]))} add up to {too_large[-1]:,} pence. Are they right?"
        )
    table = pd.DataFrame(rows, columns=[*sums.by, "awards", "not_stated", "award_pence"])
    for name in sums.by:
        labels = PROVIDER_TYPES if name == "provider_type" else sorted(set(table[name]))
        is_name = name == "provider_printed"
        table[name] = table[name].astype("str") if is_name else pd.Categorical(table[name], labels, ordered=True)
    table = table.astype({"awards": "Int64", "not_stated": "Int64", "award_pence": "Int64"})
    table["award_gbp"] = table["award_pence"] / 100
    return table
