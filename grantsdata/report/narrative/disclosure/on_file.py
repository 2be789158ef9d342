"""Say what is on file beside the paper: the register of single tenders, and when contracts were signed."""

from collections.abc import Sequence

import pandas as pd

from grantsdata.model.paper import Paper
from grantsdata.model.years import in_words
from grantsdata.report.narrative.agreements import tenders_listed, tenders_stated
from grantsdata.report.narrative.disclosure.duties import least_to_most
from grantsdata.report.traced import Sentence, figure, write


def contracts_published(days: Sequence[int], paper: Paper) -> Sentence:
    """How long after the signing of contracts their details were published; `days` from `days_from_signing`."""
    published = paper.publishing.details_published
    if not days or published is None:
        return write("")
    return write(
        "Details of contracts with a signed agreement on file were published on {date}, {days} days after signing. "
        "We have not read by when the law asks for a copy.",
        date=figure(in_words(published), "paper", "publishing.details_published"),
        days=least_to_most(days, "days_from_signing"),
    )


def register_states(register: pd.DataFrame, paper: Paper) -> Sentence:
    """For how many single tenders the register of `load_single_tenders` says what permits them; "" if for none."""
    return tenders_stated(register, paper) if (register["circumstance"] != "").any() else write("")


def register_listed(register: pd.DataFrame) -> pd.DataFrame:
    """The register as a page lists it; no rows if it says nothing about the single tenders that it names."""
    says = (register[["circumstance", "evidence", "approved_by", "expiry"]] != "").any(axis=None)
    return tenders_listed(register if says else register.iloc[:0])
