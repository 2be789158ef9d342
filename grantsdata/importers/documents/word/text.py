"""Read the text of a part of a Word document as it is printed, with notes on what is not printed as text.

Deleted and hidden text is left out, inserted text is included. A footnote's mark is left out too: "£446,000" with the
mark "1" must not become another amount.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from grantsdata.importers.documents.found import one_line
from grantsdata.importers.documents.marks import is_linked_mark, is_mark
from grantsdata.importers.documents.unseen import PAPER, unseen_note
from grantsdata.importers.documents.word.elements import BOX, DELETED, all_text, children, inside, is_frame
from grantsdata.importers.documents.word.special import MATHS, Field, control_note, form_value, in_one_line, sign
from grantsdata.importers.documents.word.styles import Print, Styles, W, shading

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"

_INSERTED = (W + "ins", W + "moveTo")
_SPACES = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_REFERENCES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_NOT_TEXT = {W + name for name in ("pPr", "rPr", "tcPr", "sdtPr", "sdtEndPr", "tbl", "delText")}
_MOST_FIELDS = 100
"""Fields within one another."""

_PICTURES = (W + "drawing", W + "pict", W + "object")
_PARTS_OF_OTHERS = (W + "altChunk", W + "subDoc")

EMBEDDED = "a part of another format is embedded; save the document in Word again to see it"

STEP_FOR_OBJECTS = "open it in Word with a double click, save it as a file, and import that"

Note = tuple[str, str]
"""The kind, "footnote", "endnote" or "comment", and the identifier of a note."""


class Texts:
    """Reads the texts of one document from its beginning, and counts the footnotes in the order of print.

    `notes` maps each footnote, endnote and comment to its text; one that a note has quoted is taken out of it.
    """

    def __init__(self, styles: Styles | None = None, notes: Mapping[Note, str] | None = None) -> None:
        self.styles = styles or Styles()
        self.notes = dict(notes or {})
        self.seen = dict.fromkeys(_REFERENCES.values(), 0)
        self.is_outside = False
        self.behind: str | None = PAPER

    def of_cell(self, cell: Element, behind: str | None = PAPER) -> tuple[str, list[str]]:
        """The text of a cell, on one line, and notes; without tables nested in the cell. `behind` is the colour of its
        table, "" if it is not known."""
        own = shading(cell.find(f"{W}tcPr/{W}shd"))
        self.behind, before = behind if own is None else own, self.behind
        text, notes = self.of(cell)
        self.behind = before
        if cell.find(f"{W}tcPr/{W}cellDel") is not None:
            return "", [f'deleted by a tracked change: "{one_line(text)}"', *notes]
        return one_line(text), notes

    def of_paragraph(self, paragraph: Element) -> tuple[str, list[str]]:
        """The same of a paragraph outside tables, without notes on lists, footnotes and text boxes, whose texts are
        paragraphs of their own there."""
        self.is_outside = True
        try:
            return self.of(paragraph)
        finally:
            self.is_outside = False

    def of(self, element: Element) -> tuple[str, list[str]]:
        """The text of any element, with its tabs and line ends, and notes."""
        reading = _Reading(self)
        reading.walk(element, None)
        reading.settle()
        return reading.text, list(dict.fromkeys(reading.notes))


class _Reading:
    """The text and the notes of one element. `fields` are those that are open; None where fields do not end, so that
    rather too much is shown than too little."""

    def __init__(self, texts: Texts, fields: list[Field] | None = None) -> None:
        self.text = ""
        self.notes: list[str] = []
        self._texts = texts
        self._fields = fields
        self._raised = ""
        self._last = Print()

    def walk(self, element: Element, paragraph: Element | None) -> None:
        """Add the text of an element of this paragraph."""
        tag = element.tag
        if tag == W + "t":
            self._text(element.text or "")
        elif tag in _SPACES:
            self.text += _SPACES[tag]
        elif tag in DELETED:
            if deleted := all_text(element):
                self.notes.append(f'deleted by a tracked change: "{deleted}"')
        elif tag in _REFERENCES:
            kind = _REFERENCES[tag]
            self._texts.seen[kind] += 1
            if not self._texts.is_outside:
                self.notes.append(f"{kind} {self._texts.seen[kind]} is marked here{self._note(kind, element)}")
        elif tag == W + "commentReference":
            self.notes.append(f"a comment stands here{self._note('comment', element)}")
        elif tag == W + "sym":
            self._text(sign(element))
            if not sign(element):
                self.notes.append(f"a sign of the font {element.get(W + 'font', '?')} stands here")
        elif tag == W + "instrText":
            self._instruction(element.text or "")
        elif tag == W + "fldChar":
            self._field(element.get(W + "fldCharType", ""), form_value(element))
        elif tag in MATHS:
            self._formula(element)
        elif tag == W + "rt" or (tag == W + "bdo" and element.get(W + "val") == "rtl"):
            what = "a reading aid above the text" if tag == W + "rt" else "a text printed from right to left"
            self.notes.append(f'{what} is left out: "{all_text(element)}"')
        elif tag in _PARTS_OF_OTHERS:
            self.notes.append(EMBEDDED)
        elif tag in _PICTURES:
            self.notes += filter(None, [self._picture(element)])
        elif tag == W + "p":
            self._paragraph(element)
        elif tag == W + "r":
            self._run(element, paragraph)
        elif tag in _INSERTED or tag == W + "hyperlink":
            self._part(element, paragraph)
        elif tag == W + "tbl" and is_frame(element):
            for child in inside(element, W + "tc"):
                self.walk(child, paragraph)
        elif tag not in _NOT_TEXT:
            start = len(self.text)
            for child in children(element):
                self.walk(child, paragraph)
            if tag == W + "fldSimple":
                self._instruction(element.get(W + "instr", ""))
                is_shown = one_line(self.text[start:] + self._raised) != ""
                self.notes += () if is_shown else Field(instruction=element.get(W + "instr", "")).end()
            elif tag == W + "sdt":
                self.notes += control_note(element, self.text[start:] + self._raised)

    def settle(self) -> None:
        """Decide whether the raised text before this place is a footnote mark."""
        raised, self._raised = self._raised, ""
        if one_line(raised) and is_mark(raised, self.text):
            self.notes.append(f'raised mark "{one_line(raised)}"')
        else:
            self.text += raised

    def _text(self, text: str) -> None:
        fields = self._fields or []
        if any(field.is_instruction for field in fields):
            self.notes.append(f'left out, since it is the instruction of a field: "{one_line(text)}"')
        elif any(field.form for field in fields) and text:
            self.notes.append(f'left out, since a form field shows another text in its place: "{one_line(text)}"')
        else:
            self.text += text

    def _note(self, kind: str, mark: Element) -> str:
        """The text of a note where it is marked first, in quotation marks."""
        text = self._texts.notes.pop((kind, mark.get(W + "id", "")), "")
        return f': "{text}"' if text else ""

    def _instruction(self, text: str) -> None:
        if self._fields:
            self._fields[-1].instruction += text
        if one_line(text).startswith("="):
            self.notes.append(f"formula {one_line(text)}")

    def _field(self, what: str, form: str) -> None:
        self.text += form
        if self._fields is None:
            return
        if what == "begin":
            self._fields.append(Field(form))
        elif what == "separate":
            self._fields[-1].is_instruction = False
        else:  # the end; `_ends_its_fields` knows no other kind
            self.notes += self._fields.pop().end()

    def _formula(self, element: Element) -> None:
        """A formula of mathematics, typed in one line."""
        text, is_built = in_one_line(element)
        self.settle()
        self.text += text
        if is_built:
            self.notes.append(f"a formula of mathematics stands here, read as “{one_line(text)}”")

    def _paragraph(self, paragraph: Element) -> None:
        inner = _Reading(self._texts, [] if _ends_its_fields(paragraph) else None)
        for child in children(paragraph):
            inner.walk(child, paragraph)
        inner.settle()
        self.notes += inner.notes
        is_listed = paragraph.find(f"{W}pPr/{W}numPr") is not None
        if is_listed and one_line(inner.text) and not self._texts.is_outside:
            self.notes.append("a list's number or bullet stands before the text")
        self.text += inner.text + "\n"

    def _run(self, run: Element, paragraph: Element | None) -> None:
        inner = _Reading(self._texts, self._fields)
        for child in children(run):
            inner.walk(child, paragraph)
        text, line = inner.text, one_line(inner.text)
        how = self._texts.styles.print_of(run, paragraph)
        if line and how.is_unseen(self._texts.behind):
            self.notes.append(unseen_note(line, how.ground(self._texts.behind)))
            text = ""
        elif line and how.is_struck:
            self.notes.append(f"struck out: “{line}”")
        if how.is_raised and line:
            self._raised += text
        elif text:
            self.settle()
            if self._is_small_mark(text, how):
                self.notes.append(f'small mark "{line}"')
            else:
                self.text += text
                self._last = how if line else self._last
        self.notes += inner.notes

    def _is_small_mark(self, text: str, how: Print) -> bool:
        is_apart = how.is_lowered or how.is_smaller_than(self._last)
        return is_apart and self.text[-1:].isdigit() and is_linked_mark(text, self.text)

    def _part(self, element: Element, paragraph: Element | None) -> None:
        """An insertion, or a link, which may be a footnote mark."""
        self.settle()
        start = len(self.text)
        for child in children(element):
            self.walk(child, paragraph)
        self.settle()
        text = one_line(self.text[start:])
        if text and element.tag in _INSERTED:
            self.notes.append(f"inserted by a tracked change: “{text}”")
        elif element.get(W + "anchor") and is_linked_mark(text, self.text[:start]):
            self.notes.append(f'footnote mark "{text}", which is a link')
            self.text = self.text[:start]

    def _boxed(self, box: Element) -> str:
        """The text of a text box, whose own colour is not looked up."""
        self._texts.behind, before = "", self._texts.behind
        text = one_line(self._texts.of(box)[0])
        self._texts.behind = before
        return text

    def _picture(self, element: Element) -> str:
        boxes = [] if self._texts.is_outside else [self._boxed(box) for box in inside(element, BOX)]
        drawn = [one_line(part.text or "") for part in inside(element, _A + "t")]
        drawn += [part.get("string", "") for part in inside(element, _TEXT_PATH)]
        if self._texts.is_outside and next(inside(element, BOX), None) is not None and not any(drawn):
            return ""
        if boxes or any(drawn):
            return f'a text box stands here: "{" ".join(filter(None, boxes + drawn))}"'
        if (embedded := next(inside(element, _OLE), None)) is not None:
            return f"an embedded object ({embedded.get('ProgID', 'unknown')}) stands here: {STEP_FOR_OBJECTS}"
        if element.tag == W + "object":
            return f"an embedded object stands here: {STEP_FOR_OBJECTS}"
        if next(inside(element, _CHART), None) is not None:
            return "a chart stands here, whose numbers are not read"
        return "a diagram stands here" if next(inside(element, _DIAGRAM), None) is not None else "a picture stands here"


def _ends_its_fields(paragraph: Element) -> bool:
    """Whether each field that begins in the paragraph ends there, with at most one separator."""
    are_separated: list[bool] = []
    for mark in inside(paragraph, W + "fldChar", BOX):
        what = mark.get(W + "fldCharType")
        if mark.tag == BOX:  # its paragraphs are read by themselves
            continue
        if what == "begin" and len(are_separated) < _MOST_FIELDS:
            are_separated.append(False)
        elif what == "separate" and are_separated and not are_separated[-1]:
            are_separated[-1] = True
        elif what == "end" and are_separated:
            are_separated.pop()
        else:
            return False
    return not are_separated
