"""`grantsdata import`."""

import argparse
import shlex
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json
from grantsdata.cli.output import print_json, print_line, project_written
from grantsdata.errors import ParameterError, meant
from grantsdata.model.schema import DOCUMENT_KINDS
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.project import ORIGIN, found_project, label

if TYPE_CHECKING:
    from grantsdata.importers.import_paper import NumberedTable

ALL = "all"


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the paper: .docx, .pdf, .xlsx, .ods, .html or .csv")
    parser.add_argument("--year", required=True, metavar="YEAR", help="such as 2018-19")
    parser.add_argument("--tables", default="", metavar="N,N",
                        help='write these, or "all" that look like awards; without it, only look')  # fmt: skip
    parser.add_argument("--stream", action="append", default=[], dest="streams", metavar="N=CODE",
                        help="the stream of a table, where it is known, such as: --stream 2=VS")  # fmt: skip
    parser.add_argument("--although", default="", metavar="REASON",
                        help="why tables are written although a number of the paper is unaccounted for")  # fmt: skip
    parser.add_argument("--as", default="", dest="table", metavar="TABLE",
                        help="add the file's lines to this table of the year: agreements, conditions, payments, "
                        "variations, tenders or promises")  # fmt: skip
    parser.add_argument("--leave-out", default="", metavar="COLUMN,COLUMN",
                        help="with --as: columns of the file that are not of the table")  # fmt: skip
    parser.add_argument(
        "--document", default="", metavar="ID", help="the file is a document beside the year's paper, such as a notice"
    )
    parser.add_argument("--kind", default="", help=f"what kind of document: {', '.join(DOCUMENT_KINDS)}")
    parser.add_argument("--date", metavar="DATE", help="its date, such as 2017-08-03, if its text states none")
    add_json(parser)


def _add_records(options: argparse.Namespace) -> int:
    """Add the lines of a file to a table, and print how many."""
    from grantsdata.runs.edits.records import import_records

    if options.streams:
        raise ParameterError("--stream is for tables of awards; with --as, the file has a column for the stream.")
    chosen = _chosen(options.tables, [])
    if len(chosen) > 1:
        raise ParameterError(f'--tables is "{options.tables}"; with --as, expected one number.')
    year, root = FinancialYear.parse(options.year), project_written(options.project, quiet=options.json)
    number = chosen[0] if chosen else None
    left_out = [name.strip() for name in options.leave_out.split(",") if name.strip()]
    added = import_records(
        options.file, year, options.table, number=number, although=options.although, leave_out=left_out, project=root
    )
    if options.json:
        print_json(vars(added))
        return 0
    there = f"; {added.already_there} more {'is' if added.already_there == 1 else 'are'} there already"
    for meaning, heading in added.by_cells.items():
        print_line(f"by its cells: {meaning} = {heading}")
    for meaning, text in added.filled_in.items():
        print_line(f"without a column for it: {meaning} = {text}")
    print_line(f"{added.table}: {added.added} added{there if added.already_there else ''}.")
    for path in added.written:
        print_line(f"written: {label(path, root)}")
    if added.written:
        print_line(f"Next: grantsdata check {year}")
    return 0


def _run(options: argparse.Namespace) -> int:
    """Print what a file holds; write the tables named in `tables`, or add its lines to the one named by --as."""
    if options.table:
        return _add_records(options)
    if options.leave_out:
        raise ParameterError("--leave-out is for --as; the columns of a paper are chosen in its paper.toml.")
    from grantsdata.cli.data.imported import file_lines, imported_keys

    financial_year = FinancialYear.parse(options.year)
    streams_by_table = _streams(options.streams)
    root = (
        project_written(options.project, quiet=options.json)
        if options.tables.strip()
        else found_project(options.project)
    )
    bring = partial(
        commands.import_,
        options.file,
        financial_year,
        streams=streams_by_table,
        document=options.document,
        kind=options.kind,
        dated=options.date,
        project=root,
    )
    read = bring()
    chosen = _chosen(options.tables, read.found)
    if options.json:
        if chosen and root is not None:
            read = bring(chosen, although=options.although)
        print_json(imported_keys(read))
        return 0
    for line in file_lines(read):
        print_line(line)
    if root is None:
        print_line(
            f"Nothing was written: there is no project here. To make one with this paper in it: grantsdata init FOLDER "
            f'--body "NAME OF THE BODY" --from {shlex.quote(options.file)} --year {financial_year}'
        )
        return 0
    if not chosen:
        proposed = [one for one in read.found if one.proposed]
        likely = ",".join(str(one.number) for one in proposed if not one.table.faults)
        if proposed and not likely:
            print_line("Nothing was written, and nothing can be until the faults are mended in the file.")
        elif likely:
            reason = ' --although "REASON"' if any(word.is_number for word in read.unaccounted) else ""
            print_line(f"Nothing was written. To write the tables that look like awards: add --tables {likely}{reason}")
        else:
            print_line(
                "Nothing was written, since no table looks like one of awards. If the document only changes awards, "
                "list it in paper.toml, and each change in variations.csv: docs/how-to/documents.md says how."
            )
        return 0
    for path in bring(chosen, although=options.although).written:
        print_line(f"written: {label(path, root)}")
    print_line(
        f"Next: compare each guess in data/raw/{financial_year}/paper.toml with the paper and take its mark away; then "
        f"grantsdata check {financial_year}. The files that end in {ORIGIN} say where each cell came from."
    )
    return 0


def _streams(given: Sequence[str]) -> dict[int, str]:
    streams = {}
    for text in given:
        number, sign, code = text.partition("=")
        if not (sign and number.strip().isdecimal() and code.strip()):
            raise ParameterError(f'--stream is "{text}"; expected the number of a table and a code, such as 2=VS.')
        streams[int(number)] = code.strip()
    return streams


def _chosen(text: str, found: Sequence["NumberedTable"]) -> list[int]:
    if text.strip() == ALL:
        return [one.number for one in found if one.proposed]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        hint = meant(text, [ALL]) or f"expected numbers such as 1,2 or the word {ALL}."
        raise ParameterError(f'--tables is "{text}"; {hint}')
    return [int(part) for part in parts]


COMMAND = Command(
    name="import",
    summary="bring in the tables of a paper in Word, PDF, a spreadsheet or HTML",
    description="""Read a paper's file and show its tables, with what each column seems to mean and why. Nothing is
        written without --tables. With it, the tables become CSV files in data/raw/YEAR with entries in its paper.toml,
        in which each guess is marked: compare it with the paper and take the mark away. A number of the paper that is
        in no table and no text is listed, and has to be explained with --although before anything is written. With
        --as, all lines of a table of payments, agreements and so on are added to that of the year, or none if a cell
        is at fault.""",
    examples=(
        "import paper.docx --year 2018-19",
        "import paper.docx --year 2018-19 --tables all",
        "import notice.docx --year 2018-19 --tables all --document notice-14 --kind 'decision notice'",
        "import paper.pdf --year 2018-19 --tables 1,3 --stream 3=VS",
        "import ledger.xlsx --year 2018-19 --as payments",
    ),
    exit_codes={0: "the file was read, and the tables named are written", 2: "the file or an option is at fault"},
    add_options=_add_options,
    run=_run,
)
