"""Places in raw files → the lines on which an editor shows them."""

import csv
import io
import re
from functools import cache
from pathlib import Path

from grantsdata.errors import GrantsDataError
from grantsdata.reconcile.check import Entry
from grantsdata.reconcile.findings import Place
from grantsdata.sources.files.plain_file import Kind, raw_bytes

_ANY = Kind("a file", GrantsDataError, "", "")

_KEY = re.compile(r"[a-z_]+(?:\[\d+\]|\.[a-z_]+)*")
_NAMED = re.compile(r"\(at line (\d+), column \d+\)")


class Lines:
    """The lines of a project's raw files, each file read once, and only when a line of it is asked for."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._text = cache(self._read)
        self._starts = cache(lambda file: row_starts(self._text(file)))

    def of(self, entry: Entry | Place) -> int | None:
        """The line that a fault or finding is about; None where it is about no line, or about the whole file."""
        if entry.row:
            starts = self._starts(entry.file) if entry.file.endswith(".csv") else []
            return starts[entry.row - 1] if entry.row <= len(starts) else entry.row
        if isinstance(entry, Entry) and entry.file.endswith(".toml"):
            named, key = _NAMED.search(entry.message), _KEY.match(entry.message)
            return int(named[1]) if named else key_line(self._text(entry.file), key[0]) if key else None
        return None

    def _read(self, file: str) -> str:
        try:
            content = raw_bytes(self._project / file, self._project, _ANY)
        except GrantsDataError:
            return ""
        return content.decode("utf-8-sig", errors="replace")


def row_starts(text: str) -> list[int]:
    """On which line of a CSV file each row begins: a quoted cell may run over several lines."""
    starts, ended = [], 0
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for _ in reader:
            starts.append(ended + 1)
            ended = reader.line_num
    except csv.Error:
        pass  # the rows above the one that cannot be read have their lines
    return starts


def key_line(text: str, key: str) -> int | None:
    """The line of a TOML file with a key such as `award_tables[2].columns.award`, or with as much of it as is there."""
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
