"""What a person must look at in a proposed table: amounts that cannot be read, and awards that may be none."""

import re
from collections.abc import Iterator, Sequence

from grantsdata.importers.proposal.columns import Columns
from grantsdata.importers.proposal.header_words import AWARDED, is_not_awarded
from grantsdata.importers.proposal.raw_table import HIDDEN, LEFT, PrintedRows
from grantsdata.importers.proposal.rows import Rows
from grantsdata.model.amounts.parse import is_amount, parse_amount
from grantsdata.model.amounts.printed import is_not_stated
from grantsdata.model.money import format_gbp
from grantsdata.model.schema import NOT_AWARDED
from grantsdata.model.wording.headers import is_pounds, unknown_scale
from grantsdata.model.wording.rows import says_no_grant, says_not_awarded
from grantsdata.model.years import FinancialYear, names_another_year
from grantsdata.sources.files.printed_table import unnamed_column

_DECLARE = "; say in corrections of paper.toml how it is read"
_LEAVE_OUT = ": if the paper does not have it, add the row to left_out"  # sums of a sheet count hidden rows too
_ENDS_IN_MONEY = re.compile(rf"£ ?[0-9][0-9,.]*(?={LEFT})")
_STRUCK = re.compile(r"struck out(:|$)")
_YEARS = re.compile("(20)?[0-9]{2}[-/–](20)?[0-9]{2}")
_NO = ("no", "false", "n", "✗")
_SIGNS = ("-", "−", "–", "(", "£-", "-£")


def doubts_on(printed: PrintedRows, columns: Columns, rows: Rows, year: FinancialYear) -> Iterator[str]:
    """A line for each place of a table that a person must compare with the paper."""
    for row, text in rows.unreadable:
        if is_not_stated(text):
            yield f"row {row}: “{text}” states no amount"
        else:
            yield f"row {row}: “{text}” cannot be read as an amount{_DECLARE}"
    for row, text in rows.alone:
        yield f"row {row}: “{text}” stands alone: perhaps it is part of the amount above{_DECLARE}"
    award = printed.names.index(columns.meanings["award"])
    left_out = {row for row, _, because in rows.left_out if because == NOT_AWARDED}
    for row, cells in printed.body:
        if row not in rows.awards and cells[award] == LEFT and (ends := _ENDS_IN_MONEY.search("".join(cells))):
            yield f"row {row}: “{ends[0]}” stands in a text over all columns, and is not counted"
    for row, cells in printed.body:
        text, before = cells[award], cells[award - 1] if award else ""
        if row in left_out and is_amount(text, spaced=True) and parse_amount(text, spaced=True).pence:
            yield f"row {row}: “{next(filter(says_not_awarded, cells))}” stands beside “{text}”, so it is left out"
        if row not in rows.awards or not is_amount(text, spaced=True, scale=columns.scale):
            continue
        yield from _of_award(row, printed.names, cells, award, columns)
        other = next((one for one in cells if _YEARS.fullmatch(one) and names_another_year(one, year)), "")
        if other:
            yield f"row {row}: “{other}” stands beside “{text}”: perhaps it is of another year"
        if before in _SIGNS and printed.names[award - 1] == unnamed_column(award):
            yield f"row {row}: “{before}” stands before “{text}”: perhaps it is its sign{_DECLARE}"
        notes = printed.cells[row - 1][award].notes
        for what in ["hidden"] * (not HIDDEN.isdisjoint(notes)) + ["struck out"] * any(map(_STRUCK.match, notes)):
            yield f"row {row}: “{text}” is {what} in the file, and is counted as an award{_LEAVE_OUT}"
    yield from _beside_blanks(printed, columns, rows)
    name = columns.meanings["award"]
    if (number := printed.names.count(name)) > 1:
        yield f"the columns: {number} are called “{name}”, and the first is taken; name each in the file"
    yield from _other_columns(columns, year)
    for row, text in in_other_currencies(printed, columns, rows).items():
        yield f"row {row}: its currency is “{text}”, not the pound; it is never added up as pounds"


def in_other_currencies(printed: PrintedRows, columns: Columns, rows: Rows) -> dict[int, str]:
    """Row number of each award that is not in pounds → the text of its currency."""
    if "currency" not in columns.meanings:
        return {}
    place = printed.names.index(columns.meanings["currency"])
    return {row: cells[place] for row, cells in printed.body if row in rows.awards and not is_pounds(cells[place])}


def _says_no(header: str, text: str) -> bool:
    """Whether a cell says that the money beside it was not given, or is no grant."""
    return says_not_awarded(text) or says_no_grant(text) or (bool(AWARDED.search(header)) and text.casefold() in _NO)


def _of_award(row: int, names: Sequence[str], cells: Sequence[str], award: int, columns: Columns) -> Iterator[str]:
    """A line if an award is negative, £0 or shortened, has a text beside it, or stands beside a word that it was not
    given, or is no grant."""
    amount = parse_amount(cells[award], spaced=True, scale=columns.scale)
    assert amount.pence is not None, "is_amount says so"
    if amount.pence <= 0 or amount.remark or "e+" in amount.printed.casefold():
        beside = f", with “{amount.remark}” beside it" if amount.remark else ""
        yield f"row {row}: “{cells[award]}” is read as {format_gbp(amount.pence)}{beside}"
    said = next((text for name, text in zip(names, cells, strict=True) if _says_no(name, text)), "")
    if amount.pence and said:
        yield f"row {row}: “{said}” stands beside “{cells[award]}”: perhaps it is no award"


def _beside_blanks(printed: PrintedRows, columns: Columns, rows: Rows) -> Iterator[str]:
    """A line for each award without an amount that has one in another column which may hold awards."""
    award = columns.meanings["award"]
    others = [name for name in columns.amounts if name not in columns.meanings.values() and not is_not_awarded(name)]
    for row, cells in printed.body if others else ():
        text = dict(zip(printed.names, cells, strict=True))
        beside = next((name for name in others if is_amount(text[name], spaced=True)), "")
        if row in rows.awards and is_not_stated(text[award]) and beside:
            yield f"row {row}: “{award}” is blank, and “{text[beside]}” stands in “{beside}”: perhaps it is the award"


def _other_columns(columns: Columns, year: FinancialYear) -> Iterator[str]:
    """A line on other columns that may hold the awards, and one if the header of the chosen one says otherwise."""
    award = columns.meanings["award"]
    others = [name for name in columns.amounts if name not in columns.meanings.values()]
    others = [name for name in others if not names_another_year(name, year)]
    if others and columns.why[award]:
        listed = ", ".join(f"“{name}”" for name in others)
        yield f"the columns: the awards may also be in {listed}, instead of “{award}”"
    if (columns.scale or 1) == 1 and (perhaps := unknown_scale(award)):
        yield f"the columns: “{perhaps}” in “{award}” may be a scale; if a 1 is £1,000, add scale = 1000"
    if columns.why[award] and is_not_awarded(award):
        yield f"the columns: by its header, “{award}” may not be what was awarded"
