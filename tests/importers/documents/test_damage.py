"""A file that is cut off or in which bits are flipped is refused, has faults, or is read in full."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from support.papers import docx_of, html_of, ods_of, xlsx_of

from grantsdata.errors import SourceError
from grantsdata.importers.documents import Document, read_document

ROWS = [["Service", "Provider", "Award"], *[[f"Hub {n}", "Ely", f"£{n},000"] for n in range(1, 9)]]


def html(path: Path) -> Path:
    path.write_text(html_of([ROWS]), encoding="utf-8")
    return path


def csv(path: Path) -> Path:
    path.write_text("".join(",".join(f'"{text}"' for text in row) + "\n" for row in ROWS), encoding="utf-8")
    return path


MAKERS: dict[str, Callable[[Path], Path]] = {
    "docx": lambda path: docx_of([ROWS], path),
    "xlsx": lambda path: xlsx_of([ROWS], path),
    "ods": lambda path: ods_of([ROWS], path),
    "html": html,
    "csv": csv,
}
TIMES = 250


def read(path: Path, content: bytes) -> Document | None:
    """What is read of the content; None if it is refused. Any other error fails the test."""
    path.write_bytes(content)
    try:
        return read_document(path)
    except SourceError:
        return None


@pytest.mark.parametrize(
    ("kind", "times"),
    [*[(kind, 12) for kind in MAKERS], *[pytest.param(kind, TIMES, marks=pytest.mark.proof) for kind in MAKERS]],
)
def test_a_file_that_is_cut_off_is_never_read_in_part_in_silence(tmp_path: Path, kind: str, times: int) -> None:
    path = MAKERS[kind](tmp_path / f"paper.{kind}")
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


@pytest.mark.parametrize(
    ("kind", "times"),
    [*[(kind, 12) for kind in MAKERS], *[pytest.param(kind, TIMES, marks=pytest.mark.proof) for kind in MAKERS]],
)
def test_a_file_with_a_flipped_bit_is_refused_or_read_and_never_a_traceback(
    tmp_path: Path, kind: str, times: int
) -> None:
    """Each part of a zipped file has a sum of its bytes, so that none of its amounts changes."""
    path = MAKERS[kind](tmp_path / f"paper.{kind}")
    content = path.read_bytes()
    complete = read_document(path)
    chance = random.Random(kind)
    for _ in range(times):
        place, bit = chance.randrange(len(content)), chance.randrange(8)
        flipped = content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]
        found = read(path, flipped)
        if found is not None and kind in ("docx", "xlsx", "ods") and found.tables:
            texts = [[[cell.text for cell in row] for row in table.rows] for table in found.tables]
            assert texts == [[[cell.text for cell in row] for row in table.rows] for table in complete.tables], place
