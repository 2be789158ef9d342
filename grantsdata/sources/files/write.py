"""Contents → files, each in the place of the one before in one step: whoever reads sees the old one or the new one.

Lines added to a CSV file that a person keeps: every byte that stands there stays.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from grantsdata.errors import of_system
from grantsdata.sources.files.atomic import replace
from grantsdata.sources.files.project import check_no_links


def replaced(contents: Mapping[Path, str | bytes]) -> list[Path]:
    """Write files, texts in UTF-8, in their order, and return them.

    A file keeps its rights. All are written beside their places first: should the machine fail between two of them,
    each is whole all the same. LinkError if a file or its folder is a link; OutputError if the system refuses.
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
