"""A form of an invented award, and forms that somebody has filled in."""

import io
from collections.abc import Mapping
from functools import cache

import docx
from openpyxl import load_workbook

from grantsdata.runs.returns.document import document_of
from grantsdata.runs.returns.form import Asked, Form
from grantsdata.runs.returns.workbook import workbook_of

FORM = Form(
    "Commissioner for Testshire",
    "Return for the first half of 2018-19: 1 April 2018 to 30 September 2018",
    {"award_id": "2018-19-GR-refuge", "financial_year": "2018-19", "period": "first half", "service": "=Refuge",
     "provider": "Shrievalty Trust", "amount": "£3,000", "due": "2018-10-31", "returned_on": ""},
    (Asked("Women helped", "people helped", "women", "higher", "", "12 (second half of 2017-18)", "10"),),
    "GR",
    "",
)  # fmt: skip


@cache
def blank_document() -> bytes:
    """That form as a Word document."""
    return document_of(FORM)


def filled_workbook(form: Form | bytes, **cells: object) -> bytes:
    """The workbook of a form with these values in its named cells."""
    book = load_workbook(io.BytesIO(form if isinstance(form, bytes) else workbook_of(form)))
    for name, value in cells.items():
        place = book.defined_names[name].attr_text.split("!")[1].replace("$", "")
        book["Return"][place].value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def filled_document(
    form: Form | bytes, answers: Mapping[str, str], measure: int = 1, came: str = "30 October 2018"
) -> bytes:
    """The document of a form with a date and these texts beside the labels that begin with the keys."""
    document = docx.Document(io.BytesIO(form))
    document.tables[0].rows[-1].cells[1].text = came
    for row in document.tables[1].rows:
        for label, text in answers.items():
            if row.cells[0].text.startswith(f"{label}:") or row.cells[0].text.startswith(f"{label} ("):
                row.cells[1].text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
