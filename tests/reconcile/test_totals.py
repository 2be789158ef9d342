"""Findings on the real paper, worked out by hand, and on papers that have gone wrong in one place."""

import pandas as pd
import pytest

import grantsdata as gd

pytestmark = pytest.mark.smoke

VICTIMS = "2017-18/victims-services.csv"
CRIME = "2017-18/crime-and-disorder-reduction.csv"
PAPER = "2017-18/paper.toml"


def findings(project=None, **options):
    return gd.load_findings("2017-18", project=project, **options)


def of(table, code, scope=None):
    chosen = table[table["code"] == code]
    return chosen if scope is None else chosen[chosen["scope"] == scope]


def only(table, code, scope=None):
    chosen = of(table, code, scope)
    assert len(chosen) == 1
    return chosen.iloc[0]


def figures(finding):
    return finding["ours_gbp"], finding["printed_gbp"], finding["difference_gbp"]


# ---- the real paper -------------------------------------------------------------------------------------------------


def test_the_printed_total_is_ten_thousand_more_than_the_amounts_that_can_be_read():
    finding = only(findings(), "total-differs")
    assert figures(finding) == (1_312_248, 1_322_248, -10_000)
    assert finding["severity"] == "warning"
    assert finding["rows"] == "crime-and-disorder-reduction.csv row 7"
    assert "£10,000 less" in finding["sentence"]
    assert "Appropriate Adults Out of Hours Custody Provision" in finding["sentence"]


def test_the_implied_amount_is_said_to_be_implied():
    finding = only(findings(), "amount-implied")
    assert finding["ours_gbp"] == finding["implied_gbp"] == 10_000
    assert finding["scope"] == "Appropriate Adults Out of Hours Custody Provision"
    assert "does not print it" in finding["sentence"]


def test_without_the_implied_amount_the_award_is_not_stated():
    table = findings(include_implied=False)
    assert of(table, "amount-implied").empty
    assert only(table, "amount-not-stated")["scope"] == "Appropriate Adults Out of Hours Custody Provision"
    assert (table["implied_gbp"] == 0).all()
    assert not table["sentence"].str.contains("implied").any()
    assert figures(only(table, "total-differs")) == (1_312_248, 1_322_248, -10_000)


def test_victims_services_has_no_printed_total():
    finding = only(findings(), "no-printed-total")
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
    rounded = only(findings(), "budget-agrees", scope)
    exact = only(findings(), "budget-to-the-penny", scope)
    assert rounded["severity"] == "agrees"
    assert exact["severity"] == "note"
    assert figures(rounded) == figures(exact) == (ours, printed, difference)


def test_the_range_of_a_rounded_budget_is_told():
    sentence = only(findings(), "budget-agrees", "Crime and disorder reduction")["sentence"]
    assert "£1,250,000 to £1,350,000" in sentence


def test_sums_with_the_implied_amount_say_so():
    table = findings()
    for code in ("budget-agrees", "budget-to-the-penny"):
        for scope in ("Crime and disorder reduction", "Budget for grants"):
            assert only(table, code, scope)["implied_gbp"] == 10_000
            assert "£10,000 of it implied" in only(table, code, scope)["sentence"]
        assert only(table, code, "Victims' services")["implied_gbp"] == 0


def test_the_streams_budgets_add_up_to_the_overall_budget():
    assert figures(only(findings(), "budgets-add-up")) == (2_300_000, 2_300_000, 0)


def test_the_funds_without_a_stated_budget_are_named():
    assert list(of(findings(), "budget-not-stated")["scope"]) == ["Youth Fund", "Casualty Reduction and Support Fund"]


def test_the_one_award_without_a_provider_is_told():
    finding = only(findings(), "provider-blank")
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
    sentence = only(findings(), "source-year")["sentence"]
    assert "16th December 2017" in sentence
    assert "2016" in sentence.replace("2016-20", "")


def test_nothing_in_the_real_paper_is_without_an_explanation():
    assert "error" not in set(findings()["severity"])


# ---- totals ---------------------------------------------------------------------------------------------------------


def test_a_mistyped_amount_under_a_printed_total_is_an_error(project, set_cell):
    set_cell(CRIME, 7, "Funding £", "10,000")
    set_cell(CRIME, 2, "Funding £", "150,001")
    drop_corrections(project)
    finding = only(findings(project), "total-differs")
    assert finding["severity"] == "error"
    assert figures(finding) == (1_322_249, 1_322_248, 1)
    assert len(finding["rows"].split("; ")) == 25


