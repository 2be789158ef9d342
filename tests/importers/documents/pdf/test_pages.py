"""Running heads and feet are found by their places and texts; characters that are seen are kept, each once."""

from pathlib import Path

import pdfplumber
import pytest
from support.papers import drawn_pdf, rule, write_at

from grantsdata.importers.documents.pdf.letters.drawn import DrawnPage
from grantsdata.importers.documents.pdf.letters.text import Char, Line
from grantsdata.importers.documents.pdf.pages import Row, running_heads_and_feet, visible_chars
from grantsdata.importers.documents.pdf.prepared import opened

HEIGHT = 800.0


def row(top: float, *texts: str) -> Row:
    return [Line(text, 0.0, 50.0, top, top + 10, 10.0, 5.0, False) for text in texts]


def test_a_text_at_the_same_place_of_two_pages_is_a_running_head() -> None:
    pages = [
        (HEIGHT, [row(20, "Police, 2017"), row(60, "One"), row(300, "Police"), row(760, "End")]),
        (HEIGHT, [row(22, "Police, 2018"), row(60, "Two"), row(300, "Police"), row(770, "End")]),
    ]
    assert running_heads_and_feet(pages) == [{0}, {0}]


@pytest.mark.parametrize("number", ["7", "Page 7", "- 7 -", "page 7 of 12", "7/12"])
def test_a_page_number_is_one_on_a_single_page(number: str) -> None:
    assert running_heads_and_feet([(HEIGHT, [row(20, "Awards"), row(300, number), row(760, number)])]) == [{2}]


@pytest.mark.parametrize("year", ["2018/19", "2018-19", "2018", "19/18"])
def test_a_year_in_the_header_of_a_table_is_no_page_number(year: str) -> None:
    assert running_heads_and_feet([(HEIGHT, [row(20, "Award"), row(40, year), row(60, "Hub", "£5")])]) == [set()]


def test_a_row_of_a_table_or_close_to_one_is_no_head() -> None:
    table = [row(20, "2018"), row(32, "Hub", "Ely", "£5"), row(44, "7")]
    assert running_heads_and_feet([(HEIGHT, table)] * 2) == [set(), set()]
    assert running_heads_and_feet([(HEIGHT, [row(20, "7"), row(60, "Hub", "Ely", "£5")])]) == [{0}]
    assert running_heads_and_feet([]) == []


def test_upright_characters_are_kept_once_and_sideways_ones_are_lines(tmp_path: Path) -> None:
    sideways = "BT /F 10 Tf 0 1 -1 0 500 300 Tm (Beside) Tj ET"
    path = drawn_pdf([[write_at(50, 100, "Hub"), write_at(50.2, 100, "Hub"), sideways]], tmp_path / "drawn.pdf")
    with pdfplumber.open(path) as pdf, opened(path.read_bytes()) as second:
        upright, turned = visible_chars(pdf.pages[0], DrawnPage(second[0], 1))
    assert "".join(char["text"] for char in upright) == "Hub"
    assert turned == ["Beside"]


def seen(tmp_path: Path, *commands: str) -> tuple[list[Char], list[str]]:
    path = drawn_pdf([list(commands)], tmp_path / "drawn.pdf")
    with pdfplumber.open(path) as pdf, opened(path.read_bytes()) as second:
        return visible_chars(pdf.pages[0], DrawnPage(second[0], 1))


def test_a_watermark_is_a_text_of_its_own_and_leaves_the_letters_over_it(tmp_path: Path) -> None:
    slanted = "BT 0.9 g /F 60 Tf 0.7 0.7 -0.7 0.7 100 400 Tm (DRAFT) Tj ET"
    level = write_at(60, 110, "DRAFT", 40, "0.9 g")
    for watermark in (slanted, level):
        upright, others = seen(tmp_path, watermark, write_at(60, 105, "Hub"), write_at(150, 300, "Van"))
        assert ("".join(char["text"] for char in upright), others) == ("HubVan", ["DRAFT"])


def test_a_large_title_with_nothing_over_it_is_no_watermark(tmp_path: Path) -> None:
    upright, others = seen(tmp_path, write_at(60, 110, "Grants", 40), write_at(60, 150, "Hub"))
    assert ("".join(char["text"] for char in upright), others) == ("GrantsHub", [])


@pytest.mark.parametrize(("y", "struck"), [(96.5, "£5"), (101, ""), (89, "")])
def test_a_line_through_letters_strikes_them_out(tmp_path: Path, y: float, struck: str) -> None:
    """The letters stand from 92 to 100; the line may also be drawn as a thin box."""
    for line in (rule(60, y, 71, y), f"60 {600 - y} 11 0.6 re f"):
        chars, _ = seen(tmp_path, write_at(60, 100, "£5 £6"), line)
        assert "".join(char["text"] for char in chars if char.get("struck")) == struck


def test_a_rule_of_a_table_that_runs_through_a_text_strikes_nothing_out(tmp_path: Path) -> None:
    chars, _ = seen(tmp_path, write_at(60, 100, "£5"), rule(30, 96.5, 300, 96.5))
    assert not any(char.get("struck") for char in chars)
