"""A stream, a body or a kind of body asked for by name, and the slips."""

import re

import pytest
from support.reporting import FORCE, REPOSITORY, awards_of_2017, streams_of_2017

from grantsdata.awards.load import open_year
from grantsdata.awards.paper_tables import load_providers
from grantsdata.awards.selection import check_values, chosen_bodies, chosen_stream
from grantsdata.errors import ParameterError, YearError

PROVIDERS = load_providers(project=REPOSITORY)


def test_a_stream_is_found_by_its_code():
    assert chosen_stream(streams_of_2017(), "CRS")["stream"] == "Casualty Reduction and Support Fund"


@pytest.mark.parametrize("code", ["vs", "XX", "Victims' services"])
def test_a_code_that_no_stream_has_gets_those_that_there_are(code):
    with pytest.raises(ParameterError, match=r"expected one of VS \(Victims' services\), CDR .*, YF .*, CRS "):
        chosen_stream(streams_of_2017(), code)


def test_a_body_is_found_by_its_name():
    assert chosen_bodies(awards_of_2017(), PROVIDERS, FORCE, "").names == {FORCE}


def test_a_body_that_is_only_paid_is_found():
    assert chosen_bodies(awards_of_2017(), PROVIDERS, "Clinical Commissioning Group", "").label


def test_a_type_stands_for_all_its_bodies_and_wins_over_a_body():
    health = chosen_bodies(awards_of_2017(), PROVIDERS, FORCE, "health")
    assert health.label == "health bodies"
    assert health.names == {
        "Cambridgeshire and Peterborough NHS Foundation Trust",
        "Clinical Commissioning Group",
        "Shropshire Healthcare Trust",
    }


def test_a_slip_gets_the_nearest_names():
    with pytest.raises(ParameterError, match='did you mean "Cambridgeshire Constabulary"'):
        chosen_bodies(awards_of_2017(), PROVIDERS, "Cambridgeshire Constabulry", "")
    with pytest.raises(ParameterError, match='"voluntary and community"'):
        chosen_bodies(awards_of_2017(), PROVIDERS, "", "voluntary & community")


def test_a_name_like_no_other_gets_them_all():
    with pytest.raises(ParameterError, match=r"expected one of: .*Shrievalty Trust"):
        chosen_bodies(awards_of_2017(), PROVIDERS, "Zzz", "")


def test_without_a_name_it_is_the_own_force_or_else_the_largest_provider():
    awards = awards_of_2017()
    hub = awards["provider"] == "Cambridgeshire Constabulary"
    assert (
        chosen_bodies(awards, PROVIDERS, "", "", "Cambridgeshire Constabulary").label == "Cambridgeshire Constabulary"
    )
    assert chosen_bodies(awards[~hub], PROVIDERS, "", "", "Some Other Police").label == largest_of(awards[~hub])
    assert chosen_bodies(awards, PROVIDERS, "", "").label == "Cambridgeshire Constabulary"
    with pytest.raises(ParameterError, match="No award names a provider"):
        chosen_bodies(awards[awards["provider"].isna()], PROVIDERS, "", "")


def largest_of(awards):
    sums = {name: group["award_pence"].sum() for name, group in awards.groupby("provider")}
    return max(sums, key=sums.__getitem__)


def test_without_a_code_it_is_the_first_stream():
    assert chosen_stream(streams_of_2017(), "")["stream"] == "Victims' services"


SOUND = {"stream": "CDR", "provider": FORCE, "provider_type": "", "period": "year", "compare_with": "", "shown": 10}
WRONG = {
    "stream": ("XX", 'no stream with the code "XX"'),
    "provider": ("Cambridgeshire Constabulry", 'did you mean "Cambridgeshire Constabulary"'),
    "provider_type": ("charity", 'no provider type "charity"'),
    "period": ("third half", "third half"),
    "compare_with": ("2015-16", "2015-16"),
    "shown": (0, "Parameter shown is 0; expected a whole number of at least 1."),
}


def test_each_parameter_of_a_notebook_is_checked_against_the_year():
    year = open_year("2017-18", REPOSITORY)
    check_values(SOUND, year)
    check_values({}, year)
    check_values({"shown": True, "title": "", "stream": ""}, year)
    for name, (value, says) in WRONG.items():
        with pytest.raises((ParameterError, YearError), match=re.escape(says)):
            check_values({**SOUND, name: value}, year)
