"""Titles and alternative texts of charts: there, short, and in agreement with the tables."""

from pathlib import Path

import pytest
from support.charted import ALT, charted, spoilt

from grantsdata.runs.qa.charts import chart_amounts_are_in_tables, charts_are_described
from grantsdata.runs.qa.charts.described import pictures_of, text_of, title_of

LABEL = f'aria-label="{ALT}"'


def test_a_chart_that_is_drawn_twice_is_one_picture_with_one_text(tmp_path: Path) -> None:
    (picture,) = pictures_of(charted(tmp_path))
    assert (text_of(picture), title_of(picture)) == (ALT, "Police get most: £587,195")
    assert charts_are_described(charted(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (LABEL, "", "too short"),
        (LABEL, 'aria-label="Bar chart"', "filler"),
        (LABEL, f'aria-label="{ALT} {"x" * 200}"', "expected at most 250"),
        ('role="img"', 'role="presentation"', "no image for a screen reader"),
        (LABEL, f'aria-label="{ALT.replace("police", "health")}"', "has another text"),
        ("<figcaption", "<p", "no title"),
    ],
)
def test_a_chart_that_is_not_described_is_found(old: str, new: str, says: str, tmp_path: Path) -> None:
    faults = charts_are_described(spoilt(charted(tmp_path), (old, new)))
    assert any(says in fault for fault in faults), faults


def test_an_amount_that_is_in_no_table_is_found(tmp_path: Path) -> None:
    assert chart_amounts_are_in_tables(charted(tmp_path)) == []
    wrong = spoilt(charted(tmp_path), ("police £587,195", "police £587,159"))
    (fault,) = chart_amounts_are_in_tables(wrong)
    assert "£587,159 in no table" in fault
