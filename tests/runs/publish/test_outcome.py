"""Exit codes: each kind of error has its own, and of several years the smallest that is not 0 counts."""

import pytest

from grantsdata.errors import BusyError, HookError, ParameterError, ReconcileError, ReportError
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.outcome import Outcome, exit_code, exit_code_for


@pytest.mark.parametrize(
    ("kind", "code"),
    [(ReportError, 1), (ParameterError, 2), (ReconcileError, 3), (BusyError, 4), (HookError, 5), (ValueError, 2)],
)
def test_each_kind_of_error_has_its_code(kind: type[Exception], code: int) -> None:
    assert exit_code_for(kind.__new__(kind)) == code


@pytest.mark.parametrize(("codes", "code"), [([], 0), ([0, 0], 0), ([0, 4, 3], 3), ([5], 5), ([2, 1], 1)])
def test_the_smallest_code_but_0_counts(codes: list[int], code: int) -> None:
    assert exit_code([Outcome(FinancialYear(2018), one) for one in codes]) == code
