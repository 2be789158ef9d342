"""What a board paper lists, to the cell, on a handful of awards."""

import pandas as pd
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
)
from support.reporting import (
    AGREEMENT,
    APPROPRIATE_ADULTS,
    CONTRACT,
    CRIME,
    REPOSITORY,
    VICTIMS,
    paper_of_2017,
    streams_of_2017,
)

from grantsdata import summaries
from grantsdata.awards.paper_tables import load_printed_totals, load_separate_funds

PARTS = ["awards", "award_gbp", "implied_gbp", "share"]


LISTED = ["service", "award_gbp", "award_status", "provider", "paid_to", "remark", "purpose", "implied_gbp"]


def test_a_stream_without_themes_is_listed_by_arrangement_and_one_with_themes_by_theme() -> None:
    tables = summaries.stream_tables(few(), {"Victims": "Keep safe"})
    assert list(tables) == [VICTIMS, CRIME]
    agreements, contracts = "Victims' services: grant agreements", "Victims' services: commissioned contracts"
    assert list(tables[VICTIMS]) == [agreements, contracts]
    assert [table.attrs for table in tables[VICTIMS].values()] == [
        {"of": {"arrangement": AGREEMENT}}, {"of": {"arrangement": CONTRACT}},
    ]  # fmt: skip
    columns = ["service", "award_gbp", "award_status", "provider", "implied_gbp"]
    assert rows(tables[VICTIMS][agreements]) == [
        columns,
        [SUPPORT, 2_000, "printed", EMBRACE, 0],
        [ADVISOR, 40_000, "printed", COUNTY, 0],
        ["Total", 42_000, None, None, 0],
    ]
    purpose = "A counsellor for two years at the Sexual Assault Referral Centre; a charity matches the money."
    assert rows(tables[VICTIMS][contracts]) == [
        [*columns[:4], "remark", "purpose", "implied_gbp"],
        [COUNSELLING, 20_000, "printed", EMBRACE, "Match funded", purpose, 0],
        ["Total", 20_000, None, None, None, None, 0],
    ]
    assert list(tables[CRIME]) == ["Crime and disorder reduction: awards by theme"]
    assert rows(tables[CRIME]["Crime and disorder reduction: awards by theme"]) == [
        ["theme", "aim", *PARTS],
        ["Victims", "Keep safe", 2, 160_000, 10_000, share(160_000, 269_000)],
        ["Offenders", "", 1, 94_000, 0, share(94_000, 269_000)],
        ["Communities", "", 1, 15_000, 0, share(15_000, 269_000)],
        ["Total", None, 4, 269_000, 10_000, share(1, 1)],
    ]


def test_streams_stand_in_the_papers_order_whatever_the_order_of_the_rows() -> None:
    assert list(summaries.stream_tables(few().iloc[::-1], {})) == [VICTIMS, CRIME]
    unsorted = summaries.stream_tables(few().iloc[[2, 0]], {})[VICTIMS]
    assert [caption.partition(": ")[2] for caption in unsorted] == ["grant agreements", "commissioned contracts"]


def test_awards_outside_the_themes_have_a_row_and_aims_are_left_out_where_there_are_none() -> None:
    awards = few().iloc[3:]
    awards = awards.assign(theme=awards["theme"].where(awards["service"] != EMERGING))
    (table,) = summaries.stream_tables(awards, {})[CRIME].values()
    assert rows(table) == [
        ["theme", *PARTS],
        ["Victims", 2, 160_000, 10_000, share(160_000, 269_000)],
        ["Offenders", 1, 94_000, 0, share(94_000, 269_000)],
        ["outside the themes", 1, 15_000, 0, share(15_000, 269_000)],
        ["Total", 4, 269_000, 10_000, share(1, 1)],
    ]


def test_an_arrangement_that_no_award_has_makes_no_table() -> None:
    awards = few().assign(theme=few()["theme"].where(few()["stream"] == "none of these"))
    awards = awards.assign(arrangement=awards["arrangement"].where(awards["arrangement"] != CONTRACT))
    tables = summaries.stream_tables(awards, {})
    assert list(tables[VICTIMS]) == ["Victims' services: grant agreements", "Victims' services: no arrangement stated"]
    assert tables[VICTIMS]["Victims' services: no arrangement stated"].attrs == {"of": {"arrangement": False}}
    (table,) = tables[CRIME].values()
    assert table.attrs == {}
    assert list(tables[CRIME]) == ["Crime and disorder reduction: every award"]
    assert [row[:2] for row in rows(table)[1:]] == [
        [NURSES, 150_000], [APPROPRIATE_ADULTS, 10_000], [MISUSE, 94_000], [EMERGING, 15_000], ["Total", 269_000],
    ]  # fmt: skip


def test_the_appendix_lists_the_awards_of_streams_with_themes() -> None:
    listed = summaries.appendix(few())
    assert list(listed.columns) == ["theme", *(name for name in LISTED if name != "remark")]
    cells = listed[["theme", "service", "award_gbp", "award_status", "provider", "paid_to", "implied_gbp"]]
    assert rows(cells)[1:] == [
        ["Victims", NURSES, 150_000, "printed", TRUST, "Clinical Commissioning Group", 0],
        ["Victims", APPROPRIATE_ADULTS, 10_000, "implied", COUNTY, "", 10_000],
        ["Offenders", MISUSE, 94_000, "printed", SHROPSHIRE, "not named", 0],
        ["Communities", EMERGING, 15_000, "printed", None, "", 0],
    ]


def test_the_appendix_of_several_streams_names_them_third() -> None:
    awards = few().assign(theme=few()["theme"].fillna("Victims"))
    listed = summaries.appendix(awards)
    assert list(listed.columns[:4]) == ["theme", "service", "stream", "award_gbp"]
    assert listed["stream"].tolist() == [VICTIMS] * 3 + [CRIME] * 4


