"""The second reading of a year's documents."""

from pathlib import Path

from support.documents import YEAR, year_of_documents

from grantsdata.runs.verifier.raw import Raw


def test_a_state_has_the_tables_totals_and_documents_of_then(project: Path) -> None:
    year_of_documents(project)
    whole, then, paper = Raw(project, YEAR), Raw(project, YEAR, as_at="2018-08-31"), Raw(project, YEAR, only="paper")
    assert len(whole.paper["printed_totals"]) == 1 and then.paper["printed_totals"] == []
    assert [one["file"] for one in then.paper["award_tables"]] == ["gr.csv", "notice-august.csv"]
    assert [one["id"] for one in then.paper["documents"]] == ["notice-august"] and paper.paper["documents"] == []
    assert [one["award_pence"] for one in paper.awards] == [400000, 300000, None]
    assert whole.documents.names["register"] == "grant register of 1 February 2019"


def test_each_award_names_the_document_that_states_its_amount(project: Path) -> None:
    year_of_documents(project)
    awards = {one["award_id"]: one for one in Raw(project, YEAR).awards}
    assert awards["2018-19-GR-cameras"]["stated_in"] == "decision notice of 3 August 2018"
    assert awards["2018-19-GR-night-bus-shrievalty-trust"]["document_date"] == "2019-02-01"
