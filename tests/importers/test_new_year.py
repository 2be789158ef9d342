"""A new year's folder: what carries over, what is to be filled in, and that nothing is ever overwritten."""

import csv
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from support.documents import year_of_documents
from support.promises import office_with_promises, promise, put_promises
from support.reporting import copied_project, grantsdata

from grantsdata.errors import GrantsDataError, OutputError, PaperError, YearError
from grantsdata.importers.new_year import new_year
from grantsdata.model.declared.other_tables import PROMISE_MEANINGS
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check
from grantsdata.sources.files.project import years_on_file
from grantsdata.sources.paper import unresolved_comments

NEXT = FinancialYear.parse("2018-19")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied_project(tmp_path / "project")


def declared(project: Path, year: str = "2018-19") -> dict:
    return tomllib.loads((project / "data" / "raw" / year / "paper.toml").read_text(encoding="utf-8"))


def test_streams_columns_and_headings_carry_over_and_nothing_of_one_paper_does(project):
    files = [path.name for path in new_year("2018-19", project=project)]
    assert files == [
        "paper.toml",
        "victims-services.csv",
        "crime-and-disorder-reduction.csv",
        "contributions.csv",
        "separate-funds.csv",
        "measures.csv",
        "promises.csv",
        "agreements.csv",
        "conditions.csv",
        "tenders.csv",
    ]
    paper = declared(project)
    assert [stream["code"] for stream in paper["streams"]] == ["VS", "CDR", "YF", "CRS"]
    assert {stream["budget_printed"] for stream in paper["streams"]} == {""}
    victims, crime = paper["award_tables"]
    assert victims["columns"]["award"] == "Award"
    assert list(crime["themes"]) == ["Victims", "Offenders", "Communities"]
    assert crime.keys() & {"corrections", "place", "left_out"} == set()
    assert paper.keys() & {"printed_totals", "source_documents", "contributions", "separate_funds", "measures"} == set()
    assert "date" not in paper["paper"]
    assert paper["paper"]["own_force"] == "Cambridgeshire Constabulary"


def test_the_tables_hold_the_headers_of_the_year_before(project):
    new_year(NEXT, project=project)
    folder = project / "data" / "raw" / "2018-19"
    assert (folder / "victims-services.csv").read_text(
        encoding="utf-8"
    ) == "Arrangement,Service,Provider,Award,Purpose\n"
    header = "Theme,Service Provision,Provider,Funding £,Purpose,Conditions\n"
    assert (folder / "crime-and-disorder-reduction.csv").read_text(encoding="utf-8") == header


def test_check_tells_what_is_still_to_be_done(project):
    new_year(NEXT, project=project)
    entries = check(NEXT, project=project)
    faults = [entry.message.partition(";")[0] for entry in entries if entry.severity == "fault"]
    assert faults == [
        "a header without rows",
        'paper.title is ""',
        "paper.date is missing",
        'paper.source is ""',
        "a header without rows",
    ]
    to_do = [entry for entry in entries if entry.severity == "warning"]
    assert [entry.row for entry in to_do] == [6, 11, 13, 19, 27, 36, 46, 55, 104, 136]
    assert all(entry.message.startswith("to do: ") for entry in to_do)
    assert {entry.expected for entry in to_do} == {"what the paper says"}


