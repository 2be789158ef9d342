"""Small signs after an amount are a mark, and small pence are not."""

from pathlib import Path

import pytest
from support.papers import (
    drawn_pdf,
    grid,
    rule,
    write_at,
)

from grantsdata.importers.documents.pdf.letters.text import Line, as_one, join_lines, undivided_words
from grantsdata.importers.documents.reading import read_document

XS, YS = [50, 230, 400, 550], [100, 130, 160]
TABLE = [*grid(XS, YS), write_at(55, 120, "Service"), write_at(235, 120, "Provider"), write_at(405, 120, "Award")]
ROW = [write_at(55, 150, "Boat"), write_at(235, 150, "Ouse Club"), write_at(405, 150, "£925")]
AFTER = 427.3  # where the amount ends


@pytest.mark.parametrize(
    ("small", "y", "cell", "notes"),
    [
        ("2", 150, "£925", ('small mark "2"',)),
        ("12", 150, "£925", ('small mark "12"',)),
        ("*", 146, "£925", ('raised mark "*"',)),
        ("3", 146, "£925", ('raised mark "3"',)),
        (".50", 150, "£925.50", ()),
        (".50", 146, "£925.50", ()),
        (",000", 150, "£925,000", ()),
        ("a", 146, "£925", ('raised mark "a"',)),
        ("st", 146, "£925st", ()),
        ("2,3", 146, "£925", ('raised mark "2,3"',)),
    ],
)
def test_small_signs_after_an_amount(tmp_path: Path, small: str, y: int, cell: str, notes: tuple[str, ...]) -> None:
    document = read_document(drawn_pdf([[*TABLE, *ROW, write_at(AFTER, y, small, 6)]], tmp_path / "drawn.pdf"))
    found = document.tables[0].rows[1][2]
    assert (found.text, found.notes) == (cell, notes)
    assert document.unaccounted == ()


@pytest.mark.parametrize("size", [9, 10])
@pytest.mark.parametrize("mark", ["2", "12", "*"])
def test_a_mark_is_raised_by_its_place_whatever_its_size(tmp_path: Path, size: int, mark: str) -> None:
    marked = [*ROW, write_at(AFTER, 146, mark, size)]
    unruled = [write_at(55, 120, "Service"), write_at(405, 120, "Award"), write_at(55, 180, "Van")]
    unruled += [write_at(405, 180, "£1,500"), write_at(435.6, 176, mark, size)]
    for page in ([*TABLE, *marked], [*unruled, *marked]):
        document = read_document(drawn_pdf([page], tmp_path / "drawn.pdf"))
        rows = document.tables[0].rows
        assert [row[-1].text for row in rows] == ["Award", "£925", "£1,500"][: len(rows)]
        assert rows[1][-1].notes == (f'raised mark "{mark}"',)
        assert document.unaccounted == ()


@pytest.mark.parametrize(
    ("before", "raised", "end", "cell", "notes"),
    [
        ("Ouse Club", "a", 282.3, "Ouse Club", ('raised mark "a"',)),
        ("40 m", "2", 257.2, "40 m2", ()),
        ("Ouse Club", "TM", 282.3, "Ouse ClubTM", ()),
    ],
)
def test_a_raised_letter_after_a_word_is_a_mark_and_square_metres_are_none(
    tmp_path: Path, before: str, raised: str, end: float, cell: str, notes: tuple[str, ...]
) -> None:
    row = [ROW[0], write_at(235, 150, before), ROW[2], write_at(end, 146, raised, 6)]
    document = read_document(drawn_pdf([[*TABLE, *row]], tmp_path / "drawn.pdf"))
    found = document.tables[0].rows[1][1]
    assert (found.text, found.notes) == (cell, notes)


def test_a_small_number_apart_from_the_amount_is_no_mark(tmp_path: Path) -> None:
    document = read_document(drawn_pdf([[*TABLE, *ROW, write_at(440, 150, "2018", 6)]], tmp_path / "drawn.pdf"))
    assert document.tables[0].rows[1][2].text == "£925 2018"


