"""The chart of the money by what is reported of it, read back: bars, words, and no chart without an amount."""

from pathlib import Path

from matplotlib.colors import to_hex
from support.measures import NONE, OTHERS, by_measure_of_2017, of_next_year
from support.reporting import (
    CRIME,
    VICTIMS,
    add_year,
)

from grantsdata.report import charts
from grantsdata.report.narrative import outcomes as narrative


def test_the_chart_has_a_bar_for_each_stream_and_kind() -> None:
    ax = charts.money_by_measure(by_measure_of_2017()).axes
    labels = [label.get_text() for label in ax.get_yticklabels()]
    kinds = ["A measure for this period", "A measure for other periods only", "No measure"]
    assert [labels[0], labels[1], labels[3], labels[4], labels[7]] == [VICTIMS, kinds[0], kinds[2], CRIME, kinds[2]]
    widths = [round(bar.get_width()) for bar in ax.patches]
    assert widths == [446_000, 515_260, 150_000, 1_162_248, 10_000]
    assert [bar.get_hatch() for bar in ax.patches] == [None] * 4 + ["////"]
    assert ax.patches[4].get_x() == 1_162_248
    assert [text.get_text() for text in ax.texts] == [
        "no award", "£446,000, 1 award", "£515,260, 9 awards", "no award", "£150,000, 1 award",
        "£1,172,248 (£10,000 implied), 24 awards",
    ]  # fmt: skip
    colours = [to_hex(bar.get_facecolor()) for bar in ax.patches[:4]]
    assert colours == ["#12436d", "#12436d", "#1f8078", "#1f8078"], "a colour is a stream"
    assert ax.get_xlim()[0] == 0


def test_the_chart_s_words_say_what_it_shows() -> None:
    words = charts.money_by_measure(by_measure_of_2017())
    assert words.title == (
        "£1,687,508 (£10,000 implied), 73.9% of the money inside the overall budget, has no measure for any period"
    )
    assert f"{VICTIMS}, {OTHERS} £446,000; {VICTIMS}, {NONE} £515,260" in words.alt
    assert charts.money_by_measure(by_measure_of_2017(include_implied=False)).bars.legend() == []


def test_without_any_amount_there_is_no_chart(project: Path) -> None:
    add_year(project, [("OUT", "Football", "Fenland District Council", "£5")])
    _, by_measure = of_next_year(project, "year")
    assert charts.money_by_measure(by_measure).alt == ""
    assert charts.money_by_measure(by_measure).axes is None
    assert narrative.outcomes_verdict(by_measure) == "No award is made from a stream inside the overall budget."
