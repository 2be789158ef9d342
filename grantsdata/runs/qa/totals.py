"""Check the figures of a page against the awards: each sum, count and list is that of the awards that it is about.

The page's notebook says which awards these are, by conditions on their columns. Their sums are computed here from the
raw data. A table without such conditions is checked only within the page (`arithmetic`); `unchecked_tables` lists it.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from grantsdata.model.dictionary.headings import EMPTY, HEADINGS
from grantsdata.model.money import format_gbp
from grantsdata.model.phrases import single_spaced
from grantsdata.model.schema import IMPLIED
from grantsdata.runs.qa.expected import Award, PageData, chosen, implied_pence, pence
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
"""For each column: the function of the row's awards that it shows, and whether these are of the earlier year."""

KEYS = (
    "stream", "arrangement", "theme", "group", "provider_type", "provider_basis", "provider_confidence", "basis",
    "confidence", "provider", "payee", "contribution", "measured", "size_band",
)  # fmt: skip
"""Columns that say which awards a row is about; `basis` and `confidence` refer to the provider type."""

LISTED = (
    "stream", "arrangement", "theme", "service", "provider", "provider_type", "provider_basis", "provider_confidence",
    "other_contributors", "contribution", "award_status", "stated_in",
)  # fmt: skip
"""Columns in which a list of awards repeats the columns of an award."""

BESIDE_AWARDS = ("Not itemised", "Budget")
"""Rows below the awards in the breakdown of the budget; `arithmetic` checks that they follow from each other."""


def tables_agree_with_awards(page: Page, data: PageData) -> list[str]:
    """Each row has the sum and count of its awards, each list is of its awards, and no award is missing."""
    faults = _empty_faults(page, data)
    for table, of in declared_tables(page):
        if "movement" in of:
            continue  # `movements_agree_with_totals` checks these
        try:
            faults += [f"table “{table.caption}”, {fault}" for fault in _against(table, of, data)]
        except KeyError as error:
            faults.append(f"table “{table.caption}”: has a condition on {error}, which is not a column of awards")
    return faults


def _empty_faults(page: Page, data: PageData) -> list[str]:
    """Return a fault for each empty table that should show awards."""
    faults = []
    for facts in page.facts:
        of = facts.get("of")
        if facts.get("kind") == "table" and facts.get("empty") and of and "movement" not in of:
            missed = chosen(data.awards, of)
            faults += [f"table “{facts['caption']}”: is empty, but {len(missed)} awards belong in it"] if missed else []
    return faults


def unchecked_tables(page: Page) -> list[str]:
    """Return the captions of tables with sums or lists of awards for which the notebook does not say which awards."""
    checked = [table.caption for table, _ in declared_tables(page)]
    return [table.caption for table in tables_of(page) if _is_about_awards(table) and table.caption not in checked]


def declared_tables(page: Page) -> list[tuple[Shown, Mapping[str, Any]]]:
    """Return the tables that are about awards, each with the conditions on the awards."""
    of_page = next((facts["of"] for facts in page.facts_of_kind("head") if "of" in facts), None)
    declared = {single_spaced(facts["caption"]): facts.get("of", of_page) for facts in page.facts_of_kind("table")}
    of = {caption: conditions for caption, conditions in declared.items() if conditions is not None}
    return [(one, of[one.caption]) for one in tables_of(page) if _is_about_awards(one) and one.caption in of]


def awards_behind(row: Row, column: str, of: Mapping[str, Any], data: PageData) -> list[Award]:
    """Return the awards that a cell of a table about the awards `of` is made of."""
    awards = chosen(data.awards, of)
    if column in data.streams and column not in HEADINGS:
        awards = chosen(awards, {"stream": column})
    if row.is_total:
        return awards
    if "award_status" in row.saved:
        return [award for award in awards if _is_of(row, award)]
    keys = [name for name in row.saved if name in KEYS]
    return [award for award in awards if _is_under(award, keys, tuple(row.saved[name] for name in keys))]


def _is_about_awards(table: Shown) -> bool:
    names = {name for row in table.rows for name in row.saved}
    if names & {"ours_gbp", "awarded_gbp"}:
        return False  # beside a printed figure or a budget; `printed` checks these
    return bool(names & {*COUNTED, "needed"}) or {"total_gbp", "provider_type"} <= names


def _against(table: Shown, of: Mapping[str, Any], data: PageData) -> Iterator[str]:
    rows, awards = [row for row in table.rows if row.saved], chosen(data.awards, of)
    if not rows:
        return
    if any("award_status" in row.saved for row in rows):
        yield from _list_faults([row for row in rows if not row.is_total], awards)
    elif "size" in table.columns:
        yield from _size_faults(rows, awards)
    elif {"duty", "needed"} <= set(table.columns):
        yield from _duty_faults([row for row in rows if not row.is_total], awards)
    elif keys := [name for name in rows[0].saved if name in KEYS]:
        yield from _parts_faults([row for row in rows if not row.is_total], keys, awards, data)
    former = chosen(data.former, of) if data.former else []
    for row in rows:
        if row.is_total and row.head not in BESIDE_AWARDS:
            yield from _row_faults(row, awards, former, awards, data)


