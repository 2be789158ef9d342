"""What is painted on a page, in its order: texts, filled boxes where they are seen, and the page as a picture."""

from pathlib import Path

import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.papers import drawn_pdf, rule, write_at

from grantsdata.importers.documents.pdf.letters import painted as module
from grantsdata.importers.documents.pdf.letters.painted import (
    PAPER,
    Painted,
    Picture,
    Strips,
    address,
    edges,
    fill_colour,
    painted,
)
from grantsdata.importers.documents.pdf.prepared import opened

BOX = "0 0 1 rg 100 200 50 20 re f"


def content(tmp_path: Path, *commands: str, box: str = "") -> bytes:
    drawn = drawn_pdf([commands], tmp_path / "drawn.pdf").read_bytes()
    return drawn.replace(b"/MediaBox [0 0 600 600]", f"/MediaBox [0 0 600 600] {box}".encode())


def test_texts_and_boxes_are_counted_in_the_order_of_painting(tmp_path: Path) -> None:
    with opened(content(tmp_path, write_at(50, 100, "Hub"), BOX, rule(0, 0, 9, 9), write_at(50, 130, "Van"))) as pdf:
        page = pdf[0]
        orders, boxes = painted(page)
        things = [pdfium.FPDFPage_GetObject(page, number) for number in (0, 3)]
        assert [orders[address(thing)] for thing in things] == [1, 4]
    assert len(orders) == 2
    (box,) = boxes  # the rule is not filled
    assert box == Painted(2, (pytest.approx((100, 200, 150, 220), abs=0.01),), (0, 0, 255))


def test_a_box_is_as_large_as_it_is_seen(tmp_path: Path) -> None:
    with opened(content(tmp_path, f"q 120 190 60 20 re W n {BOX} Q")) as pdf:
        _, boxes = painted(pdf[0])
    assert [box.boxes[0] for box in boxes] == [pytest.approx((120, 200, 150, 210), abs=0.01)]


def test_a_frame_hides_nothing_within_it(tmp_path: Path) -> None:
    """WeasyPrint draws the border of a cell as one path of two rectangles."""
    with opened(content(tmp_path, "10 10 200 100 re 12 12 196 96 re f*", "300 10 50 50 re 400 10 50 50 re f")) as pdf:
        _, (frame, two) = painted(pdf[0])
    assert not frame.covers((50, 50, 56, 58))
    assert [two.covers((x, 20, x + 6, 28)) for x in (320, 370, 420)] == [True, False, True]


def test_the_part_of_a_page_that_is_shown_is_within_both_of_its_boxes(tmp_path: Path) -> None:
    with opened(content(tmp_path, BOX, box="/CropBox [10 20 590 700]")) as pdf:
        assert edges(pdf[0]) == (10, 20, 590, 600)


def test_a_plain_colour_is_known(tmp_path: Path) -> None:
    with opened(content(tmp_path, "1 g 0 0 9 9 re f", BOX)) as pdf:
        page = pdf[0]
        assert [fill_colour(pdfium.FPDFPage_GetObject(page, number)) for number in (0, 1)] == [PAPER, (0, 0, 255)]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_contrast_of_a_place_is_that_of_the_drawn_page(tmp_path: Path, turned: int) -> None:
    with opened(content(tmp_path, BOX, box=f"/Rotate {turned}")) as pdf:
        picture = Picture(pdf[0])
    assert picture.contrast((300, 300, 310, 310)) == (0, 255)  # blank paper
    assert picture.contrast((110, 205, 120, 215)) == (0, 255)  # within the blue box
    assert picture.contrast((95, 205, 120, 215)) == (255, 255)  # over its edge
    assert picture.contrast((700, 700, 710, 710)) == (0, 255)  # beyond the page


def test_a_path_of_more_outlines_than_are_followed_counts_as_one_box(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three = "300 10 50 50 re 400 10 50 50 re 500 10 50 50 re f"
    between = (370, 20, 376, 28)
    for most, is_covered in ((3, False), (2, True)):
        monkeypatch.setattr(module, "_MOST_OUTLINES", most)
        with opened(content(tmp_path, three)) as pdf:
            _, (boxes,) = painted(pdf[0])
        assert boxes.covers(between) is is_covered


def test_what_is_painted_by_another_object_is_where_it_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Objects that draw one another without end are not followed for ever."""
    form = f"6 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 600 600] /Length {len(BOX)} >>\nstream\n{BOX}\n"
    drawn = content(tmp_path, "q 1 0 0 1 50 0 cm /X Do Q").replace(
        b"/F 3 0 R >>", b"/F 3 0 R >> /XObject << /X 6 0 R >>"
    )
    drawn = drawn.replace(b"xref\n0 6", f"{form}endstream\nendobj\nxref\n0 6".encode(), 1)
    with opened(drawn) as pdf:
        _, (box,) = painted(pdf[0])
        assert box.boxes == (pytest.approx((150, 200, 200, 220), abs=0.01),)
        monkeypatch.setattr(module, "_DEEPEST", 0)
        assert painted(pdf[0]) == ({}, [])


def test_a_colour_that_lets_be_seen_what_is_below_is_none(tmp_path: Path) -> None:
    drawn = content(tmp_path, f"q /G gs {BOX} Q").replace(
        b"/F 3 0 R >>", b"/F 3 0 R >> /ExtGState << /G << /ca 0.5 >> >>"
    )
    with opened(drawn) as pdf:
        assert fill_colour(pdfium.FPDFPage_GetObject(pdf[0], 0)) is None


PLACES = st.floats(-2_000, 2_000) | st.sampled_from([0.0, 6.0, 300.0, 600.0, float("inf"), float("-inf")])


@st.composite
def boxes(draw: st.DrawFn) -> tuple[float, float, float, float]:
    (left, right), (bottom, top) = (sorted((draw(PLACES), draw(PLACES))) for _ in "xy")
    return left, bottom, right, top


@given(st.lists(boxes(), max_size=8), st.floats(0, 590), st.floats(0, 590), st.floats(0.5, 40))
def test_what_covers_a_letter_is_found_without_asking_all(
    filled: list[tuple[float, float, float, float]], x: float, y: float, size: float
) -> None:
    things = [Painted(order, (box,), PAPER) for order, box in enumerate(filled)]
    letter = (x, y, x + size, y + size)
    found = Strips(things, (0, 0, 600, 600)).covering(letter)
    assert found == [thing for thing in things if thing.covers(letter)]
