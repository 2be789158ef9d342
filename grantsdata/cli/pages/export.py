"""`grantsdata export`."""

import argparse

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json, add_year
from grantsdata.cli.output import print_json, print_line, print_message, project_written
from grantsdata.exports.files import FORMATS


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_year(parser)
    parser.add_argument("--to", required=True, choices=FORMATS, metavar="FORM", help=f"one of {', '.join(FORMATS)}")
    parser.add_argument("--output", metavar="FOLDER", help="where the files come (default: data/exports/YEAR)")
    parser.add_argument("--printed-only", action="store_true",
                        help="an amount that is only implied by a printed total counts as not stated")  # fmt: skip
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    from grantsdata.exports.export import why_not_written

    written = commands.export(
        options.year,
        options.to,
        include_implied=not options.printed_only,
        project=options.project if options.output else project_written(options.project),
        folder=options.output,
    )
    if why := why_not_written(options.to, written):
        print_message(why)
    if options.json:
        print_json({"year": options.year, "to": options.to, "written": written})
        return 0
    for path in written:
        print_line(str(path))
    return 0


COMMAND = Command(
    name="export",
    summary="write a year's awards for another program",
    description="""Write the awards of a year in a format that other programs read, and list the files: 360Giving JSON
        and CSV, a workbook for the public as XLSX or as ODS, a Frictionless data package with CSV and Parquet, an
        SQLite database, or the contracts in the Open Contracting standard. Files of the same names are replaced when
        all new ones are complete.""",
    examples=("export 2017-18 --to workbook", "export 2017-18 --to sqlite --output /tmp/grants"),
    exit_codes={0: "the files are written", 1: "a file cannot be written", 2: "an option or the raw data is at fault"},
    add_options=_add_options,
    run=_run,
)
