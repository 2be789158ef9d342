"""What became of a year in a run, and the exit codes of commands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grantsdata.errors import BusyError, HookError, ReconcileError, ReportError
from grantsdata.model.years import FinancialYear

if TYPE_CHECKING:
    from grantsdata.runs.publish.publish import Published
    from grantsdata.runs.publish.run_record import Record

ALL_WELL, REPORT_FAILED, BAD_INPUT, NOT_RECONCILED, BUSY, HOOK_FAILED = 0, 1, 2, 3, 4, 5
INTERRUPTED, STOPPED = 130, 143

_CODES = ((BusyError, BUSY), (ReconcileError, NOT_RECONCILED), (ReportError, REPORT_FAILED), (HookError, HOOK_FAILED))


@dataclass(frozen=True)
class Outcome:
    """The outcome of a year.

    `published` is None if nothing was published: `unchanged` is then the record of the published pages, if these are
    up to date. `line` is empty or says on one line which year, what, where and what next; `details` has all further
    faults.
    """

    year: FinancialYear
    code: int
    published: "Published | None" = None
    line: str = ""
    details: Sequence[str] = ()
    unchanged: "Record | None" = None


def exit_code_for(error: BaseException) -> int:
    """Return the exit code for an error."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), BAD_INPUT)


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """Return the smallest exit code other than 0 that occurred, or 0."""
    return min((outcome.code for outcome in outcomes if outcome.code), default=ALL_WELL)
