"""A printed table → awards: corrections made, merged cells filled, columns named, amounts read.

Every printed row becomes an award, or a fault. The one exception is declared: a table that prints
several years side by side has rows that were awarded nothing in this one.
"""

import re
from collections.abc import Iterator

import pandas as pd

from grantsdata.errors import AmountError, Fault
from grantsdata.identifiers import award_ids
from grantsdata.money import EXPECTED_FORM, PrintedAmount, parse_amount
from grantsdata.paper_model import AwardTable, Correction, Paper
from grantsdata.providers import Provider, Register
from grantsdata.sources import PrintedTable
from grantsdata.vocabulary import AWARD_COLUMNS, CONTRIBUTIONS

_DECLARE = "Correct the cell, or declare it in paper.toml."
_ADD = "Correct the cell, or add the heading to paper.toml."


def tidy_awards(
    printed: PrintedTable, table: AwardTable, paper: Paper, register: Register
) -> tuple[pd.DataFrame, list[Fault]]:
    """One printed table as awards: a row per printed row, the columns of `vocabulary.AWARD_COLUMNS`.

    Also returns a fault for every cell that cannot be read; its award then has no amount and must not be used.
    """
    cells, faults = corrected(printed, table)
    cells, ditto_faults = ditto_filled(cells, table, printed.file)
    cells = _named(cells, table)
    cells = cells[~cells["award"].isin(table.no_award)]
    amounts, amount_faults = _amounts(cells["award"], table, printed.file)
    faults += ditto_faults + amount_faults + list(_heading_faults(cells, table, paper, printed.file))
    stream = paper.stream(table.stream)
    awards = pd.DataFrame(index=cells.index)
    awards["financial_year"] = str(paper.financial_year)
    awards["stream"] = stream.name
    awards["arrangement"] = _arrangements(cells, table)
    awards["theme"] = cells["theme"] if table.themes else None
    awards["service"] = cells["service"]
    for meaning in ("purpose", "conditions", "reasons", "tender_circumstance", "contract_published"):
        awards[meaning] = cells.get(meaning, "")
    awards["tender_circumstance"] = awards["tender_circumstance"].mask(awards["tender_circumstance"] == "")
    awards["provider_printed"] = [" ".join(text.split()) for text in cells["provider"]]  # as the register spaces it
    for column, values in _provider_columns([register.lookup(name) for name in cells["provider"]]).items():
        awards[column] = pd.array(values, dtype="str")
    awards["award_printed"] = [amount.printed for amount in amounts]
    awards["award_pence"] = pd.array([amount.pence for amount in amounts], dtype="Int64")
    awards["award_gbp"] = awards["award_pence"] / 100
    awards["award_status"] = [amount.status for amount in amounts]
    awards["remark"] = [amount.remark for amount in amounts]
    awards["contribution"] = list(map(_contribution, awards["provider_printed"], awards["remark"]))
    awards["source_file"] = printed.file
    awards["source_row"] = cells.index
    awards["award_id"] = award_ids(awards, {stream.name: stream.code})
    return awards[[column.name for column in AWARD_COLUMNS]].reset_index(drop=True), faults


def corrected(printed: PrintedTable, table: AwardTable) -> tuple[pd.DataFrame, list[Fault]]:
    """The cells after the declared corrections; a correction whose printed text is not there is a fault."""
    cells = printed.cells.copy()
    faults = []
    for correction in table.corrections:
        found = _cell(cells, correction)
        if found == correction.printed:
            cells.loc[correction.row, correction.column] = correction.read_as
        else:
            problem = "the file has no such row" if found is None else "a declared correction does not fit"
            expected = f'"{correction.printed}", as the correction in paper.toml says'
            step = "Correct the row number or the text of the correction."
            faults.append(Fault(printed.file, problem, expected, step, correction.row, correction.column, found))
    return cells, faults


def _cell(cells: pd.DataFrame, correction: Correction) -> str | None:
    return str(cells.at[correction.row, correction.column]) if correction.row in cells.index else None


