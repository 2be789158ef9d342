"""What is published of a year, made again from its run record: are they the same bytes?"""

import logging
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grantsdata.errors import ReportError
from grantsdata.folders import project_folder, year_folder
from grantsdata.index import DOWNLOADS
from grantsdata.kernels import check_kernel
from grantsdata.lock import held
from grantsdata.planned import PlannedReport
from grantsdata.processed import write_processed
from grantsdata.provenance import inputs_of_run, installed, sha256_of
from grantsdata.reports import Limits, execute_report, parameters_of
from grantsdata.run_record import Record, read_record
from grantsdata.years import FinancialYear

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verified:
    """How many files came out as the record says, which did not, and what is different from that run."""

    same: int
    differences: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def verify(
    year: FinancialYear, *, limits: Limits | None = None, project: str | Path | None = None, progress_bar: bool = False
) -> Verified:
    """Make a year's pages, notebooks and tables again, unseen; compare them with the record and what is published.

    BusyError while a run is at this year; ReportError if nothing with a record is published, or a report fails now.
    """
    root = project_folder(project)
    outputs = root / "outputs"
    year_folder(year, root)
    with held(outputs, str(year)):
        record = read_record(outputs / str(year))
        if record is None:
            raise ReportError(f"there is no run record of {year}. Make its reports first: grantsdata report {year}")
        recorded = {entry["page"]: entry["sha256"] for entry in record["reports"]}
        recorded |= {f"{entry['name']}.ipynb": entry["notebook_sha256"] for entry in record["reports"]}
        recorded |= {entry["file"]: entry["sha256"] for entry in record["tables"]}
        published = _hashes(outputs / str(year), recorded)
        with tempfile.TemporaryDirectory(prefix="grantsdata-") as folder:
            again = _made_again(record, year, root, Path(folder), limits or Limits(), progress_bar)
            made = _hashes(again, recorded)
        differences = []
        for name, digest in recorded.items():
            if published.get(name) != digest:
                state = "is not there" if name not in published else "is not the one that was made"
                differences.append(f"outputs/{year}/{name} {state}: the record has another sha256")
            if made.get(name) != digest:
                differences.append(f"{name} comes out otherwise when it is made again")
        same = sum(published.get(name) == digest == made.get(name) for name, digest in recorded.items())
        return Verified(same, differences, _reasons(record, inputs_of_run(year, root)))


def _made_again(
    record: Record, year: FinancialYear, root: Path, folder: Path, limits: Limits, progress_bar: bool
) -> Path:
    check_kernel()
    reports = [PlannedReport(entry["notebook"], entry["parameters"]) for entry in record["reports"]]
    for number, report in enumerate(reports, start=1):
        parameters_of(report, year, root)
        _log.info("%s of %s: %s for %s", number, len(reports), report.name, year)
        execute_report(report, year, root, folder, limits=limits, progress_bar=progress_bar)
    write_processed(year, include_implied=record["include_implied"], project=root, folder=folder / DOWNLOADS)
    return folder


def _hashes(folder: Path, names: Mapping[str, str]) -> dict[str, str]:
    return {name: sha256_of(folder / name) for name in names if (folder / name).is_file()}


def _reasons(record: Record, inputs: Mapping[str, str]) -> list[str]:
    """What is not as it was when the record was written."""
    before = {entry["file"]: entry["sha256"] for entry in record["inputs"]}
    changed = sorted(name for name in before.keys() | inputs.keys() if before.get(name) != inputs.get(name))
    now = installed()
    packages = sorted(name for name, version in record["packages"].items() if now.get(name) != version)
    told = [f"{name} has changed since" for name in changed]
    told += [f"{name} was {record['packages'][name]}, and is {now.get(name, 'not there')}" for name in packages]
    return told
