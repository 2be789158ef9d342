"""Field types of `paper.toml`: amounts, years, file names, and labels of the closed lists."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from grantsdata.errors import AmountError, YearError
from grantsdata.model.amounts.parse import parse_sum
from grantsdata.model.schema import ARRANGEMENTS, NO_AWARD_ROWS, WORKBOOK_RISKS, WORKBOOKS
from grantsdata.model.years import FinancialYear


def _readable_sum(text: str) -> str:
    try:
        parse_sum(text)
    except AmountError as error:
        raise ValueError(str(error)) from None
    return text


def _year(text: str) -> str:
    try:
        return str(FinancialYear.parse(text))
    except YearError as error:
        raise ValueError(str(error)) from None


def _plain_path(text: str) -> str:
    expected = 'expected the name of a CSV file beside this one, such as "awards.csv"'
    if text.casefold().endswith(WORKBOOKS):
        raise ValueError(f'"{text}" is a workbook; {expected}. {WORKBOOK_RISKS} Save it as CSV')
    if not text.isprintable() or not text.endswith(".csv") or set(text) & set("\\:") or Path(text).is_absolute():
        raise ValueError(expected)
    return text


def _arrangement(text: str) -> str:
    if text not in ARRANGEMENTS:
        raise ValueError(f"expected one of {', '.join(ARRANGEMENTS)}")
    return text


def _no_award(text: str) -> str:
    if text not in NO_AWARD_ROWS:
        raise ValueError(f"expected one of {', '.join(NO_AWARD_ROWS)}")
    return text


def _payments(text: str) -> str:
    expected = 'expected the name of a CSV, JSON or XLSX file beside this one, such as "payments.csv"'
    if not text.isprintable() or not text.endswith((".csv", ".json", ".xlsx")):
        raise ValueError(expected)
    if set(text) & set("\\:") or Path(text).is_absolute():
        raise ValueError(expected)
    return text


Text = Annotated[str, Field(min_length=1)]
BudgetAmount = Annotated[str, AfterValidator(_readable_sum)]
FileName = Annotated[str, AfterValidator(_plain_path)]
PaymentFile = Annotated[str, AfterValidator(_payments)]
Arrangement = Annotated[str, AfterValidator(_arrangement)]
NoAward = Annotated[str, AfterValidator(_no_award)]
Year = Annotated[Text, AfterValidator(_year)]

STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)
"""Tables of `paper.toml` may hold only the declared keys, and values only of the declared types."""
