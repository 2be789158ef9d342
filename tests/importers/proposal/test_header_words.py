"""What a column means by the words of its header, and an arrangement by the words of a heading."""

import pytest

from grantsdata.importers.proposal.header_words import arrangements_of, first_meaning, is_not_awarded, means


def test_a_heading_names_an_arrangement_by_its_words() -> None:
    assert arrangements_of(["Grant agreements", "SINGLE TENDER contracts", "Commissioned services", "Sport"]) == {
        "Grant agreements": "Grant agreement",
        "SINGLE TENDER contracts": "Single tender",
        "Commissioned services": "Commissioned contract",
    }


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Amount approved (£)", "award"),
        ("Swm a ddyfarnwyd", "award"),
        ("Name of the group", "provider"),
        ("Enw'r sefydliad", "provider"),
        ("Project title", "service"),
        ("Ward", ""),
        ("Organisation no", ""),
    ],
)
def test_a_header_consists_of_words_for_its_meaning(header: str, meaning: str) -> None:
    assert [name for name in ("award", "provider", "service") if means(header, name)] == [meaning] * bool(meaning)


def test_a_header_may_say_that_its_amounts_were_not_awarded() -> None:
    headers = ["Requested", "Match funding", "Monthly", "In kind", "Grant awarded to date", "Award"]
    assert [header for header in headers if is_not_awarded(header)] == headers[:4]


def test_the_first_telling_word_of_a_long_header_decides() -> None:
    long = "Name of organisation applying for the grant", "Description of the project that the group has", "Ward of Ely"
    assert [first_meaning(header) for header in long] == ["provider", "service", ""]
