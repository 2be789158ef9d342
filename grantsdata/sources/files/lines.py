"""The line of a raw file on which an editor shows a row or a key."""

import csv
import io
import re
from functools import cache
from pathlib import Path

from grantsdata.errors import GrantsDataError
from grantsdata.sources.files.plain_file import Kind, raw_bytes

_ANY = Kind("a file", GrantsDataError, "", "")

_KEY = re.compile(r"[a-z_]+(?:\[\d+\]|\.[a-z_]+)*")
_LINE_IN_MESSAGE = re.compile(r"\(at line (\d+), column \d+\)")


class Lines:
    """Line numbers in a project's raw files. Each file is read once, when one of its lines is first looked up."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._text = cache(self._read)
        self._starts = cache(lambda file: row_starts(self._text(file)))

    def of(self, file: str, row: int | None, message: str = "") -> int | None:
        """Return the line of a row, counted as a spreadsheet does, or of the key of a TOML file that a message names.

        None if neither is known, as for what is wrong with a file as a whole.
        """
        if row:
            starts = self._starts(file) if file.endswith(".csv") else []
            return starts[row - 1] if row <= len(starts) else row
        if file.endswith(".toml"):
            line, key = _LINE_IN_MESSAGE.search(message), _KEY.match(message)
            return int(line[1]) if line else key_line(self._text(file), key[0]) if key else None
        return None

    def path(self, file: str) -> str:
        """Return the path of a file of the project as an editor opens it: from the working directory if it is below."""
        if not file:
            return ""
        full = (self._project / file).absolute()
        return full.relative_to(Path.cwd()).as_posix() if full.is_relative_to(Path.cwd()) else str(full)

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
