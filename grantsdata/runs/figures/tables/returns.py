"""Compare the tables of returns on a page with the raw file, read a second time, and try to work out what is withheld.

Nothing is shared with the code that makes the tables. A figure is either that of the file or withheld. No count below
the limit may stand on the page, and none that is withheld may follow from the figures that do, by the sums that readers
know: two half-years make the year, a share and the rest make its denominator, parts make their total, and the awards of
a stream make its sum.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grantsdata.runs.figures.tables.elimination import Equation, determined
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import Row, Shown, tables_of
from grantsdata.runs.verifier.printed import amount, spaced
from grantsdata.runs.verifier.raw import Raw
from grantsdata.runs.verifier.rows import Cells

if TYPE_CHECKING:
    from grantsdata.runs.qa.expected import PageData

LIMIT, MARK, HIDDEN_REMARK = 5, "[c]", "not shown, since it has figures"
HALVES, YEAR = ("first half", "second half"), "year"
_COLUMNS = {"in_first_half": "first half", "in_second_half": "second half", "in_year": YEAR}
_SHOW = {*_COLUMNS, "reported", "data_quality"}
_WORDS = "no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|once|twice|single|both|pair"
_ALL = "All of these awards"

Name = tuple[str, str, str]
"""Stream code, service and provider of an award, as the file has them."""
Counts = dict[tuple[Name, str, str], tuple[Fraction, ...]]
"""Award, measure and period → the figures: one, or a numerator and its denominator."""


def returns_agree(page: Page, data: "PageData") -> list[str]:
    """Each figure of a table of returns is that of the file or withheld, and no small count can be worked out."""
    tables = [one for one in tables_of(page) if _SHOW & {*one.columns}]
    if not tables:
        return []
    of = ReturnsOnFile(data.raw)
    faults, shown = [], dict[Any, str]()
    for table in tables:
        found = [*_row_faults(table, of, shown)]
        faults += [f"table “{table.caption}”, {fault}" for fault in found]
    return faults + [f"the count of “{name}” can be worked out" for name in worked_out(of, shown)]


class ReturnsOnFile:
    """The lines of the year's returns, and the figures that follow from them."""

    def __init__(self, raw: Raw) -> None:
        self.raw, self.lines = raw, raw.listed("returns")
        self.figures: Counts = {}
        for line in self.lines:
            if line["returned_on"] and line["data_quality"] != "not available":
                names = ("numerator", "denominator") if line["kind"] == "share" else ("actual",)
                figures = tuple(Fraction(line[name].replace(",", "")) for name in names)
                self.figures[name_of(line), line["measure"], line["period"]] = figures
        for line in self.lines:
            halves = [self.figures.get((name_of(line), line["measure"], half)) for half in HALVES]
            if line["kind"] != "measurement" and all(halves):
                whole = tuple(map(sum, zip(*halves, strict=True)))
                self.figures[name_of(line), line["measure"], "year"] = whole  # type: ignore[assignment]
        self.kinds = {(name_of(line), line["measure"]): line["kind"] for line in self.lines}
        self.wholes = {(name_of(line), line["measure"]): line["part_of"] for line in self.lines if line["part_of"]}

    def called(self, service: str, measure: str, period: str | None) -> list[Cells]:
        """The lines of a service's measure, as a page names it, of a period or of all."""
        return [
            line
            for line in self.lines
            if spaced(line["service"]) == spaced(service)
            and spaced(_named(line)) == spaced(measure)
            and period in (None, "", line["period"])
        ]


def name_of(line: Mapping[str, str]) -> Name:
    """The award that a line of the file names."""
    return line["stream"], line["service"], line["provider"]


def _named(line: Cells) -> str:
    return line["measure"] if line["unit"] in ("", "%", "per cent") else f"{line['measure']} ({line['unit']})"


def _row_faults(table: Shown, of: ReturnsOnFile, shown: dict[Any, str]) -> Iterator[str]:
    """Yield what is wrong in the rows of a table; `shown` collects the text of each figure."""
    names, left = {*table.columns}, [line for line in of.lines if line["returned_on"]]
    for row in table.rows:
        texts = row.printed
        where = f"row “{row.head[:60]}”"
        if "measure" not in names:
            wrong = _states(texts, of) if {"in_first_half", "in_second_half"} & names else []
        elif texts["service"] == _ALL:
            wrong = _sum_of_stream(table, row, of, shown)
        else:
            tries = [
                _compared(texts, line, of)
                for line in of.called(texts["service"], texts["measure"], texts.get("period"))
            ]
            line, wrong, figures = min(tries, key=lambda one: len(one[1]), default=_NO_LINE)
            shown |= figures
            left = [one for one in left if "period" not in names or one is not line]
        yield from (f"{where}: {one}" for one in wrong)
    if "period" in names:
        yield from (f"the return of “{line['service'][:60]}” is not shown" for line in left)


