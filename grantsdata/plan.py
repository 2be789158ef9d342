"""What is wanted of a year → which of its reports have to be made, which stand as they are, and from which files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantsdata.errors import ParameterError
from grantsdata.inputs import Inputs
from grantsdata.model.report import PlannedReport
from grantsdata.model.years import FinancialYear
from grantsdata.notebooks import parameters_of
from grantsdata.run_record import Record, read_record
from grantsdata.unchanged import entry_stands
from grantsdata.wanted import Wanted


@dataclass(frozen=True)
class Plan:
    """A report that is wanted: what it is made from, and the record's entry of the one that stands, if it does."""

    report: PlannedReport
    values: dict[str, Any]
    inputs: dict[str, str]
    standing: Record | None

    @property
    def compare_with(self) -> str | None:
        return self.values.get("compare_with")


def plans_for(wanted: Wanted, root: Path) -> tuple[list[Plan], list[Record], dict[str, str]]:
    """The plans for the reports that are wanted, the record's entries of the others that stay, and all inputs."""
    year, files = wanted.year, Inputs(root)
    folder = root / "outputs" / str(year)
    record = read_record(folder)
    entries = {} if record is None or wanted.force else {entry["name"]: entry for entry in record["reports"]}
    plans = []
    for report in wanted.reports:
        values = parameters_of(report, year, root)
        inputs = files.of_report(report.notebook, year, values.get("compare_with"))
        entry = entries.get(report.name)
        stands = record and entry and entry_stands(entry, report.parameters, inputs, record, folder)
        plans.append(Plan(report, values, inputs, entry if stands else None))
    kept = _kept_pages(wanted, root, record, files) if wanted.beside_others else []
    of_kept = [files.of_report(entry["notebook"], year, entry["compare_with"]) for entry in kept]
    return plans, kept, files.of_run([*(plan.inputs for plan in plans), *of_kept])


def _kept_pages(wanted: Wanted, root: Path, record: Record | None, files: Inputs) -> list[Record]:
    """What the record tells of the pages that stay; ParameterError if they are of other inputs than the new ones."""
    year, former = wanted.year, root / "outputs" / str(wanted.year)
    remade = {report.name for report in wanted.reports}
    entries = {} if record is None else {entry["name"]: entry for entry in record["reports"]}
    there = {page.stem for page in former.glob("*.html")}
    others = sorted((there if record is None else there & entries.keys()) - remade)  # a stray does not stay
    if not others:
        return []
    if record is None:
        why = "nothing tells what they were made from"
    elif record["include_implied"] != wanted.include_implied:
        why = f"they were made with include_implied {str(record['include_implied']).lower()}"
    elif lost := [f"{name}.ipynb" for name in others if not (former / f"{name}.ipynb").is_file()]:
        why = f"{', '.join(lost)} is no longer there"
    elif not all(_stands(entries[name], record, year, files) for name in others):
        why = "they or their inputs have changed since they were made"
    else:
        return [entry for entry in record["reports"] if entry["name"] in others]
    raise ParameterError(
        f"{', '.join(sorted(remade))} would not fit the {len(others)} other page{'s' if len(others) > 1 else ''} of "
        f"{wanted.year}: {why}. "
        f"Make them all again first: grantsdata report {wanted.year}"
        f"{'' if wanted.include_implied else ' -p include_implied false'}"
    )


def _stands(entry: Record, record: Record, year: FinancialYear, files: Inputs) -> bool:
    inputs = files.of_report(entry["notebook"], year, entry["compare_with"])
    return entry_stands(entry, entry["parameters"], inputs, record, files.root / "outputs" / str(year))
