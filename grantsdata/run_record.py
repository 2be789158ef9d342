"""What a run leaves on record: from what it made which files, what it found, and what has changed since the last one.

`run.json` stands beside the pages. It has no clock: how long each report took is told, when it was made is not.
"""

import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.index import RECORD
from grantsdata.planned import PlannedReport
from grantsdata.provenance import fingerprint, git_commit, installed, sha256_of
from grantsdata.vocabulary import IMPLIED, SEVERITIES
from grantsdata.years import FinancialYear

FORMAT = 1
PUBLISHED = "published"

Record = dict[str, Any]

_GONE_BY = {"include_implied", "reports", "tables", "inputs", "inputs_sha256", "packages"}
"""What later runs, and `verify`, go by."""


def read_record(folder: Path) -> Record | None:
    """The record of what is published in a year's folder; None without one, or if it is of another format or not whole.

    Without what later runs go by, one that was cut short or tells of a failure would stop them.
    """
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    of_this_format = isinstance(record, dict) and record.get("format") == FORMAT
    return record if of_this_format and record.keys() >= _GONE_BY else None


def write_record(record: Record, folder: Path) -> Path:
    """Write a record as `run.json`."""
    path = folder / RECORD
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def report_entry(report: PlannedReport, seconds: float, folder: Path) -> Record:
    """What the record tells of a report whose page and notebook stand in `folder`."""
    page, notebook = folder / f"{report.name}.html", folder / f"{report.name}.ipynb"
    return {
        "name": report.name,
        "notebook": report.notebook,
        "parameters": report.parameters,
        "page": page.name,
        "sha256": sha256_of(page),
        "notebook_sha256": sha256_of(notebook),
        "seconds": round(seconds, 2),
    }


def record_of(
    year: FinancialYear,
    *,
    include_implied: bool,
    reports: Sequence[Record],
    folder: Path,
    tables: Sequence[Path],
    inputs: Mapping[str, str],
    findings: pd.DataFrame,
    awards: pd.DataFrame,
    before: pd.DataFrame | None,
    root: Path,
) -> Record:
    """The record of a set of reports that stands, whole, in `folder`.

    `reports` as `report_entry` tells of each, `inputs` as `inputs_of_run` gives them, `awards` of this run and of the
    set `before`, if there was one. All amounts are in pence.
    """
    return {
        "format": FORMAT,
        "outcome": PUBLISHED,
        "year": str(year),
        "include_implied": include_implied,
        "reports": list(reports),
        "tables": [{"file": path.relative_to(folder).as_posix(), "sha256": sha256_of(path)} for path in tables],
        "inputs": [{"file": name, "sha256": digest} for name, digest in inputs.items()],
        "inputs_sha256": fingerprint(inputs),
        "python": platform.python_version(),
        "packages": installed(),
        "git_commit": git_commit(root),
        "findings": {name: int((findings["severity"] == name).sum()) for name in SEVERITIES},
        "totals": {
            "awards": len(awards),
            "award_pence": _sum(awards),
            "implied_pence": _sum(awards[awards["award_status"] == IMPLIED]),
        },
        "changes": changes(before, awards),
    }


def failure(year: FinancialYear, outcome: str, message: str) -> Record:
    """The record of a run that published nothing."""
    return {"format": FORMAT, "outcome": outcome, "year": str(year), "message": message}


def changes(before: pd.DataFrame | None, after: pd.DataFrame) -> Record:
    """Which awards were added, removed or changed, by their identifiers, and the sums of the stated amounts in pence.

    `before` is None for a first run: then nothing is called added.
    """
    told: Record = {"first_run": before is None, "added": [], "removed": [], "changed": []}
    if before is not None:
        old, new = _by_id(before), _by_id(after)
        told["added"] = [_named(new[one]) for one in new if one not in old]
        told["removed"] = [_named(old[one]) for one in old if one not in new]
        told["changed"] = [
            {**_named(new[one]), "was": {name: text for name, text in old[one].items() if text != new[one].get(name)}}
            for one in new
            if one in old and new[one] != old[one]
        ]
    told["award_pence_before"] = None if before is None else _sum(before)
    told["award_pence_after"] = _sum(after)
    return told


_COMPARED = ("award_id", "stream", "service", "provider", "payee", "award_pence", "award_status", "provider_type")


def _by_id(awards: pd.DataFrame) -> dict[str, dict[str, Any]]:
    rows = awards.reindex(columns=list(_COMPARED)).astype("object")
    plain = rows.where(rows.notna(), None).to_dict("records")
    return {str(row["award_id"]): {str(name): value for name, value in row.items()} for row in plain}


def _named(award: Mapping[str, Any]) -> Record:
    return {name: award[name] for name in ("award_id", "service", "provider", "award_pence")}


def _sum(awards: pd.DataFrame) -> int:
    return int(awards["award_pence"].sum())
