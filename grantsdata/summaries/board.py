"""What a paper to a board lists of each stream: its awards by arrangement, by theme or in one list; its other money.

A stream that has themes is told by its themes, and its awards stand one by one in the appendix; any other stream's
awards stand in its own part of the paper, in a table for each arrangement that there is. So each award is listed once.
"""

from collections.abc import Mapping

import pandas as pd

from grantsdata.model.contract import awards_under
from grantsdata.model.dictionary import EMPTY
from grantsdata.model.schema import IMPLIED
from grantsdata.summaries.breakdowns import awards_by_theme, with_total
from grantsdata.summaries.listings import listing


def stream_tables(awards: pd.DataFrame, aims: Mapping[str, str]) -> dict[str, dict[str, pd.DataFrame]]:
    """Stream → caption → table, for each stream that has awards, in the paper's order; each table ends in its total.

    By theme: theme, aim, awards, award_gbp, implied_gbp (pounds), share. Award by award: as `listing` gives them,
    without the kinds of provider; where it is of some of the stream's awards only, its `attrs["of"]` tells which.
    `aims` gives each theme its aim.
    """
    tables: dict[str, dict[str, pd.DataFrame]] = {}
    for stream, of_it in awards.groupby("stream"):
        if of_it["theme"].notna().any():
            tables[str(stream)] = {f"{stream}: awards by theme": _by_theme(of_it, aims)}
        else:
            tables[str(stream)] = _by_arrangement(str(stream), of_it)
    return tables


def appendix(awards: pd.DataFrame) -> pd.DataFrame:
    """Every award of the streams that have themes, in the paper's order: theme and the columns of `listing`, without
    the kinds of provider; the stream too, where there is more than one."""
    chosen = _of_themed_streams(awards)
    listed = _listed(chosen, "theme")
    if chosen["stream"].nunique() > 1:
        listed.insert(2, "stream", chosen["stream"].astype("str").to_numpy())
    return listed


def appendix_themes(awards: pd.DataFrame, aims: Mapping[str, str]) -> pd.DataFrame:
    """What the awards of the appendix come to: theme, awards, award_gbp, implied_gbp, share, aim; a row per theme."""
    table = awards_by_theme(_of_themed_streams(awards))
    return table.assign(aim=table["theme"].map(aims).astype("object"))


def totals_beside(awards: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Each printed total beside the sum of its awards, implied amounts and all: a row each.

    Columns: label, stream, place, awards, ours_gbp, implied_gbp (how much of ours), printed_gbp, difference_gbp
    (pounds, ours less printed). `totals` as `load_printed_totals` gives them.
    """
    rows = []
    for _, total in totals.iterrows():
        parts = {"stream": total["only_stream"], "theme": total["theme"], "arrangement": total["arrangement"]}
        under = awards_under(awards, total["file"], parts)
        ours, printed = int(under["award_pence"].sum()), round(total["total_gbp"] * 100)
        implied = int(under.loc[under["award_status"] == IMPLIED, "award_pence"].sum())
        about = (total["label"], total["stream"], total["place"], len(under))
        rows.append((*about, *(pence / 100 for pence in (ours, implied, printed, ours - printed))))
    figures = ["ours_gbp", "implied_gbp", "printed_gbp", "difference_gbp"]
    return pd.DataFrame(rows, columns=["label", "stream", "place", "awards", *figures])


def streams_without_awards(awards: pd.DataFrame, streams: pd.DataFrame, funds: pd.DataFrame) -> list[str]:
    """The names of the streams from which no award is listed: first those that `funds` tell of, in that order.

    `streams` and `funds` as `load_streams` and `load_separate_funds` give them.
    """
    names = [name for name in streams["stream"] if name not in set(awards["stream"])]
    told = [name for name in dict.fromkeys(funds["stream"]) if name in names]
    return list(dict.fromkeys([*told, *names]))


def fund_tables(funds: pd.DataFrame) -> dict[str, dict[str, pd.DataFrame]]:
    """Stream → caption → the money that the paper tells of in its text, for each stream that has such."""
    groups = funds[funds["stream"].notna()].groupby("stream", sort=False)
    return {str(stream): {f"{stream}: money told of in the text": _money(rows)} for stream, rows in groups}


def other_money(funds: pd.DataFrame) -> pd.DataFrame:
    """The money that the paper tells of in its text and that is in none of its streams."""
    return _money(funds[funds["stream"].isna()])


def _money(funds: pd.DataFrame) -> pd.DataFrame:
    columns = ["fund", "purpose", "amount_printed", "held_by", "other_contributors", "standing", "paragraph"]
    table = funds[columns].reset_index(drop=True)
    return table if (table["other_contributors"] != "").any() else table.drop(columns="other_contributors")


def _by_theme(awards: pd.DataFrame, aims: Mapping[str, str]) -> pd.DataFrame:
    table = awards_by_theme(awards)
    aim = [aims.get(theme, "") for theme in table["theme"]]
    table = table.assign(theme=table["theme"].astype("object").fillna(EMPTY["theme"]))
    table.insert(1, "aim", aim)
    return with_total(table if any(aim) else table.drop(columns="aim"))


def _by_arrangement(stream: str, awards: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """One table if no arrangement is stated for any of the awards."""
    if awards["arrangement"].isna().all():
        return {f"{stream}: every award": _with_total(awards)}
    groups = awards.groupby("arrangement", dropna=False)
    tables = {arrangement: _with_total(rows) for arrangement, rows in groups}
    for arrangement, table in tables.items():
        table.attrs["of"] = {"arrangement": arrangement if isinstance(arrangement, str) else False}
    return {f"{stream}: {_plural(arrangement)}": table for arrangement, table in tables.items()}


def _plural(arrangement: object) -> str:
    return f"{arrangement.lower()}s" if isinstance(arrangement, str) else EMPTY["arrangement"]


def _with_total(awards: pd.DataFrame) -> pd.DataFrame:
    return with_total(_listed(awards, "stream").drop(columns="stream"))


def _listed(awards: pd.DataFrame, by: str) -> pd.DataFrame:
    listed = listing(awards, by).drop(columns=["provider_type", "provider_basis", "provider_confidence"])
    return listed.assign(implied_gbp=listed["award_gbp"].where(listed["award_status"] == IMPLIED, 0.0))


def _of_themed_streams(awards: pd.DataFrame) -> pd.DataFrame:
    themed = awards.loc[awards["theme"].notna(), "stream"].unique()
    return awards[awards["stream"].isin(themed)]
