"""A PDF → its tables and paragraphs. The only module that opens PDFs.

A PDF holds rules and characters, no tables: what is a table is found again from where these stand on the page.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from grantsdata.errors import ExtraError, Fault, SourceError
from grantsdata.imports.found import Document, FoundTable
from grantsdata.imports.grid import check_tables
from grantsdata.imports.pdf_joined import found_table, groups
from grantsdata.imports.pdf_pages import Row, running, seen_chars
from grantsdata.imports.pdf_parts import Part, PartBox
from grantsdata.imports.pdf_ruled import ruled_parts
from grantsdata.imports.pdf_streams import bounded, check_streams
from grantsdata.imports.pdf_text import Char, Line, joined, lines_of, whole_words
from grantsdata.imports.pdf_unruled import GAP, unruled_parts

try:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFXRefFallback
    from pdfplumber.utils.exceptions import PdfminerException
except ImportError:
    raise ExtraError.of("PDFs", "pdfplumber", "import") from None

MOST_PAGES = 400

_LAST_BYTES = 2_048
_END = re.compile(rb"startxref\s+[0-9]+\s+%%EOF(?!.*\bobj\b)", re.DOTALL)
"""What a PDF ends with. Some programs put a few bytes after it; an object there is the beginning of a change."""

_ASK = "Ask the office for the Word file that it was made from."
_CLOSE = 0.6  # of a letter's size: what is at most between the lines of a paragraph
_LEAST_ROWS = 3  # of a table that is guessed

Page = Any  # of pdfplumber


def document(content: bytes) -> Document:
    """The tables and paragraphs of a PDF, in the order of its pages.

    Where the file breaks off, each table carries the fault. SourceError if it is locked with a password, has no text (a
    scan), no letters that can be told, or too many pages.
    """
    check_streams(content)
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # it tells of each oddity of a font on the terminal
    try:
        with bounded(), pdfplumber.open(BytesIO(content)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise SourceError(
                    f"The PDF has {len(pdf.pages)} pages; expected at most {MOST_PAGES}. "
                    "Print the pages with the tables into a file of their own."
                )
            found = _document(pdf.pages)
            return _with_end(found, content, [type(one) for one in pdf.doc.xrefs])
    except PdfminerException as error:
        if refused := [one for one in error.args if isinstance(one, SourceError)]:
            raise refused[0] from None
        if any(isinstance(one, PDFPasswordIncorrect) for one in error.args):
            step = "Open it with its password, print it into another PDF, and import that."
            raise SourceError(f"The PDF is locked with a password. {step}") from None
        raise
    finally:
        logger.setLevel(level)


def _with_end(found: Document, content: bytes, lists: Sequence[type]) -> Document:
    """The document, with what is wrong with the end of its file: a PDF ends with the place of the list of its objects,
    and one without that was cut off. `lists` are the kinds of lists of objects that were found or made up."""
    if PDFXRefFallback in lists:
        made_up = "the list of its objects is missing or wrong; a reader has searched for them"
        found = replace(found, notes=(*found.notes, made_up))
    if _END.search(content[-_LAST_BYTES:]):
        return found
    problem, step = "the PDF breaks off: its last bytes are missing", "Get it again from where it came."
    fault = Fault("", problem, "startxref, a number and %%EOF at its end", step)
    return replace(found, tables=tuple(replace(table, faults=(*table.faults, fault)) for table in found.tables))


class _Read:
    """One page that was read: its ruled tables, and the rows of lines outside them."""

    def __init__(self, page: Page) -> None:
        self.number: int = page.page_number
        self.height = float(page.height)
        chars, self.notes = seen_chars(page)
        letters = [char["text"] for char in chars if not char["text"].isspace()]
        self.letters = len(letters)
        self.lost_letters = sum(letter.startswith("(cid:") or "\ufffd" in letter for letter in letters)
        self.parts = ruled_parts(page, chars)
        boxes = [box for part in self.parts for box in part.boxes]
        outside = [char for char in chars if not any(_holds(box, char) for box in boxes)]
        self.rows = lines_of(outside, 0.2, GAP)
        page.close()  # it keeps all that it has found, and its letters are the most of that


def _holds(box: PartBox, char: Char) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box.x0 <= x < box.x1 and box.top <= y < box.bottom)


def _document(pdf_pages: Sequence[Page]) -> Document:
    pages = [_Read(page) for page in pdf_pages]
    _check_letters(sum(page.letters for page in pages), sum(page.lost_letters for page in pages))
    notes = [note for page in pages for note in page.notes]
    notes += [f"page {page.number} has no text: perhaps it is a scan" for page in pages if not page.letters]
    left_out = running([(page.height, page.rows) for page in pages])
    for page, numbers in zip(pages, left_out, strict=True):
        notes += [f'left out as the head or foot of pages: "{_text(page.rows[n])}"' for n in sorted(numbers)]
        page.rows = [row for n, row in enumerate(page.rows) if n not in numbers]
        page.parts = _parts(page)
    tables = [group for group in groups([part for page in pages for part in page.parts]) if _is_table(group)]
    words = whole_words(box.lines for group in tables for part in group for box in part.boxes)
    found, paragraphs = _in_order(pages, tables, words)
    return Document(tuple(found), tuple(paragraphs), tuple(dict.fromkeys(notes)))


def _check_letters(told: int, lost: int) -> None:
    if not told:
        raise SourceError(f"The PDF has no text: it is a scan, a picture of each page. {_ASK}")
    if lost * 20 > told:
        raise SourceError(f"The PDF does not say which letters {lost:,} of its {told:,} signs are. {_ASK}")


def _parts(page: _Read) -> list[Part]:
    """The tables of a page from top to bottom, ruled or guessed; each knows if it is the first or last thing on it."""
    guessed: list[Part] = []
    for rows in _between(page.rows, page.parts):
        guessed += unruled_parts(rows, page.number)
    parts = sorted([*page.parts, *guessed], key=lambda part: (part.top, part.x0))
    loose = [line for row in page.rows for line in row if not any(_within(part, line.top) for part in guessed)]
    for part in parts:
        others = [(other.top, other.bottom) for other in parts if other is not part]
        others += [(line.top, line.bottom) for line in loose]
        part.is_first = all(top > part.top for top, _ in others)
        part.is_last = all(bottom < part.bottom for _, bottom in others)
    return parts


def _within(part: Part, top: float) -> bool:
    return part.top - 0.1 <= top <= part.bottom


def _between(rows: Sequence[Row], parts: Sequence[Part]) -> Iterator[list[Row]]:
    """The lines above, between and below the ruled tables."""
    tops = [0.0, *(part.top for part in parts)]
    for number, top in enumerate(tops):
        end = tops[number + 1] if number + 1 < len(tops) else float("inf")
        yield [row for row in rows if top <= row[0].top < end]


def _is_table(group: Sequence[Part]) -> bool:
    """A box with text in it, or some boxes of which only one has text, is a frame."""
    if group[0].is_guessed:
        return sum(part.rows for part in group) >= _LEAST_ROWS
    return sum(bool(box.lines) for part in group for box in part.boxes) > 1


def _in_order(
    pages: Sequence[_Read], tables: Sequence[Sequence[Part]], words: frozenset[str]
) -> tuple[list[FoundTable], list[str]]:
    """The tables with their headings, and the paragraphs."""
    found: list[FoundTable] = []
    paragraphs: list[str] = []
    begun = {id(group[0]): group for group in tables}
    of_tables = {id(part) for group in tables for part in group}
    heading = ""
    for page in pages:
        parts = [part for part in page.parts if id(part) in of_tables or not part.is_guessed]
        inside = [part for part in parts if part.is_guessed]
        rows = [row for row in page.rows if not any(_within(part, row[0].top) for part in inside)]
        texts = [(paragraph[0][0].top, paragraph) for paragraph in _paragraphs(rows, parts)]
        things: list[tuple[float, Part | list[Row]]] = [*texts, *((part.top, part) for part in parts)]
        for _, thing in sorted(things, key=lambda thing: thing[0]):
            if isinstance(thing, Part) and id(thing) not in of_tables:
                heading = joined([line for box in thing.boxes for line in box.lines], float("inf"), frozenset())[0]
                paragraphs.append(heading)
            elif isinstance(thing, Part):
                if (group := begun.get(id(thing))) is not None:
                    found.append(found_table(group, f"table {len(found) + 1}", heading, words))
                    check_tables(found)
                heading = ""
            else:
                heading = joined([_whole(row) for row in thing], float("inf"), frozenset())[0]
                paragraphs.append(heading)
    return found, [text for text in paragraphs if text]


def _paragraphs(rows: Sequence[Row], parts: Sequence[Part]) -> list[list[Row]]:
    """Lines that follow one another closely, in letters of one size, with no table between them."""
    found: list[list[Row]] = []
    for row in rows:
        before = found[-1][-1][0] if found else None
        size = row[0].size
        if (
            before is None
            or row[0].top - before.bottom > _CLOSE * size
            or abs(size - before.size) > 0.1 * size
            or any(before.top < part.top < row[0].top for part in parts)
        ):
            found.append([row])
        else:
            found[-1].append(row)
    return found


def _whole(row: Row) -> Line:
    return replace(row[0], text=_text(row), x1=row[-1].x1)


def _text(row: Row) -> str:
    return " ".join(line.text for line in row)
