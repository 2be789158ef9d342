"""Compare the table of returns that is handed on with the raw file, read a second time, as the tables of a page are."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from grantsdata.runs.figures.tables.returns import (
    HALVES,
    LIMIT,
    MARK,
    YEAR,
    ReturnsOnFile,
    name_of,
    unlike_remarks,
    worked_out,
)
from grantsdata.runs.qa.saved_table import unguarded
from grantsdata.runs.verifier.raw import Raw
from grantsdata.runs.verifier.rows import Cells

FIGURES = ("numerator", "denominator", "actual")


def returns_file_agrees(rows: Sequence[Mapping[str, str]], raw: Raw) -> list[str]:
    """Each line of `returns.csv` is as in the raw file, its figure may be withheld, and no small count can be worked
    out from those that are not."""
    lines = dict(raw.numbered("returns"))
    if [int(row["source_row"]) for row in rows] != [*lines]:
        return [f"it has {len(rows)} lines, which are not the {len(lines)} of the raw file"]
    of, shown, faults = ReturnsOnFile(raw), dict[Any, str](), []
    for row, line in zip(rows, lines.values(), strict=True):
        faults += [f"row {row['source_row']} of the raw file: {fault}" for fault in _unlike(row, line, of, shown)]
    for name, measure, _ in [key for key in of.figures if key[2] == YEAR]:  # a year is the sum of its halves
        halves = {shown.get((name, measure, half)) for half in HALVES}
        shown[name, measure, YEAR] = "shown" if halves == {"shown"} else MARK
    return faults + [f"the count of “{name}” can be worked out" for name in worked_out(of, shown)]


def _unlike(row: Mapping[str, str], line: Cells, of: ReturnsOnFile, shown: dict[Any, str]) -> Iterator[str]:
    """Yield what a row says that differs from its line; `shown` collects whether its figure is withheld."""
    key = name_of(line), line["measure"], line["period"]
    figures, told = of.figures.get(key, ()), [Fraction(row[name]) for name in FIGURES if row[name]]
    if figures:
        shown[key] = "shown" if told else MARK
    if told and told != [*figures]:
        yield "its figures are not those of the file"
    if told and line["kind"] != "measurement" and min(figures, default=LIMIT) < LIMIT:
        yield f"it has a count under {LIMIT}"
    yield from unlike_remarks({**row, "narrative": unguarded(row["narrative"])}, line)
