"""The one door: every award of the paper against figures typed by hand, the sums, the dtypes, several years."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.reporting import awards_of_2017

from grantsdata import FinancialYear, load_awards, load_paper
from grantsdata.errors import AwardsError, GrantsDataError, PaperError, ParameterError, YearError

SetCell = Callable[[str, int, str, str], None]
Replace = Callable[[str, str, str], None]

# How each printed provider is understood: who delivers, what kind of body it is, who is paid.
PROVIDERS = {
    "Cambridgeshire Constabulary": ("Cambridgeshire Constabulary", "police", "Cambridgeshire Constabulary"),
    "Embrace – Child Victims of Crime": (
        "Embrace – Child Victims of Crime", "voluntary and community", "Embrace – Child Victims of Crime"),
    "Cambridgeshire County Council": (
        "Cambridgeshire County Council", "local government", "Cambridgeshire County Council"),
    "Cambridge and Peterborough Rape Crisis Partnership": (
        "Cambridge and Peterborough Rape Crisis Partnership", "voluntary and community",
        "Cambridge and Peterborough Rape Crisis Partnership"),
    "Cambridgeshire and Peterborough Foundation Trust": (
        "Cambridgeshire and Peterborough NHS Foundation Trust", "health",
        "Cambridgeshire and Peterborough NHS Foundation Trust"),
    "Shrievalty Trust": ("Shrievalty Trust", "voluntary and community", "Shrievalty Trust"),
    "Family Action": ("Family Action", "voluntary and community", "Family Action"),
    "Contribution to pooled budget with Clinical Commissioning Group who commission Cambs & P'boro Foundation Trust": (
        "Cambridgeshire and Peterborough NHS Foundation Trust", "health", "Clinical Commissioning Group"),
    "Independent Boards with single back office provision": (
        "Safeguarding boards (one shared office)", "statutory partnership board",
        "Safeguarding boards (one shared office)"),
    "Contribution to Cambridgeshire County Council's pooled budget to commission this service": (
        "Cambridgeshire County Council", "local government", "Cambridgeshire County Council"),
    "Innovation fund sitting on top of main contract held by Peterborough City Council with Aspire": (
        "Aspire", "voluntary and community", "Peterborough City Council"),
    "Contribution to pooled budget to wider contract with Shropshire Healthcare Trust": (
        "Shropshire Healthcare Trust", "health", None),
    "Peterborough City Council": ("Peterborough City Council", "local government", "Peterborough City Council"),
    "National Probation Service": (
        "National Probation Service", "probation and central government", "National Probation Service"),
    "Crimestoppers National Charity": ("Crimestoppers", "voluntary and community", "Crimestoppers"),
    "Cambridge City Council": ("Cambridge City Council", "local government", "Cambridge City Council"),
    "Fenland District Council": ("Fenland District Council", "local government", "Fenland District Council"),
    "Huntingdonshire District Council": (
        "Huntingdonshire District Council", "local government", "Huntingdonshire District Council"),
    "East Cambs District Council": (
        "East Cambridgeshire District Council", "local government", "East Cambridgeshire District Council"),
    "South Cambs District Council": (
        "South Cambridgeshire District Council", "local government", "South Cambridgeshire District Council"),
    "Peterborough Enforcement Service": (
        "Peterborough Enforcement Service", "local government", "Peterborough Enforcement Service"),
    "Empowering Communities": ("Empowering Communities", "private company", "Empowering Communities"),
    "Cambridgeshire Countryside Watch": (
        "Cambridgeshire Countryside Watch", "voluntary and community", "Cambridgeshire Countryside Watch"),
    "": (None, "not yet allocated", None),
}  # fmt: skip

FORCE = "Cambridgeshire Constabulary"
COUNTY = "Cambridgeshire County Council"
EMBRACE = "Embrace – Child Victims of Crime"
BOARDS = "Independent Boards with single back office provision"
GRANT, CONTRACT, TENDER = "Grant agreement", "Commissioned contract", "Single tender"
SAFE, OFFENDERS, COMMUNITIES = "Victims", "Offenders", "Communities"

# Row of the file, arrangement or theme, service, provider as printed, award as printed, pence, remark.
VICTIMS_SERVICES = [
    (2, GRANT, "Victim and Witness Hub Initial Referral provision", FORCE, "£446,000", 446_000_00, ""),
    (3, GRANT, "Specialist Victim and Witness Care Co-ordinator – Migrant Victims of Exploitation", FORCE, "£33,445",
     33_445_00, ""),
    (4, GRANT, "Restorative Justice Hub", FORCE, "£52,750", 52_750_00, ""),
    (5, GRANT, "Practical Support for young victims of crime", EMBRACE, "£2,000", 2_000_00, ""),
    (6, GRANT, "Young Person Independent Domestic Violence Advisor", COUNTY, "£40,000", 40_000_00, ""),
    (7, CONTRACT, "Countywide Sexual Violence Support Service", "Cambridge and Peterborough Rape Crisis Partnership",
     "£213,000 from OPCC", 213_000_00, "from OPCC"),
    (8, CONTRACT, "Counselling for young victims of crime", EMBRACE, "£20,000 (Match funded)", 20_000_00,
     "Match funded"),
    (9, TENDER, "Victim Pathfinders (Mental Health Nurses in Victim and Witness Hub)",
     "Cambridgeshire and Peterborough Foundation Trust", "£75,000", 75_000_00, ""),
    (10, TENDER, "Home security for elderly victims of burglary", "Shrievalty Trust", "£50,000", 50_000_00, ""),
    (11, TENDER, "Specialist Victim Care Co-ordinator – Young Victims of Crime", "Family Action", "£29,065",
     29_065_00, ""),
]  # fmt: skip

APPROPRIATE_ADULTS = "Appropriate Adults Out of Hours Custody Provision"
CRIME_AND_DISORDER = [
    (2, SAFE, "Integrated Mental Health Team in Force Control Room",
     "Contribution to pooled budget with Clinical Commissioning Group who commission Cambs & P'boro Foundation Trust",
     "150,000", 150_000_00, ""),
    (3, SAFE, "Cambridgeshire Local Safeguarding Children Board", BOARDS, "48,468", 48_468_00, ""),
    (4, SAFE, "Peterborough Local Safeguarding Children Board", BOARDS, "35,884", 35_884_00, ""),
    (5, SAFE, "Cambridgeshire Safeguarding Adults Board", BOARDS, "43,621", 43_621_00, ""),
    (6, SAFE, "Peterborough Safeguarding Adults Board", BOARDS, "35,884", 35_884_00, ""),
    (7, SAFE, APPROPRIATE_ADULTS,
     "Contribution to Cambridgeshire County Council's pooled budget to commission this service", "", 10_000_00, ""),
    (8, SAFE, "Countywide co-ordination of high risk partnership issues", COUNTY, "30,000", 30_000_00, ""),
    (9, OFFENDERS, "Peterborough Substance Misuse Innovation Fund",
     "Innovation fund sitting on top of main contract held by Peterborough City Council with Aspire", "140,000",
     140_000_00, ""),
    (10, OFFENDERS, "Cambridgeshire Substance Misuse",
     "Contribution to pooled budget to wider contract with Shropshire Healthcare Trust", "94,000", 94_000_00, ""),
    (11, OFFENDERS, "Cambridgeshire Youth Offending Service", COUNTY, "127,000", 127_000_00, ""),
    (12, OFFENDERS, "Peterborough Youth Offending Service", "Peterborough City Council", "136,000", 136_000_00, ""),
    (13, OFFENDERS, "County-Wide Integrated Offender Management", FORCE, "45,000", 45_000_00, ""),
    (14, OFFENDERS, "Multi-Agency Public Protection Agency (MAPPA)", "National Probation Service", "50,000",
     50_000_00, ""),
    (15, OFFENDERS, "Crimestoppers", "Crimestoppers National Charity", "25,791", 25_791_00, ""),
    (16, COMMUNITIES, "Cambridge City Community Safety Partnership", "Cambridge City Council", "39,000", 39_000_00, ""),
    (17, COMMUNITIES, "Fenland Community Safety Partnership", "Fenland District Council", "35,000", 35_000_00, ""),
    (18, COMMUNITIES, "Huntingdonshire Community Safety Partnership", "Huntingdonshire District Council", "23,000",
     23_000_00, ""),
    (19, COMMUNITIES, "East Cambs Community Safety Partnership", "East Cambs District Council", "12,000",
     12_000_00, ""),
    (20, COMMUNITIES, "South Cambs Crime and Disorder Reduction Partnership", "South Cambs District Council", "16,000",
     16_000_00, ""),
    (21, COMMUNITIES, "Safer Peterborough Partnership", "Peterborough City Council", "30,000", 30_000_00, ""),
    (22, COMMUNITIES, "Peterborough Anti-Social Behaviour Team", "Peterborough Enforcement Service", "80,000",
     80_000_00, ""),
    (23, COMMUNITIES, "ECINS - IT system", "Empowering Communities", "78,600", 78_600_00, ""),
    (24, COMMUNITIES, "Police Cadets", FORCE, "10,000", 10_000_00, ""),
    (25, COMMUNITIES, "Tackling rural crime in Cambridgeshire", "Cambridgeshire Countryside Watch", "12,000",
     12_000_00, ""),
    (26, COMMUNITIES, "Emerging Initiatives", "", "15,000", 15_000_00, ""),
]  # fmt: skip

PART_OF_MORE = ("(not named)", "contributes to a larger sum")
CONTRIBUTIONS = {
    "Countywide Sexual Violence Support Service": ("two local authorities; NHS England", "pools"),
    "Counselling for young victims of crime": ("a locally-based national charity", "matches"),
    "Integrated Mental Health Team in Force Control Room": ("Clinical Commissioning Group", "pools"),
    APPROPRIATE_ADULTS: ("Cambridgeshire County Council", "pools"),
    "Peterborough Substance Misuse Innovation Fund": ("Peterborough City Council", "holds the main contract"),
    "Cambridgeshire Substance Misuse": ("(not named)", "pools"),
    "Cambridgeshire Youth Offending Service": PART_OF_MORE,
    "Peterborough Youth Offending Service": PART_OF_MORE,
    "Multi-Agency Public Protection Agency (MAPPA)": PART_OF_MORE,
    "Crimestoppers": PART_OF_MORE,
    "Peterborough Anti-Social Behaviour Team": PART_OF_MORE,
    "Tackling rural crime in Cambridgeshire": PART_OF_MORE,
}

# The paper names no identifiers: these are from public registers.
IDENTIFIERS = {
    "Cambridgeshire and Peterborough NHS Foundation Trust": "GB-NHS-RT1",
    "Crimestoppers": "GB-CHC-1108687",
    "Shrievalty Trust": "GB-CHC-1074992",
    "Cambridgeshire County Council": "GB-LAE-CAM",
    "Peterborough City Council": "GB-LAE-PTE",
    "Cambridge City Council": "GB-LAE-CAB",
    "East Cambridgeshire District Council": "GB-LAE-ECA",
    "Fenland District Council": "GB-LAE-FEN",
    "Huntingdonshire District Council": "GB-LAE-HUN",
    "South Cambridgeshire District Council": "GB-LAE-SCA",
}

FILES = {"VS": "data/raw/2017-18/victims-services.csv", "CDR": "data/raw/2017-18/crime-and-disorder-reduction.csv"}
STREAMS = {"VS": "Victims' services", "CDR": "Crime and disorder reduction"}
PRINTED_AWARDS = [("VS", *award) for award in VICTIMS_SERVICES] + [("CDR", *award) for award in CRIME_AND_DISORDER]


@pytest.fixture(scope="module")
def awards() -> pd.DataFrame:
    """The awards of 2017-18: look, do not touch."""
    return awards_of_2017()


def pounds(awards: pd.DataFrame) -> int:
    pence = int(awards["award_pence"].sum())
    assert pence % 100 == 0
    return pence // 100


# ---- Every award -----------------------------------------------------------------------------------


@pytest.mark.parametrize("position", range(35), ids=[printed[3] for printed in PRINTED_AWARDS])
def test_an_award_is_as_the_paper_prints_it(awards: pd.DataFrame, position: int) -> None:
    code, row, group, service, provider_printed, award_printed, pence, remark = PRINTED_AWARDS[position]
    provider, provider_type, payee = PROVIDERS[provider_printed]
    award = {name: None if pd.isna(value) else value for name, value in awards.iloc[position].items()}
    expected = {
        "financial_year": "2017-18",
        "stream": STREAMS[code],
        "arrangement": group if code == "VS" else None,
        "theme": group if code == "CDR" else None,
        "service": service,
        "provider_printed": provider_printed,
        "provider": provider,
        "provider_type": provider_type,
        "provider_identifier": IDENTIFIERS.get(provider or ""),
        "payee": payee,
        "other_contributors": CONTRIBUTIONS.get(service, (None, None))[0],
        "contribution": CONTRIBUTIONS.get(service, (None, None))[1],
        "award_printed": award_printed,
        "award_pence": pence,
        "award_gbp": pence / 100,
        "award_status": "implied" if service == APPROPRIATE_ADULTS else "printed",
        "remark": remark,
        "source_file": FILES[code],
        "source_row": row,
    }
    assert {name: award[name] for name in expected} == expected


def test_there_are_35_awards_and_each_is_known_by_its_own_identifier(awards: pd.DataFrame) -> None:
    assert (len(awards), len(PRINTED_AWARDS), awards["award_id"].nunique()) == (35, 35, 35)
    assert awards.index.tolist() == list(range(35))


def test_the_four_boards_share_one_provider(awards: pd.DataFrame) -> None:
    boards = awards[awards["service"].str.contains("Safeguarding")]
    assert boards["provider"].tolist() == ["Safeguarding boards (one shared office)"] * 4
    assert pounds(boards) == 163_857


def test_emerging_initiatives_has_no_provider_and_nobody_is_paid(awards: pd.DataFrame) -> None:
    unallocated = awards[awards["provider"].isna()]
    assert unallocated["service"].tolist() == ["Emerging Initiatives"]
    assert unallocated[["payee", "provider_identifier", "provider_basis", "provider_confidence"]].isna().all(axis=None)
    assert (unallocated["provider_type"] == "not yet allocated").all()


@pytest.mark.parametrize(
    ("service", "basis", "confidence"),
    [
        ("Restorative Justice Hub", "paper", "high"),
        ("Counselling for young victims of crime", "paper", "medium"),
        ("Safer Peterborough Partnership", "register", "high"),
        ("Peterborough Substance Misuse Innovation Fund", "judgement", "low"),
    ],
)
def test_a_provider_s_type_says_what_it_rests_on(
    awards: pd.DataFrame, service: str, basis: str, confidence: str
) -> None:
    award = awards.set_index("service").loc[service]
    assert (award["provider_basis"], award["provider_confidence"]) == (basis, confidence)


def test_a_purpose_is_given_where_the_paper_gives_one(awards: pd.DataFrame) -> None:
    silent = awards[(awards["purpose"] == "") & (awards["stream"] == STREAMS["CDR"])]
    assert silent["source_row"].tolist() == [8, 16, 17, 18, 19, 20, 21, 26]


def test_conditions_are_on_record_for_the_six_partnerships_only(awards: pd.DataFrame) -> None:
    bound = awards[awards["conditions"] != ""]
    assert bound["source_file"].unique().tolist() == [FILES["CDR"]]
    assert bound["source_row"].tolist() == [16, 17, 18, 19, 20, 21]
    ours = bound["conditions"].str.contains("we read this as one under another name")
    assert bound.loc[ours, "service"].tolist() == [
        "South Cambs Crime and Disorder Reduction Partnership", "Safer Peterborough Partnership",
    ]  # fmt: skip


def test_no_reason_circumstance_or_contract_of_an_award_is_on_record(awards: pd.DataFrame) -> None:
    assert (awards[["reasons", "contract_published"]] == "").all(axis=None)
    assert awards["tender_circumstance"].isna().all()


# ---- Sums ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("arrangement", "total"), [(GRANT, 574_195), (CONTRACT, 233_000), (TENDER, 154_065)])
def test_the_victims_services_add_up_by_arrangement(awards: pd.DataFrame, arrangement: str, total: int) -> None:
    assert pounds(awards[awards["arrangement"] == arrangement]) == total


@pytest.mark.parametrize(("theme", "total"), [(SAFE, 353_857), (OFFENDERS, 617_791), (COMMUNITIES, 350_600)])
def test_the_crime_and_disorder_grants_add_up_by_theme(awards: pd.DataFrame, theme: str, total: int) -> None:
    assert pounds(awards[awards["theme"] == theme]) == total


def test_each_stream_and_both_together_add_up(awards: pd.DataFrame) -> None:
    assert pounds(awards[awards["stream"] == STREAMS["VS"]]) == 961_260
    assert pounds(awards[awards["stream"] == STREAMS["CDR"]]) == 1_322_248
    assert pounds(awards) == 2_283_508


def test_what_is_printed_is_told_from_what_is_implied(awards: pd.DataFrame) -> None:
    crime = awards[awards["stream"] == STREAMS["CDR"]]
    assert pounds(crime[crime["award_status"] == "printed"]) == 1_312_248
    assert pounds(crime[crime["award_status"] == "implied"]) == 10_000
    assert awards["award_status"].value_counts().to_dict() == {"printed": 34, "implied": 1, "not stated": 0}


def test_the_implied_amount_can_be_switched_off(project: Path) -> None:
    awards = load_awards("2017-18", include_implied=False, project=project)
    assert pounds(awards) == 2_273_508
    unstated = awards[awards["award_status"] == "not stated"]
    assert unstated["service"].tolist() == [APPROPRIATE_ADULTS]
    assert unstated[["award_pence", "award_gbp"]].isna().all(axis=None)
    assert "implied" not in awards["award_status"].tolist()
    assert pounds(awards[awards["theme"] == SAFE]) == 343_857


def test_nothing_else_changes_when_the_implied_amount_is_switched_off(project: Path, awards: pd.DataFrame) -> None:
    without = load_awards("2017-18", include_implied=False, project=project)
    amounts = ["award_pence", "award_gbp", "award_status"]
    pd.testing.assert_frame_equal(without.drop(columns=amounts), awards.drop(columns=amounts))
    stated = awards["service"] != APPROPRIATE_ADULTS
    pd.testing.assert_frame_equal(without[stated], awards[stated])


@pytest.mark.parametrize(
    "text", ["TBC", "25,000", "25,001"], ids=["two are missing", "nothing is left", "less than nothing is left"]
)
def test_no_amount_is_implied_where_it_is_not_certain(project: Path, set_cell: SetCell, text: str) -> None:
    set_cell("2017-18/crime-and-disorder-reduction.csv", 26, "Funding £", text)
    assert "implied" not in load_awards("2017-18", project=project)["award_status"].tolist()


def test_a_rounded_total_implies_nothing(project: Path, replace_text: Replace) -> None:
    replace_text("2017-18/paper.toml", "£1,322,248", "£1.32m")
    assert "implied" not in load_awards("2017-18", project=project)["award_status"].tolist()


def test_no_penny_is_lost(project: Path, set_cell: SetCell) -> None:
    set_cell("2017-18/victims-services.csv", 2, "Award", "£446,000.07")
    awards = load_awards("2017-18", project=project)
    assert (awards["award_pence"][0], awards["award_gbp"][0]) == (446_000_07, 446_000.07)
    assert awards["award_pence"].sum() == 2_283_508_07


# ---- Dtypes ----------------------------------------------------------------------------------------

CATEGORIES = {
    "financial_year": ["2017-18"],
    "stream": [
        "Victims' services",
        "Crime and disorder reduction",
        "Youth Fund",
        "Casualty Reduction and Support Fund",
    ],
    "arrangement": ["Grant agreement", "Commissioned contract", "Single tender"],
    "tender_circumstance": ["sole supplier for technical reasons", "continuity with an existing supplier"],
    "theme": ["Victims", "Offenders", "Communities"],
    "provider_type": [
        "police",
        "local government",
        "health",
        "probation and central government",
        "statutory partnership board",
        "voluntary and community",
        "private company",
        "individual",
        "not yet allocated",
        "not in the register",
    ],
    "provider_basis": ["paper", "register", "judgement"],
    "provider_confidence": ["high", "medium", "low"],
    "award_status": ["printed", "implied", "not stated"],
}
DTYPES = {
    "award_id": "str",
    "financial_year": "category",
    "stream": "category",
    "arrangement": "category",
    "theme": "category",
    "service": "str",
    "purpose": "str",
    "conditions": "str",
    "reasons": "str",
    "tender_circumstance": "category",
    "contract_published": "str",
    "provider_printed": "str",
    "provider": "str",
    "provider_type": "category",
    "provider_identifier": "str",
    "provider_basis": "category",
    "provider_confidence": "category",
    "payee": "str",
    "other_contributors": "str",
    "contribution": "str",
    "award_printed": "str",
    "award_pence": "Int64",
    "award_gbp": "Float64",
    "award_status": "category",
    "remark": "str",
    "source_file": "str",
    "source_row": "Int64",
}


@pytest.mark.parametrize("include_implied", [True, False])
def test_each_column_has_its_dtype_and_place(project: Path, include_implied: bool) -> None:
    awards = load_awards("2017-18", include_implied=include_implied, project=project)
    assert [(name, str(dtype)) for name, dtype in awards.dtypes.items()] == list(DTYPES.items())


@pytest.mark.parametrize("column", CATEGORIES)
def test_labels_come_in_a_meaningful_order(awards: pd.DataFrame, column: str) -> None:
    assert awards[column].cat.ordered
    assert awards[column].cat.categories.tolist() == CATEGORIES[column]


# ---- Years -----------------------------------------------------------------------------------------


@pytest.fixture
def two_years(project: Path) -> Path:
    """2018-19 as 2017-18 was, but for one amount and the name of a fund; nothing is implied in it."""
    raw = project / "data" / "raw"
    shutil.copytree(raw / "2017-18", raw / "2018-19")
    for name, old, new in (
        ("paper.toml", 'financial_year = "2017-18"', 'financial_year = "2018-19"'),
        ("paper.toml", "Youth Fund", "Fund for young people"),
        ("paper.toml", "£1,322,248", "£1,312,248"),
        ("victims-services.csv", "£446,000", "£450,000"),
    ):
        path = raw / "2018-19" / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return project


@pytest.mark.parametrize(
    "years",
    [
        ["2017-18", "2018-19"],
        ["2018-19", "2017-18"],
        ("2018/19", "2017–18"),
        [FinancialYear(2017), "2018-19", "2017-18", "2018/19"],
    ],
)
def test_several_years_come_in_one_table(two_years: Path, years: list[str | FinancialYear]) -> None:
    awards = load_awards(years, project=two_years)
    by_year = awards.groupby("financial_year", observed=True)["award_pence"].sum()
    assert by_year.to_dict() == {"2017-18": 2_283_508_00, "2018-19": 2_277_508_00}
    assert awards["financial_year"].cat.categories.tolist() == ["2017-18", "2018-19"]
    assert awards.index.tolist() == list(range(70))
    assert awards["award_id"].is_unique
    assert [(name, str(dtype)) for name, dtype in awards.dtypes.items()] == list(DTYPES.items())


def test_years_come_in_the_order_asked_for(two_years: Path) -> None:
    awards = load_awards(iter(["2018-19", "2017-18"]), project=two_years)
    assert awards["financial_year"].tolist() == ["2018-19"] * 35 + ["2017-18"] * 35


def test_the_streams_of_all_years_are_labels(two_years: Path) -> None:
    awards = load_awards(["2017-18", "2018-19"], project=two_years)
    assert awards["stream"].cat.categories.tolist() == [*CATEGORIES["stream"], "Fund for young people"]
    assert not awards["stream"].isna().any()


def test_each_year_has_its_own_places_and_identifiers(two_years: Path) -> None:
    later = load_awards("2018-19", project=two_years)
    assert later["award_id"].str.startswith("2018-19-").all()
    assert later["source_file"].str.startswith("data/raw/2018-19/").all()


@pytest.mark.parametrize("years", ["2031-32", ["2017-18", "2031-32"], FinancialYear(2031)])
def test_a_year_that_is_not_on_file_is_refused_with_those_that_are(two_years: Path, years: Any) -> None:
    with pytest.raises(YearError) as refusal:
        load_awards(years, project=two_years)
    assert "No paper for 2031-32: data/raw/2031-32/paper.toml is not there" in str(refusal.value)
    assert "2017-18, 2018-19" in str(refusal.value)


def test_only_a_folder_with_a_year_s_name_and_a_paper_is_on_file(two_years: Path) -> None:
    raw = two_years / "data" / "raw"
    for name in ("drafts", "2020-99"):
        (raw / name).mkdir()
        (raw / name / "paper.toml").write_text("")
    (raw / "2016-17").mkdir()
    with pytest.raises(YearError, match=r"Years on file: 2017-18, 2018-19\.$"):
        load_awards("2016-17", project=two_years)


@pytest.mark.parametrize("years", ["2017", "2020-99", "", ["2017-18", 2018], [None], "../2017-18"])
def test_what_is_no_year_is_refused(project: Path, years: Any) -> None:
    with pytest.raises(YearError, match="is not a financial year"):
        load_awards(years, project=project)


def test_no_year_at_all_is_refused(project: Path) -> None:
    with pytest.raises(ParameterError, match="No financial year is given"):
        load_awards([], project=project)


@pytest.mark.parametrize("years", [2017, 2017.5])
def test_a_year_that_is_no_text_is_refused(project: Path, years: Any) -> None:
    with pytest.raises(GrantsDataError):
        load_awards(years, project=project)


@pytest.mark.parametrize("value", ["false", "True", 0, 1, None, 1.0])
def test_include_implied_is_true_or_false_and_nothing_else(project: Path, value: Any) -> None:
    with pytest.raises(ParameterError, match=r"include_implied is .*; expected True or False"):
        load_awards("2017-18", include_implied=value, project=project)


def test_a_paper_of_another_year_in_the_folder_is_refused(two_years: Path) -> None:
    (two_years / "data" / "raw" / "2018-19").rename(two_years / "data" / "raw" / "2019-20")
    with pytest.raises(PaperError, match=r'paper\.financial_year is "2018-19"; expected "2019-20"'):
        load_awards("2019-20", project=two_years)


def test_the_faults_of_all_years_come_together(two_years: Path) -> None:
    for year in ("2017-18", "2018-19"):
        path = two_years / "data" / "raw" / year / "victims-services.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("£29,065", "£29,06"), encoding="utf-8")
    with pytest.raises(AwardsError) as refusal:
        load_awards(["2017-18", "2018-19"], project=two_years)
    assert [fault.file for fault in refusal.value.faults] == [
        "data/raw/2017-18/victims-services.csv",
        "data/raw/2018-19/victims-services.csv",
    ]


# ---- The project's folder --------------------------------------------------------------------------


def test_the_project_may_be_named_by_the_environment(two_years: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRANTSDATA_PROJECT", str(two_years))
    assert pounds(load_awards("2018-19")) == 2_277_508


def test_the_working_directory_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert pounds(load_awards("2017-18")) == 2_283_508


def test_a_folder_without_raw_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GrantsDataError, match=r"is no project: it has no folder data/raw\. Name another folder"):
        load_awards("2017-18", project=tmp_path)


def test_a_project_without_a_year_has_no_awards_and_no_latest_year(tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    with pytest.raises(YearError) as refusal:
        load_awards(project=tmp_path)
    assert str(refusal.value) == (
        f"No financial year is on file in {tmp_path}/data/raw; expected a folder such as 2017-18 with a paper.toml. "
        "Add one with grantsdata new-year."
    )
    with pytest.raises(YearError, match=r"^There is no year on file; expected a folder such as data/raw/2017-18 with"):
        load_paper("latest", project=tmp_path)
