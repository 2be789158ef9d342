"""What became of each award from one year to the next, to the cell, on years made up of a few awards.

Former: Hub £100, Lights £50 (implied), Bus £30, Zoo £20, Choir not stated, Playgroups £10, Café £7. Now: Hub £100,
Lights £60, Bus not stated, Choir not stated, Playgroup £11 (for a person to decide whether it is the same), Café £7 by
another body, Park £5.05 (implied).
"""

from typing import Any

import pandas as pd

from grantsdata import summaries
from grantsdata.summaries.matching import matches, similarity

Row = tuple[str, str, int | None, str]
"""Service, provider, pence, status."""

FORMER: list[Row] = [
    ("Hub", "Council", 100_00, "printed"),
    ("Lights", "Council", 50_00, "implied"),
    ("Bus", "Council", 30_00, "printed"),
    ("Zoo", "", 20_00, "printed"),
    ("Choir", "", None, "not stated"),
    ("Playgroups", "Trust", 10_00, "printed"),
    ("Café", "Trust", 7_00, "printed"),
]
NOW: list[Row] = [
    ("Park", "Council", 5_05, "implied"),
    ("Café", "Council", 7_00, "printed"),
    ("Playgroup", "Trust", 11_00, "printed"),
    ("Choir", "", None, "not stated"),
    ("Bus", "Council", None, "not stated"),
    ("Lights", "Council", 60_00, "printed"),
    ("HUB!", "Council", 100_00, "printed"),
]


def awards(listed: list[Row], stream: str = "Grants", year: str = "n") -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "award_id": pd.array([f"{year}-{number}" for number in range(len(listed))], dtype="str"),
            "stream": pd.Categorical([stream] * len(listed), ["Other", stream], ordered=True),
            "service": pd.array([service for service, *_ in listed], dtype="str"),
            "provider": pd.array([provider or None for _, provider, *_ in listed], dtype="str"),
            "award_pence": pd.array([pence for *_, pence, _ in listed], dtype="Int64"),
        }
    )
    table["award_gbp"] = table["award_pence"] / 100
    table["award_status"] = [status for *_, status in listed]
    return table


def movements() -> pd.DataFrame:
    return summaries.award_movements(awards(NOW), awards(FORMER, year="f"))


def rows(table: pd.DataFrame) -> list[list[Any]]:
    """The header and the rows, an empty cell as None; the rows are numbered from 0 on."""
    assert list(table.index) == list(range(len(table)))
    cells = table.astype("object")
    return [list(cells.columns), *([None if pd.isna(cell) else cell for cell in row] for row in cells.to_numpy())]


SIDE = ["award_id", "stream", "service", "provider", "award_gbp", "award_status"]
FORMER_SIDE = ["former_id", "former_stream", "former_service", "former_provider", "former_gbp", "former_status"]
G = "Grants"


def test_every_award_has_one_row_with_both_its_years() -> None:
    columns = ["movement", "similarity_share", *FORMER_SIDE, *SIDE, "change_gbp", "change_share"]
    assert set(movements()) == set(columns)
    assert rows(movements()[columns]) == [
        columns,
        ["continued", 1, "f-4", G, "Choir", None, None, "not stated", "n-3", G, "Choir", None, None, "not stated", None,
         None],
        ["continued", 1, "f-0", G, "Hub", "Council", 100, "printed", "n-6", G, "HUB!", "Council", 100, "printed", 0, 0],
        ["changed", 1, "f-6", G, "Café", "Trust", 7, "printed", "n-1", G, "Café", "Council", 7, "printed", 0, 0],
        ["changed", 1, "f-2", G, "Bus", "Council", 30, "printed", "n-4", G, "Bus", "Council", None, "not stated", None,
         None],
        ["changed", 1, "f-1", G, "Lights", "Council", 50, "implied", "n-5", G, "Lights", "Council", 60, "printed", 10,
         0.2],
        ["ended", None, "f-3", G, "Zoo", None, 20, "printed", None, None, None, None, None, None, None, None],
        ["new", None, None, None, None, None, None, None, "n-0", G, "Park", "Council", 5.05, "implied", None, None],
        # 2 × 9 letters in common of 19
        ["doubtful", 0.9474, "f-5", G, "Playgroups", "Trust", 10, "printed", "n-2", G, "Playgroup", "Trust", 11,
         "printed", 1, 0.1],
    ]  # fmt: skip


