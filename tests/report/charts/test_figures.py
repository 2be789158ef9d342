"""Charts, read back from their Axes: bars, labels, hatching, limits, and whether every text has its room."""

import base64
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest
from matplotlib import colors
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from support.cases import first
from support.reporting import (
    AGREEMENT,
    APPROPRIATE_ADULTS,
    CONTRACT,
    CRIME,
    FORCE,
    TENDER,
    THE_35_AWARDS,
    VICTIMS,
    awards_of_2017,
    budgets_of_2017,
)

from grantsdata import summaries
from grantsdata.errors import ParameterError
from grantsdata.report import charts
from grantsdata.report.charts import Chart
from grantsdata.report.page import chart_html
from grantsdata.report.picture import STYLE

LONG_NAME = (
    "Contribution to pooled budget with Clinical Commissioning Group who commission Cambs & P'boro Foundation Trust"
)


# ---- Every chart of the report, from any awards -----------------------------------------------------


def bridge_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    return [charts.budget_bridge(summaries.budget_bridge(awards, budgets)).axes]


def budgets_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    return [charts.awards_against_budgets(summaries.budget_bridge(awards, budgets), budgets).axes]


def streams_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    breakdown = summaries.budget_breakdown(awards, budgets)
    return charts.stream_by_provider_type(breakdown, summaries.implied_breakdown(awards, budgets)).axes


def types_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    return [charts.provider_types(summaries.provider_types_by_basis(awards)).axes]


def providers_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    return [charts.largest_providers(summaries.providers_ranked(awards), FORCE).axes]


def arrangements_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    arranged = awards[awards["arrangement"].notna()]
    return [charts.awards_in_groups(arranged, summaries.awards_by_arrangement(arranged), "arrangement").axes]


def themes_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    themed = awards[awards["theme"].notna()]
    return [charts.awards_in_groups(themed, summaries.awards_by_theme(themed), "theme").axes]


CHARTS: dict[str, Callable[[pd.DataFrame, pd.DataFrame], list[Axes]]] = {
    "bridge": bridge_chart,
    "budgets": budgets_chart,
    "streams": streams_chart,
    "types": types_chart,
    "providers": providers_chart,
    "arrangements": arrangements_chart,
    "themes": themes_chart,
}


# ---- Awards that are hard to draw -----------------------------------------------------------------


def renamed(awards: pd.DataFrame, provider: str, service: str) -> pd.DataFrame:
    """The paper's awards, the first under either heading with another provider and service."""
    first = awards.index.isin([0, 10])
    return awards.assign(
        provider=awards["provider"].mask(first, provider), service=awards["service"].mask(first, service)
    )


def amounts(awards: pd.DataFrame, change: Callable[[int], int]) -> pd.DataFrame:
    pence = [None if pd.isna(one) else change(int(one)) for one in awards["award_pence"]]
    return awards.assign(award_pence=pd.array(pence, "Int64"), award_gbp=pd.array(pence, "Int64") / 100)


def with_refunds() -> pd.DataFrame:
    """Two bodies give money back: the probation service and Crimestoppers, the one of a type with no other award."""
    back = awards_of_2017()["provider"].isin(["National Probation Service", "Crimestoppers"])
    awards = awards_of_2017()
    pence = awards["award_pence"].mask(back, -awards["award_pence"])
    return awards.assign(award_pence=pence, award_gbp=pence / 100)


def overspent() -> pd.DataFrame:
    awards = awards_of_2017()
    return amounts(awards, lambda pence: 3 * pence)


HARD: dict[str, Callable[[], pd.DataFrame]] = {
    "the paper": awards_of_2017,
    "a name of 110 characters": lambda: renamed(awards_of_2017(), LONG_NAME, LONG_NAME),
    "mathematics and markup": lambda: renamed(awards_of_2017(), "Pay $x_1$ and $y^2$", "<b>Bold & broke</b> $x$"),
    "a word without an end": lambda: renamed(awards_of_2017(), "Donau" * 22, "Schiff" * 18),
    "millions with pence": lambda: amounts(awards_of_2017(), lambda pence: 1000 * pence + 11),
    "one award": lambda: awards_of_2017().iloc[[10]],
    "refunds": with_refunds,
    "more than the budget": overspent,
}


def drawable(chart: str, name: str) -> bool:
    return not (name == "one award" and chart == "arrangements")  # the one award is from the other stream


@cache
def hard_chart(chart: str, name: str) -> "Drawing":
    """A chart with everything in its final place, for several tests to read."""
    return Drawing.of(CHARTS[chart](HARD[name](), budgets_of_2017()))


