"""Awards one by one, and the figures that a reader asks for first, to the cell, on a handful of awards."""

import pandas as pd
import pytest
from support.few_awards import (
    ADVISOR,
    COUNSELLING,
    COUNTY,
    EMBRACE,
    EMERGING,
    MISUSE,
    NURSES,
    SHROPSHIRE,
    SUPPORT,
    TRUST,
    few,
    rows,
    share,
    with_pence,
)
from support.reporting import (
    AGREEMENT,
    APPROPRIATE_ADULTS,
    CRIME,
    FORCE,
    REPOSITORY,
    TENDER,
    VICTIMS,
    awards_of_2017,
)

from grantsdata import summaries
from grantsdata.awards.paper_tables import load_contributions, load_providers
from grantsdata.summaries.listings import anchors

CHARITY, COUNCILS, HEALTH = "voluntary and community", "local government", "health"


PARTS = ["awards", "award_gbp", "implied_gbp", "share"]


def test_awards_are_grouped_by_arrangement_else_by_theme_else_by_stream() -> None:
    awards = few()
    assert summaries.grouping_of(awards) == "arrangement"
    assert summaries.grouping_of(awards.iloc[3:]) == "theme"
    assert summaries.grouping_of(awards.iloc[3:].assign(theme=None)) == "stream"


def test_the_key_figures_of_a_handful() -> None:
    columns = ["figure", *PARTS]
    assert rows(summaries.key_figures(few(), COUNTY)) == [
        columns,
        ["All awards", 7, 331_000, 10_000, 1],
        [f"To {COUNTY}", 2, 50_000, 10_000, share(50_000)],
        ["With other contributors", 4, 274_000, 10_000, share(274_000)],  # 20,000 + 150,000 + 10,000 + 94,000
        ["Provider type judged by us", 1, 10_000, 10_000, share(10_000)],
        ["Amount implied, not printed", 1, 10_000, 10_000, share(10_000)],
    ]
    part = few().iloc[:2]
    assert rows(summaries.key_figures(part, COUNTY, few()))[1:] == [
        ["All awards here", 2, 42_000, 0, share(42_000)],
        [f"To {COUNTY}", 1, 40_000, 0, share(40_000)],
    ]
    tender = summaries.key_figures(few().iloc[:2].assign(arrangement=[AGREEMENT, TENDER]), "")
    assert rows(tender)[1:] == [
        ["All awards", 2, 42_000, 0, 1],
        ["By single tender", 1, 40_000, 0, share(40_000, 42_000)],
    ]
    none = few().iloc[:0]
    assert rows(summaries.key_figures(none, COUNTY)) == [columns, ["All awards", 0, 0, 0, 0]]


def test_the_smallest_the_median_and_the_largest() -> None:
    assert rows(summaries.award_sizes(few())) == [
        ["size", "award_gbp", "service"],
        ["smallest", 2_000, SUPPORT],
        ["median", 20_000, COUNSELLING],
        ["largest", 150_000, NURSES],
    ]
    assert rows(summaries.award_sizes(few().iloc[:2]))[2] == ["median", 21_000, None]
    silent = with_pence(few().iloc[:1], None)
    assert rows(summaries.award_sizes(silent)) == [["size", "award_gbp", "service"]]
    # 2017-18-CDR-… stands before 2017-18-VS-…
    equal = summaries.award_sizes(with_pence(few().iloc[[0, 6]], 100, 100))
    assert equal["service"].tolist()[::2] == [EMERGING, SUPPORT]


def test_awards_to_which_others_contribute() -> None:
    contributions = load_contributions("2017-18", project=REPOSITORY)
    group = "Clinical Commissioning Group"
    assert rows(summaries.contributed_awards(few(), contributions)) == [
        ["service", "stream", "provider", "payee", "award_gbp", "award_status", "other_contributors", "contribution",
         "words", "paragraph"],
        [COUNSELLING, VICTIMS, EMBRACE, EMBRACE, 20_000, "printed", "a locally-based national charity", "matches",
         "Match funded … match funded by a locally-based national charity", "4.3, 4.2"],
        [NURSES, CRIME, TRUST, group, 150_000, "printed", group, "pools",
         "Contribution to pooled budget with Clinical Commissioning Group", "Appendix 1"],
        [APPROPRIATE_ADULTS, CRIME, COUNTY, COUNTY, 10_000, "implied", COUNTY, "pools",
         "Contribution to Cambridgeshire County Council's pooled budget", "Appendix 1"],
        [MISUSE, CRIME, SHROPSHIRE, None, 94_000, "printed", "(not named)", "pools",
         "Contribution to pooled budget to wider contract with Shropshire Healthcare Trust", "Appendix 1"],
    ]  # fmt: skip
    assert summaries.contributed_awards(few().iloc[[0]], contributions).empty


def test_a_listing_has_the_columns_that_say_something() -> None:
    kinds = ["provider_type", "provider_basis", "provider_confidence"]
    listed = summaries.listing(few().iloc[[0, 5, 6]], "stream")
    assert list(listed.columns) == [
        "stream", "service", "award_gbp", "award_status", "provider", "paid_to", *kinds, "purpose",
    ]  # fmt: skip
    assert rows(listed[["stream", "service", "paid_to"]])[1:] == [
        [VICTIMS, SUPPORT, ""], [CRIME, MISUSE, "not named"], [CRIME, EMERGING, ""],
    ]  # fmt: skip
    plainer = summaries.listing(few().iloc[[0]], "theme")
    assert list(plainer.columns) == ["theme", "service", "award_gbp", "award_status", "provider", *kinds]
    remarked = summaries.listing(few().iloc[[2]], "arrangement")
    assert list(remarked.columns)[-2:] == ["remark", "purpose"]


