"""What became of the awards, against the table of what that comes to: its last row is proved against the awards."""

from collections.abc import Iterator

from grantsdata.model.dictionary import HEADINGS
from grantsdata.model.money import format_gbp
from grantsdata.model.schema import ENDED, NEW
from grantsdata.proofs.behind import Behind
from grantsdata.proofs.page import Page
from grantsdata.proofs.shown import Row, Shown, number
from grantsdata.proofs.totals import declared_tables


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
        faults += [f"table “{row.head}”, {fault}" for fault in _wrong(movement, row, listed.get(movement))]
    return faults + [f"the movement “{movement}” is in no totals" for movement in listed if movement not in totals]


def _wrong(movement: str, row: Row, table: Shown | None) -> Iterator[str]:
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
