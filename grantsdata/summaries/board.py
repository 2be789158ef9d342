"""Make the tables of a board paper: each stream's awards by arrangement, by theme or in one list; its other money.

The section of a stream with themes has one row for each theme, and the appendix lists its awards one by one. The
section of any other stream lists its awards, in one table for each arrangement. So each award is listed once.
"""

from collections.abc import Mapping

import pandas as pd

from grantsdata.model.contract import awards_under
from grantsdata.model.dictionary.headings import EMPTY
from grantsdata.model.schema import IMPLIED, OUTCOMES, PRINTED, PROMISED_EARLIER, TO_COME, is_implied
from grantsdata.model.years import in_words
from grantsdata.summaries.breakdowns import awards_by_theme, with_total
from grantsdata.summaries.listings import listing


def stream_tables(awards: pd.DataFrame, aims: Mapping[str, str]) -> dict[str, dict[str, pd.DataFrame]]:
    """Stream → caption → table, for each stream that has awards, in the paper's order; each table ends in its total.

    A table by theme has the columns theme, aim, awards, award_gbp, implied_gbp (pounds) and share; `aims` maps each
    theme to its aim. A list of awards has the columns of `listing` without the types of provider; if it holds only some
    of the stream's awards, its `attrs["of"]` holds the arrangement that they share (False if it is not stated).
    """
    tables: dict[str, dict[str, pd.DataFrame]] = {}
    for stream, stream_awards in awards.groupby("stream"):
        if stream_awards["theme"].notna().any():
            tables[str(stream)] = {f"{stream}: awards by theme": _by_theme(stream_awards, aims)}
        else:
            tables[str(stream)] = _by_arrangement(str(stream), stream_awards)
    return tables


def appendix(awards: pd.DataFrame) -> pd.DataFrame:
    """Every award of the streams that have themes, in the paper's order.

    Columns: theme and those of `listing`, without the types of provider; also stream, if there is more than one.
    """
    chosen = _of_themed_streams(awards)
    listed = _listed(chosen, "theme")
    if chosen["stream"].nunique() > 1:
        listed.insert(2, "stream", chosen["stream"].astype("str").to_numpy())
    return listed


def appendix_themes(awards: pd.DataFrame, aims: Mapping[str, str]) -> pd.DataFrame:
    """The sums of the awards in the appendix, a row per theme: theme, awards, award_gbp, implied_gbp, share, aim."""
    table = awards_by_theme(_of_themed_streams(awards))
    return table.assign(aim=table["theme"].map(aims).astype("object"))


def totals_beside(awards: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Each printed total beside the sum of the amounts under it that are printed: a row per total.

    Columns: label, stream, place, awards, ours_gbp, printed_gbp, difference_gbp (pounds, ours less printed) and
    implied_under_total_gbp, the implied amounts under it: an implied amount never confirms the total that implies it.
    `totals` is the table of `load_printed_totals`.
    """
    rows = []
    for _, total in totals.iterrows():
        parts = {"stream": total["only_stream"], "theme": total["theme"], "arrangement": total["arrangement"]}
        under = awards_under(awards, total["file"], parts)
        by_status = under.groupby("award_status", observed=True)["award_pence"].sum()
        ours, printed = int(by_status.get(PRINTED, 0)), round(total["total_gbp"] * 100)
        figures = (ours, printed, ours - printed, int(by_status.get(IMPLIED, 0)))
        about = (total["label"], total["stream"], total["place"], len(under))
        rows.append((*about, *(pence / 100 for pence in figures)))
    names = ["ours_gbp", "printed_gbp", "difference_gbp", "implied_under_total_gbp"]
    return pd.DataFrame(rows, columns=["label", "stream", "place", "awards", *names])


def streams_without_awards(awards: pd.DataFrame, streams: pd.DataFrame, funds: pd.DataFrame) -> list[str]:
    """The names of the streams from which no award is listed: first those in `funds`, in that order.

    `streams` and `funds` are the tables of `load_streams` and `load_separate_funds`.
    """
    names = [name for name in streams["stream"] if name not in set(awards["stream"])]
    with_funds = [name for name in dict.fromkeys(funds["stream"]) if name in names]
    return list(dict.fromkeys([*with_funds, *names]))


def fund_tables(funds: pd.DataFrame) -> dict[str, dict[str, pd.DataFrame]]:
    """Stream → caption → the money that only the paper's text names, for each stream that has such money."""
    groups = funds[funds["stream"].notna()].groupby("stream", sort=False)
    return {str(stream): {f"{stream}: money that only the text names": _money(rows)} for stream, rows in groups}


def other_money(funds: pd.DataFrame) -> pd.DataFrame:
    """The money that only the paper's text names and that is in none of its streams."""
    return _money(funds[funds["stream"].isna()])


def promise_tables(earlier: pd.DataFrame, promises: pd.DataFrame) -> dict[str, dict[str, pd.DataFrame]]:
    """Heading → caption → table: what became of the promises of earlier papers, and what this paper says will come.

    `earlier` and `promises` are the tables of `load_earlier_promises` and `load_promises`. Dates are in words, and what
    became of a promise after the day of its state is left out. So is a table without rows, and a column that is empty
    throughout.
    """
    now = promises[promises["first_made_in"] == ""]
    what = ["promise", "to_whom", "by_when", "due", "paragraph"]
    became = ["outcome_date", "what_happened", "outcome_source"]
    known = earlier.assign(**{name: earlier[name].where(earlier["state"].isin(OUTCOMES)) for name in became})
    columns = ["promise", "by_when", "due", "state", *became, "first_made_in", "paragraph"]
    tables = {
        PROMISED_EARLIER: ("Promises of earlier papers", known[columns]),
        TO_COME: ("What is to come", now[what]),
    }
    return {heading: {caption: _in_words(rows)} for heading, (caption, rows) in tables.items() if len(rows)}


def _in_words(promises: pd.DataFrame) -> pd.DataFrame:
    days = {
        name: promises[name].map(in_words, na_action="ignore") for name in ("due", "outcome_date") if name in promises
    }
    table = promises.assign(**days).astype("object").reset_index(drop=True)
    table = table.where(table.notna(), "")
    return table[[name for name in table if (table[name] != "").any()]]


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
    """Caption → table for each arrangement; one table if no award states its arrangement."""
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
    listed = listing(awards, by).drop(
        columns=["provider_type", "provider_basis", "provider_confidence", "stated_in"], errors="ignore"
    )
    return listed.assign(implied_gbp=listed["award_gbp"].where(is_implied(listed), 0.0))


def _of_themed_streams(awards: pd.DataFrame) -> pd.DataFrame:
    themed = awards.loc[awards["theme"].notna(), "stream"].unique()
    return awards[awards["stream"].isin(themed)]
