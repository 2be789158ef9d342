"""Field types of paper.toml: each takes what it is for, and refuses anything else with what was expected."""

import re
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from grantsdata.model.paper_fields import Arrangement, BudgetAmount, FileName, NoAward, PaymentFile, Text, Year


@pytest.mark.parametrize(
    ("kind", "text", "read"),
    [
        (BudgetAmount, "£1.2m and £96,000", "£1.2m and £96,000"),
        (BudgetAmount, "", ""),
        (Year, "2017/18", "2017-18"),
        (FileName, "../2017-18/awards.csv", "../2017-18/awards.csv"),
        (PaymentFile, "grants.json", "grants.json"),
        (Arrangement, "Single tender", "Single tender"),
        (NoAward, "another year", "another year"),
        (Text, " ", " "),
    ],
)
def test_what_a_field_is_for_is_taken(kind: Any, text: str, read: str) -> None:
    assert TypeAdapter(kind).validate_python(text) == read


CSV = 'expected the name of a CSV file beside this one, such as "awards.csv"'
PAYMENTS = 'expected the name of a CSV, JSON or XLSX file beside this one, such as "payments.csv"'


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (BudgetAmount, "about £1m", 'cannot read "about £1m"; expected a form like'),
        (Year, "2017-19", '"2017-19" is not a financial year'),
        (FileName, "awards.txt", CSV),
        (FileName, "/data/awards.csv", CSV),
        (FileName, "C:awards.csv", CSV),
        (FileName, "raw\\awards.csv", CSV),
        (FileName, "awards\n.csv", CSV),
        (FileName, "Awards.XLSX", f'"Awards.XLSX" is a workbook; {CSV}. A workbook may hide rows'),
        (PaymentFile, "payments.xls", PAYMENTS),
        (PaymentFile, "/payments.csv", PAYMENTS),
        (PaymentFile, "a:b.csv", PAYMENTS),
        (PaymentFile, "a\x00.csv", PAYMENTS),
        (Arrangement, "grant agreement", "expected one of Grant agreement, Commissioned contract, Single tender"),
        (NoAward, "total", "expected one of income, note, another year"),
        (Text, "", "at least 1 character"),
    ],
)
def test_anything_else_is_refused_with_what_was_expected(kind: Any, text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(said)):
        TypeAdapter(kind).validate_python(text)
