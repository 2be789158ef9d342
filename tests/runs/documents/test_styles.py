"""The styles of a Word document: its own, and ours where it has none."""

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from grantsdata.runs.documents.styles import (
    IN_HEAD,
    TABLE,
    empty_document,
    heading_style,
    list_style,
    style_named,
    table_style,
)


@pytest.mark.parametrize(("level", "name"), [(1, "Title"), (2, "Heading 1"), (4, "Heading 3")])
def test_the_first_heading_of_a_page_is_the_title_of_the_document(level: int, name: str) -> None:
    assert heading_style(empty_document(""), level).name == name


def test_headings_have_a_level_for_the_navigation_of_word_and_stay_with_what_follows() -> None:
    style = heading_style(empty_document(""), 3)
    level = style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    assert (level.get(qn("w:val")), style.paragraph_format.keep_with_next) == ("1", True)


@pytest.mark.parametrize(
    ("kind", "level", "name"),
    [("bullet", 0, "List Bullet"), ("bullet", 1, "List Bullet 2"), ("number", 0, "List Number")],
)
def test_lists_have_the_styles_of_word(kind: str, level: int, name: str) -> None:
    assert list_style(empty_document(""), kind, level).name == name


def test_a_style_that_the_document_has_stays_and_one_that_it_lacks_is_added() -> None:
    document = docx.Document()
    document.styles["Caption"].font.size = Pt(30)  # type: ignore[union-attr]
    assert style_named(document, "Caption").font.size == Pt(30)
    assert IN_HEAD not in [style.name for style in document.styles]
    assert style_named(document, IN_HEAD).font.bold
    assert style_named(document, IN_HEAD) == style_named(document, IN_HEAD)


def test_the_style_of_tables_is_added_once() -> None:
    document = empty_document("")
    assert table_style(document).element is table_style(document).element
    assert [style.name for style in document.styles].count(TABLE) == 1


def test_no_picture_of_another_document_comes_along() -> None:
    relations = empty_document("").part.package.rels.values()
    assert [one.reltype for one in relations if "thumbnail" in one.reltype] == []
