"""The awards that stood on a day, or in one document, and their amounts as documents varied them until then."""

from datetime import date
from typing import Any

import pandas as pd

from grantsdata.model.amounts.parse import parse_amount
from grantsdata.model.paper import Paper
from grantsdata.model.schema import PRINTED

Line = dict[Any, Any]


def known_awards(awards: pd.DataFrame, paper: Paper, as_at: date | None = None, only: str = "") -> pd.DataFrame:
    """Return the awards of documents that were dated by a day, or of one document, as these print them.

    `awards` are all awards of the year, as they are printed, and `paper` has all of its documents.
    """
    if "document" not in awards:
        return awards if as_at is None or paper.paper.date <= as_at else awards.iloc[:0]
    known = awards if only == "" else awards[awards["document"] == only]
    return known if as_at is None else known[known["document_date"] <= as_at.isoformat()]


def counting_from(line: Line, paper: Paper) -> str:
    """The day from which a variation counts: its date, but not before the date of its document."""
    return max(str(line["date"]), paper.document_dates[line["document"]].isoformat())


def counted(variations: pd.DataFrame, paper: Paper, as_at: date | None = None) -> list[Line]:
    """Return the lines of `load_variations` that set an amount by a day, in the order in which they count."""
    lines: list[Line] = variations[variations["amount_after_pence"].notna()].to_dict("records")
    by_day = sorted(lines, key=lambda line: counting_from(line, paper))
    return [line for line in by_day if as_at is None or counting_from(line, paper) <= as_at.isoformat()]


def varied(
    awards: pd.DataFrame, variations: pd.DataFrame, paper: Paper, as_at: date | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the awards with the amounts that variations gave them by a day, and those that were withdrawn by then.

    An award that is varied to £0 is withdrawn. An amount that a variation states is printed, in the variation's line.
    """
    rows = {award_id: row for row, award_id in zip(awards.index, awards["award_id"], strict=True)}
    changed = awards.copy()
    withdrawn: set[Any] = set()
    for line in counted(variations, paper, as_at):
        row = rows.get(line["award_id"])
        if row is None:
            continue
        pence = int(line["amount_after_pence"])
        amount = {
            "award_printed": line["amount_after_printed"],
            "award_pence": pence,
            "award_gbp": pence / 100,
            "award_status": PRINTED,
            "remark": parse_amount(line["amount_after_printed"]).remark,
            "stated_in": line["stated_in"],
            "amount_source": f"{line['source_file']} row {line['source_row']}",
        }
        for name, value in amount.items():
            changed.loc[row, name] = value
        withdrawn = withdrawn | {row} if pence == 0 else withdrawn - {row}
    is_withdrawn = changed.index.isin(withdrawn)
    return changed[~is_withdrawn].reset_index(drop=True), changed[is_withdrawn].reset_index(drop=True)
