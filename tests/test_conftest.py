"""A run of the tests that has to end by some time says what it left out."""

from support.reporting import REPOSITORY, python

ONE = "tests/test_errors.py"


def test_what_has_not_begun_in_time_is_left_out_and_it_is_said() -> None:
    late = python("-m", "pytest", ONE, "-p", "no:cacheprovider", cwd=REPOSITORY, TESTS_UNTIL="1")
    assert late.returncode == 0
    assert "the time for this run was over" in late.stdout
    assert " passed" not in late.stdout
