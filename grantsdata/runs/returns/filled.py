"""A form that came back: its cells with their places → lines of `returns.csv`, or faults by their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from grantsdata.awards.agreements.cells import wrong_cells
from grantsdata.awards.agreements.tables import TABLES
from grantsdata.errors import Fault, GrantsDataError
from grantsdata.model.declared.other_tables import AGREEMENT_TABLES
from grantsdata.model.phrases import single_spaced
from grantsdata.model.years import MONTHS, parse_day
from grantsdata.runs.returns.form import ASKED, FACTS, GIVEN, LABELS, OF_NEW, RETURNED_ON, Asked, Form

_IN_TABLE = ("measure", "kind", "unit", "better", "part_of", "target", *ASKED)
_CHANGED = "Put the text back, or make the form again; what a form says is changed in returns.csv."


class Found(NamedTuple):
    """The text of a cell, its place in the file, and why it cannot be taken, if it cannot."""

    text: str
    place: str
    unread: str = ""


@dataclass(frozen=True)
class Filled:
    """A form as it came back: its facts, and the cells of each measure, by meaning."""

    facts: dict[str, Found]
    lines: tuple[dict[str, Found], ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in."""
        answers = [line[meaning] for line in self.lines for meaning in ASKED]
        return not any(one.text for one in (self.facts[RETURNED_ON], *answers))


class NotAForm(GrantsDataError):
    """A file that is not a form of this package; the message says what it lacks."""


class Line(dict[str, str]):
    """A line of `returns.csv`, by meaning."""


def lines_of(filled: Filled, form: Form, file: str, due: str = "") -> tuple[list[Line], list[Fault]]:
    """Return the lines of a form that came back, and a fault for each cell that cannot be right.

    `form` is the form as it would be made now, and `due` the date by which it was due, if that is not the form's own.
    """
    everywhere = [*filled.facts.items(), *(cell for line in filled.lines for cell in line.items())]
    unread = [_unread(file, found, LABELS.get(name) or FACTS[name]) for name, found in everywhere if found.unread]
    if unread:
        return [], unread
    faults = [_changed(file, found, FACTS[name], form.facts[name])
              for name, found in filled.facts.items()
              if name in ("service", "provider") and found.text != single_spaced(form.facts[name])]  # fmt: skip
    came, came_at = read_day(filled.facts[RETURNED_ON].text), filled.facts[RETURNED_ON]
    if not came:
        problem = "cannot read the date" if came_at.text else "an empty cell"
        step = "Give the day on which the return was made."
        faults.append(_fault(file, came_at, FACTS[RETURNED_ON], problem, "a form like 2017-10-31", step))
    due_on = due or read_day(filled.facts["due"].text)
    lines, seen = [], dict[str, str]()
    by_name = {single_spaced(one.measure): one for one in form.asked}
    for number, cells in enumerate(filled.lines):
        in_its_place = form.asked[number] if number < len(form.asked) else Asked()
        asked = by_name.get(cells["measure"].text, in_its_place)
        if not asked.measure and not any(cells[meaning].text for meaning in (*OF_NEW, *ASKED)):
            continue
        faults += _changed_cells(file, cells, asked)
        texts = {meaning: getattr(asked, meaning, "") or cells[meaning].text for meaning in _IN_TABLE}
        line = Line(dict.fromkeys(AGREEMENT_TABLES["returns"], "") | texts)
        line |= {"stream": form.stream, "service": form.facts["service"], "provider": form.names_provider}
        line |= {"period": form.facts["period"], "due": due_on, "returned_on": came, "said_in": file}
        problems = wrong_cells({**line, "returned_on": came or "2000-01-01"}, TABLES["returns"])
        faults += [
            _fault(file, cells[meaning], LABELS[meaning], problem, expected, step)
            for meaning, problem, expected, step in problems
            if meaning in cells
        ]
        if line["measure"] in seen:
            expected = f"each measure once; {seen[line['measure']]} has the same"
            faults.append(_fault(file, cells["measure"], LABELS["measure"], "the measure is there twice:", expected,
                                 "Keep one of them."))  # fmt: skip
        seen.setdefault(line["measure"], cells["measure"].place)
        lines.append(line)
    if not lines and not faults:
        expected, step = "at least one measure", "Ask the provider to fill in a measure."
        place = filled.lines[0]["measure"] if filled.lines else came_at
        faults.append(_fault(file, place, LABELS["measure"], "an empty cell", expected, step))
    return lines, faults


def _changed_cells(file: str, cells: dict[str, Found], asked: Asked) -> Iterator[Fault]:
    """Yield a fault for each cell that the form fills in and that has another text now."""
    for meaning in GIVEN:
        given = getattr(asked, meaning)
        if given and meaning != "last" and cells[meaning].text != single_spaced(given):
            yield _changed(file, cells[meaning], LABELS[meaning], given)


def _changed(file: str, found: Found, label: str, given: str) -> Fault:
    return _fault(file, found, label, "a text that the form had filled in has changed:", f"“{given}”", _CHANGED)


def _unread(file: str, found: Found, label: str) -> Fault:
    step = "Type the value itself into the cell."
    return _fault(file, found, label, found.unread, "a value that somebody can read", step)


def _fault(file: str, found: Found, label: str, problem: str, expected: str, step: str) -> Fault:
    return Fault(f"{file} {found.place}", problem, expected, step, column=label, text=found.text or None)


_WRITTEN = re.compile(r"([0-9]{1,2})[ /.-]([0-9]{1,2}|[A-Za-z]{3,9})[ /.-]([0-9]{4})")


def read_day(text: str) -> str:
    """Read 2017-10-31, 31/10/2017 or 31 October 2017 as an ISO date; "" for any other text."""
    if written := _WRITTEN.fullmatch(text):
        day, month, year = written.groups()
        named = [n for n, name in enumerate(MONTHS, start=1) if name.lower().startswith(month.lower())]
        number = int(month) if month.isdecimal() else named[0] if len(named) == 1 else 0
        text = f"{year}-{number:02}-{int(day):02}"
    return text if parse_day(text) else ""
