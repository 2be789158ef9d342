"""The verdict on whether the figures add up."""

import pandas as pd
import pytest

from grantsdata.report.narrative.adds_up import rounding, verdict


@pytest.mark.parametrize(
    ("severities", "code", "text"),
    [
        (["agrees", "note"], "budget-agrees", "The figures add up."),
        (["agrees", "warning"], "provider-unknown", "The figures add up."),
        (["agrees", "warning"], "duplicate-award", "The figures add up, though the reconciliation lists doubts about"),
        (["error", "agrees", "note"], "budget-partly-allocated", "The figures do not add up: 1 difference is"),
        (["error", "error", "warning"], "budget-exceeded", "The figures do not add up: 2 differences are"),
        (["agrees", "note"], "budget-partly-allocated", "The awards use only part of the budget."),
        (["agrees", "warning"], "budget-over-allocated", "More is awarded than a budget holds, as the paper plans."),
        (["note", "note"], "no-printed-total", "The paper prints no total and no budget, so nothing shows whether"),
    ],
)
def test_the_verdict_is_what_the_findings_allow(severities: list[str], code: str, text: str) -> None:
    first_code = "source-year" if code == "no-printed-total" else "total-agrees"
    codes = [first_code] * (len(severities) - 1) + [code]
    findings = pd.DataFrame({"severity": severities, "code": codes, "implied_gbp": 0.0, "ours_gbp": 1.0})
    assert verdict(findings).startswith(text)


def test_several_implied_amounts_are_one_sum() -> None:
    codes = ["total-differs", "amount-implied", "amount-implied"]
    findings = pd.DataFrame(
        {"severity": "warning", "code": codes, "implied_gbp": [0.0, 10_000.0, 5_000.0], "ours_gbp": 1.0}
    )
    assert verdict(findings) == ("The figures add up if the unprinted amounts are the £15,000 that their totals imply.")


@pytest.mark.parametrize(
    ("agreeing", "text"),
    [
        (["", "A", "B"], "Rounded as the paper prints them, the awards match its budgets of £3m, £1m and £2m."),
        (["A"], "Rounded as the paper prints them, the awards match its budget of £1m for A."),
        (["", "B"], "Rounded as the paper prints them, the awards match its budgets of £3m in all and £2m for B."),
    ],
)
def test_a_budget_has_the_name_of_its_stream_unless_all_budgets_are_named(agreeing: list[str], text: str) -> None:
    names = {"": "Grants", "A": "A", "B": "B"}
    findings = pd.DataFrame(
        {
            "code": "budget-agrees",
            "stream": agreeing,
            "scope": [names[stream] for stream in agreeing],
        }
    )
    budgets = pd.DataFrame(
        {
            "level": ["overall", "stream", "stream"],
            "name": list(names.values()),
            "budget_printed": ["£3m", "£1m", "£2m"],
        }
    )
    assert rounding(findings, budgets) == text


def test_exact_budgets_are_not_called_rounded_and_a_fund_has_its_article() -> None:
    findings = pd.DataFrame({"code": "budget-agrees", "stream": ["Youth Fund"], "scope": ["Youth Fund"]})
    budgets = pd.DataFrame(
        {"level": ["overall", "stream"], "name": ["Grants", "Youth Fund"], "budget_printed": ["£400,000", "£150,000"]}
    )
    assert rounding(findings, budgets) == "The awards match the paper's budget of £150,000 for the Youth Fund."


def test_one_budget_of_several_is_any_of_them() -> None:
    codes = ["budget-partly-allocated", "budget-agrees"]
    findings = pd.DataFrame({"severity": ["note", "agrees"], "code": codes, "implied_gbp": 0.0, "ours_gbp": 1.0})
    assert verdict(findings) == "The awards use only part of a budget."
