"""Make lines of the characters of a PDF, and the text of a cell, as it is read off paper, of its lines.

A PDF holds the places of characters, not words. A superscript footnote mark is not part of an amount, and a word may
continue on the next line.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grantsdata.importers.documents.found import one_line

Char = Mapping[str, Any]
"""A character as pdfplumber describes it: text, size, x0, x1, top, bottom and more."""

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SMALL = 0.85  # browsers raise a mark in letters of five sixths
_RISEN = 0.2  # of a letter's size: a sign that begins where a letter ends, and stands this much higher, is raised
_SPACE = 0.2  # of a character's size; a space takes at least 0.25
_METRES = re.compile(r"(?:^|[^a-z])[ckm]?m$", re.IGNORECASE)  # m² is no mark
_BREAKS = ("-", "–", "/", "\xad", "‐")


@dataclass(frozen=True)
class Line:
    """A line of text, or the part of a line between two wide gaps; lengths in points, from the page's upper left.

    `size` is the size of the largest letters, `first` the width of the first letter.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    first: float
    ends_in_space: bool
    notes: tuple[str, ...] = ()


def lines_of(
    chars: Sequence[Char], near: float = 0.5, gap: float | None = None, divides: Callable[[Char], bool] | None = None
) -> list[list[Line]]:
    """The lines from top to bottom, each as a list of its parts from left to right.

    Characters belong to one line if their middles are at most `near` apart; a gap wider than `gap` divides a line, and
    so does a character of which `divides` is true. Both lengths are in sizes of letters. Without `gap` each line is one
    part.
    """
    if not chars:
        return []
    sizes = Counter(round(char["size"], 1) for char in chars if not char["text"].isspace())
    main = max(sizes, key=lambda size: (sizes[size], size), default=1.0)
    raised = _raised(chars)
    big = [char for char in chars if char["size"] >= _SMALL * main and id(char) not in raised]
    lines = _clustered(big, near)
    lone = []
    for char in (char for char in chars if char["size"] < _SMALL * main or id(char) in raised):
        line = next((line for line in lines if _is_beside(char, line)), None)
        line = line or next(
            (line for line in lines if _overlap(char, line) > 0.4 * (char["bottom"] - char["top"])), None
        )
        lone.append(char) if line is None else line.append(char)
    lines = sorted(lines + _clustered(lone, near), key=_middle_of)
    found = ([_line(part) for part in _parts(line, gap, divides)] for line in lines)
    return [filled for parts in found if (filled := [part for part in parts if part.text or part.notes])]


def as_one(words: Sequence[Line]) -> Line:
    """Parts of one line, from left to right, as one part."""
    first, last = words[0], words[-1]
    if first is last:
        return first
    notes = tuple(note for word in words for note in word.notes)
    return replace(
        first,
        text=" ".join(word.text for word in words),
        x1=max(word.x1 for word in words),
        top=min(word.top for word in words),
        bottom=max(word.bottom for word in words),
        size=max(word.size for word in words),
        ends_in_space=last.ends_in_space,
        notes=notes,
    )


def _middle(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _middle_of(line: Sequence[Char]) -> float:
    size = max(char["size"] for char in line)
    middles = [_middle(char) for char in line if char["size"] >= _SMALL * size]
    return sum(middles) / len(middles)


def _clustered(chars: Sequence[Char], near: float) -> list[list[Char]]:
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (_middle(char), char["x0"])):
        if lines and _middle(char) - _middle(lines[-1][0]) <= near * char["size"]:
            lines[-1].append(char)
        else:
            lines.append([char])
    return lines


def _raised(chars: Sequence[Char]) -> set[int]:
    """The ids of the characters of raised marks: of each that begins where a larger letter ends which stands lower, or
    any letter that stands much lower, and of those that follow it at its height. A letter of the line below is further
    down."""
    ending: dict[int, list[Char]] = {}
    for char in chars:
        ending.setdefault(round(char["x1"]), []).append(char)
    found: set[int] = set()
    for char in sorted(chars, key=lambda char: float(char["x0"])):
        near = (one for place in range(-2, 3) for one in ending.get(round(char["x0"]) + place, ()))
        before = [one for one in near if abs(char["x0"] - one["x1"]) <= _SPACE * one["size"]]
        is_raised = any(
            (char["size"] < _SMALL * one["size"] or _is_risen(char, one))
            and one["top"] < _middle(char) < _middle(one) < char["bottom"] + one["size"] / 2
            for one in before
        )
        if is_raised or any(id(one) in found and _middle(one) == _middle(char) for one in before):
            found.add(id(char))
    return found


