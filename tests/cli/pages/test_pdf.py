"""`pdf`: a line for each file, or one object for programs."""

import json
from pathlib import Path

import pytest
from support.json_keys import assert_explained
from support.pdf_ua import weasyprint_or_skip
from support.reporting import called
from support.unattended import YEAR


@pytest.fixture(autouse=True, scope="module")
def _weasyprint() -> None:
    weasyprint_or_skip()


def test_each_file_is_a_line(quick: Path, tmp_path: Path) -> None:
    done = called(quick, "pdf", YEAR, "--report", "first", "--output", str(tmp_path / "out"))
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'out' / 'first.pdf'}\n")


def test_programs_get_one_object(quick: Path) -> None:
    keys = json.loads(called(quick, "pdf", YEAR, "--json").stdout)
    assert_explained("pdf", keys)
    assert keys == {"format": 1, "year": YEAR, "written": [str(quick / "data" / "exports" / YEAR / "first.pdf")]}


def test_a_wrong_name_ends_with_2(quick: Path) -> None:
    done = called(quick, "pdf", YEAR, "--report", "second")
    assert done.returncode == 2
    assert f'{YEAR} has no report "second"; expected one of first.' in done.stderr
