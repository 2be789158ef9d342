"""Check what a public function is given, so that a misuse is reported in one sentence."""

import inspect
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar, get_args, get_origin

import pandas as pd

from grantsdata.errors import ParameterError, meant

P = ParamSpec("P")
R = TypeVar("R")


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with what it is given checked: ParameterError for anything else in the place of a table, of several
    tables, or of another class that is asked for; for a column that a table lacks; for a missing or unknown argument.
    """
    signature = inspect.signature(function)
    asked = {one.name: one.annotation for one in signature.parameters.values()}

    @wraps(function)
    def checking(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            given = signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            takes = ", ".join(signature.parameters)
            raise ParameterError(f"{function.__name__}({takes}) was called otherwise: {error}.") from None
        for name, value in given.items():
            _check_kind(value, asked[name], f"{function.__name__}() as {name}")
        frames = [frame for value in given.values() for frame in _tables_in(value)]
        try:
            return function(*args, **kwargs)
        except KeyError as error:
            absent = _absent(error, frames)
            if absent is None:
                raise
            lacking = [frame for frame in frames if absent not in frame.columns]
            raise _no_column(absent, [name for frame in lacking for name in frame.columns]) from error

    return checking


def checked_names(names: Mapping[str, Any], public: Iterable[str]) -> dict[str, Any]:
    """The functions among the public names of a package, each with its tables checked."""
    return {name: checked(names[name]) for name in public if inspect.isfunction(names[name])}


def check_table(value: Any, place: str) -> pd.DataFrame:
    """Return the value if it is a DataFrame; raise ParameterError otherwise, with the `place` that it was given to."""
    if not isinstance(value, pd.DataFrame):
        raise _other_kind(value, place, _A_TABLE)
    return value


_A_TABLE = "a table (a DataFrame), such as gd.load_awards() returns"


def _check_kind(value: Any, kind: Any, place: str) -> None:
    """Raise ParameterError for what is not of the kind that is asked for, and for an unwanted table.

    Numbers are not checked, since pandas has kinds of its own, nor are kinds that leave a choice, other than None.
    """
    choice = [one for one in get_args(kind) if one is not type(None)]
    if type(None) in get_args(kind) and len(choice) == 1:
        if value is None:
            return
        (kind,) = choice
    holds, parts = get_origin(kind), get_args(kind)
    if kind is pd.DataFrame:
        check_table(value, place)
    elif holds in (Sequence, Collection, Mapping):
        items = {pd.DataFrame: " of tables", str: " of texts"}.get(parts[-1], "")
        if not isinstance(value, holds) or isinstance(value, (str, pd.DataFrame)):
            raise _other_kind(value, place, f"a {'dict' if holds is Mapping else 'list'}{items}")
        for one in value.values() if isinstance(value, Mapping) else value:
            _check_kind(one, parts[-1], place)
    elif (isinstance(kind, type) and kind not in (Any, int, float, bool) and not isinstance(value, kind)) or (
        isinstance(value, pd.DataFrame) and kind is not object
    ):
        raise _other_kind(value, place, f"a value of the type {inspect.formatannotation(kind).rpartition('.')[2]}")


def _tables_in(value: Any) -> list[pd.DataFrame]:
    """The tables among what is given as one argument."""
    if isinstance(value, (list, tuple, Mapping)):
        values = value.values() if isinstance(value, Mapping) else value
        return [one for one in values if isinstance(one, pd.DataFrame)]
    return [value] if isinstance(value, pd.DataFrame) else []


def _other_kind(value: Any, place: str, expected: str) -> ParameterError:
    found = f'The text "{value}"' if isinstance(value, str) else f"A {type(value).__name__}"
    return ParameterError(f"{found} was given to {place}; expected {expected}.")


def check_columns(names: Iterable[Any], known: Iterable[Any]) -> None:
    """Raise ParameterError for the first name that is not among the known columns."""
    columns = list(known)
    for name in names:
        if name not in columns:
            raise _no_column(str(name), columns)


def check_numbers(table: pd.DataFrame, columns: Iterable[Any], place: str) -> None:
    """Raise ParameterError for the first of these columns that does not hold numbers, with the `place` of the table."""
    for name in columns:
        if not pd.api.types.is_numeric_dtype(table[name]):
            raise ParameterError(
                f'The column "{name}" of the table given to {place} holds no numbers; expected a column of pounds.'
            )


def _no_column(name: str, known: Iterable[Any]) -> ParameterError:
    columns = list(dict.fromkeys(map(str, known)))
    hint = meant(name, columns) or f"expected one of: {', '.join(columns)}."
    return ParameterError(f'There is no column "{name}"; {hint}')


def _absent(error: KeyError, frames: Iterable[pd.DataFrame]) -> str | None:
    """The first name in the error that is not a column of every table; None if the error is about something else."""
    found = error.args[0] if error.args else None
    quoted = [found] if isinstance(found, str) else list(found) if isinstance(found, (list, pd.Index)) else []
    if isinstance(found, str) and found.endswith(("not in index", "in the [columns]")):
        quoted = re.findall(r"'([^']*)'", found)
    known = [set(frame.columns) for frame in frames]
    return next((name for name in quoted if isinstance(name, str) and any(name not in one for one in known)), None)
