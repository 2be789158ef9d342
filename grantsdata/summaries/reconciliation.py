"""What the reconciliation says, laid out to be checked: printed figures beside ours, the rows behind each finding,
the repairs.

What funders say that they paid, as a page lists it.
"""

import pandas as pd

from grantsdata.model.schema import REPAIRS

_COMPARED = {
    "total-agrees": "printed amounts under it",
    "total-differs": "printed amounts under it",
    "budget-at-printed-precision": "awards",
    "budgets-add-up": "budgets of the streams",
    "budgets-differ": "budgets of the streams",
}
"""The findings that set a sum of ours beside a printed figure, and what is added up for it."""


def printed_figures(findings: pd.DataFrame) -> pd.DataFrame:
    """Each printed total and budget beside ours, in the order of the findings: a row each.

    Columns: scope, compared (what is added up), ours_gbp, printed_gbp, difference_gbp (pounds, ours less printed),
    implied_gbp (how much of ours), at_printed_precision and to_the_penny (bool: whether they agree). A total with an
    unread amount under it agrees with neither, however close the rest comes. `findings` as `load_findings` gives them.
    """
    told = findings[findings["code"].isin(_COMPARED)]
    figures = ["ours_gbp", "printed_gbp", "difference_gbp", "implied_gbp"]
    table = told[["scope", *figures]].copy()
    table.insert(1, "compared", told["code"].map(_COMPARED).astype("str"))
    table["at_printed_precision"] = (told["severity"] == "agrees").astype("bool")
    table["to_the_penny"] = table["at_printed_precision"] & (told["difference_gbp"] == 0).astype("bool")
    return table.reset_index(drop=True)


def rows_of_findings(findings: pd.DataFrame, awards: pd.DataFrame) -> pd.DataFrame:
    """The rows that findings are about: sentence (ordered as the findings are), place, service, provider, award_gbp,
    award_status; a row for each finding and row. Findings about no row are left out; a row without an award, such as
    one that was left out of the year, has only its place."""
    about = findings.loc[findings["rows"] != "", ["sentence", "rows"]]
    about = about.assign(place=about["rows"].str.split("; ")).explode("place").drop(columns="rows")
    awarded = awards[["service", "provider", "award_gbp", "award_status"]].assign(place=_places(awards))
    order = pd.CategoricalDtype(list(dict.fromkeys(about["sentence"])), ordered=True)
    columns = ["sentence", "place", "service", "provider", "award_gbp", "award_status"]
    return (
        about.astype({"sentence": order}).join(awarded.set_index("place"), on="place")[columns].reset_index(drop=True)
    )


def repairs_by_kind(repairs: pd.DataFrame) -> pd.DataFrame:
    """How many repairs of each kind there are: kind, cells, meaning; only kinds that there are."""
    table = repairs.groupby("kind").size().rename("cells").reset_index()
    return table.assign(meaning=[REPAIRS[kind] for kind in table["kind"]])


def repairs_listed(repairs: pd.DataFrame) -> pd.DataFrame:
    """The ledger as a page lists it: kind, place (file and rows), column, printed, read_as, why.

    One repair to rows that follow each other makes one line. A merged cell is told as the ditto sign that is typed for
    it, by name, since few fonts have the sign.
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


def _places(awards: pd.DataFrame) -> list[str]:
    return [_place(file, row, row) for file, row in awards[["source_file", "source_row"]].to_numpy().tolist()]


def _place(file: str, first: int, last: int) -> str:
    """Rows of a file, without its folder: a single one as the findings name it."""
    name = file.rpartition("/")[2]
    return f"{name} row {first}" if first == last else f"{name} rows {first} to {last}"


def payments_listed(payments: pd.DataFrame, *, of_year: bool = True) -> pd.DataFrame:
    """The payments that count, or those of other years, which are in no sum: a row each, in the order of the files.

    Columns: payment, stream, funder, recipient, programme, financial_year (of other years only), paid_gbp. A column in
    which nothing stands is left out. `payments` as `upstream.load_upstream` gives them.
    """
    rows = payments[payments["is_of_year"] == of_year]
    columns = ["payment", "stream", "funder", "recipient", "programme", *([] if of_year else ["financial_year"])]
    return rows[[*(name for name in columns if (rows[name] != "").any()), "paid_gbp"]].reset_index(drop=True)
