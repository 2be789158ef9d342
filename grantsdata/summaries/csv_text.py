"""Write a table as CSV text that is safe to open in a spreadsheet; the same table gives the same bytes."""

import re
from collections.abc import Callable, Collection
from decimal import Decimal

import pandas as pd
from pandas.api.types import is_numeric_dtype

from grantsdata.model.schema import FIGURES_OF_RETURNS

_NUMBERS = ("value", "target", *FIGURES_OF_RETURNS)
"""Columns of numbers of any kind, which have as many decimals as they need."""

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def csv_text(table: pd.DataFrame, exact: Collection[str] = ()) -> str:
    """The table as CSV text, with a header, in lines that end in LF.

    Pounds have two decimals, shares (0 to 1) six, and the columns `exact` as many as their numbers have; measures and
    figures of returns have up to six. An apostrophe
    precedes a text that a spreadsheet would run as a formula. A line end within a cell becomes LF too: some versions of
    Python do not quote a CR, so that the text after it would begin a row.
    """
    shown = _with_decimals(_each_text(table, lambda text: re.sub("\r\n?", "\n", guarded(text))), exact)
    return shown.to_csv(index=False, lineterminator="\n")


def safe_for_spreadsheets(table: pd.DataFrame) -> pd.DataFrame:
    """The same table, with an apostrophe before each text that a spreadsheet would take for a formula."""
    return _each_text(table, guarded)


def _each_text(table: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """The same table, with each text changed, those of the header too."""

    def changed(value: object) -> object:
        return change(value) if isinstance(value, str) else value

    columns = {
        changed(name): column if is_numeric_dtype(column) else column.astype("object").map(changed, na_action="ignore")
        for name, column in table.items()
    }
    return pd.DataFrame(columns, index=table.index)


def _with_decimals(table: pd.DataFrame, exact: Collection[str]) -> pd.DataFrame:
    """The table with numbers as texts: pounds with two decimals, shares with six, other numbers unchanged."""
    shown = table.copy()
    for name in shown.select_dtypes("float"):
        decimals = 6 if str(name).endswith("share") else 2
        form = _exact if name in exact else _plain if name in _NUMBERS else f"{{:.{decimals}f}}".format
        shown[name] = shown[name].astype("object").map(form, na_action="ignore")
    return shown


def _plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _exact(number: float) -> str:
    return f"{Decimal(repr(float(number))):f}".removesuffix(".0")


def guarded(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
