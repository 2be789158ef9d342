"""What the form of an award asks for, apart from the kind of file: facts, measures, and the cells to fill in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from grantsdata.awards.agreements.load import load_returns
from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import open_year
from grantsdata.awards.paper_tables import load_measures
from grantsdata.model.documents.document import is_made_by
from grantsdata.model.money import format_gbp
from grantsdata.model.paper import Paper
from grantsdata.model.schema import (
    BETTER,
    DATA_QUALITY,
    HALVES,
    IMPLIED,
    MEASURE_KINDS,
    NOT_AVAILABLE,
    NOT_STATED,
    SHARE,
)
from grantsdata.model.years import in_words
from grantsdata.sources.files.project import year_before

GIVEN = ("measure", "kind", "unit", "better", "part_of", "last", "target")
"""What the form says of a measure. The first four are asked for in the lines for further measures."""
ASKED = ("numerator", "denominator", "actual", "data_quality", "narrative")
"""What is filled in for each measure."""
OF_NEW = GIVEN[:4]
LABELS = {
    "measure": "Measure",
    "kind": "Kind of figure",
    "unit": "Unit",
    "better": "Which is better",
    "part_of": "Part of",
    "last": "Last figure",
    "target": "Expected (profile)",
    "numerator": "Number that it applies to",
    "denominator": "Out of",
    "actual": "Figure",
    "data_quality": "Quality of the figure",
    "narrative": "What we should know",
}
CHOICES = {"kind": MEASURE_KINDS, "better": BETTER, "data_quality": DATA_QUALITY}
FURTHER = 3
"""Lines for further measures."""

RETURNED_ON = "returned_on"
FACTS = {
    "award_id": "Award identifier",
    "financial_year": "Financial year",
    "period": "Half-year",
    "service": "Service",
    "provider": "Provider",
    "amount": "Award for the year",
    "due": "Due by",
    RETURNED_ON: "Date of this return",
}
"""Facts at the head of a form, with their labels; only the date of the return is filled in."""

GUIDANCE = (
    "Fill in the cells that are marked for you, and change no others, so that the form can be read back.",
    "Give the date of this return, such as 2017-10-31.",
    "People helped: count each person once in the year, in the half-year in which your help began.",
    f"For a {SHARE}, give the number that it applies to, and out of how many, and leave the figure blank.",
    "For all other kinds, give the figure alone.",
    f"Say for each figure how far it can be relied on. If you have none, choose “{NOT_AVAILABLE}” and say why.",
    "Do not name anybody in your remarks, and do not describe a person who could be recognised.",
    "The last lines are for measures that are not listed.",
)


class Asked(NamedTuple):
    """A measure that a form asks about, as texts; blank ones are asked for."""

    measure: str = ""
    kind: str = ""
    unit: str = ""
    better: str = ""
    part_of: str = ""
    last: str = ""
    target: str = ""

    def to_fill(self) -> tuple[str, ...]:
        """The meanings of the cells that are filled in: the answers, and what a further measure is."""
        return (*(name for name in OF_NEW if not getattr(self, name)), *ASKED)


@dataclass(frozen=True)
class Form:
    """The form of an award for a half-year; `stream` is its code, and `provider` as the table needs it to find it.

    `is_expected` is false for an award that was made later: a provider may still return what came before.
    """

    body: str
    title: str
    facts: dict[str, str]
    asked: tuple[Asked, ...]
    stream: str
    names_provider: str
    is_expected: bool = True

    @property
    def name(self) -> str:
        """The name of its file without the ending."""
        return f"{self.facts['award_id']}-half-{HALVES.index(self.facts['period']) + 1}"


def forms_of(year: Year, half: str, due: str = "") -> list[Form]:
    """The forms of a year's awards for "first half" or "second half", in their order; `due` is an ISO date or "".

    Awards of the same service and provider share one. Measures are those on file for the half-year, then others of the
    award in earlier returns, then those of its paper. Raises the errors of the raw data.
    """
    awards = year.awards()
    lines, before = load_returns(year), _of_year_before(year)
    measures = load_measures(year)
    codes = {stream.name: stream.code for stream in year.paper.streams}
    forms = []
    for (stream, service, _), alike in awards.groupby(
        ["stream", "service", "provider_printed"], sort=False, observed=True, dropna=False
    ):
        first = alike.iloc[0]
        of_service = awards[(awards["stream"] == stream) & (awards["service"] == service)]
        is_shared = of_service["provider_printed"].nunique(dropna=False) > 1
        facts = {
            "award_id": str(first["award_id"]),
            "financial_year": str(year.year),
            "period": half,
            "service": str(service),
            "provider": "" if pd.isna(first["provider"]) else str(first["provider"]),
            "amount": _amount(alike),
            "due": due,
            RETURNED_ON: "",
        }
        of_award = lines[lines["award_id"] == facts["award_id"]]
        same = before[(before["stream"] == stream) & (before["service"] == service)]
        same = same[same["provider"] == facts["provider"]]
        asked = [*_on_file(of_award, same, half), *_printed(measures, stream, str(service))]
        forms.append(
            Form(
                year.paper.paper.body,
                _title(year.paper, half),
                facts,
                tuple({one.measure: one for one in reversed(asked)}[name] for name in _names(asked)),
                codes[str(stream)],
                str(first["provider_printed"]) if is_shared else "",
                is_made_by(first.to_dict(), half) or half in [*of_award["period"]],
            )
        )
    return forms


def _names(asked: list[Asked]) -> list[str]:
    """Each measure once, in their order."""
    return list(dict.fromkeys(one.measure for one in asked))


def _title(paper: Paper, half: str) -> str:
    year = paper.financial_year
    days = {
        HALVES[0]: (year.start, year.start.replace(month=9, day=30)),
        HALVES[1]: (year.start.replace(month=10), year.end),
    }[half]
    return f"Return for the {half} of {year}: {in_words(days[0])} to {in_words(days[1])}"


def _amount(awards: pd.DataFrame) -> str:
    if awards["award_pence"].isna().any():
        return NOT_STATED
    implied = f" ({IMPLIED})" if (awards["award_status"] == IMPLIED).any() else ""
    return format_gbp(int(awards["award_pence"].sum())) + implied


def _of_year_before(year: Year) -> pd.DataFrame:
    """The returns of the year before, as in `load_returns`; no rows if none is on file."""
    before = year_before(year.year, project=year.root)
    of = year if before is None or before.starts_in != year.year.starts_in - 1 else open_year(before, year.root)
    lines = load_returns(of)
    return lines.iloc[:0] if of is year else lines


def _on_file(lines: pd.DataFrame, before: pd.DataFrame, half: str) -> Iterator[Asked]:
    """Yield the measures of an award on file: those of this half-year first, each with its last figure."""
    is_now, is_first = lines["period"] == half, lines["period"] == HALVES[0]
    former = pd.concat([before, lines[is_first]]) if half == HALVES[1] else before
    last = {line["measure"]: text for line in former.to_dict("records") if (text := _figure(line))}
    now = lines[is_now].to_dict("records")
    known = {line["measure"] for line in now}
    others = [line | {"target": pd.NA} for line in former.to_dict("records") if line["measure"] not in known]
    for line in (*now, *others):
        target = "" if pd.isna(line["target"]) else _number(line["target"])
        yield Asked(
            line["measure"], line["kind"], line["unit"], line["better"], line["part_of"],
            last.get(line["measure"], ""), target,
        )  # fmt: skip


def _figure(line: dict[Any, Any]) -> str:
    """A returned figure with its period, for the office and the award's provider alone."""
    if not line["returned_on"] or line["data_quality"] == NOT_AVAILABLE:
        return ""
    figure = (
        f"{_number(line['numerator'])} of {_number(line['denominator'])}"
        if line["kind"] == SHARE
        else _number(line["actual"])
    )
    return f"{figure} ({line['period']} of {line['financial_year']})"


def _number(value: Any) -> str:
    return f"{float(value):,.6f}".rstrip("0").rstrip(".")


def _printed(measures: pd.DataFrame, stream: Any, service: str) -> Iterator[Asked]:
    """Yield what the paper measures for an award, with the figure as printed."""
    of_award = measures[(measures["stream"] == str(stream)) & (measures["awarded_service"] == service)]
    for line in of_award.to_dict("records"):
        figure = " ".join(filter(None, (line["hedge"], line["figure"], line["unit"])))
        yield Asked(line["measure"], unit=line["unit"], last=f"{figure} ({line['period']})")
