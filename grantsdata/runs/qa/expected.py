"""Read the awards of a page anew from the raw data, and select those that a table or sentence is about.

None of the code that makes pages is used here: a check that compares a number with itself shows nothing. Sums are in
whole pence. The figures in sentences are worked out from a second reading of the files (`runs/verifier`), which shares
nothing with the first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import open_year
from grantsdata.awards.paper_tables import load_measures
from grantsdata.model.paper import Paper
from grantsdata.model.schema import (
    IMPLIED,
    NOT_IN_REGISTER,
    NOT_YET_ALLOCATED,
    UNGROUPED,
    UNMEASURED,
)
from grantsdata.reconcile.load import findings_of
from grantsdata.runs.verifier import law
from grantsdata.runs.verifier.raw import Raw
from grantsdata.sources.files.project import years_before

Award = Mapping[str, Any]
"""An award, with further values that follow from its columns; an empty cell is None."""


@dataclass(frozen=True, eq=False)
class PageData:
    """The data of a page: a year's awards, those of the year that it is compared with, and its paper.

    `raw` is the second reading of the year's files, from which figures in sentences are worked out; `findings` are the
    code, scope and severity of each finding. `in_tables` are the awards as their tables print them, before variations.
    """

    awards: Sequence[Award]
    former: Sequence[Award]
    paper: Paper
    streams: frozenset[str]
    raw: Raw
    findings: Sequence[tuple[str, str, str]]
    in_tables: Sequence[Award]


def page_data(
    of: Year,
    *,
    include_implied: bool = True,
    period: str = "year",
    compare_with: str | None = None,
    laid_before_the_board: bool = False,
) -> PageData:
    """Return the data of a page with these parameters, or of one with only what the paper states. Raises the
    errors of `load_awards`, `load_measures` and
    `year_before`.

    Besides its own columns each award has `in_overall_budget`, `stream_has_themes` (an award of its stream has
    one), `group`, `in_register` (whether its provider is) and, by the second reading, `has_measure`, `has_return` and
    `measured` (in `period`) and, by the name of each duty to publish, whether that duty applies to it.
    """
    of = of.laid_before_the_board() if laid_before_the_board else of
    load_measures(of)  # refuses a table that is faulty
    awards, former = _records(of.awards(include_implied), of.paper), []
    # Read the earlier year only for a page that compares years, so that a fault in it holds back no other page.
    before = [] if compare_with is None else years_before(of.year, compare_with, project=of.root)
    if before:
        earlier = open_year(before[-1], of.root)
        former = _records(earlier.awards(include_implied), earlier.paper)
    raw = of.once(_read_again, include_implied, period)
    again = ["has_measure", "has_return", "measured", *(duty["name"] for duty in law.duties())]
    under = {award["award_id"]: {name: award[name] for name in again} for award in raw.awards}
    awards = [{**award, **under.get(award["award_id"], {})} for award in awards]
    findings = [(one.code, one.scope, str(one.severity)) for one in of.once(findings_of, include_implied)]
    streams = frozenset(stream.name for stream in of.paper.streams)
    in_tables = _records(of.awards(include_implied, varied=False), of.paper)
    return PageData(awards, former, of.paper, streams, raw, findings, in_tables)


def _read_again(of: Year, include_implied: bool, period: str) -> Raw:
    as_at = "" if of.as_at is None else of.as_at.isoformat()
    return Raw(of.root, str(of.year), include_implied, period, as_at=as_at, only=of.only)


def chosen(awards: Iterable[Award], of: Mapping[str, Any]) -> list[Award]:
    """Return the awards that meet all conditions of `of`; `report.fragment.Awards` describes their forms.

    Raises KeyError for a condition on a column that awards do not have.
    """
    return [award for award in awards if all(_holds(award[name], condition) for name, condition in of.items())]


def _holds(value: Any, condition: Any) -> bool:
    if isinstance(condition, bool):
        return (value is not None and value is not False and value != "") == condition
    if isinstance(condition, Mapping):
        return not _holds(value, condition["not"])
    return value in condition if isinstance(condition, list) else bool(value == condition)


def pence(awards: Iterable[Award]) -> int:
    """Return the sum of the awards in pence; an amount that is not stated counts as 0."""
    return sum(award["award_pence"] or 0 for award in awards)


def implied_pence(awards: Iterable[Award]) -> int:
    """Return the implied part of that sum, in pence."""
    return pence(award for award in awards if award["award_status"] == IMPLIED)


def _records(awards: pd.DataFrame, paper: Paper) -> list[Award]:
    texts = awards.astype("object")
    rows: list[dict[str, Any]] = texts.where(texts.notna(), None).to_dict("records")  # type: ignore[assignment]
    themed = {row["stream"] for row in rows if row["theme"]}
    return [_with_more(row, paper) | {"stream_has_themes": row["stream"] in themed} for row in rows]


def _with_more(award: dict[str, Any], paper: Paper) -> dict[str, Any]:
    stream = next(one for one in paper.streams if one.name == award["stream"])
    return {
        **award,
        "award_pence": None if award["award_pence"] is None else int(award["award_pence"]),
        "in_overall_budget": stream.in_overall_budget,
        "has_measure": False,
        "has_return": False,
        "measured": UNMEASURED,
        "group": award["arrangement"] or award["theme"] or UNGROUPED,
        "is_unallocated": award["provider_type"] == NOT_YET_ALLOCATED,
        "in_register": award["provider_type"] not in (NOT_YET_ALLOCATED, NOT_IN_REGISTER),
    }
