"""`grantsdata report`: which years stand, which have to be made, by whom, and what is told of each."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grantsdata.cli.output import say, tell
from grantsdata.errors import ParameterError, YearError
from grantsdata.model.report import Limits
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.publish.run_record import Record
from grantsdata.runs.publish.up_to_date import index_stands, year_stands
from grantsdata.sources.files.project import label, project_folder, years_on_file

if TYPE_CHECKING:
    from grantsdata.runs.publish.run import Outcome
    from grantsdata.runs.workers.task import Crew

ALL_WELL = 0


def run_report(options: argparse.Namespace) -> int:
    """Make what the command line asks for, and tell of it; returns the exit code. Errors as of what it calls."""
    root = project_folder(options.project)
    years = years_on_file(root) if options.every_year else [FinancialYear.parse(options.year)]
    if not years:
        raise YearError("There is no year on file; expected a folder such as data/raw/2017-18 with a paper.toml.")
    if options.jobs is not None and options.jobs < 1:
        raise ParameterError(f"--jobs is {options.jobs}; expected a whole number of at least 1.")
    given = {name: getattr(options, name) for name in ("cell_seconds", "report_seconds", "report_mib")}
    limits = Limits(**{name: value for name, value in given.items() if value is not None})
    standing = {} if options.force or options.notebook else _standing(years, options, root)
    for year, record in standing.items():
        _tell_standing(year, record, options.quiet)
    others = [year for year in years if year not in standing]
    if others:
        return _made(others, limits, options, root)
    if not index_stands(root / "outputs"):
        from grantsdata.runs.publish.release import refresh_index

        refresh_index(root)
    return ALL_WELL


def _standing(years: Sequence[FinancialYear], options: argparse.Namespace, root: Path) -> dict[FinancialYear, Record]:
    """The years of which nothing has to be made."""
    files, asked = Inputs(root), dict(options.parameters)
    found = {year: year_stands(year, files, asked=asked, strict=options.strict) for year in years}
    return {year: record for year, record in found.items() if record is not None}


def _made(years: Sequence[FinancialYear], limits: Limits, options: argparse.Namespace, root: Path) -> int:
    with ExitStack() as stack:
        crew = stack.enter_context(_crew(options))
        # What follows takes half a second to import: a run that finds nothing to do is over by then, and another one's
        # processes are getting ready meanwhile.
        from grantsdata.runs.publish.hooks import command_of
        from grantsdata.runs.publish.plan import Wanted, wanted_of
        from grantsdata.runs.publish.run import Hooks, Outcome, exit_code, run
        from grantsdata.runs.workers.progress import watched

        hooks = Hooks(*(command_of(text) if text else [] for text in (options.on_failure, options.on_change)))

        def wanted(year: FinancialYear) -> Wanted:
            texts = dict(options.parameters)
            return wanted_of(
                year, texts, options.notebook, strict=options.strict, limits=limits, force=options.force, project=root
            )

        watch = stack.enter_context(watched(options.quiet))
        outcomes: list[Outcome] = []
        for outcome in run({year: partial(wanted, year) for year in years}, crew, hooks, project=root, watch=watch):
            outcomes.append(outcome)
            _tell(outcome, root, options.quiet)
    published = [outcome.published for outcome in outcomes if outcome.published]
    if published and not options.quiet:
        tell(f"The index: {published[-1].index}")
    return exit_code(outcomes)


def _crew(options: argparse.Namespace) -> AbstractContextManager["Crew"]:
    if options.dask:
        from grantsdata.runs.workers.dask_cluster import Cluster

        return Cluster(options.dask, options.jobs)
    from grantsdata.runs.workers.pool import Workers

    return Workers(options.jobs)


def _tell(outcome: "Outcome", root: Path, quiet: bool) -> None:
    """What became of a year: the line that says what is wrong, or the headline and where the pages are."""
    if outcome.line:
        say(outcome.line)
    for line in outcome.published.set_aside if outcome.published else ():
        say(line)
    if quiet:
        return
    for detail in outcome.details:
        tell(f"  {detail}", sys.stderr)
    if outcome.published:
        tables, others = outcome.published.tables, outcome.published.handed_on
        say(f"{len(tables)} tables and {len(others)} files for other programs in {label(tables[0].parent, root)}")
        if outcome.published.kept:
            say(f"{outcome.year}: {len(outcome.published.kept)} pages stay, since nothing of them has changed")
        tell(outcome.published.record["headline"])
        for page in outcome.published.pages:
            tell(f"The page: {page}")


def _tell_standing(year: FinancialYear, record: Record, quiet: bool) -> None:
    if not quiet:
        pages = len(record["reports"])
        say(f"{year}: nothing has changed since its {pages} pages were made (--force makes them again)")
