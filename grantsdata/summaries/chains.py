"""Awards followed over several years: which award of each year is the one of the year before, certain pairs only."""

from collections.abc import Hashable
from itertools import pairwise
from typing import Any

import pandas as pd

from grantsdata.model.schema import CHANGED, CONTINUED, DOUBTFUL, ENDED, NEW, SAME
from grantsdata.summaries.matching import Match, matches, pairs_said
from grantsdata.summaries.movements import same

_OWN = ["stream", "service", "provider"]


def award_chains(awards: pd.DataFrame, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """What became of each award over the years: a row for each line of awards that are one; none with one year alone.

    `awards` are those of several years, as `load_awards([...])` gives them. Awards of years that follow each other on
    file are matched as in `matching.matches`, with what `decisions` says; a "yes" joins awards over a gap, too. Each
    award is in one row.

    Columns: stream, service, provider (of the latest year that it was awarded in), movement, award_id (of that year),
    years (in how many it was awarded), not_stated (in how many of these the amount is not), and a column for each
    year: the amount in pounds, empty if there is none. `movement`: ended (not in the last year), new (only there),
    continued (to the last year, always with the same provider and amount), changed (any other that is in the last
    year), doubtful (whether it goes on, or has begun before, is for a person to decide: see `doubtful_links`). Those of
    the last year first, in its order, then those that ended, the latest first.
    """
    tables, following, doubtful = _linked(awards, decisions)
    of_id = {row["award_id"]: row for row in awards.to_dict("records")}
    open_ends = {match.former_id for match in doubtful} | {match.award_id for match in doubtful}
    rows = []
    begun = set(following.values())
    for first in [name for name in of_id if name not in begun] if len(tables) > 1 else []:
        line = [first]
        while line[-1] in following:
            line.append(following[line[-1]])
        its = [of_id[name] for name in line]
        is_open = line[0] in open_ends or line[-1] in open_ends
        pounds = {str(one["financial_year"]): one["award_gbp"] for one in its}
        rows.append(
            {
                **{name: its[-1][name] for name in _OWN},
                "movement": DOUBTFUL if is_open else _movement(its, tables),
                "award_id": line[-1],
                "years": len(line),
                "not_stated": sum(bool(pd.isna(amount)) for amount in pounds.values()),
                **pounds,
            }
        )
    table = pd.DataFrame(rows, columns=[*_OWN, "movement", "award_id", "years", "not_stated", *tables])
    table = table.astype({**dict.fromkeys(tables, "Float64"), "years": "int64", "not_stated": "int64"})
    last = [str(of_id[name]["financial_year"]) for name in table["award_id"]]
    at = {name: place for place, name in enumerate(of_id)}
    table = table.assign(last=[-list(tables).index(year) for year in last], at=[at[name] for name in table["award_id"]])
    return table.sort_values(["last", "at"], ignore_index=True).drop(columns=["last", "at"])


def doubtful_links(awards: pd.DataFrame, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """The pairs that `award_chains` leaves apart, for a person to decide: a row each, year by year, most similar first.

    Columns: former_id, award_id, former_service, service, similarity_share (0 to 1).
    """
    _, _, doubtful = _linked(awards, decisions)
    services = dict(zip(awards["award_id"], awards["service"], strict=True))
    rows = [
        (one.former_id, one.award_id, services[one.former_id], services[one.award_id], one.similarity_share)
        for one in doubtful
    ]
    columns = ["former_id", "award_id", "former_service", "service", "similarity_share"]
    return pd.DataFrame(rows, columns=columns).astype({**dict.fromkeys(columns[:4], "str"), columns[4]: "Float64"})


def _linked(
    awards: pd.DataFrame, decisions: pd.DataFrame | None
) -> tuple[dict[str, pd.DataFrame], dict[str, str], list[Match]]:
    """The awards by year, which award each is in the next, and the doubtful pairs."""
    year_of = awards["financial_year"].astype("str")
    tables = {year: awards[year_of == year] for year in sorted(set(year_of))}
    following: dict[str, str] = {}
    doubtful: list[Match] = []
    for former, now in pairwise(tables.values()):
        for match in matches(now, former, decisions):
            if match.is_certain:
                following[match.former_id] = match.award_id
            else:
                doubtful.append(match)
    known = set(awards["award_id"])
    for one, other in sorted(pairs_said(decisions, SAME)):
        if {one, other} <= known and one not in following and other not in following.values():
            following[one] = other
    taken = set(following.values())
    return tables, following, [one for one in doubtful if one.former_id not in following and one.award_id not in taken]


def _movement(line: list[dict[Hashable, Any]], years: dict[str, pd.DataFrame]) -> str:
    last = list(years)[-1]
    if str(line[-1]["financial_year"]) != last:
        return ENDED
    if len(line) == 1:
        return NEW
    lasts = (same(one[name], two[name]) for one, two in pairwise(line) for name in ("provider", "award_pence"))
    return CONTINUED if all(lasts) else CHANGED
