"""Find files in a year's published folder that do not belong to its set, and move them out of it."""

import logging
import os
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

from grantsdata.errors import reading
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.run_record import Record, files_of
from grantsdata.sources.files.project import RECORD, SET_ASIDE, is_link

_log = logging.getLogger(__name__)

_OF_FILE_MANAGERS = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Files that macOS and Windows write into a folder that somebody looks at. Each look would have the year made again."""


def strays(folder: Path, record: Record | None) -> list[Path]:
    """Return everything in a year's folder that the record does not list, except what file managers write there.

    A folder without any listed file counts as one entry. Links are named and not followed. Without a record, or if the
    folder itself is a link, the list is empty. Raises InputError if a folder cannot be listed.
    """
    if record is None or is_link(folder) or not folder.is_dir():
        return []
    listed = {RECORD, *files_of(record)}
    folders = {parent.as_posix() for name in listed for parent in Path(name).parents}
    with reading(folder):
        return list(_unlisted(folder, folder, listed, folders))


def set_aside(outputs: Path, year: FinancialYear, record: Record | None) -> list[str]:
    """Move the strays of a year to `outputs/set-aside/<year>` and return a line on each.

    Raises OSError if one cannot be moved.
    """
    lines = []
    for path in strays(outputs / str(year), record):
        place = _free(outputs / SET_ASIDE / str(year) / path.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)
        names = [f"outputs/{one.relative_to(outputs).as_posix()}" for one in (path, place)]
        lines.append(f"{names[0]} is not of the set that was published, and now is {names[1]}")
        _log.info("%s", lines[-1])
    return lines


def _unlisted(folder: Path, top: Path, listed: set[str], folders: set[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        name = path.relative_to(top).as_posix()
        if path.is_dir() and not is_link(path):
            yield from _unlisted(path, top, listed, folders) if name in folders else [path]
        elif name in listed or path.name in _OF_FILE_MANAGERS:
            continue
        elif not (name in folders and is_link(path)):  # such a link raises an error
            yield path


def _free(place: Path) -> Path:
    """Return the place, or the next with -2, -3 and so on in its name that does not exist."""
    others = (place.with_name(f"{place.stem}-{number}{place.suffix}") for number in count(2))
    return next(one for one in chain([place], others) if not os.path.lexists(one))
