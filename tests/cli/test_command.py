"""A command is a fixed set of values, and needs memory for tables unless it says otherwise."""

import argparse
from dataclasses import FrozenInstanceError

import pytest

from grantsdata.cli.command import Command
from grantsdata.cli.main import COMMANDS

SHOW = Command(
    name="show",
    summary="show it",
    description="Show it.",
    examples=("show",),
    exit_codes={0: "it was shown"},
    add_options=lambda parser: None,
    run=lambda options: 7,
)


def test_it_runs_with_its_parsed_options() -> None:
    assert SHOW.run(argparse.Namespace()) == 7


def test_it_cannot_be_changed_once_it_is_made() -> None:
    with pytest.raises(FrozenInstanceError):
        SHOW.name = "other"  # type: ignore[misc]


def test_only_the_list_of_years_reads_no_tables() -> None:
    assert not SHOW.is_light
    assert [command.name for command in COMMANDS if command.is_light] == ["years"]
