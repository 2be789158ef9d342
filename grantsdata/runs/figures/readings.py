"""Compare what pages are made from with the second reading of the raw files: the awards, and the paper's other tables.

The checks of tables compare a page with the awards of the first reading. Since both readings are shown to agree here, a
mistake of the first reading cannot hide in them.
"""

import re
from collections.abc import Iterator
from typing import Any

from grantsdata.model.dictionary.headings import HEADINGS
from grantsdata.model.years import in_words
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import Row, tables_of
from grantsdata.runs.verifier.promises import promises_of

_NOT_COMPARED = ("award_gbp",)
"""The same as `award_pence`, as a decimal number for drawing."""

_KNOWN_BY = {
    "separate_funds": {"fund", "purpose"},
    "measures": {"measure", "figure"},
    "contributions": {"contributor", "role"},
    "promises": {"promise"},
    "streams": {"stream", "origin"},
}
"""Tables of the paper beside its awards: the columns by which a table on a page is known to show one of them."""


def readings_that_differ(data: PageData) -> list[str]:
    """Return what the two readings of the raw files have different: an award, or one of its columns."""
    first, second = list(data.awards), data.raw.awards
    if len(first) != len(second):
        return [f"two readings of the raw files: one has {len(first)} awards, the other {len(second)}"]
    return [
        f"{again['source_file']} row {again['source_row']}, {HEADINGS.get(name, name)}: two readings of the raw files "
        f"have “{award[name]}” and “{again.get(name)}”"
        for award, again in zip(first, second, strict=True)
        for name in award
        if name not in _NOT_COMPARED and _plain(award[name]) != _plain(again.get(name))
    ]


def _plain(value: Any) -> Any:
    return None if value in ("", None) else value


def printed_rows_agree(page: Page, data: PageData) -> list[str]:
    """Each row that shows a stream, separate fund, measure, contribution or promise is as in the raw files."""
    faults = []
    for table in tables_of(page):
        for name, columns in _KNOWN_BY.items():
            rows = [row for row in table.rows if columns <= {*row.saved} and not row.is_total]
            known = [_forms(line, name) for line in _lines(name, data)] if rows else []
            faults += [f"table “{table.caption}”, {fault}" for fault in _unknown_rows(rows, known, name)]
    return faults


def _lines(name: str, data: PageData) -> list[dict[str, str]]:
    if name == "promises":
        return promises_of(data.raw)
    if name != "streams":
        return data.raw.listed(name)
    return [{**one, "stream": one["name"]} for one in data.raw.paper["streams"]]


def _forms(line: dict[str, str], name: str) -> dict[str, set[str]]:
    """The texts that a row may show in each column; a figure may have its hedge and unit beside it."""
    forms = {column: {str(text)} for column, text in line.items()}
    if name != "streams":
        del forms["stream"]  # a code, which pages do not show
    if name == "promises":
        for day in ("due", "outcome_date"):
            forms[day] = {in_words(line[day]) if line[day] else ""}
    if name == "separate_funds":
        forms["amount_printed"] = forms["amount"]
    if name == "measures":
        forms["figure"].add(" ".join(filter(None, (line["hedge"], line["figure"], line["unit"]))))
    return forms


def _unknown_rows(rows: list[Row], known: list[dict[str, set[str]]], name: str) -> Iterator[str]:
    for row in rows:
        shown = {column: re.sub(r"^'(?=[=+@-])", "", text) for column, text in row.saved.items()}
        if not any(all(text in line[column] for column, text in shown.items() if column in line) for line in known):
            yield f"row “{row.head[:80]}”: not as a row of {name} in the raw files"
