"""A page as a Word document, with headings, captions, lists and tables as Word knows them; the same bytes each time."""

import io

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from grantsdata.importers.documents.word.described import EACH_ROW, NO_ROW
from grantsdata.runs.documents.blocks import (
    PageContent,
    Paragraph,
    Picture,
    Run,
    Table,
    TableCell,
    TableRow,
    Text,
    content_of,
)
from grantsdata.runs.documents.styles import (
    CAPTION,
    IN_HEAD,
    IN_TABLE,
    LEAD,
    NORMAL,
    NOTE,
    empty_document,
    heading_style,
    list_style,
    style_named,
    table_style,
)
from grantsdata.runs.documents.widths import shares_of_width
from grantsdata.runs.documents.word_xml import in_list, link_in, new_list, put, set_language
from grantsdata.sources.zipped import same_each_time

_LANGUAGE = "en-GB"
_STYLES = {"text": NORMAL, "lead": LEAD, "caption": CAPTION, "note": NOTE}
_HERE = "{report}"
"""The paragraph of a template whose place the report takes."""


def word_document(html: str, template: Document | None = None) -> bytes:
    """Return a page as a Word document, with the styles, header and footer of `template` if the office has one.

    If the template has a paragraph that reads {report}, the report takes its place; otherwise the report replaces all
    that the body of the template holds.
    """
    content = content_of(html)
    document = template or empty_document(content.body)
    set_language(document, _LANGUAGE)
    _set_properties(document, content)
    after = _made_empty(document)
    numbered, is_below_table = 0, False
    for block in content.blocks:
        if isinstance(block, Table):
            if is_below_table:
                document.add_paragraph()  # Word would join the two tables
            _add_table(document, block)
        elif isinstance(block, Picture):
            _add_picture(document, block)
        else:
            numbered = _add_paragraph(document, block, numbered)
            if is_below_table and block.kind == "text":
                document.paragraphs[-1].paragraph_format.space_before = Pt(8)
        is_below_table = isinstance(block, Table)
    if is_below_table:
        document.add_paragraph()  # Word takes no document that ends in a table
    layout = document.element.body[-1]  # the last element of a body is its page layout
    for element in after:
        layout.addprevious(element)
    file = io.BytesIO()
    document.save(file)
    return same_each_time(file.getvalue())


def _made_empty(document: Document) -> list[object]:
    """Remove what the body holds, but for what stands before the place for the report; return what stands after it."""
    body = document.element.body
    held = [element for element in body if element.tag != qn("w:sectPr")]
    texts = ["".join(text.text or "" for text in element.iter(qn("w:t"))).strip() for element in held]
    here = texts.index(_HERE) if _HERE in texts else -1
    for element in held[max(here, 0) :]:
        body.remove(element)
    return list(held[here + 1 :]) if here >= 0 else []


def _set_properties(document: Document, content: PageContent) -> None:
    """Set the title, the author, the language and what it was made from; a date of today would differ each time."""
    known = document.core_properties
    known.title, known.author, known.language = content.title, content.body, _LANGUAGE
    known.comments, known.last_modified_by, known.keywords, known.subject = content.made_from, "", "", ""
    known.revision = 1
    element = known._element
    for name in ("dcterms:created", "dcterms:modified", "cp:lastPrinted"):
        for found in element.findall(qn(name)):
            element.remove(found)


def _add_paragraph(document: Document, block: Paragraph, numbered: int) -> int:
    """Add a paragraph; return the number of the numbered list that it begins or continues."""
    if block.kind == "heading":
        style = heading_style(document, block.level)
    elif block.kind in ("bullet", "number"):
        style = list_style(document, block.kind, block.level)
    else:
        style = style_named(document, _STYLES[block.kind])
    paragraph = document.add_paragraph(style=style)
    if block.kind == "number":
        numbered = new_list(document, paragraph) if block.is_first else numbered
        in_list(paragraph, numbered)
    _write(paragraph, block.text)
    return numbered


def _write(paragraph: WordParagraph, text: Text, *, bold: bool = False) -> None:
    for run in text:
        written = paragraph.add_run(run.text)  # "\n" becomes a line break
        written.bold = True if run.bold or bold else None
        written.italic = True if run.italic else None
        if run.address:
            link_in(paragraph, written, run.address)


def _add_picture(document: Document, picture: Picture) -> None:
    """Add a picture with its alternative text; if Word cannot show the picture, the text stands in its place."""
    png = picture.png or _drawn(picture.svg)
    if not png:
        _write(document.add_paragraph(style=style_named(document, NOTE)), (Run(picture.described),))
        return
    shape = document.add_picture(io.BytesIO(png), width=Emu(_room(document)))
    shape._inline.docPr.set("descr", picture.described)


def _drawn(svg: str) -> bytes:
    """A chart as PNG; nothing for none. matplotlib is loaded only if there is one."""
    if not svg:
        return b""
    from grantsdata.report.drawing.again import png_of

    return png_of(svg)


def _room(document: Document) -> int:
    """The width between the margins."""
    layout = document.sections[-1]
    return (layout.page_width or 0) - (layout.left_margin or 0) - (layout.right_margin or 0)


def _add_table(document: Document, table: Table) -> None:
    columns = max(sum(cell.width for cell in row.cells) for row in table.rows)
    added = document.add_table(len(table.rows), columns, table_style(document))
    _describe(added, table)
    added.autofit = False
    widths = [Emu(round(_room(document) * share)) for share in shares_of_width(table)]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        _mark_row(added, number, row)
        for place, width in zip(added.rows[number].cells, widths, strict=True):
            place.width = width
        column = 0
        for cell in row.cells:
            while (number, column) in taken:
                column += 1
            taken |= {(number + down, column + right) for down in range(cell.height) for right in range(cell.width)}
            place = added.cell(number, column)
            if cell.width > 1 or cell.height > 1:
                place = place.merge(added.cell(number + cell.height - 1, column + cell.width - 1))
            is_before_total = any(one.kind == "total" for one in table.rows[number + 1 : number + 2])
            _fill(document, place, row, cell, keep=row.kind in ("head", "group") or is_before_total)
            column += cell.width
    for column, width in enumerate(widths):
        added.columns[column].width = width


def _fill(document: Document, place: _Cell, row: TableRow, cell: TableCell, *, keep: bool) -> None:
    paragraph = place.paragraphs[0]
    paragraph.style = style_named(document, IN_HEAD if row.kind == "head" else IN_TABLE)
    if cell.is_amount:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    if row.kind == "group":
        put(place._tc.get_or_add_tcPr(), "w:shd", val="clear", fill="EEF2F5")
    _write(paragraph, cell.text, bold=row.kind in ("total", "group"))


def _mark_row(table: WordTable, number: int, row: TableRow) -> None:
    """Keep the row on one page, and repeat the head on each page."""
    properties = table.rows[number]._tr.get_or_add_trPr()
    put(properties, "w:cantSplit")
    if row.kind == "head":
        put(properties, "w:tblHeader")


def _describe(table: WordTable, block: Table) -> None:
    """Give the table its title for screen readers, and say that its first row and column are headings."""
    properties = table._tbl.tblPr
    put(properties, "w:tblLook", val="06A0", firstRow="1", firstColumn="1", noHBand="1", noVBand="1")
    if block.title:
        put(properties, "w:tblCaption", val=block.title)
    put(properties, "w:tblDescription", val=EACH_ROW if block.lists_awards else NO_ROW)
