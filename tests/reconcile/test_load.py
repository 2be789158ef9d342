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
         "The amounts that are printed (24 of 25) add up to £1,312,248: £10,000 less than the printed total of "
         f"£1,322,248. 1 amount under this total cannot be read: {ADULTS}."],
        ["no-printed-total", "note", VS, VS, 961_260, None, None, 0, "",
         "The paper prints no total for Victims' services; its 10 awards add up to £961,260, which nothing printed "
         "confirms."],
        ["amount-implied", "warning", ADULTS, CDR, 10_000, None, None, 10_000, ROW_7,
         f"The printed total implies £10,000 for {ADULTS}, the one amount under it that cannot be read. The amount is "
         "counted and labelled implied; the paper does not print it."],
        ["budget-not-stated", "note", YOUTH, YOUTH, None, None, None, 0, "",
         "The paper states no budget for the Youth Fund and lists no award from it in its tables."],
        ["budget-not-stated", "note", CASUALTY, CASUALTY, None, None, None, 0, "",
         f"The paper states no budget for the {CASUALTY} and lists no award from it in its tables."],
        [AGREES, "agrees", VS, VS, 961_260, 1_000_000, -38_740, 0, "",
         "Awards for Victims' services come to £961,260. That is inside what “£1m” can stand for (£950,000 to "
         "£1,050,000)."],
        [PENNY, "note", VS, VS, 961_260, 1_000_000, -38_740, 0, "",
         "Taken to the penny, awards for Victims' services (£961,260) are £38,740 under “£1m”."],
        [AGREES, "agrees", CDR, CDR, 1_322_248, 1_300_000, 22_248, 10_000, "",
         "Awards for Crime and disorder reduction come to £1,322,248, £10,000 of it implied. That is inside what "
         "“£1.3m” can stand for (£1,250,000 to £1,350,000)."],
        [PENNY, "note", CDR, CDR, 1_322_248, 1_300_000, 22_248, 10_000, "",
         "Taken to the penny, awards for Crime and disorder reduction (£1,322,248, £10,000 of it implied) are £22,248 "
         "over “£1.3m”."],
        ["budgets-add-up", "agrees", ALL, "", 2_300_000, 2_300_000, 0, 0, "",
         "The streams' budgets (£1m and £1.3m) add up to the £2.3m that the paper gives for all."],
        [AGREES, "agrees", ALL, "", 2_283_508, 2_300_000, -16_492, 10_000, "",
         "All awards come to £2,283,508, £10,000 of it implied. That is inside what “£2.3m” can stand for (£2,250,000 "
         "to £2,350,000)."],
        [PENNY, "note", ALL, "", 2_283_508, 2_300_000, -16_492, 10_000, "",
         "Taken to the penny, all awards (£2,283,508, £10,000 of it implied) are £16,492 under “£2.3m”."],
        ["provider-blank", "note", "Emerging Initiatives", CDR, None, None, None, 0, f"{FILE} row 26",
         "Emerging Initiatives has no provider: its £15,000 is not yet allocated to anybody."],
        ["correction-declared", "note", CDR, CDR, None, None, None, 0, ROW_7,
         f"The column Provider prints nothing; it is read as “{POOLED}”. The row's provider text is printed in the "
         "amount column, one cell too far to the right. Status: to be confirmed by the office."],
        ["correction-declared", "note", CDR, CDR, None, None, None, 0, ROW_7,
         f"The column Funding £ prints “{POOLED}”; it is read as empty. Provider text stands where the amount should "
         "be; the amount itself is lost, so it is not stated. Status: to be confirmed by the office."],
        ["source-year", "warning", "Source documents", "", None, None, None, 0, "",
         "The list of sources dates “Commissioning and Grants Strategy 2016-20” 16th December 2017, after the paper "
         "that cites it; its web address says 2016."],
    ]  # fmt: skip


# ---- Totals ------------------------------------------------------------------------------------------


def test_an_amount_that_is_not_stated_is_said_to_count_as_nothing() -> None:
    rows = told(awards_of_2017(include_implied=False))
    assert [row for row in rows if row[0] in ("amount-not-stated", "amount-implied")] == [
        ["amount-not-stated", "warning", ADULTS, CDR, None, None, None, 0, ROW_7,
         f"No amount is stated for {ADULTS}; it counts as nothing in every sum."],
    ]  # fmt: skip


def test_one_award_adds_up_alone() -> None:
    assert only("no-printed-total", awards_of_2017().iloc[[0, *range(10, 35)]])[-1] == (
        "The paper prints no total for Victims' services; its 1 award adds up to £446,000, which nothing printed "
        "confirms."
    )


# ---- Budgets -----------------------------------------------------------------------------------------


# ---- The record --------------------------------------------------------------------------------------


# ---- Findings as such --------------------------------------------------------------------------------


# ---- What a paper declares about its own figures --------------------------------------------------------
