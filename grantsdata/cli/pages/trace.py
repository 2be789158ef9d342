"""`grantsdata trace`."""

import argparse

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json
from grantsdata.cli.output import print_json, print_line, project_read
from grantsdata.model.money import format_gbp
from grantsdata.model.phrases import counted

_MOST = 12
"""Awards that are listed for a figure; the JSON has all."""


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="FIGURE|PAGE", help="a figure as it is written, or the name of a page")
    parser.add_argument("--year", metavar="YEAR", help="only pages of this year")
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    root = project_read(options.project)
    found = commands.trace(options.what, year=options.year, project=root)
    wrong = [one for one in found if one.fault]
    if options.json:
        keys = [one._asdict() | {"sources": [source._asdict() for source in one.sources]} for one in found]
        print_json({"figures": keys, "faults": len(wrong)})
        return 1 if wrong else 0
    before = ""
    for one in found:
        if before != (before := f"{one.page}: {one.place}"):
            print_line(before)
        how = f" = {one.expression}" if one.expression else ""
        print_line(f"  {one.figure}{how}{f'  FAULT: {one.fault}' if one.fault else ''}")
        for source in one.sources[:_MOST]:
            amount = "not stated" if source.award_pence is None else format_gbp(source.award_pence)
            to = f", {source.provider}" if source.provider else ""
            print_line(f"    {source.file} row {source.row}: {amount}, {source.service}{to}")
        if len(one.sources) > _MOST:
            print_line(f"    and {len(one.sources) - _MOST} more; --json lists them all")
    print_line(f"{counted(len(found), 'figure')}, {counted(len(wrong), 'fault')}")
    return 1 if wrong else 0


COMMAND = Command(
    name="trace",
    summary="show where a figure of the published pages comes from",
    description="""Show each place where a figure stands on the published pages: the page, the sentence or the cell of
        a table, the expression from which the figure is worked out again, and the awards that it is made of with file
        and row. With the name of a page, show all figures in its sentences; a numeral without an expression, or one
        that the raw files do not give, is a fault.""",
    examples=('trace "£587,195"', "trace annual-report", "trace 25.7%% --year 2017-18 --json"),
    exit_codes={
        0: "each figure is what the raw files give",
        1: "one is not, or it has no expression",
        2: "no page has the figure, or the raw data is at fault",
    },
    add_options=_add_options,
    run=_run,
)
