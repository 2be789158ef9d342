"""What the form of an award asks for."""

from pathlib import Path

import pytest
from support.reporting import REPOSITORY, copied_project
from support.returns import FIRST, GOOD, PEOPLE, REFUGE, SECOND, YEAR, office

from grantsdata.awards.load import open_year
from grantsdata.runs.returns.form import Asked, forms_of


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copied_project(tmp_path_factory.mktemp("office"))
    office(folder, [
        REFUGE | FIRST | PEOPLE | GOOD | {"target": "10", "actual": "13"},
        REFUGE | SECOND | PEOPLE | {"target": "1,200", "returned_on": ""},
        REFUGE | FIRST | GOOD | {"measure": "Calls", "kind": "count", "actual": "7"},
    ])  # fmt: skip
    return folder


def test_a_form_has_the_measures_of_its_award_with_what_is_expected_and_the_last_figures(project: Path) -> None:
    bus, refuge, cameras = forms_of(open_year(YEAR, project), "second half", "2019-04-30")
    assert refuge.title == "Return for the second half of 2018-19: 1 October 2018 to 31 March 2019"
    assert refuge.facts == {
        "award_id": "2018-19-GR-refuge", "financial_year": "2018-19", "period": "second half", "service": "Refuge",
        "provider": "Shrievalty Trust", "amount": "£3,000", "due": "2019-04-30", "returned_on": "",
    }  # fmt: skip
    assert refuge.asked == (
        Asked("Women helped", "people helped", "women", "higher", "", "13 (first half of 2018-19)", "1,200"),
        Asked("Calls", "count", "", "", "", "7 (first half of 2018-19)", ""),
    )
    assert bus.asked == cameras.asked == ()
    assert refuge.name == "2018-19-GR-refuge-half-2"


def test_the_paper_of_2017_18_gives_measures_and_printed_figures_for_the_first_forms() -> None:
    forms = {form.facts["service"]: form for form in forms_of(open_year("2017-18", REPOSITORY), "first half")}
    hub = forms["Victim and Witness Hub Initial Referral provision"]
    assert len(forms) == 35
    assert len(hub.asked) == 5
    assert hub.asked[0] == Asked("Referrals received", unit="referrals", last="more than 15,000 referrals (2016/17)")
    assert forms["Appropriate Adults Out of Hours Custody Provision"].facts["amount"] == "£10,000 (implied)"
    assert forms["Emerging Initiatives"].facts["provider"] == ""
