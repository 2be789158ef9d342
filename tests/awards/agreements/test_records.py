"""One table of records, tied to its awards: all faults of the table at once."""

from pathlib import Path

import pytest
from support.documents import YEAR, year_of_documents

from grantsdata.awards.agreements.records import records_of_awards
from grantsdata.awards.load import open_year
from grantsdata.errors import SourceError


def test_all_faults_of_a_table_come_at_once(project: Path) -> None:
    folder = year_of_documents(project)
    path = folder / "variations.csv"
    text = path.read_text(encoding="utf-8").replace("GR,Refuge", "GR,Refuges").replace(",variation-1", ",")
    path.write_text(text.replace("£2,500", "£2,5"), encoding="utf-8")
    year = open_year(YEAR, project)
    with pytest.raises(SourceError) as caught:
        records_of_awards(year.paper, "variations", year.root, year.every_award())
    places = {(fault.row, fault.column) for fault in caught.value.faults}
    assert places == {(2, "amount_after"), (3, "document")}
