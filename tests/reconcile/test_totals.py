"""Findings on the real paper, worked out by hand, and on papers that have gone wrong in one place."""

import pandas as pd
import pytest
from support.findings import (
    ALL,
    AN_ADULTS,
    AN_COORDINATION,
    CDR,
    FILE,
    VICTIMS,
    VS,
    changed,
    only,
    paid,
    told,
    total_of,
    with_streams,
    with_total,
)
from support.reporting import awards_of_2017, paper_of_2017

import grantsdata as gd
from grantsdata.model.declared.about import OverAllocation
from grantsdata.model.declared_table import Misprint
from grantsdata.model.paper import Paper

pytestmark = pytest.mark.smoke

VICTIMS_TABLE = "2017-18/victims-services.csv"
CRIME = "2017-18/crime-and-disorder-reduction.csv"
PAPER = "2017-18/paper.toml"


def findings(project=None, **options):
    return gd.load_findings("2017-18", project=project, **options)


def of(table, code, scope=None):
    chosen = table[table["code"] == code]
    return chosen if scope is None else chosen[chosen["scope"] == scope]


def the_one(table, code, scope=None):
    chosen = of(table, code, scope)
    assert len(chosen) == 1
    return chosen.iloc[0]


def figures(finding):
    return finding["ours_gbp"], finding["printed_gbp"], finding["difference_gbp"]


# ---- the real paper -------------------------------------------------------------------------------------------------


def test_the_printed_total_is_ten_thousand_more_than_the_amounts_that_can_be_read():
    finding = the_one(findings(), "total-differs")
    assert figures(finding) == (1_312_248, 1_322_248, -10_000)
    assert finding["severity"] == "warning"
    assert finding["rows"] == "crime-and-disorder-reduction.csv row 7"
    assert "£10,000 less" in finding["sentence"]
    assert "Appropriate Adults Out of Hours Custody Provision" in finding["sentence"]


def test_the_implied_amount_is_said_to_be_implied():
    finding = the_one(findings(), "amount-implied")
    assert finding["ours_gbp"] == finding["implied_gbp"] == 10_000
    assert finding["scope"] == "Appropriate Adults Out of Hours Custody Provision"
    assert "which is counted here and marked as implied." in finding["sentence"]


def test_without_the_implied_amount_the_award_is_not_stated():
    table = findings(include_implied=False)
    assert of(table, "amount-implied").empty
    assert the_one(table, "amount-not-stated")["scope"] == "Appropriate Adults Out of Hours Custody Provision"
    assert (table["implied_gbp"] == 0).all()
    assert not table["sentence"].str.contains("implied").any()
    assert figures(the_one(table, "total-differs")) == (1_312_248, 1_322_248, -10_000)


def test_victims_services_has_no_printed_total():
    finding = the_one(findings(), "no-printed-total")
    assert (finding["scope"], finding["ours_gbp"]) == ("Victims' services", 961_260)
    assert pd.isna(finding["printed_gbp"])


@pytest.mark.parametrize(
    ("scope", "ours", "printed", "difference"),
    [
        ("Victims' services", 961_260, 1_000_000, -38_740),
        ("Crime and disorder reduction", 1_322_248, 1_300_000, 22_248),
        ("Budget for grants", 2_283_508, 2_300_000, -16_492),
    ],
)
def test_each_sum_agrees_with_its_budget_to_the_printed_precision_and_not_to_the_penny(
    scope, ours, printed, difference
):
    rounded = the_one(findings(), "budget-agrees", scope)
    exact = the_one(findings(), "budget-to-the-penny", scope)
    assert rounded["severity"] == "agrees"
    assert exact["severity"] == "note"
    assert figures(rounded) == figures(exact) == (ours, printed, difference)


def test_sums_with_the_implied_amount_say_so():
    table = findings()
    for code in ("budget-agrees", "budget-to-the-penny"):
        for scope in ("Crime and disorder reduction", "Budget for grants"):
            assert the_one(table, code, scope)["implied_gbp"] == 10_000
            assert "(including £10,000 implied)" in the_one(table, code, scope)["sentence"]
        assert the_one(table, code, "Victims' services")["implied_gbp"] == 0


def test_the_streams_budgets_add_up_to_the_overall_budget():
    assert figures(the_one(findings(), "budgets-add-up")) == (2_300_000, 2_300_000, 0)