_NO_LINE: tuple[Cells, list[str], dict[Any, str]] = ({}, ["the file has no such measure"], {})


def _compared(texts: Mapping[str, str], line: Cells, of: ReturnsOnFile) -> tuple[Cells, list[str], dict[Any, str]]:
    """A line of the file, what a row says that differs from it, and the text of each of its figures in the row."""
    shown: dict[Any, str] = {}
    return line, list(_unlike(texts, line, of, shown)), shown


def _unlike(texts: Mapping[str, str], line: Cells, of: ReturnsOnFile, shown: dict[Any, str]) -> Iterator[str]:
    """Yield what a row says that differs from a line of the file; `shown` collects the text of each figure."""
    columns = {"reported": texts.get("period", "")} if "reported" in texts else _COLUMNS
    for column, period in columns.items():
        if column not in texts:
            continue
        figures, text = of.figures.get((name_of(line), line["measure"], period)), texts[column]
        shown[name_of(line), line["measure"], period] = text
        if figures is None and text not in ("", "not available"):
            yield f"{column} is “{text}”, and the file has no such figure"
        elif figures is not None and text != MARK and text != _written(figures, line["kind"]):
            yield f"{column} is “{text}”, and not the figure of the file"
        if figures is not None and text != MARK and line["kind"] != "measurement" and min(figures) < LIMIT:
            yield f"{column} shows a count under {LIMIT}"
    if "reported" in texts:
        yield from _unlike_verdicts(texts, line, of)
    if "data_quality" in texts:
        yield from unlike_remarks(texts, line)
    if "award_gbp" in texts:
        awards = [one for one in of.raw.awards if (one["code"], one["service"]) == (line["stream"], line["service"])]
        awards = [one for one in awards if spaced(line["provider"]) in ("", one["provider_printed"])]
        pence = [one["award_pence"] for one in awards if one["award_pence"] is not None]
        if (amount(f"£{texts['award_gbp']}", {})[0] if texts["award_gbp"] else None) != (sum(pence) if pence else None):
            yield f"the award is {texts['award_gbp']}, which is not that of the file"


def _unlike_verdicts(texts: Mapping[str, str], line: Cells, of: ReturnsOnFile) -> Iterator[str]:
    figures = of.figures.get((name_of(line), line["measure"], line["period"]))
    is_shown = figures is not None and texts["reported"] != MARK
    expected = _against(line, figures) if is_shown and figures else ""
    if not texts.get("against_profile", "").endswith(expected) or bool(texts.get("against_profile")) != bool(expected):
        yield f"against_profile is “{texts.get('against_profile', '')}”, and not “{expected}”"
    target = line["target"] and _plain(Fraction(line["target"].replace(",", "")))
    if texts.get("profile", "").removesuffix("%") != target:
        yield "the profile is not that of the file"
    went = texts.get("direction", "")
    if went:
        before = of.figures.get((name_of(line), line["measure"], HALVES[0]))
        change = (_value(figures) or 0) - (_value(before) or 0) if figures and before else None
        word = "" if change is None else "the same" if not change else "higher" if change > 0 else "lower"
        verdict = f": {'better' if word == line['better'] else 'worse'}" if line["better"] and change else ""
        if not is_shown or line["period"] != HALVES[1] or went[2:] != word + verdict:
            yield f"direction is “{went}”"


def unlike_remarks(texts: Mapping[str, str], line: Cells) -> Iterator[str]:
    """Yield whether what a provider says, or the quality of the figure, is not as in the file."""
    remark, has_number = texts.get("narrative", ""), re.search(rf"[0-9]|\b(?:{_WORDS})\b", line["narrative"], re.I)
    if spaced(remark) != (HIDDEN_REMARK if has_number else spaced(line["narrative"])):
        yield "what the provider says is not as in the file, or has a number"
    if texts.get("data_quality", "") != line["data_quality"]:
        yield "the quality of the figure is not that of the file"


def _value(figures: Sequence[Fraction] | None) -> Fraction | None:
    if not figures or (len(figures) == 2 and not figures[1]):
        return None
    return figures[0] if len(figures) == 1 else 100 * figures[0] / figures[1]


def _against(line: Cells, figures: Sequence[Fraction]) -> str:
    value = _value(figures)
    if not line["target"] or value is None:
        return ""
    target = Fraction(line["target"].replace(",", ""))
    missed = target - value if line["better"] == "higher" else value - target
    return "on profile or better" if missed <= 0 else "near profile" if 10 * missed <= abs(target) else "off profile"


def _written(figures: Sequence[Fraction], kind: str) -> str:
    if kind != "share":
        return _plain(figures[0])
    share = ""
    if figures[1]:
        exact = Decimal(100 * figures[0].numerator) / Decimal(figures[1].numerator)
        share = f" ({exact.quantize(Decimal('0.1'), ROUND_HALF_UP)}%)"
    return f"{_plain(figures[0])} of {_plain(figures[1])}{share}"


