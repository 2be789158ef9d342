"""List the results of the reconciliation: printed figures beside ours, the repairs, and the payments of funders."""

import pandas as pd

from grantsdata.model.schema import REPAIRS

_COMPARED = {
    "total-agrees": "printed amounts under it",
    "total-differs": "printed amounts under it",
    "total-misprinted": "printed amounts under it",
    "budget-agrees": "awards",
    "budget-partly-allocated": "awards",
    "budget-over-allocated": "awards",
    "budget-exceeded": "awards",
    "budgets-add-up": "budgets of the streams",
    "budgets-differ": "budgets of the streams",
}
"""Code of a finding that compares our sum with a printed figure → what our sum adds up."""


def printed_figures(findings: pd.DataFrame) -> pd.DataFrame:
    """Each printed total and budget beside our sum, in the order of the findings: a row each.

    Columns: scope, compared (what is added up), ours_gbp, printed_gbp, difference_gbp (pounds, ours less printed),
    implied_gbp (the implied part of ours), at_printed_precision and to_the_penny (bool: whether they agree). A total
    with an unread amount under it never agrees, however small the difference. `findings` is the table of
    `load_findings`.
    """
    compared = findings[findings["code"].isin(_COMPARED)]
    figures = ["ours_gbp", "printed_gbp", "difference_gbp", "implied_gbp"]
    table = compared[["scope", *figures]].copy()
    table.insert(1, "compared", compared["code"].map(_COMPARED).astype("str"))
    table["at_printed_precision"] = (compared["severity"] == "agrees").astype("bool")
    table["to_the_penny"] = table["at_printed_precision"] & (compared["difference_gbp"] == 0).astype("bool")
    return table.reset_index(drop=True)


def repairs_by_kind(repairs: pd.DataFrame) -> pd.DataFrame:
    """The number of repairs of each kind that occurs: kind, cells, meaning."""
    table = repairs.groupby("kind").size().rename("cells").reset_index()
    return table.assign(meaning=[REPAIRS[kind] for kind in table["kind"]])


def repairs_listed(repairs: pd.DataFrame) -> pd.DataFrame:
    """The ledger of repairs as a page lists it: kind, place (file and rows), column, printed, read_as, why.

    The same repair in consecutive rows makes one line. A merged cell is shown as "ditto sign", the name of the sign
    that is typed for it, since few fonts have the sign.
    """
    same = ["kind", "file", "column", "printed", "read_as", "why"]
    as_before = (repairs[same].astype("object") == repairs[same].astype("object").shift()).all(axis="columns")
    line = (~as_before | (repairs["row"] != repairs["row"].shift() + 1)).cumsum()
    runs = repairs.assign(last=repairs["row"]).groupby(line)
    listed = runs.agg(dict.fromkeys([*same, "row"], "first") | {"last": "last"}).reset_index()
    places = [_place(*ends) for ends in listed[["file", "row", "last"]].to_numpy().tolist()]
    printed = listed["printed"].mask(listed["kind"] == "merged cell", "ditto sign")
    listed = listed.assign(place=pd.Series(places, dtype="str"), printed=printed)
    return listed[["kind", "place", "column", "printed", "read_as", "why"]]


def _place(file: str, first: int, last: int) -> str:
    """The name of a file without its folder, and its row or rows; a single row as in the findings."""
    name = file.rpartition("/")[2]
    return f"{name} row {first}" if first == last else f"{name} rows {first} to {last}"


def payments_listed(payments: pd.DataFrame, *, of_year: bool = True) -> pd.DataFrame:
    """The payments of the year, or without `of_year` those of other years, which no sum includes: a row per payment, in
    the order of the files.

    Columns: payment, stream, funder, recipient, programme, financial_year (only for other years), paid_gbp. Empty
    columns are left out. `payments` is the table of `reconcile.upstream.load_upstream`.
    """
    rows = payments[payments["is_of_year"] == of_year]
    columns = ["payment", "stream", "funder", "recipient", "programme", *([] if of_year else ["financial_year"])]
    return rows[[*(name for name in columns if (rows[name] != "").any()), "paid_gbp"]].reset_index(drop=True)
