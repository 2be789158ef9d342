"""Read the tables and paragraphs of a PDF. The only module that opens PDFs.

A PDF holds rules and characters, not tables. Their places on the page show where the tables are.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFXRefFallback
from pdfplumber.utils.exceptions import PdfminerException

from grantsdata.errors import Fault, SourceError
from grantsdata.importers.documents.found import Document, FoundTable, check_tables
from grantsdata.importers.documents.pdf.dividing import divides
from grantsdata.importers.documents.pdf.joined import group_parts, join_parts
from grantsdata.importers.documents.pdf.letters.drawn import DrawnPage
from grantsdata.importers.documents.pdf.letters.justified import joined
from grantsdata.importers.documents.pdf.letters.text import Char, Line, join_lines, lines_of, undivided_words
from grantsdata.importers.documents.pdf.limits import check_streams, pdfminer_limits
from grantsdata.importers.documents.pdf.pages import Row, running_heads_and_feet, visible_chars
from grantsdata.importers.documents.pdf.parts import NEAR, Part, PartBox
from grantsdata.importers.documents.pdf.prepared import annotated, is_ready, opened, prepared
from grantsdata.importers.documents.pdf.ruled import GAP, ruled_parts, rules_across, without_headers
from grantsdata.importers.documents.pdf.unruled import unruled_parts
from grantsdata.importers.documents.witness import unaccounted

MOST_PAGES = 400
MOST_LETTERS = 50_000  # of one page; a page of small print has 10,000

_LAST_BYTES = 2_048
_FILE_END = re.compile(rb"startxref\s+[0-9]+\s+%%EOF(?!.*\bobj\b)", re.DOTALL)
"""The end of a PDF. Some programs write a few bytes after it; an object there begins a later change of the file."""

_ASK = "Ask the office for the Word file that it was made from."
_CLOSE = 0.6  # of a letter's size: the widest gap between the lines of a paragraph
_SAME_LINE = 0.2  # in sizes of letters: the most between the middles of letters of one line
_TYPED_RULE = re.compile(r"([-_=–—*~] ?){5,}")
_LEAST_ROWS = 3  # of an unruled table

Page = Any  # of pdfplumber


def document(content: bytes) -> Document:
    """The tables and paragraphs of a PDF, in the order of its pages, and the words that only the drawn pages or only
    the tables have.

    If the file breaks off, each table carries the fault. Raises SourceError if the PDF is locked with a password, has
    no text that can be seen (a scan), does not say which letters its signs are, or has too many pages or letters.
    """
    check_streams(content)
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # otherwise it prints each oddity of a font
    try:
        with pdfminer_limits():
            pages, xref_types = _pages(content)
            if not all(page.is_ready for page in pages):
                annotations = [page.annotations for page in pages]  # they become part of the page
                pages, _ = _pages(prepared(content))
                for page, notes in zip(pages, annotations, strict=True):
                    page.annotations = notes
            return _check_end(_document(pages), content, xref_types)
    except PdfminerException as error:
        if refused := [cause for cause in error.args if isinstance(cause, SourceError)]:
            raise refused[0] from None
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            step = "Open it with its password, print it into another PDF, and import that."
            raise SourceError(f"The PDF is locked with a password. {step}") from None
        raise
    finally:
        logger.setLevel(level)


def _check_end(found: Document, content: bytes, xref_types: Sequence[type]) -> Document:
    """The document, with a fault on each table if the file was cut off.

    A complete PDF ends with the place of its list of objects. `xref_types` are the types of the lists that pdfminer
    found, or made itself because the file has none: then the document gets a note.
    """
    if PDFXRefFallback in xref_types:
        searched = "the list of its objects is missing or wrong; a reader has searched for them"
        found = replace(found, notes=(*found.notes, searched))
    if _FILE_END.search(content[-_LAST_BYTES:]):
        return found
    problem, step = "the PDF breaks off: its last bytes are missing", "Get it again from where it came."
    fault = Fault("", problem, "startxref, a number and %%EOF at its end", step)
    return replace(found, tables=tuple(replace(table, faults=(*table.faults, fault)) for table in found.tables))


class _PageContent:
    """The content of one page: its ruled tables, and the rows of lines outside them. `second` is the page as the second
    reader has it."""

    def __init__(self, page: Page, second: Any) -> None:
        self.number: int = page.page_number
        self.height = float(page.height)
        self.is_ready = is_ready(second)
        drawn = DrawnPage(second, self.number)
        self.shown, self.notes = list(drawn.shown), list(drawn.notes)
        self.annotations = list(annotated(second, lambda x, y: f"page {self.number}, {drawn.place(x, y)}"))
        chars, self.sideways = visible_chars(page, drawn)
        letters = [char["text"] for char in chars if not char["text"].isspace()]
        self.letters = len(letters)
        self.lost_letters = sum(letter.startswith("(cid:") or "\ufffd" in letter for letter in letters)
        self.parts, self.rules = ruled_parts(page, chars), rules_across(page)
        boxes = [box for part in self.parts for box in part.boxes]
        outside = [char for char in chars if not any(_holds(box, char) for box in boxes)]
        rows = lines_of(outside, _SAME_LINE, GAP, divides(outside, _SAME_LINE, GAP))
        self.rows = without_headers([row for row in rows if not _is_typed_rule(row)], self.parts)
        self.rules += [(row[0].x0, row[-1].x1, row[0].top) for row in rows if _is_typed_rule(row)]
        page.close()  # frees what pdfplumber caches of the page, mostly its letters


def _is_typed_rule(row: Row) -> bool:
    """Whether a row is a line across a table that is typed: dashes, underscores or the like."""
    return all(_TYPED_RULE.fullmatch(line.text) for line in row)


def _holds(box: PartBox, char: Char) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box.x0 <= x < box.x1 and box.top <= y < box.bottom)


def _pages(content: bytes) -> tuple[list[_PageContent], list[type]]:
    """The pages of a PDF, and the types of the lists of objects that pdfminer found in it."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise SourceError(
                f"The PDF has {len(pdf.pages)} pages; expected at most {MOST_PAGES}. "
                "Print the pages with the tables into a file of their own."
            )
        pages = []
        with opened(content) as second:
            for number, page in enumerate(pdf.pages):
                if len(page.chars) > MOST_LETTERS:  # pdfminer goes first, since there are limits on what it does
                    raise SourceError(
                        f"Page {number + 1} of the PDF has {len(page.chars):,} letters; expected at most "
                        f"{MOST_LETTERS:,}. Print the part with the tables on pages of the usual size."
                    )
                drawn = second[number]
                pages.append(_PageContent(page, drawn))
                drawn.close()
        return pages, [type(xref) for xref in pdf.doc.xrefs]