def test_open_promises_go_on_through_two_years_and_those_with_an_outcome_stay_behind(tmp_path):
    project = office_with_promises(tmp_path / "project")
    new_year("2019-20", project=project)
    folder = project / "data" / "raw" / "2019-20"
    rows = list(csv.reader(folder.joinpath("promises.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0] == list(PROMISE_MEANINGS)
    assert [row[:7] for row in rows[1:]] == [
        ["A new strategy", "", "", "", "", "2.2", "Paper of 11 May 2017"],
        ["An audit", "", "", "by the end of 2017", "2017-12-31", "2.3", "Paper of 11 May 2017"],
        ["A charter", "", "", "in the autumn", "", "3.1", "Paper of 11 May 2018"],
    ]
    assert {cell for row in rows[1:] for cell in row[7:]} == {""}
    assert declared(project, "2019-20")["promises"] == {"file": "promises.csv"}
    paper = (folder.parent / "2018-19" / "paper.toml").read_text(encoding="utf-8")
    folder.joinpath("paper.toml").write_text(paper.replace("2018-19", "2019-20").replace("2018", "2019"), "utf-8")
    carried = {"first_made_in": "Paper of 11 May 2017", "outcome": "kept", "outcome_date": "2019-06-03"}
    audit = promise("An audit", by_when="by the end of 2017", due="2017-12-31", outcome_source="Minutes", **carried)
    charter = promise("A charter", first_made_in="Paper of 11 May 2018", paragraph="3.1")
    put_promises(project, "2019-20", audit, charter, promise("A fair, and a market", paragraph="4.2"))
    new_year("2020-21", project=project)
    assert folder.parent.joinpath("2020-21", "promises.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "A charter,,,,,3.1,Paper of 11 May 2018,,,,",
        '"A fair, and a market",,,,,4.2,Paper of 11 May 2019,,,,',
    ]


def test_without_an_open_promise_the_next_table_has_only_its_header_and_is_no_fault(tmp_path):
    project = office_with_promises(tmp_path / "project")
    done = {"outcome": "kept", "outcome_date": "2018-06-01", "outcome_source": "Minutes"}
    put_promises(project, "2018-19", promise("A fair", **done))
    new_year("2019-20", project=project)
    table = project / "data" / "raw" / "2019-20" / "promises.csv"
    assert table.read_text(encoding="utf-8") == ",".join(PROMISE_MEANINGS) + "\n"
    assert [entry for entry in check(FinancialYear(2019), project=project) if entry.file.endswith("promises.csv")] == []


def test_promises_of_a_later_year_do_not_go_back(tmp_path):
    project = office_with_promises(tmp_path / "project")
    new_year("2016-17", project=project)
    table = project / "data" / "raw" / "2016-17" / "promises.csv"
    assert table.read_text(encoding="utf-8").count("\n") == 1


def test_promises_in_columns_of_other_names_keep_them(tmp_path):
    project = office_with_promises(tmp_path / "project")
    path = project / "data" / "raw" / "2018-19" / "promises.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("first_made_in", "Since", 1), encoding="utf-8")
    toml = path.with_name("paper.toml")
    columns = "".join(f'{name} = "{name}"\n'.replace('"first_made_in"', '"Since"') for name in PROMISE_MEANINGS)
    toml.write_text(toml.read_text(encoding="utf-8") + f"[promises.columns]\n{columns}", encoding="utf-8")
    new_year("2019-20", project=project)
    assert declared(project, "2019-20")["promises"]["columns"]["first_made_in"] == "Since"
    text = path.parents[1].joinpath("2019-20", "promises.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0].split(",")[6] == "Since"
    assert "A charter,,,in the autumn,,3.1,Paper of 11 May 2018,,,,\n" in text


def test_a_folder_that_is_there_is_left_alone_whatever_is_in_it(project):
    folder = project / "data" / "raw" / "2018-19"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(GrantsDataError, match="data/raw/2018-19 is there already, and nothing in it was touched"):
        new_year(NEXT, project=project)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    shutil.rmtree(folder)
    folder.symlink_to(project / "nowhere")
    with pytest.raises(GrantsDataError, match="is there already"):
        new_year(NEXT, project=project)


def test_a_year_in_the_name_of_a_column_moves_with_it(project):
    raw = project / "data" / "raw"
    table = raw / "2017-18" / "victims-services.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",Award,", ",2017/18 Award,", 1), encoding="utf-8")
    toml = raw / "2017-18" / "paper.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace('award = "Award"', 'award = "2017/18 Award"'), encoding="utf-8"
    )
    new_year(NEXT, project=project)
    assert declared(project)["award_tables"][0]["columns"]["award"] == "2018/19 Award"
    header = (raw / "2018-19" / "victims-services.csv").read_text(encoding="utf-8")
    assert header == "Arrangement,Service,Provider,2018/19 Award,Purpose\n"


def test_columns_that_are_called_by_their_meanings_are_not_named_in_the_new_paper(project):
    path = project / "data" / "raw" / "2017-18" / "paper.toml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("[measures.columns]"), text.index("[contributions]")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    table = path.with_name("measures.csv")
    header = "stream,service,awarded_service,measure,hedge,figure,unit,period,paragraph\n"
    table.write_text(header + table.read_text(encoding="utf-8").partition("\n")[2], encoding="utf-8")
    new_year(NEXT, project=project)
    new = project / "data" / "raw" / "2018-19"
    assert (new / "measures.csv").read_text(encoding="utf-8") == header
    text = (new / "paper.toml").read_text(encoding="utf-8")
    assert '# [measures]\n# file = "measures.csv"\n' in text
    assert "# [measures.columns]" not in text
    assert "# [contributions.columns]" in text


def test_a_header_of_two_rows_is_kept_as_two(project):
    raw = project / "data" / "raw" / "2017-18"
    table = raw / "victims-services.csv"
    rest = table.read_text(encoding="utf-8").partition("\n")[2]
    table.write_text('Arrangement,Service,Provider,"Award,\nfirst",Purpose\n〃,〃,〃,now,〃\n' + rest, encoding="utf-8")
    toml = raw / "paper.toml"
    text = toml.read_text(encoding="utf-8").replace('award = "Award"', 'award = "Award,\\nfirst now"')
    toml.write_text(text.replace('stream = "VS"\nplace', 'stream = "VS"\nheader_rows = 2\nplace'), encoding="utf-8")
    new_year(NEXT, project=project)
    header = (project / "data" / "raw" / "2018-19" / "victims-services.csv").read_text(encoding="utf-8")
    assert header == 'Arrangement,Service,Provider,"Award,\nfirst",Purpose\n〃,〃,〃,now,〃\n'
    assert declared(project)["award_tables"][0]["header_rows"] == 2


def test_the_first_year_of_all_is_an_example(tmp_path):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    assert [path.name for path in new_year(NEXT, project=tmp_path)] == ["paper.toml"]
    (stream,) = declared(tmp_path)["streams"]
    assert (stream["code"], stream["budget_printed"]) == ("GR", "")
    assert years_on_file(tmp_path) == [NEXT]


def test_the_kind_of_body_comes_from_the_office_and_then_from_the_year_before(tmp_path):
    office = tmp_path / "data" / "raw" / "office.toml"
    office.parent.mkdir(parents=True)
    office.write_text('body = "Mayor of Fairshire"\nkind = "policing"\n', encoding="utf-8")
    new_year("2017-18", project=tmp_path)
    assert declared(tmp_path, "2017-18")["paper"]["kind"] == "policing"
    project = copied_project(tmp_path / "project")
    path = project / "data" / "raw" / "2017-18" / "paper.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[paper]\n", '[paper]\nkind = "policing"\n'), encoding="utf-8")
    new_year("2018-19", project=project)
    assert declared(project)["paper"]["kind"] == "policing"


def test_an_earlier_year_takes_after_the_first_on_file(project):
    new_year("2016-17", project=project)
    assert [stream["code"] for stream in declared(project, "2016-17")["streams"]] == ["VS", "CDR", "YF", "CRS"]


def test_a_fault_in_the_year_before_is_told_and_nothing_is_made(project):
    toml = project / "data" / "raw" / "2017-18" / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('code = "VS"', 'code = "vs"'), encoding="utf-8")
    with pytest.raises(PaperError, match=r"2017-18/paper\.toml"):
        new_year(NEXT, project=project)
    with pytest.raises(YearError):
        new_year("2018-20", project=project)
    assert sorted(path.name for path in (project / "data" / "raw").iterdir() if path.is_dir()) == ["2017-18"]


