"""Completion in a shell, by argcomplete: what a year, a stream, a notebook or a kind of body may be.

A shell that is set up for it runs the program with the variable `_ARGCOMPLETE` when Tab is pressed, and shows the words
that the program returns. Files and folders, and values of a closed list, are completed without this module.
"""

import argparse
import os
from collections.abc import Callable, Iterable
from contextlib import suppress

from grantsdata.errors import GrantsDataError
from grantsdata.sources.files.project import project_folder, years_on_file

Project = str | None
"""The value of --project."""

Words = Callable[[Project, str], list[str]]
"""What gives the words, from the project and from what is typed of the word so far."""


def complete(parser: argparse.ArgumentParser, parsers: Iterable[argparse.ArgumentParser]) -> None:
    """Answer a shell that asks for completions, and end the process.

    Returns at once if no shell asks, or argcomplete is not installed.
    """
    if "_ARGCOMPLETE" not in os.environ:
        return
    try:
        import argcomplete
    except ImportError:
        return
    for one in parsers:
        for action in one._actions:
            is_new = action.dest == "year" and one.prog.endswith((" init", " new-year"))  # no year on file is right
            if (words := _WORDS.get(action.dest)) and not is_new:
                action.completer = _completer(words)  # type: ignore[attr-defined]
    argcomplete.autocomplete(parser)


def _completer(words: Words) -> Callable[..., list[str]]:
    def found(prefix: str, parsed_args: argparse.Namespace, **_: object) -> list[str]:
        with suppress(GrantsDataError, OSError):  # a message would appear amid what is being typed
            return words(parsed_args.project, prefix)
        return []

    return found


def _years(project: Project, prefix: str) -> list[str]:
    return list(map(str, years_on_file(project)))


def _notebooks(project: Project, prefix: str) -> list[str]:
    return sorted(path.stem for path in (project_folder(project) / "notebooks").glob("*.ipynb"))


def _streams_of_tables(project: Project, prefix: str) -> list[str]:
    """`2=` and each stream code, once the number of the table is typed."""
    number, sign, _ = prefix.partition("=")
    return [f"{number}={code}" for code in _stream_codes(project)] if sign else []


def _stream_codes(project: Project) -> list[str]:
    """The stream codes of all years; a year at fault is left out."""
    from grantsdata.sources.paper import read_paper

    codes: dict[str, None] = {}
    root = project_folder(project)
    for year in years_on_file(root):
        with suppress(GrantsDataError):
            codes.update(dict.fromkeys(stream.code for stream in read_paper(year, root).streams))
    return list(codes)


def _parameters(project: Project, prefix: str) -> list[str]:
    """After `-p` the names of the notebooks' parameters; after the name of one, values that are known."""
    typed = os.environ["COMP_LINE"][: int(os.environ["COMP_POINT"])].removesuffix(prefix).split()
    if typed[-1] == "-p":
        from grantsdata.runs.notebooks.notebook import notebook_parameters

        names: dict[str, None] = {}
        for path in sorted((project_folder(project) / "notebooks").glob("*.ipynb")):
            with suppress(GrantsDataError):
                names.update(dict.fromkeys(notebook_parameters(path)))
        return list(names)
    values = _VALUES.get(typed[-1])
    return values(project, prefix) if values else []


def _kinds(project: Project, prefix: str) -> list[str]:
    from grantsdata.model.law.bodies import KINDS

    return list(KINDS)


_WORDS: dict[str, Words] = {
    "year": _years,
    "compare_with": _years,
    "notebook": _notebooks,
    "streams": _streams_of_tables,
    "parameters": _parameters,
    "kind": _kinds,
}
"""The words for an option, by the name of its value."""

_VALUES: dict[str, Words] = {
    "stream": lambda project, prefix: _stream_codes(project),
    "financial_year": _years,
    "compare_with": _years,
    "include_implied": lambda project, prefix: ["true", "false"],
}
"""The values of a notebook's parameter."""
