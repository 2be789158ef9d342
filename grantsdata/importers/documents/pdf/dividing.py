"""Find where columns of amounts divide the lines of a page of a PDF that has no rules.

Amounts that stand one below the other, and texts that begin where others do, divide a line even where the gap before
them is no wider than a space.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from grantsdata.importers.documents.pdf.letters.text import Char, Line, lines_of
from grantsdata.model.amounts.parse import is_amount

_WORD = 0.2  # in sizes of letters: the gap between two words
_TIGHT = 0.35  # in sizes of letters: the gap between close lines
_EDGE = 1.5  # points: left or right edges that are at most this far apart are one
_FEWEST = 2  # amounts of a column
_APART = 8.0  # in sizes of letters: the most between an amount and the next one below it
_HEADER_LINES = 4
_WIDER = 1.2  # times the least gap between words of a line
_MONEY = re.compile(r"£|,[0-9]{3}|[.][0-9]{2}$")

Row = list[Line]
Word = tuple[int, Line]
"""The number of a row of words, and a word."""


def divides(chars: Sequence[Char], near: float, gap: float) -> Callable[[Char], bool]:
    """Whether a character begins an amount of a column of amounts, the word that heads the column, or a text beside it.

    `near` and `gap` are those of `lines_of`.
    """
    rows = lines_of(chars, near, _WORD)
    begun: dict[int, list[Line]] = {}
    for column in _amount_columns(rows):
        for word in (*(word for _, word in column), *_header(rows, column), *_beside(rows, column, gap)):
            begun.setdefault(round(word.x0), []).append(word)

    def is_first(char: Char) -> bool:
        place, middle = round(char["x0"]), (char["top"] + char["bottom"]) / 2
        words = (word for near_by in (-1, 0, 1) for word in begun.get(place + near_by, ()))
        return any(abs(word.x0 - char["x0"]) < _WORD and word.top <= middle <= word.bottom for word in words)

    return is_first


def _amount_columns(rows: Sequence[Row]) -> Iterator[list[Word]]:
    """The columns of amounts with one left or one right edge, each from top to bottom."""
    amounts = [(n, word) for n, row in enumerate(rows) for word in row if is_amount(word.text)]
    for edge in ("x0", "x1"):
        column: list[Word] = []
        for word in sorted(amounts, key=lambda word: (getattr(word[1], edge), word[0])):
            if column and getattr(word[1], edge) - getattr(column[0][1], edge) > _EDGE:
                yield from _runs(column)
                column = []
            column.append(word)
        yield from _runs(column)


def is_money(text: str) -> bool:
    """Whether a text is an amount with a pound sign, a separator or pence."""
    return _MONEY.search(text) is not None and is_amount(text)


def _runs(column: Sequence[Word]) -> Iterator[list[Word]]:
    """The parts of a column in which each amount is close to the next one below it."""
    run: list[Word] = []
    for word in sorted(column, key=lambda word: word[0]):
        if run and word[1].top - run[-1][1].bottom > _APART * word[1].size:
            yield from [run] * _are_amounts(run)
            run = []
        run.append(word)
    yield from [run] * _are_amounts(run)


def _are_amounts(run: Sequence[Word]) -> bool:
    """Whether enough of the numbers are amounts by their form; a number such as 775 may be one beside these."""
    return sum(is_money(word.text) for _, word in run) >= _FEWEST


def _header(rows: Sequence[Row], column: Sequence[Word]) -> Iterator[Line]:
    """The first word above a column in each line of its header, if the word before it stands further left. The lines of
    a header are close to each other, and the last one to the first amount.

    A line of more words than the row of that amount has is divided only where its words are further apart, and none
    where both words begin behind all that stands before the amounts.
    """
    first, top = column[0]
    end = max((line.x1 for n, word in column for line in rows[n] if line.x0 < word.x0), default=0.0)
    left, right = min(word.x0 for _, word in column), max(word.x1 for _, word in column)
    for above in reversed(rows[max(0, first - _HEADER_LINES) : first]):
        if not above or top.top - above[0].bottom > (3 if top is column[0][1] else _TIGHT) * top.size:
            return
        least = min((word.x0 - before.x1 for before, word in pairwise(above)), default=0.0)
        for before, word in pairwise(above):
            is_apart = len(above) <= len(rows[first]) or word.x0 - before.x1 > _WIDER * least
            if is_apart and word.x0 < right and word.x1 > left and before.x1 <= left and before.x0 < end:
                yield word
        top = above[0]


def _beside(rows: Sequence[Row], column: Sequence[Word], gap: float) -> Iterator[Line]:
    """The words in the rows of a column, and in the line above, that begin where two others begin after a wide gap."""
    pairs = [pair for row in rows[max(0, column[0][0] - 1) : column[-1][0] + 1] for pair in pairwise(row)]
    edges = sorted(word.x0 for before, word in pairs if word.x0 - before.x1 > gap * word.size)
    shared = [(one + other) / 2 for one, other in pairwise(edges) if other - one <= _EDGE / 2]
    for _, word in pairs:
        if any(abs(word.x0 - edge) <= _EDGE / 2 for edge in shared):
            yield word
