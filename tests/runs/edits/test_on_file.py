"""The awards on file, with their places in the raw data."""

from support.reporting import APPROPRIATE_ADULTS, REPOSITORY

from grantsdata.awards.load import open_year
from grantsdata.runs.edits.on_file import AwardOnFile, awards_on_file, in_words


def award(service: str, *, include_implied: bool = True) -> AwardOnFile:
    awards = awards_on_file(open_year("2017-18", REPOSITORY), include_implied=include_implied)
    assert len(awards) == 35
    return next(one for one in awards if one.service == service)


def test_an_award_has_its_texts_its_pence_and_its_row() -> None:
    found = award("Counselling for young victims of crime")
    assert (found.provider, found.pence, found.amount) == ("Embrace – Child Victims of Crime", 20_000_00, "£20,000")
    assert (found.file, found.row) == ("data/raw/2017-18/victims-services.csv", 8)
    assert in_words(found.group) == "Victims' services, Commissioned contract"
    assert found.others["remark"] == "Match funded"


def test_a_payee_is_named_only_if_it_is_another_body() -> None:
    assert award("Peterborough Substance Misuse Innovation Fund").others["paid_to"] == "Peterborough City Council"
    assert award("Police Cadets").others["paid_to"] == ""


def test_an_implied_amount_is_marked_or_not_stated() -> None:
    implied = award(APPROPRIATE_ADULTS)
    assert (implied.amount, implied.others["remark"]) == ("£10,000", "implied")
    not_stated = award(APPROPRIATE_ADULTS, include_implied=False)
    assert (not_stated.pence, not_stated.amount, not_stated.others["remark"]) == (None, "not stated", "")


def test_an_award_without_a_provider_has_an_empty_one() -> None:
    assert award("Emerging Initiatives").provider == ""
