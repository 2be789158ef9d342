"""Entries are added to a description with their comments, and every other line stays as a person wrote it."""

import pytest
import tomlkit

from grantsdata.importers.paper_toml import append, fill, item, moved_text, put, toml_table
from grantsdata.model.years import FinancialYear

WRITTEN = """# By hand.
[paper]
title = "Grants"  # as printed
# dated = 2018-07-02

[[award_tables]]
file = "a.csv"
"""


def test_a_list_of_tables_has_a_line_for_each_and_a_list_of_texts_has_one() -> None:
    assert item(["a", "b"]).as_string() == '["a", "b"]'
    assert item([{"row": 2, "printed": "Hub"}, {"row": 3, "printed": "Van"}]).as_string() == (
        '[\n    {row = 2, printed = "Hub"},\n    {row = 3, printed = "Van"},\n]'
    )


def test_a_table_has_its_comments_and_tables_within_it_come_last() -> None:
    entries = [("columns", {"award": "Grant"}, "a guess"), ("file", "a.csv", ""), ("", 'stream = "SF"', "or VF")]
    document = tomlkit.document()
    document.add("table", toml_table([*entries, ("scale", 1000, "by the header")]))
    assert document.as_string() == (
        '[table]\nfile = "a.csv"\n# stream = "SF"  # or VF\nscale = 1000 # by the header\n\n'
        '[table.columns] # a guess\naward = "Grant"\n'
    )


def test_a_table_is_added_at_the_end_of_its_list_and_the_rest_stays() -> None:
    document = tomlkit.parse(WRITTEN)
    append(document, "award_tables", toml_table([("file", "b.csv", "")]))
    append(document, "printed_totals", toml_table([("row", 4, "")]))
    text = document.as_string()
    assert text.startswith(WRITTEN)
    assert document.unwrap()["award_tables"] == [{"file": "a.csv"}, {"file": "b.csv"}]
    assert document.unwrap()["printed_totals"] == [{"row": 4}]


def test_a_table_of_the_same_name_is_replaced_where_it_is() -> None:
    document = tomlkit.parse(WRITTEN + '[[award_tables]]\nfile = "b.csv"\n')
    put(document, "award_tables", "file", toml_table([("file", "a.csv", ""), ("scale", 1, "")]))
    put(document, "award_tables", "file", toml_table([("file", "c.csv", "")]))
    found = tomlkit.parse(document.as_string()).unwrap()
    assert found["award_tables"] == [{"file": "a.csv", "scale": 1}, {"file": "b.csv"}, {"file": "c.csv"}]
    assert document.as_string().startswith('# By hand.\n[paper]\ntitle = "Grants"  # as printed\n')


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [("title", "Awards", 'title = "Awards" # found'), ("dated", "May", 'dated = "May" # found')],
)
def test_a_key_gets_its_value_and_the_line_that_showed_it_is_removed(key: str, value: str, line: str) -> None:
    document = tomlkit.parse(WRITTEN)
    fill(document["paper"], key, value, "found")
    text = document.as_string()
    assert line in text.splitlines()
    assert ("# dated = " in text) == (key == "title")
    assert tomlkit.parse(text).unwrap()["paper"][key] == value


def test_the_year_moves_in_each_form_that_papers_print() -> None:
    text = "Awards 2017-18, 2017/18, 2017–18 and 2017/2018; not 2016-17"
    moved = moved_text(text, FinancialYear(2017), FinancialYear(2018))
    assert moved == "Awards 2018-19, 2018/19, 2018–19 and 2018/2019; not 2016-17"
