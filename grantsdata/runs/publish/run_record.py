"""The run record: from which inputs a run made which files, what it found, and what has changed since the last run.

`run.json` lies beside the pages. It holds how long each report took, but not when it was made.
"""

import json
import platform
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantsdata.errors import Fault, GrantsDataError, ReportError, reading
from grantsdata.model.report import ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.environment import git_commit, installed
from grantsdata.sources.files.hashes import fingerprint, sha256_of
from grantsdata.sources.files.project import RECORD
from grantsdata.sources.files.text import parsed_json

FORMAT = 1
PUBLISHED = "published"

Record = dict[str, Any]


def read_record(folder: Path) -> Record | None:
    """Return the record of what is published in a year's folder; None if there is none or it is not valid."""
    try:
        return checked_record(folder)
    except GrantsDataError:
        return None


def checked_record(folder: Path) -> Record | None:
    """Return the record of what is published in a year's folder; None if there is no file.

    Raises InputError if it cannot be read, and ReportError, with the place, if it is not the record of a published set
    or names a file outside the folder: later runs and `verify` rely on it.
    """
    path = folder / RECORD
    with reading(path):
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
    try:
        record = parsed_json(content.decode("utf-8"))
    except ValueError as error:
        raise _no_record(
            folder, "it cannot be read as JSON:", str(error), "the record that a run has written"
        ) from None
    for place, found, expected in _misfits(record, _SHAPE, ""):
        text = None if found is _MISSING else _shown(found)
        problem = f"{place or 'the file'} is{' not there' if found is _MISSING else ''}"
        raise _no_record(folder, problem, text, expected)
    names = [RECORD, *_names(record)]
    for entry in record["reports"]:
        if entry["page"] != f"{entry['name']}.html":
            raise _no_record(folder, "a page is", entry["page"], f"its report's name, {entry['name']}.html")
    for name in names:
        if names.count(name) > 1:
            raise _no_record(folder, "it lists one file twice:", name, "each file once")
    return dict(record)


def files_of(record: Record) -> dict[str, str]:
    """Return name → sha256 for every page, notebook, document and table that a record lists."""
    pages = {entry["page"]: entry["sha256"] for entry in record["reports"]}
    notebooks = {f"{entry['name']}.ipynb": entry["notebook_sha256"] for entry in record["reports"]}
    documents = {name: digest for entry in record["reports"] for name, digest in documents_of(entry).items()}
    return pages | notebooks | documents | {entry["file"]: entry["sha256"] for entry in record["tables"]}


def documents_of(entry: Record) -> dict[str, str]:
    """Return name → sha256 for the documents that were made of the page of a record's entry."""
    return {one["file"]: one["sha256"] for one in entry["documents"]}


@dataclass(frozen=True)
class _Kind:
    """The type that a value of a record must have."""

    what: str
    fits: Callable[[Any], bool]


_MISSING = object()
_DEEPEST = 10
"""How deep parameters may be nested: deeper than in any notebook, yet harmless to compare or print."""

_PLAIN = re.compile(r"(?!\.)[^/\\:\x00-\x1f\x7f]{1,255}")
"""A name that stays within its folder, also on Windows."""


def _is_place(value: Any) -> bool:
    return type(value) is str and all(_PLAIN.fullmatch(part) for part in value.split("/"))


def _is_shallow(value: Any, levels: int = _DEEPEST) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels > 0 and all(_is_shallow(one, levels - 1) for one in inner)


_TEXT = _Kind("a text", lambda value: type(value) is str)
_TEXT_OR_NONE = _Kind("a text or null", lambda value: value is None or type(value) is str)
_FLAG = _Kind("true or false", lambda value: type(value) is bool)
_COUNT = _Kind("a whole number", lambda value: type(value) is int)
_TEXTS = _Kind("an object of texts", lambda value: type(value) is dict and all(type(v) is str for v in value.values()))
_PAIR = _Kind(
    "two texts", lambda value: type(value) is list and len(value) == 2 and all(type(one) is str for one in value)
)
_VALUES = _Kind("an object of parameters", lambda value: type(value) is dict and _is_shallow(value))
_NAME = _Kind("a plain name without a folder", lambda value: _is_place(value) and "/" not in value)
_PLACE = _Kind("the name of a file within the year's folder", _is_place)