def _document(pages: Sequence[_PageContent]) -> Document:
    _check_letters(sum(page.letters for page in pages), sum(page.lost_letters for page in pages))
    notes = [note for page in pages for note in (*page.notes, *page.annotations)]
    notes += [f"page {page.number} has no text: perhaps it is a scan" for page in pages if not page.letters]
    heads_and_feet = running_heads_and_feet([(page.height, page.rows) for page in pages])
    for page, numbers in zip(pages, heads_and_feet, strict=True):
        notes += [f'left out as the head or foot of pages: "{_text(page.rows[n])}"' for n in sorted(numbers)]
        page.rows = [row for n, row in enumerate(page.rows) if n not in numbers]
        page.parts = _parts(page)
    groups = group_parts([part for page in pages for part in page.parts])
    full = [group for group in groups if _is_table(group)]
    tables = [group for group in groups if _is_table(group) or any(_is_more_of(group, other) for other in full)]
    words = undivided_words(box.lines for group in tables for part in group for box in part.boxes)
    found, paragraphs = _in_order(pages, tables, words)
    document = Document(tuple(found), tuple(paragraphs), tuple(dict.fromkeys(notes)))
    return replace(document, unaccounted=unaccounted(document, [shown for page in pages for shown in page.shown]))


def _check_letters(letters: int, lost: int) -> None:
    """Raise SourceError if there are no letters, or if it is unknown which letters more than 5% of the signs are."""
    if not letters:
        raise SourceError(f"The PDF has no text: it is a scan, a picture of each page. {_ASK}")
    if lost * 20 > letters:
        raise SourceError(f"The PDF does not say which letters {lost:,} of its {letters:,} signs are. {_ASK}")


def _parts(page: _PageContent) -> list[Part]:
    """The tables of a page from top to bottom, ruled and unruled, marked if first or last thing there."""
    guessed: list[Part] = []
    for rows in _between(joined(page.rows), page.parts):
        guessed += unruled_parts(rows, page.number, page.rules)
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
    """Whether the parts are a table: an unruled one needs three rows; a ruled one with only one text is a frame."""
    if group[0].is_guessed:
        return sum(part.rows for part in group) >= _LEAST_ROWS
    return sum(bool(box.lines) for part in group for box in part.boxes) > 1


def _is_more_of(group: Sequence[Part], other: Sequence[Part]) -> bool:
    """Whether a short group of rows has the columns of an unruled table on its page, and so is a table as well."""
    one, table = group[0], other[-1]
    if not (one.is_guessed and table.is_guessed and one.page in (table.page, table.page + 1)):
        return False
    lefts = [(a[0], b[0]) for a, b in zip(one.columns, table.columns, strict=False)]
    return len(one.columns) == len(table.columns) and all(abs(a - b) <= NEAR for a, b in lefts)


def _in_order(
    pages: Sequence[_PageContent], tables: Sequence[Sequence[Part]], words: frozenset[str]
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
                heading = join_lines([line for box in thing.boxes for line in box.lines], float("inf"), frozenset())[0]
                paragraphs.append(heading)
            elif isinstance(thing, Part):
                if (group := begun.get(id(thing))) is not None:
                    found.append(join_parts(group, f"table {len(found) + 1}", heading, words))
                    check_tables(found)
                heading = ""
            else:
                heading = join_lines([_as_line(row) for row in thing], float("inf"), frozenset())[0]
                paragraphs.append(heading)
        paragraphs += page.sideways
    return found, [text for text in paragraphs if text]


def _paragraphs(rows: Sequence[Row], parts: Sequence[Part]) -> list[list[Row]]:
    """The paragraphs: lines that follow closely, in letters of one size, with no table between them."""
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


def _as_line(row: Row) -> Line:
    """The parts of a row as one line."""
    return replace(row[0], text=_text(row), x1=row[-1].x1)


def _text(row: Row) -> str:
    return " ".join(line.text for line in row)
