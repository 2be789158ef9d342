"""Any table, whatever its texts and merged cells, reads back as it was written."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.examples import examples
from support.papers import (
    ABOVE,
    LEFT,
    blocks_of,
    docx_of,
    drawn_pdf,
    html_of,
    ods_of,
    odt_of,
    rule,
    signs_of,
    write_at,
    xlsx_of,
)

from grantsdata.importers.documents.reading import read_document

MARKS = "*†‡§¶#[]⁰¹²³⁴⁵⁶⁷⁸⁹"
"""Signs that are footnote marks after an amount."""

WORDS = st.text(
    st.characters(categories=("L", "N", "P", "S"), exclude_characters=(ABOVE, LEFT, *MARKS)), min_size=1, max_size=6
)
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
PLAIN = st.text(st.sampled_from("abcXYZ0123456789£,.()"), min_size=1, max_size=8)


@st.composite
def tables(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> list[list[str]]:
    """Rows of texts, in which some rectangles are merged cells."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(2, 5))
    rows = [[""] * width for _ in range(height)]
    free = {(row, column) for row in range(height) for column in range(width)}
    for row in range(height):
        for column in range(width):
            if (row, column) not in free:
                continue
            down, across = draw(st.sampled_from([(1, 1)] * 4 + [(2, 1), (1, 2), (3, 1), (2, 2), (3, 3)]))
            places = {(r, c) for r in range(row, row + down) for c in range(column, column + across)}
            if not places <= free:
                places = {(row, column)}
            free -= places
            for r, c in places:
                rows[r][c] = ABOVE if r > row else LEFT
            rows[row][column] = draw(texts)
    return rows


def on_paper(rows: list[list[str]]) -> list[list[str]]:
    """Without the columns in which no cell begins: nobody could see them."""
    begun = {block.column for block in blocks_of(rows)}
    return [[text for column, text in enumerate(row) if column in begun] for row in rows]


def html(made: list[list[list[str]]], path: Path) -> Path:
    path.write_text(html_of(made), encoding="utf-8")
    return path


def pdf(made: list[list[list[str]]], path: Path) -> Path:
    """Ruled around each cell."""
    drawing = []
    for block in blocks_of(made[0]):
        x0, y0 = 50 + 100 * block.column, 100 + 40 * block.row
        x1, y1 = x0 + 100 * block.width, y0 + 40 * block.height
        drawing += [rule(x0, y0, x1, y0), rule(x0, y1, x1, y1), rule(x0, y0, x0, y1), rule(x1, y0, x1, y1)]
        drawing.append(write_at(x0 + 5, y0 + 20, block.text))
    return drawn_pdf([drawing], path)


def read_back(
    write: Callable[[list[list[list[str]]], Path], Path], rows: list[list[str]], suffix: str
) -> list[list[str]]:
    assume(len({block.column for block in blocks_of(rows)}) > 1)
    with tempfile.TemporaryDirectory() as folder:
        found = read_document(write([rows], Path(folder) / f"table.{suffix}"))
    assert found.unaccounted == ()
    (table,) = found.tables
    return signs_of(table)


@examples(8, nightly=200)
@given(rows=tables(st.just("") | TEXTS))
def test_any_table_of_a_web_page(rows: list[list[str]]) -> None:
    assert read_back(html, rows, "html") == on_paper(rows)


@examples(8, nightly=200)
@given(rows=tables(st.just("") | TEXTS))
def test_any_table_of_a_word_document(rows: list[list[str]]) -> None:
    assert read_back(docx_of, rows, "docx") == on_paper(rows)


@examples(8, nightly=200)
@given(rows=tables(st.just("") | TEXTS))
def test_any_table_of_a_text_of_libreoffice(rows: list[list[str]]) -> None:
    assert read_back(odt_of, rows, "odt") == on_paper(rows)


@pytest.mark.parametrize(("write", "suffix"), [(xlsx_of, "xlsx"), (ods_of, "ods")])
@examples(8, nightly=200)
@given(rows=tables(TEXTS))
def test_any_table_of_a_sheet(
    write: Callable[[list[list[list[str]]], Path], Path], suffix: str, rows: list[list[str]]
) -> None:
    assert read_back(write, rows, suffix) == on_paper(rows)


@examples(8, nightly=200)
@given(rows=tables(PLAIN))
def test_any_table_of_a_pdf(rows: list[list[str]]) -> None:
    """Rows that no cell divides cannot be seen on paper, nor such columns."""
    begun = {block.row for block in blocks_of(rows)}
    assert read_back(pdf, rows, "pdf") == [row for n, row in enumerate(on_paper(rows)) if n in begun]
