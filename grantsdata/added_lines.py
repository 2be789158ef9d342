"""Lines added to a CSV file that a person keeps: every byte that stands there stays."""

import csv
import io
from collections.abc import Mapping, Sequence

Line = Mapping[str, str]


def csv_lines(lines: Sequence[Line], columns: Sequence[str]) -> list[str]:
    """The lines as a CSV file has them, without line ends; `columns` in the order of its header."""
    return [_csv([line.get(column, "") for column in columns]) for line in lines]


def _csv(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def appended(content: bytes, lines: Sequence[Line], columns: Sequence[str]) -> bytes:
    """The file with these lines after its last row: with its own line ends and its own order of columns.

    A byte order mark and blank lines at the end stay. A file without content gets a header of `columns`.
    """
    content = content or f"{_csv(columns)}\n".encode()
    rows = content.rstrip(b"\r\n")
    header = next(csv.reader(io.StringIO(rows.decode("utf-8-sig"), newline="")))
    own = [name.strip() for name in header]
    ending = "\r\n" if b"\r\n" in content else "\n"
    added = "".join(f"{ending}{line}" for line in csv_lines(lines, own))
    return rows + added.encode("utf-8") + content[len(rows) :]
