"""A table → the text of a CSV file that opens safely in a spreadsheet, the same bytes each time."""

import re

import pandas as pd

_RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def csv_text(table: pd.DataFrame) -> str:
    """The rows and columns of the table, with a header, in lines that end in LF.

    Pounds have two decimals and shares (0 to 1) six. A text that a spreadsheet would run as a formula is preceded
    by an apostrophe. A line end within a cell is LF too: some Pythons leave a CR outside of quotation marks, and what
    follows it would begin a row.
    """
    shown = _with_decimals(safe_for_spreadsheets(table))
    return shown.replace("\r\n?", "\n", regex=True).rename(columns=_lf).to_csv(index=False, lineterminator="\n")


def safe_for_spreadsheets(table: pd.DataFrame) -> pd.DataFrame:
    """The same table, with an apostrophe before each text that a spreadsheet would take for a formula."""
    safe = table.copy()
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]) and not pd.api.types.is_bool_dtype(safe[name]):
            safe[name] = safe[name].astype("object").map(_as_text, na_action="ignore")
    return safe.rename(columns={name: _as_text(name) for name in safe.columns})


def _with_decimals(table: pd.DataFrame) -> pd.DataFrame:
    """Pounds with two decimals, shares with six and other numbers as they are, as texts without binary fractions."""
    shown = table.copy()
    for name in shown.select_dtypes("float"):
        decimals = 6 if str(name).endswith("share") else 2
        form = _plain if name == "value" else f"{{:.{decimals}f}}".format
        shown[name] = shown[name].astype("object").map(form, na_action="ignore")
    return shown


def _lf(name: object) -> object:
    return re.sub("\r\n?", "\n", name) if isinstance(name, str) else name


def _plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def guarded(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_RUNS_IN_A_SPREADSHEET) else text


def _as_text(value: object) -> object:
    return guarded(value) if isinstance(value, str) else value
