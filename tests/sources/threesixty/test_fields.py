"""The titles of the standard as files write them, and the schemas of what is written."""

import jsonschema
import pytest

from grantsdata.errors import SourceError
from grantsdata.sources.threesixty.fields import (
    GRANT_FIELDS,
    column_titled,
    columns_of,
    grant_schema,
    known_meanings,
    package_schema,
    with_one_year,
)

NEEDED = {"the amount": ("award_printed",), "a year": ("financial_year", "award_date")}


def test_titles_are_known_in_any_capitals_and_with_the_number_of_the_entry() -> None:
    titles = ["recipient org:0:name", "AMOUNT AWARDED", "Award_Date", "Colour"]
    assert known_meanings(titles) == ["provider_printed", "award_printed", "award_date"]
    assert columns_of(titles, NEEDED, "x.csv") == {
        "provider_printed": "recipient org:0:name", "award_printed": "AMOUNT AWARDED", "award_date": "Award_Date",
    }  # fmt: skip
    assert column_titled("Funding Org:Name", ["a", "funding org:0:name"]) == "funding org:0:name"
    assert column_titled("Funding Org:Name", ["a"]) is None


def test_a_stated_year_goes_before_a_date_and_an_award_date_before_a_start() -> None:
    assert with_one_year({"financial_year": 1, "award_date": 2, "start_date": 3}) == {"financial_year": 1}
    assert with_one_year({"award_date": 2, "start_date": 3}) == {"award_date": 2}
    assert with_one_year({"start_date": 3, "service": 4}) == {"service": 4, "award_date": 3}
    assert with_one_year({"service": 4}) == {"service": 4}


def test_all_that_is_missing_or_double_is_told_at_once() -> None:
    with pytest.raises(SourceError) as raised:
        columns_of(["Title", "title", "Identifier", "Identifier"], NEEDED, "x.csv")
    text = str(raised.value)
    for said in (
        "no column for the amount",
        "no column for a year",
        "two columns with the same name",
        "several columns",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("header", "said"),
    [([], "first row is blank"), ([" "], "first row is blank"), (["a;b"], "separated by semicolons")],
)
def test_a_header_that_is_none_is_told_alone(header: list[str], said: str) -> None:
    with pytest.raises(SourceError, match=said) as raised:
        columns_of(header, NEEDED, "x.csv")
    assert "no column" not in str(raised.value)


def test_the_schemas_are_schemas_with_each_field_once() -> None:
    for schema in (grant_schema(), package_schema()):
        jsonschema.Draft202012Validator.check_schema(schema)
    assert len({field.path for field in GRANT_FIELDS}) == len({field.title for field in GRANT_FIELDS}) == 30
    assert grant_schema()["required"] == [
        "id", "title", "description", "currency", "amountAwarded", "awardDate", "fundingOrganization",
    ]  # fmt: skip
    assert grant_schema()["properties"]["recipientOrganization"]["maxItems"] == 1
