"""The awards behind a page, read afresh from the raw data, and which of them a page says that something is about.

Nothing here is made by the code that makes pages: a check that compares a number with itself proves nothing. Sums are
of whole pence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.awards.load import load_awards, load_paper
from grantsdata.awards.paper_tables import load_measures
from grantsdata.model.paper import Paper
from grantsdata.model.schema import (
    CONTRACT_DUTY,
    CONTRACT_OVER_GBP,
    CONTRACTS,
    FOR_OTHERS,
    FOR_PERIOD,
    GRANT_DUTY,
    IMPLIED,
    ITEM_DUTY,
    ITEM_OVER_GBP,
    NOT_IN_REGISTER,
    NOT_YET_ALLOCATED,
    PRINTED,
    UNGROUPED,
    UNMEASURED,
)
from grantsdata.sources.files.project import project_folder, year_before

Award = Mapping[str, Any]
"""An award with what follows from its own columns; an empty cell is None."""

Tied = tuple[set[tuple[str, str]], set[tuple[str, str]]]
"""The streams and services of which there is any measure, and of which there is one for the page's period."""


@dataclass(frozen=True)
class Behind:
    """A year's awards, those of the year that it is compared with, and its paper."""

    awards: Sequence[Award]
    former: Sequence[Award]
    paper: Paper
    streams: frozenset[str]


class Source:
    """The raw data of a project, each year's read once."""

    def __init__(self, project: str | Path | None = None) -> None:
        self.root = project_folder(project)
        self._paper = cache(lambda year: load_paper(year, project=self.root))
        self._measures = cache(lambda year: load_measures(year, project=self.root))
        self._awards = cache(
            lambda year, include_implied: load_awards(year, include_implied=include_implied, project=self.root)
        )

    def behind(
        self, year: str, *, include_implied: bool = True, period: str = "year", compare_with: str | None = None
    ) -> Behind:
        """What a page of these parameters rests on. Errors as `load_awards`, `load_measures` and `year_before`.

        Beside its own columns each award has `in_overall_budget`, `stream_has_themes` (of any award of its stream),
        `has_measure` and `measured` (in `period`), `group`, `in_register` (its provider is), and whether each duty to
        publish bears on it, by its name.
        """
        paper, measures = self._paper(year), self._measures(year)
        tied = _tied(measures), _tied(measures[measures["part_of_year"] == period])
        awards = _records(self._awards(year, include_implied), paper, tied)
        # Only a page that compares years is of two: a fault in an earlier year is no reason to hold back the others.
        before = None if compare_with is None else year_before(year, compare_with, project=self.root)
        former = [] if before is None else self._former(str(before), include_implied)
        return Behind(awards, former, paper, frozenset(stream.name for stream in paper.streams))

    def _former(self, year: str, include_implied: bool) -> list[Award]:
        return _records(self._awards(year, include_implied), self._paper(year), (set(), set()))


def chosen(awards: Iterable[Award], of: Mapping[str, Any]) -> list[Award]:
    """The awards of which all conditions of `of` hold; `page.fragment.Awards` says what forms they have.

    KeyError for a condition on a column that awards do not have.
    """
    return [award for award in awards if all(_holds(award[name], condition) for name, condition in of.items())]


def _holds(value: Any, condition: Any) -> bool:
    if isinstance(condition, bool):
        return (value is not None and value is not False and value != "") == condition
    if isinstance(condition, Mapping):
        return not _holds(value, condition["not"])
    return value in condition if isinstance(condition, list) else bool(value == condition)


def pence(awards: Iterable[Award]) -> int:
    """What they come to; an amount that is not stated counts as nothing."""
    return sum(award["award_pence"] or 0 for award in awards)


def implied_pence(awards: Iterable[Award]) -> int:
    """How much of it is implied."""
    return pence(award for award in awards if award["award_status"] == IMPLIED)


def _records(awards: pd.DataFrame, paper: Paper, tied: Tied) -> list[Award]:
    texts = awards.astype("object")
    rows: list[dict[str, Any]] = texts.where(texts.notna(), None).to_dict("records")  # type: ignore[assignment]
    themed = {row["stream"] for row in rows if row["theme"]}
    return [_with_more(row, paper, tied) | {"stream_has_themes": row["stream"] in themed} for row in rows]


def _tied(measures: pd.DataFrame) -> set[tuple[str, str]]:
    named = measures[measures["awarded_service"] != ""]
    return set(zip(named["stream"], named["awarded_service"], strict=True))


def _with_more(award: dict[str, Any], paper: Paper, tied: Tied) -> dict[str, Any]:
    stream = next(one for one in paper.streams if one.name == award["stream"])
    its = award["stream"], award["service"]
    ever, now = (its in pairs for pairs in tied)
    is_bought = award["arrangement"] in CONTRACTS
    is_grant = stream.crime_and_disorder_reduction_grants
    return {
        **award,
        "award_pence": None if award["award_pence"] is None else int(award["award_pence"]),
        "in_overall_budget": stream.in_overall_budget,
        "has_measure": ever,
        "measured": FOR_PERIOD if now else FOR_OTHERS if ever else UNMEASURED,
        "group": award["arrangement"] or award["theme"] or UNGROUPED,
        "is_unallocated": award["provider_type"] == NOT_YET_ALLOCATED,
        "in_register": award["provider_type"] not in (NOT_YET_ALLOCATED, NOT_IN_REGISTER),
        GRANT_DUTY: is_grant,
        ITEM_DUTY: not is_grant and _may_be_over(award, ITEM_OVER_GBP),
        CONTRACT_DUTY: is_bought and _may_be_over(award, CONTRACT_OVER_GBP),
    }


def _may_be_over(award: Award, pounds: int) -> bool:
    """An amount that is not printed cannot be shown to be lower."""
    return award["award_status"] != PRINTED or int(award["award_pence"]) > 100 * pounds
