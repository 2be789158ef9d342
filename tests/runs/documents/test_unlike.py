"""A Word document that does not say what its page says is noticed, by another reader of Word documents."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from support.pages import PAGE

from grantsdata.runs.documents.unlike import unlike_page
from grantsdata.runs.documents.word import word_document


def changed(change: Callable[[Document], object]) -> bytes:
    document = docx.Document(io.BytesIO(word_document(PAGE)))
    change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_document_says_what_its_page_says() -> None:
    assert unlike_page(word_document(PAGE), PAGE) == []


def test_a_picture_that_word_cannot_show_is_there_in_words() -> None:
    drawing = '<figure><figcaption>Figure 1</figcaption><svg aria-label="Two bars"><text>£10</text></svg></figure>'
    html = PAGE.replace("</main>", f"{drawing}</main>")
    assert unlike_page(word_document(html), html) == []
    without = word_document(html.replace(' aria-label="Two bars"', ""))
    assert unlike_page(without, html)[0].endswith("Other Figure 1 Two”")


def cell(document: Document, row: int, column: int, text: str) -> None:
    document.tables[0].cell(row, column).text = text


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda document: cell(document, 2, 1, "£11"), "table 1, row 3, is “Hub 11 Force”, on the page “Hub 10 Force”"),
        (lambda document: cell(document, 2, 2, ""), "table 1, row 3, is “Hub 10”, on the page “Hub 10 Force”"),
        (
            lambda document: document.tables[0]._tbl.remove(document.tables[0].rows[2]._tr),
            "table 1 has 3 rows, on the page 4",
        ),
        (
            lambda document: document.tables[1]._tbl.getparent().remove(document.tables[1]._tbl),
            "it has 1 tables, the page 2",
        ),
        (
            lambda document: setattr(document.paragraphs[4], "text", "Nine awards. More"),
            "its texts are not those of the page: the page has “The Office The paper 1 Awards Victims Ten”",
        ),
    ],
)
def test_each_difference_is_named(change: Callable[[Document], object], fault: str) -> None:
    assert unlike_page(changed(change), PAGE)[0] == fault


def test_a_text_that_the_document_hides_is_noticed() -> None:
    def hide(document: Document) -> None:
        document.paragraphs[4].runs[0].font.hidden = True

    assert unlike_page(changed(hide), PAGE)
