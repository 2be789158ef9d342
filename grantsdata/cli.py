"""The commands: `grantsdata report`, `check` and `years`.

Exit codes: 0 all is well; 1 a report failed; 2 the command, a parameter or the raw data is at fault;
130 interrupted.
"""

import argparse
import io
import sys
from collections.abc import Sequence

from grantsdata import summaries, wording
from grantsdata.awards import load_awards, load_findings, load_paper
from grantsdata.errors import GrantsDataError, ParameterError, ReportError
from grantsdata.folders import label, project_folder, years_on_file
from grantsdata.parameters import check_parameters, typed
from grantsdata.processed import write_processed
from grantsdata.tables import load_budgets
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
    report = commands.add_parser("report", help="make a year's report and its processed tables")
    report.add_argument("year", metavar="YEAR", help="such as 2017-18")
    report.add_argument("-p", nargs=2, action="append", default=[], dest="parameters", metavar=("NAME", "VALUE"),
                        help="a parameter of the notebook, such as: -p include_implied false")  # fmt: skip
    report.add_argument("--notebook", default="annual-report", metavar="NAME", help="a notebook in notebooks/")
    report.set_defaults(command=_report)
    check = commands.add_parser("check", help="check a year's raw data, without a report")
    check.add_argument("year", metavar="YEAR")
    check.set_defaults(command=_check)
    years = commands.add_parser("years", help="list the years on file")
    years.set_defaults(command=_years)
    return parser


def _report(options: argparse.Namespace) -> int:
    # papermill and nbconvert take a second to import, and only this command needs them.
    from grantsdata.reports import make_report, notebook_parameters

    root = project_folder(options.project)
    year = FinancialYear.parse(options.year)
    defaults = notebook_parameters(root / "notebooks" / f"{options.notebook}.ipynb")
    if any(name == "financial_year" for name, _ in options.parameters):
        raise ParameterError("financial_year is the command's own argument; leave out -p financial_year.")
    given = typed(dict(options.parameters), defaults)
    check_parameters(given, defaults)
    include_implied = given.get("include_implied", True)
    _say(f"reading data/raw/{year}")
    awards = load_awards(year, include_implied=include_implied, project=root)
    report = make_report(year, options.notebook, given, project=root, progress_bar=sys.stderr.isatty(), say=_say)
    written = write_processed(year, include_implied=include_implied, project=root)
    _say(f"{len(written)} tables in {label(written[0].parent, root)}")
    bridge = summaries.budget_bridge(awards, load_budgets(year, project=root))
    print(wording.headline(awards, bridge, load_paper(year, project=root)))
    print(f"The page: {report.page}")
    return ALL_WELL


def _check(options: argparse.Namespace) -> int:
    year = FinancialYear.parse(options.year)
    findings = load_findings(year, project=options.project)
    for finding in findings.to_dict("records"):
        place = f" [{finding['rows']}]" if finding["rows"] else ""
        print(f"{finding['severity']}: {finding['sentence']}{place}")
    counts = findings["severity"].value_counts(sort=False)
    print(f"{year}: no faults; findings: " + ", ".join(f"{number} {name}" for name, number in counts.items()))
    return ALL_WELL


def _years(options: argparse.Namespace) -> int:
    for year in years_on_file(options.project):
        print(year)
    return ALL_WELL


def _say(line: str) -> None:
    print(f"grantsdata: {line}", file=sys.stderr, flush=True)
