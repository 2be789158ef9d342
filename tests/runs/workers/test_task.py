"""A result counts only if its process ran the code on record and read the files on record."""

from pathlib import Path

from grantsdata.errors import ReportError
from grantsdata.runs.notebooks.inputs import Code, code_sha256
from grantsdata.runs.workers.task import Ended, Task, all_cores, checked

NEEDS = {"data/raw/2018-19/gr.csv": "a" * 64}


def task(**more: object) -> Task:
    return Task("nothing", Path(), Path(), {}, "The report", **more)  # type: ignore[arg-type]


def test_a_task_that_needs_nothing_on_record_is_taken_as_it_is() -> None:
    ended = Ended(7, code=Code("/elsewhere", "other"))
    assert checked(task(), ended) is ended


def test_a_task_that_was_not_begun_keeps_its_error() -> None:
    ended = Ended(error=ReportError("no worker"))
    assert checked(task(needs=NEEDS), ended) is ended


def test_other_code_is_an_error_that_names_its_folder() -> None:
    ended = checked(task(needs=NEEDS), Ended(7, code=Code("/elsewhere", "other")))
    assert ended.value is None
    assert "The report failed: its process ran the grantsdata in /elsewhere" in str(ended.error)
    unknown = checked(task(needs=NEEDS), Ended(7, code=Code("", "other")))
    assert "its process ran the grantsdata of another version" in str(unknown.error)


def test_other_bytes_than_on_record_are_an_error() -> None:
    code = Code("/here", code_sha256(NEEDS))
    same = Ended(7, code=code, seen=[("data/raw/2018-19/gr.csv", "a" * 64)])
    assert checked(task(needs=NEEDS), same) is same
    other = checked(task(needs=NEEDS), same._replace(seen=[("data/raw/2018-19/gr.csv", "b" * 64)]))
    assert other.value is None
    assert isinstance(other.error, ReportError)


def test_there_is_a_core() -> None:
    assert all_cores() >= 1
