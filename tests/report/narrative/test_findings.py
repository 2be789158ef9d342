"""The sentences of findings keep their text, and each figure in them says where it comes from."""

import pytest
from support.findings import EMERGING, paid, with_streams
from support.reporting import awards_of_2017, paper_of_2017

from grantsdata.model.paper import Paper
from grantsdata.reconcile.findings import Finding, findings_table
from grantsdata.reconcile.load import reconcile
from grantsdata.report.narrative.findings import sentences
from grantsdata.report.traced import Figure, Sentence


def expressions(sentence: Sentence) -> list[tuple[str, str]]:
    return [(str(part), part.expression) for part in sentence.parts if isinstance(part, Figure)]


def table_of(awards=None, paper: Paper | None = None):
    awards = awards_of_2017() if awards is None else awards
    return findings_table(reconcile(awards, paper or paper_of_2017()))


def of(code: str, **changed) -> list[tuple[str, str]]:
    (sentence,) = sentences(table_of(**changed), code)
    return expressions(sentence)


def test_the_text_is_that_of_the_finding():
    table = table_of()
    assert sentences(table) == table["sentence"].tolist()
    assert len(sentences(table, "budget-agrees", "amount-implied")) == 4


def test_what_two_findings_say_alike_is_said_once():
    nothing, other = "The paper prints no total for the Fund.", "The paper prints no total for the Trust."
    rows = [Finding("no-printed-total", "note", "Fund", nothing, pence) for pence in (100, 250)]
    table = findings_table([*rows, Finding("no-printed-total", "note", "Trust", other, 300), rows[0]])
    assert len(table) == 4
    assert sentences(table) == [nothing, other]


def test_every_figure_of_the_paper_s_findings_is_traced():
    for sentence in sentences(table_of()):
        plain = [part for part in sentence.parts if not isinstance(part, Figure)]
        assert not [part for part in plain if any(map(str.isdigit, part))]


def test_a_finding_s_own_amounts_are_traced_to_it():
    total = "'total-differs', 'Total Awards, Appendix 1, last row'"
    assert of("total-differs") == [
        ("£1,312,248", f"finding({total}, 'ours_gbp')"),
        ("£10,000", f"minus(finding({total}, 'printed_gbp'), finding({total}, 'ours_gbp'))"),
        ("£1,322,248", f"finding({total}, 'printed_gbp')"),
    ]


def test_an_implied_part_is_not_taken_for_a_difference_of_the_same_amount():
    row = Finding("x", "note", "S", "S: £30 (including £10 implied), £10 more than £20.", 30_00, 20_00, implied=10_00)
    (sentence,) = sentences(findings_table([row]))
    assert expressions(sentence) == [
        ("£30", "finding('x', 'S', 'ours_gbp')"),
        ("£10", "finding('x', 'S', 'implied_gbp')"),
        ("£10", "finding('x', 'S', 'difference_gbp')"),
        ("£20", "finding('x', 'S', 'printed_gbp')"),
    ]


def test_two_amounts_that_are_equal_are_traced_in_their_order():
    row = Finding("x", "error", "S", "S: £30, as much as the total of £30.", 30_00, 30_00)
    (sentence,) = sentences(findings_table([row]))
    assert expressions(sentence) == [
        ("£30", "finding('x', 'S', 'ours_gbp')"),
        ("£30", "finding('x', 'S', 'printed_gbp')"),
    ]


def test_a_budget_is_that_of_the_stream_that_the_finding_is_about():
    awards = [("£961,260", "finding('budget-exceeded', \"Victims' services\", 'ours_gbp')")]
    assert of("budget-exceeded", paper=with_streams(VS="£0.9m")) == [*awards, ("£0.9m", 'budget("Victims\' services")')]
    assert of("budgets-add-up") == [("£2.3m", "budget('')")]


def test_years_and_dates_are_traced_to_what_is_printed():
    assert [text for text, _ in of("source-year")] == [
        "Commissioning and Grants Strategy 2016-20", "16th December 2017", "2016",
    ]  # fmt: skip


def test_an_amount_that_is_not_the_finding_s_own_is_left_untraced():
    row = Finding("x", "note", "Lot 7", "Lot 7 has £50, £5 or £500 and 50%.", 5_00)
    (sentence,) = sentences(findings_table([row]))
    assert expressions(sentence) == [
        ("Lot 7", "printed('Lot 7')"), ("£5", "finding('x', 'Lot 7', 'ours_gbp')"), ("50%", "printed('50%')")
    ]  # fmt: skip


@pytest.mark.parametrize(("pence", "text"), [(15_000_00, "£15,000"), (-2_50, "−£2.50")])
def test_the_amount_of_an_award_without_a_provider_is_its_own(pence: int, text: str):
    expected = [(text, "sum(stream='Crime and disorder reduction', source_row=[26])")]
    assert of("provider-blank", awards=paid({EMERGING: pence})) == expected


def test_the_money_of_an_unknown_provider_is_that_of_all_its_awards():
    awards = awards_of_2017()
    awards.loc[[9, 23], ["provider", "provider_type"]] = ["Family Acton", "not in the register"]
    assert of("provider-unknown", awards=awards) == [
        ("£54,856", "sum(provider='Family Acton', provider_type='not in the register')")
    ]
