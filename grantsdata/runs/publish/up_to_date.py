"""Find what need not be made again: pages whose inputs, parameters and packages are those of the run record.

Only hashes are compared, which is quick: no table, process or notebook package is needed.
"""

import hashlib
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from grantsdata.errors import GrantsDataError, InputError
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.publish.run_record import Record, documents_of, files_of, read_record
from grantsdata.runs.publish.strays import strays
from grantsdata.sources.files.environment import installed
from grantsdata.sources.files.hashes import fingerprint, sha256_of
from grantsdata.sources.files.project import RECORD


def page_is_up_to_date(
    entry: Record, parameters: Mapping[str, Any], inputs: Mapping[str, str], record: Record, folder: Path
) -> bool:
    """Return whether an entry's page is what a run would make now, and is there, unchanged."""
    return (
        entry["parameters"] == parameters
        and entry["inputs_sha256"] == fingerprint(inputs)
        and _same_packages(record)
        and _is_unchanged(entry, folder)
    )


def up_to_date_record(
    year: FinancialYear, files: Inputs, *, asked: Mapping[str, str] | None = None, strict: bool = False
) -> Record | None:
    """Return the record of a year if a run would make exactly the published bytes; otherwise None.

    `asked` are the parameters as typed. With `strict`, None if a finding is an error. Also None if a failed run has
    left something or the folder holds files that are not in the record, since a run reports these.
    """
    outputs = files.root / "outputs"
    folder, processed = outputs / str(year), files.root / "data" / "processed" / str(year)
    record = read_record(folder)
    try:
        is_current = (
            record is not None
            and record["whole"]
            and record["asked"] == dict(asked or {})
            and not (strict and record["findings"]["error"])
            and not any((outputs / name).exists() for name in (f".staging-{year}", f".aside-{year}", f"failed/{year}"))
            and record["inputs_sha256"] == fingerprint(_inputs(record, year, files))
            and _same_packages(record)
            and all(_is_unchanged(entry, folder) for entry in record["reports"])
            and all(_has_hash(folder / entry["file"], entry["sha256"]) for entry in record["tables"])
            and all(_has_hash(processed / Path(entry["file"]).name, entry["sha256"]) for entry in record["tables"])
            and not strays(folder, record)
        )
    except GrantsDataError:
        return None  # the year is no longer on file, or a file cannot be read; a run reports it
    return record if is_current else None


def up_to_date_years(
    years: Iterable[FinancialYear], root: Path, *, asked: Mapping[str, str], strict: bool
) -> dict[FinancialYear, Record]:
    """Return the years that need not be made again, each with its run record, as in `up_to_date_record`."""
    files = Inputs(root)
    found = {year: up_to_date_record(year, files, asked=asked, strict=strict) for year in years}
    return {year: record for year, record in found.items() if record is not None}


def index_is_up_to_date(outputs: Path) -> bool:
    """Return whether the index is that of the pages published now, and no one has changed it."""
    try:
        text = (outputs / "index.html").read_bytes().decode("utf-8")
        return text == sealed(text[: text.rindex(_SEAL)], outputs)
    except (OSError, ValueError):
        return False


_SEAL = "\n<!-- "


def sealed(index: str, outputs: Path, instead: Mapping[str, Path] | None = None) -> str:
    """Return the text of an index with a last line for programs: one sha256 over it and all that run records list.

    It shows whether someone has changed the index, or a run could not write it any more; the next run then writes it.
    The folders of `instead` take the place of those years' own.
    """
    digest = hashlib.sha256(f"{_published(outputs, instead)} {index}".encode()).hexdigest()
    return f"{index}{_SEAL}{digest} -->\n"


def _published(outputs: Path, instead: Mapping[str, Path] | None) -> str:
    """Return one sha256 over the pages and tables that all run records list."""
    folders = {path.parent.name: path.parent for path in outputs.glob(f"[0-9]*/{RECORD}")} | dict(instead or {})
    digest = hashlib.sha256()
    for name in sorted(folders):
        found = (folders[name] / RECORD).stat()
        digest.update(f"{name} {_listed_files(folders[name], found.st_ino, found.st_mtime_ns, found.st_size)}".encode())
    return digest.hexdigest()


@cache
def _listed_files(folder: Path, *_: int) -> str:
    """Read a record, once in a run, and return its files as text."""
    record = read_record(folder)
    return repr(list(files_of(record).items()) if record else [])


def _inputs(record: Record, year: FinancialYear, files: Inputs) -> dict[str, str]:
    entries = record["reports"]
    return files.of_run((files.of_report(entry["notebook"], year, entry["compare_with"]) for entry in entries), year)


def _same_packages(record: Record) -> bool:
    return bool(record["packages"] == installed() and record["python"] == platform.python_version())


def _is_unchanged(entry: Record, folder: Path) -> bool:
    """Return whether a page, its notebook and its documents are those of the record, to the byte."""
    notebook = folder / f"{entry['name']}.ipynb"
    return (
        _has_hash(folder / entry["page"], entry["sha256"])
        and _has_hash(notebook, entry["notebook_sha256"])
        and all(_has_hash(folder / name, digest) for name, digest in documents_of(entry).items())
    )


def _has_hash(path: Path, digest: object) -> bool:
    try:
        return path.is_file() and sha256_of(path) == digest
    except (OSError, InputError):
        return False  # a file that cannot be read is made again
