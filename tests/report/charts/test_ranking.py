"""Awards from the largest to the smallest: shares worked out by hand, bars and points read back, words."""

import io
import re
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from support.cases import first
from support.reporting import APPROPRIATE_ADULTS, THE_35_AWARDS, add_year, awards_of_2017

from grantsdata import summaries
from grantsdata.awards.load import load_awards
from grantsdata.report import charts
from grantsdata.report.charts import Chart
from grantsdata.report.picture import STYLE

COUNCIL, FAMILY = "Cambridge City Council", "Family Action"
LARGEST = "Victim and Witness Hub Initial Referral provision"
SMALLEST = "Practical Support for young victims of crime"
LONG_NAME = (
    "Contribution to pooled budget with Clinical Commissioning Group who commission Cambs & P'boro Foundation Trust"
)

IN_ORDER = [
    446_000, 213_000, 150_000, 140_000, 136_000, 127_000, 94_000, 80_000, 78_600, 75_000, 52_750, 50_000, 50_000,
    48_468, 45_000, 43_621, 40_000, 39_000, 35_884, 35_884, 35_000, 33_445, 30_000, 30_000, 29_065, 25_791, 23_000,
    20_000, 16_000, 15_000, 12_000, 12_000, 10_000, 10_000, 2_000,
]  # fmt: skip
"""The 35 amounts, largest first; the first of the two of £10,000 is the implied one."""


def with_pence(pence: Sequence[int | None]) -> pd.DataFrame:
    """The paper's first awards, with these amounts instead."""
    amounts = pd.array(list(pence), "Int64")
    awards = awards_of_2017().iloc[: len(amounts)]
    status = awards["award_status"].astype("object").mask(pd.isna(amounts), "not stated")
    return awards.assign(award_pence=amounts, award_gbp=amounts / 100, award_status=status)


def with_refunds() -> pd.DataFrame:
    """The probation service gives £50,000 back, Crimestoppers £25,791."""
    awards = awards_of_2017()
    back = awards["provider"].isin(["National Probation Service", "Crimestoppers"])
    pence = awards["award_pence"].mask(back, -awards["award_pence"])
    return awards.assign(award_pence=pence, award_gbp=pence / 100)


def renamed(service: str) -> pd.DataFrame:
    awards = awards_of_2017()
    return awards.assign(service=awards["service"].mask(awards.index.isin([0, 10]), service))


# ---- The table --------------------------------------------------------------------------------------


def test_every_award_stands_in_order_of_its_amount() -> None:
    running = summaries.running_shares(awards_of_2017())
    assert list(running.columns) == ["service", "provider", "award_gbp", "award_status", "share", "running_share"]
    assert running["award_gbp"].tolist() == IN_ORDER
    assert sorted(running["service"]) == sorted(award.service for award in THE_35_AWARDS)
    assert (running["service"].iloc[0], running["service"].iloc[-1]) == (LARGEST, SMALLEST)
    assert running.loc[running["award_status"] == "implied", "service"].tolist() == [APPROPRIATE_ADULTS]


def test_the_shares_add_up_to_the_whole() -> None:
    """Of £2,283,508: the first 446,000; the first six 1,212,000; the first sixteen 1,829,439."""
    running = summaries.running_shares(awards_of_2017())
    assert round(running["share"].iloc[0], 6) == 0.195314
    assert round(running["running_share"].iloc[5], 6) == 0.530762
    assert round(running["running_share"].iloc[15], 6) == 0.801153
    assert running["running_share"].iloc[-1] == 1


def test_without_the_implied_amount_its_award_is_not_among_them() -> None:
    running = summaries.running_shares(awards_of_2017(include_implied=False))
    assert len(running) == 34
    assert APPROPRIATE_ADULTS not in running["service"].tolist()
    assert round(running["running_share"].iloc[5], 6) == 0.533097  # of 2,273,508


def test_equal_amounts_stand_in_the_order_of_their_identifiers() -> None:
    awards = awards_of_2017().sample(frac=1, random_state=3)
    assert summaries.running_shares(awards).equals(summaries.running_shares(awards_of_2017()))
    equal = with_pence([100] * 5)
    expected = equal.sort_values("award_id")["service"].tolist()
    assert summaries.running_shares(equal)["service"].tolist() == expected


