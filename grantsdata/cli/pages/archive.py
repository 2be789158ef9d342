"""`grantsdata archive`."""

import argparse

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json, add_year
from grantsdata.cli.output import print_json, print_line, project_written


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_year(parser)
    where = "a zip, if it ends in .zip, or a new folder (default: data/exports/YEAR/grants-YEAR.zip)"
    parser.add_argument("--output", metavar="PATH", help=where)
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    root = project_written(options.project, quiet=options.json)
    written = commands.archive(options.year, output=options.output, project=root)
    if options.json:
        print_json({"year": options.year, "written": written})
        return 0
    print_line(str(written))
    return 0


COMMAND = Command(
    name="archive",
    summary="put a published year into one zip that can be read without this program",
    description="""Put all of a published year into one zip, or into a folder: the pages, PDFs of them if the extra pdf
        is installed, the tables as CSV and in one SQLite database, what each column means, the raw files, what was
        judged, a README in plain words, and SHA256SUMS, which sha256sum -c SHA256SUMS verifies. It comes out the same
        each time. A year that is not published, or that has changed since, is refused.""",
    examples=("archive 2017-18", "archive 2017-18 --output /tmp/grants-2017-18"),
    exit_codes={
        0: "the archive is written",
        1: "the year is not published or has changed since, or the archive cannot be written",
        2: "an option or the raw data is at fault",
        4: "another run is at work on the year",
    },
    add_options=_add_options,
    run=_run,
)
