"""The words on sums in the prices of another year; each index here is made up."""

import pandas as pd
import pytest

from grantsdata.model.years import FinancialYear
from grantsdata.report.narrative import real_terms as narrative

THEN, NOW = FinancialYear(2019), FinancialYear(2020)


@pytest.mark.parametrize(
    ("pounds", "cash", "share", "told"),
    [
        (5.0, 6.0, 0.1, "is £5 (10.0%) higher in real terms; in cash it is £6 higher."),
        (0.0, 3.0, 0.0, "is the same in real terms; in cash it is £3 higher."),
        (-3.0, 0.0, None, "is £3 lower in real terms; in cash it is the same."),
    ],
)
def test_the_words_for_a_rise_and_for_no_change(pounds: float, cash: float, share: float | None, told: str) -> None:
    row = {"former_real_gbp": 50.0, "real_change_gbp": pounds, "total_change_gbp": cash, "real_share": share}
    (sentence,) = narrative.real_change(pd.DataFrame([row]), NOW, THEN)
    assert sentence.endswith(f"the sum of 2020-21 {told}")


def test_a_change_that_is_not_known_has_no_sentence() -> None:
    row = {"former_real_gbp": 50.0, "real_change_gbp": None, "total_change_gbp": 1.0, "real_share": None}
    assert narrative.real_change(pd.DataFrame([row]), NOW, THEN) == []


def test_both_years_can_be_forecasts() -> None:
    prices = pd.DataFrame(
        {
            "financial_year": ["2019-20", "2020-21"],
            "deflator_index": ["100.0", "102.5"],
            "is_forecast": [True, True],
            "source": ["Invented", "Invented too"],
        }
    )
    note = narrative.real_note(prices, NOW, THEN)
    assert "(100.0 for 2019-20 and 102.5 for 2020-21)" in note
    assert note.endswith(" The index of 2019-20 and 2020-21 is a forecast. Index: Invented too")
    assert narrative.real_note(prices, NOW, None) == ""
