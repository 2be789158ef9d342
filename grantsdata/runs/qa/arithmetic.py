"""Arithmetic within a page: what is shown as a sum is the sum of what is shown, and what is implied is marked.

Nothing but the page is looked at, so that this holds of the report of any notebook.

What became of the awards, against the table of what that comes to: its last row is proved against the awards.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from grantsdata.model.dictionary import HEADINGS
from grantsdata.model.money import format_gbp
from grantsdata.model.schema import ENDED, IMPLIED, NEW
from grantsdata.runs.qa.expected import Behind
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import Group, Row, Shown, amount, number, tables_of
from grantsdata.runs.qa.totals import declared_tables

_COUNTS = ("awards", "former_awards", "now_awards", "needed", "present", "from_aim", "missing")
_NOT_ADDED = ("budget_gbp", "not_itemised_gbp", "total_change_gbp", "former_real_gbp", "real_change_gbp")
"""A budget and a sum in other prices are rounded; the others follow from what stands beside them in their own row."""

_OF_THE_BUDGET = ("Not itemised", "Budget")
"""Rows in which the streams need not make the whole: rounded budgets do not."""

_FOLLOWS = {
    "not_itemised_gbp": ("budget_gbp", "awarded_gbp"),
    "difference_gbp": ("ours_gbp", "printed_gbp"),
    "total_change_gbp": ("now_total_gbp", "former_total_gbp"),
    "change_gbp": ("award_gbp", "former_gbp"),
    "real_change_gbp": ("now_total_gbp", "former_real_gbp"),
    "missing": ("needed", "present"),
}
"""What is the first of two others less the second."""

_SUM = re.compile(r": ([−-]?£[0-9,]+(?:\.[0-9]{2})?), ([0-9]+) awards?$")


def its_totals_add_up(page: Page) -> list[str]:
    """Each row of totals, to the penny: one alone at the top of all below it, any other of those since the last total.

    An earlier total counts as a row of the later one: awarded, not itemised, and the budget that both make.
    """
    faults = []
    for table in tables_of(page):
        rows, since = table.rows, 0
        for place, row in enumerate(rows):
            if row.is_total:
                is_above = place == 0 and not any(below.is_total for below in rows[1:])
                parts = rows[1:] if is_above else rows[since:place]
                faults += [f"table “{table.caption}”, {fault}" for fault in _wrong_total(table, row, parts)]
                since = place
    return faults


def _wrong_total(table: Shown, total: Row, parts: list[Row]) -> Iterator[str]:
    for name in table.columns[1:]:
        values = [_value(row, name) for row in parts]
        if not _is_added(name, values) or all(value is None for value in values):
            continue
        shown, summed = _value(total, name), sum((value or Decimal(0) for value in values), Decimal(0))
        if shown is None and (name == "share" or not summed or total.head in _OF_THE_BUDGET):
            continue  # a budget may not be stated, and is no share of the awards; where nothing is stated, no sum is
        nearly = Decimal("0.000001") * len(parts) if name == "share" else Decimal(0)
        if shown is None or abs(shown - summed) > nearly:
            what = f"row “{total.head}”, column “{HEADINGS.get(name, name)}”"
            yield f"{what}: shows {total.texts[name] or 'nothing'}; its rows add up to {_told(summed, name)}"


def _is_added(name: str, values: list[Decimal | None]) -> bool:
    if name in _NOT_ADDED:
        return False
    by_data = name not in HEADINGS and any(value is not None for value in values)  # a stream's column
    return name in _COUNTS or name == "share" or name.endswith("_gbp") or by_data


def its_groups_add_up(page: Page) -> list[str]:
    """Where the heading of a group tells a sum and a number of awards, they are those of its rows."""
    faults = []
    for table in tables_of(page):
        for group in table.groups:
            told = _SUM.search(group.heading)
            if told:
                faults += [
                    f"table “{table.caption}”, group “{group.heading[:80]}”: {one}" for one in _wrong(group, told)
                ]
    return faults


def _wrong(group: Group, told: "re.Match[str]") -> Iterator[str]:
    amounts = [_value(row, "award_gbp") for row in group.rows]
    summed = sum((value or Decimal(0) for value in amounts), Decimal(0))
    if amount(told[1]) != summed:
        yield f"its rows add up to {_told(summed, 'award_gbp')}"
    counts = [_value(row, "awards") if "awards" in row.texts else Decimal(1) for row in group.rows]
    if int(told[2]) != sum(count or 0 for count in counts):
        yield f"its rows are {sum(count or 0 for count in counts)} awards"


def its_differences_are_right(page: Page) -> list[str]:
    """Each row's difference, change or rest is that of the figures beside it, and streams make their total."""
    faults = []
    for table in tables_of(page):
        for row in table.rows:
            faults += [f"table “{table.caption}”, row “{row.head[:60]}”, {one}" for one in _wrong_in_row(table, row)]
    return faults


