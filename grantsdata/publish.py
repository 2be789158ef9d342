"""A year's raw data → all that is published of it: its reports, its tables, and the index over all years."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grantsdata.catalogue import planned_reports
from grantsdata.errors import GrantsDataError
from grantsdata.folders import project_folder, years_on_file
from grantsdata.index import DOWNLOADS, write_index
from grantsdata.planned import PlannedReport
from grantsdata.processed import write_processed
from grantsdata.reports import Report, make_reports
from grantsdata.years import FinancialYear


@dataclass(frozen=True)
class Published:
    """What a year's run left: its reports, its tables in `data/processed`, and the index."""

    reports: list[Report]
    tables: list[Path]
    index: Path


def publish(
    year: FinancialYear,
    planned: Sequence[PlannedReport],
    *,
    include_implied: bool = True,
    project: str | Path | None = None,
    progress_bar: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> Published:
    """Make the reports of a year, write its tables, and bring the index up to date.

    The tables stand in `data/processed/<year>` and, for readers, in `outputs/<year>/data`. Errors as `make_reports`
    raises them; then no page and no table is changed.
    """
    root = project_folder(project)
    reports = make_reports(year, planned, project=root, progress_bar=progress_bar, say=say)
    tables = write_processed(year, include_implied=include_implied, project=root)
    downloads = root / "outputs" / str(year) / DOWNLOADS
    downloads.mkdir(exist_ok=True)
    for table in tables:
        shutil.copyfile(table, downloads / table.name)
    return Published(reports, tables, write_index(root / "outputs", _order(root)))


def _order(root: Path) -> list[str]:
    """The names of the pages in the order of the catalogue, of all years that can be read."""
    names: dict[str, None] = {}
    for year in years_on_file(root):
        try:
            names |= dict.fromkeys(report.name for report in planned_reports(year, root))
        except GrantsDataError:
            continue  # what is wrong with another year is told when that year is asked for
    return list(names)
