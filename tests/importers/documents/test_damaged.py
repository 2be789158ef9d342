"""A file that lost its end, or some of its bits, is read in full, has faults or is refused: nothing is lost in silence,
and there is no traceback and no wait for minutes."""

import csv
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.papers import docx_of, drawn_pdf, grid, html_of, ods_of, odt_of, write_at, xlsx_of
from support.reporting import copied_project

from grantsdata.errors import SourceError
from grantsdata.importers.documents.found import Document
from grantsdata.importers.documents.reading import read_document

TESTS = Path(__file__).parents[2]
TITLE = "Title: Awards of the year"
ROWS = [
    ["Service", "Provider", "Award"],
    ["Witness care", "Farrowby Society", "£446,000"],
    ["←", "Elstow Trust", "£12,500"],
    *[[f"Hub {number}", "Ely", f"£{number},000"] for number in range(1, 9)],
    ["Total", "", "£494,500"],
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
    ruled = grid([10, 190, 390, 500], [60 + 30 * line for line in range(len(ROWS) + 1)])
    return drawn_pdf([[write_at(20, 40, TITLE), *texts, *ruled], texts], path)


MAKERS: dict[str, Callable[[Path], object]] = {
    "docx": lambda path: docx_of([ROWS], path, [TITLE]),
    "xlsx": lambda path: xlsx_of([ROWS], path, [TITLE]),
    "ods": lambda path: ods_of([ROWS], path, [TITLE]),
    "odt": lambda path: odt_of([ROWS], path, [TITLE]),
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


TIMES = 250
A_FEW_AND_MANY = pytest.mark.parametrize(
    ("kind", "times"),
    [
        (kind, times) if times == 12 else pytest.param(kind, times, marks=pytest.mark.proof)
        for times in (12, TIMES)
        for kind in MAKERS
    ],
)


def read(path: Path, content: bytes) -> Document | None:
    """What is read of the content; None if it is refused. Any other error fails the test."""
    path.write_bytes(content)
    try:
        return read_document(path)
    except SourceError:
        return None


@A_FEW_AND_MANY
def test_a_file_that_is_cut_off_is_never_read_in_part_in_silence(tmp_path: Path, kind: str, times: int) -> None:
    path = tmp_path / f"paper.{kind}"
    MAKERS[kind](path)
    content = path.read_bytes()
    complete = read_document(path)
    chance = random.Random(kind)
    for _ in range(times):
        kept = chance.randrange(len(content))
        found = read(path, content[:kept])
        is_told = found is None or found.notes or not found.tables or any(table.faults for table in found.tables)
        is_complete = found is not None and [t.rows for t in found.tables] == [t.rows for t in complete.tables]
        ends_with_a_row = kind == "csv" and content[:kept].endswith((b"\n", b'"'))  # nothing shows that there were more
        assert is_told or is_complete or ends_with_a_row, kept


@A_FEW_AND_MANY
def test_a_file_with_a_flipped_bit_is_refused_or_read_and_never_a_traceback(
    tmp_path: Path, kind: str, times: int
) -> None:
    """Each part of a zipped file has a sum of its bytes, so that none of its amounts changes."""
    path = tmp_path / f"paper.{kind}"
    MAKERS[kind](path)
    content = path.read_bytes()
    complete = read_document(path)
    chance = random.Random(kind)
    for _ in range(times):
        place, bit = chance.randrange(len(content)), chance.randrange(8)
        flipped = content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]
        found = read(path, flipped)
        if found is not None and kind in ("docx", "xlsx", "ods", "odt") and found.tables:
            texts = [[[cell.text for cell in row] for row in table.rows] for table in found.tables]
            assert texts == [[[cell.text for cell in row] for row in table.rows] for table in complete.tables], place
