"""Every finding to the word: of the paper of 2017-18, and of the same with one thing changed.

Victims' services come to £961,260 against £1m; crime and disorder reduction to £1,312,248 printed, of 24 of 25 awards,
against a printed total of £1,322,248 and £1.3m; the total implies £10,000; together £2,283,508 against £2.3m.
"""

from support.findings import (
    ALL,
    CDR,
    FILE,
    VS,
    only,
    told,
)
from support.reporting import awards_of_2017

YOUTH, CASUALTY = "Youth Fund", "Casualty Reduction and Support Fund"
ADULTS = "Appropriate Adults Out of Hours Custody Provision"
POOLED = "Contribution to Cambridgeshire County Council's pooled budget to commission this service"
AGREES, PENNY = "budget-agrees", "budget-to-the-penny"
ROW_7 = f"{FILE} row 7"
TOTAL = "Total Awards, Appendix 1, last row"


def test_the_findings_of_the_paper_are_these_in_this_order() -> None:
    assert told(awards_of_2017()) == [
        ["total-differs", "warning", TOTAL, CDR, 1_312_248, 1_322_248, -10_000, 0, ROW_7,
         "The amounts that can be read under “Total Awards” add up to £1,312,248, £10,000 less than the printed total "
         f"of £1,322,248. No amount can be read for {ADULTS}."],
        ["no-printed-total", "note", VS, VS, 961_260, None, None, 0, "",
         "The paper prints no total for Victims' services to set beside our sum."],
        ["amount-implied", "warning", ADULTS, CDR, 10_000, None, None, 10_000, ROW_7,
         f"The amount for {ADULTS} cannot be read. The printed total leaves £10,000 for it, which is counted here and "
         "marked as implied."],
        ["budget-not-stated", "note", YOUTH, YOUTH, None, None, None, 0, "",
         "The paper states no budget for the Youth Fund and lists no award from it."],
        ["budget-not-stated", "note", CASUALTY, CASUALTY, None, None, None, 0, "",
         f"The paper states no budget for the {CASUALTY} and lists no award from it."],
        [AGREES, "agrees", VS, VS, 961_260, 1_000_000, -38_740, 0, "",
         "Awards for Victims' services come to £961,260, which fits the rounded budget of “£1m”."],
        [PENNY, "note", VS, VS, 961_260, 1_000_000, -38_740, 0, "",
         "Awards for Victims' services are £961,260, not “£1m” to the penny, since the printed budget is rounded."],
        [AGREES, "agrees", CDR, CDR, 1_322_248, 1_300_000, 22_248, 10_000, "",
         "Awards for Crime and disorder reduction come to £1,322,248 (including £10,000 implied), which fits the "
         "rounded budget of “£1.3m”."],
        [PENNY, "note", CDR, CDR, 1_322_248, 1_300_000, 22_248, 10_000, "",
         "Awards for Crime and disorder reduction are £1,322,248 (including £10,000 implied), not “£1.3m” to the "
         "penny, since the printed budget is rounded."],
        ["budgets-add-up", "agrees", ALL, "", 2_300_000, 2_300_000, 0, 0, "",
         "The streams' budgets add up to the overall budget of “£2.3m”."],
        [AGREES, "agrees", ALL, "", 2_283_508, 2_300_000, -16_492, 10_000, "",
         "All awards come to £2,283,508 (including £10,000 implied), which fits the rounded budget of “£2.3m”."],
        [PENNY, "note", ALL, "", 2_283_508, 2_300_000, -16_492, 10_000, "",
         "All awards are £2,283,508 (including £10,000 implied), not “£2.3m” to the penny, since the printed budget is "
         "rounded."],
        ["provider-blank", "note", "Emerging Initiatives", CDR, 15_000, None, None, 0, f"{FILE} row 26",
         "Emerging Initiatives (£15,000) has no provider: the cell is blank."],
        ["correction-declared", "note", CDR, CDR, None, None, None, 0, ROW_7,
         f"In the column “Provider”, a blank cell is read as “{POOLED}”. The row's provider text is printed in the "
         "amount column, one cell too far to the right. Status: to be confirmed by the office."],
        ["correction-declared", "note", CDR, CDR, None, None, None, 0, ROW_7,
         f"In the column “Funding £”, “{POOLED}” is read as blank. Provider text stands where the amount should "
         "be; the amount itself is lost, so it is not stated. Status: to be confirmed by the office."],
        ["source-year", "warning", "Source documents", "", None, None, None, 0, "",
         "The list of sources gives “Commissioning and Grants Strategy 2016-20” the date “16th December 2017”, "
         "which is after this paper. Its web address says 2016."],
    ]  # fmt: skip


# ---- Totals ------------------------------------------------------------------------------------------


def test_an_amount_that_is_not_stated_adds_nothing() -> None:
    rows = told(awards_of_2017(include_implied=False))
    assert [row for row in rows if row[0] in ("amount-not-stated", "amount-implied")] == [
        ["amount-not-stated", "warning", ADULTS, CDR, None, None, None, 0, ROW_7,
         f"No amount is stated for {ADULTS}; it adds nothing to any sum."],
    ]  # fmt: skip


def test_one_award_adds_up_alone() -> None:
    assert only("no-printed-total", awards_of_2017().iloc[[0, *range(10, 35)]])[-1] == (
        "The paper prints no total for Victims' services to set beside our sum."
    )


# ---- Budgets -----------------------------------------------------------------------------------------


# ---- The record --------------------------------------------------------------------------------------


# ---- Findings as such --------------------------------------------------------------------------------


# ---- What a paper declares about its own figures --------------------------------------------------------
