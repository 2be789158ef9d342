"""What is printed: colours only for people, JSON for programs."""

import io
import json
from pathlib import Path

import pytest

from grantsdata.cli.output import painted, print_json


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_a_terminal_shows_colours() -> None:
    assert painted("error", "red", Terminal()) == "\x1b[31merror\x1b[0m"


def test_anything_else_does_not() -> None:
    assert painted("error", "red", io.StringIO()) == "error"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("NO_COLOR", "0"), ("TERM", "dumb")])
def test_who_wants_none_gets_none(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert painted("error", "red", Terminal()) == "error"


def test_json_is_one_ascii_object_with_its_format(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"pence": 1_00, "file": Path("a/£.csv"), "none": None})
    text = capsys.readouterr().out
    assert text.isascii()
    assert json.loads(text) == {"format": 1, "pence": 100, "file": "a/£.csv", "none": None}
