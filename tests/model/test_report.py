"""A report to be made: its page's name comes from its parameters, and no name leads out of its folder."""

import re

import pytest

from grantsdata.errors import ParameterError
from grantsdata.model.report import Limits, ReportPlan


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({}, "provider-report"),
        ({"provider": "Family Action"}, "provider-report-family-action"),
        ({"provider": "Embrace – Child Victims of Crime"}, "provider-report-embrace-child-victims-of-crime"),
        ({"provider": "", "provider_type": "health"}, "provider-report-health"),
        ({"title": "Any {year}", "include_implied": False, "number": 3}, "provider-report"),
        ({"provider": "../../etc/passwd"}, "provider-report-etc-passwd"),
        ({"provider": "حقوق"}, "provider-report-unnamed-73361033"),
    ],
)
def test_a_page_is_called_after_the_texts_that_are_asked_of_it(parameters, name):
    assert ReportPlan("provider-report", parameters).name == name


@pytest.mark.parametrize(
    ("one", "other"),
    [("حقوق", "حق"), ("Ω", "Trust Ω"), ("a" * 90, "a" * 91), ("?", "!"), ("x" * 300, "x" * 299 + "y")],
)
def test_names_that_lose_letters_have_pages_of_their_own(one, other):
    names = [ReportPlan("provider-report", {"provider": text}).name for text in (one, other)]
    assert names[0] != names[1]
    assert all(re.fullmatch("provider-report-[a-z0-9-]{1,80}", name) for name in names)


@pytest.mark.parametrize(
    "notebook", ["../annual-report", "a/b", "a\\b", "", ".", "..", "-x", "/etc", "C:x", "a.b", "a\0"]
)
def test_a_path_is_no_notebook(notebook):
    with pytest.raises(ParameterError, match="is not the name of a notebook; expected a name in the folder notebooks"):
        ReportPlan(notebook)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"cell_seconds": 0.9}, "--cell-seconds is 0.9; expected a number of seconds from 1 to a week."),
        ({"report_seconds": 7 * 24 * 3600 + 1}, "--report-seconds is 604801; expected a number of seconds"),
        ({"cell_seconds": float("nan")}, "--cell-seconds is nan; expected"),
        ({"report_mib": 255}, "--report-mib is 255; expected a number of MiB from 256 to 1,048,576."),
        ({"report_mib": (1 << 20) + 1}, "--report-mib is 1048577; expected"),
    ],
)
def test_a_limit_that_no_report_could_keep_or_that_is_none_is_refused(limits, said):
    with pytest.raises(ParameterError, match=re.escape(said)):
        Limits(**limits)


def test_limits_may_be_as_narrow_and_as_wide_as_is_said():
    assert Limits(1, 7 * 24 * 3600, 256).report_mib == 256
    assert Limits(report_mib=1 << 20).cell_seconds == 600
