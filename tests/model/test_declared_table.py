"""The model of one award table: what its parts come to, and each contradiction between them by its words."""

import re
from typing import Any

import pytest
from pydantic import ValidationError

from grantsdata.model.declared_table import AwardTable, Misprint, PrintedTotal

COLUMNS = {"service": "Service", "provider": "Provider", "award": "Award"}
TOTAL = {"label": "Total", "printed": "£81,600", "file": "a.csv"}


def table(**more: Any) -> AwardTable:
    return AwardTable.model_validate({"file": "a.csv", "stream": "CDR", "columns": COLUMNS, **more})


def test_columns_are_listed_by_meaning_and_the_ignored_ones_last() -> None:
    one = table(ignored_columns=["Officer"], columns={**COLUMNS, "theme": "Theme"}, themes={"Youth": "", "Roads": "x"})
    assert one.columns.by_meaning() == {
        "service": "Service",
        "provider": "Provider",
        "award": "Award",
        "theme": "Theme",
    }
    assert one.printed_columns == ["Service", "Provider", "Award", "Theme", "Officer"]
    assert one.headings == {"stream": {}, "theme": {"Youth": "", "Roads": "x"}, "arrangement": {}, "document": {}}
    assert one.codes == ["CDR"]


def test_a_table_of_several_streams_names_each_once_in_its_order() -> None:
    one = table(stream=None, streams={"Fund B": "B", "Fund A": "A", "B again": "B"}, section_rows=["stream"])
    assert one.codes == ["B", "A"]


def test_a_table_of_one_service_needs_no_column_for_it() -> None:
    columns = {"provider": "Name", "award": "Award"}
    assert table(service="Small grants", columns=columns).columns.service is None
    with pytest.raises(ValidationError, match=r"columns\.service\n *Field required"):
        table(columns=columns)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"service": "Grants", "columns": COLUMNS}, "service is given for the whole table and as a column"),
        (
            {"streams": {"A": "A"}, "columns": {**COLUMNS, "stream": "Fund"}},
            "stream is given for the whole table and for parts of it",
        ),
        (
            {"columns": {**COLUMNS, "theme": "Theme"}, "section_rows": ["theme"], "themes": {"A": ""}},
            "columns.theme and section_rows both give the theme",
        ),
        ({"themes": {"A": ""}}, "columns.theme (or section_rows) and the list of themes must be given together"),
        ({"section_rows": ["theme"]}, "columns.theme (or section_rows) and the list of themes must be given together"),
        ({"stream": None}, "expected the stream of the table, or the streams of its parts"),
        (
            {
                "section_rows": ["theme", "arrangement"],
                "themes": {"Grants": ""},
                "arrangements": {"Grants": "Grant agreement"},
            },
            "a heading of section_rows has two meanings",
        ),
        ({"ignored_columns": ["Award"]}, "a printed column has two meanings"),
        ({"ditto": "←"}, "ditto and merged_left are the same sign"),
        (
            {"corrections": [{"row": 2, "column": "Cost", "printed": "", "read_as": "", "reason": "r", "status": "s"}]},
            'a correction names the column "Cost", which is not declared',
        ),
        ({"header_rows": 4}, "less than or equal to 3"),
        ({"scale": 10}, "scale"),
    ],
)
def test_a_contradiction_is_refused_by_its_words(more: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(said)):
        table(**more)


def test_a_total_is_read_with_the_scale_of_its_table() -> None:
    assert PrintedTotal.model_validate(TOTAL).amount.pence == 81_600_00
    assert PrintedTotal.model_validate(TOTAL | {"printed": "81.6", "scale": 1000}).amount.pence == 81_600_00


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"printed": "£81,60"}, 'cannot read "£81,60"; expected a form like'),
        ({"printed": "81.6"}, 'cannot read "81.6"'),
        ({"printed": "TBC"}, "a printed total needs an amount"),
        (
            {"misprint": {"difference": "£0", "reason": "r", "status": "s"}},
            'misprint.difference is "£0"; expected an amount such as "-£1"',
        ),
        (
            {"misprint": {"difference": "", "reason": "r", "status": "s"}},
            'misprint.difference is ""; expected an amount such as "-£1"',
        ),
        ({"row": 1}, "greater than or equal to 2"),
    ],
)
def test_a_total_without_a_certain_amount_is_refused(more: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(said)):
        PrintedTotal.model_validate(TOTAL | more)


def test_a_misprint_may_be_below_the_amounts() -> None:
    assert Misprint(difference="-£1", reason="r", status="s").pence == -1_00
