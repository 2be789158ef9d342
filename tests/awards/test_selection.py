"""A stream, a body or a kind of body asked for by name, and the slips."""

import pytest
from support.reporting import FORCE, REPOSITORY, awards_of_2017, streams_of_2017

from grantsdata.awards.paper_tables import load_providers
from grantsdata.awards.selection import chosen_bodies, chosen_stream
from grantsdata.errors import ParameterError

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
