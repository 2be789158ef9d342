"""`grantsdata changes`."""

import argparse
from typing import Any

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json, add_year
from grantsdata.cli.output import print_json, print_line, project_written


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_year(parser)
    parser.add_argument("--from", dest="since", metavar="DATE", help="the day to compare with, such as 2017-06-30")
    parser.add_argument("--to", dest="until", metavar="DATE", help="the later day, such as 2017-09-30")
    parser.add_argument("--output", metavar="FOLDER", help="where the files come (default: data/exports/YEAR)")
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    from grantsdata.exports.changes import in_words

    table, written = commands.changes(
        options.year,
        options.since,
        options.until,
        project=options.project if options.output else project_written(options.project),
        folder=options.output,
    )
    changed = table.astype("object").where(table.notna(), None).to_dict("records")
    if options.json:
        print_json({"year": options.year, "changes": [_in_pence(one) for one in changed], "written": written})
        return 0
    for one in changed:
        print_line(f"{one['change_date']} {one['change']}: {in_words(one)} ({one['stated_in']})")
    if not changed:
        print_line("No award was added, varied or withdrawn.")
    for path in written:
        print_line(str(path))
    return 0


def _in_pence(change: dict[Any, Any]) -> dict[str, Any]:
    """The same with exact pence in place of pounds."""
    return {
        name.replace("_gbp", "_pence"): round(value * 100) if name.endswith("_gbp") and value is not None else value
        for name, value in change.items()
    }


COMMAND = Command(
    name="changes",
    summary="list what documents added, varied and withdrew, and write it as a table and a feed",
    description="""List each award that differs between two days, in pounds before and after, with the document that
        changed it. Without the two days, list every change after the first document of the year. The list is written
        to changes.csv, and changes.atom has an entry for each document, for feed readers.""",
    examples=("changes 2017-18", "changes 2017-18 --from 2017-06-30 --to 2017-09-30"),
    exit_codes={0: "the files are written", 1: "a file cannot be written", 2: "an option or the raw data is at fault"},
    add_options=_add_options,
    run=_run,
)
