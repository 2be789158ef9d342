"""A year's raw data → all that readers get of it, published whole or not at all.

Everything is made and checked in a staging folder beside the published one; then the two change places in one step. A
run that fails, or is ended in the middle, leaves what is published as it was.
"""

import logging
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.awards import load_awards, load_findings
from grantsdata.board_notes import load_notes
from grantsdata.errors import GrantsDataError, OutputError, ParameterError, ReconcileError, ReportError, visible
from grantsdata.findings import counted
from grantsdata.folders import project_folder, year_folder
from grantsdata.index import DOWNLOADS
from grantsdata.kernels import check_kernel
from grantsdata.lock import held
from grantsdata.placing import put_in_place
from grantsdata.planned import PlannedReport
from grantsdata.processed import write_processed
from grantsdata.proofs import faults_of_set
from grantsdata.provenance import fingerprint, inputs_of_run
from grantsdata.reports import execute_report, parameters_of
from grantsdata.run_record import Record, read_record, record_of, report_entry, write_record
from grantsdata.staging import PAGES, staging_folder
from grantsdata.values import check_values
from grantsdata.wanted import Wanted
from grantsdata.years import FinancialYear

_log = logging.getLogger(__name__)
_details = logging.getLogger("grantsdata.details")  # goes to the log of the run, and not to whoever watches


@dataclass(frozen=True)
class Published:
    """What a run has published: the new pages, the tables for analysts, the index, the record.

    `changed` tells whether any page or table differs from the one that was published before.
    """

    pages: list[Path]
    tables: list[Path]
    index: Path
    record: Record
    changed: bool


def publish(wanted: Wanted, *, project: str | Path | None = None, progress_bar: bool = False) -> Published:
    """Make the reports of a year, write its tables, and bring the index up to date.

    The tables stand in `data/processed/<year>` and, for readers, in `outputs/<year>/data`. BusyError if another run is
    at this year; ReportError if a report failed or what it made is not whole; ReconcileError if the run is strict and
    a finding is an error; otherwise errors of the parameters or the raw data. Then nothing is published, and
    `outputs/failed/<year>` has a log, a record and the notebook that failed.
    """
    root = project_folder(project)
    outputs = root / "outputs"
    for report in wanted.reports:
        parameters_of(report, wanted.year, root)
    # What is held back while the sets change places is set free when the run is over: by then it has been published.
    with held(outputs, str(wanted.year)), ExitStack() as held_back, staging_folder(outputs, wanted.year) as staging:
        try:
            return _publish(wanted, root, staging, progress_bar, held_back)
        except GrantsDataError:
            raise
        except OSError as error:
            raise OutputError.of(outputs, error) from error
        except Exception as error:
            raise ReportError(f"an error of this program, {type(error).__name__}: {error}") from error


def make_report(
    year: FinancialYear,
    notebook: str = "annual-report",
    parameters: Mapping[str, Any] | None = None,
    *,
    project: str | Path | None = None,
) -> Path:
    """Publish one report beside the others of its year, and return its page; errors as `publish` raises them.

    The page has the notebook's name, with the texts among the parameters added to it.
    """
    given = dict(parameters or {})
    planned = PlannedReport(notebook, given)
    wanted = Wanted(year, [planned], bool(given.get("include_implied", True)), beside_others=True)
    return publish(wanted, project=project).pages[0]


