"""A CSV file of data/raw → its rows."""

import csv
from pathlib import Path
from typing import Any

Cells = dict[str, str]

LAYOUT: tuple[tuple[str, Any], ...] = (("ditto", "〃"), ("merged_left", "←"), ("header_rows", 1))


def rows_of(path: Path, of: dict[str, Any] | None = None) -> dict[int, Cells]:
    """The rows of a file below its header, by their number: the cells by printed column."""
    ditto, left, heads = ((of or {}).get(name, default) for name, default in LAYOUT)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [[cell.strip() for cell in line] for line in csv.reader(file)]
    names: list[list[str]] = [[] for _ in lines[0]]
    for line in lines[:heads]:
        for place, cell in enumerate(line):
            text = names[place - 1][-1] if place and cell == left else "" if cell == ditto else cell
            names[place].append(cell if heads == 1 else text)
    columns = [" ".join(filter(None, name)) or f"column {place}" for place, name in enumerate(names, start=1)]
    numbered = enumerate(lines[heads:], start=heads + 1)
    return {row: dict(zip(columns, line, strict=True)) for row, line in numbered if any(line)}
