"""`archive`: the line, or the object for programs, that says where the archive is."""

import json
from pathlib import Path

import pytest
from support.json_keys import assert_explained
from support.reporting import called
from support.unattended import YEAR

from grantsdata.runs.archive import archive as module


@pytest.fixture(autouse=True)
def _no_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_pdfs", lambda year, root: {})


def test_it_says_where_the_archive_is(quick: Path, tmp_path: Path) -> None:
    done = called(quick, "archive", YEAR, "--output", str(tmp_path / "out"))
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'out'}\n")
    assert (tmp_path / "out" / "README.txt").is_file()


def test_programs_get_one_object(quick: Path) -> None:
    keys = json.loads(called(quick, "archive", YEAR, "--json").stdout)
    assert_explained("archive", keys)
    place = quick / "data" / "exports" / YEAR / f"grants-{YEAR}.zip"
    assert keys == {"format": 1, "year": YEAR, "written": str(place)}


def test_a_year_that_is_not_published_ends_with_1(quick: Path) -> None:
    (quick / "outputs" / YEAR / "run.json").unlink()
    done = called(quick, "archive", YEAR)
    assert done.returncode == 1
    assert f"there is no run record of {YEAR}. Make its reports first: grantsdata report {YEAR}" in done.stderr
