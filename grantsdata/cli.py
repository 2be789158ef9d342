"""The commands: `grantsdata report`, `check` and `years`.

Exit codes: 0 all is well; 1 a report failed; 2 the command, a parameter or the raw data is at fault;
130 interrupted.
"""

import argparse
import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grantsdata.catalogue import planned_reports
from grantsdata.errors import GrantsDataError, ParameterError, ReportError, YearError
from grantsdata.folders import label, project_folder, years_on_file
from grantsdata.parameters import check_parameters, typed
from grantsdata.planned import PlannedReport
from grantsdata.years import FinancialYear

ALL_WELL, REPORT_FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Errors are one plain message on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without a pound sign must not end the run
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except ReportError as error:
        print(f"grantsdata: {error}", file=sys.stderr)
        return REPORT_FAILED
    except GrantsDataError as error:
        print(f"grantsdata: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("grantsdata: interrupted; nothing was published", file=sys.stderr)
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="grantsdata", description="Grants of a police and crime commissioner.")
    parser.add_argument("--project", metavar="FOLDER", help="the folder that holds data/raw")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    report = commands.add_parser("report", help="make a year's reports, its processed tables, and the index")
    which = report.add_mutually_exclusive_group(required=True)
    which.add_argument("year", nargs="?", metavar="YEAR", help="such as 2017-18")
    which.add_argument("--all", action="store_true", dest="every_year", help="every year on file")
    report.add_argument("-p", nargs=2, action="append", default=[], dest="parameters", metavar=("NAME", "VALUE"),
                        help="a parameter of the notebook, such as: -p include_implied false")  # fmt: skip
    report.add_argument("--notebook", metavar="NAME", help="only this notebook of notebooks/")
    report.set_defaults(command=_report)
    check = commands.add_parser("check", help="tell all faults and findings of the raw data, without a report")
    check.add_argument("year", nargs="?", metavar="YEAR", help="such as 2017-18; without it, every year on file")
    check.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    check.add_argument("--strict", action="store_true", help='exit code 3 if a finding has the severity "error"')
    check.set_defaults(command=_check)
    years = commands.add_parser("years", help="list the years on file")
    years.set_defaults(command=_years)
    return parser


def _report(options: argparse.Namespace) -> int:
    # pandas, papermill and nbconvert take a second and more to import, and only this command needs them all.
    from grantsdata import summaries, wording
    from grantsdata.awards import load_awards, load_paper
    from grantsdata.board_notes import load_notes
    from grantsdata.publish import publish
    from grantsdata.tables import load_budgets

    root = project_folder(options.project)
    years = years_on_file(root) if options.every_year else [FinancialYear.parse(options.year)]
    if not years:
        raise YearError("There is no year on file; expected a folder such as data/raw/2017-18 with a paper.toml.")
    for year in years:
        planned, include_implied = _planned(year, options, root)
        _say(f"reading data/raw/{year}")
        awards = load_awards(year, include_implied=include_implied, project=root)
        load_notes(year, project=root)
        done = publish(
            year,
            planned,
            include_implied=include_implied,
            project=root,
            progress_bar=sys.stderr.isatty(),
            say=_say,
        )
        _say(f"{len(done.tables)} tables in {label(done.tables[0].parent, root)}")
        bridge = summaries.budget_bridge(awards, load_budgets(year, project=root))
        print(wording.headline(awards, bridge, load_paper(year, project=root)))
        for report in done.reports:
            print(f"The page: {report.page}")
    print(f"The index: {done.index}")
    return ALL_WELL


def _planned(year: FinancialYear, options: argparse.Namespace, root: Path) -> tuple[list[PlannedReport], bool]:
    """What is to be made, each with the parameters given that its notebook knows; and whether implied amounts count.

    ParameterError for a parameter that none of the notebooks knows, or that the list of reports sets itself.
    """
    from grantsdata.reports import notebook_parameters

    given = dict(options.parameters)
    if "financial_year" in given:
        raise ParameterError("financial_year is the command's own argument; leave out -p financial_year.")
    planned = [PlannedReport(options.notebook)] if options.notebook else planned_reports(year, root)
    defaults = {p.notebook: notebook_parameters(root / "notebooks" / f"{p.notebook}.ipynb") for p in planned}
    known = {name: value for of_it in defaults.values() for name, value in of_it.items()}
    check_parameters(typed(given, known), known)
    declared = sorted({name for report in planned for name in given if name in report.parameters})
    if declared:
        raise ParameterError(f"{', '.join(declared)}: set in notebooks/reports.toml. Name one report with --notebook.")
    wanted = [PlannedReport(p.notebook, p.parameters | _known_to(defaults[p.notebook], given)) for p in planned]
    return wanted, typed(given, known).get("include_implied", True)


def _known_to(defaults: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    return typed({name: text for name, text in given.items() if name in defaults}, defaults)


def _check(options: argparse.Namespace) -> int:
    from grantsdata.checklist import run_check

    return run_check(options.year, project=options.project, as_json=options.json, strict=options.strict)


def _years(options: argparse.Namespace) -> int:
    for year in years_on_file(options.project):
        print(year)
    return ALL_WELL


def _say(line: str) -> None:
    print(f"grantsdata: {line}", file=sys.stderr, flush=True)
