"""The parts of a table on several pages become its rows, and a note names each join that is a guess."""

from collections.abc import Sequence

from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.importers.documents.pdf.joined import CONTINUED, group_parts, join_parts
from grantsdata.importers.documents.pdf.letters.text import Line
from grantsdata.importers.documents.pdf.parts import Part, PartBox

XS = (50.0, 200.0, 350.0)
HEADER = ("Service", "Award")
NO_WORDS: frozenset[str] = frozenset()


def line(text: str, bottom: float) -> Line:
    return Line(text, 0.0, 20.0, bottom - 10, bottom, 10.0, 5.0, False)


def part(page: int, *rows: Sequence[str], full: int | None = None, **more: bool) -> Part:
    """A part with two columns; the text of row `full` has no room for another line below it."""
    boxes = [
        PartBox(row, 1, XS[n], XS[n + 1], 30.0, [line(text, 25.0 if row == full else 12.0)] if text else [])
        for row, texts in enumerate(rows)
        for n, text in enumerate(texts)
    ]
    is_edge = {"is_first": True, "is_last": True, **more}
    return Part(page, XS[0], 100.0, XS[-1], 200.0, [(50.0, 200.0), (200.0, 350.0)], len(rows), boxes, **is_edge)


def joined(*parts: Part) -> FoundTable:
    return join_parts(parts, "table 1", "Awards", NO_WORDS)


def texts(table: FoundTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_a_table_on_one_page_has_its_place_and_its_rows() -> None:
    found = joined(part(3, HEADER, ("Hub", "£5")))
    assert (found.place, found.heading, found.notes) == ("table 1, page 3", "Awards", ())
    assert found.rows[1] == (Cell("Hub", "page 3"), Cell("£5", "page 3"))


def test_parts_at_the_edges_of_pages_that_follow_are_one_table() -> None:
    one, two, three = (part(page, HEADER) for page in (1, 2, 3))
    assert group_parts([one, two, three]) == [[one, two, three]]
    assert group_parts([]) == []


def test_parts_with_something_between_or_of_another_form_are_two_tables() -> None:
    one = part(1, HEADER)
    others = [
        part(3, HEADER),
        part(2, HEADER, is_first=False),
        part(2, HEADER, is_guessed=True),
        part(2, HEADER),
        part(2, HEADER),
    ]
    others[3].x1 = 360.0
    others[4].columns = [(50.0, 120.0), (120.0, 350.0)]
    for other in others:
        assert group_parts([one, other]) == [[one], [other]]
    assert len(group_parts([part(1, HEADER, is_last=False), part(2, HEADER)])) == 2


def test_a_header_that_is_printed_again_is_taken_once() -> None:
    found = joined(part(1, HEADER, ("Hub", "£5")), part(2, HEADER, ("Van", "£6")), part(3, HEADER, ("Bus", "£7")))
    assert texts(found) == [[*HEADER], ["Hub", "£5"], ["Van", "£6"], ["Bus", "£7"]]
    assert found.place == "table 1, pages 1, 2 and 3"
    assert found.notes == (
        "goes over pages 1, 2 and 3; its parts are put together",
        'the header printed again on page 2 is taken once: "Service Award"',
        'the header printed again on page 3 is taken once: "Service Award"',
    )


def test_a_row_goes_on_over_the_end_of_a_page_if_its_text_was_cut_off() -> None:
    found = joined(part(1, HEADER, ("Cars for the", "£5"), full=1), part(2, ("young", ""), ("Van", "£6")))
    assert texts(found) == [[*HEADER], ["Cars for the young", "£5"], ["Van", "£6"]]
    assert found.notes[-1] == "row 2 goes on over the end of page 1; joined by guess"
    assert found.rows[1][0].notes == ("joined by guess: the cell goes on over the end of a page",)


def test_a_row_below_one_that_had_room_is_a_row_of_its_own() -> None:
    found = joined(part(1, HEADER, ("Cars", "£5")), part(2, ("young", ""), ("Van", "£6")))
    assert texts(found) == [[*HEADER], ["Cars", "£5"], ["young", ""], ["Van", "£6"]]


def test_a_blank_merged_cell_at_the_head_of_a_page_goes_on_from_the_one_above() -> None:
    below = part(2, ("", "£6"), ("", "£7"))
    below.boxes = [PartBox(0, 2, 50.0, 200.0, 60.0), *(box for box in below.boxes if box.lines)]
    found = joined(part(1, HEADER, ("Hub", "£5")), below)
    assert texts(found) == [[*HEADER], ["Hub", "£5"], ["", "£6"], ["", "£7"]]
    assert [row[0].merged for row in found.rows] == ["", "", "above", "above"]
    assert found.rows[2][0].notes == (CONTINUED,)


def test_what_was_guessed_is_said() -> None:
    assert joined(part(1, HEADER)).notes == ()
    assert joined(part(1, HEADER, is_guessed=True, rows_guessed=True)).notes == (
        "rows without rules between them are guessed from their amounts and gaps; check each row",
        "unruled: columns and rows are guessed from the gaps between words; check each row",
    )


def test_an_amount_below_an_amount_is_a_row_of_its_own_on_the_next_page() -> None:
    first = part(1, HEADER, ("Hub", "£5"), ("Van", "£6"), full=2)
    assert texts(joined(first, part(2, HEADER, ("", "£11")))) == [[*HEADER], ["Hub", "£5"], ["Van", "£6"], ["", "£11"]]
