"""Break down a file of millions of grants without loading it into memory.

Polars counts and adds up the texts that are clear; `cells` reads or refuses every other text, as in a small file. Rows
that cannot be read are counted and listed: the awards of the table and the unread rows add up to all rows of the file.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from grantsdata.errors import ParameterError, SourceError
from grantsdata.model.schema import NOT_IN_REGISTER, PROVIDER_TYPES
from grantsdata.sources.threesixty.csv_shape import check_table, check_utf8, header_of
from grantsdata.sources.threesixty.fields import columns_of
from grantsdata.sources.threesixty.tallies import Sums, Tally
from grantsdata.sources.threesixty.typed_copy import copy_of, file_stats, known_copy

if TYPE_CHECKING:
    import pandas as pd

    from grantsdata.sources.register import Register

BY = ("stream", "provider_type", "financial_year")
"""The default columns of a breakdown; `provider_printed` is possible too."""

MOST_LISTED = 1_000
"""The number of unread rows that are listed; all are counted."""

_NEEDED = {
    "stream": ("the stream", ("stream",)),
    "provider_printed": ("the recipient", ("provider_printed",)),
    "provider_type": ("the kind of recipient", ("provider_type", "provider_printed")),
    "financial_year": ("the financial year", ("financial_year", "award_date", "start_date")),
}

_MOST_PENCE = 2**63 - 1


@dataclass(frozen=True, eq=False)
class Breakdown:
    """The breakdown of a file of grants.

    `table` has a row for each combination of labels, in their order. Its columns are those requested, awards,
    not_stated (how many awards have no amount), award_pence (whole pence, exact) and award_gbp (pounds, for reading).
    `unread` lists the first rows that cannot be read, with the columns row (in the file; the header is row 1), column,
    text and expected. `unread_rows` is the number of all such rows, `rows` that of all rows of the file.
    """

    table: "pd.DataFrame"
    unread: "pd.DataFrame"
    unread_rows: int
    rows: int


def breakdown(
    path: str | Path,
    by: Sequence[str] = BY,
    *,
    cache: str | Path | None = None,
    project: str | Path | None = None,
) -> Breakdown:
    """Count and add up awards by any of stream, provider_type, financial_year and provider_printed.

    `path` is a CSV file of any size; `fields.TITLES` lists the column titles. With `cache`, a folder, a typed copy of
    the file is written there once and read in place of the file until the file changes; without it, nothing is written.
    If no column has the type of recipient, it is looked up by name in the register of the `project`.

    Raises ParameterError for a wrong `by`; SourceError with all faults of a file that is not a table or lacks a column;
    ExtraError if Polars is not installed; OutputError if the copy cannot be written.
    """
    path, names = Path(path), _checked(by)
    header = header_of(path)
    columns = columns_of(header, {"the amount": ("award_printed",)} | dict(_NEEDED[name] for name in names), path.name)
    if "award_date" not in columns and "start_date" in columns:
        columns["award_date"] = columns["start_date"]
    meanings = _meanings(names, columns)

    if cache is None:
        with ThreadPoolExecutor(2) as executor:  # on a file of a million rows, imports take half of the time
            shape = executor.submit(check_table, path, len(header))
            from grantsdata.sources.threesixty import scan  # imported late, since only this needs Polars

            frame = scan.scanned(path, columns)
            executor.submit(import_module, "pandas")
            tallies = _read_or_locate(lambda: scan.tallies(frame, meanings), path, shape.result)
            rows = shape.result()
    else:
        from grantsdata.sources.threesixty import scan

        copy = _copy(path, len(header), Path(cache), lambda to: scan.write_typed(scan.scanned(path, columns), to))
        frame = scan.read_typed(copy)
        tallies = scan.tallies(frame, meanings)
        rows = sum(tally.rows for tally in tallies)
    sums = Sums(names, _RegisterTypes(project))
    for tally in tallies:
        sums.add(tally)
    if sums.rows != rows:
        problem = f"{sums.rows:,} rows were read, but the file has {rows:,}; expected the same number"
        raise SourceError(f"{path.name}: {problem}. Make sure that no one changes the file, and run again.")
    unread = scan.rows_with(frame, meanings, sums.refused, MOST_LISTED) if sums.refused else ()
    return Breakdown(_table(sums), _unread(unread, sums.refused, columns), sums.unread, rows)


def _checked(by: Sequence[str]) -> list[str]:
    names = [by] if isinstance(by, str) else list(by)
    if not names or len(set(names)) < len(names) or set(names) - set(_NEEDED):
        raise ParameterError(f"by is {by!r}; expected one or more of {', '.join(_NEEDED)}, each once.")
    return names


def _meanings(names: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    """Return the columns to read: those requested, or the columns that they are derived from."""
    instead = {"financial_year": "award_date", "provider_type": "provider_printed"}
    chosen = [name if name in columns else instead[name] for name in names]
    return list(dict.fromkeys([*chosen, *({"currency"} & columns.keys()), "award_printed"]))


def _read_or_locate(read: Callable[[], list[Tally]], path: Path, check_shape: Callable[[], object]) -> list[Tally]:
    """Call `read`. If it fails, first raise a fault that names the place in the file, which its error lacks."""
    try:
        return read()
    except SourceError:
        check_shape()
        check_utf8(path)
        raise


def _copy(path: Path, cells: int, folder: Path, write: Callable[[Path], None]) -> Path:
    """Return the typed copy of a file, and write it first if there is none."""
    stats = file_stats(path)
    if (known := known_copy(stats, folder)) is not None:
        return known
    digest = hashlib.sha256()
    check_table(path, cells, digest)

    def write_unchanged(copy: Path) -> None:
        try:
            write(copy)
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


def _unread(
    unread: Iterable[tuple[int, Mapping[str, str | None]]],
    refused: Mapping[str, Mapping[str, str]],
    columns: Mapping[str, str],
) -> "pd.DataFrame":
    """Return a table with a line for each unread row and the first of its cells that cannot be read."""
    import pandas as pd

    lines = []
    for row, texts in unread:
        meaning, text = next((name, text) for name, text in texts.items() if text is not None and text in refused[name])
        lines.append((row, columns[meaning], text, refused[meaning][text]))
    table = pd.DataFrame(lines, columns=["row", "column", "text", "expected"])
    return table.astype({"row": "Int64", "column": "str", "text": "str", "expected": "str"})
