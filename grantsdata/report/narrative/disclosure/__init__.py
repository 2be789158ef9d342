"""Words for the report on what the law asks to be published."""

from grantsdata.report.narrative.agreements import undated_left_out
from grantsdata.report.narrative.disclosure.duties import (
    details_published,
    disclosure_duties,
    disclosure_law,
    disclosure_reading,
)
from grantsdata.report.narrative.disclosure.on_file import contracts_published, register_listed, register_states
from grantsdata.report.narrative.disclosure.stated import (
    about_disclosure,
    contracts_disclosed,
    disclosure_caveat,
    disclosure_headline,
    grants_disclosed,
    implied_meaning,
    spending_disclosed,
    tenders_disclosed,
)

__all__ = [
    "about_disclosure",
    "contracts_disclosed",
    "contracts_published",
    "details_published",
    "disclosure_caveat",
    "disclosure_duties",
    "disclosure_headline",
    "disclosure_law",
    "disclosure_reading",
    "grants_disclosed",
    "implied_meaning",
    "register_listed",
    "register_states",
    "spending_disclosed",
    "tenders_disclosed",
    "undated_left_out",
]
