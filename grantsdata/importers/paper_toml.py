"""Add entries with comments to the text of `paper.toml`, and keep what people wrote there.

A proposed entry carries a mark in its comment (`sources.paper`: GUESS or TO_DO), until a person deletes it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Comment, Item, Table

from grantsdata.model.years import FinancialYear


def item(value: Any) -> Item:
    """A value as a TOML item; a list of tables gets one line for each table."""
    if not isinstance(value, list):
        made: Item = tomlkit.item(value)
        return made
    array: Array = tomlkit.array()
    for element in value:
        array.append(_inline(element) if isinstance(element, Mapping) else element)
    return array.multiline(any(isinstance(element, Mapping) for element in value))


def _inline(value: Mapping[str, Any]) -> Item:
    table = tomlkit.inline_table()
    table.update(value)
    return table


def toml_table(entries: Iterable[tuple[str, Any, str]]) -> Table:
    """A TOML table of (key, value, comment) entries; a comment of "" is left out.

    A mapping becomes a table below the other keys, with its comment beside the table's name. An entry whose key is ""
    becomes a line of comment.
    """
    made = tomlkit.table()
    inner: list[tuple[str, Any, str]] = []
    for key, value, comment in entries:
        if isinstance(value, Mapping | Table):
            inner.append((key, value, comment))
            continue
        if not key:
            made.add(tomlkit.comment(f"{value}  # {comment}"))
            continue
        made.add(key, item(value))
        if comment:
            _add_comment(made, key, comment)
    for key, value, comment in inner:
        below = value if isinstance(value, Table) else toml_table((name, text, "") for name, text in value.items())
        made.add(key, below)
        if comment:
            _add_comment(made, key, comment)
    return made


def _add_comment(entries: Table, key: str, comment: str) -> None:
    entry = entries.item(key)
    assert isinstance(entry, Item)
    entry.comment(comment)


def append(document: tomlkit.TOMLDocument, name: str, entry: Table) -> None:
    """Add a table at the end of the list of tables `name`, which is made if it is missing."""
    listed = document.get(name)
    if not isinstance(listed, AoT):
        document.add(tomlkit.nl())
        document.add(name, tomlkit.aot())
        listed = document[name]
    listed.append(entry)


def put(document: tomlkit.TOMLDocument, name: str, key: str, entry: Table) -> None:
    """Replace the first table of the list `name` that has the same value of `key`, or else add `entry` at its end."""
    listed = document.get(name)
    places = [place for place, other in enumerate(listed or []) if other.get(key) == entry[key]]
    if not places:
        append(document, name, entry)
        return
    assert isinstance(listed, AoT)
    tables = [entry if place == places[0] else other for place, other in enumerate(listed)]
    document[name] = tomlkit.aot()
    for table in tables:
        document[name].append(table)


def fill(entries: Table, key: str, value: Any, comment: str) -> None:
    """Give a key its value and its comment.

    A missing key is added at the end, and the comment that showed how to write it is removed.
    """
    if key in entries:
        entries[key] = item(value)
    else:
        for place, (_, line) in enumerate(entries.value.body):
            if isinstance(line, Comment) and line.as_string().strip().startswith(f"# {key} = "):
                entries.value.body[place] = (None, tomlkit.items.Null())
        entries.add(key, item(value))
    _add_comment(entries, key, comment)


def moved_text(text: str, former: FinancialYear, year: FinancialYear) -> str:
    """A text in which `former`, in each form that papers print, is replaced by `year`."""
    for before, after in zip(former.forms, year.forms, strict=True):
        text = text.replace(before, after)
    return text


def with_table(text: str, key: str, file: str) -> str:
    """The text of `paper.toml` with an entry for a table that lists no awards.

    The entry that `new_year` has left there as a comment becomes that entry.
    """
    lines = text.splitlines()
    if f"# [{key}]" not in lines:
        return f'{text.rstrip()}\n\n[{key}]\nfile = "{file}"\n'
    start = end = lines.index(f"# [{key}]")
    while end < len(lines) and lines[end].startswith("# "):
        end += 1
    entry = [line.removeprefix("# ") for line in lines[start:end]]
    before = lines[: start - 1] if start and lines[start - 1].startswith("# If the paper has") else lines[:start]
    return "\n".join([*before, *entry, *lines[end:]]) + "\n"