def test_money_that_comes_back_brings_the_share_down_to_the_whole_again() -> None:
    running = summaries.running_shares(with_pence([300_000, 200_000, -100_000]))
    assert running["running_share"].tolist() == [0.75, 1.25, 1]
    assert summaries.running_shares(with_pence([100, -100]))["running_share"].tolist() == [0, 0]
    assert summaries.running_shares(with_pence([None])).empty


# ---- Reading the charts -----------------------------------------------------------------------------


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def labels(ax: Axes) -> list[str]:
    return [squeezed(tick.get_text()) for tick in ax.get_yticklabels()]


def bars(ax: Axes) -> dict[float, Rectangle]:
    """Middle of the row → its bar."""
    found = [bar for bar in ax.patches if isinstance(bar, Rectangle)]
    return {round(bar.get_y() + bar.get_height() / 2, 6): bar for bar in found}


def values(ax: Axes) -> list[str]:
    """What stands beside each row, from the top down."""
    return [text.get_text() for text in sorted(ax.texts, key=lambda text: float(text.xy[1]))]  # type: ignore[attr-defined]


def figure_of(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None
    with matplotlib.rc_context(fname=STYLE):
        figure.draw_without_rendering()
    return figure


def crowded(ax: Axes) -> list[str]:
    """The texts that reach beyond the figure, or lie over each other by more than a pixel."""
    figure = figure_of(ax)
    found = [*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels(), ax.xaxis.label]
    found += [child for child in ax.get_children() if isinstance(child, Text) and child not in ax.texts]
    shown = [text for text in found if text.get_text() and text.get_visible()]
    boxes = [(text.get_text(), Text.get_window_extent(text)) for text in shown]  # without the line to its point
    right, top = figure.bbox.width + 0.5, figure.bbox.height + 0.5
    outside = [text for text, box in boxes if min(box.x0, box.y0) < -0.5 or box.x1 > right or box.y1 > top]
    return outside + [
        f"{one} over {other}"
        for (one, first), (other, second) in combinations(boxes, 2)
        if min(first.x1, second.x1) - max(first.x0, second.x0) > 1
        and min(first.y1, second.y1) - max(first.y0, second.y0) > 1
    ]


def svg_of(ax: Axes) -> bytes:
    picture = io.BytesIO()
    with matplotlib.rc_context(fname=STYLE):
        figure_of(ax).savefig(picture, format="svg", metadata={"Date": None, "Creator": None})
    return picture.getvalue()


def lines(ax: Axes) -> list[list[tuple[float, float]]]:
    """The points of each line, in pairs of number of awards and share."""
    found: list[Line2D] = list(ax.lines)
    return [[(float(x), round(float(y), 6)) for x, y in zip(*line.get_data(), strict=True)] for line in found]


def concentration_of(awards: pd.DataFrame) -> Axes:
    return charts.concentration(summaries.running_shares(awards)).axes


CHARTS: dict[str, Callable[[pd.DataFrame], Axes]] = {
    "ranked": lambda awards: charts.awards_ranked(awards).axes,
    "concentration": concentration_of,
}

HARD: dict[str, Callable[[], pd.DataFrame]] = {
    "the paper": awards_of_2017,
    "nothing implied": lambda: awards_of_2017(include_implied=False),
    "a name of 110 characters": lambda: renamed(LONG_NAME),
    "words without an end": lambda: renamed("Donau" * 22),
    "wide letters": lambda: renamed("W" * 64),
    "refunds": with_refunds,
    "two awards": lambda: with_pence([400_000, 100_000]),
    "all equal": lambda: with_pence([100_000] * 35),
    "nearly all to one": lambda: with_pence([10_000_000, *[100] * 34]),
    "half and most side by side": lambda: with_pence([7_800_000, 300_000, *[56_000] * 33]),
    "five, two of them refunds": lambda: with_pence([500_000, 400_000, 300_000, -200_000, -100_000]),
    "millions with pence": lambda: with_pence([pounds * 100_000 + 11 for pounds in IN_ORDER]),
}

EVERY_HARD_CHART = pytest.mark.parametrize(
    ("chart", "name"), [case for chart in CHARTS for case in first([(chart, name) for name in HARD], 2)]
)


# ---- Every award as a bar ---------------------------------------------------------------------------


def test_every_award_is_a_bar_from_nought_largest_first() -> None:
    ax = charts.awards_ranked(awards_of_2017()).axes
    assert [(bar.get_x(), round(bar.get_width(), 2)) for _, bar in sorted(bars(ax).items())] == [
        (0, pounds) for pounds in IN_ORDER
    ]
    assert (labels(ax)[0], labels(ax)[-1]) == (squeezed(LARGEST), squeezed(SMALLEST))
    low, high = ax.get_ylim()
    assert low > high, "the first row stands at the top"
    assert ax.get_xlim()[0] == 0


def test_beside_each_bar_stand_its_pounds_and_its_share() -> None:
    texts = values(charts.awards_ranked(awards_of_2017()).axes)
    assert texts[0] == "£446,000, 19.5%"
    assert texts[1] == "£213,000, 9.3%"
    assert texts[-1] == "£2,000, 0.1%"
    assert [text.rpartition(", ")[0].removesuffix(" implied") for text in texts] == [
        f"£{pounds:,}" for pounds in IN_ORDER
    ]


def test_only_the_implied_bar_is_hatched_and_called_so() -> None:
    ax = charts.awards_ranked(awards_of_2017()).axes
    at = labels(ax).index(squeezed(APPROPRIATE_ADULTS))
    hatched = [place for place, bar in bars(ax).items() if bar.get_hatch()]
    assert hatched == [round(float(ax.get_yticks()[at]), 6)]
    assert [text for text in values(ax) if "implied" in text] == ["£10,000 implied, 0.4%"]
    assert values(ax)[at] == "£10,000 implied, 0.4%"


def test_what_is_not_stated_stands_at_the_end_without_a_bar() -> None:
    ax = charts.awards_ranked(awards_of_2017(include_implied=False)).axes
    assert labels(ax)[-1] == squeezed(APPROPRIATE_ADULTS)
    assert values(ax)[-1] == "not stated"
    assert values(ax)[0] == "£446,000, 19.6%"  # of 2,273,508
    assert len(ax.patches) == 34
    assert not any(bar.get_hatch() for bar in ax.patches)


def test_money_that_comes_back_is_a_bar_to_the_left_without_a_share() -> None:
    ax = charts.awards_ranked(with_refunds()).axes
    assert values(ax)[-2:] == ["−£25,791", "−£50,000"]
    assert sorted(bar.get_width() for bar in ax.patches)[:2] == [-50_000, -25_791]
    assert ax.get_xlim()[0] <= -50_000
    assert values(charts.awards_ranked(with_pence([100, -100])).axes) == ["£1", "−£1"]


def test_awards_of_one_name_have_a_row_each() -> None:
    ax = charts.awards_ranked(renamed("Twins")).axes
    assert labels(ax).count("Twins") == 2
    assert len(ax.patches) == 35


def test_no_award_makes_no_chart() -> None:
    assert charts.awards_ranked(awards_of_2017().iloc[:0]).axes is None


# ---- The running share ------------------------------------------------------------------------------


def test_the_line_rises_award_by_award_to_the_whole() -> None:
    equal, running, *_ = lines(concentration_of(awards_of_2017()))
    assert equal == [(0, 0), (35, 1)]
    assert running[0] == (0, 0)
    assert running[1] == (1, 0.195314)
    assert running[6] == (6, 0.530762)
    assert running[16] == (16, 0.801153)
    assert running[-1] == (35, 1)
    assert [x for x, _ in running] == list(range(36))


def test_the_points_that_matter_are_named_beside_them() -> None:
    ax = concentration_of(awards_of_2017())
    told = {text.get_text().replace("\n", " "): tuple(text.xy) for text in ax.texts}  # type: ignore[attr-defined]
    assert {text: (float(x), round(float(y), 4)) for text, (x, y) in told.items()} == {
        "If all awards were equal": (12.6, 0.36),
        "6 of 35 awards: 53.1% of the money": (6, 0.5308),
        "16 of 35 awards: 80.1% of the money": (16, 0.8012),
        "All 35 awards: 100% of the money (£10,000 implied)": (35, 1),
    }


def test_the_implied_award_has_a_hollow_mark() -> None:
    hollow = [line for line in concentration_of(awards_of_2017()).lines if line.get_markerfacecolor() == "white"]
    assert [list(line.get_xdata()) for line in hollow] == [[33]]
    ax = concentration_of(awards_of_2017(include_implied=False))
    assert not any(len(line.get_xdata()) for line in ax.lines if line.get_markerfacecolor() == "white")
    assert not any("implied" in text.get_text() for text in ax.texts)


def test_the_two_lines_differ_in_more_than_colour() -> None:
    equal, running, *_ = concentration_of(awards_of_2017()).lines
    assert equal.is_dashed() and equal.get_marker() == "None"
    assert not running.is_dashed() and running.get_marker() == "o"


def test_both_scales_are_written_out_from_nought() -> None:
    ax = concentration_of(awards_of_2017())
    figure_of(ax)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["0%", "20%", "40%", "60%", "80%", "100%"]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["0", "5", "10", "15", "20", "25", "30", "35"]
    assert ax.get_xlim() == (0, 35)
    assert (ax.get_ylim()[0], ax.get_ylim()[1] > 1) == (0, True)


@pytest.mark.parametrize(
    ("pence", "texts"),
    [
        ([400_000, 100_000], ["1 of 2 awards:", "All 2 awards:"]),
        ([100_000, 100_000], ["1 of 2 awards:", "All 2 awards:"]),
        ([10_000_000, *[100] * 34], ["1 of 35 awards:", "All 35 awards:"]),
        ([100_000] * 35, ["28 of 35 awards:", "18 of 35 awards:", "All 35 awards:"]),
    ],
)
def test_points_that_fall_together_are_named_once(pence: list[int | None], texts: list[str]) -> None:
    _, *told = concentration_of(with_pence(pence)).texts
    assert [text.get_text().split("\n")[0] for text in told] == texts


@pytest.mark.parametrize("pence", [[], [None], [-100], [100, -100], [400_000]])
def test_shares_of_one_award_or_of_no_money_are_not_drawn(pence: list[int | None]) -> None:
    assert concentration_of(with_pence(pence)) is None


# ---- Room and manners -------------------------------------------------------------------------------


@EVERY_HARD_CHART
def test_every_text_has_room_of_its_own(chart: str, name: str) -> None:
    assert crowded(CHARTS[chart](HARD[name]())) == []


@EVERY_HARD_CHART
def test_the_chart_has_at_least_half_of_the_width(chart: str, name: str) -> None:
    ax = CHARTS[chart](HARD[name]())
    figure_of(ax)
    assert ax.get_position().width >= 0.5


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_drawn_twice_to_the_same_byte_whatever_the_user_s_own_settings(chart: str) -> None:
    usual = svg_of(CHARTS[chart](awards_of_2017()))
    assert b"<svg" in usual
    with matplotlib.rc_context({"font.size": 31, "axes.facecolor": "pink", "svg.hashsalt": None}):
        before = dict(matplotlib.rcParams)
        assert svg_of(CHARTS[chart](awards_of_2017())) == usual
        assert dict(matplotlib.rcParams) == before


def test_names_are_shown_to_the_letter() -> None:
    tree = ElementTree.fromstring(svg_of(charts.awards_ranked(renamed("<b>Bold & broke</b> $x$")).axes))
    shown = ["".join(node.itertext()) for node in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert shown.count("<b>Bold & broke</b> $x$") == 2


def test_a_chart_can_be_drawn_into_axes_of_one_s_own_and_leaves_its_table_alone() -> None:
    awards = awards_of_2017()
    running = summaries.running_shares(awards)
    before = running.copy()
    own, other = Figure().subplots(2, 1)
    assert charts.awards_ranked(awards, ax=own).axes is own
    assert charts.concentration(running, ax=other).axes is other
    charts.awards_ranked(awards)
    charts.concentration(running)
    pd.testing.assert_frame_equal(awards, awards_of_2017())
    pd.testing.assert_frame_equal(running, before)


# ---- Sentences---------------------------------------------------------------------------------------


def words_of(awards: pd.DataFrame) -> tuple[Chart, Chart]:
    return charts.awards_ranked(awards), charts.concentration(summaries.running_shares(awards))


def of_year(project: Path) -> pd.DataFrame:
    return load_awards("2018-19", project=project)


def pounds(text: str) -> set[str]:
    return set(re.findall(r"−?£[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[km]?", text))


def test_the_largest_and_the_smallest_are_told() -> None:
    words, _ = words_of(awards_of_2017())
    assert words.title == "The largest award is £446,000, 19.5% of the money; the smallest is £2,000"
    assert words.alt.startswith("Bar chart of 35 awards. The 5 largest, with their shares of the money: ")
    assert f"{LARGEST}, £446,000, 19.5%; Countywide Sexual Violence Support Service, £213,000, 9.3%;" in words.alt
    assert "make up 47.5% of the money" in words.alt  # 446,000 + 213,000 + 150,000 + 140,000 + 136,000 = 1,085,000
    assert f"The smallest is {SMALLEST}, £2,000, 0.1%." in words.alt
    assert words.alt.endswith(f"Implied, not printed: {APPROPRIATE_ADULTS}, £10,000.")
    assert pounds(words.alt) == {"£446,000", "£213,000", "£150,000", "£140,000", "£136,000", "£2,000", "£10,000"}
    assert words.key == "Hatched: implied, not printed."


def test_few_awards_make_up_half_of_the_money() -> None:
    _, words = words_of(awards_of_2017())
    assert words.title == "6 of 35 awards with a stated amount make up more than half of the money"
    assert "The 6 largest, down to £127,000, make up 53.1% of the money." in words.alt
    assert "The 16 largest, down to £43,621, make up 80.1% of the money." in words.alt
    assert "All 35, down to £2,000, make up the whole." in words.alt
    assert "half of the money would take 18 and 80% of it 28." in words.alt
    assert pounds(words.alt) == {"£446,000", "£127,000", "£43,621", "£2,000", "£10,000"}
    assert words.key == "Hollow mark: implied, not printed."


def test_without_the_implied_amount_its_award_is_told_to_be_silent() -> None:
    ranked, concentration = words_of(awards_of_2017(include_implied=False))
    assert ranked.title.startswith("The largest award is £446,000, 19.6% of the money")
    assert ranked.alt.endswith(f"No amount is stated for 1 award: {APPROPRIATE_ADULTS}.")
    assert concentration.title.startswith("6 of 34 awards with a stated amount make up more than half")
    for words in (ranked, concentration):
        assert "implied" not in f"{words.title} {words.alt} {words.key}".lower()


def test_one_award_that_makes_up_exactly_half_is_told_in_the_singular() -> None:
    _, words = words_of(with_pence([100_000, 100_000]))
    assert words.title == "1 of 2 awards with a stated amount makes up half of the money"
    assert "The 1 largest" not in words.alt


def test_few_awards_are_all_told(project: Path) -> None:
    add_year(project, [("GR", "Lights", COUNCIL, "£4,000"), ("GR", "Talks", FAMILY, "£1,000"), ("GR", "Later", "", "")])
    ranked, concentration = words_of(of_year(project))
    assert ranked.title == "The largest award is £4,000, 80.0% of the money; the smallest is £1,000"
    assert ranked.alt == (
        "Bar chart of 3 awards. Largest first, with their shares of the money: Lights, £4,000, 80.0%; Talks, £1,000, "
        "20.0%. No amount is stated for 1 award: Later."
    )
    assert ranked.key == concentration.key == ""
    assert concentration.title == "1 of 2 awards with a stated amount makes up more than half of the money"


def test_an_implied_amount_among_the_largest_is_marked() -> None:
    awards = awards_of_2017()
    status = awards["award_status"].mask(awards["service"] == LARGEST, "implied")
    ranked, concentration = words_of(awards.assign(award_status=status))
    assert ranked.title.startswith("The largest award is £446,000 (implied), 19.5% of the money")
    assert f"{LARGEST}, is £446,000 (implied), 19.5% of the money." in concentration.alt


def test_money_that_comes_back_has_no_share() -> None:
    ranked, concentration = words_of(with_refunds())
    assert ranked.title.endswith("the smallest is −£50,000")
    assert "Together" not in ranked.alt
    assert "All 35, down to −£50,000, make up the whole." in concentration.alt
    ranked, concentration = words_of(with_pence([100, -200]))
    assert "%" not in ranked.title + ranked.alt and "share" not in ranked.alt
    assert concentration == Chart("No more is awarded than comes back")


@pytest.mark.parametrize(
    ("pence", "title"),
    [
        ([], "No award has a stated amount"),
        ([None], "No award has a stated amount"),
        ([400_000], "Only 1 award has a stated amount"),
        ([400_000, None], "Only 1 award has a stated amount"),
    ],
)
def test_without_anything_to_compare_there_is_no_chart(pence: list[int | None], title: str) -> None:
    assert words_of(with_pence(pence)) == (Chart(title), Chart(title))


def test_many_awards_without_an_amount_are_counted_and_not_named() -> None:
    ranked, _ = words_of(with_pence([300, 200, *[None] * 6]))
    assert ranked.alt.endswith("No amount is stated for 6 awards.")
