"""The rows of a printed header → the name of each column."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Header:
    """How a table's header is printed: over how many rows, and the signs for a cell that is one with the cell above it
    or to its left."""

    rows: int = 1
    above: str = "〃"
    left: str = "←"


def column_names(records: Sequence[Sequence[str]], header: Header) -> list[str]:
    """The texts above each other of each column, with a space between them; "" for a column without any."""
    parts: list[list[str]] = [[] for _ in range(max(map(len, records), default=0))]
    for record in records:
        left = ""
        for part, cell in zip(parts, record, strict=False):
            text = cell.strip()
            if header.rows > 1:
                text = left if text == header.left else "" if text == header.above else text
            left = text
            part += [text] if text else []
    return [" ".join(part) for part in parts]


def place_name(number: int) -> str:
    """What a column without a name is called, counted from one."""
    return f"column {number}"