EVERY_CHART_OF_HARD_AWARDS = pytest.mark.parametrize(
    ("chart", "name"),
    [case for chart in CHARTS for case in first([(chart, name) for name in HARD if drawable(chart, name)], 2)],
)


# ---- Reading a chart --------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """A label without the spaces and line breaks that wrapping moves about."""
    return re.sub(r"\s", "", text)


def rows(ax: Axes) -> dict[str, float]:
    """Label → its place down the page."""
    labels = [squeezed(tick.get_text()) for tick in ax.get_yticklabels()]
    assert len(set(labels)) == len(labels)
    return dict(zip(labels, map(float, ax.get_yticks()), strict=True))


def bars(ax: Axes, label: str) -> list[Rectangle]:
    """The bars of the row with this label, left to right."""
    return bars_at(ax, rows(ax)[squeezed(label)])


def bars_at(ax: Axes, place: float) -> list[Rectangle]:
    found = [bar for bar in ax.patches if isinstance(bar, Rectangle) and abs(middle(bar) - place) < 1e-6]
    return sorted((bar for bar in found if bar.get_width()), key=lambda bar: float(bar.get_x()))


def middle(bar: Rectangle) -> float:
    return float(bar.get_y() + bar.get_height() / 2)


def value(ax: Axes, label: str) -> str:
    """The text beside the bar of the row with this label."""
    return value_at(ax, rows(ax)[squeezed(label)])


def value_at(ax: Axes, place: float) -> str:
    (text,) = [text for text in ax.texts if abs(text.xy[1] - place) < 1e-6]  # type: ignore[attr-defined]
    return str(text.get_text())


def span(bar: Rectangle) -> tuple[float, float]:
    """Where a bar begins and how long it is, to the penny."""
    return round(float(bar.get_x()), 2), round(float(bar.get_width()), 2)


def spans(found: Sequence[Rectangle]) -> list[tuple[float, float]]:
    return [span(bar) for bar in found]


def figure_of(panels: Sequence[Axes]) -> Figure:
    figure = panels[0].get_figure(root=True)
    assert figure is not None
    return figure


class Drawing(NamedTuple):
    """Panels with everything in its final place, and the box in pixels that each text takes."""

    panels: list[Axes]
    figure: Figure
    texts: list[tuple[str, Bbox]]

    @classmethod
    def of(cls, panels: list[Axes]) -> "Drawing":
        figure = figure_of(panels)
        with matplotlib.rc_context(fname=STYLE):
            figure.draw_without_rendering()
        found: list[Text] = []
        for ax in panels:
            titles = [child for child in ax.get_children() if isinstance(child, Text) and child not in ax.texts]
            found += [*ax.get_yticklabels(), *ax.texts, *titles]
        shown = [text for text in found if text.get_visible() and text.get_text().strip()]
        return cls(panels, figure, [(text.get_text(), text.get_window_extent()) for text in shown])

    def outside(self) -> list[str]:
        """The texts that reach beyond the edge of the figure."""
        width, height = self.figure.bbox.width + 0.5, self.figure.bbox.height + 0.5
        return [text for text, box in self.texts if min(box.x0, box.y0) < -0.5 or box.x1 > width or box.y1 > height]

    def overlapping(self) -> list[tuple[str, str]]:
        """The texts that lie over each other, by more than a pixel either way."""
        return [
            (one, other)
            for (one, first), (other, second) in combinations(self.texts, 2)
            if min(first.x1, second.x1) - max(first.x0, second.x0) > 1
            and min(first.y1, second.y1) - max(first.y0, second.y0) > 1
        ]


def svg_of(panels: Sequence[Axes]) -> bytes:
    html = chart_html(Chart("Title", "Alternative text", axes=list(panels), source="Source"))
    match = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    assert match is not None
    return base64.b64decode(match[1])


# ---- The awards, one by one -----------------------------------------------------------------------


@pytest.mark.parametrize("chart", [arrangements_chart, themes_chart])
def test_every_award_is_a_bar_from_nought_as_long_as_its_amount(
    chart: Callable[[pd.DataFrame, pd.DataFrame], list[Axes]],
) -> None:
    (ax,) = chart(awards_of_2017(), budgets_of_2017())
    groups = (AGREEMENT, CONTRACT, TENDER) if chart is arrangements_chart else ("Victims", "Offenders", "Communities")
    wanted = [award for award in THE_35_AWARDS if award.group in groups]
    for award in wanted:
        assert spans(bars(ax, award.service)) == [(0, award.pounds)], award.service
        assert value(ax, award.service).startswith(f"£{award.pounds:,}"), award.service
    assert len(ax.patches) == len(wanted)
    assert ax.get_xlim()[0] == 0