def _plain(value: Fraction) -> str:
    number = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{number:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def _states(texts: Mapping[str, str], of: ReturnsOnFile) -> list[str]:
    lines = [line for line in of.lines if spaced(line["service"]) == spaced(texts["service"])]
    awards = [one for one in of.raw.awards if spaced(one["service"]) == spaced(texts["service"])]
    awards = [one for one in awards if texts.get("provider", "") in ("", spaced(one["provider"] or ""))]
    faults = []
    for column, half in list(_COLUMNS.items())[:2]:
        came = [line for line in lines if line["period"] == half and line["returned_on"]]
        late = any(line["due"] and line["returned_on"] > line["due"] for line in came)
        known = {"late"} if late else {"on time", "returned, no due date"}
        none = {"missing" if of.raw.documents.is_made_by(one, half) else "not yet awarded" for one in awards}
        expected = known if came else none if any(line["period"] == half for line in of.lines) else {""}
        if texts.get(column, "") not in {*expected, *(none if texts.get("provider") else ())}:
            faults.append(f"{column} is “{texts.get(column, '')}”")
    return faults


def _totals(of: ReturnsOnFile, stream: str, period: str) -> list[tuple[Name, str, str]]:
    """The figures that make a stream's sum of people helped."""
    return [
        key
        for key in of.figures
        if key[0][0] == stream
        and key[2] == period
        and of.kinds[key[:2]] == "people helped"
        and key[:2] not in of.wholes
    ]


def _sum_of_stream(table: Shown, row: Row, of: ReturnsOnFile, shown: dict[Any, str]) -> list[str]:
    """Compare the sum of a stream, which is the last row under the stream's heading."""
    heading = next(group.heading for group in table.groups if row in group.rows)
    streams = [one["code"] for one in of.raw.paper["streams"] if heading.startswith(one["name"])]
    faults = []
    for column, period in _COLUMNS.items():
        parts = _totals(of, streams[0], period) if streams else []
        total = sum((of.figures[key][0] for key in parts), Fraction(0))
        text = row.saved.get(column, "")
        if parts:
            shown[streams[0], period] = text
        if text not in (MARK, _plain(total) if parts else "") or (parts and text != MARK and total < LIMIT):
            faults.append(f"{column} is “{text}”, and not the sum of the awards")
    return faults


def worked_out(of: ReturnsOnFile, shown: Mapping[Any, str]) -> list[str]:
    """The withheld counts that follow from those shown, by elimination: a row with one unknown left gives it away."""
    hidden = {key for key, text in shown.items() if text == MARK}
    unknown: set[Any] = set()
    for key in of.figures:
        if of.kinds[key[:2]] == "measurement":
            continue
        parts = ("actual",) if len(of.figures[key]) == 1 else ("numerator", "denominator")
        if key in hidden or key not in shown:
            unknown |= {(*key, part) for part in parts}
    unknown |= {("sum", *key) for key in hidden if len(key) == 2}
    rests = {(*key, "rest"): figures[1] - figures[0] for key, figures in of.figures.items() if len(figures) == 2}
    unknown |= {*rests}
    rows = [{one: by for one, by in row.items() if one in unknown} for row in _equations(of, shown)]
    fixed = determined([row for row in rows if row])
    return sorted({str(one[1]) for one in fixed if 0 < rests.get(one, Fraction(1)) < LIMIT})


def _equations(of: ReturnsOnFile, shown: Mapping[Any, str]) -> Iterator[Equation]:
    """Yield the sums that readers know, each as its counts with their signs."""
    for name, measure in of.kinds:
        periods = [period for period in _COLUMNS.values() if (name, measure, period) in of.figures]
        size = {len(of.figures[name, measure, period]) for period in periods}
        for part in ("numerator", "denominator") if size == {2} else ("actual",):
            if "year" in periods:
                yield {(name, measure, period, part): Fraction(-1 if period == "year" else 1) for period in periods}
        for key in [(name, measure, period) for period in periods if size == {2}]:
            yield {(*key, "rest"): Fraction(1), (*key, "numerator"): Fraction(1), (*key, "denominator"): Fraction(-1)}
    inside: dict[tuple[Name, str, str], list[Any]] = defaultdict(list)
    for (name, measure), whole in of.wholes.items():
        for period in _COLUMNS.values():
            if (name, measure, period) in of.figures and (name, whole, period) in of.figures:
                inside[name, whole, period].append((name, measure, period))
    for whole_key, parts in inside.items():
        if of.figures[whole_key][0] == sum(of.figures[part][0] for part in parts):
            yield {(*whole_key, "actual"): Fraction(-1), **{(*part, "actual"): Fraction(1) for part in parts}}
    for key in shown:
        if len(key) == 2:
            yield {("sum", *key): Fraction(-1), **{(*part, "actual"): Fraction(1) for part in _totals(of, *key)}}
