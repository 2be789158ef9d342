"""Add the lines of a file to a year's table of agreements, conditions, payments, variations, tenders or promises."""

import difflib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from grantsdata.awards.agreements.cells import cell_faults, document_faults
from grantsdata.awards.agreements.tables import TABLES
from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.awards.other_tables import linked_to_awards, named_lines
from grantsdata.awards.records.promises import DAYS, FILLED, promise_faults
from grantsdata.errors import Fault, ParameterError, SourceError, meant
from grantsdata.importers.lines import FoundLines, found_lines, iso_day, plain
from grantsdata.importers.paper_toml import with_table
from grantsdata.importers.proposal.evidence import filled, holds_amounts, looks_like_money
from grantsdata.importers.proposal.raw_table import ORIGIN_COLUMNS
from grantsdata.model.declared.other_tables import AGREEMENT_TABLES, OtherTable, meanings_of_tables
from grantsdata.model.dictionary.headings import HEADINGS
from grantsdata.model.phrases import single_spaced
from grantsdata.model.schema import PAID
from grantsdata.model.years import read_day
from grantsdata.sources.files.plain_file import is_there
from grantsdata.sources.files.printed_table import PrintedTable, read_printed_table
from grantsdata.sources.files.project import ORIGIN, label, project_to_write, year_folder
from grantsdata.sources.files.write import with_lines, write_files
from grantsdata.sources.paper import table_path

KEYS = (*(key for key in AGREEMENT_TABLES if key != "returns"), "promises")
"""The tables that lines can be added to, by their keys in `paper.toml`. Returns are read from their forms."""


@dataclass(frozen=True)
class Added:
    """How many lines of a file were added to a table, how many were in it already, and the files written.

    `by_cells` maps each meaning that no heading says to the heading of the column that has it by its cells; `filled_in`
    has the text of each meaning that no column of the file has.
    """

    table: str
    added: int
    already_there: int
    written: list[Path]
    by_cells: dict[str, str]
    filled_in: dict[str, str]


def import_records(
    file: str | Path,
    year: YearLike,
    key: str,
    *,
    number: int | None = None,
    although: str = "",
    leave_out: Collection[str] = (),
    project: str | Path | None = None,
) -> Added:
    """Add the lines of a file's table to the year's table `key`, one of `KEYS`: all of them, or none.

    Columns are found by their names or headings, or else by cells that are services, providers, days or amounts; the
    columns `leave_out` are left out. A column that is not in the file stays blank, but for `said_in`, which is the
    file's name then, and the `kind` of a payment, which is paid: a ledger seldom says that each of its lines is one.
    Dates are written in their ISO form, names of streams as codes; every other cell is written as printed. A line that
    the table has already is not added again. `number` is the number of the table in the file. A stream may be left out
    if the paper has one.

    Raises SourceError with all faults, each with its place in the file; ParameterError for an unknown key; and the
    errors of `found_lines` and of the raw data.
    """
    if key not in KEYS:
        hint = meant(key, KEYS) or f"expected one of {', '.join(KEYS)}."
        raise ParameterError(f'"{key}" is no table that lines can be added to; {hint}')
    opened = open_year(year, project_to_write(project))
    declared = getattr(opened.paper, key) or _undeclared(key, opened)
    names = {one: (HEADINGS.get(one, one), name, one) for one, name in declared.columns.items()}
    headings = {plain(name): one for one in names for name in names[one]}
    dates, needed = _dates_and_needed(key, opened)
    implied = {one: text for one, text in {"kind": PAID, "said_in": Path(file).name}.items() if one in declared.columns}
    found = found_lines(
        Path(file),
        headings,
        [one for one in needed if one not in implied],
        number,
        although,
        evidence=_evidence(key, opened),
        leave_out=leave_out,
    )
    filled_in = {one: text for one, text in implied.items() if not any(one in cells for cells in found.cells)}
    texts = [_as_written(line | filled_in, dates, opened) for line in found.texts]
    on_file = _on_file(opened, declared)
    new = _new(texts, _meant(on_file.cells, declared), {"said_in"} & {*filled_in})
    if faults := list(_faults(opened, key, declared, on_file, [texts[n] for n in new], found, new, Path(file).name)):
        raise SourceError(faults)
    first = len(on_file.cells) + 2
    written = _write(opened, key, declared, texts, found, new, first, Path(file).name) if new else []
    return Added(key, len(new), len(texts) - len(new), written, found.by_cells, filled_in)


