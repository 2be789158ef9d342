"""What a command consists of: its name, its help, its options and its code."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """A command of the command line.

    `summary` is its line in the list of commands. Its own help has `description`, the `examples` (command lines without
    the name of the program) and the `exit_codes`, each with its meaning. `add_options` adds the options to its parser,
    and `run` takes the parsed options, prints what was found and returns the exit code. `is_light` says that it reads
    no tables and therefore needs little memory.
    """

    name: str
    summary: str
    description: str
    examples: Sequence[str]
    exit_codes: Mapping[int, str]
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    is_light: bool = False
