"""Read the text of a part of a Word document as it is printed, with notes on what is not printed as text.

Deleted text is left out, inserted text is included. A footnote's mark is left out too: "£446,000" with the mark "1"
must not become another amount.
"""

from collections.abc import Mapping
from typing import Any

from grantsdata.importers.documents.found import one_line

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

Element = Any  # an element of lxml, which has no types

_SPACES = {W + name: " " for name in ("tab", "br", "cr", "ptab")} | {W + "noBreakHyphen": "-"}
_REFERENCES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_DELETED = {W + "del", W + "moveFrom"}
_INSERTED = {W + "ins", W + "moveTo"}
_NOT_TEXT = {W + name for name in ("pPr", "rPr", "tcPr", "sdtPr", "sdtEndPr", "tbl", "delText", "rt", "object")}
_PICTURES = {W + "drawing", W + "pict", W + "object"}


class Texts:
    """Reads the texts of one document from its beginning, and counts the footnotes in the order of print.

    `notes` maps the kind and identifier of each footnote and endnote to its text.
    """

    def __init__(self, notes: Mapping[tuple[str, str], str]) -> None:
        self._notes = notes
        self._seen = dict.fromkeys(_REFERENCES.values(), 0)

    def of_cell(self, cell: Element) -> tuple[str, list[str]]:
        """The text of a cell, on one line, and notes; without tables nested in the cell."""
        text, notes = self.of(cell)
        if cell.find(f"{W}tcPr/{W}cellDel") is not None:
            return "", [f'deleted by a tracked change: "{one_line(text)}"', *notes]
        return one_line(text), notes

    def of(self, element: Element) -> tuple[str, list[str]]:
        """The text of any element, and notes."""
        notes: list[str] = []
        text = self._of(element, notes)
        return text, list(dict.fromkeys(notes))

    def _of(self, element: Element, notes: list[str]) -> str:
        tag = element.tag
        if tag in (W + "t", _M + "t"):
            return element.text or ""
        if tag in _SPACES:
            return _SPACES[tag]
        if tag in _DELETED:
            if deleted := one_line("".join(part.text or "" for part in element.iter(W + "t", W + "delText"))):
                notes.append(f'deleted by a tracked change: "{deleted}"')
            return ""
        if tag in _REFERENCES:
            kind = _REFERENCES[tag]
            self._seen[kind] += 1
            text = self._notes.get((kind, element.get(W + "id", "")), "")
            notes.append(f'{kind} {self._seen[kind]} is marked here: "{text}"')
            return ""
        if tag == W + "sym":
            notes.append(f"a sign of the font {element.get(W + 'font', '?')} stands here")
            return ""
        if tag in (W + "instrText", W + "fldSimple"):
            instruction = one_line(element.text or "" if tag == W + "instrText" else element.get(W + "instr", ""))
            if instruction.startswith("="):
                notes.append(f"formula {instruction}")
            if tag == W + "instrText":
                return ""
        if tag in _PICTURES:
            return self._of_picture(element, notes)
        if tag == _MC + "AlternateContent":  # the same content twice, for new and for old programs
            choice = element.find(_MC + "Choice")
            return "" if choice is None else self._of(choice, notes)
        if tag in _NOT_TEXT or not isinstance(tag, str):
            return ""
        return self._of_children(element, notes)

    def _of_children(self, element: Element, notes: list[str]) -> str:
        own_notes: list[str] = []
        text = "".join(self._of(child, own_notes) for child in element)
        if element.tag == W + "p":
            if element.find(f"{W}pPr/{W}numPr") is not None and one_line(text):
                own_notes.append("a list's number or bullet stands before the text")
            text += "\n"
        elif element.tag in _INSERTED and one_line(text):
            own_notes.append(f'inserted by a tracked change: "{one_line(text)}"')
        elif element.tag == W + "r" and one_line(text):
            if _is_on(element, "vanish"):
                own_notes.append(f'hidden text left out: "{one_line(text)}"')
                text = ""
            elif _is_mark(element, text):
                own_notes.append(f'raised mark "{one_line(text)}"')
                text = ""
            elif _is_on(element, "strike") or _is_on(element, "dstrike"):
                own_notes.append(f'struck out: "{one_line(text)}"')
        notes += own_notes
        return text

    def _of_picture(self, element: Element, notes: list[str]) -> str:
        boxes = [one_line(self.of(box)[0]) for box in element.iter(W + "txbxContent")]
        notes.append(f'a text box stands here: "{" ".join(boxes)}"' if boxes else "a picture stands here")
        return ""


def _is_on(run: Element, switch: str) -> bool:
    found = run.find(f"{W}rPr/{W}{switch}")
    return found is not None and found.get(W + "val") not in ("0", "false", "off")


def _is_mark(run: Element, text: str) -> bool:
    """Whether a run is a typed footnote mark: digits or signs as superscript. Letters, as in "1st", are no mark."""
    place = run.find(f"{W}rPr/{W}vertAlign")
    is_high = place is not None and place.get(W + "val") == "superscript"
    return is_high and not any(character.isalpha() for character in text)