def _evidence(key: str, year: Year) -> dict[str, Callable[[list[str]], bool]]:
    """Whether the texts of a column are services or providers of the year's awards, days or amounts."""
    if key == "promises":
        return {}
    awards, table = year.every_award(), TABLES[key]
    names = {
        "service": {*awards["service"].map(str.casefold)},
        "provider": {
            *awards["provider"].dropna().map(str.casefold), *awards["provider_printed"].map(str.casefold)
        },
    }  # fmt: skip

    def among(known: set[str]) -> Callable[[list[str]], bool]:
        return lambda texts: sum(single_spaced(one).casefold() in known for one in filled(texts)) * 2 > len(texts)

    found = {meaning: among(known) for meaning, known in names.items()}
    if len(table.dates) == 1:
        found[table.dates[0]] = lambda texts: bool(filled(texts)) and all(map(read_day, filled(texts)))
    if len(table.amounts) == 1:
        found[table.amounts[0]] = lambda texts: (
            bool(filled(texts)) and looks_like_money(texts) and holds_amounts(texts, 1)
        )
    return found


def _undeclared(key: str, year: Year) -> OtherTable:
    meanings = meanings_of_tables(bool(year.paper.documents))[key]
    return OtherTable(file=f"{key}.csv", columns={one: one for one in meanings})


def _dates_and_needed(key: str, year: Year) -> tuple[Sequence[str], list[str]]:
    """The columns of dates, and the columns that a file must have."""
    if key == "promises":
        return DAYS, list(FILLED)
    return TABLES[key].dates, ["service", *TABLES[key].filled]


def _as_written(line: dict[str, str], dates: Sequence[str], year: Year) -> dict[str, str]:
    """A line with ISO dates, and with the code of its stream: the one named, or else the only one with the service."""
    codes = {name.casefold(): one.code for one in year.paper.streams for name in (one.name, one.code)}
    stream = codes.get(line["stream"].casefold(), line["stream"])
    if not stream and "service" in line:
        awards = year.every_award()
        found = set(awards.loc[awards["service"] == single_spaced(line["service"]), "stream"])
        stream = codes[found.pop().casefold()] if len(found) == 1 else ""
    return {**line, **{name: iso_day(line[name]) for name in dates}, "stream": stream}


def _on_file(year: Year, declared: OtherTable) -> PrintedTable:
    """The table as it is on file; without rows if it is not there."""
    path = table_path(year.year, declared.file, year.root)
    columns = [*declared.columns.values(), *declared.ignored_columns]
    if not is_there(path, year.root):
        return PrintedTable(label(path, year.root), pd.DataFrame(columns=columns, dtype="str"))
    return read_printed_table(path, year.root, columns, may_be_empty=True)


def _meant(cells: pd.DataFrame, declared: OtherTable) -> Iterator[dict[str, str]]:
    for line in cells.to_dict("records"):
        yield {meaning: str(line[name]) for meaning, name in declared.columns.items()}


def _new(lines: Sequence[dict[str, str]], on_file: Iterable[dict[str, str]], unlike: Collection[str]) -> list[int]:
    """The places of the lines that are not on file: of lines that are alike, as many are there as the table has.

    The columns `unlike` are not compared: the same ledger under another name has the same payments.
    """
    left, new = Counter(_content(line, unlike) for line in on_file), []
    for number, line in enumerate(lines):
        content = _content(line, unlike)
        left[content] -= 1
        new += [number] if left[content] < 0 else []
    return new


