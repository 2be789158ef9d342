"""An amount that is divided over financial years."""

import pytest

from grantsdata.errors import AmountError
from grantsdata.model.amounts.by_year import parse_by_year


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", {}),
        ("2018-19: £4,000", {"2018-19": 400_000}),
        ("2018-19: £4,000; 2019/20: 3,500.50;", {"2018-19": 400_000, "2019-20": 350_050}),
        (" 2019–20: £1.2k ; 2018-19: nil", {"2019-20": 120_000, "2018-19": 0}),
    ],
)
def test_each_year_has_its_part_in_the_order_of_the_text(text: str, parts: dict[str, int]) -> None:
    read = parse_by_year(text)
    assert [(str(year), pence) for year, pence in read.items()] == list(parts.items())


@pytest.mark.parametrize(
    "text",
    ["£4,000", "2018-19: £4,000, 2019-20: £3,500", "2018-19: £4,000; 2018/19: £3,500", "2018-19:", "2018-20: £1,000",
     "2018-19: £4,000 (Match funded)", "2018-19 £4,000", "first year: £4,000"],
)  # fmt: skip
def test_anything_else_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(AmountError, match="expected a form like") as refusal:
        parse_by_year(text)
    assert f'"{text}"' in str(refusal.value)
