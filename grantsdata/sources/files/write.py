"""Write files in one step, so that a reader sees the old or the new file, and add lines to a CSV file kept by hand."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from grantsdata.errors import of_system
from grantsdata.sources.files.atomic import replace
from grantsdata.sources.files.project import check_no_links


def write_files(contents: Mapping[Path, str | bytes]) -> list[Path]:
    """Write files in the given order, texts in UTF-8, and return their paths.

    A replaced file keeps its permissions. All contents are first written to new files beside the old ones, so that each
    file is complete even if the machine fails between two of them. Raises LinkError if a file or its folder is a link,
    and OutputError if the system refuses.
    """
    new = {path: path.with_name(f".{path.name}.new") for path in contents}
    for path in contents:
        check_no_links(path.parent.parent, (path, new[path]))
    try:
        for path, content in contents.items():
            new[path].unlink(missing_ok=True)
            new[path].write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
            if path.exists():
                new[path].chmod(path.stat().st_mode & 0o777)
        for path, one in new.items():
            replace(one, path)
    except OSError as error:
        raise of_system(next(iter(contents)), error) from error
    finally:
        for one in new.values():
            with suppress(OSError):
                one.unlink(missing_ok=True)
    return list(contents)


Line = Mapping[str, str]


def csv_lines(lines: Sequence[Line], columns: Sequence[str]) -> list[str]:
    """Return the lines as CSV text without line ends; `columns` are in the order of the file's header."""
    return [_csv_line([line.get(column, "") for column in columns]) for line in lines]


def csv_header(columns: Sequence[str]) -> str:
    """Return the header of a CSV file as a line without its end."""
    return _csv_line(columns)


def csv_of(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of cells as CSV text in lines that end in LF."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _csv_line(cells: Sequence[str]) -> str:
    return csv_of([cells]).removesuffix("\n")


def with_lines(content: bytes, lines: Sequence[Line], columns: Sequence[str]) -> bytes:
    """Return the content of a CSV file with these lines added after its last row.

    The lines take the file's line ends and order of columns. Every byte of the content stays, including a byte order
    mark and blank lines at the end. Empty content gets a header of `columns`.
    """
    content = content or f"{_csv_line(columns)}\n".encode()
    rows = content.rstrip(b"\r\n")
    header = next(csv.reader(io.StringIO(rows.decode("utf-8-sig"), newline="")))
    file_columns = [name.strip() for name in header]
    ending = "\r\n" if b"\r\n" in content else "\n"
    added = "".join(f"{ending}{line}" for line in csv_lines(lines, file_columns))
    return rows + added.encode("utf-8") + content[len(rows) :]
