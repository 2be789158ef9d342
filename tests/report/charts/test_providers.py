"""Provider types and the largest providers: sizes, shares, what is judged and what is implied."""

import pytest
from matplotlib.colors import to_hex
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
    VICTIMS,
    awards_of_2017,
    budgets_of_2017,
)

from grantsdata import summaries
from grantsdata.errors import ParameterError
from grantsdata.report import charts
from grantsdata.report.traced import Figure

NO_TYPE = ["not yet allocated", "not in the register"]

# ---- Providers -------------------------------------------------------------------------------------------


def test_provider_types_fall_in_size_and_what_is_implied_is_hatched() -> None:
    (ax,) = types_chart(awards_of_2017(), budgets_of_2017())
    places = rows(ax)
    assert sorted(places, key=places.__getitem__) == [squeezed(label) for label in BY_TYPE]
    for label, pounds in BY_TYPE.items():
        implied = 10_000 if label == "Councils" else 0
        expected = [(0, sum(pounds) - implied), (sum(pounds) - implied, implied)]
        assert spans(bars(ax, label)) == [span for span in expected if span[1]], label
        assert value(ax, label).startswith(f"£{sum(pounds):,}")
    assert [span(bar) for bar in ax.patches if bar.get_hatch()] == [(568_000, 10_000)]
    assert value(ax, "Councils") == "£578,000 (£10,000 implied), 25.3%"


def test_the_words_name_the_type_that_receives_most() -> None:
    words = charts.provider_types(summaries.provider_types_by_basis(awards_of_2017()))
    assert words.title == "Police get most: £587,195, 25.7% of the money"
    assert words.alt.startswith("Bar chart of types of provider, largest first: police £587,195; councils £578,000 (")


def test_the_words_name_no_type_that_is_none() -> None:
    """Providers that are not in the register may get most, and still are no type of provider: no type is the first."""
    awards = awards_of_2017()
    awards["provider_type"] = awards["provider_type"].astype("object").replace("police", "not in the register")
    title = charts.provider_types(summaries.provider_types_by_basis(awards)).title
    assert title == "Awards by type of provider"
    awards["provider_type"] = "not in the register"
    title = charts.provider_types(summaries.provider_types_by_basis(awards)).title
    assert title == "No known type of provider gets any money"


@pytest.mark.parametrize(("pounds", "said"), [(None, "No amount is"), (0, "No amount above zero is")])
def test_amounts_of_zero_are_stated(pounds: int | None, said: str) -> None:
    awards = awards_of_2017().iloc[:3].assign(award_gbp=pounds, award_pence=pounds)
    awards = awards.astype({"award_gbp": "float64", "award_pence": "Int64"})
    ranked = summaries.providers_ranked(awards)
    assert charts.largest_providers(ranked, FORCE).title == f"{said} stated for any provider"


def test_a_chart_of_some_awards_says_which_they_are() -> None:
    victims = awards_of_2017().iloc[:10]
    types = summaries.provider_types_by_basis(victims)
    title = charts.provider_types(types, "its money", about={"stream": VICTIMS}).title
    assert title == "Police get most: £532,195, 55.4% of its money"
    assert [part.expression for part in title.parts if isinstance(part, Figure)] == [
        f"rank('provider_type', 1, stream={VICTIMS!r}, provider_type={{'not': {NO_TYPE}}})",
        f"sum(stream={VICTIMS!r}, provider_type='police')",
        f"share(stream={VICTIMS!r}, provider_type='police', among={{'stream': {VICTIMS!r}}})",
    ]


TEN_LARGEST = {
    f"{FORCE}\n(own force)": 587_195,
    "Cambridgeshire and Peterborough NHS Foundation Trust": 225_000,
    "Cambridge and Peterborough Rape Crisis Partnership": 213_000,
    "Cambridgeshire County Council": 207_000,
    "Peterborough City Council": 166_000,
    "Safeguarding boards (one shared office)": 163_857,
    "Aspire": 140_000,
    "Shropshire Healthcare Trust": 94_000,
    "Peterborough Enforcement Service": 80_000,
    "Empowering Communities": 78_600,
    "All others": 328_856,
}


def test_the_ten_largest_providers_stand_in_order_with_the_rest_below() -> None:
    (ax,) = providers_chart(awards_of_2017(), budgets_of_2017())
    places = rows(ax)
    assert sorted(places, key=places.__getitem__) == [squeezed(name) for name in TEN_LARGEST]
    for name, pounds in TEN_LARGEST.items():
        assert (bars(ax, name)[0].get_x(), sum(bar.get_width() for bar in bars(ax, name))) == (0, pounds), name
        assert value(ax, name).startswith(f"£{pounds:,}"), name
    assert ax.get_xlim()[0] == 0


def test_the_share_stands_beside_each_provider() -> None:
    (ax,) = providers_chart(awards_of_2017(), budgets_of_2017())
    assert value(ax, "Peterborough City Council") == "£166,000, 7.3%"  # of 2,283,508
    assert value(ax, "All others") == "£328,856, 14.4%"


def test_the_own_force_is_named_and_has_no_colour_of_its_own() -> None:
    (ax,) = providers_chart(awards_of_2017(), budgets_of_2017())
    assert {to_hex(bars(ax, name)[0].get_facecolor()) for name in TEN_LARGEST} == {"#51606e"}


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
    assert not any(label.startswith("Allothers") for label in rows(ax))


@pytest.mark.parametrize("number", [0, -1])
def test_no_provider_to_show_is_refused(number: int) -> None:
    with pytest.raises(ParameterError, match=rf"{number}\b"):
        charts.largest_providers(summaries.providers_ranked(awards_of_2017()), FORCE, number)


# ---- Room, contrast and manners, for every chart ---------------------------------------------------------


def test_a_provider_that_pays_back_has_a_bar_to_the_left_of_nought() -> None:
    ax = charts.largest_providers(summaries.providers_ranked(with_refunds()), FORCE, 22).axes
    assert spans(bars(ax, "Crimestoppers")) == [(-25_791, 25_791)]
    assert ax.get_xlim()[0] <= -50_000
