"""A chart of a page as a picture in a document: as large as on the page, with its bars in their places."""

import io
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from PIL import Image
from support.charted import ALT, charted

from grantsdata.report.drawing.again import png_of
from grantsdata.runs.documents.blocks import Picture, content_of
from grantsdata.runs.documents.unlike import unlike_page
from grantsdata.runs.documents.word import word_document

SCALE = 200 / 72
"""Dots of the picture to a unit of the drawing."""


def drawing(folder: Path) -> Tag:
    soup = BeautifulSoup(charted(folder).html, "html.parser")
    return next(svg for svg in soup.find_all("svg") if "bars-wide" in svg["class"])


def test_a_chart_is_drawn_as_the_page_has_it(tmp_path: Path) -> None:
    svg = drawing(tmp_path)
    picture = Image.open(io.BytesIO(png_of(str(svg)))).convert("RGB")
    width, height = (float(size) * SCALE for size in str(svg["viewbox"]).split()[2:])
    assert abs(picture.width - width) < 2 and abs(picture.height - height) < 2
    for bar in svg.select("g.bar path.solid"):
        (left, top), (right, foot) = ((float(x), float(y)) for x, y in corners(str(bar["d"])))
        inside = ((left + right) / 2 * SCALE, (top + foot) / 2 * SCALE)
        beyond = ((right + 1.2) * SCALE, (foot + 1.2) * SCALE)
        assert picture.getpixel((int(inside[0]), int(inside[1]))) == (0x51, 0x60, 0x6E)
        assert picture.getpixel((int(beyond[0]), int(beyond[1]))) == (255, 255, 255)
    assert png_of(str(svg)) == png_of(str(svg))


def corners(path: str) -> list[list[str]]:
    """The first and the third corner of a rectangle."""
    places = [place.split() for place in path.strip("Mz").split("L")]
    return [places[0], places[2]]


def test_a_word_document_has_each_chart_once_as_a_picture_with_its_text(tmp_path: Path) -> None:
    html = charted(tmp_path).html
    pictures = [block for block in content_of(html).blocks if isinstance(block, Picture)]
    assert [(one.described, bool(one.svg)) for one in pictures] == [(ALT, True)]
    made = word_document(html)
    assert unlike_page(made, html) == []
    assert made == word_document(html)
