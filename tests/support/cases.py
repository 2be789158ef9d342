"""Which cases of one claim `make test` tries; `make proof` tries the others."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest


def first(cases: Iterable[Any], number: int = 1) -> list[Any]:
    """Cases for `parametrize`: the first of them as they are, the others marked as proofs."""
    return [
        pytest.param(*_values(case), marks=pytest.mark.proof if place >= number else ())
        for place, case in enumerate(cases)
    ]


def named(cases: Mapping[str, Any], *names: str) -> list[Any]:
    """Cases by their names, which become their ids: those named here as they are, the others marked as proofs."""
    unknown = set(names) - set(cases)
    assert not unknown, f"there is no case {unknown}"
    return [
        pytest.param(*_values(case), id=name, marks=() if name in names else pytest.mark.proof)
        for name, case in cases.items()
    ]


def _values(case: Any) -> tuple[Any, ...]:
    return case if type(case) is tuple else (case,)
