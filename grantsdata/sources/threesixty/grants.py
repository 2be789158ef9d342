"""Read a file of grants in the 360Giving standard into the awards table, so that every summary works with it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from grantsdata.errors import AwardsError, Fault
from grantsdata.model.contract import check_awards
from grantsdata.model.money import EXPECTED_FORM, PrintedAmount
from grantsdata.model.schema import AWARD_COLUMNS, AWARD_DTYPES, LABELS, NOT_IN_REGISTER
from grantsdata.sources.register import Register, known_register
from grantsdata.sources.threesixty.cells import (
    CellError,
    read_amount,
    read_currency,
    read_date,
    read_provider,
    read_provider_type,
    read_stream,
    read_year,
)
from grantsdata.sources.threesixty.rows import GrantRows, read_grants

T = TypeVar("T")

_UNREAD = "not read"
"""Replaces a cell that could not be read, so that all other rules are checked too; the table is then discarded."""

_STEP = "Correct the cell in the file, or ask its publisher."
_STATED = "paper"
"""The basis of a provider type that the file states, as for one that a paper states."""


def read_360giving(path: str | Path, *, project: str | Path | None = None) -> pd.DataFrame:
    """Read the grants of a CSV, JSON or XLSX file: a row per grant, the columns of `schema.AWARD_COLUMNS`.

    `fields.TITLES` maps titles to columns. The financial year comes from a column `Financial year`; without one, from
    the award date, since the award is made on that day; without award dates, from the planned start date. The provider
    type comes from a column `Provider type`; without one, from the name in the register of the `project`, or else it is
    `not in the register`. A grant without a programme has the stream `no programme stated`. The recipient is also the
    payee. Streams are in alphabetical order.

    Raises SourceError if the file is not a table or lacks a column; AwardsError with all faulty cells: amounts that are
    missing, unclear or not in GBP, dates, names, repeated identifiers; ExtraError for a workbook if python-calamine is
    not installed.
    """
    grants = read_grants(Path(path))
    faults: list[Fault] = []
    register = known_register(project)
    rows = [_award(Cells(grants, row, faults), register) for row in grants.rows]
    awards = pd.DataFrame(rows, columns=[column.name for column in AWARD_COLUMNS])
    awards = awards.astype({"award_pence": "Int64"})
    awards["award_gbp"] = awards["award_pence"] / 100
    streams = sorted(set(awards["stream"]))
    try:
        check_awards(awards, streams, faults, {grants.file: dict(grants.columns)})
    except AwardsError as error:
        raise AwardsError(replace(fault, next_step=_STEP) for fault in error.faults) from None
    orders = LABELS | {"stream": tuple(streams), "financial_year": tuple(sorted(set(awards["financial_year"])))}
    dtypes: dict[Any, Any] = {
        name: pd.CategoricalDtype(list(orders.get(name, ())), ordered=True) if dtype == "category" else dtype
        for name, dtype in AWARD_DTYPES.items()
    }
    return awards.astype(dtypes)


class Cells:
    """The cells of one row; a cell that cannot be read is added to `faults`."""

    def __init__(self, grants: GrantRows, row: int, faults: list[Fault]) -> None:
        self.file, self.row = grants.file, row
        self._columns, self._texts, self._faults = grants.columns, grants.rows[row], faults

    def has(self, meaning: str) -> bool:
        """Whether the file has a column with this meaning."""
        return meaning in self._columns

    def text(self, meaning: str) -> str:
        """Return the text of a cell; "" if the file has no such column."""
        return self._texts.get(meaning, "")

    def read(self, meaning: str, reader: Callable[[str], T], instead: T) -> T:
        """Return the value of a cell; if it cannot be read, add a fault and return `instead`."""
        try:
            return reader(self.text(meaning))
        except CellError as error:
            self.fault(meaning, "cannot read", str(error))
            return instead

    def fault(self, meaning: str, problem: str, expected: str) -> None:
        """Add a fault of a cell."""
        text = self.text(meaning)
        self._faults.append(Fault(self.file, problem, expected, _STEP, self.row, self._columns[meaning], text))


def _award(cells: Cells, register: Register) -> dict[str, object]:
    provider_printed = cells.read("provider_printed", read_provider, _UNREAD)
    known = register.lookup(provider_printed)
    kind, basis, confidence = known.provider_type, known.basis, known.confidence
    if cells.has("provider_type"):
        kind = cells.read("provider_type", read_provider_type, NOT_IN_REGISTER)
        basis, confidence = ("" if kind == NOT_IN_REGISTER else _STATED), ""
    cells.read("currency", read_currency, "")
    amount = cells.read("award_printed", stated_amount, PrintedAmount(""))
    return {
        "award_id": cells.text("award_id").strip() or None,
        "financial_year": financial_year_of(cells),
        "stream": cells.read("stream", read_stream, _UNREAD),
        "service": cells.text("service").strip(),
        "purpose": cells.text("purpose").strip(),
        "conditions": "",
        "reasons": "",
        "contract_published": "",
        "provider_printed": provider_printed,
        "provider": known.provider,
        "provider_type": kind,
        "provider_identifier": cells.text("provider_identifier").strip() or known.identifier or None,
        "provider_basis": basis or None,
        "provider_confidence": confidence or None,
        "payee": known.provider,
        "award_printed": cells.text("award_printed"),
        "award_pence": amount.pence,
        "award_status": amount.status,
        "remark": amount.remark,
        "source_file": cells.file,
        "source_row": cells.row,
    }


def stated_amount(text: str) -> PrintedAmount:
    """Read an amount. Raises CellError for a blank cell too, since the standard requires an amount for every grant.

    A file may still say that an amount is not stated, for example with "TBC".
    """
    if not text.strip():
        raise CellError(EXPECTED_FORM)
    return read_amount(text)


def financial_year_of(cells: Cells) -> str:
    """Return the financial year that a row states or that its date lies in."""
    if cells.has("financial_year"):
        return cells.read("financial_year", read_year, _UNREAD)
    return cells.read("award_date" if cells.has("award_date") else "start_date", read_date, _UNREAD)