def test_the_funds_without_a_stated_budget_are_named():
    assert list(of(findings(), "budget-not-stated")["scope"]) == ["Youth Fund", "Casualty Reduction and Support Fund"]


def test_the_one_award_without_a_provider_is_told():
    finding = the_one(findings(), "provider-blank")
    assert finding["scope"] == "Emerging Initiatives"
    assert finding["rows"] == "crime-and-disorder-reduction.csv row 26"
    assert "£15,000" in finding["sentence"]


def test_every_provider_of_the_paper_is_in_the_register():
    assert of(findings(), "provider-unknown").empty


def test_both_halves_of_the_shifted_row_are_on_record():
    table = of(findings(), "correction-declared")
    assert list(table["rows"]) == ["crime-and-disorder-reduction.csv row 7"] * 2
    assert table["sentence"].str.contains("to be confirmed by the office").all()


def test_only_the_paper_of_december_2016_has_the_wrong_year():
    sentence = the_one(findings(), "source-year")["sentence"]
    assert "16th December 2017" in sentence
    assert "2016" in sentence.replace("2016-20", "")


def test_nothing_in_the_real_paper_is_without_an_explanation():
    assert "error" not in set(findings()["severity"])


# ---- totals ---------------------------------------------------------------------------------------------------------


def test_a_mistyped_amount_under_a_printed_total_is_an_error(project, set_cell):
    set_cell(CRIME, 7, "Funding £", "10,000")
    set_cell(CRIME, 2, "Funding £", "150,001")
    drop_corrections(project)
    finding = the_one(findings(project), "total-differs")
    assert finding["severity"] == "error"
    assert figures(finding) == (1_322_249, 1_322_248, 1)
    assert len(finding["rows"].split("; ")) == 25


def test_amounts_that_make_the_printed_total_agree(project, set_cell):
    set_cell(CRIME, 7, "Funding £", "10,000")
    drop_corrections(project)
    finding = the_one(findings(project), "total-agrees")
    assert finding["severity"] == "agrees"
    assert figures(finding) == (1_322_248, 1_322_248, 0)


def test_two_missing_amounts_imply_nothing(project, set_cell):
    set_cell(CRIME, 8, "Funding £", "TBC")
    awards = gd.load_awards("2017-18", project=project)
    assert list(awards.loc[awards["award_status"] == "not stated", "source_row"]) == [7, 8]
    assert "implied" not in set(awards["award_status"])
    assert len(of(findings(project), "amount-not-stated")) == 2


def test_a_missing_amount_in_a_table_without_a_printed_total_implies_nothing(project, set_cell):
    set_cell(VICTIMS_TABLE, 2, "Award", "TBC")
    awards = gd.load_awards("2017-18", project=project)
    assert awards.set_index("source_row").loc[2, "award_status"].tolist() == ["not stated", "printed"]


@pytest.mark.parametrize("total", ["£1,312,248", "£1,300,000"])
def test_an_implied_amount_of_nothing_or_less_is_none(project, replace_text, total):
    replace_text(PAPER, 'printed = "£1,322,248"', f'printed = "{total}"')
    awards = gd.load_awards("2017-18", project=project)
    assert "implied" not in set(awards["award_status"])


def test_a_rounded_total_implies_nothing(project, replace_text):
    replace_text(PAPER, 'printed = "£1,322,248"', 'printed = "£1.35m"')
    awards = gd.load_awards("2017-18", project=project)
    assert "implied" not in set(awards["award_status"])


def test_more_printed_than_the_total_is_an_error_even_with_an_amount_missing(project, replace_text):
    replace_text(PAPER, 'printed = "£1,322,248"', 'printed = "£1,300,000"')
    finding = the_one(findings(project), "total-differs")
    assert finding["severity"] == "error"
    assert "£12,248 more" in finding["sentence"]


def test_the_total_of_one_theme_is_checked_against_that_theme(project):
    add_total(project, "Offenders", "£617,791", 'theme = "Offenders"')
    add_total(project, "Communities", "£350,599", 'theme = "Communities"')
    table = findings(project)
    assert figures(the_one(table, "total-agrees")) == (617_791, 617_791, 0)
    communities = of(table, "total-differs").iloc[-1]
    assert figures(communities) == (350_600, 350_599, 1)
    assert len(communities["rows"].split("; ")) == 11


