"""The running share of the awards: a line whose points are worked out by hand, and its words."""

import pytest
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from support.ranking import IN_ORDER, LARGEST, SMALLEST, concentration_of, drawn, pounds, with_pence, words_of
from support.reporting import APPROPRIATE_ADULTS, THE_35_AWARDS, awards_of_2017

from grantsdata import summaries

# ---- The table -------------------------------------------------------------------------------------------


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


# ---- Reading the charts ----------------------------------------------------------------------------------


def lines(ax: Axes) -> list[list[tuple[float, float]]]:
    """The points of each line, in pairs of number of awards and share."""
    found: list[Line2D] = list(ax.lines)
    return [[(float(x), round(float(y), 6)) for x, y in zip(*line.get_data(), strict=True)] for line in found]


# ---- The running share -----------------------------------------------------------------------------------


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
    drawn(ax)
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


# ---- Sentences -------------------------------------------------------------------------------------------


def test_few_awards_make_up_half_of_the_money() -> None:
    _, words = words_of(awards_of_2017())
    assert words.title == "6 of 35 awards with a stated amount make up more than half of the money"
    assert "The 6 largest, down to £127,000, make up 53.1% of the money." in words.alt
    assert "The 16 largest, down to £43,621, make up 80.1% of the money." in words.alt
    assert "All 35, down to £2,000, make up the whole." in words.alt
    assert "half of the money would take 18 and 80% of it 28." in words.alt
    assert pounds(words.alt) == {"£446,000", "£127,000", "£43,621", "£2,000", "£10,000"}
    assert words.key == "Hollow mark: implied, not printed."


def test_one_award_that_makes_up_exactly_half_is_told_in_the_singular() -> None:
    _, words = words_of(with_pence([100_000, 100_000]))
    assert words.title == "1 of 2 awards with a stated amount makes up half of the money"
    assert "The 1 largest" not in words.alt
