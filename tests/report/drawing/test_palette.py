"""The colours of charts: one for each stream, on light and on dark pages."""

import re
from pathlib import Path

import pandas as pd
import pytest

import grantsdata
from grantsdata.report.drawing.palette import DARK, LIGHT, NEUTRAL, stream_colours

PAGE = Path(grantsdata.__file__).parent / "templates" / "grantsdata" / "page.css"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("colours", "paper"), [(LIGHT, "#ffffff"), (DARK, "#14191e")])
def test_every_colour_stands_out_from_the_page_as_a_text_would(colours: tuple[str, ...], paper: str) -> None:
    assert {colour: contrast(colour, paper) for colour in colours if contrast(colour, paper) < 4.5} == {}
    assert len(set(colours)) == len(colours) == 9


def test_the_style_sheet_of_pages_has_the_same_colours() -> None:
    css = PAGE.read_text(encoding="utf-8").partition("/* Charts.")[2]
    found = [(int(number), colour) for number, colour in re.findall(r"--chart-([0-9]): (#[0-9a-f]{6});", css)]
    assert found == [*enumerate(LIGHT), *enumerate(DARK)]


def test_a_stream_keeps_its_colour_whichever_streams_a_table_has() -> None:
    table = pd.DataFrame({"name": ["Crime"]})
    table.attrs["streams"] = ["Victims", "Crime", "Youth"]
    assert stream_colours(table, ["Youth", "Crime"]) == [3, 2]
    assert stream_colours(table, ["Budget"]) == [NEUTRAL]
    assert stream_colours(pd.DataFrame(), ["One", "Two"]) == [1, 2]


def test_no_two_streams_share_a_colour() -> None:
    many = [f"Stream {number}" for number in range(12)]
    assert stream_colours(pd.DataFrame(), many) == [1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0]
