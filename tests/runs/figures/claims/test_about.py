"""What a claim is about."""

from support.reporting import CRIME, VICTIMS

from grantsdata.runs.figures.claims.about import About, none_of, none_with
from grantsdata.runs.qa.expected import PageData


def test_the_awards_that_a_claim_is_about(behind: PageData) -> None:
    of_victims = [award for award in behind.raw.awards if award["stream"] == VICTIMS]
    about = About(behind.raw, of_victims, VICTIMS, ())
    assert (len(about.inside), len(about.of_stream), len(about.measures)) == (10, 10, 6)
    assert About(behind.raw, behind.raw.awards, "", ()).of_stream == []


def test_a_service_within_the_name_of_another_is_not_named(behind: PageData) -> None:
    about = About(behind.raw, behind.raw.awards, "", ())
    assert about.services_named("No recipient is named for Emerging Initiatives.") == {"Emerging Initiatives"}
    assert about.services_named("No one.") == set()


def test_a_text_names_streams_without_awards(behind: PageData) -> None:
    about = About(behind.raw, behind.raw.awards, "", ())
    assert about.lists_none_from("The tables list no award from the Youth Fund.")
    assert not about.lists_none_from(f"The tables list no award from {CRIME}.")


def test_there_is_none(behind: PageData) -> None:
    about = About(behind.raw, behind.raw.awards, "", ())
    assert none_with("reasons")(about._replace(awards=[{"reasons": ""}]), "") and not none_with("provider")(about, "")
    assert none_of(lambda of: ())(about, "") and not none_of(lambda of: of.awards)(about, "")
