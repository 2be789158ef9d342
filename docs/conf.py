"""How Sphinx builds the documentation: Markdown pages, and reference pages that are made from the code.

A page asks for a made part with a line such as `<!-- made: commands -->`.
"""

import argparse
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from sphinx.application import Sphinx

from grantsdata.cli.main import COMMANDS
from grantsdata.cli.parser import parsers_of
from grantsdata.model import declared_table, paper
from grantsdata.model.dictionary import MEANINGS, TABLES
from grantsdata.model.schema import AWARD_COLUMNS

project = "grantsdata"
author = "the grantsdata authors"
language = "en_GB"
extensions = ["myst_parser"]
exclude_patterns = ["example", "_build"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
myst_all_links_external = False
smartquotes = False  # two hyphens begin an option
html_theme = "furo"
html_title = "grantsdata"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"source_edit_link": "", "top_of_page_buttons": []}


def commands() -> Iterator[str]:
    """Each command with its description, usage, options, examples and exit codes, from the parser."""
    _, parsers = parsers_of(COMMANDS)
    for command in COMMANDS:
        parser = parsers.choices[command.name]
        yield f"## `grantsdata {command.name}`\n"
        yield f"{command.description}\n"
        usage = " ".join(parser.format_usage().removeprefix("usage: ").split())
        yield f"```text\n{usage}\n```\n"
        rows = [
            (", ".join(action.option_strings) or str(action.metavar or action.dest), action.help or "")
            for action in parser._actions
            if action.help != argparse.SUPPRESS
        ]
        yield from table(("option", "meaning"), [(f"`{name}`", text % {"default": ""}) for name, text in rows])
        yield "```sh\n" + "\n".join(f"grantsdata {line}" for line in command.examples) + "\n```\n"
        yield from table(("exit code", "meaning"), [(str(code), text) for code, text in command.exit_codes.items()])


def exit_codes() -> Iterator[str]:
    """Each exit code, and what it means for each command that has it."""
    rows = sorted((code, command.name, text) for command in COMMANDS for code, text in command.exit_codes.items())
    yield from table(("exit code", "command", "meaning"), [(str(code), f"`{name}`", text) for code, name, text in rows])


def keys() -> Iterator[str]:
    """The keys of each part of `paper.toml`, from the models that read it."""
    parts = (
        paper.Paper, paper.About, paper.Budget, paper.OverAllocation, paper.Stream, declared_table.AwardTable,
        declared_table.AwardColumns, declared_table.Correction, declared_table.LeftOut, declared_table.PrintedTotal,
        paper.OtherTable, paper.Upstream, paper.SourceDocument, paper.Publishing,
    )  # fmt: skip
    for part in parts:
        yield f"## {part.__name__}\n\n{inspect.getdoc(part)}\n"
        rows = []
        for name, field in part.model_fields.items():
            default = field.get_default(call_default_factory=True)
            needed = "required" if field.is_required() else f"optional; `{default!r}`"
            rows.append((f"`{field.alias or name}`", f"`{kind(field.annotation)}`", needed))
        yield from table(("key", "kind of value", ""), rows)


def kind(annotation: object) -> str:
    """A type in short: without the modules that it comes from."""
    is_plain = isinstance(annotation, type) and not hasattr(annotation, "__args__")
    text = annotation.__name__ if is_plain else str(annotation)  # type: ignore[attr-defined]
    return re.sub(r"\b(?:\w+\.)+", "", text).replace("NoneType", "None")


def columns() -> Iterator[str]:
    """The columns of the awards, then of all other tables, from the data dictionary."""
    yield "## The awards\n"
    rows = [(f"`{one.name}`", one.dtype, one.unit, one.meaning, one.standard or "") for one in AWARD_COLUMNS]
    yield from table(("column", "type", "unit", "meaning", "name in the 360Giving standard"), rows)
    yield "## The tables\n"
    yield from table(("file", "what it holds"), [(f"`{name}.csv`", one.holds) for name, one in TABLES.items()])
    yield "## The columns of the other tables\n"
    yield from table(("column", "meaning"), [(f"`{name}`", text) for name, text in sorted(MEANINGS.items())])


def api() -> Iterator[str]:
    """Every public name with its signature and docstring."""
    for module in ("grantsdata", "grantsdata.commands", "grantsdata.summaries", "grantsdata.report.charts",
                   "grantsdata.report.page"):  # fmt: skip
        found = import_module(module)
        yield f"## `{module}`\n\n{inspect.getdoc(found)}\n"
        for name in found.__all__:
            value = getattr(found, name)
            if callable(value):
                yield f"### `{module}.{name}`\n"
                yield f"```python\n{name}{signature(value)}\n```\n\n{inspect.getdoc(value)}\n"


def signature(value: object) -> str:
    """The parameters of a function or class, a line each if there are many."""
    text = str(inspect.signature(value)).replace("grantsdata.", "")  # type: ignore[arg-type]
    text = re.sub(r"\b(?:\w+\.)+(?=[A-Z])", "", text)
    return re.sub(r"<(\S+).*?>", r"\1", text)


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    """A table in Markdown; nothing if there are no rows."""
    if rows:
        lines = [head, ("---",) * len(head), *rows]
        cells = ([" ".join(cell.replace("|", "\\|").split()) for cell in line] for line in lines)
        yield "\n".join(f"| {' | '.join(line)} |" for line in cells) + "\n"


MADE = {"commands": commands, "exit-codes": exit_codes, "keys": keys, "columns": columns, "api": api}


def fill(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the made parts into a page."""
    source[0] = re.sub(r"<!-- made: ([\w-]+) -->", lambda found: "\n".join(MADE[found[1]]()), source[0])


MENDED = {
    'role="heading">': 'role="heading" aria-level="2">',
    "<pre>": '<pre tabindex="0">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" tabindex="0" aria-label="Contents">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="On this page">',
}
"""What keyboards and screen readers need, and Sphinx and the theme leave out."""


def mend(app: Sphinx, error: Exception | None) -> None:
    """Make the pages accessible once they are written."""
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for old, new in MENDED.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", fill)
    app.connect("build-finished", mend)
