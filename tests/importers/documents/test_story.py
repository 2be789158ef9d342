"""Tables and paragraphs in their order: which heading a table has, and which notes are counted."""

import pytest

from grantsdata.errors import SourceError
from grantsdata.importers.documents.found import MOST_CELLS, Cell, Document, FoundTable
from grantsdata.importers.documents.story import Story

ROWS = ((Cell("Hub"), Cell("£5")),)


def test_the_heading_of_a_table_is_the_nearest_heading_or_else_the_paragraph_above() -> None:
    story = Story()
    headings = []
    for texts in ((("Awards", True), ("These are:", False)), (("More:", False), ("And:", False)), ((" \t", True),)):
        for text, is_heading in texts:
            story.add_paragraph(text, is_heading=is_heading)
        headings.append(story.heading)
        story.end_lines()
        story.add_tables([FoundTable(story.place(), story.heading, ROWS)])
    assert headings == ["Awards", "And:", ""]
    found = story.document()
    assert [(table.place, table.heading) for table in found.tables] == [
        ("table 1", "Awards"),
        ("table 2", "And:"),
        ("table 3", ""),
    ]
    assert found.paragraphs == ("Awards", "These are:", "More:", "And:")


def test_the_place_of_a_table_says_where_it_is_if_not_in_the_body() -> None:
    story = Story()
    story.add_tables([FoundTable("table 1", "", ROWS)])
    assert (story.place(), story.place("in a header")) == ("table 2", "table 2, in a header")


def test_lines_set_with_tabs_become_a_table() -> None:
    story = Story()
    for text in ("Hub\t£5", "Van\t£6"):
        story.add_paragraph(text)
    story.add_paragraph("Contents\t£7", is_content=True)
    story.end_lines()
    (table,) = story.document().tables
    assert [[cell.text for cell in row] for row in table.rows] == [["Hub", "£5"], ["Van", "£6"]]
    assert story.document().paragraphs == ("Contents £7",)


def test_a_note_that_is_repeated_is_counted() -> None:
    story = Story()
    story.note(["a picture", "a chart"])
    story.note(["a picture"])
    assert story.document() == Document((), (), ("a picture (2 times)", "a chart"))


def test_too_many_cells_are_refused_when_they_are_added() -> None:
    story = Story()
    story.add_tables([FoundTable("table 1", "", (ROWS[0][:1],) * MOST_CELLS)])
    with pytest.raises(SourceError, match="The tables claim 100,002 cells together"):
        story.add_tables([FoundTable("table 2", "", ROWS)])


@pytest.mark.parametrize(("above", "heading"), [("Youth Fund", "Youth Fund"), ("It agreed these.", "Notice 4")])
def test_the_title_of_a_document_gives_way_to_a_line_right_above_a_table(above: str, heading: str) -> None:
    story = Story()
    story.add_paragraph("Notice 4", is_heading=True, is_title=True)
    story.add_paragraph("Fairshire")
    story.add_paragraph(above)
    assert story.heading == heading