_SHAPE = {
    "format": _Kind(str(FORMAT), lambda value: type(value) is int and value == FORMAT),
    "outcome": _Kind(f'"{PUBLISHED}"', lambda value: value == PUBLISHED),
    "asked": _TEXTS,
    "whole": _FLAG,
    "include_implied": _FLAG,
    "reports": [
        {
            "name": _NAME,
            "notebook": _NAME,
            "parameters": _VALUES,
            "compare_with": _TEXT_OR_NONE,
            "page": _NAME,
            "sha256": _TEXT,
            "notebook_sha256": _TEXT,
            "documents": [{"file": _NAME, "sha256": _TEXT}],
            "inputs_sha256": _TEXT,
        }
    ],
    "links": [_PAIR],
    "tables": [{"file": _PLACE, "sha256": _TEXT}],
    "inputs": [{"file": _TEXT, "sha256": _TEXT}],
    "inputs_sha256": _TEXT,
    "python": _TEXT,
    "packages": _TEXTS,
    "findings": {"error": _COUNT},
}
"""The fields that later runs and `verify` rely on; a record has more."""


def _misfits(value: Any, shape: Any, place: str) -> Iterator[tuple[str, Any, str]]:
    """Yield each place where a value does not have the expected type, what is there, and what was expected."""
    if isinstance(shape, _Kind):
        if not shape.fits(value):
            yield place, value, shape.what
    elif type(value) is not type(shape):
        yield place, value, "a list" if isinstance(shape, list) else "an object"
    elif isinstance(shape, list):
        for number, one in enumerate(value):
            yield from _misfits(one, shape[0], f"{place}[{number}]")
    else:
        for key, inner in shape.items():
            yield from _misfits(value.get(key, _MISSING), inner, f"{place}.{key}" if place else key)


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return value if isinstance(value, str) else json.dumps(value)


def _names(record: Record) -> list[str]:
    entries = record["reports"]
    pages = [name for entry in entries for name in (entry["page"], f"{entry['name']}.ipynb", *documents_of(entry))]
    return pages + [entry["file"] for entry in record["tables"]]


def _no_record(folder: Path, problem: str, text: str | None, expected: str) -> ReportError:
    step = f"Make the year again: grantsdata report {folder.name}"
    file = f"outputs/{folder.name}/{RECORD}"
    return ReportError([Fault(file, f"this is not a run record: {problem}", expected, step, text=text)])


def write_record(record: Record, folder: Path) -> Path:
    """Write a record as `run.json` and return its path."""
    path = folder / RECORD
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def report_entry(
    report: ReportPlan,
    folder: Path,
    *,
    compare_with: str | None,
    inputs: Mapping[str, str],
    seconds: float,
    peak_mib: int,
) -> Record:
    """Return the record's entry for a report whose page, notebook and documents are in `folder`.

    `compare_with` is the value of the notebook's parameter of that name, None if it has none; `inputs` are what
    `Inputs.of_report` returns; `peak_mib` is the most memory that making the report took, in MiB.
    """
    page, notebook = folder / f"{report.name}.html", folder / f"{report.name}.ipynb"
    return {
        "name": report.name,
        "notebook": report.notebook,
        "parameters": report.parameters,
        "compare_with": compare_with,
        "page": page.name,
        "sha256": sha256_of(page),
        "notebook_sha256": sha256_of(notebook),
        "documents": [{"file": name, "sha256": sha256_of(folder / name)} for name in report.documents],
        "inputs_sha256": fingerprint(inputs),
        "seconds": round(seconds, 2),
        "peak_mib": peak_mib,
    }


def record_of(
    year: FinancialYear,
    *,
    asked: Mapping[str, str],
    whole: bool,
    include_implied: bool,
    reports: Sequence[Record],
    links: Sequence[Sequence[str]],
    folder: Path,
    tables: Sequence[str],
    inputs: Mapping[str, str],
    figures: Record,
    root: Path,
) -> Record:
    """Return the record of the complete set of reports in `folder`.

    `asked` are the parameters as typed. `whole` says whether the set is exactly what is declared. `reports` are entries
    by `report_entry`, `links` the pages with their names in links, `tables` the names of the tables' files in `folder`,
    `inputs` what `Inputs.of_run` returns. `figures` has the findings by severity, the totals and the changes, in pence.
    """
    return {
        "format": FORMAT,
        "outcome": PUBLISHED,
        "year": str(year),
        "asked": dict(asked),
        "whole": whole,
        "include_implied": include_implied,
        "reports": list(reports),
        "links": list(links),
        "tables": [{"file": name, "sha256": sha256_of(folder / name)} for name in tables],
        "inputs": [{"file": name, "sha256": digest} for name, digest in inputs.items()],
        "inputs_sha256": fingerprint(inputs),
        "python": platform.python_version(),
        "packages": installed(),
        "git_commit": git_commit(root),
        **figures,
    }


def failure(year: FinancialYear, outcome: str, message: str) -> Record:
    """Return the record of a run that published nothing."""
    return {"format": FORMAT, "outcome": outcome, "year": str(year), "message": message}