def test_two_totals_that_imply_different_amounts_imply_none(project):
    add_total(project, "Victims", "£353,856", 'theme = "Victims"')
    awards = gd.load_awards("2017-18", project=project)
    assert "implied" not in set(awards["award_status"])


def test_two_totals_that_imply_the_same_amount_imply_it_once(project):
    add_total(project, "Victims", "£353,857", 'theme = "Victims"')
    awards = gd.load_awards("2017-18", project=project)
    assert awards["award_pence"].sum() == 228_350_800


# ---- budgets --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "code", "severity", "verdict"),
    [
        ("£1.2m", "budget-exceeded", "error", "more than the rounded budget of “£1.2m”. No explanation is on file."),
        ("£1.5m", "budget-partly-allocated", "note", "less than the rounded budget of “£1.5m”."),
        ("£1,322k", "budget-agrees", "agrees", "which fits the rounded budget of “£1,322k”."),
    ],
)
def test_a_sum_outside_the_rounding_is_told(project, replace_text, budget, code, severity, verdict):
    replace_text(PAPER, 'budget_printed = "£1.3m"', f'budget_printed = "{budget}"')
    finding = the_one(findings(project), code, "Crime and disorder reduction")
    assert finding["severity"] == severity
    assert verdict in finding["sentence"]


@pytest.mark.parametrize("printed", ["£1,312,248", "£1.31m"])
def test_no_total_is_said_to_agree_while_an_amount_under_it_is_missing(project, replace_text, printed):
    """24 of the 25 amounts are printed and come to £1,312,248, which is as much, or could be."""
    replace_text("2017-18/paper.toml", 'printed = "£1,322,248"', f'printed = "{printed}"')
    table = findings(project)
    assert "total-agrees" not in set(table["code"])
    finding = the_one(table, "total-differs")
    assert finding["severity"] == "error"
    assert "No amount can be read for Appropriate Adults" in finding["sentence"]


def test_a_sum_that_is_its_budget_to_the_penny_agrees(project, replace_text):
    replace_text(PAPER, 'budget_printed = "£1m"', 'budget_printed = "£961,260"')
    finding = the_one(findings(project), "budget-to-the-penny", "Victims' services")
    assert (finding["severity"], finding["difference_gbp"]) == ("agrees", 0)
    assert finding["sentence"] == ("Awards for Victims' services are £961,260, the budget of “£961,260” to the penny.")


def test_budgets_that_do_not_add_up_are_a_warning(project, replace_text):
    replace_text(PAPER, 'printed = "£2.3m"', 'printed = "£2.5m"')
    finding = the_one(findings(project), "budgets-differ")
    assert (finding["severity"], finding["difference_gbp"]) == ("warning", -200_000)


# ---- the record -----------------------------------------------------------------------------------------------------


def test_an_unknown_provider_is_told_with_its_money(project, set_cell):
    set_cell(VICTIMS_TABLE, 11, "Provider", "Family Acton")
    finding = the_one(findings(project), "provider-unknown")
    assert (finding["scope"], finding["severity"], finding["ours_gbp"]) == ("Family Acton", "warning", 29_065)
    assert finding["rows"] == "victims-services.csv row 11"


def test_an_award_typed_twice_is_told(project):
    path = project / "data" / "raw" / VICTIMS_TABLE
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines()[-1] + "\n", encoding="utf-8")
    finding = the_one(findings(project), "duplicate-award")
    assert finding["severity"] == "warning"
    assert finding["rows"] == "victims-services.csv row 11; victims-services.csv row 12"
    assert "£58,130 in all. If it is one award" in finding["sentence"]


def test_boards_of_one_provider_with_equal_amounts_are_no_duplicates():
    assert of(findings(), "duplicate-award").empty


def test_a_negative_award_is_told(project, set_cell):
    set_cell(VICTIMS_TABLE, 5, "Award", "(2,000)")
    finding = the_one(findings(project), "negative-award")
    assert finding["ours_gbp"] == -2_000
    assert "−£2,000" in finding["sentence"]


