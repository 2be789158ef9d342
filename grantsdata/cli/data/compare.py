"""`grantsdata compare`."""

import argparse
from typing import TYPE_CHECKING, Any

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json
from grantsdata.cli.output import print_json, print_line, project_read

if TYPE_CHECKING:
    from grantsdata.runs.edits.compare import Edit

EDITED = 1


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the edited paper: .docx, .odt, .pdf, .xlsx, .ods, .html or .csv")
    parser.add_argument("year", nargs="?", metavar="YEAR",
                        help="such as 2017-18; without it, the year that the paper names")  # fmt: skip
    parser.add_argument("--printed-only", action="store_true",
                        help="an amount that is only implied by a printed total counts as not stated")  # fmt: skip
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    compared = commands.compare(
        options.file,
        options.year,
        include_implied=not options.printed_only,
        project=project_read(options.project),
    )
    if options.json:
        keys: dict[str, Any] = {**vars(compared), "edits": [vars(edit) for edit in compared.edits]}
        print_json(keys)
        return EDITED if compared.edits else 0
    for edit in compared.edits:
        print_line(_line(edit))
    for note in compared.notes:
        print_line(f"note: {note}")
    for table in compared.not_compared:
        print_line(f"not compared, since it lists no awards: {table}")
    number = len(compared.edits)
    counted = f"{number} {'edit' if number == 1 else 'edits'}" if number else "no edits"
    listed = f"the file lists {compared.awards} {'award' if compared.awards == 1 else 'awards'}"
    print_line(f"{compared.year}: {counted}; {listed}. Texts outside tables are not compared.")
    return EDITED if compared.edits else 0


def _line(edit: "Edit") -> str:
    """An edit as one line: the place in the file, what changed, and the place in the raw data."""
    on_file = f" ({edit.file} row {edit.row})" if edit.file else ""
    if edit.kind == "added":
        return f"{edit.place}: row added: {edit.new}"
    if edit.kind == "deleted":
        return f"row deleted: {edit.old}{on_file}"
    if edit.kind == "moved":
        return f"{edit.place}: {edit.service}: moved from {edit.old} to {edit.new}{on_file}"
    return f"{edit.place}: {edit.service}: {edit.column} {edit.old or '(blank)'} → {edit.new or '(blank)'}{on_file}"


COMMAND = Command(
    name="compare",
    summary="list what somebody has changed in a paper, compared with the data on file",
    description="""Read a paper that somebody has edited, such as the Word document of the board paper, and list how its
        tables of awards differ from the data of the year: amounts, providers and other cells that changed, rows that
        were added, deleted or moved to another table or theme, and totals. Nothing is written. The order of rows, the
        look of the file, tables that list no awards and texts outside tables are not compared.""",
    examples=("compare board-paper.docx", "compare board-paper.docx 2017-18 --json"),
    exit_codes={
        0: "the file lists what is on file",
        EDITED: "there are edits, and all are listed",
        2: "the file, an option or the raw data is at fault",
    },
    add_options=_add_options,
    run=_run,
)
