"""What divides a table: streams by their names, arrangements by their words, and themes otherwise."""

from collections.abc import Sequence

from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.importers.proposal.columns import Columns
from grantsdata.importers.proposal.raw_table import PrintedRows, printed_rows
from grantsdata.importers.proposal.rows import Rows
from grantsdata.importers.proposal.sections import Sections, guess_sections
from grantsdata.model.declared.about import Stream
from grantsdata.model.declared_table import AwardColumns, AwardTable

STREAMS = [
    Stream(code=code, name=name, funder="the Ministry", origin="a grant", budget_printed="", in_overall_budget=True)
    for code, name in (("VF", "Victims fund"), ("SF", "Safety fund"))
]
NO_COLUMNS = Columns({}, {})


def printed(*rows: Sequence[str]) -> PrintedRows:
    found = printed_rows(FoundTable("table 1", "", tuple(tuple(map(Cell, row)) for row in rows)))
    assert found is not None
    return found


PLAIN = printed(["Project", "Award"], ["Kit", "£5"])


def of_column(meaning: str, *texts: str, before: AwardTable | None = None) -> Sections:
    """The sections of a table with one column that divides it."""
    rows = printed(["Part", "Award"], *([text, "£5"] for text in texts))
    awards = {number: "" for number, _ in rows.body}
    return guess_sections(rows, Columns({meaning: "Part"}, {}), Rows(awards=awards), STREAMS, before)


def of_headings(*texts: str, before: AwardTable | None = None, themes: Sequence[str] = ()) -> Sections:
    return guess_sections(PLAIN, NO_COLUMNS, Rows(headings=list(texts)), STREAMS, before, themes)


def test_names_of_streams_are_streams_whatever_their_case() -> None:
    found = Sections({"stream": {"VICTIMS FUND": "VF", "Safety fund": "SF"}}, {"stream": "Part"}, [])
    assert of_column("stream", "VICTIMS FUND", "〃", "Safety fund") == found
    assert of_headings("VICTIMS FUND", "Safety fund") == Sections(found.listed, {}, ["stream"])


def test_words_for_arrangements_are_arrangements() -> None:
    listed = {"arrangement": {"Grants": "Grant agreement", "Single tender": "Single tender"}}
    assert of_column("arrangement", "Grants", "Single tender") == Sections(listed, {"arrangement": "Part"}, [])
    assert of_headings("Grants", "Single tender") == Sections(listed, {}, ["arrangement"])


def test_blank_cells_of_a_column_are_none_of_its_parts() -> None:
    listed = {"arrangement": {"Grants": "Grant agreement"}}
    assert of_column("arrangement", "Grants", "", "Grants") == Sections(
        listed, {"arrangement": "Part"}, [], ["arrangement"]
    )
    assert of_column("theme", "Sport", "") == Sections({"theme": {"Sport": ""}}, {"theme": "Part"}, [], ["theme"])
    assert of_column("theme", "", "") == Sections()


def test_all_other_texts_are_themes_whose_aims_a_person_fills_in() -> None:
    listed = {"theme": {"Grants": "", "Sport": ""}}
    for meaning in ("stream", "theme", "arrangement"):
        assert of_column(meaning, "Grants", "Sport") == Sections(listed, {"theme": "Part"}, []), meaning
    assert of_headings("Grants", "Sport") == Sections(listed, {}, ["theme"])


def test_a_text_that_another_table_has_as_a_theme_is_one() -> None:
    assert of_headings("Grants", themes=["Grants"]).listed == {"theme": {"Grants": ""}}


def test_headings_of_streams_and_of_parts_of_them_are_two_kinds() -> None:
    assert of_headings("Victims fund", "Sport") == Sections(
        {"stream": {"Victims fund": "VF"}, "theme": {"Sport": ""}}, {}, ["stream", "theme"]
    )


def test_a_text_keeps_the_meaning_of_the_year_before() -> None:
    columns = AwardColumns(service="Project", provider="Group", award="Award", stream="Fund")
    before = AwardTable(
        file="a.csv", columns=columns, streams={"Old fund": "VF"}, themes={"Sport": "To play."}, section_rows=["theme"]
    )
    assert of_column("stream", "Old fund", before=before).listed == {"stream": {"Old fund": "VF"}}
    assert of_headings("Sport", "Art", before=before).listed == {"theme": {"Sport": "To play.", "Art": ""}}


def test_a_table_that_nothing_divides_has_no_sections() -> None:
    assert of_headings() == Sections({}, {}, [])
