"""The second reading of the duties to publish: in dated cases by hand, and beside the first reading."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.disclosure import one, paper_with
from support.examples import examples

from grantsdata import summaries
from grantsdata.model.law.bodies import kind_of
from grantsdata.runs.verifier import law

FILE = "data/raw/2024-25/awards.csv"
ITEM, CONTRACT, SMALL = "3(g) item over £500", "contract over £10,000", "contract of £10,000 or less"
NOTICE = "direct award notice"
POLICE = "Police and Crime Commissioner for Fairshire"


def raw(body: str = POLICE, dated: date = date(2024, 5, 1), **publishing: Any) -> Any:
    """What the second reading knows of a paper on 2024-25."""
    paper = {"paper": {"body": body, "date": dated}, "publishing": publishing}
    return SimpleNamespace(year="2024-25", paper=paper, source=lambda file: f"data/raw/2024-25/{file}", awards=[])


def award(pence: int | None, arrangement: str | None, status: str = "printed") -> dict[str, Any]:
    return {"award_pence": pence, "arrangement": arrangement, "award_status": status, "source_file": FILE}


def under(award: dict[str, Any], raw: Any, is_grant: bool = False) -> list[str]:
    return [name for name, applies in law.duties_on(award, raw, is_grant).items() if applies]


@pytest.mark.parametrize(
    ("pence", "status", "names"),
    [
        (500_00, "printed", [SMALL]),
        (500_01, "printed", [ITEM, SMALL]),
        (9_999_99, "printed", [ITEM, SMALL]),
        (10_000_00, "printed", [ITEM, SMALL]),
        (10_000_01, "printed", [ITEM, CONTRACT]),
        (1_00, "implied", [ITEM, CONTRACT]),
        (None, "not stated", [ITEM, CONTRACT]),
    ],
)
def test_a_limit_is_exceeded_by_a_penny(pence: int | None, status: str, names: list[str]) -> None:
    assert under(award(pence, "Commissioned contract", status), raw()) == names


@pytest.mark.parametrize(
    ("body", "publishing", "expected"),
    [
        (POLICE, {"award_date": date(2025, 2, 1)}, False),
        (POLICE, {"award_date": date(2025, 3, 1)}, True),
        (POLICE, {"award_date": date(2025, 2, 1), "award_dates": {"awards.csv": date(2025, 2, 24)}}, True),
        (POLICE, {"award_date": date(2025, 3, 1), "award_dates": {"awards.csv": date(2025, 2, 23)}}, False),
        (POLICE, {"award_date": date(2025, 3, 1), "award_dates": {"other.csv": date(2025, 2, 23)}}, True),
        (POLICE, {}, False),
        ("Fairshire Borough Council", {"award_date": date(2025, 3, 1)}, True),
        ("Fairshire Foundation", {"award_date": date(2025, 3, 1)}, False),
    ],
)
def test_a_direct_award_needs_a_notice_from_its_day_on(body: str, publishing: Any, expected: bool) -> None:
    assert law.duties_on(award(20_000_00, "Single tender"), raw(body, **publishing), False)[NOTICE] == expected


@pytest.mark.parametrize(
    ("dated", "expected"), [(date(2025, 3, 1), True), (date(2025, 3, 31), True), (date(2025, 4, 1), False)]
)
def test_an_award_without_a_date_has_the_paper_s_or_the_year_s_first_day(dated: date, expected: bool) -> None:
    assert law.duties_on(award(20_000_00, "Single tender"), raw(dated=dated), False)[NOTICE] == expected


@pytest.mark.parametrize(
    ("made", "published", "days"),
    [
        (date(2024, 4, 3), date(2024, 4, 30), [0]),
        (date(2024, 4, 30), date(2024, 5, 1), [1]),
        (date(2024, 12, 31), date(2025, 1, 31), [31]),
        (date(2024, 4, 3), None, []),
        (None, date(2024, 5, 1), []),
    ],
)
def test_days_to_publication_are_counted_from_the_end_of_the_month(made: Any, published: Any, days: list[int]) -> None:
    dates = {"award_date": made, "details_published": published}
    known = raw(**{name: day for name, day in dates.items() if day})
    of_paper = award(20_000_00, "Grant agreement")
    known.awards = [of_paper | law.duties_on(of_paper, known, is_grant=True)]
    assert law.days_to_publication(known) == days


@pytest.mark.parametrize("body", [POLICE, "Fairshire Borough Council", "Fairshire Foundation", "Mayor of Fairshire"])
def test_both_readings_take_a_body_for_the_same_kind(body: str) -> None:
    assert law.kind_of({"body": body}) == kind_of(body)
    assert law.kind_of({"body": body, "kind": "policing"}) == "policing"


@examples(25)
@given(
    body=st.sampled_from([POLICE, "Fairshire Borough Council", "Fairshire Foundation"]),
    day=st.dates(date(2011, 1, 1), date(2026, 1, 1)) | st.sampled_from([date(2012, 11, 22), date(2025, 2, 24)]),
    pounds=st.sampled_from([None, -1, 0, 500, 500.01, 9_999.99, 10_000, 10_000.01, 1e6]),
    arrangement=st.sampled_from(["Grant agreement", "Commissioned contract", "Single tender", None]),
)
def test_both_readings_find_the_same_duties(body: str, day: date, pounds: Any, arrangement: Any) -> None:
    of_paper = one("Practical Support for young victims of crime", pounds=pounds, arrangement=arrangement)
    paper = paper_with(body=body, award_date=day)
    again = raw(body, award_date=day)
    second = award(None if pounds is None else round(pounds * 100), arrangement, of_paper["award_status"].item())
    for name, applies in law.duties_on(second, again, is_grant=False).items():
        assert (len(summaries.awards_under(of_paper, paper, name)) == 1) == applies, name
