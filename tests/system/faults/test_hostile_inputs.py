"""Every bad input in `hostile_inputs.toml`: a located error or a declared repair, and never another sum in silence."""

import os
import signal
import time
import tomllib
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.cases import named
from support.ordinary import ordinary_user, reachable_folder
from support.reporting import copied_project
from support.spoiling import BECOMES, TWO_HUNDRED_MB, VICTIMS, spoil

from grantsdata import errors, load_awards, load_repairs
from grantsdata.awards.load import open_year
from grantsdata.awards.notes import load_notes
from grantsdata.awards.paper_tables import load_separate_funds
from grantsdata.cli.main import main
from grantsdata.errors import Fault, GrantsDataError, printable
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.load import findings_of
from grantsdata.sources.files.plain_file import MOST_BYTES
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.reports import report_plans

YEAR = FinancialYear.parse("2017-18")
THE_PAPER_S_SUM = Decimal("2283508.00")
ROOM_FOR_AMOUNTS = range(2, 12)
AT_MOST_SECONDS = 20
"""A pipe that is waited for would never end; on a busy machine a table may take a second."""

ENTRIES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).parents[2].joinpath("hostile_inputs.toml").read_text(encoding="utf-8")
)["input"]
AMOUNTS = [entry for entry in ENTRIES if "amounts" in entry]
ERRORS = [entry for entry in ENTRIES if "error" in entry]
REPAIRS = [entry for entry in ENTRIES if entry.keys() & {"finding", "repair"}]
AS_IT_IS = [entry for entry in ENTRIES if "reads" in entry]

Entry = dict[str, Any]
DOORS: tuple[Callable[[Path], object], ...] = (
    lambda project: load_awards("2017-18", project=project),
    lambda project: load_separate_funds("2017-18", project=project),
    lambda project: load_notes("2017-18", project=project),
    lambda project: report_plans(YEAR, project),
)
"""All that a report reads, in the order in which a fault of one is told before those of the next; the notes take the
measures with them."""


def each(entries: list[Entry]) -> pytest.MarkDecorator:
    """Every entry; in `make test` one of each outcome, and one of each kind of file that is not a plain one."""
    outcomes = [
        (entry.get("error") or entry.get("finding") or entry.get("repair"), "becomes" in entry) for entry in entries
    ]
    kept = [entry["name"] for place, entry in enumerate(entries) if outcomes[:place].count(outcomes[place]) == 0]
    return pytest.mark.parametrize("entry", named({entry["name"]: entry for entry in entries}, *kept))


@contextmanager
def spoilt(entry: Entry) -> Iterator[Path]:
    """A project that is spoilt as the entry says; without permission, for an ordinary user."""
    with reachable_folder() as folder:
        project = copied_project(folder / "project")
        if "amounts" in entry:
            cells = [[row, "Award", text] for row, text in zip(ROOM_FOR_AMOUNTS, entry["amounts"], strict=True)]
            entry = {**entry, "cells": cells}
        spoil(project, entry)
        if "closed" not in entry.get("becomes", ""):
            with soon():
                yield project
            return
        with ordinary_user(project), soon():
            yield project


class TooLate(Exception):
    """Not Python's own TimeoutError, which is an OSError, and so could be taken for a file that cannot be opened."""


