"""The way of the money: its table worked out by hand, its diagram read back from what is drawn, its words."""

import io
import re
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path as Folder
from typing import NamedTuple
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib import colors
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from support.cases import first
from support.reporting import AGREEMENT, CONTRACT, CRIME, TENDER, VICTIMS, add_year, awards_of_2017, budgets_of_2017

from grantsdata import summaries
from grantsdata.awards.load import load_awards
from grantsdata.awards.paper_tables import load_budgets
from grantsdata.report import charts
from grantsdata.report.charts import Chart
from grantsdata.report.charts.style import DARK, GREY, ORANGE, PLUM, STYLE, TEAL

POLICE, COUNCILS, HEALTH, PROBATION = "police", "local government", "health", "probation and central government"
BOARDS, CHARITIES, COMPANIES = "statutory partnership board", "voluntary and community", "private company"
NOBODY, UNGROUPED = "not yet allocated", "no arrangement or theme"
COUNCIL, FAMILY = "Cambridge City Council", "Family Action"


class Row(NamedTuple):
    """A row of the flow, in pounds."""

    stream: str
    group: str
    provider_type: str
    awards: int
    pounds: int


THE_FLOW = (
    Row(VICTIMS, AGREEMENT, POLICE, 3, 532_195),  # 446,000 + 33,445 + 52,750
    Row(VICTIMS, AGREEMENT, COUNCILS, 1, 40_000),
    Row(VICTIMS, AGREEMENT, CHARITIES, 1, 2_000),
    Row(VICTIMS, CONTRACT, CHARITIES, 2, 233_000),  # 213,000 + 20,000
    Row(VICTIMS, TENDER, HEALTH, 1, 75_000),
    Row(VICTIMS, TENDER, CHARITIES, 2, 79_065),  # 50,000 + 29,065
    Row(CRIME, "Victims", COUNCILS, 2, 40_000),  # 10,000 implied + 30,000
    Row(CRIME, "Victims", HEALTH, 1, 150_000),
    Row(CRIME, "Victims", BOARDS, 4, 163_857),  # 48,468 + 35,884 + 43,621 + 35,884
    Row(CRIME, "Offenders", POLICE, 1, 45_000),
    Row(CRIME, "Offenders", COUNCILS, 2, 263_000),  # 127,000 + 136,000
    Row(CRIME, "Offenders", HEALTH, 1, 94_000),
    Row(CRIME, "Offenders", PROBATION, 1, 50_000),
    Row(CRIME, "Offenders", CHARITIES, 2, 165_791),  # 140,000 + 25,791
    Row(CRIME, "Communities", POLICE, 1, 10_000),
    Row(CRIME, "Communities", COUNCILS, 7, 235_000),  # 39,000 + 35,000 + 23,000 + 12,000 + 16,000 + 30,000 + 80,000
    Row(CRIME, "Communities", CHARITIES, 1, 12_000),
    Row(CRIME, "Communities", COMPANIES, 1, 78_600),
    Row(CRIME, "Communities", NOBODY, 1, 15_000),
)

NODES = (
    {"Budget for grants": 2_300_000},
    {VICTIMS: 961_260, CRIME: 1_322_248, "Not itemised": 16_492},
    {
        AGREEMENT: 574_195,
        CONTRACT: 233_000,
        TENDER: 154_065,
        "Victims": 353_857,
        "Offenders": 617_791,
        "Communities": 350_600,
    },
    {
        POLICE: 587_195,
        COUNCILS: 578_000,
        HEALTH: 319_000,
        PROBATION: 50_000,
        BOARDS: 163_857,
        CHARITIES: 491_856,
        COMPANIES: 78_600,
        NOBODY: 15_000,
    },
)

LONG_NAME = (
    "Contribution to pooled budget with Clinical Commissioning Group who commission Cambs & P'boro Foundation Trust"
)


def flow_of(awards: pd.DataFrame, budgets: pd.DataFrame | None = None) -> pd.DataFrame:
    return summaries.budget_flow(awards, budgets_of_2017() if budgets is None else budgets)


def chart_of(awards: pd.DataFrame, budgets: pd.DataFrame | None = None) -> Axes | None:
    budgets = budgets_of_2017() if budgets is None else budgets
    return charts.budget_flow(flow_of(awards, budgets), summaries.budget_bridge(awards, budgets)).axes


