"""`grantsdata report`: find the years that are up to date, have the others made, and print the result of each."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grantsdata.cli.output import print_line, print_message, project_written
from grantsdata.errors import ParameterError, YearError, check_installed
from grantsdata.model.report import Limits
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.run_record import Record
from grantsdata.runs.publish.up_to_date import index_is_up_to_date, up_to_date_years
from grantsdata.sources.files.project import label, years_on_file

if TYPE_CHECKING:
    from grantsdata.runs.publish.run import Outcome
    from grantsdata.runs.workers.task import WorkerPool

ALL_WELL = 0


def run_report(options: argparse.Namespace) -> int:
    """Make the reports that the command line asks for, print the results, and return the exit code.

    Raises YearError if there is no such year, and ParameterError for a wrong option.
    """
    root = project_written(options.project, quiet=options.quiet)
    years = years_on_file(root) if options.every_year else [FinancialYear.parse(options.year)]
    if not years:
        raise YearError(
            f"There is no year on file in {root}; expected a folder such as data/raw/2017-18 with a paper.toml. Bring "
            f"a paper in: grantsdata import FILE --year YEAR, or type it: grantsdata new-year YEAR"
        )
    if options.jobs is not None and options.jobs < 1:
        raise ParameterError(f"--jobs is {options.jobs}; expected a whole number of at least 1.")
    given = {name: getattr(options, name) for name in ("cell_seconds", "report_seconds", "report_mib")}
    limits = Limits(**{name: value for name, value in given.items() if value is not None})
    up_to_date: dict[FinancialYear, Record] = {}
    if not (options.force or options.notebook):
        up_to_date = up_to_date_years(years, root, asked=dict(options.parameters), strict=options.strict)
    for year, record in up_to_date.items():
        _print_up_to_date(year, record, options.quiet)
    others = [year for year in years if year not in up_to_date]
    if others:
        return _make(others, limits, options, root)
    if not index_is_up_to_date(root / "outputs"):
        from grantsdata.runs.publish.release import refresh_index

        refresh_index(root)
    return ALL_WELL


def _make(years: Sequence[FinancialYear], limits: Limits, options: argparse.Namespace, root: Path) -> int:
    with ExitStack() as stack:
        workers = stack.enter_context(_worker_pool(options))
        # These imports take half a second. They come this late because a run without work never needs them, and because
        # the worker processes start at the same time.
        from grantsdata.runs.publish.hooks import split_command
        from grantsdata.runs.publish.plan import request_for
        from grantsdata.runs.publish.run import Hooks, Outcome, exit_code, run
        from grantsdata.runs.workers.progress import show_progress

        hooks = Hooks(*(split_command(text) if text else [] for text in (options.on_failure, options.on_change)))
        asked = partial(
            request_for,
            texts=dict(options.parameters),
            notebook=options.notebook,
            strict=options.strict,
            limits=limits,
            force=options.force,
            project=root,
        )
        watch = stack.enter_context(show_progress(options.quiet))
        outcomes: list[Outcome] = []
        for outcome in run({year: partial(asked, year) for year in years}, workers, hooks, project=root, watch=watch):
            outcomes.append(outcome)
            _print_outcome(outcome, root, options.quiet)
    published = [outcome.published for outcome in outcomes if outcome.published]
    if published and not options.quiet:
        print_line(f"The index: {published[-1].index}")
    return exit_code(outcomes)


def _worker_pool(options: argparse.Namespace) -> AbstractContextManager["WorkerPool"]:
    if options.dask:
        check_installed("Clusters", "cluster", "distributed")
        from grantsdata.runs.workers.dask_cluster import Cluster

        return Cluster(options.dask, options.jobs)
    from grantsdata.runs.workers.pool import Workers

    return Workers(options.jobs)


def _print_outcome(outcome: "Outcome", root: Path, quiet: bool) -> None:
    """Print the outcome of a year: the line that says what is wrong, or the headline and where the pages are."""
    if outcome.line:
        print_message(outcome.line)
    for line in outcome.published.set_aside if outcome.published else ():
        print_message(line)
    if quiet:
        return
    for detail in outcome.details:
        print_line(f"  {detail}", sys.stderr)
    if outcome.published:
        tables, others = outcome.published.tables, outcome.published.handed_on
        place = label(tables[0].parent, root)
        print_message(f"{len(tables)} tables and {len(others)} files for other programs in {place}")
        if outcome.published.kept:
            unchanged = len(outcome.published.kept)
            print_message(f"{outcome.year}: {unchanged} pages are unchanged and were not made again")
        print_line(outcome.published.record["headline"])
        for page in outcome.published.pages:
            print_line(f"The page: {page}")


def _print_up_to_date(year: FinancialYear, record: Record, quiet: bool) -> None:
    if not quiet:
        pages = len(record["reports"])
        print_message(f"{year}: nothing has changed since its {pages} pages were made (--force makes them again)")
