"""What funders say that they paid, as a page lists it."""

import pandas as pd


def payments_listed(payments: pd.DataFrame, *, of_year: bool = True) -> pd.DataFrame:
    """The payments that count, or those of other years, which are in no sum: a row each, in the order of the files.

    Columns: payment, stream, funder, recipient, programme, financial_year (of other years only), paid_gbp. A column in
    which nothing stands is left out. `payments` as `upstream.load_upstream` gives them.
    """
    rows = payments[payments["is_of_year"] == of_year]
    columns = ["payment", "stream", "funder", "recipient", "programme", *([] if of_year else ["financial_year"])]
    return rows[[*(name for name in columns if (rows[name] != "").any()), "paid_gbp"]].reset_index(drop=True)
