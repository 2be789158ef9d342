"""What a paper is, its streams and budgets, as paper.toml declares them."""

from datetime import date

import pytest
from pydantic import ValidationError

from grantsdata.model.declared.about import About, Budget, Stream

ABOUT = {"title": "Grants", "body": "Borsetshire", "date": date(2018, 4, 2), "financial_year": "2018/19", "source": "s"}


def test_a_licence_has_an_address_if_we_know_it() -> None:
    known = About.model_validate(ABOUT | {"licence": "Open Government Licence v3.0"})
    assert known.licence_address is not None and known.licence_address.startswith(
        "https://www.nationalarchives.gov.uk/"
    )
    assert About.model_validate(ABOUT | {"licence": "own"}).licence_address is None


def test_a_budget_that_is_no_amount_is_refused() -> None:
    with pytest.raises(ValidationError):
        Budget.model_validate({"label": "All", "printed": "lots"})


def test_a_stream_has_a_code_of_capitals_and_digits() -> None:
    stream = {"name": "Youth", "funder": "f", "origin": "o", "budget_printed": "", "in_overall_budget": True}
    assert Stream.model_validate(stream | {"code": "YF2"}).code == "YF2"
    with pytest.raises(ValidationError):
        Stream.model_validate(stream | {"code": "y f"})
