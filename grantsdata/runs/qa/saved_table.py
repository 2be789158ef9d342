"""Read a table as the page shows it, together with the CSV file that it is saved as, and match their cells.

Both are in the page. The CSV has the columns' own names, which the data dictionary explains. Once both are shown to
hold the same, the names say what the shown cells mean.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from bs4 import Tag

from grantsdata.model.dictionary.headings import HEADINGS
from grantsdata.model.phrases import single_spaced
from grantsdata.model.schema import shown_as
from grantsdata.runs.qa.page import Page, decoded_data, spaced

_AMOUNT = re.compile(r"([−-]?)£([0-9][0-9,]*(?:\.[0-9]{2})?)")
_PERCENT = re.compile(r"([−-]?)([0-9]+\.[0-9])%")
_COUNT = re.compile(r"([−-]?)([0-9]{1,3}(?:,[0-9]{3})*(?:\.([0-9]+))?)")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_YES_OR_NO = {"yes": "True", "no": "False"}
_AS_ROUNDED = Decimal("0.0501")
"""Percentage points: half of the last shown decimal, plus a margin for the six saved decimals."""


def unguarded(text: str) -> str:
    """A saved text without the apostrophe before what a spreadsheet would take for a formula."""
    return re.sub(r"^'(?=[=+@＝＋－＠\t\r\n-])", "", text)


@dataclass
class Row:
    """A row: its texts without marks, by column; the marks of implied amounts, and all others; the row of the CSV."""

    texts: dict[str, str]
    marks: dict[str, str]
    others: dict[str, str]
    is_total: bool
    saved: dict[str, str] = field(default_factory=dict)

    @property
    def printed(self) -> dict[str, str]:
        """What is saved, as the raw files have it."""
        return {name: unguarded(text) for name, text in self.saved.items()}

    @property
    def head(self) -> str:
        return next(iter(self.texts.values()), "")


@dataclass
class Group:
    """A heading between rows, without its mark, and the rows below it. The heading is "" if the table has none."""

    heading: str
    mark: str
    rows: list[Row]


@dataclass
class Shown:
    """A table: its caption without number, its columns by name, its rows in groups, and its faults."""

    caption: str
    columns: list[str]
    groups: list[Group]
    faults: list[str]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]


def table_name(table: Tag) -> str:
    """Return what to call a table in a fault."""
    return f"table “{caption_of(table)[:60]}”" if table.caption else "a table without a caption"


def caption_of(table: Tag) -> str:
    """Return the caption of a table without the running number."""
    return re.sub(r"^Table [0-9]+\. ", "", spaced(table.caption)) if table.caption else ""


@lru_cache(maxsize=64)
def tables_of(page: Page) -> list[Shown]:
    """Return all tables of a page that can be saved; each is read once."""
    return [read_table(table) for table in page.tables if link_of(table)]


def rows_in(table: Tag) -> list[Tag]:
    """Return the rows in the bodies of a table, without the rows that head a group."""
    rows = table.select("tbody > tr")
    return [row for row in rows if not row.find("th", scope="rowgroup")]


def link_of(table: Tag) -> Tag | None:
    """Return the link that saves a table: the next link after it, before any other table; None if there is none."""
    following = table.find_next(lambda tag: tag.name == "table" or (tag.name == "a" and not tag.has_attr("data-to")))
    if isinstance(following, Tag) and following.name == "a" and following.has_attr("download"):
        return following if str(following.get("href", "")).startswith("data:text/csv") else None
    return None


def read_table(table: Tag) -> Shown:
    """Read a table that has a link to save it."""
    link = link_of(table)
    lines = list(csv.reader(io.StringIO(decoded_data(str(link["href"])) if link else "")))
    names = [_unquoted(name) for name in (lines[0] if lines else [])]
    saved = [dict(zip(names, line, strict=False)) for line in lines[1:]]
    heads = [_named(cell) for cell in table.select("thead th") if cell.get("scope") != "colgroup"]
    columns, faults = _columns(heads, names)
    groups = list(_groups(table, columns))
    shown = Shown(caption_of(table), columns, groups, faults)
    if not faults:
        faults += _matched(shown.rows, saved)
    return shown


def amount(text: str) -> Decimal | None:
    """Return the exact amount in pounds that a shown text stands for; None for any other text, such as £67k."""
    found = _AMOUNT.fullmatch(text)
    return Decimal(found[2].replace(",", "")) * (-1 if found[1] else 1) if found else None


def number(text: str) -> Decimal | None:
    """Return the number in a saved text or a shown count; None for any other text."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _named(head: Tag) -> str:
    """Return the heading that the data dictionary has for the column, also where the table has another one."""
    name = single_spaced(str(head["data-column"])) if head.has_attr("data-column") else ""
    return single_spaced(HEADINGS.get(name, name)) or spaced(head)