def test_the_movements_lead_from_one_sum_to_the_other() -> None:
    """217 + (60 − 50) + (11 − 10) − 20 + 5.05 known, − 30 of the award that one year only states: 183.05."""
    columns = ["movement", "former_awards", "former_total_gbp", "known_change_gbp", "one_sided_gbp", "now_awards"]
    assert rows(summaries.movement_totals(movements())) == [
        [*columns, "now_total_gbp"],
        ["continued", 2, 100, 0, 0, 2, 100],
        ["changed", 3, 87, 10, -30, 3, 67],
        ["ended", 1, 20, -20, 0, 0, 0],
        ["new", 0, 0, 5.05, 0, 1, 5.05],
        ["doubtful", 1, 10, 1, 0, 1, 11],
        ["Total", 7, 217, -3.95, -30, 7, 183.05],
    ]
    assert rows(summaries.implied_movements(movements())) == [
        ["movement", "former_total_gbp", "known_change_gbp", "one_sided_gbp", "now_total_gbp"],
        ["continued", 0, 0, 0, 0],
        ["changed", 50, 50, 0, 0],
        ["ended", 0, 0, 0, 0],
        ["new", 0, 5.05, 0, 5.05],
        ["doubtful", 0, 0, 0, 0],
        ["Total", 50, 55.05, 0, 5.05],
    ]


def test_without_a_one_sided_pair_its_column_is_left_out() -> None:
    both = summaries.award_movements(awards(NOW[:1]), awards(FORMER[:1], year="f"))
    assert rows(summaries.movement_totals(both)) == [
        ["movement", "former_awards", "former_total_gbp", "known_change_gbp", "now_awards", "now_total_gbp"],
        ["continued", 0, 0, 0, 0, 0],
        ["changed", 0, 0, 0, 0, 0],
        ["ended", 1, 100, -100, 0, 0],
        ["new", 0, 0, 5.05, 1, 5.05],
        ["doubtful", 0, 0, 0, 0, 0],
        ["Total", 1, 100, -94.95, 1, 5.05],
    ]


def test_an_implied_amount_that_continues_is_no_change() -> None:
    lasting = [("Lights", "Council", 50_00, "implied"), ("Zoo", "", None, "not stated")]
    then = [("Lights", "Council", 50_00, "implied"), ("Zoo", "", 5_00, "implied")]
    table = summaries.award_movements(awards(lasting), awards(then, year="f"))
    assert rows(summaries.implied_movements(table))[1:3] == [["continued", 50, 0, 0, 50], ["changed", 5, 0, 5, 0]]


def test_without_an_earlier_year_nothing_moved() -> None:
    table = summaries.award_movements(awards(NOW), awards([]))
    assert table.empty and list(table.columns) == list(movements().columns)
    for summary in (summaries.movement_totals, summaries.implied_movements):
        assert summary(table).empty
    assert summaries.movement_totals(table).columns[0] == "movement"


def test_streams_of_both_years_are_known_in_the_order_of_this_year_s_paper() -> None:
    table = summaries.award_movements(awards(NOW[:1], "Now"), awards(FORMER[:1], "Then", "f"))
    assert (
        list(table["stream"].cat.categories) == list(table["former_stream"].cat.categories) == ["Other", "Now", "Then"]
    )
    assert table["stream"].cat.ordered
    assert list(table["movement"].cat.categories) == ["continued", "changed", "ended", "new", "doubtful"]


