"""Check what a public function is given, so that a misuse is reported in one sentence."""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from grantsdata.errors import ParameterError, meant

P = ParamSpec("P")
R = TypeVar("R")


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with what it is given checked: ParameterError for anything else in the place of a DataFrame, or of
    another class that is asked for; for a column that none of the tables has; for a missing or unknown argument."""
    signature = inspect.signature(function)
    asked = {one.name: one.annotation for one in signature.parameters.values()}
    tables = [name for name, kind in asked.items() if kind is pd.DataFrame]

    @wraps(function)
    def checking(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            given = signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            takes = ", ".join(signature.parameters)
            raise ParameterError(f"{function.__name__}({takes}) was called otherwise: {error}.") from None
        frames = [check_table(given[name], f"{function.__name__}() as {name}") for name in tables if name in given]
        for name, value in given.items():
            _check_kind(value, asked[name], f"{function.__name__}() as {name}")
        try:
            return function(*args, **kwargs)
        except KeyError as error:
            absent = _absent(error, frames)
            if absent is None:
                raise
            raise _no_column(absent, [name for frame in frames for name in frame.columns]) from error

    return checking


def checked_names(names: Mapping[str, Any], public: Iterable[str]) -> dict[str, Any]:
    """The functions among the public names of a package, each with its tables checked."""
    return {name: checked(names[name]) for name in public if inspect.isfunction(names[name])}


def check_table(value: Any, place: str) -> pd.DataFrame:
    """Return the value if it is a DataFrame; raise ParameterError otherwise, with the `place` that it was given to."""
    if not isinstance(value, pd.DataFrame):
        raise _other_kind(value, place, "a table (a DataFrame), such as gd.load_awards() returns")
    return value


def _check_kind(value: Any, kind: Any, place: str) -> None:
    """Raise ParameterError for what is not of a class of this package that is asked for, and for an unwanted table."""
    is_own = isinstance(kind, type) and kind.__module__.startswith("grantsdata.")
    if (is_own and not isinstance(value, kind)) or (isinstance(value, pd.DataFrame) and "DataFrame" not in str(kind)):
        raise _other_kind(value, place, f"a value of the type {inspect.formatannotation(kind).rpartition('.')[2]}")


def _other_kind(value: Any, place: str, expected: str) -> ParameterError:
    found = f'The text "{value}"' if isinstance(value, str) else f"A {type(value).__name__}"
    return ParameterError(f"{found} was given to {place}; expected {expected}.")


def check_columns(names: Iterable[Any], known: Iterable[Any]) -> None:
    """Raise ParameterError for the first name that is not among the known columns."""
    columns = list(known)
    for name in names:
        if name not in columns:
            raise _no_column(str(name), columns)


def _no_column(name: str, known: Iterable[Any]) -> ParameterError:
    columns = list(dict.fromkeys(map(str, known)))
    hint = meant(name, columns) or f"expected one of: {', '.join(columns)}."
    return ParameterError(f'There is no column "{name}"; {hint}')


def _absent(error: KeyError, frames: Iterable[pd.DataFrame]) -> str | None:
    """The first name in the error that is not a column; None if the error is about something else."""
    found = error.args[0] if error.args else None
    quoted = [found] if isinstance(found, str) else list(found) if isinstance(found, (list, pd.Index)) else []
    if isinstance(found, str) and found.endswith(("not in index", "in the [columns]")):
        quoted = re.findall(r"'([^']*)'", found)
    known = {name for frame in frames for name in frame.columns}
    return next((name for name in quoted if isinstance(name, str) and name not in known), None)