@pytest.mark.parametrize(
    ("date", "wrong"),
    [("16th December 2016", False), ("12th May 2017", True), ("11th May 2017", True), ("1st January 2015", True)],
)
def test_a_source_must_not_be_later_than_its_paper_nor_belie_its_address(project, replace_text, date, wrong):
    replace_text(PAPER, 'date_printed = "16th December 2017"', f'date_printed = "{date}"')
    assert len(of(findings(project), "source-year")) == int(wrong)


def test_a_source_dated_before_its_paper_without_an_address_is_right(project, replace_text):
    replace_text(PAPER, 'date_printed = "16th December 2017"', 'date_printed = "11th May 2017"')
    paper = project / "data" / "raw" / PAPER
    text = paper.read_text(encoding="utf-8")
    start = text.index("addresses = [")
    paper.write_text(text[:start] + "addresses = []" + text[text.index("]", start) + 1 :], encoding="utf-8")
    assert of(findings(project), "source-year").empty


# ---- Editing a paper ------------------------------------------------------------------------------------


def drop_corrections(project):
    """Without the corrections the row is as printed, so its provider cell is filled in here."""
    paper = project / "data" / "raw" / PAPER
    text = paper.read_text(encoding="utf-8")
    before, _, after = text.partition("[[award_tables.corrections]]")
    paper.write_text(before + after[after.index("[[printed_totals]]") :], encoding="utf-8")


def add_total(project, label, printed, part):
    paper = project / "data" / "raw" / PAPER
    lines = ["", "[[printed_totals]]", f'label = "{label}"', f'printed = "{printed}"', part]
    lines.append('file = "crime-and-disorder-reduction.csv"')
    paper.write_text(paper.read_text(encoding="utf-8") + "\n".join(lines) + "\n", encoding="utf-8")


ADULTS = "Appropriate Adults Out of Hours Custody Provision"


COORDINATION = "Countywide co-ordination of high risk partnership issues"


AGREES, PENNY = "budget-agrees", "budget-to-the-penny"


PARTLY, EXCEEDED = "budget-partly-allocated", "budget-exceeded"


ROW_7 = f"{FILE} row 7"


EVERY_ROW = "; ".join(f"{FILE} row {row}" for row in range(2, 27))


TOTAL = "Total Awards, Appendix 1, last row"


def test_a_total_agrees_where_every_amount_under_it_is_printed() -> None:
    assert only("total-agrees", paid({AN_ADULTS: 10_000_00})) == [
        "agrees", TOTAL, CDR, 1_322_248, 1_322_248, 0, 0, "",
        "The amounts under “Total Awards” add up to £1,322,248, the total that the paper prints.",
    ]  # fmt: skip


def test_a_rounded_total_agrees_with_any_sum_that_it_stands_for() -> None:
    """£1.32m stands for £1.315m to £1.325m."""
    assert only("total-agrees", paid({AN_ADULTS: 10_000_00}), with_total(printed="£1.32m")) == [
        "agrees", TOTAL, CDR, 1_322_248, 1_320_000, 2_248, 0, "",
        "The amounts under “Total Awards” add up to £1,322,248, which fits the rounded total of “£1.32m”.",
    ]  # fmt: skip


@pytest.mark.parametrize(("amount", "way"), [(10_001_00, "more"), (9_999_00, "less")])
def test_a_total_that_differs_is_told_with_every_row_under_it(amount: int, way: str) -> None:
    sum_gbp = 1_322_247 if way == "less" else 1_322_249
    assert only("total-differs", paid({AN_ADULTS: amount})) == [
        "error", TOTAL, CDR, sum_gbp, 1_322_248, sum_gbp - 1_322_248, 0, EVERY_ROW,
        f"The amounts under “Total Awards” add up to £{sum_gbp:,}, £1 {way} than the printed total of £1,322,248.",
    ]  # fmt: skip