def _is_risen(char: Char, one: Char) -> bool:
    return bool(char["size"] <= one["size"] and _middle(one) - _middle(char) > _RISEN * one["size"])


def _is_beside(char: Char, line: Sequence[Char]) -> bool:
    """Whether a small sign begins where a letter of the line ends: it is raised from it, as a footnote mark is."""
    return _overlap(char, line) > 0 and any(abs(char["x0"] - one["x1"]) <= _SPACE * one["size"] for one in line)


def _overlap(char: Char, line: Sequence[Char]) -> float:
    top, bottom = min(c["top"] for c in line), max(c["bottom"] for c in line)
    return float(min(char["bottom"], bottom) - max(char["top"], top))


def _parts(line: list[Char], gap: float | None, divides: Callable[[Char], bool] | None) -> list[list[Char]]:
    line = sorted(line, key=lambda char: (char["x0"], char["x1"]))
    parts = [[line[0]]]
    for char in line[1:]:
        is_divided = False
        if gap is not None and not char["text"].isspace() and _has_text(parts[-1]):
            seen = [c for c in parts[-1] if not c["text"].isspace()]
            is_wide = char["x0"] - max(c["x1"] for c in seen) > gap * char["size"]
            is_amount_of_sign = _is_sign(seen) and char["text"] in _BEGIN_AMOUNTS
            is_divided = (is_wide or (divides is not None and divides(char))) and not is_amount_of_sign
        if is_divided:
            parts.append([char])
        else:
            parts[-1].append(char)
    return parts


_BEGIN_AMOUNTS = frozenset("0123456789.-–−(n")
"""What may stand behind a pound sign: a figure, a minus sign or dash, a bracket, or nil."""


def _is_sign(chars: Sequence[Char]) -> bool:
    """Whether the characters are the sign before an amount, which accountants print at the left edge of its column."""
    return len(chars) <= 2 and "".join(char["text"] for char in chars) in ("£", "-£", "£-", "(£", "£(")


def _has_text(chars: Sequence[Char]) -> bool:
    return any(not char["text"].isspace() for char in chars)


def _line(chars: Sequence[Char]) -> Line:
    size = max(char["size"] for char in chars)
    middle = _middle_of(chars)
    text, marks, struck, end = "", "", "", None
    kind, after_number = "", False  # whether the last large sign was a digit, and only marks have followed
    last: Char | None = None  # the last sign that is no mark
    is_part = False  # whether small signs belong to a number, as pence may
    for number, char in enumerate(chars):
        letter = _LIGATURES.get(str(char["text"]), str(char["text"]))
        is_beside = end is not None and char["x0"] - end <= _SPACE * size
        is_risen = last is not None and is_beside and _is_risen(char, last)
        is_small = char["size"] < _SMALL * size or is_risen
        is_close = is_beside and after_number
        if is_small and is_close and letter in ".," and not marks:  # after a mark, another one: "2,3"
            is_part = number + 1 < len(chars) and str(chars[number + 1]["text"]).isdecimal()
        is_part = is_part and is_small and not letter.isspace()
        is_raised = is_risen or middle - _middle(char) > 0.1 * size
        ends_here = number + 1 == len(chars) or not str(chars[number + 1]["text"]).isalpha()
        is_lone = is_beside and last is not None and last["size"] >= _SMALL * size and str(last["text"]).isalpha()
        is_sign = not letter.isalpha() or (is_raised and (is_close or is_lone) and ends_here)
        is_sign = is_sign and not (letter in "23" and _METRES.search(text))
        if is_small and not is_part and letter.strip() and is_sign and (is_raised or is_close):
            marks += letter
            kind, end = "raised" if is_raised else "small", char["x1"]
            continue
        space = " " if end is not None and char["x0"] - end > _SPACE * char["size"] else ""
        struck += f"{space}{letter}" if char.get("struck") else ""
        text, end, last = text + space + letter, char["x1"], char
        after_number = letter.isdecimal() and not is_small
    seen = [char for char in chars if not char["text"].isspace()] or list(chars)
    return Line(
        one_line(text) if "\xad" not in text[-2:] else one_line(text) + "\xad",
        min(char["x0"] for char in seen),
        max(char["x1"] for char in seen),
        min(char["top"] for char in seen),
        max(char["bottom"] for char in seen),
        size,
        seen[0]["x1"] - seen[0]["x0"],
        text != text.rstrip(),
        (
            *[f'{kind} mark "{marks}"'] * bool(marks),
            *[f"struck out: “{one_line(struck)}”"] * bool(struck.strip()),
            *["its letters stand apart, and are joined"] * any(char.get("apart") for char in chars),
        ),
    )


