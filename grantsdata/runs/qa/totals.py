"""Figures of a page against the awards: each sum, count and list is that of the awards that it says it is about.

Which awards those are the page's notebook says, by conditions on their columns; what they come to is added up here
from the raw data. What says nothing of the kind is proved by itself only (`sums`), and `unproved` names it.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from grantsdata.model.dictionary import EMPTY, HEADINGS
from grantsdata.model.money import format_gbp
from grantsdata.model.schema import IMPLIED
from grantsdata.runs.qa.expected import Award, Behind, chosen, implied_pence, pence
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import Row, Shown, number, tables_of

Count = Callable[[list[Award]], int]


def _judged(awards: list[Award]) -> list[Award]:
    return chosen(awards, {"provider_basis": "judgement"})


COUNTED: dict[str, tuple[Count, bool]] = {
    "awards": (len, False),
    "now_awards": (len, False),
    "former_awards": (len, True),
    "award_gbp": (pence, False),
    "now_total_gbp": (pence, False),
    "former_total_gbp": (pence, True),
    "implied_gbp": (implied_pence, False),
    "judged_gbp": (lambda awards: pence(_judged(awards)), False),
    "judged_implied_gbp": (lambda awards: implied_pence(_judged(awards)), False),
}
"""What a column counts or adds up of the awards of its row, and whether those of the earlier year."""

KEYS = (
    "stream", "arrangement", "theme", "group", "provider_type", "provider_basis", "provider_confidence", "basis",
    "confidence", "provider", "payee", "contribution", "measured", "size_band",
)  # fmt: skip
"""Columns that say which awards a row is about; `basis` and `confidence` are of the provider's type."""

LISTED = (
    "stream", "arrangement", "theme", "service", "provider", "provider_type", "provider_basis", "provider_confidence",
    "other_contributors", "contribution", "award_status",
)  # fmt: skip
"""Columns in which a list of awards repeats an award's own."""

BESIDE_AWARDS = ("Not itemised", "Budget")
"""Rows below the awards of the breakdown of the budget; `sums` proves that they follow from each other."""


def its_tables_agree_with_the_awards(page: Page, behind: Behind) -> list[str]:
    """Each row's sum and count is that of its awards, each list is of its awards, and none of them is left out."""
    faults = _empty_faults(page, behind)
    for table, of in declared_tables(page):
        if "movement" in of:
            continue  # `movements` proves these
        try:
            faults += [f"table “{table.caption}”, {fault}" for fault in _against(table, of, behind)]
        except KeyError as error:
            faults.append(f"table “{table.caption}”: is about awards by {error}, which is no column of theirs")
    return faults


def _empty_faults(page: Page, behind: Behind) -> list[str]:
    """A table of some awards may be empty only if there are none of these."""
    faults = []
    for facts in page.facts:
        of = facts.get("of")
        if facts.get("kind") == "table" and facts.get("empty") and of and "movement" not in of:
            missed = chosen(behind.awards, of)
            faults += [f"table “{facts['caption']}”: is empty, but {len(missed)} awards belong in it"] if missed else []
    return faults


def unproved(page: Page) -> list[str]:
    """Captions of the tables with sums or lists of awards of which the page does not say which awards they are."""
    told = [table.caption for table, _ in declared_tables(page)]
    return [table.caption for table in tables_of(page) if _is_about_awards(table) and table.caption not in told]


def declared_tables(page: Page) -> list[tuple[Shown, Mapping[str, Any]]]:
    """The tables that are about awards, each with the conditions on those."""
    of_page = next((facts["of"] for facts in page.told("head") if "of" in facts), None)
    told = {" ".join(facts["caption"].split()): facts.get("of", of_page) for facts in page.told("table")}
    of = {caption: conditions for caption, conditions in told.items() if conditions is not None}
    return [(one, of[one.caption]) for one in tables_of(page) if _is_about_awards(one) and one.caption in of]


def _is_about_awards(table: Shown) -> bool:
    names = {name for row in table.rows for name in row.saved}
    if names & {"ours_gbp", "awarded_gbp"}:
        return False  # beside a printed figure or a budget: `printed` knows which awards these speak of
    return bool(names & {*COUNTED, "needed"}) or {"total_gbp", "provider_type"} <= names


def _against(table: Shown, of: Mapping[str, Any], behind: Behind) -> Iterator[str]:
    rows, awards = [row for row in table.rows if row.saved], chosen(behind.awards, of)
    if not rows:
        return
    if any("award_status" in row.saved for row in rows):
        yield from _list_faults([row for row in rows if not row.is_total], awards)
    elif "size" in table.columns:
        yield from _size_faults(rows, awards)
    elif {"duty", "needed"} <= set(table.columns):
        yield from _duty_faults([row for row in rows if not row.is_total], awards)
    elif any(name in KEYS for name in rows[0].saved):
        yield from _parts_faults([row for row in rows if not row.is_total], awards, behind)
    former = chosen(behind.former, of) if behind.former else []
    for row in rows:
        if row.is_total and row.head not in BESIDE_AWARDS:
            yield from _row_faults(row, awards, former, awards, behind)


def _list_faults(rows: list[Row], awards: list[Award]) -> Iterator[str]:
    left = list(awards)
    for row in rows:
        place = next((n for n, award in enumerate(left) if _is_of(row, award)), None)
        if place is None:
            yield f"row “{row.head[:80]}”: shows an award that is not in the data, or not as it is there"
        else:
            left.pop(place)
    for award in left:
        yield f"no row for the award “{award['service'][:80]}” of {_told(award['award_pence'])}, which is in the data"


