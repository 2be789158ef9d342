"""What a run leaves on record: from what it made which files, what it found, and what has changed since the last one.

`run.json` stands beside the pages. It has no clock: how long each report took is told, when it was made is not.
"""

import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grantsdata.folders import RECORD
from grantsdata.inputs import fingerprint, sha256_of
from grantsdata.planned import PlannedReport
from grantsdata.raw_text import parsed_json
from grantsdata.surroundings import git_commit, installed
from grantsdata.years import FinancialYear

FORMAT = 1
PUBLISHED = "published"

Record = dict[str, Any]

_GONE_BY = {"asked", "whole", "include_implied", "reports", "tables", "inputs", "inputs_sha256", "python", "packages"}
"""What later runs, and `verify`, go by."""


def read_record(folder: Path) -> Record | None:
    """The record of what is published in a year's folder; None without one, or if it is of another format or not whole.

    Without what later runs go by, one that was cut short or tells of a failure would stop them.
    """
    try:
        record = parsed_json((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    of_this_format = isinstance(record, dict) and record.get("format") == FORMAT
    return record if of_this_format and record.keys() >= _GONE_BY else None


def write_record(record: Record, folder: Path) -> Path:
    """Write a record as `run.json`."""
    path = folder / RECORD
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def report_entry(
    report: PlannedReport,
    folder: Path,
    *,
    compare_with: str | None,
    inputs: Mapping[str, str],
    seconds: float,
    peak_mib: int,
) -> Record:
    """What the record tells of a report whose page and notebook stand in `folder`.

    `compare_with` is what the notebook's parameter of that name was, None if it has none; `inputs` are as
    `Inputs.of_report` gives them; `peak_mib` is the most memory that making it took, in MiB.
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
    folder: Path,
    tables: Sequence[str],
    inputs: Mapping[str, str],
    told: Record,
    root: Path,
) -> Record:
    """The record of a set of reports that stands, whole, in `folder`.

    `asked` are the parameters as typed, `whole` tells whether it is all that is declared and no more, `reports` are as
    `report_entry` tells of each, `tables` the names of the tables' files in `folder`, `inputs` as `Inputs.of_run` gives
    them, and `told` is what is known of the figures: findings by their severity, totals and changes, in pence.
    """
    return {
        "format": FORMAT,
        "outcome": PUBLISHED,
        "year": str(year),
        "asked": dict(asked),
        "whole": whole,
        "include_implied": include_implied,
        "reports": list(reports),
        "tables": [{"file": name, "sha256": sha256_of(folder / name)} for name in tables],
        "inputs": [{"file": name, "sha256": digest} for name, digest in inputs.items()],
        "inputs_sha256": fingerprint(inputs),
        "python": platform.python_version(),
        "packages": installed(),
        "git_commit": git_commit(root),
        **told,
    }


def failure(year: FinancialYear, outcome: str, message: str) -> Record:
    """The record of a run that published nothing."""
    return {"format": FORMAT, "outcome": outcome, "year": str(year), "message": message}