def test_several_amounts_that_cannot_be_read_are_named() -> None:
    assert only("total-differs", paid({AN_ADULTS: None, AN_COORDINATION: None})) == [
        "warning", TOTAL, CDR, 1_282_248, 1_322_248, -40_000, 0, f"{ROW_7}; {FILE} row 8",
        "The amounts that can be read under “Total Awards” add up to £1,282,248, £40,000 less than the printed "
        f"total of £1,322,248. No amount can be read for {ADULTS}; {COORDINATION}.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "difference", "told_as"),
    [
        ("£1,300,000", 12_248, "£12,248 more than the printed total of £1,300,000."),
        ("£1.31m", 2_248, "£2,248 more than the printed total of £1,310,000."),
        ("£1,312,247.99", 0.01, "£0.01 more than the printed total of £1,312,247.99."),
        ("£1,312,248", 0, "as much as the printed total of £1,312,248."),
    ],
)
def test_as_much_as_the_total_is_not_explained_by_an_amount_that_is_missing(
    printed: str, difference: float, told_as: str
) -> None:
    assert only("total-differs", awards_of_2017(), with_total(printed=printed)) == [
        "error", TOTAL, CDR, 1_312_248, 1_312_248 - difference, difference, 0, EVERY_ROW,
        f"The amounts that can be read under “Total Awards” add up to £1,312,248, {told_as} "
        f"No amount can be read for {ADULTS}.",
    ]  # fmt: skip


def test_a_total_of_a_part_is_named_by_its_file_and_confirms_no_table() -> None:
    totals = [
        total_of("Offenders", "£617,791", theme="Offenders"),
        total_of("Agreements", "£574,195", VICTIMS, arrangement="Grant agreement"),
    ]
    rows = told(awards_of_2017(), changed(printed_totals=totals))[:4]
    assert rows == [
        ["total-agrees", "agrees", f"Offenders, {FILE}", CDR, 617_791, 617_791, 0, 0, "",
         "The amounts under “Offenders” add up to £617,791, the total that the paper prints."],
        ["total-agrees", "agrees", f"Agreements, {VICTIMS}", VS, 574_195, 574_195, 0, 0, "",
         "The amounts under “Agreements” add up to £574,195, the total that the paper prints."],
        ["no-printed-total", "note", VS, VS, 961_260, None, None, 0, "",
         "The paper prints no total for some awards from Victims' services to set beside our sum."],
        ["no-printed-total", "note", CDR, CDR, 1_322_248, None, None, 0, "",
         "The paper prints no total for some awards from Crime and disorder reduction to set beside our sum."],
    ]  # fmt: skip


def test_the_total_of_the_first_table_comes_first_and_the_other_is_still_told() -> None:
    totals = [total_of("Victims", "£961,260", VICTIMS, place="page 2"), *paper_of_2017().printed_totals]
    rows = told(awards_of_2017(), changed(printed_totals=totals))
    assert [row[:4] for row in rows[:3]] == [
        ["total-agrees", "agrees", "Victims, page 2", VS],
        ["total-differs", "warning", TOTAL, CDR],
        ["amount-implied", "warning", ADULTS, CDR],
    ]


def test_a_stream_without_a_budget_that_has_awards_says_only_the_one() -> None:
    assert only("budget-not-stated", awards_of_2017(), with_streams(VS="", YF="£1", CRS="£1")) == [
        "note", VS, VS, None, None, None, 0, "", "The paper states no budget for Victims' services.",
    ]  # fmt: skip


def test_an_overall_budget_that_is_not_stated_is_set_beside_nothing() -> None:
    paper = changed(overall_budget=paper_of_2017().overall_budget.model_copy(update={"printed": ""}))
    rows = told(awards_of_2017(), paper)
    assert [row[:3] for row in rows[5:10]] == [
        [AGREES, "agrees", VS], [PENNY, "note", VS], [AGREES, "agrees", CDR], [PENNY, "note", CDR],
        ["provider-blank", "note", "Emerging Initiatives"],
    ]  # fmt: skip


def test_the_awards_of_a_stream_inside_the_budget_that_states_none_are_awards_all_the_same() -> None:
    """Its budget is not known, so the streams' budgets are not added up."""
    paper = with_streams(VS="")
    codes = [row[0] for row in told(awards_of_2017(), paper)]
    assert not {"budgets-differ", "budgets-add-up"} & {*codes} and "budget-not-stated" in codes
    assert only(AGREES, awards_of_2017(), paper, ALL) == [
        "agrees", ALL, "", 2_283_508, 2_300_000, -16_492, 10_000, "",
        "All awards come to £2,283,508 (including £10,000 implied), which fits the rounded budget of “£2.3m”.",
    ]  # fmt: skip


