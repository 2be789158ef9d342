"""An input that is edited during a run and put back: what was read of it counts, not how it is before and after."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from support.cases import first
from support.unattended import SHOWS, YEAR, hashes, left_over, write_notebook

from grantsdata.errors import ReportError
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.plan import request_for
from grantsdata.runs.publish.publish import publish
from grantsdata.runs.publish.run import Outcome, run
from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.task import Event
from grantsdata.sources.files.plain_file import is_there, seen_files, watched

RAW = f"data/raw/{YEAR}"
THIS = FinancialYear.parse(YEAR)
CHANGED = "changed while the reports were being made, so they may not agree with each other."

Edit = Callable[[bytes | None], bytes]


@contextmanager
def edited(path: Path, edit: Edit) -> Iterator[None]:
    """A file as somebody has edited it, or with None for what it held has made it; at the end it is as it was."""
    before = path.read_bytes() if path.exists() else None
    after = edit(before)
    assert after != before
    path.write_bytes(after)
    yield
    if before is None:
        path.unlink()
    else:
        path.write_bytes(before)


def replaced(old: bytes, new: bytes) -> Edit:
    def edit(before: bytes | None) -> bytes:
        assert before is not None and before.count(old) == 1
        return before.replace(old, new)

    return edit


def made(project: Path, path: Path, edit: Edit) -> Outcome:
    """What becomes of the year if a file is edited just before its report begins, and put back once that has ended.

    One process at a time: the next begins only when the watcher has seen that the one before has ended.
    """
    while_edited = edited(path, edit)

    def watch(event: Event) -> None:
        if event.kind == "ended" and event.task.name == f"data of {YEAR}":
            while_edited.__enter__()
        if event.kind == "ended" and event.task.name == "first":
            assert event.value.value is not None or isinstance(event.value.error, ReportError)
            while_edited.__exit__(None, None, None)

    with Workers(1) as crew:
        requests = {THIS: partial(request_for, THIS, {}, force=True, project=project)}
        (outcome,) = run(requests, crew, project=project, watch=watch)
    return outcome


CENTS = replaced(b'"\xc2\xa34,000"', b'"\xc2\xa35,000"')
BY_THE_FILES = [
    (f"{RAW}/gr.csv", CENTS),
    (f"{RAW}/paper.toml", replaced(b'title = "Small grants"', b'title = "Large grants"')),
    ("data/raw/providers.csv", lambda before: (before or b"").rstrip(b"\n")),
]


@pytest.mark.proof
@pytest.mark.parametrize(("file", "edit"), first(BY_THE_FILES))
def test_a_file_that_a_worker_read_while_it_was_edited_publishes_nothing(quick: Path, file: str, edit: Edit) -> None:
    before = hashes(quick)
    outcome = made(quick, quick / file, edit)
    assert outcome.code == 1
    assert outcome.line.startswith(f"{YEAR}: {file} {CHANGED} Run again when no one is editing. Nothing was published.")
    assert (hashes(quick), left_over(quick)) == (before, [])


@pytest.mark.proof
def test_a_notebook_that_was_run_while_it_was_edited_publishes_nothing(quick: Path) -> None:
    before = hashes(quick)
    notebook = quick / "notebooks" / "first.ipynb"
    outcome = made(quick, notebook, replaced(b"title, body = ", b"title, body =  "))
    assert outcome.code == 1
    assert outcome.line.startswith(f"{YEAR}: notebooks/first.ipynb {CHANGED}")
    assert (hashes(quick), left_over(quick)) == (before, [])


EDITS = """
import os, pathlib, grantsdata, grantsdata.awards.provenance
raw = pathlib.Path(os.environ["GRANTSDATA_PROJECT"]) / "data" / "raw"
path = raw / {file!r}
held = path.read_bytes() if path.exists() else None
path.write_bytes({edited!r})
shown = {call}
path.unlink() if held is None else path.write_bytes(held)
"""
"""A cell that reads an input while it is edited, as another program would edit it at that moment."""


@pytest.mark.proof
@pytest.mark.usefixtures("in_kernels")
def test_a_kernel_that_read_an_edited_file_publishes_nothing(quick: Path) -> None:
    gr = quick / RAW / "gr.csv"
    content = CENTS(gr.read_bytes())
    cell = EDITS.format(file=f"{YEAR}/gr.csv", edited=content, call="grantsdata.load_awards(financial_year)")
    write_notebook(quick, "first", cell, SHOWS)
    before = hashes(quick)
    with pytest.raises(ReportError, match=f"{RAW}/gr.csv {CHANGED}"):
        publish(request_for(THIS, {}, project=quick), project=quick)
    assert gr.read_bytes() != content
    assert (hashes(quick), left_over(quick)) == (before, [])


@pytest.mark.proof
def test_a_file_that_was_there_for_a_moment_publishes_nothing(quick: Path) -> None:
    cell = EDITS.format(file="deflators.csv", edited=b"Financial year\n",
                        call="grantsdata.awards.provenance.load_inputs(financial_year)")  # fmt: skip
    write_notebook(quick, "first", cell, SHOWS)
    before = hashes(quick)
    with pytest.raises(ReportError, match=f"data/raw/deflators.csv {CHANGED}"):
        publish(request_for(THIS, {}, project=quick), project=quick)
    assert (hashes(quick), left_over(quick)) == (before, [])


@pytest.mark.proof
def test_a_file_that_was_away_for_a_moment_publishes_nothing(quick: Path) -> None:
    notes = quick / RAW / "board-paper.md"
    notes.write_text("", encoding="utf-8")
    cell = EDITS.format(file=f"{YEAR}/board-paper.md", edited=b"x",
                        call="(path.unlink(), grantsdata.awards.provenance.load_inputs(financial_year))")  # fmt: skip
    write_notebook(quick, "first", cell, SHOWS)
    before = hashes(quick)
    with pytest.raises(ReportError, match=f"{RAW}/board-paper.md {CHANGED}"):
        publish(request_for(THIS, {}, project=quick), project=quick)
    assert (hashes(quick), left_over(quick)) == (before, [])


@pytest.mark.proof
@pytest.mark.parametrize("file", first(["notebooks/reports.toml", "notebooks/first.ipynb"]))
def test_what_is_wanted_is_read_off_the_files_on_record(quick: Path, file: str) -> None:
    """The list of reports, and the defaults of a notebook's parameters, are read by the process that publishes."""
    before = hashes(quick)
    with edited(quick / file, lambda content: (content or b"") + b"\n"):
        request = request_for(THIS, {}, project=quick)
    with pytest.raises(ReportError, match=f"{file} {CHANGED}"):
        publish(request, project=quick)
    assert (hashes(quick), left_over(quick)) == (before, [])


def test_a_reading_is_noted_for_the_process_and_for_whoever_watches(tmp_path: Path) -> None:
    with watched() as outer:
        with watched() as inner:
            assert not is_there(tmp_path / "data" / "a.csv", tmp_path)
        assert not is_there(tmp_path / "data" / "b.csv", tmp_path)
    assert not is_there(tmp_path / "data" / "c.csv", tmp_path)
    assert (inner, outer) == ({("data/a.csv", "")}, {("data/a.csv", ""), ("data/b.csv", "")})
    assert {("data/a.csv", ""), ("data/b.csv", ""), ("data/c.csv", "")} <= set(seen_files())
