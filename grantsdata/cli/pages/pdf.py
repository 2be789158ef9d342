"""`grantsdata pdf`."""

import argparse

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json, add_year
from grantsdata.cli.output import print_json, print_line, project_written


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_year(parser)
    parser.add_argument("--report", action="append", default=[], dest="reports", metavar="NAME",
                        help="only this page, such as board-paper; may be given several times")  # fmt: skip
    parser.add_argument("--output", metavar="FOLDER", help="where the files come (default: data/exports/YEAR)")
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    written = commands.pdf(
        options.year,
        options.reports,
        project=options.project if options.output else project_written(options.project, quiet=options.json),
        folder=options.output,
    )
    if options.json:
        print_json({"year": options.year, "written": written})
        return 0
    for path in written:
        print_line(str(path))
    return 0


COMMAND = Command(
    name="pdf",
    summary="make tagged PDFs of a year's published pages",
    description="""Make a PDF of each published page of a year for those who archive, print or send it. The PDF has the
        tags that PDF/UA-1 asks for, so that a screen reader finds headings, tables and alternative texts. It comes out
        the same each time. It is made without a browser, by WeasyPrint, which the extra pdf installs. Files of the same
        names are replaced when all new ones are complete.""",
    examples=("pdf 2017-18", "pdf 2017-18 --report board-paper --output /tmp/paper"),
    exit_codes={
        0: "the files are written",
        1: "the year is not published, a page was changed since, or a file cannot be written",
        2: "an option is at fault, or the extra pdf is not installed",
    },
    add_options=_add_options,
    run=_run,
)
