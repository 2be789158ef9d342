"""The words on sums in the prices of another year; each index here is made up."""

import pandas as pd
import pytest
from support.reading import figures_in

from grantsdata.model.years import FinancialYear
from grantsdata.report.narrative import real_terms as narrative

THEN, NOW = FinancialYear(2019), FinancialYear(2020)


@pytest.mark.parametrize(
    ("pounds", "share", "told"),
    [
        (5.0, 0.1, "£5 (10.0%) higher"),
        (0.0, 0.0, "the same"),
        (-3.0, None, "£3 lower"),
    ],
)
def test_the_words_for_a_rise_and_for_no_change(pounds: float, share: float | None, told: str) -> None:
    row = {"former_real_gbp": 50.0, "real_change_gbp": pounds, "real_share": share}
    (sentence,) = narrative.real_change(pd.DataFrame([row]), NOW, THEN)
    assert sentence == f"In real terms the sum is {told}: in prices of 2020-21, that of 2019-20 is £50."
    assert figures_in(sentence)["£50"] == ("entry('Sums by stream in prices of this year', 'Total', 'former_real_gbp')")


def test_a_change_that_is_not_known_has_no_sentence() -> None:
    row = {"former_real_gbp": 50.0, "real_change_gbp": None, "real_share": None}
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