def line(text: str, width: float = 50, ends_in_space: bool = False) -> Line:
    return Line(text, 0, width, 0, 10, 10, 5, ends_in_space)


@pytest.mark.parametrize(
    ("lines", "text", "notes"),
    [
        (
            ["Countywide co-", "ordination"],
            "Countywide co-ordination",
            ['joined by guess at a hyphen: "co-ordination"'],
        ),
        (["Multi-", "Agency"], "Multi-Agency", []),
        (["ECINS -", "IT system"], "ECINS - IT system", []),
        (["2016–", "17"], "2016–17", []),
        (["Civil Society/", "Big Lottery Fund"], "Civil Society/Big Lottery Fund", []),
        (["commis\xad", "sioned"], "commissioned", []),
        (["Hub", ""], "Hub", []),
        (["Cambridgesh", "ire"], "Cambridgeshire", ['joined by guess within a word: "Cambridgeshire"']),
        (["vulnerable", "adults"], "vulnerable adults", []),
        (["Somebody", "to"], "Somebody to", []),
        (["Embrace", "City"], "Embrace City", []),
        (["young", "people"], "young people", []),
    ],
)
def test_lines_are_joined_as_they_are_read(lines: list[str], text: str, notes: list[str]) -> None:
    """All of them fill their column, and none ends in a space, in a file that otherwise writes those."""
    words = frozenset({"adults", "young", "cambridgeshire", "vulnerable adults"})
    assert join_lines([line(one) for one in lines], 50, words) == (text, notes)


def test_lines_with_room_or_in_a_file_without_spaces_at_their_ends_are_words_of_their_own() -> None:
    assert join_lines([line("Contributi", 20), line("on", 50)], 50, frozenset({"x"}))[0] == "Contributi on"
    assert join_lines([line("Contributi"), line("on")], 50, frozenset({"x"}))[0] == "Contribution"
    assert join_lines([line("Contributi"), line("on")], 50, frozenset())[0] == "Contributi on"
    assert join_lines([line("Contributi", ends_in_space=True), line("on")], 50, frozenset({"x"}))[0] == "Contributi on"


def test_whole_words_are_those_that_no_line_may_have_divided() -> None:
    cells = [[line("one two", ends_in_space=True), line("three fo"), line("ur five")], [line("six")]]
    cells += [[line("seven", ends_in_space=True), line("eight")]]
    assert undivided_words(cells) == {"one", "two", "three", "five", "six", "seven", "eight"}
    assert undivided_words([[line("one"), line("two")]]) == frozenset()


def test_a_struck_text_beside_another_is_left_out_and_one_that_is_all_of_a_cell_stays(tmp_path: Path) -> None:
    amounts = [write_at(405, 150, "£925 £640"), rule(405, 146.5, 427, 146.5)]
    service = [
        write_at(55, 145, "Boat"),
        write_at(55, 157, "hire"),
        rule(55, 141.5, 76, 141.5),
        rule(55, 153.5, 71, 153.5),
    ]
    document = read_document(drawn_pdf([[*TABLE, *amounts, *service]], tmp_path / "drawn.pdf"))
    first, _, last = document.tables[0].rows[1]
    assert (last.text, last.notes) == ("£640", ("struck out and left out: “£925”",))
    assert (first.text, first.notes) == ("Boat hire", ("struck out: “Boat”", "struck out: “hire”"))


def test_parts_become_one_from_the_first_to_the_last_edge() -> None:
    parts = [Line("Kit", 50, 70, 0, 10, 10, 5, True), Line("for all", 95, 140, 1, 12, 12, 5, False, ("bold",))]
    assert as_one(parts) == Line("Kit for all", 50, 140, 0, 12, 12, 5, False, ("bold",))
    assert as_one(parts[:1]) is parts[0]
