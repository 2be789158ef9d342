"""The breakdown of a file of millions of grants, without loading the file.

Polars counts and adds up what is plain; every other text is read or refused by `grant_cells`, as in a small file. A row
that cannot be read is counted and listed: the awards of the table and the unread rows are all rows of the file.
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
from grantsdata.sources.threesixty.typed_copy import copy_of, known_copy, looks_of

if TYPE_CHECKING:
    import pandas as pd

    from grantsdata.sources.register import Register

BY = ("stream", "provider_type", "financial_year")
"""What a breakdown is by unless something else is asked for; `provider_printed` may be asked for too."""

MOST_LISTED = 1_000
"""So many unread rows are listed; all are counted."""

_NEEDED = {
    "stream": ("the stream", ("stream",)),
    "provider_printed": ("the recipient", ("provider_printed",)),
    "provider_type": ("the kind of recipient", ("provider_type", "provider_printed")),
    "financial_year": ("the financial year", ("financial_year", "award_date", "start_date")),
}

_MOST_PENCE = 2**63 - 1


@dataclass(frozen=True, eq=False)
class Breakdown:
    """A file of grants, broken down.

    `table` has a row for each combination of labels, in their order: the columns asked for, awards, not_stated (how
    many of these have no amount), award_pence (whole pence, exact), award_gbp (the same in pounds, to read).
    `unread` lists the first rows that cannot be read, one line each: row of the file (the header is row 1), column,
    text, expected. `unread_rows` counts all of them, and `rows` all of the file's: awards and unread rows together.
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
    """Awards counted and added up by any of stream, provider_type, financial_year and provider_printed.

    `path` is a CSV file of any size; `grant_columns.TITLES` says which titles tell what. With `cache`, a folder, a
    typed copy is written there once, and read in place of the file until the file changes; nothing is written without.
    Where no column tells the kind of recipient, the register of the `project` is asked for each name.

    ParameterError for a wrong `by`; SourceError with all faults of a file that is no table or lacks a column;
    ExtraError if Polars is not installed; OutputError if the copy cannot be written.
    """
    path, wanted = Path(path), _checked(by)
    header = header_of(path)
    columns = columns_of(header, {"the amount": ("award_printed",)} | dict(_NEEDED[name] for name in wanted), path.name)
    if "award_date" not in columns and "start_date" in columns:
        columns["award_date"] = columns["start_date"]
    meanings = _meanings(wanted, columns)

    if cache is None:
        with ThreadPoolExecutor(2) as beside:  # on a file of a million rows, imports are half of the time
            shape = beside.submit(check_table, path, len(header))
            from grantsdata.sources.threesixty import scan  # it needs Polars, which only this needs

            frame = scan.scanned(path, columns)
            beside.submit(import_module, "pandas")
            tallies = _or_why(lambda: scan.tallies(frame, meanings), path, shape.result)
            rows = shape.result()
    else:
        from grantsdata.sources.threesixty import scan

        copy = _copy(path, len(header), Path(cache), lambda to: scan.write_typed(scan.scanned(path, columns), to))
        frame = scan.read_typed(copy)
        tallies = scan.tallies(frame, meanings)
        rows = sum(tally.rows for tally in tallies)
    sums = Sums(wanted, _TypeOf(project))
    for tally in tallies:
        sums.add(tally)
    if sums.rows != rows:
        found = f"{sums.rows:,} rows were read of {rows:,}; expected the same number"
        raise SourceError(f"{path.name}: {found}. See that nobody changes the file, and run again.")
    told = scan.rows_with(frame, meanings, sums.refused, MOST_LISTED) if sums.refused else ()
    return Breakdown(_table(sums), _unread(told, sums.refused, columns), sums.unread, rows)


def _checked(by: Sequence[str]) -> list[str]:
    wanted = [by] if isinstance(by, str) else list(by)
    if not wanted or len(set(wanted)) < len(wanted) or set(wanted) - set(_NEEDED):
        raise ParameterError(f"by is {by!r}; expected one or more of {', '.join(_NEEDED)}, each once.")
    return wanted


def _meanings(wanted: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    """The columns that are looked at: those that are asked for, or what stands in for them."""
    instead = {"financial_year": "award_date", "provider_type": "provider_printed"}
    chosen = [name if name in columns else instead[name] for name in wanted]
    return list(dict.fromkeys([*chosen, *({"currency"} & columns.keys()), "award_printed"]))


def _or_why(read: Callable[[], list[Tally]], path: Path, check_shape: Callable[[], object]) -> list[Tally]:
    """What is read; where that fails, rather the place in the file than the reader's words."""
    try:
        return read()
    except SourceError:
        check_shape()
        check_utf8(path)
        raise


def _copy(path: Path, cells: int, folder: Path, write: Callable[[Path], None]) -> Path:
    """The typed copy of a file, written if there is none of it yet."""
    looks = looks_of(path)
    if (known := known_copy(looks, folder)) is not None:
        return known
    digest = hashlib.sha256()
    check_table(path, cells, digest)

    def write_unchanged(copy: Path) -> None:
        try:
            write(copy)
        except SourceError:
            check_utf8(path)
            raise
        if looks_of(path) != looks:
            raise SourceError(f"{path.name} was changed while it was read; expected no change. Run again.")

    return copy_of(digest.hexdigest(), looks, folder, write_unchanged)


class _TypeOf:
    """The kind of a recipient by the register of the project, which is read when it is first asked."""

    def __init__(self, project: str | Path | None) -> None:
        self._project = project
        self._register: Register | None = None

    def __call__(self, provider: str) -> str:
        if self._register is None:
            from grantsdata.sources.register import known_register  # reads by pandas, which takes its time

            self._register = known_register(self._project)
        known = self._register.lookup(provider)
        return NOT_IN_REGISTER if known.is_suggested else known.provider_type  # no column would tell of the difference


def _table(sums: Sums) -> "pd.DataFrame":
    """The sums in the order of their labels. SourceError for a sum that a column of whole numbers cannot hold."""
    import pandas as pd

    orders = {"provider_type": {label: number for number, label in enumerate(PROVIDER_TYPES)}}

    def place(labels: tuple[str, ...]) -> list[int | str]:
        return [orders[name][label] if name in orders else label for name, label in zip(sums.by, labels, strict=True)]

    rows = [(*labels, *vars(sums.found[labels]).values()) for labels in sorted(sums.found, key=place)]
    if vast := next((row for row in rows if abs(row[-1]) > _MOST_PENCE), None):
        raise SourceError(
            f"The amounts of {', '.join(map(str, vast[:-3]))} add up to {vast[-1]:,} pence. Are they right?"
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
    told: Iterable[tuple[int, Mapping[str, str | None]]],
    refused: Mapping[str, Mapping[str, str]],
    columns: Mapping[str, str],
) -> "pd.DataFrame":
    """A line for each row that is told, with the first of its cells that cannot be read."""
    import pandas as pd

    lines = []
    for row, texts in told:
        meaning, text = next((name, text) for name, text in texts.items() if text is not None and text in refused[name])
        lines.append((row, columns[meaning], text, refused[meaning][text]))
    table = pd.DataFrame(lines, columns=["row", "column", "text", "expected"])
    return table.astype({"row": "Int64", "column": "str", "text": "str", "expected": "str"})
