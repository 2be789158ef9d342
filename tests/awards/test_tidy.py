"""From printed table to awards: merged cells, corrections, headings, identifiers, and every fault with its place."""

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import first
from support.examples import examples

from grantsdata import load_awards
from grantsdata.awards.tidy import tidy_awards
from grantsdata.errors import AwardsError, Fault
from grantsdata.model.schema import AWARD_COLUMNS
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.paper import read_paper
from grantsdata.sources.register import read_register

pytestmark = pytest.mark.smoke

REPOSITORY = Path(__file__).parents[2]
VICTIMS, CRIME = "2017-18/victims-services.csv", "2017-18/crime-and-disorder-reduction.csv"
TOML = "2017-18/paper.toml"
DECLARE = "Correct the cell, or declare it in paper.toml."
DITTO = "〃"
MISPLACED = "Contribution to Cambridgeshire County Council's pooled budget to commission this service"

SetCell = Callable[[str, int, str, str], None]
Replace = Callable[[str, str, str], None]


def faults_of(project: Path) -> list[str]:
    with pytest.raises(AwardsError) as refusal:
        load_awards("2017-18", project=project)
    return str(refusal.value).splitlines()


def rows_of(project: Path, name: str) -> list[list[str]]:
    with (project / "data" / "raw" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_rows(project: Path, name: str, rows: list[list[str]]) -> None:
    with (project / "data" / "raw" / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def ids_by_service(project: Path) -> dict[str, str]:
    awards = load_awards("2017-18", project=project)
    return dict(zip(awards["service"], awards["award_id"], strict=True))


# ---- Amounts ---------------------------------------------------------------------------------------


def test_a_cell_that_cannot_be_read_is_told_as_a_clerk_needs_it(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 7, "Award", "£12,34")
    assert faults_of(project) == [
        f'data/raw/{VICTIMS} row 7, column Award: cannot read "£12,34"; expected a form like "£446,000", "£1.3m" or '
        f'"£20,000 (match funded)". {DECLARE}'
    ]


def test_an_amount_is_never_repeated_by_a_ditto_sign(project: Path, set_cell: SetCell) -> None:
    set_cell(CRIME, 12, "Funding £", DITTO)
    (fault,) = faults_of(project)
    assert fault.startswith(f"data/raw/{CRIME} row 12, column Funding £: an amount is repeated by a ditto sign")


def test_a_blank_amount_is_not_stated(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 3, "Award", "")
    award = load_awards("2017-18", project=project).iloc[1]
    assert (award["award_status"], award["award_printed"]) == ("not stated", "")


# ---- Merged cells ----------------------------------------------------------------------------------


def test_a_ditto_sign_takes_the_text_above_and_a_blank_does_not(project: Path, set_cell: SetCell) -> None:
    set_cell(CRIME, 6, "Provider", "")
    printed = load_awards("2017-18", project=project).set_index("service")["provider_printed"]
    boards = "Independent Boards with single back office provision"
    assert printed["Cambridgeshire Local Safeguarding Children Board"] == boards
    assert printed["Peterborough Local Safeguarding Children Board"] == boards
    assert printed["Cambridgeshire Safeguarding Adults Board"] == boards
    assert printed["Peterborough Safeguarding Adults Board"] == ""
    assert printed["Emerging Initiatives"] == ""


def test_a_ditto_sign_with_nothing_above_it_is_a_fault(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 2, "Provider", DITTO)
    assert faults_of(project)[0] == (
        f"data/raw/{VICTIMS} row 2, column Provider: a ditto sign with nothing above it; expected a text. "
        "Write the text out in the first row that it belongs to."
    )


def test_a_ditto_sign_under_a_blank_is_a_fault(project: Path, set_cell: SetCell) -> None:
    set_cell(CRIME, 3, "Provider", "")
    assert faults_of(project)[0].startswith(f"data/raw/{CRIME} row 4, column Provider: a ditto sign with nothing above")


# ---- Corrections -----------------------------------------------------------------------------------


def test_a_correction_puts_the_misplaced_text_where_it_belongs(project: Path) -> None:
    award = load_awards("2017-18", include_implied=False, project=project).set_index("source_row").loc[7].iloc[1]
    assert award["service"] == "Appropriate Adults Out of Hours Custody Provision"
    assert (award["provider_printed"], award["award_printed"]) == (MISPLACED, "")


def test_a_correction_whose_printed_text_is_not_there_is_a_fault(project: Path, set_cell: SetCell) -> None:
    set_cell(CRIME, 7, "Funding £", "10,000")
    assert faults_of(project) == [
        f'data/raw/{CRIME} row 7, column Funding £: a declared correction does not fit "10,000"; expected "{MISPLACED}'
        '", as the correction in paper.toml says. Correct the row number or the text of the correction.'
    ]


def test_corrections_that_do_not_fit_are_told_together(project: Path) -> None:
    rows = rows_of(project, CRIME)
    write_rows(project, CRIME, [*rows[:6], rows[7], rows[6], *rows[8:]])
    places = [fault.partition(":")[0] for fault in faults_of(project)]
    assert f"data/raw/{CRIME} row 7, column Provider" in places
    assert f"data/raw/{CRIME} row 7, column Funding £" in places


def test_a_correction_of_a_row_that_the_file_has_not_is_a_fault(project: Path, replace_text: Replace) -> None:
    replace_text(TOML, 'row = 7\ncolumn = "Provider"', 'row = 27\ncolumn = "Provider"')
    (fault,) = faults_of(project)
    assert fault.startswith(f"data/raw/{CRIME} row 27, column Provider: the file has no such row; expected ")


# ---- Headings, years, totals, services -------------------------------------------------------------

EDITED = {
    "unknown theme": (CRIME, 26, "Theme", "Offender", 'row 26, column Theme: unknown theme "Offender"',
                      "one of Victims, Offenders, Communities"),
    "blank theme": (CRIME, 26, "Theme", "", 'row 26, column Theme: a blank theme',
                    "one of Victims, Offenders, Communities"),
    "unknown arrangement": (VICTIMS, 11, "Arrangement", "Grants", 'row 11, column Arrangement: unknown arrangement '
                            '"Grants"', "one of Grant Agreements, Contracts - Commissioned services, Contracts – "),
    "blank service": (VICTIMS, 4, "Service", "", 'row 4, column Service: the cell holds ""', "the name of a service"),
    "blank service in another column": (CRIME, 4, "Service Provision", "",
                                        'row 4, column Service Provision: the cell holds ""',
                                        "the name of a service"),
    "total": (CRIME, 26, "Service Provision", "Total", 'row 26, column Service Provision: a total among the awards: '
              '"Total"', "awards only"),
    "total awards": (VICTIMS, 11, "Service", "Total Awards", 'row 11, column Service: a total among the awards: '
                     '"Total Awards"', "awards only"),
    "capitals": (VICTIMS, 11, "Service", "TOTALS", "row 11, column Service: a total among the awards", "awards only"),
    "subtotal": (VICTIMS, 6, "Service", "Subtotal", "row 6, column Service: a total among the awards", "awards only"),
    "total with a colon": (VICTIMS, 6, "Service", "Total: all", "row 6, column Service: a total among", "awards only"),
    "total of one": (VICTIMS, 6, "Service", "Victims total", "row 6, column Service: a total among", "awards only"),
    "sub-total": (VICTIMS, 6, "Service", "Sub-total: grants", "row 6, column Service: a total among", "awards only"),
    "grand total": (VICTIMS, 6, "Service", "Grand total", "row 6, column Service: a total among", "awards only"),
    "overall total": (VICTIMS, 6, "Service", "Overall total", "row 6, column Service: a total among", "awards only"),
}  # fmt: skip


@pytest.mark.parametrize("name", first(EDITED, 4))
def test_a_cell_that_does_not_fit_is_a_fault_with_its_place(project: Path, set_cell: SetCell, name: str) -> None:
    file, row, column, text, problem, expected = EDITED[name]
    set_cell(file, row, column, text)
    (fault,) = faults_of(project)
    assert fault.startswith(f"data/raw/{file} {problem}")
    assert f"; expected {expected}" in fault


def test_a_service_may_begin_with_the_letters_of_a_total(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 4, "Service", "Totally Safe")
    assert load_awards("2017-18", project=project)["service"].eq("Totally Safe").sum() == 1


def test_a_row_of_another_year_is_a_fault(project: Path, replace_text: Replace) -> None:
    rows = rows_of(project, VICTIMS)
    years = ["Year", "2017-18", "2017/18", "2017–18", "2018/19", *["2017-18"] * 4, "", "2017-18"]
    write_rows(project, VICTIMS, [[*row, year] for row, year in zip(rows, years, strict=True)])
    replace_text(TOML, 'award = "Award"\n', 'award = "Award"\nfinancial_year = "Year"\n')
    assert faults_of(project) == [
        f'data/raw/{VICTIMS} row 5, column Year: another year\'s award: "2018/19"; expected 2017-18. '
        "Move the row to its own year's folder.",
        f'data/raw/{VICTIMS} row 10, column Year: another year\'s award: ""; expected 2017-18. '
        "Move the row to its own year's folder.",
    ]


# ---- What the law asks to be published --------------------------------------------------------------

PUBLISHED = ("Conditions", "Reasons", "Circumstance", "Contract")
NONE = [""] * 4


def with_published(project: Path, replace_text: Replace, told: dict[int, list[str]]) -> None:
    """Give the table of victims' services its four further columns, filled in these rows of the file."""
    rows = rows_of(project, VICTIMS)
    more = [told.get(number, NONE) for number in range(2, len(rows) + 1)]
    write_rows(project, VICTIMS, [[*row, *cells] for row, cells in zip(rows, [[*PUBLISHED], *more], strict=True)])
    meanings = ("conditions", "reasons", "tender_circumstance", "contract_published")
    keys = "".join(f'{meaning} = "{name}"\n' for meaning, name in zip(meanings, PUBLISHED, strict=True))
    replace_text(TOML, '[award_tables.arrangements]\n"Grant', f'{keys}\n[award_tables.arrangements]\n"Grant')


def test_what_is_published_of_an_award_is_read_and_what_is_not_stays_empty(
    project: Path, replace_text: Replace
) -> None:
    told = ["Twelve visits a month.", "Cheaper than before.", "continuity with an existing supplier", "C/2017/9"]
    with_published(project, replace_text, {9: told})
    awards = load_awards("2017-18", project=project)
    columns = ["conditions", "reasons", "tender_circumstance", "contract_published"]
    assert awards.loc[7, columns].tolist() == told
    others = awards[awards["stream"] == "Victims' services"].drop(index=7)
    assert (others[["conditions", "reasons", "contract_published"]] == "").all(axis=None)
    assert others["tender_circumstance"].isna().all()


def test_a_circumstance_that_permits_no_single_tender_is_a_fault_with_its_place(
    project: Path, replace_text: Replace
) -> None:
    with_published(project, replace_text, {9: ["", "", "it was urgent", ""]})
    assert faults_of(project) == [
        f'data/raw/{VICTIMS} row 9, column Circumstance: the cell holds "it was urgent"; expected one of sole '
        f"supplier for technical reasons, continuity with an existing supplier. {DECLARE}"
    ]


# ---- All faults together ---------------------------------------------------------------------------


def test_all_faults_come_together_in_the_order_of_files_and_rows(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 11, "Award", "£29,06")
    set_cell(VICTIMS, 4, "Service", "")
    set_cell(VICTIMS, 4, "Award", "about £50k")
    set_cell(CRIME, 26, "Funding £", "15.000")
    set_cell(CRIME, 26, "Theme", "Villains")
    set_cell(CRIME, 7, "Provider", "Nobody")
    places = [fault.partition(":")[0].removeprefix("data/raw/2017-18/") for fault in faults_of(project)]
    crime, victims = "crime-and-disorder-reduction.csv", "victims-services.csv"
    assert places == [
        f"{crime} row 7, column Provider",
        f"{crime} row 26, column Funding £",
        f"{crime} row 26, column Theme",
        f"{victims} row 4, column Award",
        f"{victims} row 4, column Service",
        f"{victims} row 11, column Award",
    ]


def test_a_file_that_is_no_table_does_not_hide_the_faults_of_another(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 3, "Award", "£33,44")
    set_cell(VICTIMS, 4, "Service", "")
    (project / "data" / "raw" / CRIME).write_bytes(b"Theme;Service Provision;Provider;Award;Purpose\n")
    places = [fault.partition(":")[0].removeprefix("data/raw/") for fault in faults_of(project)]
    assert places == [f"{CRIME} row 1", f"{VICTIMS} row 3, column Award", f"{VICTIMS} row 4, column Service"]


# ---- Identifiers -----------------------------------------------------------------------------------


def test_an_award_s_identifier_says_year_stream_and_service(project: Path) -> None:
    ids = ids_by_service(project)
    assert ids["Restorative Justice Hub"] == "2017-18-VS-restorative-justice-hub"
    assert ids["Multi-Agency Public Protection Agency (MAPPA)"] == (
        "2017-18-CDR-multi-agency-public-protection-agency-mappa"
    )
    assert len(set(ids.values())) == 35


def test_identifiers_stay_when_rows_are_moved_and_added(project: Path) -> None:
    before = ids_by_service(project)
    rows = rows_of(project, VICTIMS)
    text = [cell if cell != DITTO else "Grant Agreements" for cell in rows[5]]
    added = ["Grant Agreements", "Hub for everybody", "Family Action", "£1", ""]
    write_rows(project, VICTIMS, [rows[0], added, text, *rows[1:5], *rows[6:]])
    after = ids_by_service(project)
    assert after.pop("Hub for everybody") == "2017-18-VS-hub-for-everybody"
    assert after == before


def test_services_of_one_name_are_told_apart_by_their_providers(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 10, "Service", "Specialist help")
    set_cell(VICTIMS, 11, "Service", "Specialist help")
    ids = load_awards("2017-18", project=project)["award_id"].tolist()
    assert ids[8:10] == ["2017-18-VS-specialist-help-shrievalty-trust", "2017-18-VS-specialist-help-family-action"]


def test_a_service_without_a_latin_letter_has_an_identifier(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 4, "Service", "Αλφα")
    assert ids_by_service(project)["Αλφα"] == "2017-18-VS-unnamed"


def test_awards_of_one_service_and_provider_are_told_apart_by_their_order(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 2, "Service", "Hub")
    set_cell(VICTIMS, 3, "Service", "Hub")
    ids = load_awards("2017-18", project=project)["award_id"].tolist()
    assert ids[:2] == ["2017-18-VS-hub-cambridgeshire-constabulary", "2017-18-VS-hub-cambridgeshire-constabulary-2"]


def test_services_of_one_name_in_two_tables_of_a_stream_are_told_apart(project: Path, replace_text: Replace) -> None:
    columns = ["Service", "Provider", "Award"]
    write_rows(project, "2017-18/more.csv", [columns, ["Restorative Justice Hub", "Family Action", "£1"]])
    table = '[[award_tables]]\nfile = "more.csv"\nstream = "VS"\n[award_tables.columns]\n'
    table += "".join(f'{column.lower()} = "{column}"\n' for column in columns)
    replace_text(TOML, "[[printed_totals]]", f"{table}\n[[printed_totals]]")
    awards = load_awards("2017-18", project=project)
    assert (len(awards), awards["award_id"].is_unique) == (36, True)


# ---- Faults and awards, to the word ----------------------------------------------------------------

FORM = 'a form like "£446,000", "£1.3m" or "£20,000 (match funded)"'
ADD = "Correct the cell, or add the heading to paper.toml."
TAKE_OUT = "Declare it under printed_totals in paper.toml, with row = 26, or remove the row."
THEMES = "one of Victims, Offenders, Communities"
ARRANGEMENTS = "one of Grant Agreements, Contracts - Commissioned services, Contracts – Single Tender Action Requests"

TO_THE_WORD = {
    "an amount by ditto": (CRIME, 12, "Funding £", DITTO,
                           f"row 12, column Funding £: an amount is repeated by a ditto sign; expected {FORM}. "
                           f"{DECLARE}"),
    "an unknown theme": (CRIME, 26, "Theme", "Offender",
                         f'row 26, column Theme: unknown theme "Offender"; expected {THEMES}. {ADD}'),
    "an unknown arrangement": (VICTIMS, 11, "Arrangement", "Grants",
                               f'row 11, column Arrangement: unknown arrangement "Grants"; expected {ARRANGEMENTS}. '
                               f"{ADD}"),
    "a total": (CRIME, 26, "Service Provision", "Total of all",
                'row 26, column Service Provision: a total among the awards: "Total of all"; expected awards only. '
                f"{TAKE_OUT}"),
}  # fmt: skip


@pytest.mark.parametrize("name", TO_THE_WORD)
def test_a_fault_is_told_to_the_word(project: Path, set_cell: SetCell, name: str) -> None:
    file, row, column, text, told = TO_THE_WORD[name]
    set_cell(file, row, column, text)
    assert faults_of(project) == [f"data/raw/{file} {told}"]


def test_a_correction_of_no_row_is_told_to_the_word(project: Path, replace_text: Replace) -> None:
    replace_text(TOML, 'row = 7\ncolumn = "Provider"', 'row = 27\ncolumn = "Provider"')
    assert faults_of(project) == [
        f'data/raw/{CRIME} row 27, column Provider: the file has no such row; expected "", as the correction in '
        "paper.toml says. Correct the row number or the text of the correction."
    ]


def test_each_new_wrong_heading_is_told_and_a_right_one_between_them_is_not(project: Path, set_cell: SetCell) -> None:
    set_cell(CRIME, 9, "Theme", "Villains")
    set_cell(CRIME, 12, "Theme", "Offenders")
    set_cell(CRIME, 14, "Theme", "Villains")
    rows = [fault.partition(",")[0].rpartition(" ")[2] for fault in faults_of(project)]
    assert rows == ["9", "14"]


TOTALS = ["Total", "Total awards", "Overall spend", "Cyfanswm", "Victims total:"]
SERVICES = ["Total Wellbeing", "Total costs", "Overall safety"]


def rows_with(services: list[str], folder: Path) -> list[Fault]:
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Arrangement", "Service", "Provider", "Award", "Purpose")])
        csv.writer(file).writerows([("Grant Agreements", service, "Family Action", "£1", "x") for service in services])
    paper = read_paper(FinancialYear(2017), REPOSITORY)
    table = paper.award_tables[0]
    printed = read_printed_table(path, folder, table.printed_columns)
    return tidy_awards(printed, table, paper, read_register(REPOSITORY))[1]


def test_a_sum_is_told_from_a_service_by_its_words(tmp_path: Path) -> None:
    assert [fault.text for fault in rows_with(TOTALS, tmp_path)] == TOTALS
    assert rows_with(SERVICES, tmp_path) == []


def test_an_award_has_just_these_cells(project: Path) -> None:
    paper = read_paper(FinancialYear(2017), REPOSITORY)
    register = read_register(REPOSITORY)
    made = []
    for table in paper.award_tables:
        path = REPOSITORY / "data" / "raw" / "2017-18" / table.file
        printed = read_printed_table(path, REPOSITORY, table.printed_columns)
        awards, faults = tidy_awards(printed, table, paper, register)
        assert faults == []
        assert list(awards.columns) == [column.name for column in AWARD_COLUMNS]
        assert list(awards.index) == list(range(len(awards)))
        made.append([[None if pd.isna(cell) else cell for cell in row] for row in awards.astype("object").to_numpy()])
    victims, crime = made
    share = (
        "Equal support for every victim in the county, from a budget pooled with two local authorities and NHS England."
    )
    partnership = "Cambridge and Peterborough Rape Crisis Partnership"
    assert victims[5] == [
        "2017-18-VS-countywide-sexual-violence-support-service", "2017-18", "Victims' services",
        "Commissioned contract",
        None, "Countywide Sexual Violence Support Service", share, "", "", None, "", partnership, partnership,
        "voluntary and community", None, "judgement", "medium", partnership, None, None,
        "£213,000 from OPCC",
        213_000_00, 213_000, "printed", "from OPCC", "data/raw/2017-18/victims-services.csv", 7,
    ]  # fmt: skip
    adults = "Appropriate Adults Out of Hours Custody Provision"
    county = "Cambridgeshire County Council"
    assert crime[5] == [
        "2017-18-CDR-appropriate-adults-out-of-hours-custody-provision", "2017-18", "Crime and disorder reduction",
        None,
        "Victims", adults, "Support for mentally vulnerable adults in police custody out of office hours.", "",
        "", None,
        "", MISPLACED, county, "local government", "GB-LAE-CAM", "judgement", "low", county, None, None, "", None, None,
        "not stated", "", "data/raw/2017-18/crime-and-disorder-reduction.csv", 7,
    ]  # fmt: skip
    emerging = crime[24]
    assert emerging[11:20] == ["", None, "not yet allocated", None, None, None, None, None, None]
    assert not any(row[18] or row[19] for row in victims + crime)  # the table of contributions has them


def test_a_row_that_is_declared_to_be_no_award_of_this_year_is_left_out(project: Path, replace_text: Replace) -> None:
    replace_text(
        TOML, 'file = "victims-services.csv"', 'file = "victims-services.csv"\nno_award = ["£2,000", "£50,000"]'
    )
    awards = load_awards("2017-18", project=project)
    assert awards["source_row"].tolist() == [2, 3, 4, 6, 7, 8, 9, 11, *range(2, 27)]


def test_a_provider_is_spaced_as_the_register_spaces_it(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 11, "Provider", "Family\n Action")
    award = load_awards("2017-18", project=project).iloc[9]
    assert (award["provider_printed"], award["provider"]) == ("Family Action", "Family Action")


# ---- No row is lost --------------------------------------------------------------------------------

AMOUNTS = {"£1,000": 1_000_00, "£2.50": 2_50, "(£3)": -3_00, "": 0, "TBC": 0, "£10k (Match funded)": 10_000_00,
           "£12,34": None, "two": None, DITTO: None}  # fmt: skip


@examples(30, nightly=1000)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Grant Agreements", DITTO, "", "Loans"]),
            st.sampled_from(["Hub", "hub", "Hub!", "Hub Trust 2", "Refuge", "Ünï", "", "Total", DITTO]),
            st.sampled_from(["Trust", "Family Action", "", DITTO, "None"]),
            st.sampled_from(list(AMOUNTS)),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_printed_row_becomes_an_award_with_an_identifier_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Arrangement", "Service", "Provider", "Award", "Purpose")])
        csv.writer(file).writerows([(*row, "x") for row in rows])
    paper = read_paper(FinancialYear(2017), REPOSITORY)
    table = paper.award_tables[0]
    printed = read_printed_table(path, path.parent, table.printed_columns)
    awards, faults = tidy_awards(printed, table, paper, read_register(REPOSITORY))
    assert awards["source_row"].tolist() == list(range(2, len(rows) + 2))
    assert awards["award_printed"].tolist() == [row[3] for row in rows]
    assert awards["award_id"].is_unique
    assert awards["award_pence"].sum() == sum(AMOUNTS[row[3]] or 0 for row in rows)
    unread = [row for row, (*_, amount) in enumerate(rows, start=2) if AMOUNTS[amount] is None]
    assert sorted(fault.row for fault in faults if fault.column == "Award") == unread


def test_a_service_whose_name_begins_with_total_is_an_award(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 6, "Service", "Total Wellbeing")
    assert "Total Wellbeing" in set(load_awards("2017-18", project=project)["service"])


def test_a_wrong_heading_is_told_once_and_not_for_each_ditto_sign(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 2, "Arrangement", "Grants")
    assert len(faults_of(project)) == 1