def _is_of(row: Row, award: Award) -> bool:
    is_it = all(row.saved[name] in _texts(award, name) for name in LISTED if name in row.saved)
    return is_it and _pence(row.saved.get("award_gbp", "")) == award["award_pence"]


def _size_faults(rows: list[Row], awards: list[Award]) -> Iterator[str]:
    stated = sorted(award["award_pence"] for award in awards if award["award_pence"] is not None)
    middle = (stated[(len(stated) - 1) // 2] + stated[len(stated) // 2]) / 2 if stated else 0
    expected = {"smallest": stated[0], "median": middle, "largest": stated[-1]} if stated else {}
    for row in rows:
        shown, its = _pence(row.saved["award_gbp"]), expected.get(row.saved["size"])
        if shown is None or its is None or abs(shown - its) > 0.5:  # the middle of two amounts may lie between pence
            yield f"row “{row.head}”: shows {row.texts['award_gbp']}; by the data it is {_told(its)}"


def _duty_faults(rows: list[Row], awards: list[Award]) -> Iterator[str]:
    for row in rows:
        expected = len(chosen(awards, {row.saved["duty"]: True}))
        yield from _figure_faults(row, "needed", row.saved["needed"], expected)


def _parts_faults(rows: list[Row], awards: list[Award], behind: Behind) -> Iterator[str]:
    """Sums by labels: rows of one label count together, since a body may be printed under several names."""
    keys = [name for name in rows[0].saved if name in KEYS]
    together: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        if row.head not in BESIDE_AWARDS:
            together.setdefault(tuple(row.saved[name] for name in keys), []).append(row)
    missed = {award["award_id"]: award for award in awards}
    for key, its in together.items():
        of_key = [award for award in awards if _is_under(award, keys, key)]
        former = [award for award in behind.former if _is_under(award, keys, key)]
        for award in of_key:
            missed.pop(award["award_id"], None)
        if len(its) == 1:
            yield from _row_faults(its[0], of_key, former, awards, behind)
        elif sum(_pence(row.saved["award_gbp"]) or 0 for row in its) != pence(of_key):
            yield f"rows “{its[0].head[:80]}”: together they are not the {_told(pence(of_key))} of the data"
    for award in missed.values():
        yield f"in no row is the award “{award['service'][:80]}” of {_told(award['award_pence'])}"


def _is_under(award: Award, keys: list[str], labels: tuple[str, ...]) -> bool:
    return all(label in _texts(award, name) for name, label in zip(keys, labels, strict=True))


def _row_faults(
    row: Row, awards: list[Award], former: list[Award], whole: list[Award], behind: Behind
) -> Iterator[str]:
    for name, text in row.saved.items():
        if name in COUNTED and (former or not COUNTED[name][1]):
            count, is_former = COUNTED[name]
            yield from _figure_faults(row, name, text, count(former if is_former else awards))
        elif name == "total_gbp" or (name in behind.streams and name not in HEADINGS):
            its = awards if name == "total_gbp" else chosen(awards, {"stream": name})
            yield from _figure_faults(row, name, text, pence(its))
            yield from _figure_faults(row, name, row.saved.get(f"{name}, of it {IMPLIED}", ""), implied_pence(its))
        elif name == "share":
            expected = Decimal(pence(awards)) / (pence(whole) or 1)
            if text and abs(Decimal(text) - expected) > Decimal("0.000001"):
                place = f"row “{row.head[:80]}”, column “{HEADINGS[name]}”"
                yield f"{place}: shows {row.texts.get(name, text)}; by the data it is {expected:.1%}"


def _figure_faults(row: Row, name: str, text: str, expected: int) -> Iterator[str]:
    is_count = name == "needed" or (name in COUNTED and not name.endswith("_gbp"))
    shown = number(text) if is_count else _pence(text)
    if shown is None and expected == 0:
        return
    if shown != expected:
        told = str(expected) if is_count else format_gbp(expected)
        place = f"row “{row.head[:80]}”, column “{HEADINGS.get(name, name)}”"
        yield f"{place}: shows {row.texts.get(name) or text or 'nothing'}; by the data it is {told}"


def _texts(award: Award, name: str) -> tuple[str, ...]:
    """What a saved table may write for an award in a column."""
    value = award.get({"basis": "provider_basis", "confidence": "provider_confidence"}.get(name, name))
    if name == "size_band":
        return (_band(award["award_pence"]),)
    if value:
        text = str(value)
        return (text, f"'{text}") if text[0] in "=+-@\t\r" else (text,)
    if name not in ("provider", "payee"):
        return ("", EMPTY.get(name, ""))
    return ("", "Not yet allocated" if name == "provider" or award["is_unallocated"] else "Not named in the paper")


def _band(amount: int | None) -> str:
    """The band of sizes that an amount is in."""
    if amount is None:
        return "Amount not stated"
    if amount < 0:
        return "Under £0"
    edges = (10_000, 25_000, 50_000, 100_000, 250_000)
    above = [edge for edge in edges if amount >= edge * 100]
    if not above:
        return "Under £10,000"
    return "£250,000 or more" if above[-1] == edges[-1] else f"£{above[-1]:,} to under £{edges[len(above)]:,}"


def _pence(text: str) -> int | None:
    value = number(text)
    return None if value is None else int(value * 100)


def _told(amount: float | None) -> str:
    return "an amount that is not stated" if amount is None else format_gbp(round(amount))
