"""Tables that list no awards: the meanings of their columns, and names that are left out."""

from grantsdata.model.declared.other_tables import (
    AGREEMENT_TABLES,
    OTHER_TABLES,
    OtherTable,
    meanings_of_tables,
    with_plain_columns,
)


def test_a_variation_cites_a_document_only_where_documents_are_listed() -> None:
    alone, several = meanings_of_tables(False), meanings_of_tables(True)
    assert alone == OTHER_TABLES
    assert set(several["variations"]) - set(alone["variations"]) == {"document"}
    assert all(several[key] == alone[key] for key in alone if key != "variations")


def test_each_table_about_awards_begins_with_what_names_the_award() -> None:
    assert {meanings[:3] for meanings in AGREEMENT_TABLES.values()} == {("stream", "service", "provider")}


def test_columns_without_names_are_called_by_their_meanings() -> None:
    plain = OtherTable.model_validate(with_plain_columns({"file": "m.csv"}, ("stream", "measure")))
    assert plain.columns == {"stream": "stream", "measure": "measure"} and plain.has_plain_columns
    named = {"file": "m.csv", "columns": {"stream": "Fund"}}
    assert with_plain_columns(named, ("stream",)) == named
    assert not OtherTable.model_validate(named).has_plain_columns
