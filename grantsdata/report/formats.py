"""Write the values of a column for people: as pounds, per cent, numbers or text, by the name of the column."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from grantsdata.errors import ParameterError
from grantsdata.model.money import format_pounds

Format = str | Callable[[Any], str]
"""`pounds`, `percent`, `number`, `text`; a text with a place for the value, such as `"{:.2f} miles"`; or a function."""

POUNDS, PERCENT, NUMBER, TEXT = FORMATS = ("pounds", "percent", "number", "text")

_LABEL = re.compile(r"(^|[_ ])(years?|id|code|rows?|number|no|page|paragraph|postcode|phone)($|[_ ])", re.IGNORECASE)
"""Columns whose numbers are names of something: 2017 is a year, not 2,017."""
_DIGITS = 3


def writer(name: Any, values: pd.Series, given: Format | None = None) -> Callable[[Any], str]:
    """The function that writes one value of a column; no value is empty.

    `name` is the column's name, or the names of its levels. Without a format that is `given`, a name that ends in
    `_gbp` means pounds, and `share` a part of 1, in per cent. Other numbers have a comma between thousands and as many
    decimals as the column needs: at most two or, below 1, three digits. Raises ParameterError
    for a format that does not exist, or that does not fit the values.
    """
    levels = name if isinstance(name, tuple) else (name,)
    form = given or next(filter(None, map(_by_name, map(str, levels))), "") or (NUMBER if is_number(values) else TEXT)
    if callable(form):
        return lambda value: str(form(value))
    if form in (POUNDS, PERCENT, NUMBER) and not is_number(values):
        return _text
    if form == POUNDS:
        return lambda value: format_pounds(value)
    if form == PERCENT:
        return lambda value: f"{value:.1%}".replace("-", "−")  # as in amounts
    if form == NUMBER:
        decimals = max((_decimals(value) for value in values.dropna()), default=0)
        return lambda value: f"{value:,.{decimals}f}".replace("-", "−")
    if form == TEXT:
        return _text
    if isinstance(form, str) and "{" in form:
        return lambda value: _filled(form, value)
    raise ParameterError(
        f'The format of "{", ".join(filter(None, map(str, levels)))}" is {form!r}; expected one of '
        f'{", ".join(FORMATS)}, a text such as "{{:.2f}} miles", or a function.'
    )


def is_number(values: pd.Series) -> bool:
    """Whether a column holds numbers; yes and no are none, and a column of objects counts by what is in it."""
    if pd.api.types.is_object_dtype(values):
        return bool(values.notna().any()) and all(_is_number(value) for value in values.dropna())
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _by_name(name: str) -> str:
    if name.endswith("_gbp"):
        return POUNDS
    if name.endswith("share"):
        return PERCENT
    return TEXT if _LABEL.search(name) else ""


def _decimals(value: Any) -> int:
    """The number of decimals that a number needs: two at most, or three digits if it is below 1."""
    number = abs(float(value))
    if number != number or number in (float("inf"), int(number)):
        return 0
    text = f"{number:.2f}" if number >= 1 else f"{Decimal(f'{number:.{_DIGITS}g}'):f}"
    return len(text.rstrip("0").partition(".")[2])


def _filled(form: str, value: Any) -> str:
    try:
        return form.format(value)
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise ParameterError(f'The format "{form}" cannot write {value!r}: {error}.') from error


def _text(value: Any) -> str:
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a year, in a column where others are empty
    if isinstance(value, date) and str(value).endswith(" 00:00:00"):
        return str(value.date() if isinstance(value, pd.Timestamp) else value).removesuffix(" 00:00:00")
    return str(value)
