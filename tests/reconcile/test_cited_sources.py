"""Sources that a paper lists are compared with its date and with their addresses."""

from datetime import date

import pytest
from support.cases import first
from support.findings import changed, told
from support.reporting import awards_of_2017, paper_of_2017

from grantsdata.model.declared.about import SourceDocument
from grantsdata.reconcile.anomalies import anomaly_findings

ADDRESS = "https://example.org/2016/12/file.pdf"


SOURCES = [
    # Date as printed, and what follows it in the sentence; the address is of December 2016, the paper of 11 May 2017.
    ("16th December 2016", None),
    ("1 December 2016", None),
    ("January 2018", None),
    ("1st January 2015", ". Its web address says 2016."),
    ("11th May 2017", ". Its web address says 2016."),
    ("12th May 2017", ", which is after this paper. Its web address says 2016."),
    ("2nd June 2017", ", which is after this paper. Its web address says 2016."),
    ("30th April 2017", ". Its web address says 2016."),
    ("3rd January 2018", ", which is after this paper. Its web address says 2016."),
    ("31st Mai 2017", ". Its web address says 2016."),
    ("1st Mai 2018", ", which is after this paper. Its web address says 2016."),
]


@pytest.mark.parametrize(("printed", "wrong"), first(SOURCES, 4))
def test_a_source_is_held_to_its_paper_and_its_address(printed: str, wrong: str | None) -> None:
    source = SourceDocument(title="A strategy", date_printed=printed, addresses=[ADDRESS])
    rows = told(awards_of_2017(), changed(source_documents=[source]))
    sentences = [row[-1] for row in rows if row[0] == "source-year"]
    assert sentences == (
        [] if wrong is None else [f"The list of sources gives “A strategy” the date “{printed}”{wrong}"]
    )


def test_a_source_without_an_address_is_held_to_its_paper() -> None:
    sources = [
        SourceDocument(title=day, date_printed=day) for day in ("10th May 2017", "11th May 2017", "12th May 2017")
    ]
    rows = told(awards_of_2017(), changed(source_documents=sources))
    assert [row[-1] for row in rows if row[0] == "source-year"] == [
        "The list of sources gives “12th May 2017” the date “12th May 2017”, which is after this paper."
    ]
    january = paper_of_2017().paper.model_copy(update={"date": date(2017, 1, 31)})
    rows = told(awards_of_2017(), changed(source_documents=sources[:1], paper=january))
    assert rows[-1][-1].endswith("the date “10th May 2017”, which is after this paper.")


def test_each_year_of_a_source_s_addresses_is_told_once_in_order() -> None:
    parts = ("2018/01", "2016/12", "none", "2016/11", "2017/05", "1999/1", "2116/12", "20161/12")
    addresses = [f"https://example.org/{part}/file.pdf" for part in parts]
    source = SourceDocument(title="A strategy", date_printed="1st May 2017", addresses=addresses)
    right = SourceDocument(title="B", date_printed="1st May 2017", addresses=addresses[4:])
    documents = [right, SourceDocument(title="C", date_printed="undated"), source]
    found = anomaly_findings(awards_of_2017(), changed(source_documents=documents))
    assert [finding.sentence for finding in found if finding.code == "source-year"] == [
        "The list of sources gives “A strategy” the date “1st May 2017”. Its web address says 2016 and 2018."
    ]
