"""A file that lost its end, or some of its bits, is shown or refused: no traceback, and no wait for minutes."""

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.papers import docx_of, drawn_pdf, grid, html_of, ods_of, write_at, xlsx_of
from support.reporting import copied_project

TESTS = Path(__file__).parents[2]
TITLE = "Title: Awards of the year"
ROWS = [
    ["Service", "Provider", "Award"],
    ["Witness care", "Farrowby Society", "£446,000"],
    ["←", "Elstow Trust", "£12,500"],
    ["Total", "", "£458,500"],
]


def csv_of(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([cell.replace("←", "") for cell in row] for row in ROWS)
    return path


def page_of(path: Path) -> Path:
    path.write_text(html_of([ROWS], [TITLE]), encoding="utf-8")
    return path


def pdf_of(path: Path) -> Path:
    """Two pages, with one table between rules, and one without."""
    places = [(20, 80), (200, 80), (400, 80)]
    texts = [
        write_at(x, y + 30 * number, row[column])
        for number, row in enumerate(ROWS)
        for column, (x, y) in enumerate(places)
        if row[column] != "←"
    ]
    ruled = grid([10, 190, 390, 500], [60, 90, 120, 150, 180])
    return drawn_pdf([[write_at(20, 40, TITLE), *texts, *ruled], texts], path)


MAKERS: dict[str, Callable[[Path], object]] = {
    "docx": lambda path: docx_of([ROWS], path, [TITLE]),
    "xlsx": lambda path: xlsx_of([ROWS], path, [TITLE]),
    "ods": lambda path: ods_of([ROWS], path, [TITLE]),
    "html": page_of,
    "csv": csv_of,
    "pdf": pdf_of,
}


def unfit(kind: str, folder: Path, number: int) -> list[str]:
    """What no user should see of damaged files of a kind."""
    path = folder / f"paper.{kind}"
    MAKERS[kind](path)
    project = copied_project(folder / "project")
    command = [sys.executable, "-m", "support.damages", str(path), str(project), str(number)]
    done = subprocess.run(command, cwd=TESTS, capture_output=True, encoding="utf-8", timeout=1800)
    lines = done.stdout.splitlines()
    assert lines[-1:] == ["done"], (lines[-3:], done.returncode, done.stderr[-2000:])
    return lines[:-1]


@pytest.mark.proof
@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_damaged_in_500_ways_is_shown_or_refused(tmp_path: Path, kind: str) -> None:
    assert unfit(kind, tmp_path, 500) == []