def test_each_printed_name_has_its_reason_the_most_money_first() -> None:
    providers = load_providers(project=REPOSITORY)
    table = summaries.judgements(with_pence(few(), 100, 300, 100, 300, 300, 200, 700), providers)
    assert rows(table[["provider", "provider_type", "basis", "award_gbp", "implied_gbp"]])[1:] == [
        # By printed name: "Cambridgeshire", "Contribution to Cambridge…", "Contribution to pooled", "Embrace"
        [COUNTY, COUNCILS, "register", 3, 0],
        [COUNTY, COUNCILS, "judgement", 3, 3],
        [TRUST, HEALTH, "paper", 3, 0],
        [SHROPSHIRE, HEALTH, "paper", 2, 0],
        [EMBRACE, CHARITY, "paper", 2, 0],
    ]
    unknown = summaries.judgements(few(), providers[providers["provider"] != TRUST])
    assert set(unknown["provider"]) == {COUNTY, SHROPSHIRE, EMBRACE}
    assert list(table.columns) == [
        "provider", "provider_type", "basis", "confidence", "award_gbp", "implied_gbp", "reason",
    ]  # fmt: skip


def test_each_award_stands_once_under_its_stream_and_arrangement_or_theme() -> None:
    table = summaries.award_list(few(), {"Victims": "Safeguarding the vulnerable"})
    assert rows(table[["under", "service", "award_gbp", "award_status", "provider", "notes"]]) == [
        ["under", "service", "award_gbp", "award_status", "provider", "notes"],
        [f"{VICTIMS}, grant agreement", SUPPORT, 2_000, "printed", EMBRACE, ""],
        [f"{VICTIMS}, grant agreement", ADVISOR, 40_000, "printed", COUNTY, ""],
        [f"{VICTIMS}, commissioned contract", COUNSELLING, 20_000, "printed", EMBRACE,
         "Matched by a locally-based national charity"],
        [f"{CRIME}, Victims (Safeguarding the vulnerable)", NURSES, 150_000, "printed", TRUST,
         "Paid into a pooled budget with Clinical Commissioning Group"],
        [f"{CRIME}, Victims (Safeguarding the vulnerable)", APPROPRIATE_ADULTS, 10_000, "implied", COUNTY,
         "Paid into its own pooled budget"],
        [f"{CRIME}, Offenders", MISUSE, 94_000, "printed", SHROPSHIRE, "Paid into a pooled budget"],
        [f"{CRIME}, Communities", EMERGING, 15_000, "printed", None, ""],
    ]  # fmt: skip
    assert table["under"].cat.ordered
    columns = ["stream", "arrangement", "theme", "provider_type", "payee", "other_contributors", "contribution"]
    assert {*columns} < {*table.columns}
    assert summaries.award_list(few().iloc[:0]).empty


NOTES = [
    ({"payee": "A", "contribution": "holds the main contract", "other_contributors": "A"},
     "Paid to A, which holds the main contract"),
    ({"payee": None, "contribution": None}, "Paid to a body that is not named"),
    ({"payee": "A", "contribution": None}, "Paid to A"),
    ({"payee": "A", "contribution": "matches", "other_contributors": "B"}, "Paid to A; Matched by B"),
    ({"contribution": "contributes to a larger sum", "other_contributors": "(not named)"}, "Part of a larger sum"),
    ({"contribution": "contributes to a larger sum", "other_contributors": "B"}, "Part of a larger sum, with B"),
    ({"contribution": "pools", "other_contributors": "B; C"}, "Pooled with B and C"),
    ({"contribution": "pools", "other_contributors": "(not named)"}, "Pooled with others"),
    ({"contribution": "holds the main contract", "other_contributors": "B"}, "Main contract held by B"),
    ({"contribution": "pools; matches", "other_contributors": "B; C"}, "Others pay too: B and C"),
    ({"provider": None, "payee": None, "contribution": None}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "note"), NOTES)
def test_a_note_says_who_is_paid_and_who_else_pays(columns: dict[str, str | None], note: str) -> None:
    award = few().iloc[:1].astype("object").assign(other_contributors=None)
    for name, value in columns.items():
        award[name] = value
    assert summaries.award_list(award)["notes"].tolist() == [note]


def test_awards_have_an_address_that_is_read_at_a_glance() -> None:
    awards = awards_of_2017()
    found = summaries.award_list(awards).attrs["leads_to"]
    assert len(found) == 35
    assert found["Restorative Justice Hub", FORCE] == (VICTIMS, "award-vs-restorative-justice-hub")
    assert found["Emerging Initiatives", ""] == (CRIME, "award-cdr-emerging-initiatives")
    assert summaries.listing(awards.iloc[:10], "arrangement").attrs["rows_of"].items() <= found.items()


def test_awards_that_share_service_and_provider_have_none() -> None:
    """Which of them is meant could not be said."""
    awards = awards_of_2017().iloc[:3]
    twice = pd.concat([awards, awards.iloc[:1].assign(award_id="2017-18-CDR-x", stream=CRIME)])
    assert [anchor for _, anchor in anchors(twice).values()] == [
        "award-vs-specialist-victim-and-witness-care-co-ordinator-migrant-victims-of-exploitation",
        "award-vs-restorative-justice-hub",
    ]
