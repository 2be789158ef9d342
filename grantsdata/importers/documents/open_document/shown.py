"""List every text of an OpenDocument file, without regard to its tables: the witness of what `ods` and `odt` read.

Deleted text, unseen text and comments are in the list, because the reader quotes them in notes.
"""

import re
from xml.etree.ElementTree import Element

from grantsdata.importers.documents.found import MOST_CELLS
from grantsdata.importers.documents.open_document.fields import MARKED, fields_of, marked_value
from grantsdata.importers.documents.open_document.parts import DRAW, OFFICE, TABLE, TEXT, Parts
from grantsdata.importers.documents.open_document.styles import NO_LOOK, Look, Styles
from grantsdata.importers.documents.open_document.text import FIELDS_OF_MARGINS, NOT_TEXT, PAGE_NUMBER
from grantsdata.importers.documents.witness import Shown

_APART = tuple(
    TEXT + name for name in ("s", "tab", "line-break", "note", "change", "change-start", "change-end", "a", "ruby-text")
)
_ENDS = (TEXT + "p", TEXT + "h", TEXT + "note-body", OFFICE + "annotation", DRAW + "text-box")
_CHANGES = (TEXT + "tracked-changes", TABLE + "tracked-changes")
_UNTOLD = ("{http://purl.org/dc/elements/1.1/}date", "{http://purl.org/dc/elements/1.1/}creator")
_CURRENCY = re.compile(r"[€$¥₹]|[A-Z]{3}")


def has_currency(text: str) -> bool:
    """Whether a text names a currency other than pounds."""
    return bool(_CURRENCY.search(text))


def shown(parts: Parts, styles: Styles) -> list[Shown]:
    """The texts between the beginnings and ends of paragraphs of the body, and of the headers and footers."""
    walk = _Walk(styles, fields_of(parts.content))
    walk.through(parts.body, NO_LOOK, 1)
    walk.end(1)
    margins = _Walk(styles, {}, FIELDS_OF_MARGINS)
    for _, part in parts.margins():
        margins.through(part, NO_LOOK, 1)
        margins.end(1)
        margins.texts.append("")  # the end of this header
    texts = [*walk.texts, *_different(margins.texts)]
    return [Shown(text, f"text {number}") for number, text in enumerate(texts, start=1)]


def _different(texts: list[str]) -> list[str]:
    """The texts of headers and footers, which repeat one another; an empty text ends each."""
    joined = [one.strip("\n") for one in "\n".join(texts).split("\n\n")]
    return [text for one in dict.fromkeys(joined) for text in one.split("\n") if not PAGE_NUMBER.fullmatch(text)]


class _Walk:
    """Collects texts in the order of the file."""

    def __init__(self, styles: Styles, fields: dict[str, str], skipped: tuple[str, ...] = ()) -> None:
        self.texts: list[str] = []
        self._styles, self._fields, self._skipped = styles, fields, skipped
        self._text = ""
        self._last = NO_LOOK

    def through(self, element: Element, outer: Look, times: int) -> None:
        """Add the texts within an element, which the file may write once for many times."""
        tag = element.tag
        if (tag in NOT_TEXT and tag not in _CHANGES) or tag in self._skipped or tag in _UNTOLD:
            return
        look = self._styles.of(element).within(outer)
        for name in ("rows", "columns"):
            repeated = element.get(f"{TABLE}number-{name}-repeated", "1")
            times *= int(repeated) if repeated.isdecimal() else 1
        self._add(element.text, look)
        if tag == TEXT + "hidden-text" and element.get(TEXT + "is-hidden") == "true":
            self._add(element.get(TEXT + "string-value"), look._replace(hidden=True))
        elif tag in MARKED:
            self._add(marked_value(element), look)
        elif tag == DRAW + "control":
            self._add(f" {self._fields.get(element.get(DRAW + 'control', ''), '')} ", look)
        elif tag == TABLE + "table-cell":
            self._value(element, times)
        for child in element:
            is_end, is_apart = child.tag in _ENDS, child.tag in _APART
            if is_end:
                self.end(times)
            self._text += " " * is_apart
            self.through(child, look, times)
            self._text += " " * is_apart
            if is_end:
                self.end(times)
            self._add(child.tail, look)

    def end(self, times: int) -> None:
        """End a text."""
        if self._text.strip():
            self.texts += [self._text] * min(times, MOST_CELLS)
        self._text, self._last = "", NO_LOOK

    def _add(self, text: str | None, look: Look) -> None:
        if not text:
            return
        is_other = (look.raised, look.lowered, look.is_unseen) != (
            self._last.raised,
            self._last.lowered,
            self._last.is_unseen,
        )
        self._text += " " * (is_other or look.is_smaller_than(self._last)) + " ".join(re.split(r"\s+", text))
        self._last = look

    def _value(self, cell: Element, times: int) -> None:
        """The value of a cell that shows no digit of it, and its currency if it does not show that."""
        value, text = cell.get(OFFICE + "value"), "".join(cell.itertext())
        currency = cell.get(OFFICE + "currency", "GBP")
        value = value or (cell.get(OFFICE + "string-value") if not text.strip() else None)
        said = [value] if value and not any(letter.isdecimal() for letter in text) else []
        said += [currency] if value and currency != "GBP" and not has_currency(text) else []
        for one in said:
            self.end(times)
            self._text = one
            self.end(times)
