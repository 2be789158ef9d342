"""A notice that is brought in as a further document of a year."""

import tomllib
from pathlib import Path

import pytest
from support.papers import docx_of
from support.reporting import add_year, called

from grantsdata import load_awards, load_separate_funds
from grantsdata.errors import ParameterError, YearError
from grantsdata.importers.further_document import check_year, further_document
from grantsdata.importers.import_paper import import_paper
from grantsdata.model.years import FinancialYear

YEAR = "2018-19"
NOTICE = [["Service", "Provider", "Award"], ["Mentoring", "Family Action", "£1,200"]]


def test_a_notice_becomes_a_document_whose_awards_count_from_its_date(project: Path, tmp_path: Path) -> None:
    folder = add_year(project, (("GR", "Night bus", "Family Action", "£4,000"),))
    docx_of([NOTICE], tmp_path / "notice.docx")
    done = called(
        project, "import", str(tmp_path / "notice.docx"), "--year", YEAR, "--tables", "all", "--stream", "1=GR",
        "--document", "notice-14", "--kind", "decision notice", "--date", "2018-08-03",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    declared = tomllib.loads((folder / "paper.toml").read_text(encoding="utf-8"))
    (document,) = declared["documents"]
    assert (document["id"], document["kind"], str(document["date"])) == ("notice-14", "decision notice", "2018-08-03")
    assert declared["award_tables"][-1]["document"] == "notice-14"
    assert declared["paper"]["title"] == "Small grants"
    assert load_awards(YEAR, as_at="2018-08-02", project=project)["award_pence"].sum() == 4_000_00
    assert load_awards(YEAR, as_at="2018-08-03", project=project)["award_pence"].sum() == 5_200_00


def test_the_tables_of_a_notice_may_be_brought_in_one_after_the_other(project: Path, tmp_path: Path) -> None:
    folder = add_year(project, (("GR", "Night bus", "Family Action", "£4,000"),))
    further = [NOTICE[0], ["Lights", "Family Action", "£300"]]
    file = docx_of([NOTICE, further], tmp_path / "notice.docx")
    for number in (1, 2):
        import_paper(
            file, YEAR, [number], streams={number: "GR"}, document="notice-14", dated="2018-08-03", project=project
        )
    declared = tomllib.loads((folder / "paper.toml").read_text(encoding="utf-8"))
    assert [one["id"] for one in declared["documents"]] == ["notice-14"]
    assert load_awards(YEAR, project=project)["service"].tolist() == ["Night bus", "Mentoring", "Lights"]


def test_a_notice_states_the_amount_of_a_fund_that_the_paper_names_outside_its_tables(
    project: Path, tmp_path: Path
) -> None:
    fund = "Local Youth Social Action Fund for Cambridgeshire"
    rows = [["Fund", "Recipient", "Grant"], [fund, "Cambridgeshire Community Foundation", "£40,000"]]
    file = docx_of([rows], tmp_path / "notice.docx")
    import_paper(file, "2017-18", [1], document="notice-14", dated="2017-08-03", project=project)
    declared = tomllib.loads((project / "data/raw/2017-18/paper.toml").read_text(encoding="utf-8"))
    assert (declared["award_tables"][-1]["stream"], declared["award_tables"][-1]["columns"]["service"]) == (
        "YF",
        "Fund",
    )
    awards = load_awards("2017-18", project=project).set_index("service")
    assert (awards.loc[fund, "award_pence"], awards.loc[fund, "award_status"]) == (40_000_00, "printed")
    assert fund in set(load_separate_funds("2017-18-as-at-2017-08-02", project=project)["fund"])
    assert fund not in set(load_separate_funds("2017-18", project=project)["fund"])
    with pytest.raises(ParameterError, match="on file already, cell for cell"):
        import_paper(file, "2017-18", [1], document="notice-14", project=project)


def test_a_document_without_a_date_and_one_of_no_known_year_are_refused(project: Path, tmp_path: Path) -> None:
    add_year(project, (("GR", "Night bus", "Family Action", "£4,000"),))
    file = tmp_path / "notice.docx"
    docx_of([NOTICE], file)
    with pytest.raises(ParameterError, match="states no date; add: --date"):
        import_paper(file, YEAR, [1], streams={1: "GR"}, document="notice-14", project=project)
    with pytest.raises(YearError, match="2030-31 is not on file; bring in its paper first"):
        check_year(FinancialYear(2030), [FinancialYear(2018)])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("Notice 14",), "expected small letters, digits and hyphens"),
        (("paper",), "expected small letters"),
        (("notice-14", "decision notices"), 'did you mean "decision notice"'),
        (("", "variation"), "name it too"),
    ],
)
def test_wrong_options_are_refused(given: tuple[str, ...], expected: str) -> None:
    with pytest.raises(ParameterError, match=expected):
        further_document(*given)


def test_funds_that_cannot_be_read_give_no_stream(project: Path, tmp_path: Path) -> None:
    """`check` names the fault; the notice is brought in, with the first stream as a guess."""
    rows = [
        ["Fund", "Recipient", "Grant"],
        ["Local Youth Social Action Fund for Cambridgeshire", "Family Action", "£5"],
    ]
    (project / "data/raw/2017-18/separate-funds.csv").write_bytes(b"PK\x03\x04")
    file = docx_of([rows], tmp_path / "notice.docx")
    import_paper(file, "2017-18", [1], document="notice-14", dated="2017-08-03", project=project)
    text = (project / "data/raw/2017-18/paper.toml").read_text(encoding="utf-8")
    assert 'stream = "VS" # guess: nothing says which; this is the first' in text
