"""Awards and papers of 2017-18 with changes, and the findings on them."""

from collections.abc import Collection
from typing import Any

import pandas as pd
from support.reporting import awards_of_2017, paper_of_2017

from grantsdata.model.declared_table import PrintedTotal
from grantsdata.model.paper import Paper
from grantsdata.reconcile.findings import findings_table
from grantsdata.reconcile.load import reconcile

HEAD = ["code", "severity", "scope", "stream", "ours_gbp", "printed_gbp", "difference_gbp", "implied_gbp", "rows"]


VS, CDR, ALL = "Victims' services", "Crime and disorder reduction", "Budget for grants"


VICTIMS, FILE = "victims-services.csv", "crime-and-disorder-reduction.csv"


# Places of awards in the table: row 2 of the first file is 0, row 2 of the second 10.
NURSES, AN_ADULTS, AN_COORDINATION, CRIMESTOPPERS, EMERGING = 10, 15, 16, 23, 34


def told(awards: pd.DataFrame, paper: Paper | None = None, suggested: Collection[str] = ()) -> list[list[Any]]:
    """Each finding with its figures in pounds, and its sentence; None where there is nothing."""
    table = findings_table(reconcile(awards, paper or paper_of_2017(), suggested))
    assert list(table.columns) == [*HEAD, "sentence"]
    assert list(table.index) == list(range(len(table)))
    cells = table.astype("object")
    return [[None if pd.isna(cell) else cell for cell in row] for row in cells.to_numpy()]


def only(code: str, awards: pd.DataFrame, paper: Paper | None = None, scope: str | None = None) -> list[Any]:
    (row,) = [row for row in told(awards, paper) if row[0] == code and scope in (None, row[2])]
    return row[1:]


def paid(pence: dict[int, int | None], awards: pd.DataFrame | None = None) -> pd.DataFrame:
    """The awards, some with another printed amount or with one that is not stated."""
    table = awards_of_2017() if awards is None else awards.copy()
    for place, amount in pence.items():
        table.loc[place, "award_pence"] = pd.NA if amount is None else amount
        table.loc[place, "award_status"] = "not stated" if amount is None else "printed"
    return table.assign(award_gbp=table["award_pence"] / 100)


def changed(**parts: Any) -> Paper:
    return paper_of_2017().model_copy(update=parts)


def with_total(**parts: Any) -> Paper:
    (total,) = paper_of_2017().printed_totals
    return changed(printed_totals=[total.model_copy(update=parts)])


def with_streams(**budgets: str) -> Paper:
    """`with_streams(VS="£0.9m")`: another printed budget."""
    streams = [
        stream.model_copy(update={"budget_printed": budgets.get(stream.code, stream.budget_printed)})
        for stream in paper_of_2017().streams
    ]
    return changed(streams=streams)


def total_of(label: str, printed: str, file: str = FILE, **part: str) -> PrintedTotal:
    return PrintedTotal(label=label, printed=printed, file=file, **part)  # type: ignore[arg-type]
