"""paper.toml: what the real one declares, each mistake told by its key, and another body's tables."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support.ordinary import ordinary_user, reachable_folder
from support.reporting import copied_project

from grantsdata import load_awards, load_paper, load_printed_totals
from grantsdata.errors import PaperError, SourceError, YearError
from grantsdata.model.paper import Paper
from grantsdata.model.schema import WORKBOOK_RISKS
from grantsdata.model.years import FinancialYear
from grantsdata.sources.paper import read_paper, sound_parts

YEAR = FinancialYear(2017)
TOML = "2017-18/paper.toml"
FILE = "data/raw/2017-18/paper.toml"

Replace = Callable[[str, str, str], None]


def faults_of(project: Path) -> list[str]:
    with pytest.raises(PaperError) as refusal:
        read_paper(YEAR, project)
    lines = str(refusal.value).splitlines()
    assert len(lines) == len(refusal.value.faults)
    assert all(line.startswith(f"{FILE}: ") and line.endswith(".") for line in lines)
    return [line.removeprefix(f"{FILE}: ") for line in lines]


# ---- The real paper --------------------------------------------------------------------------------


@pytest.fixture
def paper(project: Path) -> Paper:
    return read_paper(YEAR, project)


def test_the_paper_says_whose_it_is_and_when(paper: Paper) -> None:
    about = paper.paper
    assert (about.title, about.presented_to, about.date) == (
        "Commissioning and Grants",
        "Business Coordination Board",
        date(2017, 5, 11),
    )
    assert (paper.financial_year, about.own_force) == (YEAR, "Cambridgeshire Constabulary")


def test_the_paper_has_four_streams_of_which_two_are_inside_its_budget(paper: Paper) -> None:
    assert [(s.name, s.budget_printed, paper.budget_of(s).pence, s.in_overall_budget) for s in paper.streams] == [
        ("Victims' services", "£1m", 1_000_000_00, True),
        ("Crime and disorder reduction", "£1.3m", 1_300_000_00, True),
        ("Youth Fund", "", None, False),
        ("Casualty Reduction and Support Fund", "", None, False),
    ]
    budget = paper.budget_of(paper.overall_budget)
    assert (budget.printed, budget.lowest, budget.highest) == ("£2.3m", 2_250_000_00, 2_350_000_00)


def test_the_paper_prints_one_total(paper: Paper) -> None:
    (total,) = paper.printed_totals
    assert (total.label, total.printed, total.amount.pence) == ("Total Awards", "£1,322,248", 1_322_248_00)
    assert (total.file, total.theme, total.arrangement) == ("crime-and-disorder-reduction.csv", None, None)


def test_each_theme_has_its_aim(paper: Paper) -> None:
    assert paper.aims == {
        "Victims": "Safeguarding the vulnerable",
        "Offenders": "Attacking criminality and reducing re-offending",
        "Communities": "Preventing crime and reassuring the public",
    }


def test_two_corrections_move_the_text_that_stands_for_an_amount(paper: Paper) -> None:
    text = "Contribution to Cambridgeshire County Council's pooled budget to commission this service"
    victims, crime = paper.award_tables
    assert victims.corrections == []
    assert [(c.row, c.column, c.printed, c.read_as) for c in crime.corrections] == [
        (7, "Provider", "", text),
        (7, "Funding £", text, ""),
    ]
    assert all(c.reason and c.status == "to be confirmed by the office" for c in crime.corrections)


def test_the_list_of_sources_keeps_its_dates_as_printed(paper: Paper) -> None:
    assert [(document.date_printed, len(document.addresses)) for document in paper.source_documents] == [
        ("16th December 2017", 2),
        ("14th March 2017", 1),
        ("14th March 2017", 1),
    ]


def test_a_table_is_named_from_the_project(paper: Paper) -> None:
    assert paper.source_file("victims-services.csv") == "data/raw/2017-18/victims-services.csv"
    assert paper.source_file("../2016-17/both.csv") == "data/raw/2016-17/both.csv"


def test_a_year_without_a_paper_is_refused_with_the_years_on_file(project: Path) -> None:
    with pytest.raises(YearError, match=r"No paper for 2031-32: .*Years on file: .*2017-18"):
        load_paper("2031-32", project=project)


# ---- Mistakes --------------------------------------------------------------------------------------

SERVICES_FILE = 'file = "victims-services.csv"'
TOTAL = 'printed = "£1,322,248"'
AMOUNT_FORM = 'expected a form like "£446,000", "£1.3m"'
BESIDE = 'expected the name of a CSV file beside this one, such as "awards.csv"'
ARRANGEMENTS = "expected one of Grant agreement, Commissioned contract, Single tender"

# What is replaced, by what, and how the fault that it makes begins and goes on.
MISTAKES = {
    "missing key": ('title = "Commissioning and Grants"\n', "", "paper.title is missing", "a value for this key"),
    "missing key of a list": ('code = "VS"\n', "", "streams[1].code is missing", "a value for this key"),
    "missing column": ('service = "Service"\nprovider = "Provider"\naward', 'provider = "Provider"\naward',
                       "award_tables[1].columns.service is missing", "a value for this key"),
    "unknown key": ("[paper]\n", '[paper]\ntitel = "x"\n', "paper.titel is not a known key", "only keys that"),
    "unknown table": ("[[printed_totals]]", "[[printed_total]]", "printed_total is not a known key", "only keys that"),
    "unknown column": ('purpose = "Purpose"\n\n[award_tables.arrangements]',
                       'purposes = "Purpose"\n\n[award_tables.arrangements]',
                       "award_tables[1].columns.purposes is not a known key", "only keys that"),
    "number for a text": ('title = "Commissioning and Grants"\n', "title = 5\n", 'paper.title is "5"',
                          "expected text in quotation marks"),
    "number for an amount": ('budget_printed = "£1m"', "budget_printed = 1000000",
                             'streams[1].budget_printed is "1000000"', "expected text in quotation marks"),
    "text for a date": ("date = 2017-05-11", 'date = "2017-05-11"', 'paper.date is "2017-05-11"',
                        "expected a date without quotation marks"),
    "text for yes or no": ('printed = "£1m"\nin_overall_budget = true', 'printed = "£1m"\nin_overall_budget = "yes"',
                           'streams[1].in_overall_budget is "yes"', "expected true or false"),
    "number for yes or no": ('printed = "£1m"\nin_overall_budget = true', 'printed = "£1m"\nin_overall_budget = 1',
                             'streams[1].in_overall_budget is "1"', "expected true or false"),
    "text for a row": ('row = 7\ncolumn = "Provider"', 'row = "7"\ncolumn = "Provider"',
                       'award_tables[2].corrections[1].row is "7"', "expected a whole number"),
    "the header for a row": ('row = 7\ncolumn = "Provider"', 'row = 1\ncolumn = "Provider"',
                             'award_tables[2].corrections[1].row is "1"', "2"),
    "text for a list": ('stream = "VS"\n', 'stream = "VS"\nno_award = "-"\n', 'award_tables[1].no_award is "-"',
                        "expected a list"),
    "empty text": ('title = "Commissioning and Grants"\n', 'title = ""\n', 'paper.title is ""',
                   "expected a text that is not empty"),
    "unknown stream": ('stream = "VS"\n', 'stream = "VT"\n',
                       'award table "victims-services.csv" names the stream "VT"',
                       "expected one of VS, CDR, YF, CRS"),
    "two streams of one code": ('code = "YF"', 'code = "CRS"', 'the stream code "CRS" appears twice', ""),
    "two streams of one name": ('name = "Youth Fund"', 'name = "Casualty Reduction and Support Fund"',
                               'the name of a budget or stream "Casualty Reduction and Support Fund" appears twice',
                               ""),
    "code in small letters": ('code = "VS"', 'code = "vs"', 'streams[1].code is "vs"', "A-Z"),
    "one table twice": ('file = "crime-and-disorder-reduction.csv"\nstream',
                        'file = "victims-services.csv"\nstream',
                        'printed total "Total Awards" names the file "crime-and-disorder-reduction.csv"',
                        'the award table "data/raw/2017-18/victims-services.csv" appears twice'),
    "one table twice by another name": ('file = "crime-and-disorder-reduction.csv"\nstream',
                                        'file = "./victims-services.csv"\nstream',
                                        'printed total "Total Awards" names the file',
                                        'the award table "data/raw/2017-18/victims-services.csv" appears twice'),
    "total of an unknown file": ('file = "crime-and-disorder-reduction.csv"\nplace', 'file = "other.csv"\nplace',
                                 'printed total "Total Awards" names the file "other.csv", which is not an award table',
                                 ""),
    "total of an unknown theme": (TOTAL, TOTAL + '\ntheme = "Villains"', "printed", '"Villains"'),
    "total of another table's theme": (
        'file = "crime-and-disorder-reduction.csv"\nplace',
        'file = "victims-services.csv"\ntheme = "Victims"\nplace', "printed", '"Victims"'),
    "total of an arrangement that the table has not": (
        TOTAL, TOTAL + '\narrangement = "Single tender"', "printed", '"Single tender"'),
    "total of an unknown arrangement": (TOTAL, TOTAL + '\narrangement = "Grant"', "printed_totals[1].arrangement",
                                        ARRANGEMENTS),
    "total without an amount": (TOTAL, 'printed = "TBC"', "printed_totals[1]: a printed total needs an amount", ""),
    "total that cannot be read": (TOTAL, 'printed = "£1,322,24"',
                                  'printed_totals[1].printed: cannot read "£1,322,24"', AMOUNT_FORM),
    "budget that cannot be read": ('budget_printed = "£1.3m"', 'budget_printed = "about £1.3m"',
                                   'streams[2].budget_printed: cannot read "about £1.3m"', AMOUNT_FORM),
    "overall budget that cannot be read": ('printed = "£2.3m"', 'printed = "£2.3"',
                                           'overall_budget.printed: cannot read "£2.3"', AMOUNT_FORM),
    "another year": ('financial_year = "2017-18"', 'financial_year = "2018-19"',
                     'paper.financial_year is "2018-19"', 'expected "2017-18", as the folder is called'),
    "no year": ('financial_year = "2017-18"', 'financial_year = "2017-19"', "paper.financial_year", "2017-19"),
    "a path out of the data": (SERVICES_FILE, 'file = "../../../victims-services.csv"',
                               'award_tables[1].file is outside the data folder: "../../../victims-services.csv"',
                               "expected a file within data/raw"),
    "a path out by another table": ('file = "measures.csv"', 'file = "../../x/measures.csv"',
                                    'measures.file is outside the data folder: "../../x/measures.csv"',
                                    "expected a file within data/raw"),
    "a path from the root": (SERVICES_FILE, 'file = "/data/awards.csv"',
                             'award_tables[1].file: is "/data/awards.csv"', BESIDE),
    "a path from a drive": (SERVICES_FILE, "file = 'C:\\data\\awards.csv'",
                            'award_tables[1].file: is "C:\\data\\awards.csv"', BESIDE),
    "a workbook": (SERVICES_FILE, 'file = "victims-services.xlsx"',
                   'award_tables[1].file: "victims-services.xlsx" is a workbook',
                   f"{BESIDE}. {WORKBOOK_RISKS} Save it as CSV."),
    "a path from a drive's folder": (SERVICES_FILE, 'file = "C:awards.csv"', 'award_tables[1].file: is "C:awards.csv"',
                                     BESIDE),
    "a name that no file can have": (SERVICES_FILE, 'file = "awards\\u0000.csv"', "award_tables[1].file",
                                   "awards"),
    "an arrangement outside the list": ('"Grant Agreements" = "Grant agreement"', '"Grant Agreements" = "Grant"',
                                        'award_tables[1].arrangements.Grant Agreements: is "Grant"', ARRANGEMENTS),
    "headings without a column": ('arrangement = "Arrangement"\n', "",
                                  "award_tables[1]: columns.arrangement (or section_rows) and the list of", ""),
    "themes without a column": ('theme = "Theme"\n', "",
                                "award_tables[2]: columns.theme (or section_rows) and the list of themes", ""),
    "one arrangement and a column of them": ('stream = "VS"\n', 'stream = "VS"\narrangement = "Single tender"\n',
                                             "award_tables[1]: arrangement is given for the whole table", ""),
    "one column with two meanings": ('award = "Award"', 'award = "Service"',
                                     "award_tables[1]: a printed column has two meanings", ""),
    "a column both read and ignored": ('stream = "VS"\n', 'stream = "VS"\nignored_columns = ["Purpose"]\n',
                                       "award_tables[1]: a printed column has two meanings", ""),
    "a correction of another column": ('row = 7\ncolumn = "Provider"', 'row = 7\ncolumn = "Providr"',
                                       'award_tables[2]: a correction names the column "Providr"', ""),
    "amounts in thousands without a scale": ('award = "Award"\npurpose', 'award = "Award (£000s)"\npurpose',
        'award_tables[1].columns.award seems to give its amounts in units of £1,000: "Award (£000s)"', "scale = 1000"),
    "amounts in another currency": ('award = "Award"\npurpose', 'award = "Award (€)"\npurpose',
        'award_tables[1].columns.award names another currency: "Award (€)"', "amounts in pounds"),
    "a service for the table and as a column": ('stream = "VS"\n', 'stream = "VS"\nservice = "Grants"\n',
        "award_tables[1]: service is given for the whole table and as a column", ""),
    "a scale that is none": ('stream = "VS"\n', 'stream = "VS"\nscale = 10\n', "award_tables[1].scale", "1000"),
    "a fund's column is missing": ('fund = "Fund"\n', "", '"separate-funds.csv" needs columns for exactly fund,', ""),
    "a measure's column is unknown": ('hedge = "Hedge"\n', 'hegde = "Hedge"\n',
                                      '"measures.csv" needs columns for exactly stream,', ""),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_once_and_by_its_key(project: Path, replace_text: Replace, name: str) -> None:
    old, new, begins, goes_on = MISTAKES[name]
    replace_text(TOML, old, new)
    (fault,) = faults_of(project)
    assert fault.startswith(begins)
    assert goes_on in fault


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing key", "paper.title is missing; expected a value for this key."),
        ("unknown key", "paper.titel is not a known key; expected only keys that data/raw/README.md lists."),
        ("text for yes or no", 'streams[1].in_overall_budget is "yes"; expected true or false.'),
        ("budget that cannot be read", 'streams[2].budget_printed: cannot read "about £1.3m"; expected a form like '
         '"£446,000", "£1.3m" or "£20,000 (match funded)".'),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_whole_sentences(project: Path, replace_text: Replace, name: str, message: str) -> None:
    replace_text(TOML, *MISTAKES[name][:2])
    assert faults_of(project) == [f"{message} Correct it; data/raw/README.md shows each key."]


@pytest.mark.parametrize(
    "group",
    [
        'file = "crime-and-disorder-reduction.csv"\ntheme = "Offenders"',
        'file = "victims-services.csv"\narrangement = "Single tender"',
    ],
)
def test_a_total_may_be_that_of_one_theme_or_arrangement(project: Path, replace_text: Replace, group: str) -> None:
    replace_text(TOML, 'file = "crime-and-disorder-reduction.csv"\nplace', f"{group}\nplace")
    (total,) = read_paper(YEAR, project).printed_totals
    assert (total.theme, total.arrangement).count(None) == 1


def test_a_description_without_permission_is_refused() -> None:
    with reachable_folder() as folder:
        project = copied_project(folder)
        read_paper(YEAR, project)
        (project / FILE).chmod(0)
        with ordinary_user(project):
            (fault,) = faults_of(project)
    assert fault.startswith("the file cannot be opened (")


def test_columns_of_a_table_beside_the_awards_are_called_by_their_meanings_if_none_are_named(project: Path) -> None:
    path = project / "data" / "raw" / TOML
    text = path.read_text(encoding="utf-8")
    start, end = text.index("[measures.columns]"), text.index("[contributions]")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    for paper in (read_paper(YEAR, project), sound_parts(YEAR, project)):
        assert paper is not None
        assert paper.measures is not None
        assert list(paper.measures.columns.items())[:2] == [("stream", "stream"), ("service", "service")]
        assert len(paper.measures.columns) == 9
        assert paper.measures.has_plain_columns
        assert paper.contributions is not None
        assert not paper.contributions.has_plain_columns


def test_all_mistakes_come_together(project: Path, replace_text: Replace) -> None:
    replace_text(TOML, 'title = "Commissioning and Grants"\n', "")
    replace_text(TOML, 'budget_printed = "£1m"', "budget_printed = 1")
    replace_text(TOML, TOTAL, 'printed = "lots"')
    replace_text(TOML, 'fund = "Fund"', 'fund = ""')
    keys = [fault.split()[0].rstrip(":") for fault in faults_of(project)]
    assert keys == [
        "paper.title",
        "streams[1].budget_printed",
        "printed_totals[1].printed",
        "separate_funds.columns.fund",
    ]


def test_all_contradictions_come_together(project: Path, replace_text: Replace) -> None:
    replace_text(TOML, 'stream = "VS"\n', 'stream = "VT"\n')
    replace_text(TOML, 'file = "crime-and-disorder-reduction.csv"\nplace', 'file = "other.csv"\nplace')
    (fault,) = faults_of(project)
    assert 'names the stream "VT"' in fault
    assert 'names the file "other.csv"' in fault


def test_a_wrong_year_and_a_stray_path_come_together(project: Path, replace_text: Replace) -> None:
    replace_text(TOML, 'financial_year = "2017-18"', 'financial_year = "2018-19"')
    replace_text(TOML, SERVICES_FILE, 'file = "../../../a.csv"')
    replace_text(TOML, 'file = "measures.csv"', 'file = "../../../b.csv"')
    assert len(faults_of(project)) == 3


@pytest.mark.parametrize(
    ("content", "row", "told"),
    [
        (b"[paper\n", 1, "at line 1, column 7"),
        (b"[paper]\n[paper]\n", 2, "at line 2"),
        (b'[paper]\ntitle = \xe2\x80\x9cGrants\xe2\x80\x9d\n', 2, "at line 2, column 9"),
        (b"x = 1\ny = " + b"9" * 5000, None, "limit"),
    ],
)  # fmt: skip
def test_what_is_not_toml_is_refused_with_its_place(project: Path, content: bytes, row: int | None, told: str) -> None:
    (project / FILE).write_bytes(content)
    with pytest.raises(PaperError) as refusal:
        read_paper(YEAR, project)
    (fault,) = refusal.value.faults
    assert (fault.file, fault.row) == (FILE, row)
    assert fault.problem.startswith("not readable as TOML (") and told in fault.problem


def test_brackets_without_end_are_refused(project: Path) -> None:
    (project / FILE).write_bytes(b"x = " + b"[" * 100_000)
    (fault,) = faults_of(project)
    assert fault.startswith("brackets are nested too deeply; expected TOML")


def test_a_control_character_is_told_by_its_key(project: Path, replace_text: Replace) -> None:
    replace_text(TOML, 'code = "VS"\nname = "Victims\' services"', 'code = "VS"\nname = "\\u001b[2JVictims"')
    replace_text(TOML, '"Victims" = "Safeguarding', '"Vic\\u0007tims" = "Safeguarding')
    assert [fault.partition(";")[0] for fault in faults_of(project)] == [
        'streams[1].name holds a control character: "\\x1b[2JVictims"',
        'award_tables[2].themes.Vic\\x07tims holds a control character: "Vic\\x07tims"',
    ]


def test_another_encoding_is_told_by_its_row(project: Path) -> None:
    (project / FILE).write_bytes('[paper]\ntitle = "Café"\n'.encode("cp1252"))
    with pytest.raises(PaperError, match=rf"^{FILE} row 2: a character that is not UTF-8 .* Save it again"):
        load_paper("2017-18", project=project)


def test_an_empty_description_lacks_its_parts(project: Path) -> None:
    (project / FILE).write_bytes(b"")
    assert [fault.split()[0] for fault in faults_of(project)] == [
        "paper",
        "overall_budget",
        "streams",
        "award_tables",
    ]


def test_a_byte_order_mark_does_no_harm(project: Path, paper: Paper) -> None:
    (project / FILE).write_bytes(b"\xef\xbb\xbf" + (project / FILE).read_bytes())
    assert read_paper(YEAR, project) == paper


# ---- Another body's tables -------------------------------------------------------------------------

REGISTER = """provider_printed,provider,provider_type,identifier,basis,confidence,payee,reason
Riverside Refuge,Riverside Refuge,voluntary and community,,judgement,low,,We take it for a charity.
Borsetshire Council,Borsetshire Council,local government,,paper,high,,The name says so.
"""

PAPER = """
[paper]
title = "Grants made"
body = "Police and Crime Commissioner for Borsetshire"
date = {starts}-06-01
financial_year = "{year}"
source = "Page of grants"
licence = "Open Government Licence v3.0"

