"""`examine`: one check that breaks hides no other, and without a project only the machine is examined."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grantsdata.errors import ExtraError, GrantsDataError
from grantsdata.runs import doctor_checks
from grantsdata.runs.doctor import doctor, examine
from grantsdata.runs.doctor_checks import Condition

OF_MACHINE = ("python", "kernel", "fonts", "browser")
OF_PROJECT = ("packages", "raw_data", "folders", "room", "earlier_runs", "git")


@pytest.fixture(autouse=True)
def _quick_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each check but that of the project say only that it was made."""
    for name in (*OF_MACHINE, *OF_PROJECT):
        monkeypatch.setattr(doctor_checks, name, lambda *_, name=name: [Condition("ok", name, "looked at")])


def test_a_project_is_examined_with_its_machine(project: Path) -> None:
    found = doctor(project)
    assert {one.what for one in found} == {*OF_MACHINE, *OF_PROJECT, "project"}
    assert Condition("ok", "project", str(project)) in found


def test_without_a_project_only_the_machine_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert [(one.state, one.what) for one in examine()] == [
        ("ok", "python"),
        ("ok", "kernel"),
        ("ok", "fonts"),
        ("missing", "project"),
        ("ok", "browser"),
    ]


def test_a_folder_that_is_named_has_to_be_a_project(tmp_path: Path) -> None:
    with pytest.raises(GrantsDataError, match="data/raw"):
        doctor(tmp_path)


def test_a_check_that_breaks_is_one_result_and_the_others_follow(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Iterator[Condition]:
        yield Condition("ok", "fonts", "one is there")
        raise RuntimeError("broken")

    def lacking() -> Iterator[Condition]:
        raise ExtraError("Reports need the extra report.")

    monkeypatch.setattr(doctor_checks, "fonts", broken)
    monkeypatch.setattr(doctor_checks, "kernel", lacking)
    monkeypatch.setattr(doctor_checks, "install", lambda: "install it")
    found = doctor(project)
    assert Condition("missing", "kernel", "Reports need the extra report.") in found
    first = found.index(Condition("ok", "fonts", "one is there"))
    assert found[first + 1] == Condition(
        "missing", "fonts", "could not be checked (RuntimeError: broken)", "install it"
    )
    assert found[-1].what == "browser"
