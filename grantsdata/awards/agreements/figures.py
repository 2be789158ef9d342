"""The figures of a return: numbers as people type them → exact numbers, and which of them go together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from grantsdata.model.schema import COUNT, FIGURES_OF_RETURNS, NOT_AVAILABLE, PEOPLE_HELPED, SHARE

Problem = tuple[str, str, str, str]
"""The meaning of a cell, what is wrong with it, what is expected, and the next step."""

WHOLE, ANY_NUMBER = "a whole number such as 1,204", "a number such as 12.5"

_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,9})(?:\.[0-9]{1,6})?")
_CORRECT, _FILL = "Correct the cell.", "Fill in the cell."


def parse_number(text: str) -> Decimal | None:
    """Read a number such as 1,204 or 12.5, exactly; None for any other text."""
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _is_count(text: str) -> bool:
    number = parse_number(text)
    return number is not None and number >= 0 and number == number.to_integral_value()


def wrong_figures(cells: Mapping[str, str]) -> Iterator[Problem]:
    """Yield each problem with the figures of one line of `returns.csv`, whose cells are by meaning.

    A line without `returned_on` is what is due: it has no figures yet.
    """
    is_share, is_whole = cells["kind"] == SHARE, cells["kind"] in (PEOPLE_HELPED, COUNT, SHARE)
    if cells["target"]:
        if (_is_count if is_whole and not is_share else parse_number)(cells["target"]) in (None, False):
            yield "target", "cannot read the number", WHOLE if is_whole and not is_share else ANY_NUMBER, _CORRECT
        if not cells["better"]:
            yield "better", "an empty cell", "higher or lower, since there is a target", _FILL
    if is_share and cells["part_of"]:
        yield "part_of", "a share that is part of a total:", "an empty cell", "Only counts are parts of a count."
    if not cells["returned_on"]:
        for meaning in (*FIGURES_OF_RETURNS, "data_quality"):
            if cells[meaning]:
                step = "Fill in the day on which the return came, or empty the cell."
                yield meaning, "a figure of a return that has not come back:", "an empty cell", step
        return
    needed = () if cells["data_quality"] == NOT_AVAILABLE else ("numerator", "denominator") if is_share else ("actual",)
    if not cells["data_quality"]:
        yield "data_quality", "an empty cell", "how far the figure can be relied on", _FILL
    for meaning in FIGURES_OF_RETURNS:
        yield from _wrong_figure(meaning, cells, meaning in needed, is_whole)
    if {*needed} == {"numerator", "denominator"} and all(_is_count(cells[meaning]) for meaning in needed):
        numerator, denominator = parse_number(cells["numerator"]), parse_number(cells["denominator"])
        if numerator is not None and denominator is not None and numerator > denominator:
            expected = f"at most the denominator, {cells['denominator']}"
            yield "numerator", "more than the number that it is a share of:", expected, "Correct one of the two."


def parts_of_nothing(lines: Sequence[Mapping[str, str]]) -> Iterator[int]:
    """Yield the place of each line that is part of a measure that is no count of the same award and half-year."""
    award = ("stream", "service", "provider", "period")
    counts = {
        (*(line[name] for name in award), line["measure"]) for line in lines if line["kind"] in (PEOPLE_HELPED, COUNT)
    }
    for place, line in enumerate(lines):
        whole = (*(line[name] for name in award), line["part_of"])
        if line["part_of"] and (whole not in counts or line["part_of"] == line["measure"]):
            yield place


def _wrong_figure(meaning: str, cells: Mapping[str, str], is_needed: bool, is_whole: bool) -> Iterator[Problem]:
    text = cells[meaning]
    if not is_needed:
        if text:
            why = "a measure that is not available" if cells["data_quality"] == NOT_AVAILABLE else f"a {cells['kind']}"
            yield meaning, f"a figure that {why} does not have:", "an empty cell", "Empty the cell."
    elif not text:
        yield meaning, "an empty cell", f'a number, or the data quality "{NOT_AVAILABLE}"', _FILL
    elif is_whole and not _is_count(text):
        yield meaning, "cannot read the number", WHOLE, _CORRECT
    elif parse_number(text) is None:
        yield meaning, "cannot read the number", ANY_NUMBER, _CORRECT
