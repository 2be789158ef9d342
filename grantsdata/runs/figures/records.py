"""Compare tables of agreements, conditions and payments on a page with the raw files, read a second time.

A list has each line of its file once, as typed. The sums beside awards, and those in sentences, are worked out anew.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import Row, Shown, number, tables_of
from grantsdata.runs.verifier import on_file
from grantsdata.runs.verifier.evaluate import MONTHS, Value, Verifier, chosen
from grantsdata.runs.verifier.printed import amount
from grantsdata.runs.verifier.raw import Award, Raw
from grantsdata.runs.verifier.rows import Cells
from grantsdata.runs.verifier.variations import is_about

if TYPE_CHECKING:  # expected needs pandas, and the process that publishes does without
    from grantsdata.runs.qa.expected import PageData

RECORDS = ("agreements", "conditions", "payments", "variations", "tenders")
_TYPED_AS = {"happened": "kind", "amount_gbp": "amount", "amount_printed": "amount",
             "amount_before_printed": "amount_before", "amount_after_printed": "amount_after",
             "stated_in": "document"}  # fmt: skip
"""Column on a page → the column of the raw file that it shows."""


def records_agree(page: Page, data: "PageData") -> list[str]:
    """Each table of records has the lines of its raw file, or the sums that follow from them."""
    faults = []
    for table in tables_of(page):
        names = {*table.columns}
        if {"service", "said_in"} <= names and "same" not in names:  # else decisions about pairs of awards
            found = _list_faults(table, data.raw)
        elif {"service", "awarded_gbp"} <= names:
            found = list(_row_faults(table, money_of(data.raw)))
        elif {"conditions_set", "conditions_met"} <= names:
            found = list(_row_faults(table, conditions_of(data.raw)))
        elif {"part_year", "part_gbp"} <= names:
            found = list(_row_faults(table, committed_of(data.raw)))
        else:
            continue
        faults += [f"table “{table.caption}”, {fault}" for fault in found]
    return faults


def _list_faults(table: Shown, raw: Raw) -> list[str]:
    """What differs from the lines of the file that the table is most like."""
    typed = {_TYPED_AS.get(name, name) for name in table.columns}
    lines = {key: raw.listed(key) for key in RECORDS}
    tries = [list(_unlike(table, of, raw)) for of in lines.values() if of and typed <= {*of[0]}]
    return min(tries, key=len, default=["no raw file has its columns"])


def _unlike(table: Shown, lines: list[Cells], raw: Raw) -> Iterator[str]:
    left = list(lines)
    for row in table.rows:
        place = next((n for n, line in enumerate(left) if _shows(row, table.columns, line, raw)), None)
        if place is None:
            yield f"row “{row.head[:80]}”: not as a line of the raw files"
        else:
            left.pop(place)
    yield from (f"the line of “{line['service'][:80]}” in the raw files is not shown" for line in left)
    shown = {_TYPED_AS.get(name, name) for name in table.columns} | {"stream", "provider"}
    yield from (
        f"the column {name} is not shown"
        for name in lines[0]
        if name not in shown and any(map(itemgetter(name), lines))
    )


def _shows(row: Row, columns: list[str], line: Cells, raw: Raw) -> bool:
    for name in columns:
        saved, typed = re.sub(r"^'(?=[=+@-])", "", row.saved[name]), line[_TYPED_AS.get(name, name)]
        if name == "provider":
            typed = _awards_of(line, raw)[0]["provider"] or ""
        elif name == "stated_in":
            typed = raw.documents.names[typed]
        elif name.endswith("_gbp"):
            saved, typed = str(_pence(saved)), str(amount(typed, {})[0])
        if saved not in (typed, in_words(typed)):
            return False
    return True


def _awards_of(line: Cells, raw: Raw) -> list[Award]:
    """The award that a line names, or those of the same service and provider."""
    return [one for one in raw.every if is_about(line, one)]


def _by_award(raw: Raw, key: str) -> dict[str, list[Cells]]:
    found: dict[str, list[Cells]] = {}
    for line in raw.listed(key):
        for award in _awards_of(line, raw):
            found.setdefault(award["award_id"], []).append(line)
    return found


Expected = list[tuple[tuple[str, ...], dict[str, int | None]]]
"""What the first cells of each row are to be, and the figures in its columns: pence, or counts."""


def money_of(raw: Raw) -> Expected:
    """What was planned, awarded, varied, paid, held back and returned, for each award with any of this on file."""
    agreements, payments, variations = (_by_award(raw, key) for key in ("agreements", "payments", "variations"))
    rows: Expected = []
    for award in raw.printed:
        name = award["award_id"]
        planned = [
            parts[raw.year] for line in agreements.get(name, ()) if raw.year in (parts := by_year(line["by_year"]))
        ]
        if not planned and name not in payments and name not in variations:
            continue
        by_day = itemgetter("date") if raw.documents.is_one else raw.documents.counts_from
        changes = sorted((line for line in variations.get(name, ()) if line["amount_after"]), key=by_day)
        varied = amount(changes[-1]["amount_after"], {})[0] if changes else None
        paid, held, back = (_sum(payments.get(name, ()), kind) for kind in ("paid", "held back", "returned"))
        award_now = award["award_pence"] if varied is None else varied
        is_known = award_now is not None and paid is not None
        figures = {
            "planned_gbp": sum(planned) if planned else None, "awarded_gbp": award["award_pence"],
            "varied_gbp": varied, "paid_out_gbp": paid, "held_back_gbp": held, "returned_gbp": back,
            "underspend_gbp": award_now - (paid or 0) + (back or 0) if is_known else None,
        }  # fmt: skip
        rows.append(((award["service"], award["provider"] or ""), figures))
    return rows


def _sum(lines: Any, kind: str) -> int | None:
    sums = [amount(line["amount"], {})[0] or 0 for line in lines if line["kind"] == kind]
    return sum(sums) if sums else None


def conditions_of(raw: Raw) -> Expected:
    """How many conditions each award has, how many of them were met, and what was paid."""
    rows: Expected = []
    payments = _by_award(raw, "payments")
    awards = {award["award_id"]: award for award in raw.every}
    for name, lines in _by_award(raw, "conditions").items():
        award = awards[name]
        figures = {
            "conditions_set": len(lines),
            "conditions_met": sum(line["met_on"] != "" for line in lines),
            "paid_out_gbp": _sum(payments.get(name, ()), "paid"),
        }
        rows.append(((award["service"], award["provider"] or ""), figures))
    return rows


def committed_of(raw: Raw) -> Expected:
    """The agreements with a part for each later year, and the sum of these parts."""
    parts = [by_year(line["by_year"]) for line in raw.listed("agreements")]
    years = sorted({year for one in parts for year in one if year > raw.year})
    of_year = {year: [one[year] for one in parts if year in one] for year in years}
    return [((year,), {"agreements": len(sums), "part_gbp": sum(sums)}) for year, sums in of_year.items()]


def _row_faults(table: Shown, expected: Expected) -> Iterator[str]:
    left = list(expected)
    for row in table.rows:
        place = next((n for n, one in enumerate(left) if _is(row, table.columns, one)), None)
        if place is None:
            yield f"row “{row.head[:80]}”: its figures are not those of the raw files"
        else:
            left.pop(place)
    yield from (f"no row for “{heads[0][:80]}”, which is in the raw files" for heads, _ in left)
    known = {name for _, figures in expected for name, value in figures.items() if value is not None}
    yield from (f"the column {name} is not shown" for name in sorted(known - {*table.columns}))


def _is(row: Row, columns: list[str], expected: tuple[tuple[str, ...], dict[str, int | None]]) -> bool:
    heads, figures = expected
    texts = tuple(re.sub(r"^'(?=[=+@-])", "", row.saved[name]) for name in columns if name not in figures)
    shown = {name: _pence(row.saved[name]) if name.endswith("_gbp") else number(row.saved[name]) for name in columns
             if name in figures}  # fmt: skip
    # The page leaves out a column that is blank in every row.
    return texts == heads[: len(texts)] and all(figures[name] == value for name, value in shown.items())


def _pence(text: str) -> int | None:
    value = number(text)
    return None if value is None else int(value * Decimal(100))


def by_year(text: str) -> dict[str, int]:
    """The pence of each year in a text such as 2017-18: £20,000; 2018-19: £20,000."""
    parts = [part.partition(":") for part in text.split(";") if part.strip()]
    return {re.sub("[/–]", "-", year.strip()): amount(one.strip(), {})[0] or 0 for year, _, one in parts}


def in_words(text: str) -> str:
    """A date such as 2018-04-01 as 1 April 2018; any other text as it is."""
    day = re.fullmatch("([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    return f"{int(day[3])} {MONTHS[int(day[2])]} {day[1]}" if day else text


def _added(v: Verifier, file: str, column: str, /, **of: Any) -> Value:
    """The sum of a column of amounts in the rows of a raw file that meet the conditions."""
    rows = chosen(on_file.rows_of_file(v.raw, file).values(), of)
    return Value("pounds", Fraction(sum(amount(row[column], {})[0] or 0 for row in rows)))


def _for_year(v: Verifier, file: str, column: str, year: str, /) -> Value:
    """The sum of the parts for one year in a column that divides amounts by years."""
    return Value(
        "pounds", Fraction(sum(by_year(row[column]).get(year, 0) for row in on_file.rows_of_file(v.raw, file).values()))
    )


def _year_after(v: Verifier, n: int) -> Value:
    """The n-th financial year after the paper's."""
    first = int(v.raw.year[:4]) + n
    return Value(texts=(f"{first}-{(first + 1) % 100:02}",))


def _day(v: Verifier, file: str, row: int, column: str) -> Value:
    """The date in a cell, in words."""
    return Value(texts=(in_words(on_file.rows_of_file(v.raw, file)[row][column]),))


def _undated(v: Verifier, file: str) -> Value:
    """How many rows of a raw file have no date, so that a page as at a day leaves them out."""
    return Value("number", Fraction(on_file.undated(v.raw, file)))


RECORD_KINDS: dict[str, Callable[..., Value]] = {
    "added": _added,
    "for_year": _for_year,
    "year_after": _year_after,
    "day": _day,
    "undated": _undated,
}
"""Kinds of expression about these records; `docs/architecture.md` lists them with all others."""
