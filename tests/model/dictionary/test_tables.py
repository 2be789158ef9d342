"""What each table holds, and what each column means in its table."""

import pytest

from grantsdata.model.dictionary.tables import MEANINGS, STREAM_COLUMN_MEANING, TABLES, meaning
from grantsdata.model.schema import AWARD_DTYPES


@pytest.mark.parametrize(
    ("table", "column", "said"),
    [
        ("awards", "award_gbp", "the amount in pounds, for reading and drawing"),
        ("with-other-contributors", "award_gbp", "the amount in pounds, for reading and drawing"),
        ("by-stream", "award_gbp", "the sum of the stated amounts, in pounds; empty if none is stated"),
        ("by-stream", "awards", "how many awards"),
        ("payments", "kind", "paid, held back or returned: kinds are never added up"),
        ("returns", "kind", "people helped, count, share or measurement"),
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
            assert {column, f"{name}.{column}"} & {*MEANINGS, *AWARD_DTYPES}, (name, column)
            assert meaning(name, column) != STREAM_COLUMN_MEANING, (name, column)
