"""`python -m grantsdata` is the command, and refuses to run a copy that is not the installed one."""

import runpy
import sys
from importlib.metadata import version

import pytest

from grantsdata.runs.workers import safe_start


def start(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    """The exit code of `python -m grantsdata` with these arguments, in this process."""
    monkeypatch.setattr(sys, "argv", ["grantsdata", *arguments])
    monkeypatch.setattr(sys, "path", list(sys.path))
    with pytest.raises(SystemExit) as left:
        runpy.run_module("grantsdata", run_name="__main__")
    return left.value.code


def test_it_is_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert start(monkeypatch, "--version") == 0
    assert version("grantsdata") in capsys.readouterr().out


def test_an_argument_that_is_unknown_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(monkeypatch, "--no-such-option") == 2
    assert "--no-such-option" in capsys.readouterr().err


def test_another_copy_than_the_installed_one_does_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(safe_start, "installed_elsewhere", lambda: "/opt/grantsdata")
    assert start(monkeypatch, "--version") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "installed is in /opt/grantsdata. Nothing was done." in said.err
