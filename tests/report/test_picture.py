"""A figure as SVG and PNG: the same bytes each time, its texts inside, and the figure as it was."""

import struct
import zlib
from collections.abc import Callable

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from grantsdata.report.picture import png, svg


def drawn() -> Figure:
    figure = Figure(figsize=(2, 1), facecolor="pink")
    figure.subplots().barh([0], [1])
    return figure


@pytest.mark.parametrize("draw", [svg, png])
def test_the_same_figure_gives_the_same_bytes_and_stays_as_it_was(draw: Callable[[Figure], bytes]) -> None:
    figure = drawn()
    before = (figure.dpi, figure.get_facecolor())
    assert draw(figure) == draw(figure) == draw(drawn())
    assert (figure.dpi, figure.get_facecolor()) == before


def test_svg_has_its_texts_and_no_date() -> None:
    picture = svg(drawn(), {"Title": "A <b> title"}).decode("utf-8")
    assert "<dc:title>A &lt;b&gt; title</dc:title>" in picture
    assert (
        "dc:date" not in picture
        and "matplotlib" not in picture.lower().partition("<metadata>")[2].partition("</metadata>")[0]
    )


def test_png_has_200_dots_to_the_inch_and_its_texts() -> None:
    picture = png(drawn(), {"Title": "A title"})
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture[16:24]) == (400, 200)
    assert b"Title\x00A title" in picture
    assert b"Software" not in picture
    assert struct.pack(">I", zlib.crc32(b"IEND")) == picture[-4:]


def with_much_around_it() -> Figure:
    """A chart whose layout needs several drawings to settle: a long label, a legend and a title above all."""
    figure = Figure(figsize=(6, 3), layout="constrained")
    ax = figure.subplots()
    ax.barh(["a very long label that takes a third of the width or more", "b"], [1_000_000, 2])
    ax.set_xlabel("pounds")
    ax.legend(["awards"])
    figure.suptitle("Above all")
    return figure


def test_a_figure_gives_the_same_bytes_however_often_it_was_drawn() -> None:
    figure = with_much_around_it()
    first, dots = svg(figure), png(figure)
    FigureCanvasAgg(figure).draw()
    assert (svg(figure), png(figure)) == (first, dots)
    assert svg(with_much_around_it()) == first
