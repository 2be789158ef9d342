"""What variations make of the awards, by the second reading."""

from pathlib import Path

from support.documents import YEAR, year_of_documents

from grantsdata.runs.verifier.raw import Raw
from grantsdata.runs.verifier.variations import stated_by


def test_they_count_from_their_document_and_name_their_line(project: Path) -> None:
    year_of_documents(project)
    raw = Raw(project, YEAR)
    assert [(line["counts"], line["document"]) for line in raw.variations] == [
        ("2018-08-03", "notice-august"),
        ("2018-10-15", "variation-1"),  # its own date is the 1st
        ("2018-12-14", "notice-december"),
    ]
    refuge = next(one for one in raw.awards if one["service"] == "Refuge")
    assert (refuge["award_pence"], refuge["amount_source"]) == (350050, "data/raw/2018-19/variations.csv row 3")
    assert stated_by(raw, refuge, "2018-10-14") == "paper" and stated_by(raw, refuge, "2018-10-15") == "variation-1"
