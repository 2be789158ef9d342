"""A form as a Word document, with headings and one table for each measure; and read back."""

import io
from collections.abc import Iterable, Sequence

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from grantsdata.runs.documents.styles import IN_HEAD, IN_TABLE, empty_document, heading_style, style_named, table_style
from grantsdata.runs.documents.word_xml import put, set_language
from grantsdata.runs.returns.filled import Filled, Found, NotAForm
from grantsdata.runs.returns.form import (
    ASKED,
    CHOICES,
    FACTS,
    FURTHER,
    GIVEN,
    GUIDANCE,
    LABELS,
    RETURNED_ON,
    Asked,
    Form,
)
from grantsdata.sources.zipped import same_each_time

_ABOUT, _ABOUT_MEASURE, _CONTENT = "About this return", "About this measure", "Content"
_MARK = "please fill in"


def document_of(form: Form) -> bytes:
    """Return the form as a Word document, with the same bytes each time.

    Each table has two columns: what a row is, and its content. Rows to fill in say so in the first column.
    """
    document = empty_document(form.body)
    set_language(document, "en-GB")
    document.add_paragraph(form.title, style=heading_style(document, 1))
    for text in GUIDANCE:
        document.add_paragraph(text.replace("cells that are marked for you", f"rows that say “{_MARK}”"))
    document.add_paragraph(_ABOUT, style=heading_style(document, 2))
    _add_table(document, _ABOUT, [(label, form.facts[name], name == RETURNED_ON) for name, label in FACTS.items()])
    for number, asked in enumerate((*form.asked, *[Asked()] * FURTHER), start=1):
        heading = f"Measure {number}: {asked.measure or 'a further measure, if there is one'}"
        document.add_paragraph(heading, style=heading_style(document, 2))
        rows = [
            (_label(meaning), getattr(asked, meaning, ""), meaning in asked.to_fill()) for meaning in (*GIVEN, *ASKED)
        ]
        _add_table(document, _ABOUT_MEASURE, rows)
    document.add_paragraph()  # Word takes no document that ends in a table
    known = document.core_properties
    known.title, known.author, known.language, known.revision = form.title, form.body, "en-GB", 1
    for name in ("dcterms:created", "dcterms:modified"):
        for found in known._element.findall(qn(name)):
            known._element.remove(found)
    file = io.BytesIO()
    document.save(file)
    return same_each_time(file.getvalue())


def _label(meaning: str) -> str:
    choices = f" ({', '.join(CHOICES[meaning])})" if meaning in CHOICES else ""
    return LABELS[meaning] + choices


def _add_table(document: Document, title: str, rows: Iterable[tuple[str, str, bool]]) -> None:
    """Add a table of two columns with a head that repeats; a row that is to be filled in says so."""
    lines = [(title, _CONTENT, False), *rows]
    table = document.add_table(len(lines), 2, table_style(document))
    properties = table._tbl.tblPr
    put(properties, "w:tblLook", val="06A0", firstRow="1", firstColumn="1", noHBand="1", noVBand="1")
    put(properties, "w:tblCaption", val=title)
    head, text_style = (style_named(document, name).style_id for name in (IN_HEAD, IN_TABLE))
    for number, (row, (label, content, is_open)) in enumerate(zip(table.rows, lines, strict=True)):
        put(row._tr.get_or_add_trPr(), "w:cantSplit")
        if number == 0:
            put(row._tr.get_or_add_trPr(), "w:tblHeader")
        texts = (f"{label}: {_MARK}" if is_open else label, content)
        cells = row.cells
        for cell, text, width in zip(cells, texts, (Mm(75), Mm(95)), strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph._p.style = text_style if number else head  # by its identifier: python-docx looks names up slowly
            paragraph.add_run(text)
        if is_open:
            put(cells[1]._tc.get_or_add_tcPr(), "w:shd", val="clear", fill="FFF7D6")


def read_document(content: bytes) -> Filled:
    """Read the tables of a form that was filled in. Raises NotAForm if a table or a row of them is missing."""
    document = docx.Document(io.BytesIO(content))
    facts: dict[str, Found] | None = None
    lines = []
    for number, table in enumerate(document.tables, start=1):
        rows = [[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows]
        title = rows[0][0] if rows and rows[0] else ""
        if title == _ABOUT and facts is None:
            facts = _by_label(rows, FACTS.items(), number)
        elif title == _ABOUT_MEASURE:
            lines.append(_by_label(rows, [(meaning, _label(meaning)) for meaning in (*GIVEN, *ASKED)], number))
    if facts is None:
        raise NotAForm(f"it has no table that begins with “{_ABOUT}”")
    return Filled(facts, tuple(lines))


def _by_label(rows: Sequence[Sequence[str]], labels: Iterable[tuple[str, str]], table: int) -> dict[str, Found]:
    places = {row[0].removesuffix(f": {_MARK}"): (n, row[-1]) for n, row in enumerate(rows, start=1) if len(row) > 1}
    found = {}
    for meaning, label in labels:
        if label not in places:
            raise NotAForm(f"table {table} has no row “{label}”")
        row, text = places[label]
        found[meaning] = Found(text, f"table {table} row {row}")
    return found