@contextmanager
def soon() -> Iterator[None]:
    """TooLate for what waits for a pipe or reads a device without end."""

    def too_late(number: int, frame: object) -> None:
        raise TooLate(f"not done after {AT_MOST_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, too_late)
    signal.alarm(AT_MOST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def refusal(project: Path) -> GrantsDataError:
    """The first error of all that is read; until then nothing may have come out but the paper's own sum."""
    for door in DOORS:
        try:
            read = door(project)
        except GrantsDataError as error:
            return error
        assert not isinstance(read, pd.DataFrame) or "award_pence" not in read or sum_of(read) == THE_PAPER_S_SUM
    pytest.fail("nothing was refused")


def sum_of(awards: pd.DataFrame) -> Decimal:
    return Decimal(int(awards["award_pence"].sum())) / 100


def place_of(fault: Fault) -> str:
    parts = [f"row {fault.row}" if fault.row is not None else "", f"column {fault.column}" if fault.column else ""]
    return ", ".join(part for part in parts if part)


def checked(project: Path, capsys: pytest.CaptureFixture[str], *year: str) -> tuple[int, str]:
    """The exit code of `grantsdata check` and all that it says; without a year, of the whole project."""
    capsys.readouterr()
    code = main(["--project", str(project), "check", *year])
    return code, "".join(capsys.readouterr())


# ---- The table itself ----------------------------------------------------------------------------------


def test_every_entry_has_one_name_and_one_outcome() -> None:
    names = [entry["name"] for entry in ENTRIES]
    assert len(names) == len(set(names))
    kinds = [entry.keys() & {"error", "finding", "repair", "reads", "amounts"} for entry in ENTRIES]
    assert [kind for kind in kinds if len(kind) != 1] == []
    assert len(ENTRIES) >= 100, "the issue asks for 60 at least"


def test_everything_that_a_file_can_turn_into_is_tried() -> None:
    assert {entry["becomes"] for entry in ENTRIES if "becomes" in entry} == set(BECOMES)


# ---- Errors --------------------------------------------------------------------------------------------


@each(ERRORS)
def test_it_is_refused_with_its_place_and_a_remedy(entry: Entry, capsys: pytest.CaptureFixture[str]) -> None:
    with spoilt(entry) as project:
        error = refusal(project)
        code, said = checked(project, capsys, *([] if entry["error"] == "CatalogueError" else ["2017-18"]))
    assert type(error) is getattr(errors, entry["error"])
    if "at" in entry:
        places = [place_of(fault) for fault in error.faults]
        told_in = entry.get("told_in", f"data/raw/{entry.get('file', VICTIMS)}")
        assert {fault.file for fault in error.faults} == {told_in}
        if entry.get("more"):
            assert [place for place in entry["at"] if place not in places] == []
        else:
            assert sorted(places) == sorted(entry["at"])
        for fault in error.faults:
            assert fault.expected and fault.next_step.endswith("."), "what was expected, and what to do next"
    for words in entry["says"]:
        assert printable(words) in str(error)
    assert code == 2
    lines = said.splitlines()
    for fault in error.faults:
        place = place_of(fault)
        path = f"{project}/{fault.file}"
        assert [one for one in lines if path in one and place in one and fault.sentence in one] != []
    assert error.faults or str(error) in said
    assert all(character.isprintable() for character in said.replace("\n", ""))


@each(AMOUNTS)
def test_each_odd_amount_is_refused_by_itself_and_all_together(entry: Entry) -> None:
    with spoilt(entry) as project, pytest.raises(errors.AwardsError) as refused:
        load_awards("2017-18", project=project)
    assert [place_of(fault) for fault in refused.value.faults] == [f"row {row}, column Award" for row in range(2, 12)]
    for fault, text in zip(refused.value.faults, entry["amounts"], strict=True):
        has_words = text in entry.get("words", [])
        problem = "words beside the amount may change it:" if has_words else "cannot read"
        assert (fault.problem, fault.text) == (problem, text)


# ---- Repairs, and what is no fault -----------------------------------------------------------------------


@each(REPAIRS)
def test_it_is_told_and_the_sum_is_the_one_worked_out_by_hand(entry: Entry, capsys: pytest.CaptureFixture[str]) -> None:
    with spoilt(entry) as project:
        code, said = checked(project, capsys, "2017-18")
        awards = load_awards("2017-18", project=project)
        findings = findings_of(open_year("2017-18", project))
        repairs = load_repairs("2017-18", project=project) if "repair" in entry else None
    assert sum_of(awards) == Decimal(entry.get("pounds", str(THE_PAPER_S_SUM)).replace(",", ""))
    if repairs is None:
        its = [one for one in findings if one.code == entry["finding"]]
        told = [one.sentence for one in its]
        assert [sentence for sentence in told if printable(sentence) not in said] == []
        if "pounds" in entry:
            assert {one.severity for one in its} <= {"warning", "error"}, "another sum than the paper's"
    else:
        of_kind = repairs[repairs["kind"] == entry["repair"]]
        told = (of_kind["read_as"] + " " + of_kind["why"]).tolist()
    assert told, "nothing tells of it"
    for words in entry.get("says", []):
        assert [one for one in told if words in one] != []
    assert code == 0


@each(AS_IT_IS)
def test_the_very_text_arrives(entry: Entry) -> None:
    with spoilt(entry) as project:
        awards = load_awards("2017-18", project=project).astype({"stream": "str", "provider_type": "str"})
    of_table = awards[awards["source_file"] == f"data/raw/{VICTIMS}"].set_index("source_row")
    if entry.get("file") == "providers.csv":
        assert of_table.at[9, "provider_confidence"] == "high"
    for row, column, text in entry["reads"]:
        assert of_table.at[row, column] == text
    assert sum_of(awards) == THE_PAPER_S_SUM
    assert len(awards) == 35


# ---- Size ------------------------------------------------------------------------------------------------


def test_200_mb_are_refused_at_once_and_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "awards.csv"
    with path.open("wb") as file:
        file.truncate(TWO_HUNDRED_MB)
    refuse_quickly(path, tmp_path, "the file has 200,000,000 bytes", least=0)


def test_a_file_that_tells_a_wrong_size_is_read_no_further_than_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that grows while it is read."""
    path = tmp_path / "awards.csv"
    with path.open("wb") as file:
        file.truncate(TWO_HUNDRED_MB)
    before = path.stat()
    small = os.stat_result((*before[:6], 100, *before[7:]))
    monkeypatch.setattr(Path, "stat", lambda self, **more: small)
    refuse_quickly(path, tmp_path, f"the file has {MOST_BYTES + 1:,} bytes", least=MOST_BYTES)


def refuse_quickly(path: Path, project: Path, said: str, least: int) -> None:
    tracemalloc.start()
    began = time.perf_counter()
    try:
        with pytest.raises(errors.SourceError, match=said):
            read_printed_table(path, project, ("Service", "Provider", "Award"))
        took = time.perf_counter() - began
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert took < 1
    assert least <= peak < 2 * MOST_BYTES + 1_000_000


def test_a_table_just_within_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "awards.csv"
    head, row = "Service,Award\n", f"{'x' * 90},£1\n"
    rows = (MOST_BYTES - len(head)) // len(row.encode())
    path.write_text(head + row * rows, encoding="utf-8")
    assert MOST_BYTES - 100 < path.stat().st_size <= MOST_BYTES
    assert len(read_printed_table(path, tmp_path, ("Service", "Award")).cells) == rows
