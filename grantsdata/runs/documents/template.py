"""The office's own Word template for a report, which lies beside its notebook."""

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document

from grantsdata.errors import Fault, ReportError
from grantsdata.sources.files.plain_file import Kind, is_there, raw_bytes
from grantsdata.sources.safety.archives import unsafe_because

_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_STEP = "Open it in Word and save it again, or remove it to have the report in the styles of this package."

_KIND = Kind("a Word document or template", ReportError, _STEP, "Save it as DOCX.", 20_000_000, is_typed=False)


def office_template(notebook: str, root: Path) -> Document | None:
    """Return the office's template for a notebook's report, `notebooks/NOTEBOOK.docx` or `.dotx`; None without one.

    Raises ReportError if it is no file that Word could have written.
    """
    folder = root / "notebooks"
    for path in (folder / f"{notebook}.docx", folder / f"{notebook}.dotx"):
        if is_there(path, root):
            return _opened(path, raw_bytes(path, root, _KIND))
    return None


def _opened(path: Path, content: bytes) -> Document:
    problem = unsafe_because(content)
    if not problem:
        try:
            return docx.Document(io.BytesIO(_as_document(content)))
        except Exception as error:  # a damaged file can raise any error in python-docx
            problem = f"it cannot be read ({type(error).__name__})"
    raise ReportError([Fault(f"notebooks/{path.name}", problem, _KIND.what, _STEP)]) from None


def _as_document(content: bytes) -> bytes:
    """Return a Word template (.dotx) as an ordinary document, which differs from it in the type of one part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w") as written:
        for name in given.namelist():
            part = given.read(name)
            written.writestr(name, part.replace(_TEMPLATE, _DOCUMENT) if name == "[Content_Types].xml" else part)
    return made.getvalue()
