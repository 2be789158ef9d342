"""Options that several commands have, parsed alone."""

import argparse
from collections.abc import Callable

import pytest

from grantsdata.cli.options import add_json, add_year, add_year_or_all


def parser_with(add: Callable[[argparse.ArgumentParser], None]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    add(parser)
    return parser


def test_a_year_has_to_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert parser_with(add_year).parse_args(["2017-18"]).year == "2017-18"
    with pytest.raises(SystemExit, match="2"):
        parser_with(add_year).parse_args([])
    assert "YEAR" in capsys.readouterr().err


def test_the_help_shows_the_example_that_a_command_has() -> None:
    parser = argparse.ArgumentParser()
    add_year(parser, "2018-19")
    assert "such as 2018-19" in parser.format_help()


def test_a_year_may_be_left_out_for_all() -> None:
    assert parser_with(add_year_or_all).parse_args(["2017-18"]).year == "2017-18"
    assert parser_with(add_year_or_all).parse_args([]).year is None


def test_json_is_off_unless_asked_for() -> None:
    assert parser_with(add_json).parse_args([]).json is False
    assert parser_with(add_json).parse_args(["--json"]).json is True
