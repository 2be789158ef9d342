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
    """The function, with its tables checked: ParameterError for anything else in the place of a DataFrame, for a column
    that none of the tables has, and for an argument that is missing or unknown."""
    signature = inspect.signature(function)
    tables = [one.name for one in signature.parameters.values() if one.annotation is pd.DataFrame]

    @wraps(function)
    def checking(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            given = signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            takes = ", ".join(signature.parameters)
            raise ParameterError(f"{function.__name__}({takes}) was called otherwise: {error}.") from None
        frames = [check_table(given[name], f"{function.__name__}() as {name}") for name in tables if name in given]
        try:
            return function(*args, **kwargs)
        except KeyError as error:
            absent = _absent(error, frames)
            if not absent:
                raise
            raise _no_column(absent, [name for frame in frames for name in frame.columns]) from error

    return checking


def checked_names(names: Mapping[str, Any], public: Iterable[str]) -> dict[str, Any]:
    """The functions among the public names of a package, each with its tables checked."""
    return {name: checked(names[name]) for name in public if inspect.isfunction(names[name])}


def check_table(value: Any, place: str) -> pd.DataFrame:
    """Return the value if it is a DataFrame; raise ParameterError otherwise, with the `place` that it was given to."""
    if not isinstance(value, pd.DataFrame):
        found = f'the text "{value}"' if isinstance(value, str) else f"a {type(value).__name__}"
        raise ParameterError(
            f"{found[0].upper()}{found[1:]} was given to {place}; expected a table (a DataFrame), such as "
            f"gd.load_awards() returns."
        )
    return value


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


def _absent(error: KeyError, frames: Iterable[pd.DataFrame]) -> str:
    """The first name in the error that is not a column; "" if the error is about something else."""
    message = error.args[0] if error.args and isinstance(error.args[0], str) else ""
    quoted = re.findall(r"'([^']*)'", message) if message.endswith(("not in index", "in the [columns]")) else [message]
    known = {str(name) for frame in frames for name in frame.columns}
    return next((name for name in quoted if name and name not in known), "")
