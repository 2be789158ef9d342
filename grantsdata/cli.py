"""The commands: `grantsdata report`, `check`, `verify`, `doctor` and `years`.

Exit codes: 0 all is well; 1 a report failed, or differs from the one published; 2 the command, a parameter or the raw
data is at fault; 3 the figures do not add up, where the run is strict; 4 another run is busy; 5 published, but the
command that was to be told failed; 130 interrupted; 143 told to stop.
"""

import argparse
import io
import logging
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, TextIO

from grantsdata.errors import GrantsDataError, ParameterError, Stopped, YearError, printable
from grantsdata.folders import label, project_folder, years_on_file
from grantsdata.inputs import Inputs
from grantsdata.limits import Limits
from grantsdata.run_record import Record
from grantsdata.unchanged import index_stands, year_stands
from grantsdata.years import FinancialYear

if TYPE_CHECKING:
    from grantsdata.runs import Outcome
    from grantsdata.together import Watcher
    from grantsdata.workers import Crew

ALL_WELL, INTERRUPTED, STOPPED = 0, 130, 143


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Errors are one plain message on standard error."""
    _open_closed_streams()
    spare_a_grammar()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without a pound sign must not end the run
    options = _parser().parse_args(arguments)
    try:
        with _stopped_by_sigterm():
            return int(options.command(options))
    except GrantsDataError as error:
        from grantsdata.runs import code_of

        _say(str(error))
        return code_of(error)
    except Stopped as stopped:
        _say(str(stopped))
        return STOPPED
    except KeyboardInterrupt:
        _say("interrupted. What was not published before that stays as it was; run again to make it.")
        return INTERRUPTED
    finally:
        _forget_broken_streams()


def _open_closed_streams() -> None:
    """A scheduler may start this with its streams closed: the next file opened would be taken for one of them."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w"))  # noqa: SIM115


def spare_a_grammar() -> None:
    """Take a second, half of the time, off the start of a command.

    nbformat imports jsonschema, which imports rfc3987_syntax where JupyterLab has brought that, which then builds a
    grammar of web addresses for a second. No notebook's format has such addresses: it is as if it were not there.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def _forget_broken_streams() -> None:
    """What can no longer be told changes no exit code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def _stopped_by_sigterm() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise Stopped

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


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
    report.add_argument("--notebook", metavar="NAME", help="only this notebook of notebooks/, beside what is published")
    report.add_argument("--strict", action="store_true", help="publish nothing if the figures do not add up")
    report.add_argument("--quiet", action="store_true", help="say nothing unless something is wrong")
    report.add_argument("--force", action="store_true", help="make again what has not changed")
    report.add_argument("--jobs", type=int, metavar="N", help="how many reports at once (default: one for each core)")
    report.add_argument("--dask", metavar="ADDRESS",
                        help="have a Dask cluster make them: tcp://scheduler:8786, or for a try: local")  # fmt: skip
    report.add_argument("--cell-seconds", type=float, metavar="N", help="how long a cell may take (default: 600)")
    report.add_argument("--report-seconds", type=float, metavar="N", help="how long a report may take (default: 1800)")
    report.add_argument("--report-mib", type=int, metavar="N",
                        help="how much memory a report may take for itself (default: 1024 MiB)")  # fmt: skip
    report.add_argument("--on-failure", default="", metavar="COMMAND",
                        help="a command that gets the run record if a year was not published")  # fmt: skip
    report.add_argument("--on-change", default="", metavar="COMMAND",
                        help="a command that gets the run record if pages or tables have changed")  # fmt: skip
    report.set_defaults(command=_report)
    check = commands.add_parser("check", help="tell all faults and findings of the raw data, without a report")
    check.add_argument("year", nargs="?", metavar="YEAR", help="such as 2017-18; without it, every year on file")
    check.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    check.add_argument("--strict", action="store_true", help='exit code 3 if a finding has the severity "error"')
    check.set_defaults(command=_check)
    verify = commands.add_parser("verify", help="make a year's reports again and compare them with those published")
    verify.add_argument("year", metavar="YEAR")
    verify.set_defaults(command=_verify)
    doctor = commands.add_parser("doctor", help="tell what this machine lacks for the reports, and how to get it")
    doctor.set_defaults(command=_doctor)
    years = commands.add_parser("years", help="list the years on file")
    years.set_defaults(command=_years)
    return parser


def _report(options: argparse.Namespace) -> int:
    root = project_folder(options.project)
    years = years_on_file(root) if options.every_year else [FinancialYear.parse(options.year)]
    if not years:
        raise YearError("There is no year on file; expected a folder such as data/raw/2017-18 with a paper.toml.")
    if options.jobs is not None and options.jobs < 1:
        raise ParameterError(f"--jobs is {options.jobs}; expected a whole number of at least 1.")
    given = {name: getattr(options, name) for name in ("cell_seconds", "report_seconds", "report_mib")}
    limits = Limits(**{name: value for name, value in given.items() if value is not None})
    standing = {} if options.force or options.notebook else _standing(years, options, root)
    for year, record in standing.items():
        _tell_standing(year, record, options.quiet)
    others = [year for year in years if year not in standing]
    if others:
        return _made(others, limits, options, root)
    if not index_stands(root / "outputs"):
        from grantsdata.placing import refresh_index

        refresh_index(root)
    return ALL_WELL


