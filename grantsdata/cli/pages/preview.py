"""`grantsdata preview`."""

import argparse

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.output import print_line, project_read
from grantsdata.errors import Stopped


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", nargs="?", metavar="YEAR", help="such as 2017-18; without it, the latest on file")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="the port to listen on (default: a free one)")


def _run(options: argparse.Namespace) -> int:
    try:
        commands.preview(options.year, port=options.port, started=_print_address, project=project_read(options.project))
    except Stopped:
        raise
    except KeyboardInterrupt:
        print_line("The preview has ended.")
    return 0


def _print_address(address: str) -> None:
    print_line(f"The preview: {address}\nOpen it in a browser on this machine. Ctrl-C ends it.")


COMMAND = Command(
    name="preview",
    summary="show a year's pages in a browser, and again whenever a file is saved",
    description="""Make the pages of a year and serve them to a browser on this machine only. When a table, the
        paper.toml, the notes or a notebook is saved, what depends on it is made again and the browser shows it; what is
        wrong is shown on the page with its file, row and column. What is published stays as it is: publish with
        grantsdata report.""",
    examples=("preview", "preview 2017-18 --port 8017"),
    exit_codes={
        0: "ended by Ctrl-C",
        1: "the port is in use, or a folder cannot be written",
        2: "an option is at fault, or there is no such year",
    },
    add_options=_add_options,
    run=_run,
)
