"""The awards that the tables of a file list, each with its place, in the layout of our own papers or in another one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from grantsdata.errors import AmountError
from grantsdata.importers.documents.found import FoundTable
from grantsdata.importers.proposal.columns import Columns, guess_columns
from grantsdata.importers.proposal.raw_table import ABOVE, LEFT, PrintedRows, printed_rows
from grantsdata.importers.proposal.rows import Rows, Total, guess_rows
from grantsdata.model.amounts.parse import parse_amount
from grantsdata.model.declared_table import AwardTable
from grantsdata.model.dictionary.headings import HEADINGS
from grantsdata.model.wording.headers import Scale
from grantsdata.model.wording.rows import is_total
from grantsdata.model.years import FinancialYear

OF_OURS = {"service": HEADINGS["service"], "provider": HEADINGS["provider"], "award": HEADINGS["award_gbp"]}
"""Meaning → heading of the columns that every table of awards in our papers has."""

OTHERS = {name: HEADINGS[name] for name in ("purpose", "remark", "paid_to")}
"""Meaning → heading of the columns that it may have."""


@dataclass(frozen=True)
class ListedAward:
    """An award as a file lists it. `at` is its row, `section` the heading above it in the table.

    `pence` is None if the amount is blank or cannot be read. `others` maps the meaning of each further column to its
    text.
    """

    at: str
    section: str
    service: str
    provider: str
    amount: str
    pence: int | None
    others: dict[str, str]


@dataclass(frozen=True)
class ListedTotal:
    """A total as a file prints it, for the awards under `section`, or for all of its table if that is empty."""

    at: str
    section: str
    label: str
    printed: str
    pence: int


@dataclass
class Listing:
    """A table of awards: its place and caption, its awards and its totals; `is_ours` if it has our layout."""

    place: str
    caption: str
    is_ours: bool
    awards: list[ListedAward] = field(default_factory=list)
    totals: list[ListedTotal] = field(default_factory=list)


def listing_of(found: FoundTable, year: FinancialYear, declared: Sequence[AwardTable]) -> Listing | None:
    """Return the awards that a table seems to list; None if it has no column of amounts, of providers or of services.

    `declared` are the tables of awards of the year, whose columns are known.
    """
    printed = printed_rows(found)
    if found.lists_awards is False or printed is None:
        return None
    is_ours = set(OF_OURS.values()) <= set(printed.names)
    columns = _columns(printed, year, declared, found.heading, is_ours=is_ours)
    if not {"provider", "award"} <= set(columns.meanings):
        return None
    rows = _rows_of_ours(printed, columns) if is_ours else guess_rows(printed, columns, year)
    place = {meaning: printed.names.index(name) for meaning, name in columns.meanings.items()}
    listing = Listing(found.place, found.heading, is_ours)
    above = [""] * len(printed.names)
    for row, cells in printed.body:
        above = [before if text == ABOVE else text for text, before in zip(cells, above, strict=True)]
        if row in rows.awards:
            text = {meaning: "" if above[number] == LEFT else above[number] for meaning, number in place.items()}
            award = _award(text, _at(printed, row), rows.awards[row], columns.scale, is_ours=is_ours)
            listing.awards.append(award)
    listing.totals = [
        ListedTotal(_at(printed, one.row), one.section, one.label, one.printed, pence)
        for one in rows.totals
        if (pence := _read(one.printed, columns.scale)[0]) is not None
    ]
    return listing


def _columns(
    printed: PrintedRows, year: FinancialYear, declared: Sequence[AwardTable], heading: str, *, is_ours: bool
) -> Columns:
    if is_ours:
        meanings = OF_OURS | {meaning: name for meaning, name in OTHERS.items() if name in printed.names}
        return Columns(meanings, {}, [OF_OURS["award"]])
    for table in declared:
        known = table.columns.by_meaning()
        if {known.get("service"), known.get("provider"), known.get("award")} - {None} <= set(printed.names):
            there = {meaning: name for meaning, name in known.items() if name in printed.names}
            return Columns(there, {}, [there["award"]], table.scale)
    return guess_columns(printed, year, {}, (heading,))


def _rows_of_ours(printed: PrintedRows, columns: Columns) -> Rows:
    """The rows of a table in one of our papers, in which only a heading spans the columns."""
    found, section = Rows(), ""
    service, award = (printed.names.index(columns.meanings[name]) for name in ("service", "award"))
    for row, cells in printed.body:
        if LEFT in cells:
            section = cells[0]
        elif is_total(cells[service]):
            found.totals.append(Total(row, cells[service], cells[award], ""))
        else:
            found.awards[row] = section
    return found


def _award(text: dict[str, str], at: str, section: str, scale: Scale | None, *, is_ours: bool) -> ListedAward:
    amount = text.pop("award")
    pence, remark = _read(amount, scale)
    service, provider = text.pop("service", ""), text.pop("provider")
    # A section that has a column of its own is printed beside each of its awards.
    sections = [text.pop(name) for name in ("stream", "theme", "arrangement") if name in text]
    others = {name: text[name] for name in OTHERS if name in text}
    if "remark" not in others and (remark or not is_ours):  # ours leave out a column that is blank throughout
        others["remark"] = remark
    return ListedAward(at, " – ".join([section, *sections]).strip(" –"), service, provider, amount, pence, others)


def _read(text: str, scale: Scale | None) -> tuple[int | None, str]:
    """The pence and the remark of an amount; None for one that is blank or cannot be read."""
    try:
        amount = parse_amount(text, spaced=True, scale=scale)
    except AmountError:
        return None, ""
    return amount.pence, amount.remark


def _at(printed: PrintedRows, row: int) -> str:
    """The row in the file, as a person counts: "row 4"; in a workbook the cell."""
    return next((cell.at.partition(",")[0] for cell in printed.cells[row - 1] if cell.at), f"row {row}")
