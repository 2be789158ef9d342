"""A figure as SVG and PNG: the same bytes each time, its texts inside, and the figure as it was."""

import struct
import zlib
from collections.abc import Callable

import pytest
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