def words_of(awards: pd.DataFrame, budgets: pd.DataFrame | None = None) -> Chart:
    budgets = budgets_of_2017() if budgets is None else budgets
    return charts.budget_flow(flow_of(awards, budgets), summaries.budget_bridge(awards, budgets))


def of_year(project: Folder) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The awards and the budgets of the year that `add_year` puts on file."""
    return load_awards("2018-19", project=project), load_budgets("2018-19", project=project)


# ---- The table --------------------------------------------------------------------------------------


def test_the_money_flows_as_the_paper_prints_it() -> None:
    flow = flow_of(awards_of_2017())
    assert list(flow.columns) == [
        "stream", "group", "provider_type", "awards", "award_gbp", "implied_gbp", "share",
    ]  # fmt: skip
    assert [Row(*row) for row in flow.iloc[:, :5].itertuples(index=False)] == list(THE_FLOW)
    assert [round(share, 5) for share in flow["share"][:2]] == [0.23306, 0.01752]  # of 2,283,508
    assert flow["share"].sum() == pytest.approx(1)


def test_the_one_implied_amount_is_told_in_its_row() -> None:
    flow = flow_of(awards_of_2017())
    implied = flow[flow["implied_gbp"] > 0]
    assert implied[["group", "provider_type", "implied_gbp"]].values.tolist() == [["Victims", COUNCILS, 10_000]]


def test_without_the_implied_amount_its_award_counts_as_nothing() -> None:
    flow = flow_of(awards_of_2017(include_implied=False))
    row = flow[(flow["group"] == "Victims") & (flow["provider_type"] == COUNCILS)].iloc[0]
    assert (row["awards"], row["award_gbp"]) == (2, 30_000)
    assert flow["award_gbp"].sum() == 2_273_508
    assert not flow["implied_gbp"].any()


def test_only_streams_inside_the_budget_flow_and_no_heading_is_a_group_of_its_own(project: Folder) -> None:
    add_year(project, [("GR", "Street lights", COUNCIL, "£4,000"), ("OUT", "Gift", FAMILY, "£1,500")])
    flow = flow_of(*of_year(project))
    assert flow[["stream", "group", "provider_type", "award_gbp", "share"]].values.tolist() == [
        ["General grants", UNGROUPED, COUNCILS, 4_000, 1]
    ]


def test_an_arrangement_goes_before_a_theme_and_awards_without_either_come_last() -> None:
    awards = awards_of_2017()
    awards["theme"] = awards["theme"].where(awards.index != 10)
    awards.loc[11, "arrangement"] = TENDER
    flow = flow_of(awards)
    assert list(flow.loc[flow["stream"] == CRIME, "group"].unique()) == [
        TENDER, "Victims", "Offenders", "Communities", UNGROUPED,
    ]  # fmt: skip


def test_pence_are_added_up_without_a_rest() -> None:
    awards = awards_of_2017().iloc[:3]
    pence = pd.array([10, 20, 30], "Int64")
    flow = flow_of(awards.assign(award_pence=pence, award_gbp=pence / 100))
    assert flow["award_gbp"].tolist() == [0.6]


def test_the_table_leaves_the_awards_as_they_were() -> None:
    awards = awards_of_2017()
    flow = flow_of(awards)
    pd.testing.assert_frame_equal(awards, awards_of_2017())
    before = flow.copy()
    bridge = summaries.budget_bridge(awards, budgets_of_2017())
    charts.budget_flow(flow, bridge)
    pd.testing.assert_frame_equal(flow, before)


# ---- Awards that are hard to draw -----------------------------------------------------------------


def with_refunds() -> pd.DataFrame:
    """Two bodies give money back: the probation service £50,000, all of its type; Crimestoppers £25,791."""
    awards = awards_of_2017()
    back = awards["provider"].isin(["National Probation Service", "Crimestoppers"])
    pence = awards["award_pence"].mask(back, -awards["award_pence"])
    return awards.assign(award_pence=pence, award_gbp=pence / 100)


def times(factor: int, rest: int = 0) -> pd.DataFrame:
    awards = awards_of_2017()
    pence = awards["award_pence"] * factor + rest
    return awards.assign(award_pence=pence, award_gbp=pence / 100)


def in_twelve_themes() -> pd.DataFrame:
    """Each of twelve themes has awards of both streams, but for the last two."""
    awards = awards_of_2017()
    names = [f"Theme number {number} of twelve" for number in range(1, 13)]
    awards["arrangement"] = awards["arrangement"].where(awards["arrangement"].isna())
    return awards.assign(theme=pd.Categorical([names[row % 12] for row in awards.index], names, ordered=True))


def renamed(theme: str, offenders: str = "Offenders") -> pd.DataFrame:
    awards = awards_of_2017()
    return awards.assign(theme=awards["theme"].cat.rename_categories({"Victims": theme, "Offenders": offenders}))


def mostly_implied() -> pd.DataFrame:
    awards = awards_of_2017()
    return awards.assign(award_status=awards["award_status"].mask(awards.index % 2 == 1, "implied"))


HARD: dict[str, Callable[[], pd.DataFrame]] = {
    "the paper": awards_of_2017,
    "nothing implied": lambda: awards_of_2017(include_implied=False),
    "a name of 110 characters": lambda: renamed(LONG_NAME),
    "mathematics and markup": lambda: renamed("Pay $x_1$ and $y^2$", "<b>Bold & broke</b>"),
    "words without an end": lambda: renamed("Donau" * 22, "W" * 110),
    "millions with pence": lambda: times(3000, 11),
    "next to nothing": lambda: awards_of_2017().iloc[[3]],
    "one award": lambda: awards_of_2017().iloc[[10]],
    "one stream": lambda: awards_of_2017().iloc[10:],
    "refunds": with_refunds,
    "more than the budget": lambda: times(3),
    "twelve themes": in_twelve_themes,
    "every other amount implied": mostly_implied,
}

EVERY_HARD_CASE = pytest.mark.parametrize("name", first(HARD, 3))


# ---- Reading the diagram ----------------------------------------------------------------------------


def nodes(ax: Axes) -> list[dict[str, float]]:
    """Each column from left to right: the nodes from the top down, with their heights in pounds."""
    found = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    lefts = sorted({node.get_x() for node in found})
    return [
        {
            str(node.get_label()): round(node.get_height(), 2)
            for node in sorted(found, key=lambda node: float(node.get_y()))
            if node.get_x() == left
        }
        for left in lefts
    ]


def ribbons(ax: Axes) -> list[PathPatch]:
    return [patch for patch in ax.patches if isinstance(patch, PathPatch)]


def width(ribbon: PathPatch) -> tuple[float, float]:
    """How many pounds wide a ribbon is where it begins and where it ends."""
    points = np.asarray(ribbon.get_path().vertices)
    across = points[:, 0]
    ends = [points[across == edge, 1] for edge in (across.min(), across.max())]
    return round(float(np.ptp(ends[0])), 2), round(float(np.ptp(ends[1])), 2)


def figure_of(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None
    with matplotlib.rc_context(fname=STYLE):
        figure.draw_without_rendering()
    return figure


def labels(ax: Axes) -> list[str]:
    """What stands on the drawing, each label on one line."""
    return [text.get_text().replace("\n", " ") for text in ax.texts]


def luminance(rgb: np.ndarray) -> np.ndarray:
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def svg_of(ax: Axes) -> bytes:
    picture = io.BytesIO()
    with matplotlib.rc_context(fname=STYLE):
        figure_of(ax).savefig(picture, format="svg", metadata={"Date": None, "Creator": None})
    return picture.getvalue()


# ---- What is drawn ----------------------------------------------------------------------------------


def test_every_node_is_as_high_as_its_pounds_in_its_place() -> None:
    drawn = nodes(chart_of(awards_of_2017()))
    assert drawn == list(NODES)
    assert [list(column) for column in drawn] == [list(column) for column in NODES]


def test_every_node_is_named_with_its_pounds() -> None:
    assert labels(chart_of(awards_of_2017())) == [
        "Budget for grants £2.3m",
        "Victims' services £961,260",
        "Crime and disorder reduction £1,322,248 (£10,000 implied)",
        "Not itemised £16,492 (rests on £10,000 implied)",
        "Grant agreement £574,195",
        "Commissioned contract £233,000",
        "Single tender £154,065",
        "Victims £353,857 (£10,000 implied)",
        "Offenders £617,791",
        "Communities £350,600",
        "Police £587,195",
        "Local government £578,000 (£10,000 implied)",
        "Health £319,000",
        "Probation and central government £50,000",
        "Statutory partnership board £163,857",
        "Voluntary and community £491,856",
        "Private company £78,600",
        "Not yet allocated £15,000",
        "Budget",
        "Stream",
        "Arrangement or theme",
        "Provider type",
    ]


def test_every_sum_is_a_ribbon_of_its_own_width() -> None:
    """To the streams and what is left, to the six groups, and a ribbon for each row; the implied sum has its own."""
    drawn = [ribbon for ribbon in ribbons(chart_of(awards_of_2017())) if not ribbon.get_hatch()]
    to_streams = [961_260, 1_312_248, 16_492]
    to_groups = [574_195, 233_000, 154_065, 343_857, 617_791, 350_600]
    to_types = [30_000 if row.group == "Victims" and row.provider_type == COUNCILS else row.pounds for row in THE_FLOW]
    assert sorted(width(ribbon) for ribbon in drawn) == sorted(
        (float(pounds), float(pounds)) for pounds in (*to_streams, *to_groups, *to_types)
    )


def test_the_implied_amount_is_hatched_all_the_way() -> None:
    hatched = [ribbon for ribbon in ribbons(chart_of(awards_of_2017())) if ribbon.get_hatch()]
    assert [width(ribbon) for ribbon in hatched] == [(10_000, 10_000)] * 3
    assert not any(ribbon.get_hatch() for ribbon in ribbons(chart_of(awards_of_2017(include_implied=False))))


@EVERY_HARD_CASE
def test_the_ribbons_fill_each_node_from_top_to_bottom(name: str) -> None:
    ax = chart_of(HARD[name]())
    ends: dict[float, list[tuple[float, float]]] = {}
    for ribbon in ribbons(ax):
        points = np.asarray(ribbon.get_path().vertices)
        right = float(points[:, 0].max())
        tops = points[points[:, 0] == right, 1]
        ends.setdefault(round(right, 6), []).append((float(tops.min()), float(tops.max())))
    for node in [patch for patch in ax.patches if isinstance(patch, Rectangle)]:
        if nodes(ax)[0].get(str(node.get_label())) == round(node.get_height(), 2):
            continue
        top, bottom = node.get_y(), node.get_y() + node.get_height()
        inside = sorted(end for end in ends[round(node.get_x(), 6)] if top - 0.01 <= end[0] < bottom - 0.001)
        assert inside[0][0] == pytest.approx(top) and inside[-1][1] == pytest.approx(bottom), node.get_label()
        assert all(upper[1] == pytest.approx(lower[0]) for upper, lower in pairwise(inside)), node.get_label()


def test_ribbons_and_inner_nodes_have_the_colour_of_their_stream() -> None:
    ax = chart_of(awards_of_2017())
    by_name = {patch.get_label(): colors.to_hex(patch.get_facecolor()) for patch in ax.patches if patch.get_label()}
    assert {by_name[name] for name in (VICTIMS, AGREEMENT, CONTRACT, TENDER)} == {DARK.lower()}
    assert {by_name[name] for name in (CRIME, "Victims", "Offenders", "Communities")} == {TEAL.lower()}
    assert {by_name[name] for name in ("Budget for grants", "Not itemised", *NODES[3])} == {GREY.lower()}
    assert {colors.to_hex(ribbon.get_edgecolor()) for ribbon in ribbons(ax)} == {
        colour.lower() for colour in (DARK, TEAL, GREY)
    }


def test_a_group_of_two_streams_has_the_colour_of_neither() -> None:
    ax = chart_of(in_twelve_themes())
    of_groups = {
        patch.get_label(): colors.to_hex(patch.get_facecolor())
        for patch in ax.patches
        if str(patch.get_label()).startswith("Theme")
    }
    assert len(of_groups) == 12
    assert of_groups["Theme number 1 of twelve"] == GREY.lower()
    assert of_groups["Theme number 11 of twelve"] == TEAL.lower()


def test_there_are_never_more_than_four_colours_and_grey() -> None:
    names = [f"Stream {number}" for number in range(6)]
    awards = awards_of_2017()
    awards["stream"] = pd.Categorical([names[row % 6] for row in awards.index], names, ordered=True)
    budgets = pd.concat([budgets_of_2017().iloc[[0]], *[budgets_of_2017().iloc[[1]].assign(name=one) for one in names]])
    ax = chart_of(awards, budgets.reset_index(drop=True))
    assert list(nodes(ax)[1]) == [*names, "Not itemised"]
    used = {colors.to_hex(patch.get_edgecolor()) for patch in ax.patches}
    assert used == {colour.lower() for colour in (DARK, TEAL, PLUM, ORANGE, GREY)}


def test_awards_beyond_the_budget_make_the_first_node_as_high_as_they_are() -> None:
    ax = chart_of(times(3))
    assert nodes(ax)[0] == {"Budget for grants": 6_850_524}
    assert "Not itemised" not in nodes(ax)[1]
    assert labels(ax)[0] == (
        "Budget for grants £2.3m Awarded: £6,850,524 (£30,000 implied) £4,550,524 more than the budget"
    )


def test_without_an_overall_budget_the_diagram_begins_with_the_awards(project: Folder) -> None:
    add_year(project, [("GR", "Street lights", COUNCIL, "£4,000"), ("GR", "Talks", FAMILY, "£1,000")], budget="")
    ax = chart_of(*of_year(project))
    assert nodes(ax) == [
        {"All awards": 5_000},
        {"General grants": 5_000},
        {UNGROUPED: 5_000},
        {COUNCILS: 4_000, CHARITIES: 1_000},
    ]
    assert labels(ax)[0] == "All awards £5,000"


def test_a_budget_that_is_met_leaves_nothing(project: Folder) -> None:
    add_year(project, [("GR", "Street lights", COUNCIL, "£5,000")])
    assert nodes(chart_of(*of_year(project)))[1] == {"General grants": 5_000}


def test_money_that_comes_back_is_not_drawn_and_the_labels_say_so(project: Folder) -> None:
    add_year(project, [("GR", "Street lights", COUNCIL, "£4,000"), ("GR", "Talks", FAMILY, "-£1,000")])
    ax = chart_of(*of_year(project))
    assert nodes(ax) == [
        {"Budget for grants": 6_000},
        {"General grants": 4_000, "Not itemised": 2_000},
        {UNGROUPED: 4_000},
        {COUNCILS: 4_000},
    ]
    assert labels(ax)[:5] == [
        "Budget for grants £5,000 (−£1,000 not drawn)",
        "General grants £3,000 (−£1,000 not drawn)",
        "Not itemised £2,000",
        "No arrangement or theme £3,000 (−£1,000 not drawn)",
        "Local government £4,000",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("GR", "Street lights", COUNCIL, "")],
        [("OUT", "Gift", FAMILY, "£1,500")],
        [("GR", "Talks", FAMILY, "-£1,000")],
    ],
)
def test_where_nothing_is_above_nought_nothing_is_drawn(rows: list[tuple[str, str, str, str]], project: Folder) -> None:
    add_year(project, rows)
    assert chart_of(*of_year(project)) is None


# ---- Room and contrast ------------------------------------------------------------------------------


def crowded(ax: Axes) -> list[str]:
    """The labels and nodes that reach beyond the figure or lie over each other."""
    figure = figure_of(ax)
    boxes = [(text.get_text(), text.get_window_extent()) for text in ax.texts]
    boxes += [(str(one.get_label()), one.get_window_extent()) for one in ax.patches if isinstance(one, Rectangle)]
    right, top = figure.bbox.width, figure.bbox.height
    outside = [text for text, box in boxes if min(box.x0, box.y0) < 0 or box.x1 > right or box.y1 > top]
    pairs = combinations(boxes, 2)
    return outside + [f"{one} over {other}" for (one, first), (other, second) in pairs if first.overlaps(second)]


@EVERY_HARD_CASE
def test_every_label_has_room_of_its_own(name: str) -> None:
    """Inside the figure, over no other label and over no node."""
    assert crowded(chart_of(HARD[name]())) == []


@pytest.mark.parametrize("name", [LONG_NAME, "Donau" * 22])
def test_the_budget_and_the_streams_have_room_for_long_names(name: str) -> None:
    awards, budgets = awards_of_2017(), budgets_of_2017()
    new = {"Budget for grants": name, VICTIMS: f"{name} 1", CRIME: f"{name} 2"}
    awards["stream"] = awards["stream"].cat.rename_categories({old: new[old] for old in (VICTIMS, CRIME)})
    ax = chart_of(awards, budgets.replace({"name": new}))
    assert list(nodes(ax)[1]) == [f"{name} 1", f"{name} 2", "Not itemised"]
    assert crowded(ax) == []


@EVERY_HARD_CASE
def test_every_label_stands_out_from_what_is_behind_it(name: str) -> None:
    """At 4.5 to one in each pixel of its box: on white, or on one light ribbon without an edge in it."""
    ax = chart_of(HARD[name]())
    figure = figure_of(ax)
    boxes = {text.get_text(): text.get_window_extent() for text in ax.texts}
    inks = {text.get_text(): luminance(np.array(colors.to_rgb(text.get_color()))) for text in ax.texts}
    for text in ax.texts:
        text.set_visible(False)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    page = luminance(np.asarray(canvas.buffer_rgba())[::-1, :, :3] / 255)
    for text, box in boxes.items():
        behind = page[int(box.y0) + 1 : int(box.y1), int(box.x0) + 1 : int(box.x1)]
        assert (behind.min() + 0.05) / (inks[text] + 0.05) >= 4.5, text


@EVERY_HARD_CASE
def test_the_flow_has_more_than_half_of_the_width(name: str) -> None:
    ax = chart_of(HARD[name]())
    rectangles = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    across = max(node.get_x() + node.get_width() for node in rectangles) - min(node.get_x() for node in rectangles)
    assert across >= 0.5 * ax.get_xlim()[1]
    assert figure_of(ax).get_figwidth() == ax.get_xlim()[1] == 9.6


@EVERY_HARD_CASE
def test_a_label_is_beside_or_above_its_node(name: str) -> None:
    """No more than an inch away across, and level with its node or right above it."""
    ax = chart_of(HARD[name]())
    figure_of(ax)
    rectangles = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    for node, text in zip(rectangles, ax.texts, strict=False):
        assert text.get_text().replace("\n", "").casefold().startswith(str(node.get_label())[:5].casefold())
        box, its = text.get_window_extent(), node.get_window_extent()
        assert min(abs(box.x1 - its.x0), abs(box.x0 - its.x1)) < 10
        assert box.y0 - its.y1 < 10 and its.y0 - box.y1 < 10


def test_labels_are_as_large_as_in_the_other_charts() -> None:
    assert {text.get_fontsize() for text in chart_of(in_twelve_themes()).texts} == {10}


def test_every_node_and_ribbon_stands_out_from_the_page() -> None:
    for patch in chart_of(awards_of_2017()).patches:
        ink = luminance(np.array(colors.to_rgb(patch.get_edgecolor())))
        assert 1.05 / (ink + 0.05) >= 3, patch.get_label()


def test_an_amount_is_never_broken_over_two_lines() -> None:
    for text in chart_of(times(3000, 11)).texts:
        for line in text.get_text().split("\n"):
            assert not re.match(r"[0-9,.]", line), text.get_text()


def test_names_are_shown_to_the_letter() -> None:
    tree = ElementTree.fromstring(svg_of(chart_of(HARD["mathematics and markup"]())))
    shown = ["".join(node.itertext()) for node in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert "Pay $x_1$ and $y^2$" in shown
    assert "<b>Bold & broke</b>" in " ".join(shown)


def test_the_diagram_is_drawn_twice_to_the_same_byte_whatever_the_user_s_own_settings() -> None:
    usual = svg_of(chart_of(awards_of_2017()))
    assert b"<svg" in usual
    with matplotlib.rc_context({"font.size": 31, "figure.dpi": 250, "axes.facecolor": "pink", "svg.hashsalt": None}):
        before = dict(matplotlib.rcParams)
        assert svg_of(chart_of(awards_of_2017())) == usual
        assert dict(matplotlib.rcParams) == before


# ---- Its words --------------------------------------------------------------------------------------


def pounds(text: str) -> set[str]:
    return set(re.findall(r"−?£[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[km]?", text))


def test_the_title_names_the_largest_single_flow() -> None:
    assert words_of(awards_of_2017()).title == (
        "The largest single flow is £532,195, 23.3% of these awards' money: from Victims' services, under “Grant "
        "agreement”, to the police"
    )
    assert "23.4%" in words_of(awards_of_2017(include_implied=False)).title  # of 2,273,508


@pytest.mark.parametrize("include_implied", [True, False])
def test_the_alternative_text_has_the_figures_of_the_table_and_no_others(include_implied: bool) -> None:
    alt = words_of(awards_of_2017(include_implied)).alt
    rows = {f"£{row.pounds:,}" for row in THE_FLOW}
    if include_implied:
        assert pounds(alt) == rows | {"£10,000", "£961,260", "£1,322,248", "£2.3m"}
    else:  # two rows have £40,000, one of them without the implied part £30,000
        assert pounds(alt) == rows | {"£30,000", "£961,260", "£1,312,248", "£2.3m"}


def test_the_alternative_text_follows_the_money() -> None:
    alt = words_of(awards_of_2017()).alt
    victims, _, crime = alt.partition(f"£1,322,248 (including £10,000 implied) is for {CRIME}: ")
    assert victims.startswith("Flow diagram")
    assert "What is left of the budget is not itemised." in victims
    assert "under “Single tender”, £75,000 to health bodies and £79,065 to voluntary and community bodies." in victims
    assert crime.startswith(
        "under “Victims”, £40,000 (including £10,000 implied) to local government, £150,000 to health"
    )
    assert crime.endswith("£78,600 to private companies and £15,000 to nobody yet.")


def test_the_key_tells_of_colours_and_hatching() -> None:
    assert words_of(awards_of_2017()).key == "Colour: the stream. Hatched: implied."
    assert words_of(awards_of_2017(include_implied=False)).key == "Colour: the stream."
    assert words_of(awards_of_2017().iloc[:10]).key == ""


def test_the_key_tells_what_is_not_drawn() -> None:
    words = words_of(with_refunds())
    assert words.key.endswith(
        f"Not drawn, since not above nought: −£50,000 to {PROBATION} ({CRIME}, under “Offenders”)."
    )
    assert "% of these awards" not in words.title
    assert "−£50,000" in words.alt


def test_another_year_is_told_truly(project: Folder) -> None:
    add_year(project, [("GR", "Street lights", COUNCIL, "£4,000"), ("GR", "Later", "", "£10,000")], budget="£14,000")
    words = words_of(*of_year(project))
    assert words.title == (
        "The largest single flow is £4,000, 28.6% of these awards' money: from General grants, under no arrangement or "
        "theme, to local government"
    )
    assert "not itemised" not in words.alt
    assert words.alt.endswith(
        "£14,000 is for General grants: under no arrangement or theme, £4,000 to local government and £10,000 to "
        "nobody yet."
    )
    assert words.key == ""


def test_more_than_the_budget_and_no_budget_are_told(project: Folder) -> None:
    assert "The awards are more than the budget" in words_of(times(3)).alt
    add_year(project, [("GR", "Street lights", COUNCIL, "£4,000")], budget="", themes=True)
    words = words_of(*of_year(project))
    assert "from all awards to the streams" in words.alt and "budget" not in words.alt
    assert "under “Safety”" in words.title


def test_a_stream_without_an_award_is_told() -> None:
    assert f"No amount is stated for {VICTIMS}." in words_of(awards_of_2017().iloc[10:]).alt


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([("GR", "Street lights", COUNCIL, "")], "No amount is stated for any stream"),
        ([("OUT", "Gift", FAMILY, "£1,500")], "No amount is stated for any stream"),
        ([("GR", "Talks", FAMILY, "-£1,000")], "More comes back than is awarded"),
    ],
)
def test_without_anything_to_see_there_is_no_chart(
    rows: list[tuple[str, str, str, str]], title: str, project: Folder
) -> None:
    add_year(project, rows)
    assert words_of(*of_year(project)) == Chart(title)
