"""Tell a footnote mark from the text that it stands beside: "£500" with the mark "1" must not become £5,001.

A reader knows which text is raised, and asks `is_mark`. Marks that are letters of their own, as in "£500¹", "£500*" or
"£500 [note 1]", are found by `without_marks` in a text from any reader.
"""

import re
from dataclasses import replace

from grantsdata.importers.documents.found import Cell, one_line
from grantsdata.model.amounts.parse import is_amount

_ORDINALS = ("st", "nd", "rd", "th")
_RAISED = re.compile(
    r"[^\w]+|[^\w]*(?:[1-9][0-9]*|[a-z]|[ivx]+|(?:foot)?note *[0-9a-z]{1,3})(?:[^\w]+(?:[0-9]+|[a-z]|[ivx]+))*[^\w]*",
    re.IGNORECASE,
)
_STRUCK = re.compile("struck out: “(.+)”")
_UNIT = re.compile(r"(?:^|[^a-z])[ckm]?m$", re.IGNORECASE)
_APART = re.compile(r"\S(?: \S){3,}")
_LEADER = re.compile(r"^(?:[.…·] ?){4,}|(?: ?[.…·]){4,}$")
_SIZE = re.compile(r"[^£]*m ?[²³]", re.IGNORECASE)  # square metres, and not millions with a mark
_LINKED = re.compile(r"[\[(]?(?:[1-9][0-9]{0,2}|[a-z]|[*†‡§¶#]+|(?:foot)?note *[0-9a-z]{1,3})[\])]?", re.IGNORECASE)
_TYPED = re.compile(
    r" ?(?:[*†‡§¶#]+|[⁰¹²³⁴-⁹⁽⁾ᵃ-ᶻ]+|\[(?:[0-9]{1,3}|[a-z]|(?:foot)?note *[0-9a-z]{1,3})\])$", re.IGNORECASE
)


def is_mark(raised: str, before: str) -> bool:
    """Whether a raised text is a footnote mark: digits, signs, a letter, "note 1"; `before` is the text before it.

    "1st" and "m²" have raised texts that are none.
    """
    text = one_line(raised)
    if text.casefold() in _ORDINALS and before[-1:].isdigit():
        return False
    if text in ("2", "3") and _UNIT.search(before):
        return False
    return bool(_RAISED.fullmatch(text))


def is_linked_mark(link: str, before: str) -> bool:
    """Whether the text of a link to a place in the same document is a footnote mark."""
    return bool(before.strip()) and bool(_LINKED.fullmatch(one_line(link)))


def without_struck(cell: Cell) -> Cell:
    """The cell without the texts that are struck out beside others, with a note on each; a cell that is struck out as a
    whole stays as it is, for a person to decide."""
    text, notes = cell.text, list(cell.notes)
    for number, note in enumerate(cell.notes):
        if not (struck := _STRUCK.fullmatch(note)):
            continue
        form = re.escape(struck[1]) if text.count(struck[1]) == 1 else rf"(?<![\d,.]){re.escape(struck[1])}(?![\d,.])"
        without = re.sub(form, " ", text, count=1)
        if without != text:
            text, notes[number] = one_line(without), f"struck out and left out: “{struck[1]}”"
    return cell if text in (cell.text, "") else replace(cell, text=text, notes=tuple(notes))


def undivided(cell: Cell) -> Cell:
    """The cell with the figures of an amount together that are printed apart, as in "£ 9 , 2 5 0", and a note."""
    text = "".join(cell.text.split())
    if not _APART.fullmatch(cell.text) or not is_amount(text):
        return cell
    return replace(cell, text=text, notes=(*cell.notes, f"its figures stand apart, as “{cell.text}”"))


def without_leader(cell: Cell) -> Cell:
    """The cell without dots that lead to the next column, and with a note; a cell of nothing but dots is blank."""
    text = _LEADER.sub("", cell.text)
    if text == cell.text:
        return cell
    return replace(cell, text=text, notes=(*cell.notes, "dots that lead to the next column are left out"))


def without_marks(cell: Cell) -> Cell:
    """The cell without the footnote marks typed after an amount, and with a note on each; other texts stay."""
    text, notes = cell.text, []
    while (found := _TYPED.search(text)) and not _SIZE.fullmatch(text):
        text = text[: found.start()]
        notes.append(f'footnote mark "{found[0].strip()}" after the amount')
    return replace(cell, text=text, notes=(*cell.notes, *reversed(notes))) if notes and is_amount(text) else cell
