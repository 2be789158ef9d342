"""`grantsdata check`."""

import argparse
import sys
from pathlib import Path

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json, add_year_or_all
from grantsdata.cli.output import painted, project_read
from grantsdata.cli.surroundings import ended_by_closed_pipe
from grantsdata.errors import GrantsDataError
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.project import years_on_file

_COLOURS = {"fault": "red", "error": "red", "warning": "yellow", "note": "yellow", "agrees": "green"}


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_year_or_all(parser)
    add_json(parser)
    parser.add_argument(
        "--as-at",
        metavar="DATE",
        help="warn of promises that are overdue on this day, such as 2017-12-01, or due within 60 days of it, and of "
        "conditions that were not met when they were due",
    )
    parser.add_argument("--strict", action="store_true", help='exit code 3 if a finding has the severity "error"')


def _run(options: argparse.Namespace) -> int:
    """Print the faults and findings: faults on standard error, or with --json everything on standard output."""
    from grantsdata.cli.data.entries import check_exit_code, entry_line, json_text, summary_lines
    from grantsdata.reconcile.check import FAULT, Entry
    from grantsdata.sources.files.lines import Lines

    entries: list[Entry] = []
    years: list[FinancialYear] = []
    root = Path()
    try:
        root = project_read(options.project)
        year = None if options.year is None else FinancialYear.parse(options.year)
        years = years_on_file(root) if year is None else [year]
        entries = commands.check(year, as_at=options.as_at, project=root)
    except GrantsDataError as error:
        if not options.json:
            raise
        entries = [Entry(FAULT, None, "", str(error))]
    lines, names = Lines(root), [str(year) for year in years]
    with ended_by_closed_pipe():
        if options.json:
            print(json_text(entries, names, lines), flush=True)
        else:
            for entry in entries:
                stream = sys.stderr if entry.severity == FAULT else sys.stdout
                shown = painted(entry.severity, _COLOURS[entry.severity], stream)
                line = entry_line(entry, lines).replace(f": {entry.severity}: ", f": {shown}: ", 1)
                print(line, file=stream, flush=True)
            print(*summary_lines(entries, names), sep="\n", flush=True)
    return check_exit_code(entries, options.strict)


COMMAND = Command(
    name="check",
    summary="list all faults and findings of the raw data, without a report",
    description="""Read the raw data and list everything that is wrong with it, each with file, line, row and column.
        A fault has to be mended before a report can be made. A finding says where the figures of the paper do not agree
        (error), may not agree (warning), or agree. Nothing is changed.""",
    examples=("check", "check 2017-18", "check 2017-18 --as-at 2017-12-01", "check 2017-18 --strict --json"),
    exit_codes={
        0: "there is no fault",
        2: "there are faults, or there is no such year",
        3: 'there are findings with the severity "error", and --strict was given',
    },
    add_options=_add_options,
    run=_run,
)
