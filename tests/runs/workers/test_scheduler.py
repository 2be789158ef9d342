"""Several things in the making at once, with tasks that end when the test says so."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

from grantsdata.errors import AmountError, DiedError, GrantsDataError, Stopped
from grantsdata.runs.workers.scheduler import TaskSteps, run_all
from grantsdata.runs.workers.task import Ended, Event, Task

HERE = Path()


def task(name: str) -> Task:
    return Task("none", HERE, HERE, {}, name)


class Crew:
    """Does one task at a time, by its script: name → what becomes of it, the first time and the next."""

    def __init__(self, script: dict[str, list[Ended]] | None = None, order: Callable[[Task], object] | None = None):
        self.script = script or {}
        self.by = order
        self.waiting: list[tuple[int, Task]] = []
        self.done: list[str] = []
        self.cancelled: list[str] = []

    def submit(self, task: Task, order: int) -> None:
        self.waiting.append((order, task))

    def cancel(self, tasks: Collection[Task]) -> None:
        self.cancelled += [task.name for task in tasks]
        self.waiting = [one for one in self.waiting if one[1] not in tasks]

    def idle(self) -> bool:
        return len(self.waiting) < 2

    def events(self) -> list[Event]:
        if self.by:
            self.waiting.sort(key=lambda one: self.by(one[1]))
        if not self.waiting:
            return []
        _, its = self.waiting.pop(0)
        self.done.append(its.name)
        ends = self.script.get(its.name, [])
        return [Event(its, "began"), Event(its, "ended", ends.pop(0) if ends else Ended(its.name.upper()))]


def two_steps(name: str, closed: list[str] | None = None) -> TaskSteps[str]:
    """Asks twice, and returns what it was told."""
    try:
        first = yield [task(f"{name}1"), task(f"{name}2")]
        second = yield [task(f"{name}3")]
        return " ".join(ended.value for ended in (*first, *second))
    finally:
        (closed if closed is not None else []).append(name)


def test_what_is_made_is_told_by_its_number_and_tasks_return_in_the_order_asked() -> None:
    backwards = Crew(order=lambda its: -int(its.name[1]))
    told = dict(run_all([lambda: two_steps("a"), lambda: two_steps("b")], backwards))
    assert told == {0: "A1 A2 A3", 1: "B1 B2 B3"}
    assert backwards.done[0] == "a2"


def test_the_next_is_begun_only_when_somebody_is_idle() -> None:
    begun: list[int] = []

    def making(number: int) -> TaskSteps[int]:
        begun.append(number)
        yield [task(f"{number}a"), task(f"{number}b")]
        return number

    crew = Crew()
    results = run_all([lambda n=n: making(n) for n in range(4)], crew)
    assert next(results) == (0, 0)
    assert begun == [0, 1], "the first had ended all but one of its tasks"
    assert [number for number, _ in results] == [1, 2, 3]


def test_one_that_asks_for_nothing_is_told_too() -> None:
    def making() -> TaskSteps[str]:
        assert (yield []) == []
        return "made"

    def at_once() -> TaskSteps[str]:
        return "made"
        yield []

    assert list(run_all([making, at_once], Crew())) == [(0, "made"), (1, "made")]
    assert list(run_all([], Crew())) == []


def test_an_error_goes_to_whatever_asked_and_stops_no_other() -> None:
    script = {"a2": [Ended(error=AmountError("wrong"))]}
    crew = Crew(script)
    closed: list[str] = []
    told = dict(run_all([lambda: two_steps("a", closed), lambda: two_steps("b")], crew))
    assert isinstance(told[0], AmountError) and str(told[0]) == "wrong"
    assert told[1] == "B1 B2 B3"
    assert closed == ["a"] and "a3" not in crew.done


@pytest.mark.parametrize("first_to_end", ["a1", "a2"])
def test_the_error_told_is_that_of_the_first_task_asked_for_however_fast_each_is(first_to_end: str) -> None:
    script = {"a1": [Ended(error=AmountError("one"))], "a2": [Ended(error=AmountError("two"))]}
    crew = Crew(script, order=lambda its: its.name != first_to_end)
    ((_, error),) = run_all([lambda: two_steps("a")], crew)
    assert str(error) == "one"
    assert crew.cancelled == (["a2"] if first_to_end == "a1" else [])


def test_a_task_whose_process_died_is_tried_once_more(caplog: pytest.LogCaptureFixture) -> None:
    died = Ended(error=DiedError("a1 failed: its process was ended"))
    crew = Crew({"a1": [died]})
    assert list(run_all([lambda: two_steps("a")], crew)) == [(0, "A1 A2 A3")]
    assert crew.done.count("a1") == 2
    assert caplog.messages == ["a1 failed: its process was ended. It is tried once more."]
    crew = Crew({"a1": [died, died]})
    ((_, error),) = run_all([lambda: two_steps("a")], crew)
    assert isinstance(error, DiedError)
    assert crew.done.count("a1") == 2


def test_an_error_can_be_overcome() -> None:
    def making() -> TaskSteps[str]:
        try:
            yield [task("a1")]
        except AmountError:
            (ended,) = yield [task("again")]
            return str(ended.value)
        return "without an error"

    assert list(run_all([making], Crew({"a1": [Ended(error=AmountError("wrong"))]}))) == [(0, "AGAIN")]


@pytest.mark.parametrize("kind", [KeyboardInterrupt, Stopped])
def test_an_interruption_is_raised_in_all_that_is_in_the_making(kind: type[BaseException]) -> None:
    class Interrupted(Crew):
        def events(self) -> list[Event]:
            if self.done:
                raise kind
            return super().events()

    seen: list[tuple[str, type[BaseException]]] = []

    def making(name: str) -> TaskSteps[str]:
        try:
            yield [task(f"{name}1")]
        except BaseException as error:
            seen.append((name, type(error)))
            raise
        return name

    def broken() -> TaskSteps[str]:
        try:
            yield [task("c1"), task("c2")]
        finally:
            raise ValueError("while it was being closed")

    with pytest.raises(kind):
        list(run_all([lambda: making("a"), lambda: making("b"), broken], Interrupted()))
    assert seen == [("b", kind)], "a had been made"


def test_one_that_is_interrupted_by_itself_interrupts_the_others() -> None:
    """As where a signal was held back while its set was put in place."""
    closed: list[str] = []

    def stops() -> TaskSteps[str]:
        yield [task("s1")]
        raise Stopped

    with pytest.raises(Stopped):
        list(run_all([stops, lambda: two_steps("b", closed)], Crew()))
    assert closed == ["b"]


def test_whoever_watches_is_told_of_every_event() -> None:
    seen: list[tuple[str, str]] = []

    def making() -> Iterator[list[Task]]:
        yield [task("a")]
        return "made"

    list(run_all([making], Crew(), lambda event: seen.append((event.kind, event.task.name))))  # type: ignore[list-item]
    assert seen == [("asked", "a"), ("began", "a"), ("ended", "a")]


def test_what_is_told_late_of_a_task_that_was_cancelled_is_passed_over() -> None:
    class Late(Crew):
        def cancel(self, tasks: Collection[Task]) -> None:
            super().cancel(tasks)
            self.late = list(tasks)

        def events(self) -> list[Event]:
            late = [Event(one, "ended", Ended("late")) for one in getattr(self, "late", [])]
            self.late = []
            return late or super().events()

    script = {"a1": [Ended(error=AmountError("wrong"))]}
    told = dict(run_all([lambda: two_steps("a"), lambda: two_steps("b")], Late(script)))
    assert isinstance(told[0], GrantsDataError) and told[1] == "B1 B2 B3"
