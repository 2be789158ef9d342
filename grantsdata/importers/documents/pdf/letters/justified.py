"""Put the words of a justified line together again, of which the gaps are so wide that they look like columns.

All gaps of such a line have one width. It begins and ends where a line of ordinary gaps does, as all lines but the
last of a justified text do, or it has so many words that columns would hardly have gaps of one width by chance.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from grantsdata.importers.documents.pdf.letters.text import Line, as_one

_SAME = 0.7  # points: edges or gaps that differ by less are one
_WIDEST = 6.0  # in sizes of letters: the gap between two words of a justified line
_FEWEST_WORDS = 3  # of two, one gap shows nothing
_MANY_WORDS = 4

Row = list[Line]


def joined(rows: Sequence[Row]) -> list[Row]:
    """The lines of a page, each a list of its parts, with the words of justified lines as one part."""
    blocks = {(line.x0, line.x1) for row in rows for line in row if len(line.text.split()) >= _FEWEST_WORDS}
    return [list(_row(row, blocks)) for row in rows]


def _row(row: Row, blocks: set[tuple[float, float]]) -> Iterator[Line]:
    start = 0
    while start < len(row):
        ends = range(len(row), start + _FEWEST_WORDS - 1, -1)
        end = next((end for end in ends if _is_justified(row[start:end], blocks)), start + 1)
        yield as_one(row[start:end])
        start = end


def _is_justified(words: Row, blocks: set[tuple[float, float]]) -> bool:
    """Whether single words, no figures among them, fill a line from edge to edge with gaps of one width."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(words)]
    is_even = max(gaps) - min(gaps) <= _SAME and max(gaps) <= _WIDEST * words[0].size
    is_words = not any(char.isspace() or char.isdecimal() or char == "£" for word in words for char in word.text)
    fits = (abs(words[0].x0 - x0) <= _SAME and abs(words[-1].x1 - x1) <= _SAME for x0, x1 in blocks)
    widths = [word.x1 - word.x0 for word in words]  # words of one width at even places, such as "Yes", are columns
    is_long = len(words) >= _MANY_WORDS and max(widths) - min(widths) > _SAME
    return is_even and is_words and (is_long or any(fits))
