"""Totals and income are told from awards by their words."""

import re

import pytest

from grantsdata.model.wording.rows import (
    INCOME,
    NOT_AWARDED,
    TOTAL,
    heads_not_awarded,
    is_income,
    is_total,
    says_no_grant,
    says_not_awarded,
)

OF_WHAT = [
    "award", "awards", "awarded", "grant", "grants", "funding", "spend", "spent", "expenditure", "amount", "budget",
    "allocated", "allocation", "cost", "value", "paid",
]  # fmt: skip
TOTALS = [
    *(f"{word} {what}" for word in ("Total", "Overall") for what in OF_WHAT),
    "Total", "total", "Totals", "Sub total", "Sub-total", "Subtotals", "Grand totals", "Overall-total",
    "Total for victims", "Total of all", "Total / Cyfanswm", "Total (£)", "Total (of all)", "Total 2018/19",
    "Total 2090", "Total:", "Total: £5", "Victims total", "Victims totals", "Victims total:", "Grand total of all",
    "Sub-total: x", "Overall spend", "Overall budget", "Cyfanswm", "cyfanswm", "Cyfanswm / Total", "Cyfanswm:",
    "Is-gyfanswm", "Isgyfanswm", "Is-gyfanswm (£)", "Is-gyfanswm:",
]  # fmt: skip
SERVICES = [
    "Total Wellbeing", "Totally Safe", "Subtotal Wellbeing", "Total forgiveness", "Total office", "Totality",
    "Victims total care", "A totals report", "Teetotal", "Total awardees", "Grandtotality", "Total costs", "Total 30",
    "Total 20", "Total 203", "Total 2x10", "Total (safety", "Total safety)", "Total /x", "Overall", "Overall safety",
    "Overall awareness", "Overallspend", "Cyfanswmiau", "Gyfanswm", "Iscyfanswm", "Cyfanswmx", "Total 120 clubs",
]  # fmt: skip
INCOMES = [
    "Received", "received:", "Grant received", "Grants received", "Funding received", "Income received", "Incwm",
    "Contribution received", "Contributions received", "Received from the Home Office", "Grants received from us",
    "Income", "Income:", "Income from the Home Office",
    "Derbyniwyd", "Derbyniwyd:", "Derbyniwyd gan Ely", "Derbyniadau",
]  # fmt: skip
NO_INCOME = [
    "Receivedly", "Grant", "Grants", "Funding", "Income support advice", "Incomes", "Support received well", "Incwms",
    "Received fromage", "Income fromage", "Contributions", "Grantreceived", "Incomefrom us", "Receivedfrom us",
    "Derbyniwydau",
]  # fmt: skip

REFUSALS = [
    *(f"Not {word}" for word in ("approved", "awarded", "funded", "supported", "successful")), "refused", "Rejected",
    "Declined", "Withdrawn", "Unsuccessful", "Deferred", "Cancelled", "Lapsed", "Returned", "Pending", "On hold",
    "Waiting list", "Reserve list", "Recommended for refusal", "No award", "Gwrthodwyd", "Aflwyddiannus",
    "No award made",
    *(f"Refused{mark} why" for mark in ("-", "–", "(", ":", ",", ";", " -", " (")),
    *(f"Refused {word} June" for word in ("at", "by", "on", "in", "until", "from", "to")),
]  # fmt: skip
NO_REFUSALS = [
    "Returned books scheme", "Awarded", "Notawarded", "Not yet", "Refused twice", "Refusedin June", "Refused injune",
    "Refused  why", "on", "", "No awardmade",
]  # fmt: skip

PATTERNS = {
    "total": (TOTAL, TOTALS, SERVICES),
    "income": (INCOME, INCOMES, NO_INCOME),
    "refusal": (NOT_AWARDED, REFUSALS, NO_REFUSALS),
}


def test_a_total_and_an_income_are_told_from_a_service() -> None:
    assert [text for text in TOTALS + SERVICES if is_total(text)] == TOTALS
    assert [text for text in INCOMES + NO_INCOME if is_income(text)] == INCOMES
    assert [text for text in REFUSALS + NO_REFUSALS if says_not_awarded(text)] == REFUSALS


@pytest.mark.parametrize("kind", PATTERNS)
def test_no_character_of_a_pattern_can_be_left_out_unnoticed(kind: str) -> None:
    pattern, fitting, others = PATTERNS[kind]
    unnoticed = []
    for mutant in (pattern.pattern[:n] + pattern.pattern[n + 1 :] for n in range(len(pattern.pattern))):
        try:
            tried = re.compile(mutant, re.IGNORECASE)
        except re.error:
            continue
        if all(map(tried.fullmatch, fitting)) and not any(map(tried.fullmatch, others)):
            unnoticed.append(mutant)
    assert unnoticed == []


def test_a_heading_of_applications_that_came_to_nothing() -> None:
    headings = [
        "The following were considered but not funded:", "Applications refused", "Bids that were declined.", "Refused",
        "Unsuccessful applications", "Deferred:", "Withdrawn bids",
    ]  # fmt: skip
    others = ["Refused asylum seekers", "Support for those refused", "Applications", "Successful applications"]
    assert [text for text in headings + others if heads_not_awarded(text)] == headings


def test_a_word_for_what_is_no_grant() -> None:
    texts = ["Loan", "loans", "In kind", "in-kind support", "Underwritten", "Guarantee", "Loan advice", "Kind", "Grant"]
    assert list(filter(says_no_grant, texts)) == texts[:6]