def _list_faults(rows: list[Row], awards: list[Award]) -> Iterator[str]:
    left = list(awards)
    for row in rows:
        place = next((n for n, award in enumerate(left) if _is_of(row, award)), None)
        if place is None:
            yield f"row “{row.head[:80]}”: shows an award that is not in the data, or not as it is there"
        else:
            left.pop(place)
    for award in left:
        yield f"no row for the award “{award['service'][:80]}” of {_text(award['award_pence'])}, which is in the data"


def _is_of(row: Row, award: Award) -> bool:
    is_same = all(row.saved[name] in _texts(award, name) for name in LISTED if name in row.saved)
    return is_same and _pence(row.saved.get("award_gbp", "")) == award["award_pence"]


def _size_faults(rows: list[Row], awards: list[Award]) -> Iterator[str]:
    stated = sorted(award["award_pence"] for award in awards if award["award_pence"] is not None)
    middle = (stated[(len(stated) - 1) // 2] + stated[len(stated) // 2]) / 2 if stated else 0
    expected = {"smallest": stated[0], "median": middle, "largest": stated[-1]} if stated else {}
    for row in rows:
        shown, actual = _pence(row.saved["award_gbp"]), expected.get(row.saved["size"])
        if shown is None or actual is None or abs(shown - actual) > 0.5:  # the mean of two amounts may be half a penny
            yield f"row “{row.head}”: shows {row.texts['award_gbp']}; by the data it is {_text(actual)}"


def _duty_faults(rows: list[Row], awards: list[Award]) -> Iterator[str]:
    for row in rows:
        expected = len(chosen(awards, {row.saved["duty"]: True}))
        yield from _figure_faults(row, "needed", row.saved["needed"], expected)


def _parts_faults(rows: list[Row], keys: list[str], awards: list[Award], data: PageData) -> Iterator[str]:
    """Check sums by label. Rows with the same label count as one, since a body may be printed under several names."""
    rows_by_key: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        if row.head not in BESIDE_AWARDS:
            rows_by_key.setdefault(tuple(row.saved[name] for name in keys), []).append(row)
    missed = {award["award_id"]: award for award in awards}
    for key, same_key in rows_by_key.items():
        of_key = [award for award in awards if _is_under(award, keys, key)]
        former = [award for award in data.former if _is_under(award, keys, key)]
        for award in of_key:
            missed.pop(award["award_id"], None)
        if len(same_key) == 1:
            yield from _row_faults(same_key[0], of_key, former, awards, data)
        elif sum(_pence(row.saved["award_gbp"]) or 0 for row in same_key) != pence(of_key):
            yield f"rows “{same_key[0].head[:80]}”: they do not add up to the {_text(pence(of_key))} of the data"
    for award in missed.values():
        yield f"in no row is the award “{award['service'][:80]}” of {_text(award['award_pence'])}"


def _is_under(award: Award, keys: list[str], labels: tuple[str, ...]) -> bool:
    return all(label in _texts(award, name) for name, label in zip(keys, labels, strict=True))


def _row_faults(
    row: Row, awards: list[Award], former: list[Award], all_awards: list[Award], data: PageData
) -> Iterator[str]:
    for name, text in row.saved.items():
        if name in COUNTED and (former or not COUNTED[name][1]):
            count, is_former = COUNTED[name]
            yield from _figure_faults(row, name, text, count(former if is_former else awards))
        elif name == "total_gbp" or (name in data.streams and name not in HEADINGS):
            summed = awards if name == "total_gbp" else chosen(awards, {"stream": name})
            yield from _figure_faults(row, name, text, pence(summed))
            yield from _figure_faults(row, name, row.saved.get(f"{name}, of it {IMPLIED}", ""), implied_pence(summed))
        elif name == "share":
            expected = Decimal(pence(awards)) / (pence(all_awards) or 1)
            if text and abs(Decimal(text) - expected) > Decimal("0.000001"):
                place = f"row “{row.head[:80]}”, column “{HEADINGS[name]}”"
                yield f"{place}: shows {row.texts.get(name, text)}; by the data it is {expected:.1%}"


def _figure_faults(row: Row, name: str, text: str, expected: int) -> Iterator[str]:
    is_count = name == "needed" or (name in COUNTED and not name.endswith("_gbp"))
    shown = number(text) if is_count else _pence(text)
    if shown is None and expected == 0:
        return
    if shown != expected:
        formatted = str(expected) if is_count else format_gbp(expected)
        place = f"row “{row.head[:80]}”, column “{HEADINGS.get(name, name)}”"
        yield f"{place}: shows {row.texts.get(name) or text or 'nothing'}; by the data it is {formatted}"


def _texts(award: Award, name: str) -> tuple[str, ...]:
    """Return the texts that the CSV may have for an award in a column."""
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
    """Return the size band of an amount in pence."""
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


def _text(amount: float | None) -> str:
    return "an amount that is not stated" if amount is None else format_gbp(round(amount))
