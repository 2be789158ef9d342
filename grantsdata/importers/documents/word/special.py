"""What a Word document shows outside its runs of text: form fields, content controls, signs, formulas."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from grantsdata.importers.documents.found import one_line
from grantsdata.importers.documents.word.styles import W, is_on

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

MATHS = (_M + "oMath", _M + "oMathPara")

_PICTURE_FONTS = ("wingdings", "webdings", "marlett", "dingbats")
_FIRST_PRIVATE = 0xF000
"""Fonts of signs have their characters here; the digits and marks of the font Symbol are those of ASCII."""

_SHOW_NOTHING = frozenset(("XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE", "NEXT", "NEXTIF", "SKIPIF"))
"""Fields that put nothing on the page."""


@dataclass
class Field:
    """A field that is open: whether its instruction is, what this says, and what its form shows, "" if it has none."""

    form: str = ""
    is_instruction: bool = True
    instruction: str = ""

    def end(self) -> Iterator[str]:
        """A note if the field shows something that the file does not hold."""
        words = self.instruction.split()
        if self.is_instruction and words and not self.form and words[0].upper() not in _SHOW_NOTHING:
            yield (
                f"a field shows a text that the file does not hold, by the instruction “{one_line(self.instruction)}”; "
                "update it in Word (F9) and save"
            )


def form_value(begin: Element) -> str:
    """What the form field that begins here shows: the chosen entry of a drop-down list, or its first; a ticked or an
    empty box. "" for any other field."""
    for form in begin.findall(W + "ffData"):
        if (listed := form.find(W + "ddList")) is not None:
            entries = [entry.get(W + "val", "") for entry in listed.findall(W + "listEntry")]
            chosen = listed.find(W + "result")
            chosen = listed.find(W + "default") if chosen is None else chosen
            number = "0" if chosen is None else chosen.get(W + "val", "0")
            return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else ""
        if (box := form.find(W + "checkBox")) is not None:
            ticked = box.find(W + "checked")
            return "☒" if is_on(box.find(W + "default") if ticked is None else ticked) else "☐"
    return ""


def control_note(control: Element, text: str) -> Iterator[str]:
    """A note if a content control holds a choice from its list that its text does not show."""
    for listed in [one for name in ("dropDownList", "comboBox") for one in control.findall(f"{W}sdtPr/{W}{name}")]:
        last = listed.get(W + "lastValue", "")
        items = listed.findall(W + "listItem")
        held = next((one.get(W + "displayText", last) for one in items if one.get(W + "value") == last), last)
        if held and one_line(held) != one_line(text):
            yield f"a drop-down list holds the choice “{held}”, and shows “{one_line(text)}”"


def sign(symbol: Element) -> str:
    """The character of a sign, "" if its font has pictures only."""
    number = symbol.get(W + "char", "")
    try:
        code = int(number, 16)
    except ValueError:
        return ""
    if any(name in symbol.get(W + "font", "").casefold() for name in _PICTURE_FONTS) or not 0 < code < 0x10000:
        return ""
    return chr(code - _FIRST_PRIVATE if _FIRST_PRIVATE <= code < _FIRST_PRIVATE + 0x100 else code)


def in_one_line(formula: Element) -> tuple[str, bool]:
    """A formula of mathematics as it is typed in one line, and whether it has parts above or below one another.

    A fraction is 1/2, a power 10^3; brackets that are drawn around a part are put in.
    """
    parts = list(formula.iter())
    return _linear(formula), any(part.tag.startswith(_M) and part.tag[len(_M) :] in _BUILT for part in parts)


_BUILT = {"f": "/", "sSup": "^", "sSub": "_", "sSubSup": " ", "rad": " ", "nary": " ", "m": " ", "d": " ", "eqArr": " "}
_BUILT |= dict.fromkeys(("func", "limLow", "limUpp", "sPre", "groupChr", "acc", "bar"), " ")


def _linear(element: Element) -> str:
    name = element.tag.rpartition("}")[2]
    if name == "t":
        return element.text or ""
    parts = [_linear(child) for child in element if not child.tag.endswith("Pr")]
    if name == "d" and element.tag.startswith(_M):
        begins, ends = (_bracket(element, key, usual) for key, usual in (("begChr", "("), ("endChr", ")")))
        return begins + "|".join(parts) + ends
    return _BUILT.get(name, "").join(filter(None, parts)) if element.tag.startswith(_M) else "".join(parts)


def _bracket(brackets: Element, name: str, usual: str) -> str:
    found = brackets.find(f"{_M}dPr/{_M}{name}")
    return usual if found is None else found.get(_M + "val", "")
