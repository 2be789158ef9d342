"""Years → what became of each: published or not, why, and what its exit code is. One year's failure stops no other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from grantsdata.errors import BusyError, GrantsDataError, HookError, ReconcileError, ReportError, Stopped, sentence
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.hooks import run_hook
from grantsdata.runs.publish.plan import Wanted
from grantsdata.runs.publish.publish import Published, making
from grantsdata.runs.publish.run_record import Record, failure
from grantsdata.runs.publish.staging import outcome_of
from grantsdata.runs.workers.scheduler import Making, Watcher, together
from grantsdata.runs.workers.task import Crew
from grantsdata.sources.files.project import RECORD, label, project_folder

ALL_WELL, REPORT_FAILED, BAD_INPUT, NOT_RECONCILED, BUSY, HOOK_FAILED, STOPPED = 0, 1, 2, 3, 4, 5, 143

_CODES = ((BusyError, BUSY), (ReconcileError, NOT_RECONCILED), (ReportError, REPORT_FAILED), (HookError, HOOK_FAILED))


@dataclass(frozen=True)
class Hooks:
    """The commands to tell of a year: one if it was not published, one if what readers see has changed."""

    on_failure: list[str] = field(default_factory=list)
    on_change: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """What became of a year.

    `line` is empty, or says on one line which year, what, where and what next; `details` has all that is at fault.
    """

    year: FinancialYear
    code: int
    published: Published | None = None
    line: str = ""
    details: Sequence[str] = ()


def code_of(error: BaseException) -> int:
    """The exit code for an error."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), BAD_INPUT)


def run(
    wanted: Mapping[FinancialYear, Callable[[], Wanted]],
    crew: Crew,
    hooks: Hooks = Hooks(),
    *,
    project: str | Path | None = None,
    watch: Watcher = lambda event: None,
) -> Iterator[Outcome]:
    """Publish years, as far as possible at once; the outcome of each, in their order, as soon as those before are told.

    What goes wrong with a year becomes its outcome, and is told by the hooks. An interruption ends all. What is wanted
    is asked for here, so that an error of its own is that year's only.
    """
    root = project_folder(project)
    makings = [partial(_making, year, its, hooks, root) for year, its in wanted.items()]
    ended: dict[int, Outcome] = {}
    told = 0
    for number, outcome in together(makings, crew, watch):
        if isinstance(outcome, GrantsDataError):
            raise outcome
        ended[number] = outcome
        while told in ended:
            yield ended.pop(told)
            told += 1


def _making(year: FinancialYear, wanted: Callable[[], Wanted], hooks: Hooks, root: Path) -> Making[Outcome]:
    try:
        published = yield from making(wanted(), root)
    except GrantsDataError as error:
        outcome = Outcome(year, code_of(error), None, _line(year, error, root), [str(one) for one in error.faults[1:]])
        return _failure_told(outcome, error, hooks)
    except Stopped as stopped:
        if stopped.log:  # else the year had been published by then
            _failure_told(Outcome(year, STOPPED), stopped, hooks)
        raise
    outcome = Outcome(year, ALL_WELL, published)
    if not published.changed:
        return outcome
    return _told(outcome, hooks.on_change, published.record, root / "outputs" / str(year) / RECORD)


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """The first of 1, 2, 3, 4, 5 that occurred, or 0."""
    return min((outcome.code for outcome in outcomes if outcome.code), default=ALL_WELL)


def _line(year: FinancialYear, error: GrantsDataError, root: Path) -> str:
    first = str(error.faults[0]) if error.faults else " ".join(str(error).split())
    more = f" (and {len(error.faults) - 1} more)" if len(error.faults) > 1 else ""
    line = sentence(f"{year}: {first}") + more
    if not isinstance(error, BusyError):
        line += " Nothing was published."
    return line + (f" Details: {label(error.log, root)}" if error.log else "")


def _failure_told(outcome: Outcome, error: GrantsDataError | Stopped, hooks: Hooks) -> Outcome:
    path = error.log.with_name(RECORD) if error.log else None
    return _told(outcome, hooks.on_failure, failure(outcome.year, outcome_of(error), str(error)), path)


def _told(outcome: Outcome, command: list[str], record: Record, path: Path | None) -> Outcome:
    """The outcome, after the command has been told; if that fails, it says so too."""
    if not command:
        return outcome
    try:
        run_hook(command, record, path)
    except HookError as error:
        line = f"{outcome.line} Besides, {error}." if outcome.line else f"{outcome.year}: published, but {error}."
        return replace(outcome, code=outcome.code or HOOK_FAILED, line=line)
    return outcome
