"""Leave out the dots that lead from a text to the next column of a PDF: `Bell . . . . . £500`."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from grantsdata.importers.documents.pdf.letters.apart import on_lines
from grantsdata.importers.documents.pdf.letters.text import Char

_DOTS = frozenset(".…·")
_FEWEST = 4


def without_leaders(chars: Sequence[Char]) -> Iterator[Char]:
    """The characters but for four dots or more in a line that have only spaces between them, and those spaces."""
    for line in on_lines(chars):
        for is_blank, some in groupby(line, lambda char: char["text"].isspace() or char["text"] in _DOTS):
            signs = list(some)
            if not is_blank or sum(char["text"] in _DOTS for char in signs) < _FEWEST:
                yield from signs
