"""Words and lists for the reports on agreements, conditions and payments, and on returns."""

from grantsdata.report.narrative.agreements.listed import (
    MISFITS,
    agreements_listed,
    conditions_listed,
    misfits,
    money_listed,
    payments_listed,
    released_listed,
    tenders_listed,
    underspend_note,
    variations_listed,
)
from grantsdata.report.narrative.agreements.sentences import (
    about_agreements,
    agreements_committed,
    agreements_headline,
    agreements_verdict,
    conditions_met,
    money_paid,
    tenders_stated,
    undated_left_out,
)

__all__ = [
    "MISFITS",
    "about_agreements",
    "agreements_committed",
    "agreements_headline",
    "agreements_listed",
    "agreements_verdict",
    "conditions_listed",
    "conditions_met",
    "misfits",
    "money_listed",
    "money_paid",
    "payments_listed",
    "released_listed",
    "tenders_listed",
    "tenders_stated",
    "undated_left_out",
    "underspend_note",
    "variations_listed",
]
