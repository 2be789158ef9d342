"""What of the tables beside the awards was on file on a day: a line, what is left of it, or nothing."""

from typing import Any, TypeAlias

from grantsdata.runs.verifier.documents import RECORDS
from grantsdata.runs.verifier.rows import Cells, rows_of
from grantsdata.runs.verifier.variations import is_about

Raw: TypeAlias = Any  # of `raw`, which imports this module

_DATES = {"agreements": ["signed"], "payments": ["date"], "conditions": ["met_on", "due"],
          "returns": ["returned_on", "due"]}  # fmt: skip
_OF_RETURN = ("returned_on", "numerator", "denominator", "actual", "data_quality", "narrative", "said_in")
_OF_THE_DAY = {"conditions": ("met_on", "evidence"), "returns": _OF_RETURN}
"""What is blank until the day in the first of these columns."""


def rows_by(raw: Raw, key: str, rows: dict[int, Cells]) -> dict[int, Cells]:
    """The rows of a table, by meaning, as they were on the day of `raw`."""
    if not raw.as_at or key not in RECORDS:
        return rows
    kept = {}
    for row, line in rows.items():
        day = _day(raw, key, line)
        if day and day <= raw.as_at and _is_known(raw, line):
            later = _OF_THE_DAY.get(key, ())
            unknown = later if later and line[later[0]] > raw.as_at else ()
            kept[row] = line | dict.fromkeys(unknown, "")
    return kept


def rows_of_file(raw: Raw, file: str) -> dict[int, Cells]:
    """The rows of a file that paper.toml names, by printed column, as they were on the day."""
    rows, key = rows_of(raw.path(file)), _called(raw, file)
    if not key:
        return rows
    printed = raw.paper[key].get("columns", {})
    return {row: rows[row] | {printed.get(name, name): text for name, text in line.items()}
            for row, line in raw.numbered(key)}  # fmt: skip


def undated(raw: Raw, file: str) -> int:
    """How many rows of a table beside the awards have no date, of those about awards of the day."""
    key = _called(raw, file)
    return sum(not _day(raw, key, line) and _is_known(raw, line) for line in raw.by_meaning(key).values())


def returned(raw: Raw, award: dict[str, Any], period: str = "") -> bool:
    """Whether an award has a figure in the returns: for a half-year, for both of a measure, or for any."""
    came = [line for line in raw.listed("returns") if line["returned_on"] and line["data_quality"] != "not available"]
    own = [line for line in came if is_about(line, award)]
    if period != "year":
        return any(period in ("", line["period"]) for line in own)
    counts = [(line["measure"], line["kind"], line["period"]) for line in own if line["kind"] != "measurement"]
    return any((name, kind, "second half") in counts for name, kind, half in counts if half == "first half")


def _called(raw: Raw, file: str) -> str:
    """The table of records that a file is; "" if it is none."""
    files = {key: raw.paper[key]["file"] for key in RECORDS if key in raw.paper}
    return next((key for key, one in files.items() if raw.path(one) == raw.path(file)), "")


def _day(raw: Raw, key: str, line: Cells) -> str:
    if key == "variations":
        return line["date"] if raw.documents.is_one else str(raw.documents.counts_from(line))
    days = [line[name] for name in _DATES.get(key, ()) if line[name]]
    return min(days) if days else ""


def _is_known(raw: Raw, line: Cells) -> bool:
    return any(is_about(line, award) and raw.documents.holds(award, raw.as_at, "") for award in raw.every)
