"""Load what a paper says will come, to whom and by when, and what became of it by a given day."""

from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.awards.other_tables import read_other_table
from grantsdata.errors import Fault, SourceError
from grantsdata.model.declared.other_tables import PROMISE_MEANINGS, OtherTable
from grantsdata.model.paper import Paper
from grantsdata.model.schema import DROPPED, KEPT, OPEN, OUTCOMES, OVERDUE, PROMISE_STATES
from grantsdata.model.years import DAY_FORM, day_given, parse_day
from grantsdata.sources.files.project import year_before

COLUMNS = (*PROMISE_MEANINGS, "state", "source_file", "source_row")
DAYS = ("due", "outcome_date")
"""The columns that hold dates."""

_OF_OUTCOME = ("outcome", "what_happened", "outcome_source")

Key = tuple[str, str]
"""What a promise is known by from one year to the next: the paper in which it was first made, and its words."""


def load_promises(
    year: YearLike, *, as_at: date | str | None = None, project: str | Path | None = None
) -> pd.DataFrame:
    """Load the promises in a year's `promises.csv`: a row each, none if the paper has no such table.

    Columns: promise, stream (its name; empty if it belongs to none), to_whom, by_when (both as printed), due (a date,
    empty unless the words fix one), paragraph, first_made_in (the earlier paper that made it; "" if it is this one),
    outcome ("", kept, dropped), outcome_date, what_happened, outcome_source, state, source_file, source_row. The state
    is kept, dropped or open by what is on record. With `as_at`, or for a year as at a day, it is that on this day: an
    outcome of a later day is left out, and an open promise whose day has passed is overdue.

    Raises SourceError with all faults: empty cells, bad dates, unknown streams and outcomes, outcomes without date or
    source; ParameterError if `as_at` is no date.

    >>> import grantsdata as gd
    >>> promises = gd.load_promises("2017-18", as_at="2018-01-01")
    >>> promises.loc[promises["state"] == "overdue", "by_when"].tolist()
    ['later this year']
    """
    opened = open_year(year, project)
    promises, faults = printed_promises(opened)
    if faults:
        raise SourceError(faults)
    return _with_state(promises, opened.as_at if as_at is None else day_given(as_at))


def load_earlier_promises(
    year: YearLike, *, as_at: date | str | None = None, project: str | Path | None = None
) -> pd.DataFrame:
    """Load the promises of earlier papers on which a year's paper reports: a row each, the columns of `load_promises`.

    They are those in the table of the year before on file, apart from those on whose outcome its own paper could
    report; what this year's table says of those that it carries on replaces what that one says. `first_made_in` is
    always filled; the state is that on the day `as_at`, by default that of the paper. There are none unless the year's
    `paper.toml` declares a table of promises. Raises errors like `load_promises`.
    """
    opened = open_year(year, project)
    day = opened.paper.paper.date if as_at is None else day_given(as_at)
    own = load_promises(opened, as_at=day)
    carried = own[own["first_made_in"] != ""]
    before = year_before(opened.year, "", project=opened.root) if opened.paper.promises else None
    if before is None:
        return carried.reset_index(drop=True)
    former = open_year(before, opened.root)
    listed = load_promises(former, as_at=day)
    listed = listed[~(listed["outcome_date"] <= pd.Timestamp(former.paper.paper.date))]
    listed = listed.assign(first_made_in=listed["first_made_in"].where(listed["first_made_in"] != "", _source(former)))
    rows = pd.concat([listed, carried], ignore_index=True)
    places = {key: place for place, key in enumerate(zip(rows["first_made_in"], rows["promise"], strict=True))}
    return rows.loc[list(places.values())].reset_index(drop=True)


def printed_promises(year: Year) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the promises as typed, without their state, and a fault for each wrong cell.

    Raises SourceError if the file is not a table.
    """
    lines, faults = read_other_table(year.paper, year.paper.promises, PROMISE_MEANINGS, year.root, may_be_empty=True)
    declared = year.paper.promises
    return lines, [*faults, *(promise_faults(lines, declared, year.paper) if declared else ())]


SOON = 60
"""Days before a promise is due from which `awaited` mentions it."""


def awaited(year: Year, promises: pd.DataFrame, carried_on: set[Key], day: date) -> Iterator[tuple[str, Fault]]:
    """Yield each promise without an outcome that is overdue on a day, or due within `SOON` days, as OVERDUE or OPEN.

    `promises` are those of `load_promises` on that day. Those in `carried_on` are left out: a later year's table
    reports on them.
    """
    table = year.paper.promises
    for line in promises[promises["due"].notna()].to_dict("records"):
        days = (line["due"].date() - day).days
        key = line["first_made_in"] or _source(year), line["promise"]
        if table is None or line["state"] not in (OPEN, OVERDUE) or days > SOON or key in carried_on:
            continue
        problem = f"overdue on {day} by {_days(-days)}:" if days < 0 else f"due in {_days(days)}:"
        expected = f"an outcome by {line['due'].date()}"
        step = "Fill in what became of it, its date and its source."
        place = (line["source_row"], table.columns["due"], line["promise"])
        yield line["state"], Fault(line["source_file"], problem, expected, step, *place)


def keys_carried_on(year: Year) -> set[Key]:
    """Return the promises of earlier papers that a year's table carries on."""
    lines, _ = printed_promises(year)
    carried = lines[lines["first_made_in"] != ""]
    return set(zip(carried["first_made_in"], carried["promise"], strict=True))


