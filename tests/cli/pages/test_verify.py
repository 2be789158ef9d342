"""`verify`: what is different and what has changed since, as lines and as one object. Nothing is made again here."""

import json
from pathlib import Path

import pytest
from support.reporting import called

from grantsdata import commands
from grantsdata.runs.publish.verify import Verified


def verified_as(monkeypatch: pytest.MonkeyPatch, *found: object) -> None:
    monkeypatch.setattr(commands, "verify", lambda year, project: Verified(*found), raising=False)  # type: ignore[arg-type]


def test_the_same_bytes_end_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    verified_as(monkeypatch, 21)
    done = called(tmp_path, "verify", "2018-19")
    assert (done.returncode, done.stdout) == (
        0,
        "2018-19: all 21 files come out as they are published, byte for byte\n",
    )


def test_a_difference_is_listed_below_what_has_changed_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    verified_as(monkeypatch, 20, ["awards.csv is not the same"], ["pandas was 2.3.0"])
    done = called(tmp_path, "verify", "2018-19")
    assert (done.returncode, done.stdout.splitlines()) == (
        1,
        [
            "Since the run on record: pandas was 2.3.0",
            "DIFFERENT: awards.csv is not the same",
            "2018-19: 20 files are the same bytes, 1 differences",
        ],
    )


def test_for_programs_it_is_one_object_with_the_same_exit_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    verified_as(monkeypatch, 20, ["awards.csv is not the same"], [])
    done = called(tmp_path, "verify", "2018-19", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "format": 1, "year": "2018-19", "same": 20, "differences": ["awards.csv is not the same"], "reasons": [],
    }  # fmt: skip
