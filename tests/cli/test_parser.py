"""The help of each command: what it does, how it is called, and how it ends."""

import re
import shlex

import pytest

from grantsdata.cli.command import Command
from grantsdata.cli.main import COMMANDS
from grantsdata.cli.parser import parsers_of

each_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)


@each_command
def test_help_has_a_description_examples_and_exit_codes(command: Command) -> None:
    text = parsers_of(COMMANDS)[1].choices[command.name].format_help()
    assert " ".join(command.description.split()) in " ".join(text.split())
    assert "\nexamples:\n  grantsdata " in text
    codes = [int(code) for code in re.findall(r"^  (\d+) +\S", text.partition("\nexit codes:\n")[2], re.MULTILINE)]
    assert codes == sorted(codes)
    assert {0, 130, 143} <= set(codes)
    assert "\x1b" not in text


@each_command
def test_its_examples_are_lines_that_the_parser_takes(command: Command) -> None:
    for example in command.examples:
        words = shlex.split(example)
        assert words[0] == command.name
        assert parsers_of(COMMANDS)[0].parse_args(words).command is command


@each_command
def test_it_is_found_in_the_list_of_commands(command: Command) -> None:
    assert re.search(
        rf"^ +{command.name} +{re.escape(command.summary[:30])}", parsers_of(COMMANDS)[0].format_help(), re.M
    )


def test_what_reports_can_do_so_for_programs() -> None:
    parsers = parsers_of(COMMANDS)[1].choices
    without = {name for name, parser in parsers.items() if "--json" not in parser.format_help()}
    assert without == {"init", "demo", "preview"}
