"""Close up words whose letters are set apart in a PDF, so that `G r o u p` is read as Group.

A program widens the gaps between letters, or somebody types a space between them. Both leave gaps of one width within
a word, and wider ones between words.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from grantsdata.importers.documents.pdf.letters.text import Char

# All in sizes of letters.
_LEAST, _MOST = 0.15, 0.7  # the gap between letters that stand apart; `text` takes one of 0.2 for a space
_SAME = 0.1  # the most by which gaps between letters differ
_WIDER = 0.45  # the gap between two words is at most this much wider than two between letters
_BLANK = 0.3  # the gap that is left between two words
_FEWEST = 4  # letters that show that they are a word
_LETTERS = 2  # of these; figures alone may stand in columns


def closed_up(chars: Sequence[Char]) -> list[Char]:
    """The characters; those of words whose letters stand apart have no gaps between them, and the key "apart".

    Such are four or more signs with gaps of one width, if half of them are letters or the first is a pound sign; and
    fewer with the gaps of others on the page.
    """
    lines = on_lines(chars)
    runs = [list(_runs([char for char in line if not char["text"].isspace()])) for line in lines]
    sure = [_usual(run) for of_line in runs for run in of_line if _is_sure(run)]
    found = []
    for line, of_line in zip(lines, runs, strict=True):
        apart = [run for run in of_line if _is_sure(run) or any(abs(_usual(run) - one) <= _SAME / 2 for one in sure)]
        closed = {id(char): new for run in apart for char, new in zip(run, _closed(run), strict=True)}
        for char in line:
            is_within = any(run[0]["x0"] < char["x0"] < run[-1]["x0"] for run in apart)
            if id(char) in closed or not (is_within and char["text"].isspace()):
                found.append(closed.get(id(char), char))
    return found


def on_lines(chars: Sequence[Char]) -> list[list[Char]]:
    """The characters of one size and one height, each line from left to right."""
    return [sorted(line, key=_left) for _, line in groupby(sorted(chars, key=_line), _line)]


def _line(char: Char) -> tuple[float, float]:
    return round(char["bottom"], 1), round(char["size"], 1)


def _left(char: Char) -> tuple[float, float]:
    return char["x0"], char["x1"]


def _gap(char: Char, after: Char) -> float:
    return float(after["x0"] - char["x1"]) / float(char["size"])


def _usual(run: Sequence[Char]) -> float:
    """The gap between two letters of a run of signs that stand apart."""
    return median(_gap(*pair) for pair in pairwise(run))


def _is_sure(run: Sequence[Char]) -> bool:
    letters = sum(char["text"].isalpha() for char in run)
    is_text = (letters >= _LETTERS and 2 * letters >= len(run)) or run[0]["text"] == "£"
    return len(run) >= _FEWEST and is_text and _usual(run) <= _MOST


def _runs(line: Sequence[Char]) -> Iterator[list[Char]]:
    """The signs of a line that stand apart from those beside them, up to a gap between columns."""
    gaps = [float("inf"), *(_gap(*pair) for pair in pairwise(line)), float("inf")]
    run: list[Char] = []
    for char, before, after in zip(line, gaps, gaps[1:], strict=False):
        usual = _usual(run) if len(run) > 1 else _MOST
        if run and (before < _LEAST or before > 2 * usual + _WIDER):
            yield from [run] * (len(run) > 1)
            run = []
        if before >= _LEAST and after >= _LEAST:
            run.append(char)
    yield from [run] * (len(run) > 1)


def _closed(run: Sequence[Char]) -> Iterator[Char]:
    usual = _usual(run)
    for char, after in pairwise(run):
        blank = 0.0 if _gap(char, after) - usual <= _SAME else _BLANK * char["size"]
        yield {**char, "x1": after["x0"] - blank, "apart": True}
    yield {**run[-1], "apart": True}