def _wrong_in_row(table: Shown, row: Row) -> Iterator[str]:
    for name, (whole, less) in _FOLLOWS.items():
        if {name, whole, less} <= row.texts.keys():
            yield from _unlike(row, name, _value(row, whole), _value(row, less), -1)
    if {"former_total_gbp", "known_change_gbp", "now_total_gbp"} <= row.texts.keys():
        moved = [_value(row, one) for one in ("former_total_gbp", "known_change_gbp", "one_sided_gbp")]
        yield from _unlike(row, "now_total_gbp", sum((one or Decimal(0) for one in moved), Decimal(0)), Decimal(0), 1)
    streams = [_value(row, name) for name in table.columns[1:] if name not in HEADINGS]
    if "total_gbp" in row.texts and streams and None not in streams and row.head not in _OF_THE_BUDGET:
        yield from _unlike(row, "total_gbp", sum((one or Decimal(0) for one in streams), Decimal(0)), Decimal(0), 1)


def _unlike(row: Row, name: str, one: Decimal | None, other: Decimal | None, sign: int) -> Iterator[str]:
    if one is None or other is None:
        return
    expected, shown = one + sign * other, _value(row, name)
    if shown != expected:
        yield f"column “{HEADINGS[name]}”: shows {row.texts[name] or 'nothing'}; expected {_told(expected, name)}"


def its_running_shares_run(page: Page) -> list[str]:
    """Each is the share of all that its row and those above it come to."""
    faults = []
    for table in tables_of(page):
        amounts = [number(row.saved.get("award_gbp", "")) for row in table.rows]
        whole, so_far = sum((one or Decimal(0) for one in amounts), Decimal(0)), Decimal(0)
        for row, one in zip(table.rows, amounts, strict=True):
            so_far += one or 0
            told = number(row.saved.get("running_share", ""))
            expected = so_far / whole if whole else Decimal(0)
            if told is not None and abs(told - expected) > Decimal("0.000001"):
                at = f"table “{table.caption}”, row “{row.head[:60]}”, column “{HEADINGS['running_share']}”"
                faults.append(f"{at}: shows {told:.1%}; expected {expected:.1%}")
    return faults


def its_implied_amounts_are_marked(page: Page) -> list[str]:
    """What is implied is called so beside the amount itself, with how much of it is, and nothing else is."""
    faults = []
    for table in tables_of(page):
        for row in table.rows:
            for name in table.columns[1:]:
                told = _implied(row, name)
                if told is None:
                    continue
                value = _value(row, name)
                expected = "" if not told else IMPLIED if told == value else f"{_told(told, name)} {IMPLIED}"
                if value is not None and row.marks[name] != expected:
                    faults.append(
                        f"table “{table.caption}”, row “{row.head[:60]}”, column “{HEADINGS.get(name, name)}”: "
                        f"marked “{row.marks[name]}”; expected “{expected}”"
                    )
    return faults


def _implied(row: Row, name: str) -> Decimal | None:
    """How much of an amount is implied, by what is saved beside it; None, where nothing there tells."""
    if name == "award_gbp" and row.saved.get("award_status"):
        return number(row.saved[name]) if row.saved["award_status"] == IMPLIED else Decimal(0)
    beside = {
        "judged_gbp": "judged_implied_gbp", "award_gbp": "implied_gbp", "awarded_gbp": "implied_gbp",
        "ours_gbp": "implied_gbp", "not_itemised_gbp": "implied_gbp",
    }.get(name, "")  # fmt: skip
    for source in (f"{name}, of it {IMPLIED}", beside):
        if row.saved.get(source):
            return number(row.saved[source])
    return None


def _value(row: Row, name: str) -> Decimal | None:
    """The exact figure that a cell shows; of a share, which is shown rounded, the saved one."""
    if name == "share":
        return number(row.saved.get(name, ""))
    text = row.texts.get(name, "")
    shown = amount(text)
    return number(text) if shown is None else shown


def _told(value: Decimal, name: str) -> str:
    if name == "share":
        return f"{value:.1%}"
    return str(value) if name in _COUNTS else format_gbp(int(value * 100))


def its_movements_agree_with_their_totals(page: Page, _: Behind) -> list[str]:
    """Each list of awards of one movement has as many rows, and comes to as much, as its row of the totals says."""
    totals = {
        row.saved["movement"]: row
        for table, _ in declared_tables(page)
        for row in table.rows
        if "movement" in row.saved and not row.is_total
    }
    listed = {of["movement"]: table for table, of in declared_tables(page) if "movement" in of}
    faults = []
    for movement, row in totals.items():
        faults += [f"table “{row.head}”, {fault}" for fault in _wrong_movement(movement, row, listed.get(movement))]
    return faults + [f"the movement “{movement}” is in no totals" for movement in listed if movement not in totals]


def _wrong_movement(movement: str, row: Row, table: Shown | None) -> Iterator[str]:
    rows = table.rows if table else []
    of_former = "award_gbp" if movement == ENDED else "former_gbp"
    sides = [] if movement == NEW else [("former", of_former)]
    sides += [] if movement == ENDED else [("now", "award_gbp")]
    for side, column in sides:
        count = number(row.saved[f"{side}_awards"])
        if count != len(rows):
            yield f"column “{HEADINGS[f'{side}_awards']}”: shows {count}; its list has {len(rows)} rows"
        if all(column in one.saved for one in rows):
            told = number(row.saved[f"{side}_total_gbp"]) or 0
            summed = sum(number(one.saved[column]) or 0 for one in rows)
            if told != summed:
                shown, ours = format_gbp(int(told * 100)), format_gbp(int(summed * 100))
                yield f"column “{HEADINGS[f'{side}_total_gbp']}”: shows {shown}; its list adds up to {ours}"
