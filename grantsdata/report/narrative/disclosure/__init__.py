"""Words for the report on what the law asks to be published."""

from grantsdata.report.narrative.disclosure.duties import (
    details_published,
    disclosure_duties,
    disclosure_law,
    disclosure_reading,
)
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
    "details_published",
    "disclosure_caveat",
    "disclosure_duties",
    "disclosure_headline",
    "disclosure_law",
    "disclosure_reading",
    "grants_disclosed",
    "implied_meaning",
    "spending_disclosed",
    "tenders_disclosed",
]
