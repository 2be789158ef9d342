"""Claims about records, documents, duties and sources: each form is true or false of the raw files."""

import re
from pathlib import Path

import pytest
from support.claiming import claim_faults
from support.reporting import VICTIMS

from grantsdata.runs.figures.claims.of_records import OF_RECORDS
from grantsdata.runs.qa.expected import PageData

FALSE_OF_2017 = {
    "The paper states no amount of its awards.": "",
    "The paper states no budget for it; it is part of the overall budget.": VICTIMS,
    "The paper states no amount for any of its 10 awards.": VICTIMS,
    "The paper mentions no other money.": "",
    "No award of this year has a printed theme; every award is listed above.": "",
    f"The table lists each award for {VICTIMS} under its theme, with the aim and the sum of each theme.": "",
    "The paper lists no sources.": "",
    "The paper names no contact.": "",
    "No agreement, condition or payment is on file for 2017-18.": "",
    "No register of single tenders is on file.": "",
    "The register says which permitted circumstance applies to each of the 3 single tenders.": "",
    "4 conditions were met.": "",
    "Grants, from its paper of 11 May 2017 and further documents of the year.": "",
    "The agreement for Counselling ends first, on 31 March 2019.": "",
    "The law asks for none of the details on this page about the 35 awards of 2017-18.": "",
    "None of these awards comes under the duty for crime and disorder reduction grants.": "",
    "None of these awards comes under the duty for other spending.": "",
    "None of these awards comes under the duties for contracts.": "",
    "The paper names no service that they deliver.": "",
    "The paper prints each of these amounts.": "",
    "Each of these awards is paid to its provider.": "",
}
"""A claim that the paper of 2017-18 belies → the stream of the page that makes it."""


@pytest.mark.parametrize("text", FALSE_OF_2017)
def test_a_false_claim_is_a_fault(text: str, tmp_path: Path, behind: PageData) -> None:
    assert claim_faults(text, tmp_path, behind, stream=FALSE_OF_2017[text]) == [
        f"“{text}”: by the raw files that is not so"
    ]


FALSE_OF_RECORDS = (
    "No payment is on file.",
    "No amounts by year are on file, so what is committed for later years is unknown.",
    "The amounts by year commit nothing for later years.",
    "No end date is on file.",
    "Nothing was paid.",
    "The records do not say whether any of the 3 conditions was met.",
    "The register does not say which permitted circumstance applies to the single tender.",
)
"""Claims that the records of the invented office of `support.agreements` belie."""


FALSE_OF_DOCUMENTS = "Since the paper, no amount has changed."
FALSE_OF_A_BODY = "The paper names no award that is paid to them."


def test_a_false_claim_about_changes_is_a_fault(tmp_path: Path, of_documents: PageData) -> None:
    said = [f"“{FALSE_OF_DOCUMENTS}”: by the raw files that is not so"]
    assert claim_faults(FALSE_OF_DOCUMENTS, tmp_path, of_documents, "changes") == said


@pytest.mark.parametrize(("body", "is_so"), [("Family Action", False), ("Larkspur Ltd", True)])
def test_a_claim_about_a_body_is_true_of_that_body(body: str, is_so: bool, tmp_path: Path, behind: PageData) -> None:
    assert (claim_faults(FALSE_OF_A_BODY, tmp_path, behind, "provider-report", body) == []) == is_so


@pytest.mark.parametrize("text", FALSE_OF_RECORDS)
def test_a_false_claim_about_records_is_a_fault(text: str, tmp_path: Path, of_records: PageData) -> None:
    assert claim_faults(text, tmp_path, of_records, "agreements") == [f"“{text}”: by the raw files that is not so"]


def test_each_form_of_claim_has_a_false_example() -> None:
    assert [
        form
        for form in OF_RECORDS
        if not any(
            re.search(form, text) for text in (*FALSE_OF_2017, *FALSE_OF_RECORDS, FALSE_OF_DOCUMENTS, FALSE_OF_A_BODY)
        )
    ] == []