def test_the_themes_of_the_appendix_come_with_their_aims() -> None:
    assert rows(summaries.appendix_themes(few(), {"Offenders": "Less crime", "Youth": "Not of these"})) == [
        ["theme", *PARTS, "aim"],
        ["Victims", 2, 160_000, 10_000, share(160_000, 269_000), None],
        ["Offenders", 1, 94_000, 0, share(94_000, 269_000), "Less crime"],
        ["Communities", 1, 15_000, 0, share(15_000, 269_000), None],
    ]


def test_a_printed_total_stands_beside_the_sum_of_its_awards() -> None:
    totals = load_printed_totals("2017-18", project=REPOSITORY)
    both = pd.concat([totals, totals.assign(label="Of one theme", theme="Victims", total_gbp=200_000.29)])
    assert rows(summaries.totals_beside(few(), both)) == [
        ["label", "stream", "place", "awards", "ours_gbp", "printed_gbp", "difference_gbp", "implied_under_total_gbp"],
        ["Total Awards", CRIME, "Appendix 1, last row", 4, 259_000, 1_322_248, -1_063_248, 10_000],
        ["Of one theme", CRIME, "Appendix 1, last row", 2, 150_000, 200_000.29, -50_000.29, 10_000],
    ]
    assert (
        list(summaries.totals_beside(few(), totals.iloc[:0]).columns) == rows(summaries.totals_beside(few(), both))[0]
    )


def funds() -> pd.DataFrame:
    return load_separate_funds("2017-18", project=REPOSITORY)


MONEY = ["fund", "purpose", "amount_printed", "held_by", "other_contributors", "standing", "paragraph"]


CASUALTY, YOUTH = "Casualty Reduction and Support Fund", "Youth Fund"


def test_the_money_of_the_text_stands_under_its_streams_in_the_order_of_the_text() -> None:
    tables = summaries.fund_tables(funds().iloc[::-1])
    captions = [caption for of_it in tables.values() for caption in of_it]
    assert list(tables) == [YOUTH, CASUALTY]
    assert captions == ["Youth Fund: money that only the text names", f"{CASUALTY}: money that only the text names"]
    youth, casualty = tables[YOUTH][captions[0]], tables[CASUALTY][captions[1]]
    turning = "Turning young people away from crime and anti-social behaviour"
    volunteering, community = (
        "Volunteering and other social action by young people",
        "Cambridgeshire Community Foundation",
    )
    outside, commissioner = "outside the overall budget", "Police and Crime Commissioner"
    lottery = "Civil Society/Big Lottery Fund"
    assert rows(youth) == [
        MONEY,
        ["Youth and Communities Fund", turning, "", commissioner, "", outside, "7.1"],
        ["Local Youth Social Action Fund for Cambridgeshire", volunteering, "", community, lottery, outside, "7.1"],
    ]
    assert rows(casualty) == [
        [name for name in MONEY if name != "other_contributors"],
        [CASUALTY, "Young driver computer platform for the whole county", "£67k", commissioner, outside, "6.1"],
    ]


def test_the_money_of_no_stream_stands_apart() -> None:
    other = summaries.other_money(funds())
    assert [(row[0], row[2]) for row in rows(other)[1:]] == [
        ("Home Office Police Transformation Fund", ""),
        ("Violence Against Women and Girls Home Office Transformation Fund", ""),
        ("Department for Communities and Local Government", "£700k"),
        ("Lottery", ""),
    ]


def test_streams_without_awards_are_those_told_of_first_and_each_once() -> None:
    streams = streams_of_2017()
    assert summaries.streams_without_awards(few(), streams, funds().iloc[[1, 2]]) == [YOUTH, CASUALTY]
    assert summaries.streams_without_awards(few(), streams, funds()) == [CASUALTY, YOUTH]
    assert summaries.streams_without_awards(few().iloc[:0], streams, funds()) == [CASUALTY, YOUTH, VICTIMS, CRIME]


def test_aims_are_those_of_the_paper() -> None:
    assert list(paper_of_2017().aims) == ["Victims", "Offenders", "Communities"]


def test_promises_stand_in_two_tables_without_what_was_not_known_and_without_empty_columns() -> None:
    none = {"to_whom": "", "by_when": "", "due": pd.NaT, "outcome_date": pd.NaT, "what_happened": "",
            "outcome_source": "", "first_made_in": "Paper 1"}  # fmt: skip
    late, day = pd.Timestamp("2018-06-01"), pd.Timestamp("2017-12-31")
    done = {"outcome_date": late, "outcome_source": "Minutes"}
    earlier = pd.DataFrame(
        [
            none | done | {"promise": "A", "state": "kept", "paragraph": "1"},
            none | done | {"promise": "B", "state": "overdue", "paragraph": "2", "due": day, "by_when": "this year"},
        ]
    )
    own = earlier.assign(first_made_in=["", "Paper 1"])
    tables = summaries.promise_tables(earlier, own)
    assert tables["What earlier papers promised"]["Promises of earlier papers"].to_dict("list") == {
        "promise": ["A", "B"],
        "by_when": ["", "this year"],
        "due": ["", "31 December 2017"],
        "state": ["kept", "overdue"],
        "outcome_date": ["1 June 2018", ""],
        "outcome_source": ["Minutes", ""],
        "first_made_in": ["Paper 1", "Paper 1"],
        "paragraph": ["1", "2"],
    }
    assert tables["What this paper says will come"]["What is to come"].to_dict("list") == {
        "promise": ["A"],
        "paragraph": ["1"],
    }
    assert summaries.promise_tables(earlier.iloc[:0], earlier.iloc[:0]) == {}
