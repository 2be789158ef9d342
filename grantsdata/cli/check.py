"""`grantsdata check`: the faults and findings as lines for a terminal, or as one JSON object.

It also finds the line of a raw file on which an editor shows a row or a key.
"""

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from grantsdata.cli.output import project_read
from grantsdata.errors import GrantsDataError, visible
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import FAULT, GRAVEST_FIRST, Entry, check
from grantsdata.reconcile.findings import Place
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.files.project import years_on_file

_ANY = Kind("a file", GrantsDataError, "", "")

_KEY = re.compile(r"[a-z_]+(?:\[\d+\]|\.[a-z_]+)*")
_LINE_IN_MESSAGE = re.compile(r"\(at line (\d+), column \d+\)")


class Lines:
    """Line numbers in a project's raw files. Each file is read once, when one of its lines is first looked up."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._text = cache(self._read)
        self._starts = cache(lambda file: row_starts(self._text(file)))

    def of(self, entry: Entry | Place) -> int | None:
        """Return the line that a fault or finding is about; None if it is about a complete file or no file."""
        if entry.row:
            starts = self._starts(entry.file) if entry.file.endswith(".csv") else []
            return starts[entry.row - 1] if entry.row <= len(starts) else entry.row
        if isinstance(entry, Entry) and entry.file.endswith(".toml"):
            line, key = _LINE_IN_MESSAGE.search(entry.message), _KEY.match(entry.message)
            return int(line[1]) if line else key_line(self._text(entry.file), key[0]) if key else None
        return None

    def _read(self, file: str) -> str:
        try:
            content = raw_bytes(self._project / file, self._project, _ANY)
        except GrantsDataError:
            return ""
        return content.decode("utf-8-sig", errors="replace")


def row_starts(text: str) -> list[int]:
    """Return the line on which each row of a CSV text begins. A quoted cell may contain line breaks."""
    starts, ended = [], 0
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for _ in reader:
            starts.append(ended + 1)
            ended = reader.line_num
    except csv.Error:
        pass  # the rows above the unreadable one already have their lines
    return starts


def key_line(text: str, key: str) -> int | None:
    """Return the line of a TOML text with a key such as `award_tables[2].columns.award`, or with its nearest parent."""
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    at, end, path = -1, len(lines), ""
    for part in key.split("."):
        name, _, number = part.rstrip("]").partition("[")
        path = f"{path}.{name}".removeprefix(".")
        header = f"[[{path}]]" if number else f"[{path}]"
        found = [row for row in range(at + 1, end) if lines[row] == header]
        if not number and not found:
            own = next((row for row in range(at + 1, end) if lines[row].startswith("[")), end)
            found = [row for row in range(at + 1, own) if lines[row].partition("=")[0].strip() == name]
        if len(found) < int(number or 1):
            break
        at, *later = found[int(number or 1) - 1 :]
        end = later[0] if later else end
    return at + 1 or None


FORMAT = 1


def entry_line(entry: Entry, lines: Lines) -> str:
    """Return `file:line: severity: row 7, column Award: what is wrong`, without control characters, for an editor."""
    at = lines.of(entry)
    place = entry.file if at is None else f"{entry.file}:{at}"
    where = [] if entry.row is None else [f"row {entry.row}"]
    if entry.also:
        where[0] += f" and {len(entry.also)} more"
    if entry.column is not None:
        where.append(f"column {entry.column}")
    line = f"{place}: {entry.severity}: {', '.join(where)}{': ' if where else ''}{entry.message}"
    return visible(line, limit=len(line))


def counts(entries: Iterable[Entry], years: Iterable[str]) -> dict[str | None, dict[str, int]]:
    """Count the entries by year and severity. The key None has those about the project as a whole."""
    table = {year: dict.fromkeys(GRAVEST_FIRST, 0) for year in (*years, None)}
    for entry in entries:
        table[entry.year][entry.severity] += 1
    return table


def summary_lines(entries: Sequence[Entry], years: Iterable[str]) -> list[str]:
    """Return one line per year, and one for the project if it has faults of its own."""
    reconciled = {entry.year for entry in entries if entry.code}
    lines = []
    for year, number in counts(entries, years).items():
        parts = [_counted(name, number[name]) for name in GRAVEST_FIRST]
        if year is None:
            lines += [f"the project: {parts[0]}"] if number[FAULT] else []
        elif year in reconciled:
            lines.append(f"{year}: {parts[0]}; findings: {', '.join(parts[1:])}")
        else:
            lines.append(f"{year}: {parts[0]}; the figures are checked once the faults are mended")
    return lines


def _counted(severity: str, number: int) -> str:
    if severity == FAULT and not number:
        return "no faults"
    return f"{number} {severity if number == 1 or severity == 'agrees' else severity + 's'}"


def json_text(entries: Sequence[Entry], years: Iterable[str], lines: Lines) -> str:
    """Return one JSON object in ASCII: format, counts (by year and for "project"), entries (the gravest first).

    An entry has the keys of `check.Entry` and `line`, the line of the file on which the row begins; `also` is a list
    of objects with file, row, column and line. Unknown values are null.
    """
    table = {year or "project": number for year, number in counts(entries, years).items()}
    return json.dumps({"format": FORMAT, "counts": table, "entries": [_keys(one, lines) for one in entries]}, indent=1)


def _keys(entry: Entry, lines: Lines) -> dict[str, Any]:
    also = [{**one._asdict(), "column": one.column or None, "line": lines.of(one)} for one in entry.also]
    return {**asdict(entry), "file": entry.file or None, "line": lines.of(entry), "also": also}


def check_exit_code(entries: Iterable[Entry], strict: bool) -> int:
    """Return 2 if there is a fault; 3 if `strict` and a finding has the severity "error"; otherwise 0."""
    severities = {entry.severity for entry in entries}
    return 2 if FAULT in severities else 3 if strict and "error" in severities else 0


def run_check(asked: str | None, *, project: str | Path | None, as_json: bool, strict: bool) -> int:
    """Check one year, or all years if `asked` is None; print what was found and return the exit code.

    Faults go to standard error and everything else to standard output. As JSON, everything goes to standard output,
    errors that prevent the check included. Without JSON these are raised: YearError for a text that is not a year,
    GrantsDataError if there is no project.
    """
    entries: list[Entry] = []
    years: list[FinancialYear] = []
    root = Path()
    try:
        root = project_read(project)
        year = None if asked is None else FinancialYear.parse(asked)
        years = years_on_file(root) if year is None else [year]
        entries = check(year, project=root)
    except GrantsDataError as error:
        if not as_json:
            raise
        entries = [Entry(FAULT, None, "", str(error))]
    lines, names = Lines(root), [str(year) for year in years]
    if as_json:
        print(json_text(entries, names, lines), flush=True)
    else:
        for entry in entries:
            print(entry_line(entry, lines), file=sys.stderr if entry.severity == FAULT else sys.stdout, flush=True)
        print(*summary_lines(entries, names), sep="\n", flush=True)
    return check_exit_code(entries, strict)
