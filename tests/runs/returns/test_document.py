"""A form as a Word document: headings, table heads, and that it reads back."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from support.forms import FORM, blank_document, filled_document

from grantsdata.runs.returns.document import document_of, read_document
from grantsdata.runs.returns.filled import NotAForm


def test_it_has_headings_and_each_table_a_head_row() -> None:
    document = docx.Document(io.BytesIO(blank_document()))
    headings = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert headings[:2] == ["About this return", "Measure 1: Women helped"]
    assert len(document.tables) == 5  # the facts, one measure and three further ones
    for table in document.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None


def test_the_same_form_gives_the_same_bytes() -> None:
    assert document_of(FORM) == blank_document()


def test_what_is_filled_in_reads_back_with_its_place() -> None:
    filled = read_document(filled_document(blank_document(), {"Figure": "1,204", "Quality of the figure": "complete"}))
    assert filled.facts["returned_on"].text == "30 October 2018"
    assert filled.lines[0]["actual"][:2] == ("1,204", "table 2 row 11")
    assert filled.lines[0]["data_quality"].text == "complete"
    assert read_document(blank_document()).is_blank


def test_a_document_without_the_tables_is_no_form() -> None:
    file = io.BytesIO()
    docx.Document().save(file)
    with pytest.raises(NotAForm, match="no table that begins with"):
        read_document(file.getvalue())
