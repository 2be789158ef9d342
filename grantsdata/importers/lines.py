"""Find the lines of a table such as payments in a file: each column by its heading, each cell with its place."""

import re
import shlex
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grantsdata.errors import Fault, ParameterError, SourceError
from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.importers.documents.reading import read_isolated
from grantsdata.importers.proposal.raw_table import PrintedRows, printed_rows
from grantsdata.importers.source import Source
from grantsdata.model.years import read_day


@dataclass(frozen=True)
class FoundLines:
    """The lines of a table: `texts` has for each the text of each meaning, "" where the file has no such column.

    `cells` are the cells that the texts came from. `record` is on file with them, as in `Source`. `by_cells` maps each
    meaning that no heading says to the heading of the column that has it by its cells.
    """

    texts: list[dict[str, str]]
    cells: list[dict[str, Cell]]
    record: list[tuple[str, str, str]]
    by_cells: dict[str, str]


def found_lines(
    file: Path,
    headings: Mapping[str, str],
    needed: Collection[str],
    number: int | None = None,
    although: str = "",
    *,
    evidence: Mapping[str, Callable[[list[str]], bool]] | None = None,
    leave_out: Collection[str] = (),
) -> FoundLines:
    """Read the lines of one table of a file, the only one with all the columns that are needed, or table `number`.

    `headings` maps the heading of a column, in the form of `plain`, to its meaning; `needed` are meanings. `evidence`
    has for a meaning whether the texts of a column have it: where no heading says it, and one column alone fits, that
    is the one. Every other column must have a meaning, or be named in `leave_out`. `although` is the reason for which
    numbers outside the table and the text do not matter.

    Raises SourceError or ExtraError if the file cannot be read, SourceError for a column without a meaning, one that is
    missing or there twice, cells that cannot be trusted, and numbers that are unaccounted for; ParameterError if no
    table, or several, have the columns, and if the table has no column of `leave_out`.
    """
    document = read_isolated(file)
    found, printed = _chosen(document.tables, headings, needed, number)
    source = Source(file.name, document.unaccounted, " ".join(although.split()))
    left_out = [plain(name) for name in leave_out]
    if missing := [name for name in leave_out if plain(name) not in map(plain, printed.names)]:
        raise ParameterError(f'--leave-out: the table has no column "{missing[0]}"; it has {", ".join(printed.names)}.')
    kept = [place for place, name in enumerate(printed.names) if plain(name) not in left_out]
    meanings = {place: headings.get(plain(printed.names[place]), "") for place in kept}
    by_cells = _by_cells(printed, meanings, evidence or {})
    meanings |= by_cells
    faults = [*_header_faults(file.name, printed, meanings, headings, needed), *found.faults, *source.faults]
    if faults:
        raise SourceError(faults)
    rows = range(printed.header_rows, len(printed.rows))
    return FoundLines(
        [
            dict.fromkeys(headings.values(), "") | {meanings[place]: printed.rows[n][place] for place in kept}
            for n in rows
        ],
        [{meanings[place]: printed.cells[n][place] for place in kept} for n in rows],
        [*source.record, *((printed.cells[0][n].at, name, "left out") for n, name in enumerate(printed.names)
                           if n not in kept)],
        {meaning: printed.names[place] for place, meaning in by_cells.items()},
    )  # fmt: skip


def _by_cells(
    printed: PrintedRows, meanings: Mapping[int, str], evidence: Mapping[str, Callable[[list[str]], bool]]
) -> dict[int, str]:
    """The place of each column that alone has a meaning by its cells, and that meaning."""
    free = {place: [row[place] for _, row in printed.body] for place, meaning in meanings.items() if not meaning}
    found = {}
    for meaning, fits in evidence.items():
        fitting = [place for place, texts in free.items() if fits(texts)]
        if meaning not in meanings.values() and len(fitting) == 1:
            found[fitting[0]] = meaning
    return found


def plain(heading: str) -> str:
    """A heading without case, spaces and signs: "Held back because" and "held_back_because" are the same."""
    return re.sub(r"[\W_]+", "", heading.casefold())


def iso_day(text: str) -> str:
    """The day of a cell in its ISO form; the text as it is if it is no day."""
    day = read_day(text)
    return day.isoformat() if day else text


def _chosen(
    tables: Sequence[FoundTable], headings: Mapping[str, str], needed: Collection[str], number: int | None
) -> tuple[FoundTable, PrintedRows]:
    """The table of this number, or the only one that has the needed columns."""
    filled = {n: (one, rows) for n, one in enumerate(tables, start=1) if (rows := printed_rows(one))}
    if number is not None:
        if number not in filled:
            raise ParameterError(f"There is no table {number} with rows in the file; it has {len(tables)}.")
        return filled[number]
    fitting = [n for n, (_, rows) in filled.items() if {*needed} <= {headings.get(plain(name)) for name in rows.names}]
    if len(filled) == 1 or len(fitting) == 1:
        return filled[(fitting or [*filled])[0]]
    columns = ", ".join(needed)
    if not fitting:
        raise ParameterError(f"No table of the file has all the columns that are needed: {columns}.")
    raise ParameterError(f"Tables {', '.join(map(str, fitting))} have the columns; choose one with --tables NUMBER.")


def _header_faults(
    file: str, printed: PrintedRows, by_place: Mapping[int, str], headings: Mapping[str, str], needed: Collection[str]
) -> list[Fault]:
    known, meanings = list(dict.fromkeys(headings.values())), list(by_place.values())
    faults = [
        Fault(f"{file}, {printed.cells[0][place].at}", "unknown column", f"only {', '.join(known)}",
              f"Rename the column in the file, or leave it out: --leave-out {shlex.quote(printed.names[place])}",
              text=printed.names[place])
        for place, meaning in by_place.items()
        if not meaning
    ]  # fmt: skip
    faults += [
        Fault(file, "the column is missing:", "the column in the header", "Add the column.", text=one)
        for one in needed
        if one not in meanings
    ]
    return faults + [
        Fault(file, "two columns with the same meaning:", "each column once", "Take one of them out.", text=one)
        for one in known
        if meanings.count(one) > 1
    ]