def _standing(years: Sequence[FinancialYear], options: argparse.Namespace, root: Path) -> dict[FinancialYear, Record]:
    """The years of which nothing has to be made."""
    files, asked = Inputs(root), dict(options.parameters)
    found = {year: year_stands(year, files, asked=asked, strict=options.strict) for year in years}
    return {year: record for year, record in found.items() if record is not None}


def _made(years: Sequence[FinancialYear], limits: Limits, options: argparse.Namespace, root: Path) -> int:
    # What follows takes half a second to import, and a run that finds nothing to do is over by then.
    from grantsdata.hooks import command_of
    from grantsdata.runs import Hooks, Outcome, exit_code, run
    from grantsdata.wanted import Wanted, wanted_of

    hooks = Hooks(*(command_of(text) if text else [] for text in (options.on_failure, options.on_change)))

    def wanted(year: FinancialYear) -> Wanted:
        texts = dict(options.parameters)
        return wanted_of(
            year, texts, options.notebook, strict=options.strict, limits=limits, force=options.force, project=root
        )

    outcomes: list[Outcome] = []
    with ExitStack() as stack:
        watch = stack.enter_context(_watched(options.quiet))
        crew = stack.enter_context(_crew(options))
        for outcome in run({year: partial(wanted, year) for year in years}, crew, hooks, project=root, watch=watch):
            outcomes.append(outcome)
            _tell(outcome, root, options.quiet)
    published = [outcome.published for outcome in outcomes if outcome.published]
    if published and not options.quiet:
        _print(f"The index: {published[-1].index}")
    return exit_code(outcomes)


def _crew(options: argparse.Namespace) -> AbstractContextManager["Crew"]:
    if options.dask:
        from grantsdata.cluster import Cluster

        return Cluster(options.dask, options.jobs)
    from grantsdata.workers import Workers

    return Workers(options.jobs)


@contextmanager
def _watched(quiet: bool) -> "Iterator[Watcher]":
    """One bar for all in a terminal, elsewhere a line for each report."""
    if quiet or not sys.stderr.isatty():
        with _steps_told(quiet):
            yield lambda event: None
    else:
        from grantsdata.progress import Bar

        with Bar() as bar:
            yield bar.watch


class _Steps(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:
        """A step that can no longer be told, since whoever listened is gone, is no reason to stop."""


@contextmanager
def _steps_told(quiet: bool) -> Iterator[None]:
    """The steps of a run, a line each, on standard error; what else is logged goes to the run's log alone."""
    handler = logging.NullHandler() if quiet else _Steps(sys.stderr)
    handler.setFormatter(logging.Formatter("grantsdata: %(message)s"))
    loggers = [logging.getLogger(name) for name in ("grantsdata.publish", "grantsdata.together")]
    for logger in loggers:
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


def _tell(outcome: "Outcome", root: Path, quiet: bool) -> None:
    """What became of a year: the line that says what is wrong, or the headline and where the pages are."""
    if outcome.line:
        _say(outcome.line)
    if quiet:
        return
    for detail in outcome.details:
        _print(f"  {detail}", sys.stderr)
    if outcome.published:
        _say(f"{len(outcome.published.tables)} tables in {label(outcome.published.tables[0].parent, root)}")
        if outcome.published.kept:
            _say(f"{outcome.year}: {len(outcome.published.kept)} pages stay, since nothing of them has changed")
        _print(outcome.published.record["headline"])
        for page in outcome.published.pages:
            _print(f"The page: {page}")


def _tell_standing(year: FinancialYear, record: Record, quiet: bool) -> None:
    if not quiet:
        pages = len(record["reports"])
        _say(f"{year}: nothing has changed since its {pages} pages were made (--force makes them again)")


def _check(options: argparse.Namespace) -> int:
    from grantsdata.checklist import run_check

    with _ended_by_its_reader():
        return run_check(options.year, project=options.project, as_json=options.json, strict=options.strict)


def _doctor(options: argparse.Namespace) -> int:
    from grantsdata.doctor.lines import run_doctor

    with _ended_by_its_reader():
        return run_doctor(options.project)


@contextmanager
def _ended_by_its_reader() -> Iterator[None]:
    """`grantsdata check | head` ends in silence once head has enough; only for commands that write no files."""
    if not hasattr(signal, "SIGPIPE"):
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)


def _verify(options: argparse.Namespace) -> int:
    from grantsdata.verify import verify

    year = FinancialYear.parse(options.year)
    with _steps_told(quiet=False):
        verified = verify(year, project=options.project)
    for reason in verified.reasons:
        _print(f"Since the run on record: {reason}")
    for difference in verified.differences:
        _print(f"DIFFERENT: {difference}")
    if verified.differences:
        _print(f"{year}: {verified.same} files are the same bytes, {len(verified.differences)} differences")
        return 1
    _print(f"{year}: all {verified.same} files come out as they are published, byte for byte")
    return ALL_WELL


def _years(options: argparse.Namespace) -> int:
    for year in years_on_file(options.project):
        _print(str(year))
    return ALL_WELL


def _say(line: str) -> None:
    _print(f"grantsdata: {line}", sys.stderr)


def _print(line: str, stream: TextIO | None = None) -> None:
    """Whoever reads it may be gone, or the disk with it full; that must not stop a run."""
    with suppress(OSError):
        print(printable(line), file=stream, flush=True)
