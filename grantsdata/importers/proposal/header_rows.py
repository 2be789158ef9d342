"""How many rows of a printed table are its header."""

import re
from collections.abc import Sequence
from itertools import pairwise

from grantsdata.importers.documents.found import Cell
from grantsdata.model.amounts.parse import is_amount
from grantsdata.model.amounts.printed import is_not_stated
from grantsdata.model.wording.rows import says_not_awarded
from grantsdata.model.years import is_only_year

_UNIT = re.compile(r"£|%|no\.?|number|(£ ?)?[‘’']?000[’']?s?|£ ?(k|mn?|thousands?|millions?)", re.IGNORECASE)


def header_height(rows: Sequence[Sequence[Cell]]) -> int:
    """The number of rows of the header: two or three if a cell above spans columns or rows and they hold no amount, if
    they hold only units, or if they name the columns that the row above leaves out."""
    height = 1
    while height < min(3, len(rows) - 1):
        spans_rows = any(cell.merged == "above" for cell in rows[height])
        spans_columns = any(cell.merged == "left" for cell in rows[height - 1]) and len(texts_in(rows[height])) > 1
        holds_amounts = any(is_amount_in_row(text) for text in texts_in(rows[height]))
        above, below = rows[height - 1], rows[height]
        names_more = not below[0].text and any(low.text and not up.text for up, low in zip(above, below, strict=True))
        if all(map(_UNIT.fullmatch, texts_in(below))) or _goes_on(
            above, below
        ):  # such as £000 below the names of the columns
            height += 1
            continue
        names_more = (names_more and len(texts_in(below)) > 1) or _completes(above, below)
        is_second = spans_rows or spans_columns or names_more or _are_capitals(rows, height)
        if not is_second or holds_amounts or len(texts_in(rows[height - 1])) == 1:
            break
        height += 1
    return height


def _goes_on(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether each text of a row is the second line of a header: it begins with a small letter, or is a year or a unit.
    The first text may be any if there is none above it. Bare years must follow each other below words: 2018 beside
    1250 may be two amounts."""
    texts = texts_in(row)
    others = texts[bool(row[0].text and not above[0].text) :]
    years = sorted({int(text) for text in others if text.isdigit()})
    are_years = len(others) > 1 and not any(map(is_only_year, texts_in(above)))
    are_years = are_years and all(later - year == 1 for year, later in pairwise(years))
    is_second = all(text[0].islower() or _UNIT.fullmatch(text) or is_only_year(text) for text in others)
    is_second = is_second and (are_years or not years) and not any(map(is_not_stated, texts))
    return is_second and bool(others) and len(texts) > 1


def _completes(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether a row names each column, of which the row above leaves some out, as in a pivot table of Excel: `Sum of
    Amount | Column Labels |` above `Row Labels | Capital | Revenue`."""
    texts = texts_in(row)
    are_names = not any(text.isdigit() or is_not_stated(text) or says_not_awarded(text) for text in texts)
    return are_names and len(texts) == len(row) > 2 and any(not cell.text and not cell.merged for cell in above)


def _are_capitals(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    """Whether a row is in capitals, as the one above it is and no row below: `NAME OF | AMOUNT`, `GROUP | AWARDED`."""

    def is_in_capitals(row: Sequence[Cell]) -> bool:
        texts = texts_in(row)
        return len(texts) > 1 and all(text.isupper() and not is_not_stated(text) for text in texts)

    others = rows[place + 1 :]
    return all(map(is_in_capitals, rows[place - 1 : place + 1])) and not any(map(is_in_capitals, others))


def is_amount_in_row(text: str) -> bool:
    """Whether a text is an amount; a year, such as 2024, is not, since it may head a column."""
    return is_amount(text) and not (text.isdigit() and 1990 <= int(text) <= 2100)


def texts_in(row: Sequence[Cell]) -> list[str]:
    """The texts of a row, each merged cell once."""
    return [cell.text for cell in row if cell.text and not cell.merged]
