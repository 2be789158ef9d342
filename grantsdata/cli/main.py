"""The entry point and the parser of all commands: `report`, `check`, `verify`, `new-year`, `import` and so on.

Exit codes: 0 all is well; 1 a report failed, or differs from the one published; 2 the command, a parameter or the raw
data is at fault; 3 the figures do not add up and the run is strict; 4 another run is busy; 5 published, but the command
given to --on-change failed; 130 interrupted by Ctrl-C; 143 stopped by SIGTERM.
"""

import argparse
import io
import os
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from grantsdata.cli.confirm import add_confirm
from grantsdata.cli.init import add_init
from grantsdata.cli.output import print_line, print_message, project_read, project_written
from grantsdata.errors import GrantsDataError, MemoryLimitError, Stopped, meant, of_system
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks import skip_address_grammar
from grantsdata.sources.files.project import years_on_file

ALL_WELL, BAD_COMMAND, INTERRUPTED, STOPPED = 0, 2, 130, 143


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. An error is printed as one plain message on standard error."""
    _open_closed_streams()
    skip_address_grammar()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without a pound sign must not end the run
    options = _options(arguments)
    if options is None:
        return BAD_COMMAND
    try:
        with _stopped_by_sigterm():
            if options.command is not _years:
                _check_memory()
            return int(options.command(options))
    except GrantsDataError as error:
        from grantsdata.runs.publish.run import exit_code_for

        print_message(str(error))
        return exit_code_for(error)
    except (MemoryError, ImportError) as error:
        if isinstance(error, ImportError) and "failed to map" not in str(error):
            raise
        print_message(f"there is not enough memory. {_MORE_MEMORY}")
        return BAD_COMMAND
    except OSError as error:  # the code that raised it has not turned it into an error of this package
        from grantsdata.runs.publish.run import exit_code_for

        known = of_system(Path.cwd(), error)
        print_message(str(known))
        return exit_code_for(known)
    except Stopped as stopped:
        print_message(str(stopped))
        return STOPPED
    except KeyboardInterrupt:
        print_message("interrupted. What was not published before that stays as it was; run again to make it.")
        return INTERRUPTED
    finally:
        _forget_broken_streams()


def _open_closed_streams() -> None:
    """Open /dev/null for each closed stream. Otherwise the next file that is opened would take its place.

    A scheduler may start this program with closed streams.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w"))  # noqa: SIM115


_LEAST_MEMORY = 1_000_000_000
"""Bytes of address space that a command needs: pandas and matplotlib alone take half of it. With less, some libraries
end the process with a traceback or without any message."""


_MORE_MEMORY = (
    "Let this user have more (ulimit -v unlimited; a container or a scheduler may have a limit of its own), "
    "and run again."
)


def _check_memory() -> None:
    """Raise MemoryLimitError if a limit on this process is too low for a command that reads data."""
    try:
        import resource
    except ImportError:
        return  # Windows has no such limits
    for name, option in (("RLIMIT_AS", "-v"), ("RLIMIT_DATA", "-d")):
        limit = resource.getrlimit(getattr(resource, name))[0] if hasattr(resource, name) else resource.RLIM_INFINITY
        if limit != resource.RLIM_INFINITY and limit < _LEAST_MEMORY:
            found, least = f"{limit // 1_000_000:,} MB", f"{_LEAST_MEMORY // 1_000_000:,} MB"
            raise MemoryLimitError(
                f"there is not enough memory: this process may have {found} (ulimit {option}), and needs {least}. "
                f"{_MORE_MEMORY}"
            )


def _forget_broken_streams() -> None:
    """Discard output that can no longer be printed, so that Python does not change the exit code at its end."""
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


class _Parser(argparse.ArgumentParser):
    """A parser that names the nearest command if there is no command of the given name."""

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is not None and value not in action.choices:
            hint = meant(str(value), action.choices) or f"expected one of {', '.join(action.choices)}."
            raise argparse.ArgumentError(action, f'there is no "{value}"; {hint}')


