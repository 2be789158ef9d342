"""A file of grants in the columns of the 360Giving standard → the awards table, so that every summary works on it."""

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
"""Stands where a cell could not be read, in a table that nobody gets to see, so that all other rules are asked too."""

_STEP = "Correct the cell in the file, or ask its publisher."
_STATED = "paper"
"""What a kind of recipient rests on that the file tells: its own words, as those of a paper."""


def read_360giving(path: str | Path, *, project: str | Path | None = None) -> pd.DataFrame:
    """The grants of a CSV, JSON or XLSX file as awards: a row per grant, the columns of `schema.AWARD_COLUMNS`.

    `grant_columns.TITLES` says which title becomes which column. The financial year is that of the award date, since
    an award is made on that day; only a file without award dates is taken by its planned start dates, and a column
    `Financial year` goes before both. The kind of recipient is what a column `Provider type` says; without one, what
    the register of the `project` says of the name; else `not in the register`. A grant without a programme has the
    stream `no programme stated`. The recipient is also the payee. Streams are in the order of the alphabet.

    SourceError for a file that is no table or lacks a column; AwardsError with all cells at once that cannot be read:
    amounts that are missing, unclear or not in GBP, dates, names, identifiers that stand twice; ExtraError for a
    workbook where python-calamine is not installed.
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
    """The cells of one row; what cannot be read is added to the faults."""

    def __init__(self, grants: GrantRows, row: int, faults: list[Fault]) -> None:
        self.file, self.row = grants.file, row
        self._columns, self._texts, self._faults = grants.columns, grants.rows[row], faults

    def has(self, meaning: str) -> bool:
        """Whether the file has a column for it."""
        return meaning in self._columns

    def text(self, meaning: str) -> str:
        """The text of a cell; empty where there is no such column."""
        return self._texts.get(meaning, "")

    def read(self, meaning: str, reader: Callable[[str], T], instead: T) -> T:
        """What a cell means, or `instead` and a fault."""
        try:
            return reader(self.text(meaning))
        except CellError as error:
            self.fault(meaning, "cannot read", str(error))
            return instead

    def fault(self, meaning: str, problem: str, expected: str) -> None:
        """Something is wrong with a cell."""
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
    """An amount; CellError for none. The standard asks for the amount of every grant: that none is stated has to be
    said, not left blank."""
    if not text.strip():
        raise CellError(EXPECTED_FORM)
    return read_amount(text)


def financial_year_of(cells: Cells) -> str:
    """The financial year that a row says, or that its date is in."""
    if cells.has("financial_year"):
        return cells.read("financial_year", read_year, _UNREAD)
    return cells.read("award_date" if cells.has("award_date") else "start_date", read_date, _UNREAD)
