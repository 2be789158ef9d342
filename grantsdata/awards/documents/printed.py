"""Read the award tables of all documents of a year into one table of awards."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.awards.cells import read_award_table
from grantsdata.awards.contributions import contributions_of, with_contributions
from grantsdata.awards.implied import implied_amounts, with_implied
from grantsdata.awards.tidy import award_ids, tidy_awards
from grantsdata.errors import Fault, SourceError
from grantsdata.model.contract import check_awards
from grantsdata.model.paper import Paper
from grantsdata.model.schema import AWARD_DTYPES, LABELS
from grantsdata.sources.files.printed_table import split_amounts
from grantsdata.sources.paper import table_path
from grantsdata.sources.register import Register


def printed_awards(paper: Paper, root: Path, register: Register, include_implied: bool) -> pd.DataFrame:
    """Return all awards of all documents as these print them, in the order of the tables.

    Raises AwardsError with all faults of all tables, or SourceError if no table could be read.
    """
    tables: list[pd.DataFrame] = []
    faults: list[Fault] = []
    for table in paper.award_tables:
        path = table_path(paper.financial_year, table.file, root)
        try:
            printed = read_award_table(path, root, table)
        except SourceError as error:
            faults += error.faults
            continue
        decided = [(one.row, one.column) for one in table.corrections]
        faults += split_amounts(printed, table.columns.award, table.ignored_columns, decided)
        awards, unread = tidy_awards(printed, table, paper, register)
        tables.append(awards)
        faults += unread
    if not tables:
        raise SourceError(faults)
    streams = [stream.name for stream in paper.streams]
    awards = pd.concat(tables, ignore_index=True)
    # Two tables of one stream may have services of the same name, so identifiers are given across all tables.
    awards["award_id"] = award_ids(awards, {stream.name: stream.code for stream in paper.streams})
    if not faults:  # otherwise a contribution could be to an award that was not read
        try:
            awards = with_contributions(awards, contributions_of(paper, awards, root))
        except SourceError as error:
            faults += error.faults
    names = {paper.source_file(table.file): table.columns.by_meaning() for table in paper.award_tables}
    awards = check_awards(awards, streams, faults, names)
    awards = with_implied(awards, implied_amounts(awards, paper)) if include_implied else awards
    return with_dtypes(awards, [paper])


def with_dtypes(awards: pd.DataFrame, papers: list[Paper]) -> pd.DataFrame:
    """Return the awards with texts as str, amounts as Int64 and Float64, and labels as ordered categoricals."""
    orders = {
        **LABELS,
        "financial_year": sorted(str(paper.financial_year) for paper in papers),
        "stream": [stream.name for paper in papers for stream in paper.streams],
        "theme": [theme for paper in papers for table in paper.award_tables for theme in table.themes],
    }
    dtypes: dict[Hashable, Any] = {
        name: pd.CategoricalDtype(list(dict.fromkeys(orders[name])), ordered=True) if dtype == "category" else dtype
        for name, dtype in AWARD_DTYPES.items()
    }
    return awards.astype(dtypes)
