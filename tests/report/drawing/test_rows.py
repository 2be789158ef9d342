"""What a chart of bars says before it is drawn: parts, names, legend."""

import pytest

from grantsdata.report.drawing.rows import Bars, Panel, Part, Row, amount_parts, amount_text, one_panel


def test_the_parts_of_a_bar_follow_each_other_from_nought() -> None:
    row = Row("Councils", "£100", amount_parts(100.0, 40.0, 2))
    assert [(start, part.size, part.look) for start, part in row.placed()] == [(0, 60, "solid"), (60, 40, "hatched")]
    assert row.size == 100
    assert amount_parts(0.0) == ()
    assert [part.look for part in amount_parts(40.0, 40.0)] == ["hatched"]


def test_a_bar_is_named_in_full_where_its_label_is_short() -> None:
    assert Row("Police,\nbudget £1m", "£5", name="Police").said == "Police: £5"
    assert Row("Own\nforce", "£5").said == "Own force: £5"
    assert Row("Heading", is_heading=True).said == "Heading"


@pytest.mark.parametrize(
    ("pounds", "implied", "text"),
    [(100, 0, "£100"), (100, 40, "£100 (£40 implied)"), (100, 100, "£100 (implied)"), (0.5, 0, "£0.50")],
)
def test_an_amount_names_its_implied_part(pounds: float, implied: float, text: str) -> None:
    assert amount_text(pounds, implied) == text


def test_the_legend_names_each_look_once_in_the_order_of_the_bars() -> None:
    rows = [
        Row("One", parts=(Part(1, "there"), Part(2, "missing", "empty"))),
        Row("Two", parts=(Part(1, "there"), Part(0, "nowhere", "pale")), span=(1, 2), span_means="about"),
    ]
    assert one_panel(rows).legend() == [("there", "solid", 0), ("missing", "empty", 0), ("about", "span", 0)]
    assert Bars((Panel((Row("One", parts=(Part(1),)),)), Panel(()))).legend() == []
