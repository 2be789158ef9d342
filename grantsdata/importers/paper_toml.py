"""`paper.toml` as a text that people read: entries with comments, put in without touching what is there.

What a program proposes carries a mark in a comment, as `marks` has them, until a person takes it away.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Comment, Item, Table

from grantsdata.model.years import FinancialYear


def item(value: Any) -> Item:
    """A value as TOML writes it; lists of tables one a line."""
    if not isinstance(value, list):
        made: Item = tomlkit.item(value)
        return made
    array: Array = tomlkit.array()
    for one in value:
        array.append(_inline(one) if isinstance(one, Mapping) else one)
    return array.multiline(any(isinstance(one, Mapping) for one in value))


def _inline(value: Mapping[str, Any]) -> Item:
    table = tomlkit.inline_table()
    table.update(value)
    return table


def table(entries: Iterable[tuple[str, Any, str]]) -> Table:
    """A table of keys and values, each with its comment, if that is not ""; a mapping becomes a table of its own below
    them, with the comment in its first line, and a value without a key is a comment itself."""
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
            _say(made, key, comment)
    for key, value, comment in inner:
        below = value if isinstance(value, Table) else table((name, text, "") for name, text in value.items())
        made.add(key, below)
        if comment:
            _say(made, key, comment)
    return made


def _say(entries: Table, key: str, comment: str) -> None:
    one = entries.item(key)
    assert isinstance(one, Item)
    one.comment(comment)


def append(document: tomlkit.TOMLDocument, name: str, entry: Table) -> None:
    """Put one more table at the end of the list of tables that has this name."""
    listed = document.get(name)
    if not isinstance(listed, AoT):
        document.add(tomlkit.nl())
        document.add(name, tomlkit.aot())
        listed = document[name]
    listed.append(entry)


def put(document: tomlkit.TOMLDocument, name: str, key: str, entry: Table) -> None:
    """Put a table in the place of the one with the same value of `key` in a list of tables, or else at its end."""
    listed = document.get(name)
    places = [place for place, one in enumerate(listed or []) if one.get(key) == entry[key]]
    if not places:
        append(document, name, entry)
        return
    assert isinstance(listed, AoT)
    tables = [entry if place == places[0] else one for place, one in enumerate(listed)]
    document[name] = tomlkit.aot()
    for one in tables:
        document[name].append(one)


def fill(entries: Table, key: str, value: Any, comment: str) -> None:
    """Give a key its value and its comment; a key that is not there stands at the end, and a comment that showed its
    form goes."""
    if key in entries:
        entries[key] = item(value)
    else:
        for place, (_, one) in enumerate(entries.value.body):
            if isinstance(one, Comment) and one.as_string().strip().startswith(f"# {key} = "):
                entries.value.body[place] = (None, tomlkit.items.Null())
        entries.add(key, item(value))
    _say(entries, key, comment)


def of_year(text: str, former: FinancialYear, year: FinancialYear) -> str:
    """A text with the former year, in each form that papers print it in, moved to another one."""
    for before, after in zip(former.forms, year.forms, strict=True):
        text = text.replace(before, after)
    return text
