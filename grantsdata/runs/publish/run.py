"""Publish several years; return for each whether it was published, why not, and its exit code.

An error in one year does not stop the others.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from grantsdata.errors import BusyError, GrantsDataError, HookError, Stopped, sentence
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.hooks import run_hook
from grantsdata.runs.publish.outcome import ALL_WELL, HOOK_FAILED, STOPPED, Outcome, exit_code_for
from grantsdata.runs.publish.plan import Request
from grantsdata.runs.publish.publish import publishing
from grantsdata.runs.publish.run_record import Record, failure
from grantsdata.runs.publish.staging import outcome_name
from grantsdata.runs.workers.scheduler import TaskSteps, Watcher, run_all
from grantsdata.runs.workers.task import WorkerPool
from grantsdata.sources.files.project import RECORD, label


@dataclass(frozen=True)
class Hooks:
    """The commands to run after a year: one if it was not published, one if what readers see has changed."""

    on_failure: list[str] = field(default_factory=list)
    on_change: list[str] = field(default_factory=list)


def run(
    requests: Mapping[FinancialYear, Callable[[], Request]],
    workers: WorkerPool,
    hooks: Hooks = Hooks(),
    *,
    project: Path,
    watch: Watcher = lambda event: None,
) -> Iterator[Outcome]:
    """Publish years, several at once if possible; yield the outcomes in the order of the years.

    Each is yielded as soon as it and all before it are known. An error in a year becomes its outcome and is passed to
    the hook. An interruption ends all. Each request is built here, so that an error in it concerns only that year.
    """
    all_steps = [partial(_year_steps, year, request, hooks, project) for year, request in requests.items()]
    ended: dict[int, Outcome] = {}
    next_number = 0
    for number, outcome in run_all(all_steps, workers, watch):
        assert not isinstance(outcome, GrantsDataError), "_year_steps turns each error into an outcome"
        ended[number] = outcome
        while next_number in ended:
            yield ended.pop(next_number)
            next_number += 1


def _year_steps(year: FinancialYear, request: Callable[[], Request], hooks: Hooks, root: Path) -> TaskSteps[Outcome]:
    try:
        published = yield from publishing(request(), root)
    except GrantsDataError as error:
        outcome = Outcome(
            year, exit_code_for(error), None, _line(year, error, root), [str(one) for one in error.faults[1:]]
        )
        return _with_failure_hook(outcome, error, hooks)
    except Stopped as stopped:
        if stopped.log:  # otherwise the year was already published
            _with_failure_hook(Outcome(year, STOPPED), stopped, hooks)
        raise
    outcome = Outcome(year, ALL_WELL, published)
    if not published.changed:
        return outcome
    return _with_hook(outcome, hooks.on_change, published.record, root / "outputs" / str(year) / RECORD)


def _line(year: FinancialYear, error: GrantsDataError, root: Path) -> str:
    first = str(error.faults[0]) if error.faults else " ".join(str(error).split())
    more = f" (and {len(error.faults) - 1} more)" if len(error.faults) > 1 else ""
    line = sentence(f"{year}: {first}") + more
    if not isinstance(error, BusyError):
        line += " Nothing was published."
    return line + (f" Details: {label(error.log, root)}" if error.log else "")


def _with_failure_hook(outcome: Outcome, error: GrantsDataError | Stopped, hooks: Hooks) -> Outcome:
    path = error.log.with_name(RECORD) if error.log else None
    return _with_hook(outcome, hooks.on_failure, failure(outcome.year, outcome_name(error), str(error)), path)


def _with_hook(outcome: Outcome, command: list[str], record: Record, path: Path | None) -> Outcome:
    """Run a hook, if there is one, and return the outcome; if the hook fails, the outcome says so too."""
    if not command:
        return outcome
    try:
        run_hook(command, record, path)
    except HookError as error:
        line = f"{outcome.line} Besides, {error}." if outcome.line else f"{outcome.year}: published, but {error}."
        return replace(outcome, code=outcome.code or HOOK_FAILED, line=line)
    return outcome
