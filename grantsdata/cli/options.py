"""Options that several commands have."""

import argparse


def add_year(parser: argparse.ArgumentParser, example: str = "2017-18") -> None:
    """Add the argument YEAR, which has to be given."""
    parser.add_argument("year", metavar="YEAR", help=f"such as {example}")


def add_year_or_all(parser: argparse.ArgumentParser) -> None:
    """Add the argument YEAR, which may be left out."""
    parser.add_argument("year", nargs="?", metavar="YEAR", help="such as 2017-18; without it, every year on file")


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add --json."""
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
