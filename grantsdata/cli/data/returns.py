"""`grantsdata returns`."""

import argparse
from dataclasses import asdict

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json, add_year
from grantsdata.cli.output import print_json, print_line, project_read, project_written
from grantsdata.errors import visible
from grantsdata.model.phrases import counted


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_year(parser)
    half = "1 for April to September, 2 for October to March"
    parser.add_argument("--half", choices=("1", "2"), required=True, help=half)
    where = parser.add_mutually_exclusive_group()
    to = "where the forms go (default: data/exports/YEAR/returns-half-1)"
    where.add_argument("--to", metavar="FOLDER", help=to)
    where.add_argument("--read", metavar="FOLDER", help="read the forms that came back, instead of making any")
    due = "such as 2017-10-31: printed on the forms, and when they are read, the day after which they are late"
    parser.add_argument("--due", metavar="DATE", help=due)
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    half = int(options.half)
    makes_elsewhere = options.to is not None
    root = project_read(options.project) if makes_elsewhere else project_written(options.project, quiet=options.json)
    done = commands.returns(options.year, half, to=options.to, read=options.read, due=options.due, project=root)
    if isinstance(done, list):
        if options.json:
            print_json({"year": options.year, "half": half, "written": done})
            return 0
        print_line(f"{len(done) // 2} forms, each as XLSX and as DOCX, are in {done[0].parent}")
        return 0
    if options.json:
        print_json({"year": options.year, "half": half, **asdict(done)})
        return 0
    for change in done.changed:
        for cell in change.cells:
            text = f'changed: {change.service}, {change.measure}, {cell.column}: "{cell.before}" is now "{cell.after}"'
            print_line(visible(text, 500))
    for form in done.late:
        print_line(visible(f"late: {form.service}: returned on {form.returned_on}, due by {form.due}", 500))
    for service in done.missing:
        print_line(visible(f"missing: {service}", 500))
    print_line(
        f"{counted(done.new, 'new line')}, {len(done.changed)} changed, {done.same} as before; "
        f"{counted(len(done.late), 'form')} late, "
        f"{len(done.missing)} missing."
    )
    for path in done.written:
        print_line(str(path))
    return 0


COMMAND = Command(
    name="returns",
    summary="make the forms for half-yearly returns; read them with --read",
    description="""Make a form for each award of a year, as an Excel workbook and as a Word document, with its measures,
        the last figures and what is expected. With --read, read the forms that came back into
        data/raw/YEAR/returns.csv: a cell that cannot be right is refused with its place, and late and missing forms are
        listed. If any cell is refused, nothing is written. Blank forms count as missing.""",
    examples=(
        "returns 2017-18 --half 1 --due 2017-10-31",
        "returns 2017-18 --half 1 --to forms",
        "returns 2017-18 --half 1 --read forms",
    ),
    exit_codes={0: "the forms are made or read", 2: "a form, an option or the raw data is at fault"},
    add_options=_add_options,
    run=_run,
)
