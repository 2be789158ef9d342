"""Faults and findings of a check as lines for a terminal, or as one JSON object."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from grantsdata.errors import visible
from grantsdata.model.phrases import counted
from grantsdata.reconcile.check import FAULT, GRAVEST_FIRST, PROMISE_CODES, Entry
from grantsdata.sources.files.lines import Lines

FORMAT = 1


def entry_line(entry: Entry, lines: Lines) -> str:
    """Return `file:line: severity: row 7, column Award: what is wrong`, without control characters, for an editor.

    The file is named from the working directory, or by its full path if it is not below that.
    """
    at = lines.of(entry.file, entry.row, entry.message)
    file = lines.path(entry.file)
    place = file if at is None else f"{file}:{at}"
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
    reconciled = {entry.year for entry in entries if entry.code and entry.code not in PROMISE_CODES.values()}
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
    return counted(number, "check") + " passed" if severity == "agrees" else counted(number, severity)


def json_text(entries: Sequence[Entry], years: Iterable[str], lines: Lines) -> str:
    """Return one JSON object in ASCII: format, counts (by year and for "project"), entries (the gravest first).

    An entry has the keys of `check.Entry` and `line`, the line of the file on which the row begins; `also` is a list
    of objects with file, row, column and line. Unknown values are null.
    """
    table = {year or "project": number for year, number in counts(entries, years).items()}
    return json.dumps({"format": FORMAT, "counts": table, "entries": [_keys(one, lines) for one in entries]}, indent=1)


def _keys(entry: Entry, lines: Lines) -> dict[str, Any]:
    also = [{**one._asdict(), "column": one.column or None, "line": lines.of(one.file, one.row)} for one in entry.also]
    return {
        **asdict(entry),
        "file": entry.file or None,
        "path": lines.path(entry.file) or None,
        "line": lines.of(entry.file, entry.row, entry.message),
        "also": also,
    }


def check_exit_code(entries: Iterable[Entry], strict: bool) -> int:
    """Return 2 if there is a fault; 3 if `strict` and a finding has the severity "error"; otherwise 0."""
    severities = {entry.severity for entry in entries}
    return 2 if FAULT in severities else 3 if strict and "error" in severities else 0
