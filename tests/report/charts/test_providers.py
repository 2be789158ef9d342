"""Provider types and the largest providers: sizes, shares, what is judged and what is implied."""

import pytest
from support.figures import (
    BY_TYPE,
    bars,
    providers_chart,
    rows,
    span,
    spans,
    squeezed,
    types_chart,
    value,
    with_refunds,
)
from support.reporting import (
    FORCE,
    awards_of_2017,
    budgets_of_2017,
)

from grantsdata import summaries
from grantsdata.errors import ParameterError
from grantsdata.report import charts

# ---- Providers -------------------------------------------------------------------------------------------


JUDGED = {"Local government": 90_000, "Voluntary and community": 394_065, "Private company": 78_600}


def test_provider_types_fall_in_size_and_what_is_judged_is_hatched() -> None:
    (ax,) = types_chart(awards_of_2017(), budgets_of_2017())
    places = rows(ax)
    assert sorted(places, key=places.__getitem__) == [squeezed(label) for label in BY_TYPE]
    for label, pounds in BY_TYPE.items():
        judged = JUDGED.get(label, 0)
        expected = [(0, sum(pounds) - judged), (sum(pounds) - judged, judged)]
        assert spans(bars(ax, label)) == [span for span in expected if span[1]], label
        assert [span(bar) for bar in bars(ax, label) if bar.get_hatch()] == (
            [(sum(pounds) - judged, judged)] * bool(judged)
        )
        assert value(ax, label).startswith(f"£{sum(pounds):,}")
        assert ("judged" in value(ax, label)) == bool(judged)


def test_a_type_s_share_and_its_judged_part_stand_beside_it() -> None:
    (ax,) = types_chart(awards_of_2017(), budgets_of_2017())
    assert squeezed(value(ax, "Voluntary and community")) == squeezed("£491,856, 21.5% £394,065 of it judged")


TEN_LARGEST = {
    FORCE: 587_195,
    "Cambridgeshire and Peterborough NHS Foundation Trust": 225_000,
    "Cambridge and Peterborough Rape Crisis Partnership": 213_000,
    "Cambridgeshire County Council": 207_000,
    "Peterborough City Council": 166_000,
    "Safeguarding boards (one shared office)": 163_857,
    "Aspire": 140_000,
    "Shropshire Healthcare Trust": 94_000,
    "Peterborough Enforcement Service": 80_000,
    "Empowering Communities": 78_600,
    "The other 12": 328_856,
}


def test_the_ten_largest_providers_stand_in_order_with_the_rest_below() -> None:
    (ax,) = providers_chart(awards_of_2017(), budgets_of_2017())
    places = rows(ax)
    assert sorted(places, key=places.__getitem__) == [squeezed(name) for name in TEN_LARGEST]
    for name, pounds in TEN_LARGEST.items():
        assert (bars(ax, name)[0].get_x(), sum(bar.get_width() for bar in bars(ax, name))) == (0, pounds), name
        assert value(ax, name).startswith(f"£{pounds:,}"), name
    assert ax.get_xlim()[0] == 0


def test_the_share_so_far_stands_beside_each_provider() -> None:
    (ax,) = providers_chart(awards_of_2017(), budgets_of_2017())
    assert value(ax, "Peterborough City Council").endswith("61.2%")  # (587,195 + … + 166,000) of 2,283,508
    assert value(ax, "The other 12").endswith("100.0%")


def test_the_own_force_has_a_colour_of_its_own() -> None:
    (ax,) = providers_chart(awards_of_2017(), budgets_of_2017())
    own = bars(ax, FORCE)[0].get_facecolor()
    others = {bars(ax, name)[0].get_facecolor() for name in TEN_LARGEST if name != FORCE}
    assert own not in others


def test_a_provider_s_implied_part_is_named_and_hatched() -> None:
    (ax,) = providers_chart(awards_of_2017(), budgets_of_2017())
    name = "Cambridgeshire County Council"
    assert "£10,000 implied" in value(ax, name)
    assert spans(bars(ax, name)) == [(0, 197_000), (197_000, 10_000)]
    assert [bar for bar in ax.patches if bar.get_hatch()] == [bars(ax, name)[-1]]


def test_without_the_implied_amount_no_provider_has_one() -> None:
    (ax,) = providers_chart(awards_of_2017(include_implied=False), budgets_of_2017())
    assert spans(bars(ax, "Cambridgeshire County Council")) == [(0, 197_000)]
    assert not any("implied" in text.get_text() for text in ax.texts)
    assert not any(bar.get_hatch() for bar in ax.patches)


def test_all_providers_can_be_shown_and_then_there_are_no_others() -> None:
    ax = charts.largest_providers(summaries.providers_ranked(awards_of_2017()), FORCE, 22).axes
    assert len(rows(ax)) == 22
    assert not any(label.startswith("Theother") for label in rows(ax))


@pytest.mark.parametrize("number", [0, -1])
def test_no_provider_to_show_is_refused(number: int) -> None:
    with pytest.raises(ParameterError, match=rf"{number}\b"):
        charts.largest_providers(summaries.providers_ranked(awards_of_2017()), FORCE, number)


# ---- Room, contrast and manners, for every chart ---------------------------------------------------------


def test_a_provider_that_pays_back_has_a_bar_to_the_left_of_nought() -> None:
    ax = charts.largest_providers(summaries.providers_ranked(with_refunds()), FORCE, 22).axes
    assert sorted(spans(bars(ax, "Crimestoppers"))[0]) == [-25_791, 0]
    assert ax.get_xlim()[0] <= -50_000
