"""How Sphinx builds the documentation: Markdown pages, and reference pages that are made from the code.

A page asks for a made part with a line such as `<!-- made: commands -->`.
"""

import argparse
import inspect
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from grantsdata.cli.main import COMMANDS
from grantsdata.cli.parser import parsers_of
from grantsdata.model import declared_table, paper
from grantsdata.model.declared import about, other_tables, publishing
from grantsdata.model.dictionary.tables import MEANINGS, TABLES
from grantsdata.model.documents.document import Document
from grantsdata.model.law.duties import all_duties
from grantsdata.model.money import format_pounds
from grantsdata.model.schema import AWARD_COLUMNS, DOCUMENT_COLUMNS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "grantsdata"
author = "the grantsdata authors"
language = "en_GB"
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
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
    for name, part in PARTS.items():
        yield f"## {name}\n\n{inspect.getdoc(part)}\n"
        rows = [
            (key, f"`{kind(part.model_fields[key.strip('`')].annotation)}`", *more) for key, *more in described(part)
        ]
        yield from table(("key", "kind of value", "", "meaning"), rows)


OTHERS = "`[contributions]`, `[separate_funds]`, `[measures]`, `[promises]`, `[agreements]` and others"
PARTS = {
    "The whole file": paper.Paper,
    "`[paper]`": about.About,
    "`[[documents]]`": Document,
    "`[overall_budget]`": about.Budget,
    "`[[streams]]`": about.Stream,
    "`planned_over_allocation`": about.OverAllocation,
    "`[[award_tables]]`": declared_table.AwardTable,
    "`columns` of an award table": declared_table.AwardColumns,
    "`corrections` of an award table": declared_table.Correction,
    "`left_out` of an award table": declared_table.LeftOut,
    "`[[printed_totals]]`": declared_table.PrintedTotal,
    "`misprint` of a printed total": declared_table.Misprint,
    OTHERS: other_tables.OtherTable,
    "`[[upstream]]`": about.Upstream,
    "`[figures_in_text]`": about.FigureInText,
    "`[[source_documents]]`": about.SourceDocument,
    "`[publishing]`": publishing.Publishing,
}
"""What each part of the file is called, and the model that reads it."""


def described(part: type[BaseModel]) -> Iterator[tuple[str, str, str]]:
    """Each key of a part: whether it is required, or else what stands for it, and its meaning."""
    for name, field in part.model_fields.items():
        default = field.get_default(call_default_factory=True)
        is_plain = isinstance(default, bool | int | str) and default != ""
        given = f"optional; `{json.dumps(default, ensure_ascii=False)}` if left out" if is_plain else "optional"
        yield f"`{name}`", "required" if field.is_required() else given, field.description or ""


KEYS = re.compile(r"(?<=<!-- Made by docs/conf.py from the models. -->\n).*?(?=<!-- Until here. -->)", re.DOTALL)
"""Where `data/raw/README.md`, which each project has, lists the keys."""


def with_keys(text: str) -> str:
    """The text of `data/raw/README.md` with the keys of `paper.toml` as the models have them."""
    parts = (
        f"### {name}\n\n{inspect.getdoc(part)}\n\n{''.join(table(('key', '', 'meaning'), list(described(part))))}"
        for name, part in PARTS.items()
    )
    return KEYS.sub(lambda found: "\n" + "\n".join(parts) + "\n", text)


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
    yield "Where `paper.toml` lists documents, the awards have these columns too:\n"
    yield from table(
        ("column", "type", "meaning"), [(f"`{one.name}`", one.dtype, one.meaning) for one in DOCUMENT_COLUMNS]
    )
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


def duties() -> Iterator[str]:
    """The table of duties to publish, from `model/law/duties.toml`."""
    rows = [
        (
            one.about.replace("{limit}", format_pounds(one.over_gbp or one.up_to_gbp or 0)),
            one.whom,
            f"{one.since.isoformat()}{f' to {one.until.isoformat()}' if one.until else ''}",
            one.asks,
            one.by_when or "not known to us",
            f"{one.instrument}{one.place and f', {one.place}'}",
            one.read_in if one.text_checked else "not checked",
            "yes" if one.details else "no",
        )
        for one in all_duties()
    ]
    head = ("about", "binds", "since", "asks", "by when", "source", "text read in", "looked for")
    yield from table(head, rows)


MADE = {
    "commands": commands, "exit-codes": exit_codes, "keys": keys, "columns": columns, "api": api, "duties": duties,
}  # fmt: skip


def fill(app: "Sphinx", page: str, source: list[str]) -> None:
    """Put the made parts into a page."""
    source[0] = re.sub(r"<!-- made: ([\w-]+) -->", lambda found: "\n".join(MADE[found[1]]()), source[0])


MENDED = {
    'role="heading">': 'role="heading" aria-level="2">',
    "<pre>": '<pre tabindex="0">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" tabindex="0" aria-label="Contents">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="On this page">',
}
"""What keyboards and screen readers need, and Sphinx and the theme leave out."""


def mend(app: "Sphinx", error: Exception | None) -> None:
    """Make the pages accessible once they are written."""
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for old, new in MENDED.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8", newline="\n")


def setup(app: "Sphinx") -> None:
    """Called by Sphinx."""
    app.connect("source-read", fill)
    app.connect("build-finished", mend)


if __name__ == "__main__":
    readme = Path(__file__).parents[1] / "data" / "raw" / "README.md"
    readme.write_text(with_keys(readme.read_text(encoding="utf-8")), encoding="utf-8")
