"""The schema: closed lists that hold each label once, columns with their meaning, and the implied amounts."""

import re

import pandas as pd

from grantsdata.model import schema
from grantsdata.model.schema import AWARD_COLUMNS, AWARD_DTYPES, LABELS, REPAIRS, implied_gbp, is_implied

AWARDS = pd.DataFrame(
    {"award_status": ["printed", "implied", "not stated", "implied"], "award_gbp": [5.0, 10_000.5, None, 0.25]}
)


def test_every_column_has_one_name_a_heading_and_a_meaning() -> None:
    assert len(AWARD_DTYPES) == len(AWARD_COLUMNS) == 27
    for column in AWARD_COLUMNS:
        assert re.fullmatch("[a-z]+(_[a-z]+)*", column.name), column
        assert column.heading[0].isupper(), column
        assert not column.meaning[0].isupper(), column
        assert not column.meaning.endswith("."), column
    assert AWARD_DTYPES["award_pence"] == "Int64"
    assert [column.unit for column in AWARD_COLUMNS if column.name.startswith("award_") and column.unit] == [
        "pence",
        "pounds",
    ]


def test_a_label_stands_once_in_its_list_and_its_column_is_a_category() -> None:
    for name, labels in LABELS.items():
        assert len(set(labels)) == len(labels), name
        assert AWARD_DTYPES[name] == "category", name
    assert LABELS["award_status"] == ("printed", "implied", "not stated")
    assert set(schema.CONTRACTS) < set(schema.ARRANGEMENTS)
    assert schema.SEVERITIES == ("agrees", "note", "warning", "error")


def test_every_repair_is_explained() -> None:
    assert all(name == name.strip() and text[0].islower() for name, text in REPAIRS.items())


def test_implied_amounts_are_added_up_apart() -> None:
    assert is_implied(AWARDS).tolist() == [False, True, False, True]
    assert implied_gbp(AWARDS) == 10_000.75
    assert implied_gbp(AWARDS.iloc[:1]) == 0.0
    assert is_implied({"award_status": "implied"})


def test_readers_see_plain_names_of_provider_types() -> None:
    assert schema.shown_as("local government") == "councils"
    assert schema.shown_as("voluntary and community") == "charities and community groups"
    assert schema.shown_as("police") == "police"
    assert set(schema.SHOWN_AS) < set(schema.PROVIDER_TYPES)