def test_the_awards_stand_under_their_headings_in_the_paper_s_order() -> None:
    (ax,) = themes_chart(awards_of_2017(), budgets_of_2017())
    expected: list[str] = []
    for theme in ("Victims", "Offenders", "Communities"):
        expected += [theme.upper(), *(award.service for award in THE_35_AWARDS if award.group == theme)]
    assert sorted(rows(ax), key=rows(ax).__getitem__) == [squeezed(label) for label in expected]
    low, high = ax.get_ylim()
    assert low > high, "the first row stands at the top"
    for theme in ("VICTIMS", "OFFENDERS", "COMMUNITIES"):
        assert not bars(ax, theme)


def test_an_implied_bar_is_hatched_and_labelled_implied() -> None:
    (ax,) = themes_chart(awards_of_2017(), budgets_of_2017())
    (bar,) = bars(ax, APPROPRIATE_ADULTS)
    assert bar.get_hatch()
    assert value(ax, APPROPRIATE_ADULTS) == "£10,000 implied"


def test_only_the_implied_bar_is_hatched() -> None:
    for chart in (arrangements_chart, themes_chart):
        (ax,) = chart(awards_of_2017(), budgets_of_2017())
        hatched = [label for label in rows(ax) if any(bar.get_hatch() for bar in bars(ax, label))]
        assert hatched == ([] if chart is arrangements_chart else [squeezed(APPROPRIATE_ADULTS)])
        assert sum("implied" in text.get_text() for text in ax.texts) == len(hatched)


def test_without_the_implied_amount_its_award_is_not_stated_and_has_no_bar() -> None:
    (ax,) = themes_chart(awards_of_2017(include_implied=False), budgets_of_2017())
    assert value(ax, APPROPRIATE_ADULTS) == "not stated"
    assert bars(ax, APPROPRIATE_ADULTS) == []
    assert len(ax.patches) == 24


def test_groups_are_told_apart_by_colour() -> None:
    (ax,) = themes_chart(awards_of_2017(), budgets_of_2017())
    colours = {
        theme: {bars(ax, award.service)[0].get_facecolor() for award in THE_35_AWARDS if award.group == theme}
        for theme in ("Offenders", "Communities")
    }
    assert all(len(of_theme) == 1 for of_theme in colours.values())
    assert colours["Offenders"] != colours["Communities"]


# ---- The budget -------------------------------------------------------------------------------------


def test_the_bridge_falls_from_the_budget_to_what_is_not_itemised() -> None:
    (ax,) = bridge_chart(awards_of_2017(), budgets_of_2017())
    assert spans(bars(ax, "Budget for grants, £2.3m")) == [(0, 2_300_000)]
    assert spans(bars(ax, f"Awarded: {VICTIMS}")) == [(1_338_740, 961_260)]
    implied, printed = bars(ax, f"Awarded: {CRIME}")
    assert (span(implied), span(printed)) == ((16_492, 10_000), (26_492, 1_312_248))
    assert (bool(implied.get_hatch()), bool(printed.get_hatch())) == (True, False)
    assert spans(bars(ax, "Not itemised")) == [(0, 16_492)]
    assert ax.get_xlim()[0] == 0


def test_the_bridge_names_each_amount() -> None:
    (ax,) = bridge_chart(awards_of_2017(), budgets_of_2017())
    assert value(ax, "Budget for grants, £2.3m") == "£2,300,000"
    assert value(ax, f"Awarded: {VICTIMS}") == "£961,260"
    assert value(ax, f"Awarded: {CRIME}") == "£1,322,248 (£10,000 implied)"
    assert value(ax, "Not itemised") == "£16,492 (rests on £10,000 implied)"


def test_without_the_implied_amount_nothing_in_the_bridge_is_hatched() -> None:
    (ax,) = bridge_chart(awards_of_2017(include_implied=False), budgets_of_2017())
    assert not any(bar.get_hatch() for bar in ax.patches)
    assert spans(bars(ax, f"Awarded: {CRIME}")) == [(26_492, 1_312_248)]
    assert value(ax, "Not itemised") == "£26,492"


def test_a_bridge_that_goes_beyond_the_budget_says_so_and_shows_it() -> None:
    (ax,) = bridge_chart(overspent(), budgets_of_2017())
    beyond = 3 * 2_283_508 - 2_300_000
    assert spans(bars(ax, "Awarded beyond the budget")) == [(-beyond, beyond)]
    assert ax.get_xlim()[0] <= -beyond
    assert value(ax, "Awarded beyond the budget").startswith(f"−£{beyond:,}")


