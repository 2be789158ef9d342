"""How documents are named, and which entries of `paper.toml` are refused."""

from datetime import date

import pytest
from pydantic import ValidationError

from grantsdata.model.documents.document import Document, document_names


def test_a_document_is_named_by_its_kind_and_date() -> None:
    names = document_names([("n", "decision notice", date(2017, 8, 3), "DN 14")])
    assert names == {"n": "decision notice of 3 August 2017"}


def test_documents_of_one_kind_and_date_are_told_apart_by_reference_or_identifier() -> None:
    day = date(2017, 8, 3)
    names = document_names(
        [("a", "variation", day, "V 1"), ("b", "variation", day, ""), ("c", "grant register", day, "")]
    )
    assert names == {
        "a": "variation of 3 August 2017, V 1",
        "b": "variation of 3 August 2017, b",
        "c": "grant register of 3 August 2017",
    }


@pytest.mark.parametrize("wrong", [{"id": "DN 14"}, {"kind": "press release"}, {"date": "2017-08-03"}, {"title": ""}])
def test_an_entry_of_another_form_is_refused(wrong: dict[str, str]) -> None:
    right = {"id": "dn-14", "kind": "decision notice", "date": date(2017, 8, 3), "title": "Grants"}
    Document(**right)
    with pytest.raises(ValidationError):
        Document(**right | wrong)