def join_lines(lines: Sequence[Line], room: float, words: frozenset[str]) -> tuple[str, list[str]]:
    """The text of the lines of a cell that is `room` points wide, and notes on where they were joined by guess.

    `words` are the file's words from `undivided_words`.
    """
    text = ""
    notes: list[str] = []
    for number, line in enumerate(lines):
        notes += line.notes
        pair = f"{text.split()[-1]}{line.text.split()[0]}" if text and line.text else ""
        if not pair:
            text += line.text
        elif text.endswith("\xad"):
            text = text[:-1] + line.text
        elif text.endswith(_BREAKS) and len(text.split()[-1]) > 1:
            if text.endswith(("-", "‐")) and line.text[0].islower():
                notes.append(f'joined by guess at a hyphen: "{pair}"')
            text += line.text
        elif _may_be_one_word(lines[number - 1], line, lines, room, words):
            is_one = _is_one_word(text.split()[-1], line.text.split()[0], words)
            if is_one:
                notes.append(f'joined by guess within a word: "{pair}"')
            text += line.text if is_one else f" {line.text}"
        else:
            text += f" {line.text}"
    return one_line(text), notes


def _may_be_one_word(last: Line, line: Line, lines: Sequence[Line], room: float, words: frozenset[str]) -> bool:
    """Whether the last line may end within a word: it is one word, no space follows it, and it fills the line so that
    the next letter had no room."""
    if not words or last.ends_in_space or " " in last.text or not line.text[0].islower():
        return False
    widest = max(other.x1 - other.x0 for other in lines)
    return last.x1 - last.x0 + line.first > min(room, widest + line.first) - 2 * _PADDING


def _is_one_word(last: str, first: str, words: frozenset[str]) -> bool:
    """Whether the two are one word that a narrow column has divided, judged by the file's other words."""
    if _bare(last + first) in words:
        return True
    is_word = _bare(first) in _SMALL_WORDS or (_bare(first) in words and len(_bare(first)) > 3)
    return _bare(last) not in words and not is_word


_SMALL_WORDS = {"and", "by", "for", "from", "of", "that", "the", "to", "who", "with"}
_PADDING = 3.0
"""The least distance between the text of a cell and its sides, in points."""


def _bare(word: str) -> str:
    return word.casefold().strip(".,;:()'’“”\"")


def undivided_words(cells: Iterable[Sequence[Line]]) -> frozenset[str]:
    """The words that are certainly not divided between lines.

    The result is empty if the file does not write the space at the end of a line, since then nothing distinguishes a
    divided word from two words.
    """
    cells = list(cells)
    ends = [line.ends_in_space for lines in cells for line in lines[:-1] if not line.text.endswith(_BREAKS)]
    if sum(ends) * 2 <= len(ends):
        return frozenset()
    words: set[str] = set()
    for lines in cells:
        for number, line in enumerate(lines):
            is_begun = number == 0 or lines[number - 1].ends_in_space
            is_ended = number == len(lines) - 1 or line.ends_in_space
            in_line = line.text.split()
            words.update(map(_bare, in_line[(not is_begun) : len(in_line) - (not is_ended)]))
    return frozenset(words)