class _Version(argparse.Action):
    """`--version`: look up the version, print it and end the command."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print_line(f"{parser.prog} {version('grantsdata')}")
        parser.exit()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace | None:
    """Parse the command line. Returns None if no command is named, after printing the help and what to type.

    Raises SystemExit with code 2 for an unknown command or option, after a line that names the nearest ones.
    """
    parser, commands = _parser()
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        asked = commands.choices[options.name] if options.name else parser
        known = re.findall(r"(?<!\S)--[a-z-]+", f"{parser.format_help()} {asked.format_help()}")
        hints = (meant(one.partition("=")[0], known) for one in unknown if one.startswith("--"))
        asked.error("; ".join([f"unrecognized arguments: {' '.join(unknown)}", *filter(None, hints)]))
    if options.name is None:
        print_line(parser.format_help().rstrip())
        print_message("no command is named. Name one of those listed, such as: grantsdata report --all")
        return None
    return options


def _parser() -> tuple[argparse.ArgumentParser, "argparse._SubParsersAction[_Parser]"]:
    """Return the parser of the command line, and the parsers of its commands."""
    parser = _Parser(prog="grantsdata", description="Award tables of public bodies: checked, compared and published.")
    parser.add_argument("--project", metavar="FOLDER", help="the folder that holds data/raw")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and end")
    commands = parser.add_subparsers(dest="name", metavar="COMMAND")
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
    report.add_argument(
        "--jobs", type=int, metavar="N", help="how many at once, here or with --dask local (default: the cores)"
    )
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
    export = commands.add_parser("export", help="write a year's awards for another program")
    export.add_argument("year", metavar="YEAR", help="such as 2017-18")
    export.add_argument("--to", required=True, metavar="FORM", help="360giving, workbook, datapackage or sqlite")
    export.add_argument("--output", metavar="FOLDER", help="where the files come (default: data/exports/YEAR)")
    export.add_argument("--printed-only", action="store_true",
                        help="an amount that is only implied by a printed total counts as not stated")  # fmt: skip
    export.set_defaults(command=_export)
    check = commands.add_parser("check", help="list all faults and findings of the raw data, without a report")
    check.add_argument("year", nargs="?", metavar="YEAR", help="such as 2017-18; without it, every year on file")
    check.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    check.add_argument("--strict", action="store_true", help='exit code 3 if a finding has the severity "error"')
    check.set_defaults(command=_check)
    matches = commands.add_parser("matches", help="list the pairs of awards of two years that a person has to decide")
    matches.add_argument("year", metavar="YEAR", help="such as 2018-19")
    matches.add_argument("--with", default="", metavar="YEAR", dest="compare_with",
                         help="an earlier year on file (default: the latest before)")  # fmt: skip
    matches.add_argument("--write", action="store_true", help="add them to the year's matches.csv, not yet decided")
    matches.set_defaults(command=_matches)
    providers = commands.add_parser("providers", help="list names that the register lacks, with lines to add to it")
    providers.add_argument("year", nargs="?", metavar="YEAR", help="such as 2017-18; without it, every year on file")
    providers.add_argument("--write", action="store_true", help="add the suggested lines to the register")
    providers.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    providers.set_defaults(command=_providers)
    verify = commands.add_parser("verify", help="make a year's reports again and compare them with those published")
    verify.add_argument("year", metavar="YEAR")
    verify.set_defaults(command=_verify)
    new_year = commands.add_parser("new-year", help="make the folder of a new year, with what carries over from before")
    new_year.add_argument("year", metavar="YEAR", help="such as 2018-19")
    new_year.set_defaults(command=_new_year)
    bring_in = commands.add_parser("import", help="bring in the tables of a paper in Word, PDF, a spreadsheet or HTML")
    bring_in.add_argument("file", metavar="FILE")
    bring_in.add_argument("--year", required=True, metavar="YEAR", help="such as 2018-19")
    bring_in.add_argument("--tables", default="", metavar="N,N",
                          help='write these, or "all" that look like awards; without it, only look')  # fmt: skip
    bring_in.add_argument("--stream", action="append", default=[], dest="streams", metavar="N=CODE",
                          help="the stream of a table, where it is known, such as: --stream 2=VS")  # fmt: skip
    bring_in.add_argument("--although", default="", metavar="REASON",
                          help="why tables are written although a number of the paper is unaccounted for")  # fmt: skip
    bring_in.set_defaults(command=_import)
    doctor = commands.add_parser("doctor", help="list what this machine lacks for the reports, and how to get it")
    doctor.set_defaults(command=_doctor)
    add_init(commands)
    add_confirm(commands)
    years = commands.add_parser("years", help="list the years on file")
    years.set_defaults(command=_years)
    return parser, commands


def _report(options: argparse.Namespace) -> int:
    from grantsdata.cli.report import run_report

    return run_report(options)


def _export(options: argparse.Namespace) -> int:
    from grantsdata.exports.export import export

    project = options.project if options.output else project_written(options.project)
    written = export(
        options.year,
        options.to,
        include_implied=not options.printed_only,
        project=project,
        folder=options.output,
    )
    for path in written:
        print_line(str(path))
    return ALL_WELL


def _check(options: argparse.Namespace) -> int:
    from grantsdata.cli.check import run_check

    with _ended_by_closed_pipe():
        return run_check(options.year, project=options.project, as_json=options.json, strict=options.strict)


def _matches(options: argparse.Namespace) -> int:
    from grantsdata.cli.matches import run_matches

    return run_matches(options.year, options.compare_with, write=options.write, project=options.project)


def _providers(options: argparse.Namespace) -> int:
    from grantsdata.cli.providers import run_providers

    return run_providers(options.year, project=options.project, write=options.write, as_json=options.json)


def _doctor(options: argparse.Namespace) -> int:
    from grantsdata.cli.doctor import run_doctor

    with _ended_by_closed_pipe():
        return run_doctor(options.project)


@contextmanager
def _ended_by_closed_pipe() -> Iterator[None]:
    """Let `grantsdata check | head` end silently when head closes the pipe. Only for commands that write no files."""
    if not hasattr(signal, "SIGPIPE"):
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)


def _verify(options: argparse.Namespace) -> int:
    from grantsdata.runs.publish.verify import verify
    from grantsdata.runs.workers.progress import log_steps

    year = FinancialYear.parse(options.year)
    with log_steps(quiet=False):
        verified = verify(year, project=options.project)
    for reason in verified.reasons:
        print_line(f"Since the run on record: {reason}")
    for difference in verified.differences:
        print_line(f"DIFFERENT: {difference}")
    if verified.differences:
        print_line(f"{year}: {verified.same} files are the same bytes, {len(verified.differences)} differences")
        return 1
    print_line(f"{year}: all {verified.same} files come out as they are published, byte for byte")
    return ALL_WELL


def _new_year(options: argparse.Namespace) -> int:
    from grantsdata.cli.importing import run_new_year

    return run_new_year(options.year, project=options.project)


def _import(options: argparse.Namespace) -> int:
    from grantsdata.cli.importing import run_import

    return run_import(
        options.file, options.year, options.tables, options.streams, options.although, project=options.project
    )


def _years(options: argparse.Namespace) -> int:
    root = project_read(options.project)
    years = years_on_file(root)
    for year in years:
        print_line(str(year))
    if not years:
        print_message(
            f"no year is on file in {root}. Bring a paper in: grantsdata import FILE --year YEAR, "
            f"or type it: grantsdata new-year YEAR"
        )
    return ALL_WELL