def _columns(heads: list[str], names: list[str]) -> tuple[list[str], list[str]]:
    """Return the name of each shown column, in order, and a fault for each heading that is not a column of the CSV."""
    found, faults, place = [], [], 0
    for head in heads:
        at = next(
            (n for n in range(place, len(names)) if single_spaced(HEADINGS.get(names[n], names[n])) == head), None
        )
        if at is None:
            faults.append(f"the column “{head}” is not among those that are saved: {', '.join(names)}")
            continue
        found.append(names[at])
        place = at + 1
    return found, faults


def _groups(table: Tag, columns: list[str]) -> Iterator[Group]:
    for body in table.find_all("tbody"):
        heading = body.find("th", scope="rowgroup")
        lines = [tr for tr in body.children if isinstance(tr, Tag)]
        if isinstance(heading, Tag):
            rows = [_row(tr, columns) for tr in lines if tr is not heading.parent]
            yield Group(_unmarked(heading), _mark(heading), rows)
        else:
            yield Group("", "", [_row(tr, columns) for tr in lines])


def _row(tr: Tag, columns: list[str]) -> Row:
    cells = dict(zip(columns, (cell for cell in tr.children if isinstance(cell, Tag)), strict=False))
    texts = {name: _unmarked(cell) for name, cell in cells.items()}
    marks = {name: _mark(cell) for name, cell in cells.items()}
    others = {name: _mark(cell, "judged", "none") for name, cell in cells.items()}
    return Row(texts, marks, others, "total" in (tr.get("class") or []))


def _unmarked(cell: Tag) -> str:
    """Return the text of a cell without its marks, which are columns of their own in the CSV."""
    is_mark = [isinstance(part, Tag) and bool({"implied", "judged", "none"} & _classes(part)) for part in cell.children]
    texts = [part.get_text(" ") for part, marks in zip(cell.children, is_mark, strict=True) if not marks]
    return single_spaced(" ".join(texts))


def _mark(cell: Tag, *kinds: str) -> str:
    """Return the mark in a cell of one of these kinds; without kinds, that of an implied amount."""
    wanted = {*(kinds or ("implied",))}
    marks = [part for part in cell.children if isinstance(part, Tag) and wanted & _classes(part)]
    return spaced(marks[0]) if marks else ""


def _classes(tag: Tag) -> set[str]:
    return set(tag.get("class") or [])


def _matched(rows: list[Row], saved: list[dict[str, str]]) -> list[str]:
    """Give each row the CSV row with the same values, each CSV row once; rows without a partner are faults."""
    left = list(saved)
    faults = [] if len(rows) == len(saved) else [f"{len(rows)} rows, but {len(saved)} are saved"]
    for row in rows:
        place = next((n for n, one in enumerate(left) if _agree(row, one)), None)
        if place is None:
            texts = ", ".join(text for text in row.texts.values() if text)
            faults.append(f"the row “{texts[:120]}” is not in what is saved")
        else:
            row.saved = left.pop(place)
    return faults + [f"the saved row “{', '.join(one.values())[:120]}” is not shown" for one in left]


def _agree(row: Row, saved: dict[str, str]) -> bool:
    return all(_same(text, saved.get(name, "")) for name, text in row.texts.items())


def _same(shown: str, saved: str) -> bool:
    """Return whether a shown text stands for a saved one: an amount, a rounded share, yes or no, or the same text."""
    if shown in (saved, single_spaced(_unquoted(saved)), shown_as(saved)):
        return True
    value = number(saved)
    if value is None:
        return _YES_OR_NO.get(shown) == saved
    share = _PERCENT.fullmatch(shown)
    if share:
        return abs(value * 100 - Decimal(share[2]) * (-1 if share[1] else 1)) <= _AS_ROUNDED
    return amount(shown) == value or _is_rounded(shown, value)


def _is_rounded(shown: str, value: Decimal) -> bool:
    """Return whether a shown number is the value, rounded to the decimals that are shown."""
    found = _COUNT.fullmatch(shown)
    if found is None:
        return False
    read = Decimal(found[2].replace(",", "")) * (-1 if found[1] else 1)
    return abs(value - read) <= Decimal(5).scaleb(-len(found[3] or "") - 1) if found[3] else value == read


def _unquoted(text: str) -> str:
    """Return the text without the apostrophe that keeps a spreadsheet from running it as a formula."""
    return text[1:] if re.match(r"'[=+\-@\t\r]", text) else text