def test_amounts_that_make_the_printed_total_agree(project, set_cell):
    set_cell(CRIME, 7, "Funding £", "10,000")
    drop_corrections(project)
    finding = only(findings(project), "total-agrees")
    assert finding["severity"] == "agrees"
    assert figures(finding) == (1_322_248, 1_322_248, 0)


def test_two_missing_amounts_imply_nothing(project, set_cell):
    set_cell(CRIME, 8, "Funding £", "TBC")
    awards = gd.load_awards("2017-18", project=project)
    assert list(awards.loc[awards["award_status"] == "not stated", "source_row"]) == [7, 8]
    assert "implied" not in set(awards["award_status"])
    assert len(of(findings(project), "amount-not-stated")) == 2


def test_a_missing_amount_in_a_table_without_a_printed_total_implies_nothing(project, set_cell):
    set_cell(VICTIMS, 2, "Award", "TBC")
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
    finding = only(findings(project), "total-differs")
    assert finding["severity"] == "error"
    assert "£12,248 more" in finding["sentence"]


def test_the_total_of_one_theme_is_checked_against_that_theme(project):
    add_total(project, "Offenders", "£617,791", 'theme = "Offenders"')
    add_total(project, "Communities", "£350,599", 'theme = "Communities"')
    table = findings(project)
    assert figures(only(table, "total-agrees")) == (617_791, 617_791, 0)
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
    ("budget", "code", "severity", "place"),
    [
        ("£1.2m", "budget-exceeded", "error", "above"),
        ("£1.5m", "budget-partly-allocated", "note", "below"),
        ("£1,322k", "budget-agrees", "agrees", "inside"),
    ],
)
def test_a_sum_outside_the_rounding_is_told(project, replace_text, budget, code, severity, place):
    replace_text(PAPER, 'budget_printed = "£1.3m"', f'budget_printed = "{budget}"')
    finding = only(findings(project), code, "Crime and disorder reduction")
    assert finding["severity"] == severity
    assert f" {place} " in finding["sentence"]


@pytest.mark.parametrize("printed", ["£1,312,248", "£1.31m"])
def test_no_total_is_said_to_agree_while_an_amount_under_it_is_missing(project, replace_text, printed):
    """24 of the 25 amounts are printed and come to £1,312,248, which is as much, or could be."""
    replace_text("2017-18/paper.toml", 'printed = "£1,322,248"', f'printed = "{printed}"')
    table = findings(project)
    assert "total-agrees" not in set(table["code"])
    finding = only(table, "total-differs")
    assert finding["severity"] == "error"
    assert "1 amount under this total cannot be read: Appropriate Adults" in finding["sentence"]


def test_a_sum_that_is_its_budget_to_the_penny_agrees(project, replace_text):
    replace_text(PAPER, 'budget_printed = "£1m"', 'budget_printed = "£961,260"')
    finding = only(findings(project), "budget-to-the-penny", "Victims' services")
    assert (finding["severity"], finding["difference_gbp"]) == ("agrees", 0)
    assert "exactly" in finding["sentence"]


def test_budgets_that_do_not_add_up_are_a_warning(project, replace_text):
    replace_text(PAPER, 'printed = "£2.3m"', 'printed = "£2.5m"')
    finding = only(findings(project), "budgets-differ")
    assert (finding["severity"], finding["difference_gbp"]) == ("warning", -200_000)


# ---- the record -----------------------------------------------------------------------------------------------------


def test_an_unknown_provider_is_told_with_its_money(project, set_cell):
    set_cell(VICTIMS, 11, "Provider", "Family Acton")
    finding = only(findings(project), "provider-unknown")
    assert (finding["scope"], finding["severity"], finding["ours_gbp"]) == ("Family Acton", "warning", 29_065)
    assert finding["rows"] == "victims-services.csv row 11"


def test_an_award_typed_twice_is_told(project):
    path = project / "data" / "raw" / VICTIMS
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines()[-1] + "\n", encoding="utf-8")
    finding = only(findings(project), "duplicate-award")
    assert finding["severity"] == "warning"
    assert finding["rows"] == "victims-services.csv row 11; victims-services.csv row 12"
    assert "£29,065 is counted too often" in finding["sentence"]


def test_boards_of_one_provider_with_equal_amounts_are_no_duplicates():
    assert of(findings(), "duplicate-award").empty


def test_a_negative_award_is_told(project, set_cell):
    set_cell(VICTIMS, 5, "Award", "(2,000)")
    finding = only(findings(project), "negative-award")
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
