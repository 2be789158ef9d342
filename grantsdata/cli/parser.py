"""The parser of the command line: all commands with their options and help; hints for names that are not known.

The parser is argparse's: it comes with Python and starts in milliseconds, and all that is added to it is on this page.
"""

import argparse
import re
import textwrap
from collections.abc import Sequence

from grantsdata.cli.command import Command
from grantsdata.cli.completion import complete
from grantsdata.cli.output import print_line, print_message
from grantsdata.errors import meant

_WIDTH = 100
_EVERY_COMMAND = {130: "interrupted by Ctrl-C", 143: "stopped by SIGTERM"}
"""Exit codes that every command may have."""


class Parser(argparse.ArgumentParser):
    """A parser that names the nearest name if there is none of the given one."""

    color = False  # Python 3.14 would print help in colours

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


def parse(commands: Sequence[Command], arguments: Sequence[str] | None) -> argparse.Namespace | None:
    """Parse the command line. The result has `command`, the command that is named, and the values of its options.

    Returns None if no command is named, after printing the help and what to type. Raises SystemExit with code 2 for an
    unknown command or option, after a line that names the nearest ones.
    """
    parser, parsers = parsers_of(commands)
    complete(parser, parsers.choices.values())
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        asked = parsers.choices[options.name] if options.name else parser
        known = re.findall(r"(?<!\S)--[a-z-]+", f"{parser.format_help()} {asked.format_help()}")
        hints = (meant(one.partition("=")[0], known) for one in unknown if one.startswith("--"))
        asked.error("; ".join([f"unrecognized arguments: {' '.join(unknown)}", *filter(None, hints)]))
    if options.name is None:
        print_line(parser.format_help().rstrip())
        print_message("no command is named. Name one of those listed, such as: grantsdata report --all")
        return None
    return options


def parsers_of(commands: Sequence[Command]) -> tuple[Parser, "argparse._SubParsersAction[Parser]"]:
    """Return the parser of the command line, and the parsers of its commands."""
    parser = Parser(
        prog="grantsdata",
        description="Printed award tables, checked to the penny and made into reports.",
        epilog="The options and exit codes of a command: grantsdata COMMAND --help",
    )
    parser.add_argument("--project", metavar="FOLDER", help="the folder that holds data/raw")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and end")
    parsers = parser.add_subparsers(dest="name", metavar="COMMAND")
    for command in commands:
        one = parsers.add_parser(
            command.name,
            help=command.summary,
            description=_wrapped(command.description),
            epilog=_epilog(command),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_options(one)
        one.set_defaults(command=command)
    return parser, parsers


def _wrapped(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), _WIDTH)


def _epilog(command: Command) -> str:
    codes = {**command.exit_codes, **_EVERY_COMMAND}
    lines = ["examples:", *(f"  grantsdata {example}" for example in command.examples), "", "exit codes:"]
    for code, meaning in codes.items():
        lines += textwrap.wrap(meaning, _WIDTH, initial_indent=f"  {code:<3} ", subsequent_indent=" " * 6)
    return "\n".join(lines)