def left_behind(year: Year, former: Year) -> Iterator[Fault]:
    """Yield a fault if promises of the year before have no outcome and this year's table does not carry them on."""
    lines, _ = printed_promises(former)
    still_open = lines[lines["outcome"] == ""]
    keys = zip(still_open["first_made_in"], still_open["promise"], strict=True)
    missing = [name for made_in, name in keys if (made_in or _source(former), name) not in keys_carried_on(year)]
    if missing:
        table = year.paper.promises
        file = year.paper.source_file(table.file if table else "paper.toml")
        number = "a promise" if len(missing) == 1 else f"{len(missing)} promises"
        problem = f"it does not carry on {number} of {former.year} without an outcome:"
        expected = "a line for each in the year's table of promises"
        step = f"Copy it from {former.year} and fill in first_made_in, or record its outcome there."
        yield Fault(file, problem, expected, step, text=missing[0])


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _source(year: Year) -> str:
    return year.paper.paper.source


def _with_state(promises: pd.DataFrame, day: date | None) -> pd.DataFrame:
    """Return the promises with dates as such, and with their state on a day, or by all that is on record."""
    dates = {name: pd.to_datetime(promises[name].where(promises[name] != ""), format="%Y-%m-%d") for name in DAYS}
    table = promises.assign(**dates).astype(dict.fromkeys(DAYS, "datetime64[s]"))
    on = pd.Timestamp.max if day is None else pd.Timestamp(day)
    is_later = table["outcome_date"] > on
    table = table.assign(**{name: table[name].mask(is_later, "") for name in _OF_OUTCOME})
    table["outcome_date"] = table["outcome_date"].mask(is_later)
    state = table["outcome"].replace("", OPEN)
    if day is not None:
        state = state.mask((state == OPEN) & (table["due"] < on), OVERDUE)
    table["state"] = pd.Categorical(state, PROMISE_STATES, ordered=True)
    return table[list(COLUMNS)]


FILLED = {
    "promise": "what will come, in a few words of your own",
    "paragraph": "where the paper says so, such as 4.2",
}
"""Each column that may not be blank, and what belongs in it."""
_WITH_OUTCOME = {
    "outcome_date": f"the day of the outcome, {DAY_FORM}",
    "outcome_source": "where the outcome is on record",
}


def promise_faults(lines: pd.DataFrame, table: OtherTable, paper: Paper) -> Iterator[Fault]:
    """Yield a fault for each wrong cell of the lines of a table of promises."""
    first: dict[Key, int] = {}
    for line in lines.to_dict("records"):
        for meaning, problem, expected, step in _wrong(line, getattr(paper.paper, "date", None)):
            place = (line["source_row"], table.columns[meaning], line[meaning] or None)
            yield Fault(line["source_file"], problem, expected, step, *place)
        row = first.setdefault((line["first_made_in"], line["promise"]), line["source_row"])
        if line["promise"] and row != line["source_row"]:
            expected = f"each promise of a paper once; row {row} is another"
            place = (line["source_row"], table.columns["promise"], line["promise"])
            yield Fault(line["source_file"], "the promise appears twice:", expected, "Remove a line.", *place)


def _wrong(line: Mapping[Hashable, Any], of_paper: date | None) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is wrong with a line: the meaning of the cell, the problem, what was expected and the next step."""
    correct, fill_in = "Correct the cell.", "Fill in the cell."
    for meaning, expected in FILLED.items():
        if not line[meaning]:
            yield meaning, "an empty cell", expected, fill_in
    for meaning in DAYS:
        day = parse_day(line[meaning])
        if line[meaning] and day is None:
            yield meaning, "not a date:", f"a date {DAY_FORM}, or nothing", correct
        elif day and of_paper and day < of_paper and not line["first_made_in"]:
            yield meaning, "before the paper's own date:", f"a day from {of_paper} on", correct
    if line["due"] and not line["by_when"]:
        step = "Copy them from the paper, or empty the cell of the date."
        yield "by_when", "a date is given, but an empty cell", "the paper's words that fix the date", step
    if line["outcome"] not in ("", *OUTCOMES):
        yield "outcome", "unknown outcome", f"{KEPT}, {DROPPED}, or nothing while it is open", correct
    for meaning, expected in _WITH_OUTCOME.items():
        if line["outcome"] and not line[meaning]:
            yield meaning, "an outcome is given, but an empty cell", expected, fill_in
    if not line["outcome"] and any(line[meaning] for meaning in ("what_happened", *_WITH_OUTCOME)):
        step = "Fill in the cell, or empty the other cells about the outcome."
        yield "outcome", "an empty cell beside a date, words or a source of an outcome", f"{KEPT} or {DROPPED}", step