[overall_budget]
label = "All grants"
printed = "£60k"

[[streams]]
code = "ALL"
name = "Community safety fund"
funder = "Main police grant"
origin = "The main police grant"
budget_printed = "£60k"
in_overall_budget = true

[[award_tables]]
file = "{file}"
stream = "ALL"
arrangement = "Grant agreement"
no_award = ["-", ""]
ditto = "as above"
ignored_columns = ["{ignored}", "Officer"]
columns = {{ service = "Project", provider = "Organisation awarded", award = "{award}" }}

[[printed_totals]]
label = "Total"
printed = "{total}"
file = "{file}"
"""

TWO_YEARS = """Officer,Organisation awarded,Project,2018/19 (£),2019/20 (£)
A,Riverside Refuge,Refuge,"30,000","31,500.50"
B,as above,Helpline,-,"4,000"
B,as above,Outreach,"12,000",
C,Borsetshire Council,CCTV,TBC,"1,000"
"""


@pytest.fixture
def two_years(tmp_path: Path) -> Path:
    """Two years' folders, and one table with a column for each that both of them name."""
    raw = tmp_path / "data" / "raw"
    columns = ("2018/19 (£)", "2019/20 (£)")
    (raw / "2018-19").mkdir(parents=True)
    (raw / "2019-20").mkdir()
    (raw / "providers.csv").write_text(REGISTER, encoding="utf-8")
    (raw / "2018-19" / "grants.csv").write_text(TWO_YEARS, encoding="utf-8")
    first = PAPER.format(year="2018-19", starts=2018, file="grants.csv", award=columns[0], ignored=columns[1],
                         total="£50,000")  # fmt: skip
    second = PAPER.format(year="2019-20", starts=2019, file="../2018-19/grants.csv", award=columns[1],
                          ignored=columns[0], total="£36,500.50")  # fmt: skip
    (raw / "2018-19" / "paper.toml").write_text(first, encoding="utf-8")
    (raw / "2019-20" / "paper.toml").write_text(second, encoding="utf-8")
    return tmp_path


