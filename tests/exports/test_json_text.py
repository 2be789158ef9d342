"""JSON text whose amounts are written from their digits."""

import json

import pytest

from grantsdata.exports.json_text import json_text


@pytest.mark.parametrize(
    ("pence", "written"), [(132_224_800, "1322248"), (10, "0.10"), (-10, "-0.10"), (12_345_678_901, "123456789.01")]
)
def test_pence_become_pounds_to_the_penny(pence: int, written: str) -> None:
    text = json_text({"awards": [{"amount": pence, "number": 10}]}, "amount")
    assert f'"amount": {written},' in text
    assert json.loads(text)["awards"][0]["number"] == 10


def test_a_text_that_looks_like_an_amount_stays_as_it_is() -> None:
    title = 'the words\n "amount": 500'
    assert json.loads(json_text({"title": title, "amount": 100}, "amount")) == {"title": title, "amount": 1}
