"""Several things in the making → what became of each, as far as possible at once: one loop for all that a run does.

What is made asks for tasks and goes on when they are done: a generator that yields lists of tasks, is sent the list of
what they returned, and returns what it has made.
"""

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from contextvars import copy_context
from typing import Generic, TypeVar

from grantsdata.errors import DiedError, GrantsDataError, Stopped
from grantsdata.runs.workers.task import Crew, Ended, Event, Task

T = TypeVar("T")

Making = Generator[list[Task], list[Ended], T]

Watcher = Callable[[Event], None]
"""Whoever shows how far things are."""

_log = logging.getLogger(__name__)


class _Open(Generic[T]):
    """Something in the making: in a context of its own, so that what it logs is told apart."""

    def __init__(self, order: int, making: Making[T]) -> None:
        self.order = order
        self.context = copy_context()
        self.making = making
        self.asked: list[Task] = []
        self.ended: dict[Task, Ended] = {}
        self.tried_again: set[Task] = set()

    def first_error(self) -> GrantsDataError | None:
        """That of the first task in their order, once all before it have ended: it is the same however fast each is."""
        for task in self.asked:
            if task not in self.ended:
                return None
            if error := self.ended[task].error:
                return error
        return None


def together(
    makings: Sequence[Callable[[], Making[T]]], crew: Crew, watch: Watcher = lambda event: None
) -> Iterator[tuple[int, T | GrantsDataError]]:
    """The number of each thing and what was made, or the error that it ended with, in the order in which they end.

    The next thing is begun when somebody has nothing to do. A task whose process died is tried once more. An
    interruption is raised in all that is in the making, and then here.
    """
    waiting = list(enumerate(makings))[::-1]
    opened: list[_Open[T]] = []
    try:
        while waiting or opened:
            while waiting and (not opened or crew.idle()):
                order, begin = waiting.pop()
                opened.append(_Open(order, begin()))
                yield from _went_on(opened[-1], None, crew, opened, watch)
            for event in crew.events():
                its = next((one for one in opened if event.task in one.asked), None)
                if its is not None:  # else it was cancelled after this had been told
                    its.context.run(_take, its, event, crew, watch)
                    yield from _if_all_ended(its, crew, opened, watch)
    except BaseException as interruption:
        _interrupt(opened, interruption)
        raise


def _take(its: _Open[T], event: Event, crew: Crew, watch: Watcher) -> None:
    if event.kind == "line":
        logging.getLogger(event.value.name).handle(event.value)
    elif event.kind == "began" and event.task.says:
        _log.info("%s", event.task.says)
    watch(event)
    if event.kind != "ended":
        return
    if isinstance(event.value.error, DiedError) and event.task not in its.tried_again:
        _log.warning("%s. It is tried once more.", event.value.error)
        its.tried_again.add(event.task)
        crew.submit(event.task, its.order)
        return
    its.ended[event.task] = event.value
    if event.value.error:
        later = its.asked[its.asked.index(event.task) + 1 :]
        crew.cancel([task for task in later if task not in its.ended])


def _if_all_ended(
    its: _Open[T], crew: Crew, opened: list[_Open[T]], watch: Watcher
) -> Iterator[tuple[int, T | GrantsDataError]]:
    if error := its.first_error():
        yield from _went_on(its, error, crew, opened, watch)
    elif len(its.ended) == len(its.asked):
        yield from _went_on(its, [its.ended[task] for task in its.asked], crew, opened, watch)


def _went_on(
    its: _Open[T], sent: list[Ended] | GrantsDataError | None, crew: Crew, opened: list[_Open[T]], watch: Watcher
) -> Iterator[tuple[int, T | GrantsDataError]]:
    """Let it go on until it asks for more tasks, or has ended."""
    result: T | GrantsDataError
    try:
        while True:
            its.asked, its.ended = its.context.run(_step, its.making, sent), {}
            for task in its.asked:
                watch(Event(task, "asked"))
                crew.submit(task, its.order)
            if its.asked:
                return
            sent = []
    except StopIteration as end:
        result = end.value
    except GrantsDataError as error:
        result = error
    except BaseException:
        opened.remove(its)  # it has ended, and need not be interrupted
        raise
    opened.remove(its)
    yield its.order, result


def _step(making: Making[T], sent: list[Ended] | GrantsDataError | None) -> list[Task]:
    if isinstance(sent, GrantsDataError):
        return making.throw(sent)
    return next(making) if sent is None else making.send(sent)


def _interrupt(opened: Sequence[_Open[T]], interruption: BaseException) -> None:
    for its in opened:
        with suppress(BaseException):
            its.context.run(its.making.throw, Stopped() if isinstance(interruption, Stopped) else KeyboardInterrupt())
