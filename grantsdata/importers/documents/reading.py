"""Read the tables that are printed in a paper's file, with the reader for its kind of file.

A paper comes from outside and may be hostile. Known ways to make a file too large are refused by rules (`found`,
`sources.safety.archives`, `pdf.limits`). `read_isolated` stops all others: it reads in another process, with limits of
time and memory. What is read is limited too, since this process goes on to work with it.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from grantsdata.errors import Fault, GrantsDataError, SourceError, check_installed, visible
from grantsdata.importers.documents.found import Cell, Document, FoundTable, Unaccounted
from grantsdata.importers.documents.kinds import AS_DOCX, CSV, DOCX, HTML, ODS, ODT, PDF, XLSX, Refusal, kind_of
from grantsdata.importers.documents.marks import undivided, without_leader, without_marks, without_struck
from grantsdata.importers.documents.unseen import withheld
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.safety.own_process import LimitExceeded, call_in_own_process

MOST_BYTES = 50_000_000
MOST_SECONDS = 30
"""Computing time for one file; 100 pages of a PDF take about 10 seconds."""

MOST_MEMORY = 1_000_000_000

MOST_TEXT = 10_000_000
"""Characters of all tables and paragraphs; 400 printed pages have about a million."""

MOST_OF_CELL = 32_767
"""Characters of one cell or note, which is the limit of Excel."""

_STEP = "Copy the part with the tables into a file of its own, and import that."

A_PAPER = Kind(
    "a paper as DOCX, ODT, PDF, XLSX, ODS, HTML or CSV",
    SourceError,
    "Look where the file lies, and give its whole path.",
    "Save it as DOCX.",
    MOST_BYTES,
)


def read_document(path: Path) -> Document:
    """The tables and paragraphs of a file, as printed. The content of the file decides its kind, not its name.

    A file that breaks off is read as far as it goes, and its tables carry the faults. Raises SourceError, with what to
    do, if the file is missing, too large, empty, damaged, locked with a password or of an unknown kind; ExtraError if
    the package that reads its kind is not installed.
    """
    path = path.resolve()
    content = raw_bytes(path, path.parent, A_PAPER)
    kind = kind_of(content, path.suffix)
    if isinstance(kind, Refusal):
        raise SourceError([Fault(path.name, kind.problem, A_PAPER.what, kind.next_step)])
    reader = _READERS[kind]
    try:
        found = reader(content, path)
        _check_text(found)
        return _located(found, path.name)
    except SourceError as error:
        raise error if error.faults else SourceError(f"{path.name}: {error}") from None
    except GrantsDataError:
        raise
    except RecursionError:
        raise SourceError([Fault(path.name, "its parts are nested too deeply", f"a sound {kind}", _STEP)]) from None
    except Exception as error:  # a damaged file can raise any error in a reader
        if _is_out_of_memory(error):
            raise MemoryError from None
        message = " ".join(str(error).split())
        why = f"{type(error).__name__}: {visible(message)}" if message else type(error).__name__
        problem = f"the file is damaged or unusual, and cannot be read ({why})"
        raise SourceError([Fault(path.name, problem, f"a sound {kind}", AS_DOCX)]) from None


def _is_out_of_memory(error: BaseException | None) -> bool:
    """Whether the memory was not enough. A reader may raise an error of its own for that."""
    while error is not None and not isinstance(error, MemoryError):
        error = next((one for one in error.args if isinstance(one, MemoryError)), error.__cause__ or error.__context__)
    return error is not None


def _check_text(found: Document) -> None:
    """Raise SourceError for a cell, or a document, of more text than is ever printed; one text may be repeated."""
    texts = [*found.paragraphs, *found.notes]
    for table in found.tables:
        texts += [table.heading, *table.notes]
        for cell in chain.from_iterable(table.rows):
            texts += [cell.text, *cell.notes]
            if (longest := max(map(len, (cell.text, *cell.notes)))) > MOST_OF_CELL:
                raise SourceError(
                    f"{table.place}, {cell.at}: a cell or a note on it has {longest:,} characters; "
                    f"expected at most {MOST_OF_CELL:,}. {_STEP}"
                )
    if (length := sum(map(len, texts))) > MOST_TEXT:
        raise SourceError(f"The file has {length:,} characters of text; expected at most {MOST_TEXT:,}. {_STEP}")


def _located(found: Document, file: str) -> Document:
    """The document with the name of its file in each fault, with footnote marks apart from amounts, without what is
    struck out beside other text, and without texts that may have been blacked out."""
    tables = (
        replace(
            table,
            rows=tuple(tuple(map(_final, row)) for row in table.rows),
            faults=tuple(replace(f, file=file) for f in table.faults),
        )
        for table in found.tables
    )
    return replace(found, tables=tuple(tables), notes=tuple(map(withheld, found.notes)))


def _final(cell: Cell) -> Cell:
    cell = without_marks(undivided(without_leader(without_struck(cell))))
    return replace(cell, notes=tuple(map(withheld, cell.notes))) if cell.notes else cell


def read_isolated(path: Path) -> Document:
    """Like `read_document`, but in another process that may use at most MOST_SECONDS and MOST_MEMORY.

    Raises SourceError also if that process needs more, or ends without an answer.
    """
    classes = (Document, FoundTable, Cell, Unaccounted)
    try:
        return call_in_own_process(read_document, path, seconds=MOST_SECONDS, memory=MOST_MEMORY, classes=classes)
    except LimitExceeded as error:
        raise SourceError([Fault(path.name, f"reading it {error}", "a paper of some hundred pages", _STEP)]) from None


def _docx(content: bytes, path: Path) -> Document:
    from grantsdata.importers.documents.word.docx import document

    return document(content)


def _odt(content: bytes, path: Path) -> Document:
    from grantsdata.importers.documents.open_document.odt import document

    return document(content)


def _xlsx(content: bytes, path: Path) -> Document:
    check_installed("Workbooks", "import", "openpyxl", "python_calamine")
    from grantsdata.importers.documents.spreadsheets.xlsx import document

    return document(content)


def _ods(content: bytes, path: Path) -> Document:
    check_installed("Spreadsheets of LibreOffice", "import", "python_calamine")
    from grantsdata.importers.documents.open_document.ods import document

    return document(content)


def _html(content: bytes, path: Path) -> Document:
    check_installed("Web pages", "import", "bs4")
    from grantsdata.importers.documents.web.page import document

    return document(content)


def _csv(content: bytes, path: Path) -> Document:
    from grantsdata.importers.documents.csv import document

    return document(content, path, A_PAPER)


def _pdf(content: bytes, path: Path) -> Document:
    check_installed("PDFs", "import", "pdfplumber", "pypdfium2")
    from grantsdata.importers.documents.pdf.read import document

    return document(content)


_READERS: dict[str, Callable[[bytes, Path], Document]] = {
    DOCX: _docx,
    ODT: _odt,
    PDF: _pdf,
    XLSX: _xlsx,
    ODS: _ods,
    HTML: _html,
    CSV: _csv,
}