def test_a_stream_outside_the_budget_counts_in_neither_sum() -> None:
    streams = [
        stream.model_copy(update={"in_overall_budget": stream.code == "VS"}) for stream in paper_of_2017().streams
    ]
    rows = told(awards_of_2017(), changed(streams=streams))
    assert [row[2:6] for row in rows if row[0] in (AGREES, PARTLY, "budgets-differ")] == [
        [VS, VS, 961_260, 1_000_000], [ALL, "", 1_000_000, 2_300_000], [ALL, "", 961_260, 2_300_000],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("budget", "says"),
    [
        ("£2.3m", "The stream's budget is the overall budget of “£2.3m”."),
        ("£2,290,000", "The stream's budget, rounded, is the overall budget of “£2.3m”."),
        ("£1m", "The stream's budget is not the overall budget of “£2.3m”."),
    ],
)
def test_one_stream_s_budget_is_the_overall_one_or_not(budget: str, says: str) -> None:
    streams = [
        stream.model_copy(update={"in_overall_budget": stream.code == "VS", "budget_printed": budget})
        for stream in paper_of_2017().streams
    ]
    rows = told(awards_of_2017(), changed(streams=streams))
    assert [row[-1] for row in rows if row[0] in ("budgets-add-up", "budgets-differ")] == [says]


def test_awards_above_a_budget_are_an_error() -> None:
    paper = with_streams(VS="£0.9m")
    assert only(EXCEEDED, awards_of_2017(), paper, VS) == [
        "error", VS, VS, 961_260, 900_000, 61_260, 0, "",
        "Awards for Victims' services come to £961,260, more than the rounded budget of “£0.9m”. No explanation is on "
        "file.",
    ]  # fmt: skip
    assert only(PENNY, awards_of_2017(), paper, VS) == [
        "note", VS, VS, 961_260, 900_000, 61_260, 0, "",
        "Awards for Victims' services are £961,260, not “£0.9m” to the penny, since the printed budget is rounded.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("hub", "code", "severity", "sentence"),
    [
        (479_739_99, PARTLY, "note", "£994,999.99, less than the rounded budget of “£1.00m”."),
        (479_740_00, AGREES, "agrees", "£995,000, which fits the rounded budget of “£1.00m”."),
        (484_740_00, AGREES, "agrees", "£1,000,000, which is the budget of “£1.00m”."),
        (489_740_00, AGREES, "agrees", "£1,005,000, which fits the rounded budget of “£1.00m”."),
        (489_740_01, EXCEEDED, "error", "£1,005,000.01, more than the rounded budget of “£1.00m”."),
    ],
)
def test_what_a_budget_can_stand_for_begins_and_ends_to_the_penny(
    hub: int, code: str, severity: str, sentence: str
) -> None:
    """The nine awards below the first come to £515,260: with £479,740 to £995,000, with £489,740 to £1,005,000."""
    row = only(code, paid({0: hub}), with_streams(VS="£1.00m"), VS)
    assert row[0] == severity
    assert f"Awards for Victims' services come to {sentence}" in row[-1]


@pytest.mark.parametrize(("budget", "severity"), [("£961,260", "agrees"), ("£961,260.00", "agrees")])
def test_awards_that_are_the_budget_to_the_penny_agree(budget: str, severity: str) -> None:
    assert only(PENNY, awards_of_2017(), with_streams(VS=budget), VS) == [
        severity, VS, VS, 961_260, 961_260, 0, 0, "",
        f"Awards for Victims' services are £961,260, the budget of “{budget}” to the penny.",
    ]  # fmt: skip


def test_a_budget_without_a_penny_to_give_is_told_with_nought() -> None:
    assert only(EXCEEDED, awards_of_2017(), with_streams(VS="£0"), VS)[-1] == (
        "Awards for Victims' services come to £961,260, more than the budget of “£0”. No explanation is on file."
    )
    assert only(PENNY, awards_of_2017(), with_streams(VS="£0.00"), VS)[-1] == (
        "Awards for Victims' services are £961,260, £961,260 more than the budget of “£0.00”."
    )


def misprinted(printed: str, difference: str) -> Paper:
    """The total of the seven awards for offenders (£617,791), declared to be misprinted."""
    declared = Misprint(difference=difference, reason="Rounded parts were added up.", status="confirmed by the office")
    total = total_of("Offenders", printed, theme="Offenders").model_copy(update={"misprint": declared})
    return changed(printed_totals=[total])


