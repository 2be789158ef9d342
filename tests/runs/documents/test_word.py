"""A page as a Word document, opened again with python-docx; and the board paper of the published set."""

import base64
import io
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from PIL import Image
from support.pages import PAGE

from grantsdata.importers.documents.word.described import EACH_ROW, NO_ROW
from grantsdata.runs.documents.word import word_document


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def document() -> Document:
    return opened(word_document(PAGE))


def test_texts_have_the_styles_that_word_knows(document: Document) -> None:
    assert [(one.style.name, one.text) for one in document.paragraphs if one.style] == [
        ("Subtitle", "The Office"),
        ("Title", "The paper"),
        ("Heading 1", "1. Awards"),
        ("Heading 2", "Victims"),
        ("Normal", "Ten awards. More"),
        ("List Number", "one"),
        ("List Number", "two"),
        ("Normal", "between"),
        ("List Number", "one again"),
        ("List Bullet", "dot"),
        ("Caption", "Table 1. Awards"),
        ("Caption", "Table 2. Other"),
        ("Normal", ""),
    ]


def test_each_numbered_list_begins_at_one(document: Document) -> None:
    numbers = [
        one._p.pPr.numPr.numId.val
        for one in document.paragraphs
        if one._p.pPr is not None and one._p.pPr.numPr is not None
    ]
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]
    starts = document.part.numbering_part.element.findall(f".//{qn('w:startOverride')}")
    assert [start.get(qn("w:val")) for start in starts] == ["1", "1"]


def test_the_head_of_a_table_is_repeated_and_no_row_is_split(document: Document) -> None:
    heads = [[row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] for table in document.tables]
    assert heads == [[True, False, False, False], [True, True, False]]
    for table in document.tables:
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_table_has_a_title_for_screen_readers_and_says_whether_its_rows_are_awards(document: Document) -> None:
    described = [
        [table._tbl.tblPr.find(qn(name)).get(qn("w:val")) for name in ("w:tblCaption", "w:tblDescription")]
        for table in document.tables
    ]
    assert described == [["Table 1. Awards", EACH_ROW], ["Table 2. Other", NO_ROW]]


def test_cells_are_where_the_page_has_them(document: Document) -> None:
    first, second = document.tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["Service", "Amount", "Provider"],
        ["Safety", "Safety", "Safety"],  # python-docx gives a merged cell once for each column
        ["Hub", "£10", "Force"],
        ["Total", "£10", ""],
    ]
    assert [[cell.text for cell in row.cells] for row in second.rows] == [
        ["Fund", "Year", "Year"],
        ["Fund", "a", "b"],
        ["F", "1", "2"],
    ]


def test_the_document_says_its_title_its_language_and_what_it_was_made_from(document: Document) -> None:
    known = document.core_properties
    assert (known.title, known.author, known.language) == ("The paper", "The Office", "en-GB")
    assert known.comments == "Made from raw data 12ab; record."
    assert (known.created, known.modified, known.last_modified_by) == (None, None, "")
    of_texts = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    assert of_texts.get(qn("w:val")) == "en-GB"


def test_the_page_is_a4_and_its_footer_counts_the_pages(document: Document) -> None:
    layout = document.sections[0]
    assert (round(layout.page_width.mm), round(layout.page_height.mm)) == (210, 297)
    fields = [one.get(qn("w:instr")) for one in layout.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert layout.footer.paragraphs[0].text.startswith("The Office")


def test_a_link_leads_where_it_leads_on_the_page(document: Document) -> None:
    (link,) = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert (link.text, link.address) == ("More", "https://a.uk/")


def test_a_picture_has_its_alternative_text_and_without_a_picture_the_text_is_shown() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 20)).save(picture, "PNG")
    address = f"data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()}"
    shown = opened(word_document(f'<body><img alt="Bars" src="{address}"></body>'))
    assert [shape._inline.docPr.get("descr") for shape in shown.inline_shapes] == ["Bars"]
    described = opened(word_document('<body><img alt="Bars" src="data:image/svg+xml;base64,AA"></body>'))
    assert [one.text for one in described.paragraphs] == ["Bars"]


def test_the_same_page_gives_the_same_bytes() -> None:
    assert word_document(PAGE) == word_document(PAGE)


def template() -> Document:
    made = docx.Document()
    made.styles["Heading 1"].font.size = Pt(30)
    made.sections[0].header.paragraphs[0].text = "The office's own head"
    made.core_properties.author = "somebody"
    return made


def test_a_template_of_the_office_keeps_its_styles_and_header() -> None:
    made = template()
    made.add_paragraph("Type here")
    document = opened(word_document(PAGE, made))
    assert document.styles["Heading 1"].font.size == Pt(30)
    assert document.sections[0].header.paragraphs[0].text == "The office's own head"
    assert document.paragraphs[0].text == "The Office"
    assert "Type here" not in [one.text for one in document.paragraphs]
    assert document.core_properties.author == "The Office"


def test_a_template_can_say_where_the_report_goes() -> None:
    made = template()
    for text in ("OFFICIAL", "{report}", "Signed"):
        made.add_paragraph(text)
    found = [one.text for one in opened(word_document(PAGE, made)).paragraphs]
    assert (found[:2], found[-1]) == (["OFFICIAL", "The Office"], "Signed")


def test_a_template_without_our_styles_gets_them() -> None:
    made = template()
    for name in ("Title", "Subtitle", "Caption", "List Bullet", "List Number"):
        made.styles[name].delete()
    document = opened(word_document(PAGE, made))
    assert {"Title", "Subtitle", "Caption", "List Bullet", "List Number"} <= {style.name for style in document.styles}
    (bullet,) = [one for one in document.paragraphs if one.text == "dot"]
    assert bullet.style is not None and bullet.style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None


def test_the_board_paper_of_the_set_lists_every_award_under_headings_of_word(published: Path) -> None:
    document = docx.Document(str(published / "outputs" / "2017-18" / "board-paper.docx"))
    styles = [one.style.name for one in document.paragraphs if one.style]
    assert styles.count("Title") == 1
    assert {"Heading 1", "Heading 2", "Caption", "List Bullet"} <= set(styles)
    services = [row.cells[0].text for table in document.tables for row in table.rows]
    assert "Restorative Justice Hub" in services and "Emerging Initiatives" in services
    assert len([table for table in document.tables if table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is None]) == 0
