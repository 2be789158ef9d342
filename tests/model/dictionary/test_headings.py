"""The heading of each column, and what stands in its empty cells."""

import pytest

from grantsdata.model.dictionary.headings import EMPTY, EVERYDAY, HEADINGS, heading, own_headings


def test_a_column_with_a_text_for_empty_cells_has_a_heading() -> None:
    assert set(EMPTY) <= set(HEADINGS)
    assert EMPTY["award_gbp"] == "not stated"


def test_headings_begin_with_a_capital_or_a_sign() -> None:
    assert HEADINGS["award_gbp"] == "Amount"
    assert [name for name, heading in HEADINGS.items() if not heading or heading[0].islower()] == []


@pytest.mark.parametrize(
    ("columns", "own"),
    [
        (["district", "kind"], ["kind"]),
        (["kind", "awards", "award_gbp", "implied_gbp", "share"], ["kind"]),
        (["kind", "place", "column", "printed", "read_as", "why"], []),
        (["kind", "cells", "meaning"], []),
        (["group", "share", "value"], ["group", "share", "value"]),
        (["stream", "award_gbp", "population"], []),
        (["start", "end", "date"], ["start", "end", "date"]),
        (["service", "start", "end", "said_in"], []),
    ],
)
def test_an_everyday_name_in_a_table_of_ones_own_is_its_own_heading(columns: list[str], own: list[str]) -> None:
    assert own_headings(columns) == {name: name for name in own}


def test_everyday_names_are_columns_of_this_package() -> None:
    assert set(EVERYDAY) <= set(HEADINGS)
    assert {name for beside in EVERYDAY.values() for name in beside} <= set(HEADINGS)


def test_a_column_that_means_something_else_in_one_table_has_another_heading_there() -> None:
    headings = [heading(table, "kind") for table in ("payments", "returns", "repairs")]
    assert headings == ["What happened", "Kind of measure", "Repair"]