def test_a_known_misprint_is_no_error() -> None:
    scope = f"Offenders, {FILE}"
    assert only("total-misprinted", awards_of_2017(), misprinted("£617,792", "-£1")) == [
        "warning", scope, CDR, 617_791, 617_792, -1, 0, "",
        "The amounts under “Offenders” add up to £617,791, £1 less than the printed total of £617,792. The reason on "
        "file: Rounded parts were added up. Status: confirmed by the office.",
    ]  # fmt: skip


@pytest.mark.parametrize(("printed", "difference"), [("£617,792", "£1"), ("£617,793", "-£1"), ("£617,790", "-£1")])
def test_only_the_difference_that_is_declared_is_known(printed: str, difference: str) -> None:
    severity, *_, sentence = only("total-differs", awards_of_2017(), misprinted(printed, difference))
    assert severity == "error"
    assert sentence.endswith(f"The misprint that paper.toml declares is another one: “{difference}”.")


def test_a_misprint_that_is_not_there_is_said_to_be_out_of_date() -> None:
    severity, *_, sentence = only("total-agrees", awards_of_2017(), misprinted("£617,791", "-£1"))
    assert severity == "agrees"
    assert sentence.endswith("The misprint that paper.toml declares for this total is not there: remove the entry.")


def test_a_misprint_explains_nothing_while_an_amount_is_missing() -> None:
    misprint = Misprint(difference="-£1", reason="x", status="y")
    total = total_of("Total", "£1,312,249").model_copy(update={"misprint": misprint})
    less = awards_of_2017(include_implied=False)
    assert only("total-differs", less, changed(printed_totals=[total]))[0] == "warning"


def test_a_planned_over_allocation_is_no_error() -> None:
    plan = OverAllocation(reason="Some awards are never taken up.", status="agreed by the board")
    paper = with_streams(VS="£0.9m")
    streams = [stream.model_copy(update={"planned_over_allocation": plan}) for stream in paper.streams]
    paper = paper.model_copy(update={"streams": streams})
    assert only("budget-over-allocated", awards_of_2017(), paper, VS) == [
        "warning", VS, VS, 961_260, 900_000, 61_260, 0, "",
        "Awards for Victims' services come to £961,260, more than the rounded budget of “£0.9m”. The paper plans this: "
        "Some awards are never taken up. Status: agreed by the board.",
    ]  # fmt: skip
    assert only(AGREES, awards_of_2017(), paper, CDR)[0] == "agrees"
    assert only(AGREES, awards_of_2017(), paper, CDR)[-1].endswith(
        "The over-allocation that paper.toml declares is not there: remove the entry."
    )


def test_budgets_of_other_paragraphs_say_nothing_about_the_precision() -> None:
    streams = [stream.model_copy(update={"paragraph": f"{at}.1"}) for at, stream in enumerate(paper_of_2017().streams)]
    above = paid({0: 584_000_00})  # 961,260 − 446,000 + 584,000 = 1,099,260: “£1m” alone stands for £0.9m to £1.1m
    assert only(AGREES, above, changed(streams=streams), VS)[0] == "agrees"
    assert only(EXCEEDED, paid({0: 585_000_00}), changed(streams=streams), VS)[0] == "error"
    assert only(EXCEEDED, above, None, VS)[0] == "error"


def test_a_budget_cannot_confirm_an_amount_that_was_worked_out_from_the_same_figure() -> None:
    """The printed total of £1,322,248 implies £10,000; a budget of the same figure is no second witness."""
    paper = with_streams(CDR="£1,322,248")
    assert only("budget-not-checked", awards_of_2017(), paper) == [
        "note", CDR, CDR, 1_322_248, 1_322_248, 0, 10_000, "",
        "Awards for Crime and disorder reduction come to £1,322,248 (including £10,000 implied). The budget of "
        "“£1,322,248” cannot confirm that, since the implied amount was worked out from the same figure.",
    ]  # fmt: skip
    assert [row[2] for row in told(awards_of_2017(), paper) if row[0] in (AGREES, PENNY)] == [VS, VS, ALL, ALL]
    printed = paid({AN_ADULTS: 10_000_00})
    assert only(PENNY, printed, paper, CDR)[0] == "agrees"