def test_a_paper_in_which_each_part_is_otherwise_carries_over_too(project):
    raw = project / "data" / "raw" / "2017-18"
    text = (raw / "paper.toml").read_text(encoding="utf-8")
    text = text.partition("[separate_funds]")[0].replace(
        'file = "victims-services.csv"\nstream = "VS"',
        'file = "victims-services.csv"\nno_award = ["-"]\nignored_columns = ["2017/18 (£)"]\n'
        'streams = { "Victims" = "VS", "Crime" = "CDR" }',
    )
    text = text.replace('award = "Award"\n', 'award = "Award"\nstream = "Fund"\n')
    (raw / "paper.toml").write_text(text, encoding="utf-8")
    new_year(NEXT, project=project)
    first = declared(project)["award_tables"][0]
    assert "stream" not in first
    assert (first["streams"], first["no_award"]) == ({"Victims": "VS", "Crime": "CDR"}, ["-"])
    assert first["ignored_columns"] == ["2018/19 (£)"]
    folder = project / "data" / "raw" / "2018-19"
    assert sorted(path.name for path in folder.iterdir()) == [
        "crime-and-disorder-reduction.csv",
        "paper.toml",
        "victims-services.csv",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_what_cannot_be_written_leaves_no_folder(project):
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(OutputError, match="cannot write"):
            new_year(NEXT, project=project)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in (project / "data" / "raw").iterdir() if path.is_dir()] == ["2017-18"]


def test_a_description_that_is_no_text_has_no_marks(project):
    new_year(NEXT, project=project)
    assert len(list(unresolved_comments(NEXT, project))) == 10
    (project / "data" / "raw" / "2018-19" / "paper.toml").write_bytes(b"\xff # to do: this")
    assert list(unresolved_comments(NEXT, project)) == []


def test_the_command_tells_the_files_and_what_comes_next(project):
    done = grantsdata(project, "new-year", "2018-19")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "data/raw/2018-19/paper.toml"
    assert lines[-1].endswith("and see what is missing: grantsdata check 2018-19")
    again = grantsdata(project, "new-year", "2018-19")
    assert (again.returncode, again.stdout) == (2, "")
    assert "grantsdata import FILE --year 2018-19" in again.stderr


def test_a_new_year_begins_without_the_documents_of_the_year_before(project: Path) -> None:
    year_of_documents(project)
    new_year("2019-20", project=project)
    folder, entries = project / "data" / "raw" / "2019-20", declared(project, "2019-20")
    assert "documents" not in entries
    assert [one["file"] for one in entries["award_tables"]] == ["gr.csv"]
    header = (folder / "variations.csv").read_text(encoding="utf-8").strip()
    assert header.endswith("amount_after,said_in") and not (folder / "register.csv").exists()
