"""Returns of an invented year: a night bus, a refuge and cameras, with counts small enough to be withheld."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from support.agreements import BUS, CAMERAS, REFUGE, YEAR, year_with

Row = Mapping[str, str]
FIRST = {"period": "first half", "due": "2018-10-31", "returned_on": "2018-10-30", "said_in": "form 1"}
SECOND = {"period": "second half", "due": "2019-04-30", "returned_on": "2019-05-02", "said_in": "form 2"}
GOOD = {"data_quality": "complete"}

PEOPLE = {"measure": "Women helped", "kind": "people helped", "unit": "women", "better": "higher"}
RIDERS = {"measure": "Riders", "kind": "people helped", "unit": "people", "better": "higher"}
SAFER = {"measure": "Riders who feel safer", "kind": "share", "unit": "per cent", "better": "higher"}
WAIT = {"measure": "Wait for a place", "kind": "measurement", "unit": "days", "better": "lower"}
CRIMES = {"measure": "Crimes seen", "kind": "count", "unit": "crimes"}

SOUND: Sequence[Row] = [
    BUS | FIRST | RIDERS | GOOD | {"target": "200", "actual": "1,204", "narrative": "The route was changed."},
    BUS | FIRST | SAFER | GOOD | {"target": "80", "numerator": "30", "denominator": "40"},
    REFUGE | FIRST | PEOPLE | GOOD | {"target": "10", "actual": "3", "narrative": "We helped three women."},
    REFUGE | FIRST | WAIT | {"target": "4", "actual": "4.5", "data_quality": "estimated"},
    CAMERAS | FIRST | CRIMES | {"returned_on": "", "target": "50", "better": "higher"},
    BUS | SECOND | RIDERS | GOOD | {"target": "1,300", "actual": "1,190"},
    BUS | SECOND | SAFER | GOOD | {"target": "80", "numerator": "36", "denominator": "40"},
    REFUGE | SECOND | PEOPLE | GOOD | {"target": "10", "actual": "12"},
    REFUGE | SECOND | WAIT | {"data_quality": "not available", "narrative": "The list was not kept."},
]
"""The refuge helped 3 and 12 women, so that neither the second half nor the sum of 1,207 people can be shown."""

__all__ = ["YEAR", "office"]


def office(project: Path, rows: Sequence[Row] = SOUND) -> Path:
    """Put the invented year with these returns on file; return its folder."""
    return year_with(project, {"returns": rows})
