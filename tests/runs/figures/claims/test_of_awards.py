"""Claims about awards: each form is true or false of the awards of a page."""

import re
from pathlib import Path

import pytest
from support.claiming import claim_faults
from support.reporting import CRIME, VICTIMS

from grantsdata.runs.figures.claims.of_awards import OF_AWARDS
from grantsdata.runs.qa.expected import PageData

FALSE_OF_2017 = {
    "No award is marked as a single tender; whether others could compete is not on record.": "",
    "The paper does not say of any award that others also pay for it.": "",
    "The paper names no other funds.": "",
    "The paper reports no measures.": "",
    "The paper gives no measure of what these services did.": VICTIMS,
    "Every award has a measure for some period.": "",
    "The paper names no provider.": "",
    "No amount is stated for any provider.": "",
    "No amount above zero is stated for any award.": "",
    "No award names both a provider and an amount.": "",
    "No known type of provider gets any money": "",
    "No provider gets any money": "",
    "The kind of each provider follows from the paper or a public register, not from judgement.": "",
    "Here they follow its own words or a public register.": VICTIMS,
    "No money rests on our judgement of what kind of body gets it": "",
    f"The tables list no award from {VICTIMS}.": "",
    "There are no awards to add up.": "",
    "No recipient is named for Police Cadets.": "",
    "No amount can be read for Police Cadets.": "",
    "The amount for Police Cadets cannot be read.": "",
    "Awards do not fit the rounded budgets": "",
    "The figures add up if the one unprinted amount is the amount that its total implies.": VICTIMS,
    "The figures add up if the unprinted amounts are the sum that their totals imply.": "",
    "The implied amount makes up the difference.": VICTIMS,
    "The only provider with a stated amount is the constabulary.": "",
    "The only provider with an amount above zero is the constabulary.": "",
    "None of them is for another period.": "",
    "One of them is for the year 2017-18.": "",
    "All of them are for the first half of 2017-18.": "",
    "The paper reports some of these measures for other periods than 2017-18.": "",
    "The budget is £1m, outside the overall budget.": VICTIMS,
    "The appendix lists them.": VICTIMS,
    f"The paper prints no total for {CRIME} to set beside our sum.": "",
    "The paper prints no total for these awards.": CRIME,
    "They add up to it; the rest has no printed total.": VICTIMS,
    "The paper prints neither a total nor a budget to compare the awards with.": "",
    "For the first half, no return is late or missing.": "",
    "The figures add up, though the reconciliation lists doubts about some.": "",
    "Charities and community groups get £5, 10.0% of the money, all from Ely.": "",
    "£10 was paid for awards that were withdrawn since.": "",
    "The paper states no overall budget.": "",
    "No award is made from a stream inside the overall budget.": "",
    "Every stream has awards, which are listed above.": "",
    "None of these awards is a crime and disorder reduction grant.": "",
    "No other award is over £500.": "",
    "No award by contract is over £10,000.": "",
    "Every cell of the printed tables is read as it stands.": "",
    "Aspire and Family Action get most: £140,000 each.": "",
    "Others also pay for 0 awards, no stated amount.": "",
    "An implied amount is what a printed total leaves for the one award under it without an amount.": VICTIMS,
    "Cambridgeshire Constabulary gets most: not stated, 25.7% of the money.": "",
    "The paper reports these measures, with its own words beside the figures.": "",
}
"""A claim that the paper of 2017-18 belies → the stream of the page that makes it."""


@pytest.mark.parametrize("text", FALSE_OF_2017)
def test_a_false_claim_is_a_fault(text: str, tmp_path: Path, behind: PageData) -> None:
    assert claim_faults(text, tmp_path, behind, stream=FALSE_OF_2017[text]) == [
        f"“{text}”: by the raw files that is not so"
    ]


def test_each_form_of_claim_has_a_false_example() -> None:
    assert [form for form in OF_AWARDS if not any(re.search(form, text) for text in FALSE_OF_2017)] == []


@pytest.mark.parametrize(
    "text",
    [
        "No award is marked as a single tender.",
        "The paper does not say of any award that others also pay for it.",
        "The paper names no other funds.",
        "The paper reports no measures.",
        "The paper names no provider.",
        "No amount is stated for any award.",
        "The paper prints neither a total nor a budget.",
        "The kind of each provider follows from the paper.",
        "None of these awards is a crime and disorder reduction grant.",
    ],
)
def test_the_same_claims_are_true_where_the_paper_bears_them_out(
    text: str, tmp_path: Path, of_a_small_year: PageData
) -> None:
    assert claim_faults(text, tmp_path, of_a_small_year) == []


def test_a_total_may_be_of_some_awards_only_where_amounts_are_varied(tmp_path: Path, of_documents: PageData) -> None:
    some = "Where the paper prints a total for some of these awards, they add up to it: £900"
    assert claim_faults(f"{some}; the rest has no printed total.", tmp_path, of_documents) == []
