"""The year that a year is compared with, and its awards."""

from pathlib import Path

import pytest
from support.years import with_two_other_years

from grantsdata.awards.earlier import load_all_years, load_earlier


def test_the_earlier_awards_are_those_of_its_own_paper(three_years):
    earlier = load_earlier("2019-20", include_implied=False, project=three_years)
    assert str(earlier.year) == "2017-18" and len(earlier.awards) == 35
    assert earlier.awards["award_gbp"].sum() == 2_273_508
    none = load_earlier("2015-16", project=three_years)
    assert none.year is None and none.paper is None and none.awards.empty


@pytest.fixture
def three_years(tmp_path: Path) -> Path:
    return with_two_other_years(tmp_path)


def test_all_years_come_with_their_own_awards_and_the_decisions_about_them(three_years):
    line = "2019-20-GR-lights,2015-16-GR-lights,yes,the same lamps\n"
    decisions = "former_id,award_id,same,reason\n" + ",".join(line.split(",")[i] for i in (1, 0, 2, 3))
    (three_years / "data" / "raw" / "2019-20" / "matches.csv").write_text(decisions, encoding="utf-8")
    found = load_all_years("2019-20", project=three_years)
    assert [str(paper.financial_year) for paper in found.papers] == ["2015-16", "2017-18", "2019-20"]
    assert [table["award_pence"].sum() for table in found.awards] == [4_000_00, 2_283_508_00, 4_000_00]
    assert [table["former_id"].tolist() for table in found.decisions] == [[], [], ["2015-16-GR-lights"]]
    assert found.successors.empty
    two = load_all_years("2019-20", "2017-18", include_implied=False, project=three_years)
    assert [table["award_pence"].sum() for table in two.awards] == [2_273_508_00, 4_000_00]
    assert [len(table) for table in two.decisions] == [0, 0]  # what is decided about 2015-16 is not about these