def test_each_movement_is_listed_with_what_fits_it() -> None:
    table = movements()
    assert rows(summaries.movement_listing(table, "continued")) == [
        ["stream", "service", "provider", "award_gbp", "award_status"],
        [G, "Choir", None, None, "not stated"],
        [G, "HUB!", "Council", 100, "printed"],
    ]
    assert rows(summaries.movement_listing(table, "changed")) == [
        ["stream", "service", "provider", "former_gbp", "award_gbp", "award_status", "change_gbp", "change_share"],
        [G, "Café", "Council", 7, 7, "printed", 0, 0],
        [G, "Bus", "Council", 30, None, "not stated", None, None],
        [G, "Lights", "Council", 50, 60, "printed", 10, 0.2],
    ]
    assert rows(summaries.movement_listing(table, "ended")) == [
        ["stream", "service", "provider", "award_gbp", "award_status"], [G, "Zoo", None, 20, "printed"],
    ]  # fmt: skip
    assert rows(summaries.movement_listing(table, "new")) == [
        ["stream", "service", "provider", "award_gbp", "award_status"], [G, "Park", "Council", 5.05, "implied"],
    ]  # fmt: skip
    assert rows(summaries.movement_listing(table, "doubtful")) == [
        ["former_service", "service", "former_provider", "provider", "former_gbp", "award_gbp", "award_status",
         "similarity_share"],
        ["Playgroups", "Playgroup", "Trust", "Trust", 10, 11, "printed", 0.9474],
    ]  # fmt: skip


def test_a_remark_is_listed_where_an_award_has_one() -> None:
    table = movements()
    table["remark"] = ["", "Look.", *[""] * 6]
    assert rows(summaries.movement_listing(table, "continued")) == [
        ["stream", "service", "provider", "award_gbp", "award_status", "remark"],
        [G, "Choir", None, None, "not stated", ""],
        [G, "HUB!", "Council", 100, "printed", "Look."],
    ]
    assert "remark" not in summaries.movement_listing(table, "changed")


# ---- Which award is which ------------------------------------------------------------------------------


def pairs(now: list[Row], then: list[Row], stream: str = "Grants") -> list[tuple[str, str, float, bool]]:
    return [tuple(match) for match in matches(awards(now, stream), awards(then, year="f"))]


def one(service: str, provider: str = "Council", pence: int | None = 1) -> Row:
    return service, provider, pence, "printed"


def test_awards_of_one_service_and_provider_pair_by_amount_and_the_last_two_anyway() -> None:
    now = [one("Hub", pence=3), one("Hub", pence=1), one("Hub", pence=9)]
    then = [one("Hub", pence=1), one("Hub", pence=2), one("Hub", pence=3)]
    assert pairs(now, then) == [("f-0", "n-1", 1, True), ("f-2", "n-0", 1, True), ("f-1", "n-2", 1, True)]


def test_what_several_equal_awards_leave_open_is_doubtful() -> None:
    now, then = [one("Hub", pence=3), one("Hub", pence=4)], [one("Hub", pence=1), one("Hub", pence=2)]
    assert pairs(now, then) == [("f-0", "n-0", 1, False), ("f-1", "n-1", 1, False)]
    assert pairs(now, then[:1]) == [("f-0", "n-0", 1, False)]


def test_another_provider_is_certain_only_where_the_service_is_alone_in_both_years() -> None:
    assert pairs([one("Hub", "Trust")], [one("Hub")]) == [("f-0", "n-0", 1, True)]
    twice = [one("Hub", "Trust"), one("Hub", "Force")]
    assert pairs(twice, [one("Hub")]) == [("f-0", "n-0", 1, False)]
    assert pairs([one("Hub")], twice) == [("f-0", "n-0", 1, False)]
    # One of the two is certain by its provider; the other was not alone.
    assert pairs(twice, [one("Hub", "Trust"), one("Hub", "Club")]) == [
        ("f-0", "n-0", 1, True),
        ("f-1", "n-1", 1, False),
    ]


def test_no_provider_is_the_same_as_none_however_a_table_says_so() -> None:
    now, then = awards([one("Hub", "", 1), one("Hub", "", 2)]), awards([one("Hub", "", 2), one("Hub", "", 1)], year="f")
    then["provider"] = pd.Series([None, None], dtype="object")
    assert matches(now, then) == [("f-0", "n-1", 1, True), ("f-1", "n-0", 1, True)]


def test_a_service_of_another_stream_is_doubtful() -> None:
    assert pairs([one("Hub")], [one("Hub")], "Elsewhere") == [("f-0", "n-0", 1, False)]


