"""`grantsdata report`."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json
from grantsdata.cli.output import print_json, print_line, print_message, project_written
from grantsdata.model.report import Limits
from grantsdata.runs.publish.outcome import Outcome, exit_code
from grantsdata.sources.files.project import label


def _add_options(report: argparse.ArgumentParser) -> None:
    which = report.add_mutually_exclusive_group(required=True)
    which.add_argument("year", nargs="?", metavar="YEAR", help="such as 2017-18")
    which.add_argument("--all", action="store_true", dest="every_year", help="every year on file")
    report.add_argument(
        "--as-at", metavar="DATE", help="what documents had stated by a day, such as 2017-09-30: a set of its own"
    )
    report.add_argument("-p", nargs=2, action="append", default=[], dest="parameters", metavar=("NAME", "VALUE"),
                        help="a parameter of the notebook, such as: -p include_implied false")  # fmt: skip
    report.add_argument("--notebook", metavar="NAME", help="only this notebook of notebooks/, beside what is published")
    report.add_argument("--strict", action="store_true", help="publish nothing if the figures do not add up")
    report.add_argument("--quiet", action="store_true", help="say nothing unless something is wrong")
    report.add_argument("--force", action="store_true", help="make again what has not changed")
    report.add_argument(
        "--jobs", type=int, metavar="N", help="how many at once, here or with --dask local (default: the cores)"
    )
    report.add_argument("--dask", default="", metavar="ADDRESS",
                        help="have a Dask cluster make them: tcp://scheduler:8786, or for a try: local")  # fmt: skip
    report.add_argument("--cell-seconds", type=float, metavar="N", help="how long a cell may take (default: 600)")
    report.add_argument("--report-seconds", type=float, metavar="N", help="how long a report may take (default: 1800)")
    report.add_argument("--report-mib", type=int, metavar="N",
                        help="how much memory a report may take for itself (default: 1024 MiB)")  # fmt: skip
    report.add_argument("--on-failure", default="", metavar="COMMAND",
                        help="a command that gets the run record if a year was not published")  # fmt: skip
    report.add_argument("--on-change", default="", metavar="COMMAND",
                        help="a command that gets the run record if pages or tables have changed")  # fmt: skip
    add_json(report)


def _run(options: argparse.Namespace) -> int:
    root = project_written(options.project, quiet=options.quiet)
    given = {name: getattr(options, name) for name in ("cell_seconds", "report_seconds", "report_mib")}
    outcomes = commands.report(
        None if options.every_year else options.year,
        as_at=options.as_at,
        parameters=dict(options.parameters),
        notebook=options.notebook,
        strict=options.strict,
        force=options.force,
        jobs=options.jobs,
        dask=options.dask,
        limits=Limits(**{name: value for name, value in given.items() if value is not None}),
        on_failure=options.on_failure,
        on_change=options.on_change,
        progress=not (options.quiet or options.json),
        each=partial(_print, root=root, quiet=options.quiet or options.json),
        project=root,
    )
    published = [outcome.published for outcome in outcomes if outcome.published]
    if options.json:
        print_json({"outcomes": [_keys(outcome) for outcome in outcomes], "index": root / "outputs" / "index.html"})
    elif published and not options.quiet:
        print_line(f"The index: {published[-1].index}")
    return exit_code(outcomes)


def _print(outcome: Outcome, root: Path, quiet: bool) -> None:
    """Print the outcome of a year: the line that says what is wrong, or the headline and where the pages are."""
    if outcome.line:
        print_message(outcome.line)
    for line in [*outcome.published.set_aside, *outcome.published.unread] if outcome.published else ():
        print_message(line)
    if quiet:
        return
    for detail in outcome.details:
        print_line(f"  {detail}", sys.stderr)
    if outcome.unchanged:
        pages = len(outcome.unchanged["reports"])
        print_message(
            f"{outcome.year}: nothing has changed since its {pages} pages were made (--force makes them again)"
        )
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
        for document in outcome.published.documents:
            print_line(f"The Word document: {document}")


def _keys(outcome: Outcome) -> dict[str, Any]:
    """Return a year's outcome for JSON. Its totals are those of the run record, in whole pence."""
    published = outcome.published
    record = published.record if published else outcome.unchanged
    return {
        "year": str(outcome.year),
        "result": "published" if published else "unchanged" if outcome.unchanged else "failed",
        "exit_code": outcome.code,
        "message": outcome.line,
        "details": list(outcome.details),
        "headline": record["headline"] if record else None,
        "totals": record["totals"] if record else None,
        "pages": published.pages if published else [],
        "documents": published.documents if published else [],
        "unchanged_pages": published.kept if published else [],
        "tables": published.tables if published else [],
        "files": published.handed_on if published else [],
        "set_aside": published.set_aside if published else [],
        "unread": published.unread if published else [],
    }


COMMAND = Command(
    name="report",
    summary="make a year's reports, its processed tables, and the index",
    description="""Make the reports of a year from its raw data and publish them: pages in outputs/YEAR, tables in
        data/processed/YEAR, and the index of all years. Everything is checked before; if anything is wrong, what was
        published before stays. A year in which nothing has changed is not made again.""",
    examples=(
        "report 2017-18",
        "report --all --strict --quiet",
        "report 2017-18 --as-at 2017-09-30",
        "report 2017-18 --notebook annual-report -p include_implied false",
    ),
    exit_codes={
        0: "everything is published, or nothing has changed",
        1: "a report failed",
        2: "an option or the raw data is at fault",
        3: "the figures do not add up, and --strict was given",
        4: "another run is at work on the year",
        5: "published, but the command given to --on-change failed",
    },
    add_options=_add_options,
    run=_run,
)
