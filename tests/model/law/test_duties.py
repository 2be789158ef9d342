"""The table of duties to publish: sound, dated and honest about what was read."""

import tomllib
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from grantsdata.model.law.duties import (
    CONTRACT_DUTY,
    GRANT_DUTY,
    ITEM_DUTY,
    NOTICE_DUTY,
    SMALL_CONTRACT_DUTY,
    TABLE,
    Duty,
    all_duties,
    duties_of,
    duty_called,
)

ORDER = [GRANT_DUTY, ITEM_DUTY, CONTRACT_DUTY, SMALL_CONTRACT_DUTY, "invitation to tender"]


def names(*of: Any) -> list[str]:
    return [duty.name for duty in duties_of(*of)]


def test_each_duty_has_a_name_of_its_own_and_details_that_are_asked_for() -> None:
    listed = [duty.name for duty in all_duties()]
    assert len(set(listed)) == len(listed) == 9
    assert duty_called(GRANT_DUTY).details == ("recipient", "purpose", "conditions", "reasons")
    assert (duty_called(ITEM_DUTY).over_gbp, duty_called(CONTRACT_DUTY).over_gbp) == (500, 10_000)
    assert duty_called(SMALL_CONTRACT_DUTY).up_to_gbp == 10_000
    assert all(("{limit}" in duty.about) == bool(duty.over_gbp or duty.up_to_gbp) for duty in all_duties())


def test_a_text_counts_as_checked_only_where_it_was_read() -> None:
    assert [duty.name for duty in all_duties() if duty.text_checked] == [
        GRANT_DUTY, ITEM_DUTY, CONTRACT_DUTY, "subsidy database",
    ]  # fmt: skip
    assert all(duty.read_in.startswith("https://") for duty in all_duties() if duty.text_checked)


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        ("policing", date(2012, 1, 15), []),
        ("policing", date(2012, 1, 16), ORDER[:1]),
        ("policing", date(2012, 11, 21), ORDER[:1]),
        ("policing", date(2012, 11, 22), ORDER),
        ("policing", date(2018, 9, 22), ORDER),
        ("policing", date(2018, 9, 23), [*ORDER, "accessible pages"]),
        ("policing", date(2023, 1, 4), [*ORDER, "accessible pages", "subsidy database"]),
        ("policing", date(2025, 2, 23), [*ORDER, "accessible pages", "subsidy database"]),
        ("policing", date(2025, 2, 24), [*ORDER, "accessible pages", "subsidy database", NOTICE_DUTY]),
        ("council", date(2015, 3, 31), []),
        ("council", date(2017, 5, 11), ["council transparency code"]),
        (
            "council",
            date(2025, 3, 1),
            ["council transparency code", "accessible pages", "subsidy database", NOTICE_DUTY],
        ),
        ("foundation", date(2025, 3, 1), []),
        ("other", date(2025, 3, 1), []),
    ],
)
def test_duties_bind_a_kind_of_body_from_their_first_day_on(kind: str, day: date, expected: list[str]) -> None:
    assert names(kind, day) == expected


def test_a_duty_counts_for_a_year_in_which_it_begins() -> None:
    assert NOTICE_DUTY in names("policing", date(2024, 4, 1), date(2025, 3, 31))
    assert NOTICE_DUTY not in names("policing", date(2023, 4, 1), date(2024, 3, 31))


def a_duty(**changes: Any) -> Duty:
    entry = tomllib.loads(TABLE.read_text(encoding="utf-8"))["duties"][0]
    return Duty.model_validate(entry | changes)


def test_a_duty_ends_with_its_last_day() -> None:
    duty = a_duty(until=date(2028, 5, 3))
    assert duty.in_force(date(2028, 5, 3))
    assert not duty.in_force(date(2028, 5, 4))
    assert duty.in_force(date(2028, 4, 1), date(2029, 3, 31))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"until": date(2011, 1, 1)}, "ends before it begins"),
        ({"over_gbp": 1, "up_to_gbp": 2}, "two limits"),
        ({"over_gbp": 0}, "greater than 0"),
        ({"read_in": ""}, "read_in says where"),
        ({"text_checked": False}, "read_in says where"),
        ({"binds": []}, "at least 1"),
        ({"binds": ["parish"]}, "policing"),
        ({"details": ["colour"]}, "recipient"),
        ({"penalty": "none"}, "Extra inputs"),
    ],
)
def test_a_faulty_entry_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        a_duty(**changes)
