"""Run several generators of tasks at once, in one loop, and return the result of each.

Such a generator yields a list of tasks, is sent the list of their results when all have ended, and at last returns what
it has made.
"""

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from contextvars import copy_context
from typing import Generic, TypeVar

from grantsdata.errors import DiedError, GrantsDataError, Stopped
from grantsdata.runs.workers.task import Ended, Event, Task, WorkerPool

T = TypeVar("T")

TaskSteps = Generator[list[Task], list[Ended], T]

Watcher = Callable[[Event], None]
"""A function that is called with each event, to show progress."""

_log = logging.getLogger(__name__)


class _Run(Generic[T]):
    """A generator that has been started. It runs in a context of its own, so that its log records can be separated."""

    def __init__(self, order: int, steps: TaskSteps[T]) -> None:
        self.order = order
        self.context = copy_context()
        self.steps = steps
        self.tasks: list[Task] = []
        self.ended: dict[Task, Ended] = {}
        self.retried: set[Task] = set()

    def first_error(self) -> GrantsDataError | None:
        """Return the error of the first failed task in order, once all earlier tasks have ended; otherwise None.

        So the error does not depend on which task is faster.
        """
        for task in self.tasks:
            if task not in self.ended:
                return None
            if error := self.ended[task].error:
                return error
        return None


def run_all(
    all_steps: Sequence[Callable[[], TaskSteps[T]]], workers: WorkerPool, watch: Watcher = lambda event: None
) -> Iterator[tuple[int, T | GrantsDataError]]:
    """Run all generators; yield the number of each with its result or error, in the order in which they end.

    The next generator is started when a worker is idle. A task whose process died is tried once more. An interruption
    is raised in every started generator, and then here.
    """
    waiting = list(enumerate(all_steps))[::-1]
    open_runs: list[_Run[T]] = []
    try:
        while waiting or open_runs:
            while waiting and (not open_runs or workers.idle()):
                order, begin = waiting.pop()
                open_runs.append(_Run(order, begin()))
                yield from _advance(open_runs[-1], None, workers, open_runs, watch)
            for event in workers.events():
                run = next((one for one in open_runs if event.task in one.tasks), None)
                if run is not None:  # otherwise the task was cancelled after this event
                    run.context.run(_handle, run, event, workers, watch)
                    yield from _advance_if_ended(run, workers, open_runs, watch)
    except BaseException as interruption:
        _interrupt(open_runs, interruption)
        raise


def _handle(run: _Run[T], event: Event, workers: WorkerPool, watch: Watcher) -> None:
    if event.kind == "line":
        logging.getLogger(event.value.name).handle(event.value)
    elif event.kind == "began" and event.task.says:
        _log.info("%s", event.task.says)
    watch(event)
    if event.kind != "ended":
        return
    if isinstance(event.value.error, DiedError) and event.task not in run.retried:
        _log.warning("%s. It is tried once more.", event.value.error)
        run.retried.add(event.task)
        workers.submit(event.task, run.order)
        return
    run.ended[event.task] = event.value
    if event.value.error:
        later = run.tasks[run.tasks.index(event.task) + 1 :]
        workers.cancel([task for task in later if task not in run.ended])


def _advance_if_ended(
    run: _Run[T], workers: WorkerPool, open_runs: list[_Run[T]], watch: Watcher
) -> Iterator[tuple[int, T | GrantsDataError]]:
    if error := run.first_error():
        yield from _advance(run, error, workers, open_runs, watch)
    elif len(run.ended) == len(run.tasks):
        yield from _advance(run, [run.ended[task] for task in run.tasks], workers, open_runs, watch)


def _advance(
    run: _Run[T],
    sent: list[Ended] | GrantsDataError | None,
    workers: WorkerPool,
    open_runs: list[_Run[T]],
    watch: Watcher,
) -> Iterator[tuple[int, T | GrantsDataError]]:
    """Continue a generator until it yields tasks or ends."""
    result: T | GrantsDataError
    try:
        while True:
            run.tasks, run.ended = run.context.run(_next_tasks, run.steps, sent), {}
            for task in run.tasks:
                watch(Event(task, "asked"))
                workers.submit(task, run.order)
            if run.tasks:
                return
            sent = []
    except StopIteration as end:
        result = end.value
    except GrantsDataError as error:
        result = error
    except BaseException:
        open_runs.remove(run)  # it has ended, so it must not be interrupted again
        raise
    open_runs.remove(run)
    yield run.order, result


def _next_tasks(steps: TaskSteps[T], sent: list[Ended] | GrantsDataError | None) -> list[Task]:
    if isinstance(sent, GrantsDataError):
        return steps.throw(sent)
    return next(steps) if sent is None else steps.send(sent)


def _interrupt(open_runs: Sequence[_Run[T]], interruption: BaseException) -> None:
    for run in open_runs:
        with suppress(BaseException):
            run.context.run(run.steps.throw, Stopped() if isinstance(interruption, Stopped) else KeyboardInterrupt())
