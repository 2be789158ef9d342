"""Read the tables that are printed in a paper's file, with the reader for its kind of file.

A paper comes from outside and may be hostile. Known ways to make a file too large are refused by rules (`found`,
`sources.safety.archives`, `pdf.read`). `read_isolated` stops all others: it reads in another process, with limits of
time and memory.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from grantsdata.errors import Fault, GrantsDataError, SourceError
from grantsdata.importers.documents.found import Document
from grantsdata.importers.documents.kinds import AS_DOCX, CSV, DOCX, HTML, ODS, PDF, XLSX, Refusal, kind_of
from grantsdata.importers.documents.marks import without_marks
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.safety.own_process import LimitExceeded, call_in_own_process

MOST_BYTES = 50_000_000
MOST_SECONDS = 25
"""Computing time for one file; 100 pages of a PDF take about 10 seconds."""

MOST_MEMORY = 900_000_000

A_PAPER = Kind(
    "a paper as DOCX, PDF, XLSX, ODS, HTML or CSV",
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
        return _located(reader(content, path), path.name)
    except SourceError as error:
        raise error if error.faults else SourceError(f"{path.name}: {error}") from None
    except GrantsDataError:
        raise
    except (MemoryError, RecursionError):
        raise _too_much(path) from None
    except Exception as error:  # a damaged file can raise any error in a reader
        message = " ".join(str(error).split())
        why = f"{type(error).__name__}: {message}" if message else type(error).__name__
        raise SourceError(
            [
                Fault(
                    path.name, f"the file is damaged or unusual, and cannot be read ({why})", f"a sound {kind}", AS_DOCX
                )
            ]
        ) from None


def _located(found: Document, file: str) -> Document:
    """The document with the name of its file in each fault, and with footnote marks apart from amounts."""
    tables = (
        replace(
            table,
            rows=tuple(tuple(map(without_marks, row)) for row in table.rows),
            faults=tuple(replace(f, file=file) for f in table.faults),
        )
        for table in found.tables
    )
    return replace(found, tables=tuple(tables))


def read_isolated(path: Path) -> Document:
    """Like `read_document`, but in another process that may use at most MOST_SECONDS and MOST_MEMORY.

    Raises SourceError also if that process needs more, or ends without an answer.
    """
    try:
        return call_in_own_process(read_document, path, seconds=MOST_SECONDS, memory=MOST_MEMORY)
    except LimitExceeded:
        raise _too_much(path) from None


def _too_much(path: Path) -> SourceError:
    problem = f"reading it takes more than {MOST_SECONDS} seconds or {MOST_MEMORY:,} bytes of memory, or fails midway"
    step = "Copy the pages with the tables into a file of their own, and import that."
    return SourceError([Fault(path.name, problem, "a paper of some hundred pages", step)])


def _docx(content: bytes, path: Path) -> Document:
    from grantsdata.importers.documents.word.docx import document

    return document(content)


def _xlsx(content: bytes, path: Path) -> Document:
    from grantsdata.importers.documents.spreadsheets.xlsx import document

    return document(content)


def _ods(content: bytes, path: Path) -> Document:
    from grantsdata.importers.documents.spreadsheets.ods import document

    return document(content)


def _html(content: bytes, path: Path) -> Document:
    from grantsdata.importers.documents.html import document

    return document(content)


def _csv(content: bytes, path: Path) -> Document:
    from grantsdata.importers.documents.csv import document

    return document(content, path, A_PAPER)


def _pdf(content: bytes, path: Path) -> Document:
    from grantsdata.importers.documents.pdf.read import document

    return document(content)


_READERS: dict[str, Callable[[bytes, Path], Document]] = {
    DOCX: _docx,
    PDF: _pdf,
    XLSX: _xlsx,
    ODS: _ods,
    HTML: _html,
    CSV: _csv,
}
