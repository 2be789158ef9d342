"""The model of paper.toml without a file: what a paper's parts come to together, and what contradicts in them."""

import re
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from grantsdata.model.declared.about import About
from grantsdata.model.declared.other_tables import MEASURE_MEANINGS
from grantsdata.model.paper import Paper
from grantsdata.model.years import FinancialYear


def stream(code: str, name: str, budget: str, paragraph: str = "") -> dict[str, Any]:
    return {"code": code, "name": name, "funder": "f", "origin": "o", "budget_printed": budget,
            "in_overall_budget": True, "paragraph": paragraph}  # fmt: skip


def declared(**more: Any) -> Paper:
    columns = {"service": "Service", "provider": "Provider", "award": "Award"}
    both = {**columns, "stream": "Fund"}
    return Paper.model_validate(
        {
            "paper": {
                "title": "Grants",
                "body": "Borsetshire",
                "date": date(2018, 4, 2),
                "financial_year": "2018/19",
                "source": "s",
                "licence": "l",
            },
            "overall_budget": {"label": "All", "printed": "£3m", "paragraph": "2.1"},
            "streams": [stream("A", "Youth", "£1m", "2.1"), stream("B", "Roads", "£2.3m", "2.1")],
            "award_tables": [
                {"file": "a.csv", "stream": "A", "columns": columns},
                {"file": "../2017-18/both.csv", "streams": {"Y": "A", "R": "B"}, "columns": both},
            ],
            "printed_totals": [
                {"label": "Total", "printed": "£5", "file": "a.csv"},
                {"label": "Both", "printed": "£6", "file": "../2017-18/both.csv"},
                {"label": "Roads", "printed": "£7", "file": "../2017-18/both.csv", "stream": "B"},
            ],
            **more,
        }
    )


def test_a_paper_knows_its_year_its_files_and_where_they_lie() -> None:
    measures = {"file": "m.csv", "columns": {name: name for name in MEASURE_MEANINGS}}
    paper = declared(measures=measures, upstream=[{"stream": "B", "file": "p.json"}])
    assert paper.financial_year == FinancialYear(2018)
    assert paper.files == ["a.csv", "../2017-18/both.csv", "m.csv", "p.json"]
    assert [paper.source_file(file) for file in ("./a.csv", "../2017-18/both.csv")] == [
        "data/raw/2018-19/a.csv",
        "data/raw/2017-18/both.csv",
    ]


def test_a_total_covers_the_stream_that_it_or_its_table_names() -> None:
    paper = declared()
    assert [paper.only_stream_of(total) for total in paper.printed_totals] == ["Youth", None, "Roads"]
    assert [[total.label for total in paper.totals_in(table)] for table in paper.award_tables] == [
        ["Total"],
        ["Both", "Roads"],
    ]
    assert [paper.streams_in(table) for table in paper.award_tables] == ["Youth", "Youth and Roads"]


def test_a_budget_is_as_precise_as_those_of_its_own_paragraph() -> None:
    paper = declared()
    assert [paper.budget_of(one).unit for one in (paper.overall_budget, *paper.streams)] == [100_000_00] * 3
    apart = declared(streams=[stream("A", "Youth", "£1m"), stream("B", "Roads", "£2.3m")])
    assert [apart.budget_of(one).unit for one in apart.streams] == [100_000_00, 100_000_00]
    streams = [one.model_copy(update={"paragraph": f"3.{n}"}) for n, one in enumerate(apart.streams)]
    apart = apart.model_copy(update={"streams": streams})
    assert [apart.budget_of(one).unit for one in apart.streams] == [200_000_00, 100_000_00]
    assert declared(streams=[stream("A", "Y", ""), stream("B", "R", "£1m")]).budget_of(apart.streams[0]).pence == (
        1_000_000_00
    )


def test_a_stream_is_found_by_its_code_only() -> None:
    assert declared().stream("B").name == "Roads"
    with pytest.raises(StopIteration):
        declared().stream("Roads")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"streams": [stream("A", "Youth", ""), stream("A", "Roads", "")]}, 'the stream code "A" appears twice'),
        (
            {"streams": [stream("A", "All", ""), stream("B", "Roads", "")]},
            'the name of a budget or stream "All" appears twice',
        ),
        ({"streams": [stream("A", "Youth", "")]}, 'names the stream "B"; expected one of A'),
        ({"streams": []}, "at least 1 item"),
        (
            {"printed_totals": [{"label": "T", "printed": "£5", "file": "c.csv"}]},
            'printed total "T" names the file "c.csv", which is not an award table',
        ),
        (
            {"printed_totals": [{"label": "T", "printed": "£5", "file": "a.csv", "stream": "B"}]},
            'printed total "T" names the stream "B", which its table does not have',
        ),
        (
            {"upstream": [{"stream": "C", "file": "p.csv"}]},
            'upstream "p.csv" names the stream "C"; expected one of A, B',
        ),
        (
            {"measures": {"file": "m.csv", "columns": {"stream": "Stream"}}},
            '"m.csv" needs columns for exactly stream, service, awarded_service, measure',
        ),
    ],
)
def test_what_contradicts_in_a_paper_is_refused(more: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(said)):
        declared(**more)


@pytest.mark.parametrize(
    ("body", "within"),
    [
        ("Fairshire Borough Council", "Fairshire Borough Council"),
        ("Council of the Isles", "Council of the Isles"),
        ("The Larkspur Fund", "The Larkspur Fund"),
        ("Fairshire Police and Crime Commissioner", "the Fairshire Police and Crime Commissioner"),
        ("Fairshire Foundation", "the Fairshire Foundation"),
    ],
)
def test_a_council_stands_in_a_sentence_without_an_article(body: str, within: str) -> None:
    named = Paper.model_construct(paper=About.model_construct(body=body))
    assert named.the_body == within
