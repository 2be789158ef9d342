"""The accessibility statement says what the checks check."""

from page_checks import CHECKS, PAGE_CHECKS, accessibility

from grantsdata.runs.statement import BEFORE_PUBLISHING, IN_A_BROWSER, NOT_TESTED


def names(part: dict[str, tuple[str, ...]]) -> list[str]:
    return [name for checks in part.values() for name in checks]


def test_what_is_said_of_published_pages_is_checked_before_each_is_published() -> None:
    checked = {check.__name__ for check in PAGE_CHECKS}
    assert set(names(BEFORE_PUBLISHING)) <= checked
    about_access = {check.__name__ for check in PAGE_CHECKS if check.__module__ == accessibility.__name__}
    assert about_access - set(names(BEFORE_PUBLISHING)) <= {"everything_made_is_shown"}


def test_each_check_in_a_browser_is_told_and_no_other() -> None:
    in_browser = {check.__name__ for check in CHECKS if check not in PAGE_CHECKS}
    assert set(names(IN_A_BROWSER)) >= {name for name in in_browser if "chart" not in name}
    assert set(names(IN_A_BROWSER)) <= in_browser


def test_each_check_stands_in_one_sentence_and_what_is_not_tested_is_said() -> None:
    told = names(BEFORE_PUBLISHING) + names(IN_A_BROWSER)
    assert len(told) == len(set(told)) and len(NOT_TESTED) >= 3