def test_each_year_takes_its_own_column_of_one_table(two_years: Path) -> None:
    awards = load_awards(["2018-19", "2019-20"], include_implied=False, project=two_years)
    rows = awards[["financial_year", "service", "provider", "award_printed", "source_row"]].to_numpy().tolist()
    assert rows == [
        ["2018-19", "Refuge", "Riverside Refuge", "30,000", 2],
        ["2018-19", "Outreach", "Riverside Refuge", "12,000", 4],
        ["2018-19", "CCTV", "Borsetshire Council", "TBC", 5],
        ["2019-20", "Refuge", "Riverside Refuge", "31,500.50", 2],
        ["2019-20", "Helpline", "Riverside Refuge", "4,000", 3],
        ["2019-20", "CCTV", "Borsetshire Council", "1,000", 5],
    ]
    assert awards["award_pence"].fillna(-1).tolist() == [30_000_00, 12_000_00, -1, 31_500_50, 4_000_00, 1_000_00]
    assert set(awards["source_file"]) == {"data/raw/2018-19/grants.csv"}
    assert awards["award_id"].is_unique
    assert (awards["arrangement"] == "Grant agreement").all()
    assert awards["theme"].isna().all()


def test_a_total_speaks_of_its_own_year_s_column(two_years: Path) -> None:
    awards = load_awards(["2018-19", "2019-20"], project=two_years)
    implied = awards[awards["award_status"] == "implied"]
    assert implied[["financial_year", "service", "award_pence"]].to_numpy().tolist() == [["2018-19", "CCTV", 8_000_00]]
    totals = load_printed_totals("2019-20", project=two_years)
    assert totals[["file", "total_gbp"]].to_numpy().tolist() == [["data/raw/2018-19/grants.csv", 36_500.50]]


def test_a_total_may_be_that_of_a_table_s_one_arrangement(two_years: Path) -> None:
    toml = two_years / "data" / "raw" / "2018-19" / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + 'arrangement = "Grant agreement"\n', encoding="utf-8")
    (total,) = load_paper("2018-19", project=two_years).printed_totals
    assert total.arrangement == "Grant agreement"


def test_a_column_that_is_neither_read_nor_ignored_is_a_fault(two_years: Path) -> None:
    toml = two_years / "data" / "raw" / "2018-19" / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace(', "Officer"]', "]"), encoding="utf-8")
    with pytest.raises(SourceError, match=r'grants\.csv row 1: unknown column "Officer"'):
        load_awards("2018-19", project=two_years)


def test_a_cell_that_is_not_listed_as_no_award_is_an_award(two_years: Path) -> None:
    toml = two_years / "data" / "raw" / "2019-20" / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('["-", ""]', '["-"]'), encoding="utf-8")
    awards = load_awards("2019-20", include_implied=False, project=two_years)
    outreach = awards[awards["service"] == "Outreach"]
    assert outreach[["award_printed", "award_status"]].to_numpy().tolist() == [["", "not stated"]]