def test_each_rounded_budget_is_a_band_behind_the_awards() -> None:
    (ax,) = budgets_chart(awards_of_2017(), budgets_of_2017())
    expected = {
        "Budget for grants\nbudget “£2.3m”": [(0, 2_273_508), (2_250_000, 100_000), (2_273_508, 10_000)],
        f"{VICTIMS}\nbudget “£1m”": [(0, 961_260), (950_000, 100_000)],
        f"{CRIME}\nbudget “£1.3m”": [(0, 1_312_248), (1_250_000, 100_000), (1_312_248, 10_000)],
    }
    for label, wanted in expected.items():
        assert spans(bars(ax, label)) == wanted
    hatched = [span(bar) for bar in ax.patches if bar.get_hatch()]
    assert hatched == [(2_273_508, 10_000), (1_312_248, 10_000)]
    marks = [line.get_xdata()[0] for line in ax.lines]
    assert marks == [2_300_000, 1_000_000, 1_300_000]
    assert ax.get_xlim()[0] == 0


BY_TYPE = {  # in the order of the whole: victims' services, crime and disorder reduction
    "Police": (532_195, 55_000),
    "Local government": (40_000, 538_000),
    "Voluntary and community": (314_065, 177_791),
    "Health": (75_000, 244_000),
    "Statutory partnership board": (0, 163_857),
    "Private company": (0, 78_600),
    "Probation and central government": (0, 50_000),
    "Not yet allocated": (0, 15_000),
}


def test_the_streams_have_a_panel_each_with_the_types_in_one_order() -> None:
    panels = streams_chart(awards_of_2017(), budgets_of_2017())
    assert [ax.get_title() or ax.get_title(loc="left") for ax in panels] == [VICTIMS, CRIME]
    places = rows(panels[0])
    assert sorted(places, key=places.__getitem__) == [squeezed(label) for label in BY_TYPE]
    for ax, stream in zip(panels, (0, 1), strict=True):
        assert ax.get_ylim() == panels[0].get_ylim()
        assert ax.get_xlim() == panels[0].get_xlim()
        assert ax.get_xlim()[0] == 0
        for label, pounds in BY_TYPE.items():
            found = bars_at(ax, places[squeezed(label)])
            assert sum(bar.get_width() for bar in found) == pounds[stream], label
            assert all(bar.get_x() >= 0 for bar in found)
            shown = value_at(ax, places[squeezed(label)])
            assert shown.startswith(f"£{pounds[stream]:,}" if pounds[stream] else "none")


def test_the_implied_part_of_a_type_is_hatched_at_the_end_of_its_bar() -> None:
    panels = streams_chart(awards_of_2017(), budgets_of_2017())
    place = rows(panels[0])["Localgovernment"]
    printed, implied = bars_at(panels[1], place)
    assert (span(printed), span(implied)) == ((0, 528_000), (528_000, 10_000))
    assert [bar for ax in panels for bar in ax.patches if bar.get_hatch()] == [implied]
    assert value_at(panels[1], place) == "£538,000\n(£10,000 implied)"


# ---- Providers --------------------------------------------------------------------------------------

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


# ---- Room, contrast and manners, for every chart ---------------------------------------------------


@EVERY_CHART_OF_HARD_AWARDS
def test_no_text_reaches_outside_the_figure(chart: str, name: str) -> None:
    drawing = hard_chart(chart, name)
    assert len(drawing.texts) >= 2
    assert drawing.outside() == []


@EVERY_CHART_OF_HARD_AWARDS
def test_no_two_texts_lie_over_each_other(chart: str, name: str) -> None:
    assert hard_chart(chart, name).overlapping() == []


@EVERY_CHART_OF_HARD_AWARDS
def test_the_bars_have_at_least_45_per_cent_of_the_width(chart: str, name: str) -> None:
    assert sum(ax.get_position().width for ax in hard_chart(chart, name).panels) >= 0.45


@EVERY_CHART_OF_HARD_AWARDS
def test_no_bar_is_cut_off_at_the_edge_of_its_chart(chart: str, name: str) -> None:
    for ax in hard_chart(chart, name).panels:
        lowest, highest = ax.get_xlim()
        for bar in ax.patches:
            ends = sorted((bar.get_x(), bar.get_x() + bar.get_width()))
            assert lowest <= ends[0] and ends[1] <= highest, f"a bar from {ends[0]:,} to {ends[1]:,}"


