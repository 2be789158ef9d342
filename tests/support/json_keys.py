"""The keys that docs/reference/json.md explains for a command, and those of an object that the command has printed."""

import re
from collections.abc import Iterator
from typing import Any

from support.reporting import REPOSITORY

PAGE = (REPOSITORY / "docs" / "reference" / "json.md").read_text(encoding="utf-8")


def commands_explained() -> list[str]:
    """The commands that the page has a table for, in its order."""
    return re.findall(r"^## `grantsdata (.*)`$", PAGE, re.MULTILINE)


def assert_explained(command: str, *objects: dict[str, Any]) -> None:
    """Fail for a key that one of the objects has and the page does not, and the other way round."""
    found = {key for one in objects for key in printed(one)}
    assert explained(command) - found == set(), "explained, and never printed"
    assert found - explained(command) - groups(found) == set(), "printed, and not explained"


def explained(command: str) -> set[str]:
    """The keys in the first column of the command's table; `a[].b` is the key b of each object in the list a."""
    heading = f"## `grantsdata {command}`" if command else "## If a command ends with an error"
    rows = re.findall(r"^\| (`.*?) \|", PAGE.split(f"{heading}\n")[1].split("\n## ")[0], re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`([^`]+)`", row)}


def printed(value: Any, at: str = "") -> Iterator[str]:
    """The same of a printed object, with the lists and objects on the way; a year, or "project", counts as YEAR."""
    if at and not re.search(r"\.YEAR$|\[\]$", at):
        yield at
    if isinstance(value, dict):
        for key, inner in value.items():
            name = "YEAR" if re.fullmatch(r"\d{4}-\d\d|project", key) else key
            yield from printed(inner, f"{at}.{name}" if at else name)
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict):
                yield from printed(inner, f"{at}[]")


def groups(keys: set[str]) -> set[str]:
    """The lists and objects that only hold other keys, which the page need not name."""
    return {key for key in keys if any(other.startswith((f"{key}[].", f"{key}.")) for other in keys)}
