"""`grantsdata new-year`."""

import argparse

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json, add_year
from grantsdata.cli.output import print_json, print_line, project_written
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.project import label


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_year(parser, "2018-19")
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    root = project_written(options.project, quiet=options.json)
    year = FinancialYear.parse(options.year)
    written = commands.new_year(year, project=root)
    if options.json:
        print_json({"year": str(year), "written": written})
        return 0
    for path in written:
        print_line(label(path, root))
    print_line(
        f"Next: bring the paper's tables in (grantsdata import FILE --year {year}) or type them, "
        f"fill in paper.toml, and see what is missing: grantsdata check {year}"
    )
    return 0


COMMAND = Command(
    name="new-year",
    summary="make the folder of a new year, with what carries over from before",
    description="""Make the folder of a new year in data/raw: a paper.toml with what carries over from the year before,
        and an empty table for each of its tables. It is an error if the year has a folder already.""",
    examples=("new-year 2018-19",),
    exit_codes={0: "the folder is made", 2: "nothing was made: the year has a folder, or the year before is at fault"},
    add_options=_add_options,
    run=_run,
)