@EVERY_CHART_OF_HARD_AWARDS
def test_bars_begin_at_nought(chart: str, name: str) -> None:
    """Each row has a bar that begins or ends at nought, but for the steps of the bridge, which hang on each other."""
    for ax in hard_chart(chart, name).panels:
        found = [bar for bar in ax.patches if bar.get_width()]
        if chart == "budgets":
            band = max(bar.get_height() for bar in found)
            found = [bar for bar in found if bar.get_height() < band]
        places = {round(middle(bar), 6) for bar in found}
        if chart == "bridge":
            places = {min(places), max(places)}
        for place in sorted(places):
            ends = {end for start, width in spans(bars_at(ax, place)) for end in (start, round(start + width, 2))}
            assert 0 in ends, f"a row of bars between {sorted(ends)}"


def test_a_provider_that_pays_back_has_a_bar_to_the_left_of_nought() -> None:
    ax = charts.largest_providers(summaries.providers_ranked(with_refunds()), FORCE, 22).axes
    assert sorted(spans(bars(ax, "Crimestoppers"))[0]) == [-25_791, 0]
    assert ax.get_xlim()[0] <= -50_000


def contrast(colour: object) -> float:
    """The contrast with white of the page, as the accessibility guidelines reckon it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colors.to_rgb(colour)  # type: ignore[arg-type]
    ]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


@pytest.mark.parametrize("chart", CHARTS)
def test_every_bar_stands_out_from_the_page(chart: str) -> None:
    """By its filling or its outline, at three to one."""
    for ax in CHARTS[chart](awards_of_2017(), budgets_of_2017()):
        for bar in ax.patches:
            outline = contrast(bar.get_edgecolor()) if bar.get_linewidth() and bar.get_edgecolor()[3] else 1.0
            assert max(contrast(bar.get_facecolor()), outline) >= 3, f"{bar.get_facecolor()} at {span(bar)}"


@pytest.mark.parametrize("chart", CHARTS)
def test_names_are_shown_to_the_letter_never_as_mathematics_or_markup(chart: str) -> None:
    panels = CHARTS[chart](HARD["mathematics and markup"](), budgets_of_2017())
    tree = ElementTree.fromstring(svg_of(panels))
    shown = ["".join(node.itertext()) for node in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert shown
    if chart == "providers":
        assert "Pay $x_1$ and $y^2$" in shown
    if chart in ("arrangements", "themes"):
        assert "<b>Bold & broke</b> $x$" in shown


@pytest.mark.parametrize("chart", CHARTS)
def test_a_long_stream_name_keeps_its_room(chart: str) -> None:
    name = "Contribution to the reduction of crime & disorder in $towns$"
    awards, budgets = awards_of_2017(), budgets_of_2017()
    awards["stream"] = awards["stream"].cat.rename_categories({CRIME: name})
    drawing = Drawing.of(CHARTS[chart](awards, budgets.replace({"name": {CRIME: name}})))
    assert (drawing.outside(), drawing.overlapping()) == ([], [])


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_drawn_twice_to_the_same_byte_whatever_the_user_s_own_settings(chart: str) -> None:
    """Nor does drawing change those settings."""
    usual = svg_of(CHARTS[chart](awards_of_2017(), budgets_of_2017()))
    assert b"<svg" in usual
    with matplotlib.rc_context({"font.size": 31, "axes.facecolor": "pink", "svg.hashsalt": None}):
        before = dict(matplotlib.rcParams)
        assert svg_of(CHARTS[chart](awards_of_2017(), budgets_of_2017())) == usual
        assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_not_among_pyplot_s_figures(chart: str) -> None:
    assert CHARTS[chart](awards_of_2017(), budgets_of_2017())
    assert plt.get_fignums() == []


def test_charts_are_drawn_without_pyplot() -> None:
    code = "import sys, grantsdata.report.charts, grantsdata.report.page; print('matplotlib.pyplot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "False\n"


def test_a_chart_can_be_drawn_into_axes_of_one_s_own() -> None:
    own = Figure().subplots()
    bridge = summaries.budget_bridge(awards_of_2017(), budgets_of_2017())
    assert charts.budget_bridge(bridge, own).axes is own
    assert spans(bars(own, "Not itemised")) == [(0, 16_492)]


def test_drawing_leaves_the_tables_as_they_were() -> None:
    awards = awards_of_2017()
    types = summaries.provider_types_by_basis(awards)
    before = types.copy()
    charts.provider_types(types)
    themes_chart(awards, budgets_of_2017())
    pd.testing.assert_frame_equal(types, before)
    pd.testing.assert_frame_equal(awards, awards_of_2017())