def _publish(wanted: Wanted, root: Path, staging: Path, progress_bar: bool, held_back: ExitStack) -> Published:
    year, outputs = wanted.year, root / "outputs"
    _log.info("reading data/raw/%s", year)
    year_folder(year, root)
    inputs = inputs_of_run(year, root)
    awards = load_awards(year, include_implied=wanted.include_implied, project=root)
    findings = load_findings(year, include_implied=wanted.include_implied, project=root)
    load_notes(year, project=root)
    _check_strictly(wanted, findings)
    for report in wanted.reports:
        check_values(parameters_of(report, year, root), year, awards, root)
    former = outputs / str(year)
    kept = _kept_pages(wanted, former, inputs) if wanted.beside_others else []
    check_kernel()

    pages = staging / PAGES
    made = []
    for number, report in enumerate(wanted.reports, start=1):
        _log.info("%s of %s: %s for %s", number, len(wanted.reports), report.name, year)
        seconds = execute_report(report, year, root, pages, limits=wanted.limits, progress_bar=progress_bar)
        made.append(report_entry(report, seconds, pages))
    for entry in kept:
        for kind in ("html", "ipynb"):
            shutil.copyfile(former / f"{entry['name']}.{kind}", pages / f"{entry['name']}.{kind}")
    tables = write_processed(year, include_implied=wanted.include_implied, project=root, folder=pages / DOWNLOADS)
    _prove(wanted, pages, root)
    _check_inputs_are_the_same(inputs, inputs_of_run(year, root))
    record = record_of(
        year,
        include_implied=wanted.include_implied,
        reports=[*kept, *made],
        folder=pages,
        tables=tables,
        inputs=inputs,
        findings=findings,
        awards=awards,
        before=_awards_before(former),
        root=root,
    )
    write_record(record, pages)
    changed = _seen(read_record(former)) != _seen(record)
    _say_what_goes(former, pages)
    put_in_place(year, root, staging, held_back)
    processed = root / "data" / "processed" / str(year)
    return Published(
        pages=[former / entry["page"] for entry in made],
        tables=[processed / table.name for table in tables],
        index=outputs / "index.html",
        record=record,
        changed=changed,
    )


def _check_strictly(wanted: Wanted, findings: pd.DataFrame) -> None:
    wrong = findings.loc[findings["severity"] == "error", "sentence"].tolist()
    if wanted.strict and wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise ReconcileError(f"the figures do not add up: {wrong[0]}{more} See: grantsdata check {wanted.year}")


def _kept_pages(wanted: Wanted, former: Path, inputs: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the record tells of the pages that stay; ParameterError if they are of other inputs than the new ones."""
    remade = {report.name for report in wanted.reports}
    others = sorted(page.stem for page in former.glob("*.html") if page.stem not in remade)
    if not others:
        return []
    record = read_record(former)
    if record is None:
        why = "nothing tells what they were made from"
    elif record["inputs_sha256"] != fingerprint(inputs):
        why = "the inputs have changed since they were made"
    elif record["include_implied"] != wanted.include_implied:
        why = f"they were made with include_implied {str(record['include_implied']).lower()}"
    elif lost := [f"{name}.ipynb" for name in others if not (former / f"{name}.ipynb").is_file()]:
        why = f"{', '.join(lost)} is no longer there"
    else:
        return [entry for entry in record["reports"] if entry["name"] in others]
    raise ParameterError(
        f"{', '.join(sorted(remade))} would not fit the {counted(len(others), 'other page')} of {wanted.year}: {why}. "
        f"Make them all again first: grantsdata report {wanted.year}"
        f"{'' if wanted.include_implied else ' -p include_implied false'}"
    )


def _prove(wanted: Wanted, pages: Path, root: Path) -> None:
    """ReportError with the first thing that is wrong with the new pages; the log has all of them."""
    names = [report.name for report in wanted.reports]
    faults = faults_of_set(pages, str(wanted.year), names, include_implied=wanted.include_implied, project=root)
    if faults:
        _details.error("%s", "\n".join(map(str, faults)))
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise ReportError(f"what was made is not whole: {visible(str(faults[0]), 300)}{more}")


def _check_inputs_are_the_same(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if changed:
        raise ReportError(
            f"{', '.join(changed[:3])}{' and more' if len(changed) > 3 else ''} changed while the reports were being "
            f"made, so that they may not agree with each other. Run again when nobody is editing."
        )


def _awards_before(former: Path) -> pd.DataFrame | None:
    try:
        awards = pd.read_parquet(former / DOWNLOADS / "awards.parquet")
    except (OSError, ValueError):
        return None  # the first run, or files of another program
    return awards if {"award_id", "award_pence"} <= set(awards.columns) else None


def _say_what_goes(former: Path, pages: Path) -> None:
    gone = sorted(page.name for page in former.glob("*.html") if not (pages / page.name).exists())
    if gone:
        _log.info("no longer published: %s", ", ".join(gone))


def _seen(record: Record | None) -> dict[str, str] | None:
    """What readers see, by name and sha256."""
    if record is None:
        return None
    pages = {entry["page"]: entry["sha256"] for entry in record["reports"]}
    return pages | {entry["file"]: entry["sha256"] for entry in record["tables"]}