def ditto_filled(cells: pd.DataFrame, table: AwardTable, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Merged cells take the text above; only a ditto sign does so, never a blank."""
    faults = []
    filled = cells.copy()
    for column in cells.columns:
        if column == table.columns.award:
            wrong = cells.index[cells[column] == table.ditto]
            faults += [
                Fault(file, "an amount is repeated by a ditto sign", EXPECTED_FORM, _DECLARE, int(row), column)
                for row in wrong
            ]
            continue
        is_ditto = cells[column] == table.ditto
        filled[column] = cells[column].mask(is_ditto).ffill().fillna("")
        step = "Write the text out in the first row that it belongs to."
        faults += [
            Fault(file, "a ditto sign with nothing above it", "a text", step, int(row), column)
            for row in cells.index[is_ditto & (filled[column] == "")]
        ]
    return filled, faults


def _named(cells: pd.DataFrame, table: AwardTable) -> pd.DataFrame:
    meanings = {printed: meaning for meaning, printed in table.columns.by_meaning().items()}
    return cells[list(meanings)].rename(columns=meanings)


def _amounts(column: pd.Series, table: AwardTable, file: str) -> tuple[list[PrintedAmount], list[Fault]]:
    amounts, faults = [], []
    for row, text in column.items():
        try:
            amounts.append(parse_amount(text))
        except AmountError:
            amounts.append(PrintedAmount(text))
            if text != table.ditto:
                faults.append(
                    Fault(file, "cannot read", EXPECTED_FORM, _DECLARE, int(str(row)), table.columns.award, text)
                )
    return amounts, faults


# "Total Wellbeing" is a service, "Total Awards" and "Victims total" are sums.
_TOTAL = re.compile(
    r"((sub|grand|overall)[ -]?)?totals?( (awards?|awarded|grants?|funding|spend|spent|expenditure|amount|budget"
    r"|allocated|allocation|cost|for .*|of .*)|:.*)?|.* totals?:?",
    re.IGNORECASE,
)


def _heading_faults(cells: pd.DataFrame, table: AwardTable, paper: Paper, file: str) -> Iterator[Fault]:
    """Headings that are not declared, another year's rows, rows that hold a total."""
    known = {"arrangement": table.arrangements, "theme": table.themes}
    for meaning in known.keys() & set(cells.columns):
        printed = table.columns.by_meaning()[meaning]
        starts = cells[meaning].ne(cells[meaning].shift())  # a heading is told once, not again for each ditto sign
        for row, text in cells.loc[starts, meaning].items():
            if text not in known[meaning]:
                expected = f"one of {', '.join(known[meaning])}"
                yield Fault(file, f"unknown {meaning}", expected, _ADD, int(str(row)), printed, text)
    if "financial_year" in cells:
        for row, text in cells["financial_year"].items():
            if text.replace("/", "-").replace("–", "-") != str(paper.financial_year):
                expected, step = str(paper.financial_year), "Move the row to its own year's folder."
                yield Fault(
                    file,
                    "another year's award:",
                    expected,
                    step,
                    int(str(row)),
                    table.columns.financial_year,
                    text,
                )
    for row, text in cells["service"].items():
        if _TOTAL.fullmatch(text):
            step = "Take the row out and declare its amount under printed_totals in paper.toml."
            yield Fault(file, "a total among the awards:", "awards only", step, int(str(row)),
                        table.columns.service, text)  # fmt: skip


def _arrangements(cells: pd.DataFrame, table: AwardTable) -> pd.Series | str | None:
    return cells["arrangement"].map(table.arrangements) if table.arrangements else table.arrangement


def _provider_columns(providers: list[Provider]) -> dict[str, list[str | None]]:
    return {
        "provider": [one.provider or None for one in providers],
        "provider_type": [one.provider_type for one in providers],
        "provider_identifier": [one.identifier or None for one in providers],
        "provider_basis": [one.basis or None for one in providers],
        "provider_confidence": [one.confidence or None for one in providers],
        "payee": [one.payee or None for one in providers],
    }


def _contribution(provider: str, remark: str) -> str | None:
    folded = f"{provider} {remark}".casefold()
    return next((label for sign, label in CONTRIBUTIONS.items() if sign in folded), None)
