"""Check the arithmetic within a page: sums are the sums of the shown rows, and implied amounts are marked.

Most of these checks read nothing but the page, so they apply to the report of any notebook. The lists of awards by
movement (continued, ended, new and so on) are compared with the table of their totals; `totals` compares the last row
of that table with the awards.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from grantsdata.model.dictionary.headings import HEADINGS
from grantsdata.model.money import format_gbp
from grantsdata.model.schema import ENDED, IMPLIED, NEW
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import Group, Row, Shown, amount, number, tables_of
from grantsdata.runs.qa.totals import declared_tables

_COUNTS = ("awards", "former_awards", "now_awards", "needed", "present", "stated", "from_aim", "missing")
_NOT_ADDED = ("budget_gbp", "not_itemised_gbp", "total_change_gbp", "former_real_gbp", "real_change_gbp")
"""Columns that are not added up: budgets and sums in other prices are rounded, and the others are differences within
their row."""

_BUDGET_ROWS = ("Not itemised", "Budget")
"""Rows in which the streams need not add up to the total, since budgets are rounded."""

_DIFFERENCES = {
    "not_itemised_gbp": ("budget_gbp", "awarded_gbp"),
    "difference_gbp": ("ours_gbp", "printed_gbp"),
    "total_change_gbp": ("now_total_gbp", "former_total_gbp"),
    "change_gbp": ("award_gbp", "former_gbp"),
    "changed_gbp": ("after_gbp", "before_gbp"),
    "real_change_gbp": ("now_total_gbp", "former_real_gbp"),
    "missing": ("needed", "present"),
}
"""Each column that is the difference of two others: the first less the second."""

_SUM = re.compile(r": ([−-]?£[0-9,]+(?:\.[0-9]{2})?), ([0-9]+) awards?$")


def totals_add_up(page: Page) -> list[str]:
    """Each total is the sum of its rows, to the penny.

    A total in the first row, if it is the only one, is the sum of all rows below it. Any other total is the sum of the
    rows since the last total, which counts as one of these rows: awarded, not itemised, and the budget that both make.
    """
    faults = []
    for table in tables_of(page):
        rows, since = table.rows, 0
        for place, row in enumerate(rows):
            if row.is_total:
                is_above = place == 0 and not any(below.is_total for below in rows[1:])
                parts = rows[1:] if is_above else rows[since:place]
                faults += [f"table “{table.caption}”, {fault}" for fault in _total_faults(table, row, parts)]
                since = place
    return faults


def _total_faults(table: Shown, total: Row, parts: list[Row]) -> Iterator[str]:
    for name in table.columns[1:]:
        values = [_value(row, name) for row in parts]
        if not _is_added(name, values) or all(value is None for value in values):
            continue
        shown, summed = _value(total, name), sum((value or Decimal(0) for value in values), Decimal(0))
        if shown is None and (name == "share" or not summed or total.head in _BUDGET_ROWS):
            continue  # a budget may be unstated and has no share; if no amount is stated, there is no sum
        tolerance = Decimal("0.000001") * len(parts) if name == "share" else Decimal(0)
        if shown is None or abs(shown - summed) > tolerance:
            what = f"row “{total.head}”, column “{HEADINGS.get(name, name)}”"
            yield f"{what}: shows {total.texts[name] or 'nothing'}; its rows add up to {_text(summed, name)}"


def _is_added(name: str, values: list[Decimal | None]) -> bool:
    if name in _NOT_ADDED:
        return False
    by_data = name not in HEADINGS and any(value is not None for value in values)  # the column of a stream
    return name in _COUNTS or name == "share" or name.endswith("_gbp") or by_data


def groups_add_up(page: Page) -> list[str]:
    """If the heading of a group shows a sum and a number of awards, these are the sum and number of its rows."""
    faults = []
    for table in tables_of(page):
        for group in table.groups:
            stated = _SUM.search(group.heading)
            if stated:
                faults += [
                    f"table “{table.caption}”, group “{group.heading[:80]}”: {one}"
                    for one in _group_faults(group, stated)
                ]
    return faults


def _group_faults(group: Group, stated: "re.Match[str]") -> Iterator[str]:
    amounts = [_value(row, "award_gbp") for row in group.rows]
    summed = sum((value or Decimal(0) for value in amounts), Decimal(0))
    if amount(stated[1]) != summed:
        yield f"its rows add up to {_text(summed, 'award_gbp')}"
    counts = [_value(row, "awards") if "awards" in row.texts else Decimal(1) for row in group.rows]
    if int(stated[2]) != sum(count or 0 for count in counts):
        yield f"its rows are {sum(count or 0 for count in counts)} awards"


def differences_are_right(page: Page) -> list[str]:
    """Each difference, change or rest follows from the figures in its row, and the streams add up to its total."""
    faults = []
    for table in tables_of(page):
        for row in table.rows:
            faults += [f"table “{table.caption}”, row “{row.head[:60]}”, {one}" for one in _row_faults(table, row)]
    return faults


def _row_faults(table: Shown, row: Row) -> Iterator[str]:
    for name, (first, second) in _DIFFERENCES.items():
        if {name, first, second} <= row.texts.keys():
            yield from _difference(row, name, _value(row, first), _value(row, second), -1)
    for change, before in (("total_change_gbp", "former_total_gbp"), ("change_gbp", "former_gbp")):
        shown, part, whole = (number(row.saved.get(one, "")) for one in ("change_share", change, before))
        if shown is not None and part is not None and whole and abs(shown - part / whole) > Decimal("0.000001"):
            yield f"column “{HEADINGS['change_share']}”: shows {shown:.1%}; expected {part / whole:.1%}"
    if row.texts.get("to_the_penny") == "yes" and _value(row, "ours_gbp") != _value(row, "printed_gbp"):
        yield f"column “{HEADINGS['to_the_penny']}”: shows yes; the two amounts differ"
    if {"former_total_gbp", "known_change_gbp", "now_total_gbp"} <= row.texts.keys():
        moved = [_value(row, one) for one in ("former_total_gbp", "known_change_gbp", "one_sided_gbp")]
        yield from _difference(
            row, "now_total_gbp", sum((one or Decimal(0) for one in moved), Decimal(0)), Decimal(0), 1
        )
    streams = [_value(row, name) for name in table.columns[1:] if name not in HEADINGS]
    if "total_gbp" in row.texts and streams and None not in streams and row.head not in _BUDGET_ROWS:
        yield from _difference(row, "total_gbp", sum((one or Decimal(0) for one in streams), Decimal(0)), Decimal(0), 1)


def _difference(row: Row, name: str, one: Decimal | None, other: Decimal | None, sign: int) -> Iterator[str]:
    if one is None or other is None:
        return
    expected, shown = one + sign * other, _value(row, name)
    if shown != expected:
        yield f"column “{HEADINGS[name]}”: shows {row.texts[name] or 'nothing'}; expected {_text(expected, name)}"


def running_shares_are_right(page: Page) -> list[str]:
    """Each running share is the share of the total that the row and the rows above it add up to."""
    faults = []
    for table in tables_of(page):
        amounts = [number(row.saved.get("award_gbp", "")) for row in table.rows]
        total, so_far = sum((one or Decimal(0) for one in amounts), Decimal(0)), Decimal(0)
        for row, one in zip(table.rows, amounts, strict=True):
            so_far += one or 0
            shown = number(row.saved.get("running_share", ""))
            expected = so_far / total if total else Decimal(0)
            if shown is not None and abs(shown - expected) > Decimal("0.000001"):
                at = f"table “{table.caption}”, row “{row.head[:60]}”, column “{HEADINGS['running_share']}”"
                faults.append(f"{at}: shows {shown:.1%}; expected {expected:.1%}")
    return faults


def implied_amounts_are_marked(page: Page) -> list[str]:
    """Each implied amount is marked as implied, with how much of it is, and no other amount is marked."""
    faults = []
    for table in tables_of(page):
        for row in table.rows:
            for name in table.columns[1:]:
                implied = _implied(row, name)
                if implied is None:
                    continue
                value = _value(row, name)
                expected = "" if not implied else IMPLIED if implied == value else f"{_text(implied, name)} {IMPLIED}"
                if value is not None and row.marks[name] != expected:
                    faults.append(
                        f"table “{table.caption}”, row “{row.head[:60]}”, column “{HEADINGS.get(name, name)}”: "
                        f"marked “{row.marks[name]}”; expected “{expected}”"
                    )
    return faults


def _implied(row: Row, name: str) -> Decimal | None:
    """Return how much of an amount is implied, by the saved cells beside it; None if they do not say."""
    if name == "award_gbp" and row.saved.get("award_status"):
        return number(row.saved[name]) if row.saved["award_status"] == IMPLIED else Decimal(0)
    beside = {
        "judged_gbp": "judged_implied_gbp", "award_gbp": "implied_gbp", "awarded_gbp": "implied_gbp",
        "ours_gbp": "implied_gbp", "not_itemised_gbp": "implied_gbp", "standing_gbp": "implied_gbp",
        "before_gbp": "before_implied_gbp", "after_gbp": "after_implied_gbp",
    }.get(name, "")  # fmt: skip
    for source in (f"{name}, of it {IMPLIED}", beside):
        if row.saved.get(source):
            return number(row.saved[source])
    return None


def _value(row: Row, name: str) -> Decimal | None:
    """Return the exact figure that a cell shows; for a share, which is shown rounded, the saved one."""
    if name == "share":
        return number(row.saved.get(name, ""))
    text = row.texts.get(name, "")
    shown = amount(text)
    return number(text) if shown is None else shown


def _text(value: Decimal, name: str) -> str:
    if name == "share":
        return f"{value:.1%}"
    return str(value) if name in _COUNTS else format_gbp(int(value * 100))


def movements_agree_with_totals(page: Page, _: PageData) -> list[str]:
    """Each list of awards of one movement has as many rows, and the same sum, as its row in the table of totals."""
    totals = {
        row.saved["movement"]: row
        for table, _ in declared_tables(page)
        for row in table.rows
        if "movement" in row.saved and not row.is_total
    }
    listed = {of["movement"]: table for table, of in declared_tables(page) if "movement" in of}
    faults = []
    for movement, row in totals.items():
        faults += [f"table “{row.head}”, {fault}" for fault in _movement_faults(movement, row, listed.get(movement))]
    return faults + [f"the movement “{movement}” is in no totals" for movement in listed if movement not in totals]


def _movement_faults(movement: str, row: Row, table: Shown | None) -> Iterator[str]:
    rows = table.rows if table else []
    of_former = "award_gbp" if movement == ENDED else "former_gbp"
    sides = [] if movement == NEW else [("former", of_former)]
    sides += [] if movement == ENDED else [("now", "award_gbp")]
    for side, column in sides:
        count = number(row.saved[f"{side}_awards"])
        if count != len(rows):
            yield f"column “{HEADINGS[f'{side}_awards']}”: shows {count}; its list has {len(rows)} rows"
        if all(column in one.saved for one in rows):
            shown_sum = number(row.saved[f"{side}_total_gbp"]) or 0
            summed = sum(number(one.saved[column]) or 0 for one in rows)
            if shown_sum != summed:
                shown, ours = format_gbp(int(shown_sum * 100)), format_gbp(int(summed * 100))
                yield f"column “{HEADINGS[f'{side}_total_gbp']}”: shows {shown}; its list adds up to {ours}"