def test_services_are_alike_from_seven_tenths_on_and_one_provider_adds_a_tenth() -> None:
    # Of 10 letters and 10, 7 in common: 14 / 20 = 0.7; 6 in common: 0.6, with one provider 0.7; 5: 0.5.
    then = [one("abcdefghij", "Trust")]
    assert pairs([one("abcdefgxyz", "Club")], then) == [("f-0", "n-0", 0.7, False)]
    assert pairs([one("abcdefwxyz", "Club")], then) == []
    assert pairs([one("abcdefwxyz", "Trust")], then) == [("f-0", "n-0", 0.6, False)]
    assert pairs([one("abcdevwxyz", "Trust")], then) == []
    # Nobody is no provider that two awards could share.
    assert pairs([one("abcdefwxyz", "")], [one("abcdefghij", "")]) == []


def test_the_nearest_pairs_come_first_and_each_award_once() -> None:
    then = [one("abcdefghij", "Trust"), one("abcdefghik", "Club")]
    now = [one("abcdefghxy", "Force"), one("abcdefghiz", "Club")]
    # 0.9 + 0.1 for f-1 with n-1; f-0 with n-1 0.9; f-0 with n-0 0.8
    assert pairs(now, then) == [("f-1", "n-1", 0.9, False), ("f-0", "n-0", 0.8, False)]
    equal = [one("abcdefghiz", "Force"), one("abcdefghiw", "Force")]
    assert pairs(equal, [one("abcdefghij", "Trust"), one("abcdefghik", "Trust")]) == [
        ("f-0", "n-0", 0.9, False), ("f-1", "n-1", 0.9, False),
    ]  # fmt: skip


def test_what_makes_no_difference_to_a_service() -> None:
    assert similarity("Law & Order", "LAW and  order!") == 1
    assert similarity("Café ①", "cafe\u0301 1") == 1
    assert similarity("!!!", "???") == 0 and similarity("!!!", "!!!") == 1
    assert similarity("abc", "xyz") == 0
    # To four places: 2 × 1 of 3 letters.
    assert similarity("ab", "a") == 0.6667
    # Which comes first makes no difference, though it does to difflib; the greater counts.
    assert similarity("tide", "diet") == similarity("diet", "tide") == 0.5


def test_long_services_with_common_letters_are_compared_letter_by_letter() -> None:
    """With difflib's own rule of thumb, a letter that is more than 1% of 200 or more would not count."""
    common = "ab" * 120
    assert similarity(f"x{common}", f"y{common}") == round(2 * 240 / 482, 4)


def test_rows_stand_by_movement_then_similarity_then_in_the_papers_order() -> None:
    # Similar: night buses and night bus 2 × 8 / 18, street lightss and street lights 2 × 12 / 25.
    then = [
        one("Zoo"),
        one("Night buses", "A"),
        one("Street lightss", "A"),
        one("Fair"),
        one("Hub", "A"),
        one("Fête", "A"),
    ]
    now = [one("Night bus", "B"), one("Fête", "A"), one("Park", "C"), one("Street lights", "B"), one("Hub", "A"),
           one("Club", "D")]  # fmt: skip
    table = summaries.award_movements(awards(now), awards(then, year="f"))
    assert table.columns[0] == "movement"
    cells = table[["movement", "former_id", "award_id"]].astype("object").fillna("")
    assert [tuple(row) for row in cells.to_numpy()] == [
        ("continued", "f-5", "n-1"), ("continued", "f-4", "n-4"), ("ended", "f-0", ""), ("ended", "f-3", ""),
        ("new", "", "n-2"), ("new", "", "n-5"), ("doubtful", "f-2", "n-3"), ("doubtful", "f-1", "n-0"),
    ]  # fmt: skip
    assert table["movement"].cat.ordered
    assert str(table["similarity_share"].dtype) == "Float64"
    # The papers' order is that of the rows, whatever their identifiers.
    table = summaries.award_movements(awards(now).iloc[::-1], awards(then, year="f").iloc[::-1])
    cells = table[["movement", "former_id", "award_id"]].astype("object").fillna("")
    assert [tuple(row) for row in cells.to_numpy()] == [
        ("continued", "f-4", "n-4"), ("continued", "f-5", "n-1"), ("ended", "f-3", ""), ("ended", "f-0", ""),
        ("new", "", "n-5"), ("new", "", "n-2"), ("doubtful", "f-2", "n-3"), ("doubtful", "f-1", "n-0"),
    ]  # fmt: skip


