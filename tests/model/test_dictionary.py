"""The data dictionary: what each column means in its table, its heading, and what stands in its empty cells."""

import pytest

from grantsdata.model.dictionary import (
    EMPTY,
    EVERYDAY,
    HEADINGS,
    MEANINGS,
    STREAM_COLUMN_MEANING,
    TABLES,
    meaning,
    own_headings,
)
from grantsdata.model.schema import AWARD_DTYPES


@pytest.mark.parametrize(
    ("table", "column", "said"),
    [
        ("awards", "award_gbp", "the amount in pounds, for reading and drawing"),
        ("with-other-contributors", "award_gbp", "the amount in pounds, for reading and drawing"),
        ("by-stream", "award_gbp", "the sum of the stated amounts, in pounds; empty if none is stated"),
        ("by-stream", "awards", "how many awards"),
        ("by-payee", "payee", "the body that is paid; empty if it is not named"),
        ("budget-breakdown", "Youth fund", "what is awarded from the stream of this name, in pounds"),
    ],
)
def test_a_column_means_what_it_holds_in_its_table(table: str, column: str, said: str) -> None:
    assert meaning(table, column) == said


def test_what_a_row_is_known_by_is_a_column_with_a_meaning_of_its_own() -> None:
    for name, table in TABLES.items():
        assert len(set(table.key)) == len(table.key), name
        for column in (*table.key, *table.filled):
            assert column in MEANINGS or column in AWARD_DTYPES, (name, column)
            assert meaning(name, column) != STREAM_COLUMN_MEANING, (name, column)


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
