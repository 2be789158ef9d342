"""Agreements, conditions, payments, variations and tenders as a page lists them: without columns that are all blank."""

import pandas as pd

from grantsdata.model.schema import AGREEMENT_FINDINGS
from grantsdata.model.years import in_words

MISFITS = "Records that conflict with the awards or each other"
"""The caption of the table of `misfits`, whose rows a sentence counts."""

_DATES = ("signed", "start", "end", "due", "met_on", "date", "expiry")


def filled(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """These columns of the table, dates in words, without those that are blank in every row."""
    shown = table[list(columns)].copy()
    for name in [name for name in columns if name in _DATES]:
        shown[name] = pd.array([in_words(day) if day else "" for day in shown[name]], dtype="str")
    is_blank = [shown[name].isna().all() or (shown[name] == "").all() for name in columns]
    return shown[[name for name, blank in zip(columns, is_blank, strict=True) if not blank or name == columns[0]]]


def undated_last(days: pd.Series) -> pd.Series:
    """ISO dates to sort by, so that a blank one comes last."""
    return days.where(days != "", "9")


def agreements_listed(agreements: pd.DataFrame) -> pd.DataFrame:
    """The agreements of `summaries.agreements_by_end`: what each is for, with whom, and its terms."""
    return filled(
        agreements, "service", "provider", "reference", "term", "signed", "start", "end", "amount_printed", "by_year",
        "break_clause", "said_in",
    )  # fmt: skip


def conditions_listed(conditions: pd.DataFrame) -> pd.DataFrame:
    """The conditions of `load_conditions`, each with its award."""
    lines = conditions.drop_duplicates("source_row")  # one line may be about awards of the same service and provider
    return filled(lines, "service", "provider", "condition", "due", "met_on", "evidence", "said_in")


def released_listed(conditions: pd.DataFrame) -> pd.DataFrame:
    """The awards of `summaries.conditions_and_payments`; no rows if nothing was paid for any of them."""
    shown = conditions[["service", "provider", "conditions_set", "conditions_met", "paid_out_gbp"]]
    return filled(shown if shown["paid_out_gbp"].notna().any() else shown.iloc[:0], *shown.columns)


def money_listed(money: pd.DataFrame) -> pd.DataFrame:
    """The awards of `summaries.money_side_by_side`; their providers only where two awards are for the same service."""
    names = ["service", "provider"] if money["service"].duplicated().any() else ["service"]
    return filled(
        money, *names, "planned_gbp", "awarded_gbp", "implied_gbp", "varied_gbp", "paid_out_gbp", "held_back_gbp",
        "returned_gbp", "underspend_gbp",
    )  # fmt: skip


def underspend_note(money: pd.DataFrame) -> str:
    """What an underspend is; "" if the table of `summaries.money_side_by_side` shows none."""
    shows = money["underspend_gbp"].notna().any()
    return "Underspend: the award, as varied, less what was paid, plus what was returned." if shows else ""


def payments_listed(payments: pd.DataFrame) -> pd.DataFrame:
    """The payments of `load_payments` by date; what was paid, held back and returned is in the column `happened`."""
    dated = payments.sort_values("date", kind="stable", key=undated_last).rename(columns={"kind": "happened"})
    return filled(
        dated, "service", "provider", "date", "happened", "amount_gbp", "instalment", "held_back_because", "said_in"
    )


def variations_listed(variations: pd.DataFrame) -> pd.DataFrame:
    """The variations of `load_variations` by date."""
    cited = ["stated_in"] if "stated_in" in variations else []
    return filled(
        variations.sort_values("date", kind="stable"), "service", "provider", "date", "what_changed",
        "amount_before_printed", "amount_after_printed", "said_in", *cited,
    )  # fmt: skip


def tenders_listed(tenders: pd.DataFrame) -> pd.DataFrame:
    """The register of `load_single_tenders`."""
    lines = tenders.drop_duplicates("source_row")
    return filled(lines, "service", "provider", "circumstance", "evidence", "approved_by", "expiry", "said_in")


def misfits(findings: pd.DataFrame) -> pd.DataFrame:
    """The findings of `load_findings` about these records: severity, sentence, rows."""
    about = findings[findings["code"].isin(AGREEMENT_FINDINGS)]
    return about[["severity", "sentence", "rows"]].reset_index(drop=True)
