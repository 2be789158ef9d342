"""The year that a year is compared with, and its awards."""

from pathlib import Path

import pytest
from support.years import with_two_other_years

from grantsdata.awards.earlier import load_earlier


def test_the_earlier_awards_are_those_of_its_own_paper(three_years):
    earlier = load_earlier("2019-20", include_implied=False, project=three_years)
    assert str(earlier.year) == "2017-18" and len(earlier.awards) == 35
    assert earlier.awards["award_gbp"].sum() == 2_273_508
    none = load_earlier("2015-16", project=three_years)
    assert none.year is None and none.paper is None and none.awards.empty


@pytest.fixture
def three_years(tmp_path: Path) -> Path:
    return with_two_other_years(tmp_path)