def test_a_provider_that_is_named_for_the_first_time_is_a_change() -> None:
    for now, then in ((one("Zoo", "Club"), one("Zoo", "")), (one("Zoo", ""), one("Zoo", "Club"))):
        table = summaries.award_movements(awards([now]), awards([then], year="f"))
        assert table["movement"].tolist() == ["changed"]


def test_a_change_is_a_share_only_of_an_amount_above_nought() -> None:
    then = [one("A", pence=0), one("B", pence=-100), one("C", pence=1)]
    now = [one("A", pence=100), one("B", pence=100), one("C", pence=2)]
    table = summaries.award_movements(awards(now), awards(then, year="f"))
    assert table["change_gbp"].tolist() == [1, 2, 0.01]
    assert table["change_share"].isna().tolist() == [True, True, False] and table["change_share"].iloc[2] == 1


def test_a_decision_joins_no_award_that_is_joined_already_or_is_in_none_of_the_years() -> None:
    """The zoo is decided to go on as the park, and the fair as an award of a year that is not among these."""
    first = awards([one("Hub", "A"), one("Zoo", "B")], year="f")
    second = awards([one("Fair", "D"), one("Hub", "A"), one("Park", "C")])
    decisions = pd.DataFrame({"former_id": ["f-1", "x-9"], "award_id": ["n-2", "n-0"], "same": ["yes", "yes"]})
    years = [table.assign(financial_year=year) for table, year in ((first, "2017-18"), (second, "2018-19"))]
    found = summaries.award_chains(years, [decisions.iloc[:0], decisions])
    assert found[["chain", "award_id"]].to_numpy().tolist() == [
        [1, "n-0"], [2, "f-0"], [2, "n-1"], [3, "f-1"], [3, "n-2"],
    ]  # fmt: skip


def test_an_award_of_three_years_is_one_chain_and_one_with_a_gap_needs_a_decision() -> None:
    """The hub goes on each year; the bus stops for a year and is decided to go on; the fair and the zoo end."""
    listed = {
        "2017-18": awards([one("Hub", "A", 100), one("Zoo", "B", 200), one("Bus", "C", 300)], year="a"),
        "2018-19": awards([one("Hub", "A", 150), one("Fair", "D", 50)], year="b"),
        "2019-20": awards([one("Bus", "C", 400), one("Hub", "A", 150), one("Park", "E", 7)], year="c"),
    }
    years = [table.assign(financial_year=year) for year, table in listed.items()]
    none = pd.DataFrame({"former_id": [], "award_id": [], "same": []}, dtype="str")
    yes = pd.DataFrame({"former_id": ["a-2", "a-0"], "award_id": ["c-0", "c-1"], "same": ["yes", "yes"]})
    found = summaries.award_chains(years, [none, none, yes])
    assert list(found.columns) == [
        "chain", "financial_year", "award_id", "stream", "service", "provider", "award_gbp", "award_status",
    ]  # fmt: skip
    assert found.drop(columns=["stream", "award_status"]).to_numpy().tolist() == [
        [1, "2017-18", "a-2", "Bus", "C", 3.0],
        [1, "2019-20", "c-0", "Bus", "C", 4.0],
        [2, "2017-18", "a-0", "Hub", "A", 1.0],
        [2, "2018-19", "b-0", "Hub", "A", 1.5],
        [2, "2019-20", "c-1", "Hub", "A", 1.5],
        [3, "2019-20", "c-2", "Park", "E", 0.07],
        [4, "2018-19", "b-1", "Fair", "D", 0.5],
        [5, "2017-18", "a-1", "Zoo", "B", 2.0],
    ]
    undecided = summaries.award_chains(years, [none, none, none])
    assert undecided.loc[undecided["service"] == "Bus", "chain"].tolist() == [1, 6]  # the zoo is the fifth
