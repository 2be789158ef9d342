"""`grantsdata verify`."""

import argparse

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json, add_year
from grantsdata.cli.output import print_json, print_line
from grantsdata.model.years import FinancialYear


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_year(parser)
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    from grantsdata.runs.workers.progress import log_steps

    year = FinancialYear.named(options.year)
    with log_steps(quiet=False):
        verified = commands.verify(year, project=options.project)
    if options.json:
        print_json({"year": str(year), **vars(verified)})
        return 1 if verified.differences else 0
    for reason in verified.reasons:
        print_line(f"Since the run on record: {reason}")
    for difference in verified.differences:
        print_line(f"DIFFERENT: {difference}")
    if verified.differences:
        print_line(f"{year}: {verified.same} files are the same bytes, {len(verified.differences)} differences")
        return 1
    print_line(f"{year}: all {verified.same} files come out as they are published, byte for byte")
    return 0


COMMAND = Command(
    name="verify",
    summary="make a year's reports again and compare them with those published",
    description="""Make all that is published for a year again, in a temporary folder, and compare it byte for byte with
        what is published and with the run record. Nothing published is changed. Each difference is listed, and each
        input or package that has changed since the run on record.""",
    examples=("verify 2017-18",),
    exit_codes={
        0: "all files come out as they are published",
        1: "there are differences, or nothing was published",
        2: "the raw data is at fault",
        4: "another run is at work on the year",
    },
    add_options=_add_options,
    run=_run,
)