def _content(line: dict[str, str], unlike: Collection[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((meaning, single_spaced(text)) for meaning, text in line.items() if meaning not in unlike))


def _faults(
    year: Year,
    key: str,
    declared: OtherTable,
    on_file: PrintedTable,
    new: Sequence[dict[str, str]],
    found: FoundLines,
    places: Sequence[int],
    source: str,
) -> Iterator[Fault]:
    """Yield the faults of the new lines as if they were in the table, each with its place in the file."""
    first = len(on_file.cells) + 2
    added = pd.DataFrame([{declared.columns[one]: text for one, text in line.items()} for line in new], dtype="str")
    cells = pd.concat([on_file.cells, added]).fillna("")
    cells.index = pd.RangeIndex(2, len(cells) + 2)
    lines, faults = named_lines(PrintedTable(on_file.file, cells), declared, tuple(declared.columns), year.paper)
    if key == "promises":
        faults += promise_faults(lines, declared, year.paper)
    else:
        table, reported = TABLES[key], {(fault.row, fault.column) for fault in faults}
        faults += cell_faults(lines, table, declared, reported)
        faults += document_faults(lines, year.paper, declared) if "document" in declared.columns else ()
        faults += linked_to_awards(lines, year.every_award(), declared, faults, to_one=bool(table.amounts))[1]
    meanings = {name: meaning for meaning, name in declared.columns.items()}
    for fault in faults:
        if fault.row is None or fault.row < first:
            yield fault
            continue
        line = found.cells[places[fault.row - first]]
        meaning = meanings.get(fault.column or "", "")
        if meaning == "stream" and meaning not in line:
            known = difflib.get_close_matches(line["service"].text, list(year.every_award()["service"]), 1)
            near = f'; the nearest is "{known[0]}"' if known else ""
            fault = Fault("", "no award, or awards of several streams, have the service",
                          f"the service of an award, or a column stream as well{near}", "Correct the cell.",
                          text=line["service"].text)  # fmt: skip
            meaning = "service"
        at = line[meaning].at if meaning in line else next(iter(line.values())).at
        where = f"{source}, {at}" if meaning in line else f"{source}, line at {at}"
        yield Fault(where, fault.problem, fault.expected, fault.next_step, None, meaning or None, fault.text)
    amounts = {one for one in declared.columns if one.startswith("amount")}
    for cell in (line[one] for line in found.cells for one in amounts & {*line}):
        if cell.scale != 1:
            step = "Show the amounts in pounds, and import again."
            yield Fault(f"{source}, {cell.at}", "an amount shown in thousands:", "pounds", step, text=cell.text)


def _write(
    year: Year,
    key: str,
    declared: OtherTable,
    texts: Sequence[dict[str, str]],
    found: FoundLines,
    new: Sequence[int],
    first: int,
    source: str,
) -> list[Path]:
    path = table_path(year.year, declared.file, year.root)
    toml, origin = year_folder(year.year, year.root) / "paper.toml", path.with_name(path.stem + ORIGIN)
    columns = [*declared.columns.values(), *declared.ignored_columns]
    lines = [{declared.columns[one]: text for one, text in texts[n].items()} for n in new]
    cells = [
        dict(zip(ORIGIN_COLUMNS, (str(row), declared.columns[one], source, cell.at, cell.text, "; ".join(cell.notes)),
                 strict=True))
        for row, n in enumerate(new, start=first)
        for one, cell in found.cells[n].items()
    ]  # fmt: skip
    cells += [dict(zip(ORIGIN_COLUMNS, ("", "", source, *record), strict=True)) for record in found.record]
    files: dict[Path, str | bytes] = {
        path: with_lines(_content_of(path, year), lines, columns),
        origin: with_lines(_content_of(origin, year), cells, ORIGIN_COLUMNS),
    }
    if getattr(year.paper, key) is None:
        files[toml] = with_table(toml.read_text(encoding="utf-8"), key, declared.file)
    return write_files(files)


def _content_of(path: Path, year: Year) -> bytes:
    return path.read_bytes() if is_there(path, year.root) else b""
