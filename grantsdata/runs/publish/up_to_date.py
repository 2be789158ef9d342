"""What stands and need not be made again: pages whose inputs, parameters and packages are those of the run record.

All of it is told by hashes, and quickly: nothing here needs a table, a notebook's packages or a process.
"""

import hashlib
import platform
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from grantsdata.errors import GrantsDataError, InputError
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.publish.run_record import Record, files_of, read_record
from grantsdata.runs.publish.strays import strays
from grantsdata.sources.files.environment import installed
from grantsdata.sources.files.hashes import fingerprint, sha256_of
from grantsdata.sources.files.project import RECORD


def entry_stands(
    entry: Record, parameters: Mapping[str, Any], inputs: Mapping[str, str], record: Record, folder: Path
) -> bool:
    """Whether the page that an entry of the record tells of is what a run would make, and is there, untouched."""
    return (
        entry["parameters"] == parameters
        and entry["inputs_sha256"] == fingerprint(inputs)
        and _same_packages(record)
        and _is_there(entry, folder)
    )


def year_stands(
    year: FinancialYear, files: Inputs, *, asked: Mapping[str, str] | None = None, strict: bool = False
) -> Record | None:
    """The record of a year for which a run would make, byte for byte, what is published; else None.

    `asked` are the parameters as typed. With `strict` a year with an error among its findings does not stand, nor does
    one that a failed run has left something of, or whose folder holds what is not of the set; for that is to be told.
    """
    outputs = files.root / "outputs"
    folder, processed = outputs / str(year), files.root / "data" / "processed" / str(year)
    record = read_record(folder)
    try:
        stands = (
            record is not None
            and record["whole"]
            and record["asked"] == dict(asked or {})
            and not (strict and record["findings"]["error"])
            and not any((outputs / name).exists() for name in (f".staging-{year}", f".aside-{year}", f"failed/{year}"))
            and record["inputs_sha256"] == fingerprint(_inputs(record, year, files))
            and _same_packages(record)
            and all(_is_there(entry, folder) for entry in record["reports"])
            and all(_is(folder / entry["file"], entry["sha256"]) for entry in record["tables"])
            and all(_is(processed / Path(entry["file"]).name, entry["sha256"]) for entry in record["tables"])
            and not strays(folder, record)
        )
    except GrantsDataError:
        return None  # a year that is not on file any more, or what cannot be read: a run tells
    return record if stands else None


def index_stands(outputs: Path) -> bool:
    """Whether the index is that of the pages that are published now, and nobody has changed it since."""
    try:
        text = (outputs / "index.html").read_bytes().decode("utf-8")
        return text == sealed(text[: text.rindex(_SEAL)], outputs)
    except (OSError, ValueError):
        return False


_SEAL = "\n<!-- "


def sealed(index: str, outputs: Path, instead: Mapping[str, Path] | None = None) -> str:
    """The text of an index with a last line for programs: one sha256 over it and all that run records tell of.

    So one that a run could not write any more, or that somebody has changed, is known, and written by the next run.
    The folders `instead` count for a year's own.
    """
    digest = hashlib.sha256(f"{_published(outputs, instead)} {index}".encode()).hexdigest()
    return f"{index}{_SEAL}{digest} -->\n"


def _published(outputs: Path, instead: Mapping[str, Path] | None) -> str:
    """One sha256 over the pages and tables that all run records tell of."""
    folders = {path.parent.name: path.parent for path in outputs.glob(f"[0-9]*/{RECORD}")} | dict(instead or {})
    digest = hashlib.sha256()
    for name in sorted(folders):
        found = (folders[name] / RECORD).stat()
        digest.update(f"{name} {_seen(folders[name], found.st_ino, found.st_mtime_ns, found.st_size)}".encode())
    return digest.hexdigest()


@cache
def _seen(folder: Path, *_: int) -> str:
    """Each record is read once in a run."""
    record = read_record(folder)
    return repr(list(files_of(record).items()) if record else [])


def _inputs(record: Record, year: FinancialYear, files: Inputs) -> dict[str, str]:
    entries = record["reports"]
    return files.of_run(files.of_report(entry["notebook"], year, entry["compare_with"]) for entry in entries)


def _same_packages(record: Record) -> bool:
    return bool(record["packages"] == installed() and record["python"] == platform.python_version())


def _is_there(entry: Record, folder: Path) -> bool:
    """Whether a page and its notebook are those that the record tells of, to the byte."""
    notebook = folder / f"{entry['name']}.ipynb"
    return _is(folder / entry["page"], entry["sha256"]) and _is(notebook, entry["notebook_sha256"])


def _is(path: Path, digest: object) -> bool:
    try:
        return path.is_file() and sha256_of(path) == digest
    except (OSError, InputError):
        return False  # what cannot be read is made again
