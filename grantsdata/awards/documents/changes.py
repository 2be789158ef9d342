"""What the documents of a year added, varied and withdrew: between two days, or document by document."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.awards.agreements.load import load_variations
from grantsdata.awards.documents.states import counted, counting_from
from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.errors import ParameterError
from grantsdata.model.documents.document import THE_PAPER
from grantsdata.model.money import in_pounds
from grantsdata.model.schema import ADDED, VARIED, WITHDRAWN, implied_gbp
from grantsdata.model.years import day_given

CHANGE_COLUMNS = (
    "change_date", "stated_in", "change", "service", "provider", "stream", "before_gbp", "before_status", "after_gbp",
    "after_status", "changed_gbp", "award_id", "document",
)  # fmt: skip
"""The columns of `load_changes` and `load_history`."""


def load_documents(year: YearLike, *, include_implied: bool = True, project: str | Path | None = None) -> pd.DataFrame:
    """Load the documents of a year by date: a row each, the paper's included.

    Columns: document (its id; "paper" for the paper), stated_in (its name in words), kind, document_date (ISO),
    reference, title, source, awards, award_gbp and implied_gbp (how many awards stood on its day, their sum in pounds
    and how much of it is implied). Raises errors like `load_awards`.

    >>> load_documents("2017-18")[["document", "stated_in", "awards"]]
      document             stated_in  awards
    0    paper  paper of 11 May 2017      35
    """
    return open_year(year, project).once(_documents, include_implied).copy()


def load_changes(
    year: YearLike,
    since: date | str,
    until: date | str,
    *,
    include_implied: bool = True,
    project: str | Path | None = None,
) -> pd.DataFrame:
    """Load the awards that differ between the ends of two days: a row per award, by date.

    Columns: change_date (ISO: since when it is as on the later day), stated_in (the document that changed it last, in
    words), change (added, varied or withdrawn), service, provider ("" if none), stream, before_gbp and after_gbp
    (pounds on the two days; empty if not stated or not awarded), before_status and after_status (printed, implied, not
    stated; "" if not awarded), changed_gbp (after less before), award_id, document (that document's id). An award that
    was added and withdrawn in between has no row.

    Raises ParameterError for a text that is no date, and if `since` is after `until`; errors like `load_awards`.
    """
    first, last = day_given(since), day_given(until)
    if first > last:
        raise ParameterError(f"The changes from {first} to {last}: the first day is after the last one.")
    opened = open_year(year, project)
    return _table(sorted(_between(opened, first, last, include_implied), key=lambda row: str(row[0])))


def load_history(year: YearLike, *, include_implied: bool = True, project: str | Path | None = None) -> pd.DataFrame:
    """Load every change after the first document of a year, with the columns of `load_changes`: by date, a row each.

    An award that is varied twice has two rows: never add up the amounts before or after. Raises errors like
    `load_awards`.
    """
    return open_year(year, project).once(_history, include_implied).copy()


def _documents(year: Year, include_implied: bool) -> pd.DataFrame:
    paper = year.paper
    by_id: dict[str, Any] = {one.id: one for one in paper.documents}
    rows = []
    for name, day in paper.document_dates.items():
        awards, one = year.at(min(day, year.as_at or day)).awards(include_implied), by_id.get(name)
        about = ("", paper.paper.title, paper.paper.source) if one is None else (one.reference, one.title, one.source)
        kind = THE_PAPER if one is None else one.kind
        sums = awards["award_pence"].sum() / 100, implied_gbp(awards)
        rows.append((name, paper.document_names[name], kind, day.isoformat(), *about, len(awards), *sums))
    texts = ["document", "stated_in", "kind", "document_date", "reference", "title", "source"]
    dtypes = dict.fromkeys(texts, "str") | {"awards": "Int64", "award_gbp": "Float64", "implied_gbp": "Float64"}
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)


def _history(year: Year, include_implied: bool) -> pd.DataFrame:
    variations = load_variations(year.whole)
    days = {day.isoformat() for day in year.paper.document_dates.values()}
    if year.whole.paper.documents:
        days |= {counting_from(line, year.whole.paper) for line in counted(variations, year.whole.paper, year.as_at)}
    listed = [date.fromisoformat(day) for day in sorted(days)]
    rows = [row for before, after in pairwise(listed) for row in _between(year, before, after, include_implied)]
    return _table(rows)


def _between(year: Year, first: date, last: date, include_implied: bool) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each award that differs, in the order of the awards; those withdrawn stand where they were."""
    sources = _last_change(year, last)
    states = [
        {one["award_id"]: one for one in year.at(day).awards(include_implied).to_dict("records")}
        for day in (first, last)
    ]
    before, after = states
    for award_id in year.every_award()["award_id"]:
        was, now = before.get(award_id), after.get(award_id)
        one = now or was
        pence = [None if state is None or pd.isna(state["award_pence"]) else int(state["award_pence"])
                 for state in (was, now)]  # fmt: skip
        if one is None or (was and now and pence[0] == pence[1]):
            continue
        change = ADDED if was is None else WITHDRAWN if now is None else VARIED
        day, document, named = sources[award_id]
        provider = "" if pd.isna(one["provider"]) else one["provider"]
        ends = [(in_pounds(amount), "" if state is None else state["award_status"])
                for amount, state in zip(pence, (was, now), strict=True)]  # fmt: skip
        more = in_pounds((pence[1] or 0) - (pence[0] or 0))
        yield day, named, change, one["service"], provider, one["stream"], *ends[0], *ends[1], more, award_id, document


def _last_change(year: Year, last: date) -> dict[str, tuple[str, str, str]]:
    """For each award, the day and the document, by id and in words, of what last set its amount by a day."""
    paper, every = year.whole.paper, year.every_award()
    ids = every["document"] if "document" in every else [THE_PAPER] * len(every)
    found = {
        award_id: (paper.document_dates[name].isoformat(), name, paper.document_names[name])
        for award_id, name in zip(every["award_id"], ids, strict=True)
    }
    if paper.documents:
        for line in counted(load_variations(year.whole), paper, last):
            found[line["award_id"]] = (counting_from(line, paper), line["document"], line["stated_in"])
    return found


def _table(rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=list(CHANGE_COLUMNS))
    return table.astype({name: "Float64" if name.endswith("_gbp") else "str" for name in CHANGE_COLUMNS})
