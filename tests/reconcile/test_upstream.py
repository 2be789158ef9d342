"""What funders say that they paid: which payments a paper means, what they come to, and what the pages say of it.

The register is made up: of the Ministry £900.50 and £90 in 2020-21 and £55 in 2019-20 to the commissioner, £70 to
another, £5 of the Council, and a payment to somebody else with an amount that nobody can read.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.reporting import REPOSITORY, add_year, paper_of_2017

from grantsdata import summaries
from grantsdata.awards.provenance import load_inputs
from grantsdata.errors import PaperError, SourceError
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check
from grantsdata.reconcile.load import load_findings
from grantsdata.reconcile.upstream import load_upstream
from grantsdata.runs.notebooks.inputs import Inputs

YEAR = "2020-21"
FOLDER = f"data/raw/{YEAR}"
AWARDS = (("GR", "Hub", "Charity One", "£600"), ("OUT", "Fete", "Charity One", "£4"))
TITLES = ("Identifier", "Title", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Name",
          "Recipient Org:Identifier", "Grant Programme:Title", "Funding Org:Name")  # fmt: skip
MINISTRY, COUNCIL, US = "Ministry of Things", "County Council", "Elsewhere PCC"
REGISTER = (
    ("p1", "Main grant", "GBP", "900.50", "2020-04-01", US, "GB-X-1", "Victims", MINISTRY),
    ("p2", "Uplift", "GBP", "£90", "2021-03-31", US, "GB-X-1", "Victims  more", MINISTRY),
    ("p3", "Main grant", "GBP", "55", "2020-03-31", US, "GB-X-1", "Victims", MINISTRY),
    ("p4", "Main grant", "GBP", "70", "2020-04-01", "Nowhere PCC", "GB-X-2", "Victims", MINISTRY),
    ("p5", "Fete", "GBP", "5", "2020-06-01", US, "GB-X-1", "", COUNCIL),
    ("p6", "Broken", "EUR", "£5 each", "1/2/2020", "Somebody", "", "", "Another"),
)


def written(path: Path, rows: Any = REGISTER, titles: Any = TITLES) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([titles, *rows])
    return path


def declare(project: Path, *entries: str, file: str = "register.csv") -> None:
    """Name a file of payments once for each entry, which tells the stream and what is chosen."""
    paper = project / FOLDER / "paper.toml"
    lines = "".join(f'\n[[upstream]]\nfile = "{file}"\n{entry}\n' for entry in entries)
    paper.write_text(paper.read_text(encoding="utf-8").split("\n[[upstream]]")[0] + lines, encoding="utf-8")


OURS = f'stream = "GR"\nfunder = "{MINISTRY}"\nrecipients = ["{US}"]'


def put_year(project: Path, budget: str = "£1k") -> Path:
    add_year(project, AWARDS, year=YEAR, budget=budget)
    written(project / FOLDER / "register.csv")
    return project


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with one small year, which has a file of payments and does not name it yet."""
    project = tmp_path / "project"
    (project / "data" / "raw").mkdir(parents=True)
    (project / "data" / "raw" / "providers.csv").write_text(
        "provider_printed,provider,provider_type,identifier,basis,confidence,payee,reason\n"
        "Charity One,Charity One,voluntary and community,,paper,high,,Its name.\n",
        encoding="utf-8",
    )
    return put_year(project)


def findings_of(project: Path) -> pd.DataFrame:
    findings = load_findings(YEAR, project=project)
    return findings[findings["code"].str.startswith("upstream-")]


def faults_of(project: Path) -> list[tuple[str, int | None, str | None, str | None]]:
    with pytest.raises(SourceError) as error:
        load_upstream(YEAR, project=project)
    return [(fault.file, fault.row, fault.column, fault.text) for fault in error.value.faults]


# ---- Which payments count, and what they come to ----------------------------------------------------------


def test_a_paper_that_names_no_file_has_no_payments(small: Path) -> None:
    payments, by_stream = load_upstream(YEAR, project=small)
    assert payments.empty and by_stream.empty
    assert payments["paid_pence"].dtype == "Int64" and by_stream["at_printed_precision"].dtype == "boolean"
    assert findings_of(small).empty
    assert load_upstream(FinancialYear.parse(YEAR), project=small).payments.empty


def test_a_payment_of_another_year_is_listed_apart_and_never_summed(small: Path) -> None:
    declare(small, OURS)
    payments, by_stream = load_upstream(YEAR, project=small)
    file = f"{FOLDER}/register.csv"
    general = "General grants"
    assert list(payments) == [
        "stream", "payment_id", "payment", "funder", "recipient", "programme", "financial_year", "is_of_year",
        "paid_printed", "paid_pence", "paid_gbp", "source_file", "source_row",
    ]  # fmt: skip
    assert payments.to_numpy().tolist() == [
        [general, "p1", "Main grant", MINISTRY, US, "Victims", "2020-21", True, "900.50", 900_50, 900.5, file, 2],
        [general, "p2", "Uplift", MINISTRY, US, "Victims more", "2020-21", True, "£90", 90_00, 90.0, file, 3],
        [general, "p3", "Main grant", MINISTRY, US, "Victims", "2019-20", False, "55", 55_00, 55.0, file, 4],
    ]
    # 900.50 + 90 = 990.50, which "£1k" (£500 to £1,500) can stand for; less 1,000.
    assert by_stream.to_dict("records") == [
        {
            "stream": general, "payments": 2, "paid_gbp": 990.5, "budget_printed": "£1k", "budget_gbp": 1000.0,
            "budget_low_gbp": 500.0, "budget_high_gbp": 1500.0, "difference_gbp": -9.5, "at_printed_precision": True,
            "other_payments": 1, "other_paid_gbp": 55.0,
        }
    ]  # fmt: skip
    (finding,) = findings_of(small).to_dict("records")
    assert (finding["code"], finding["severity"], finding["stream"]) == ("upstream-agrees", "agrees", general)
    assert (finding["ours_gbp"], finding["printed_gbp"], finding["difference_gbp"]) == (990.5, 1000, -9.5)
    assert finding["sentence"] == (
        "By the funder's own account 2 payments of 2020-21 to General grants come to £990.50, which the printed budget "
        "of £1k can stand for. 1 payment of another year is listed apart, £55, and in no sum."
    )


@pytest.mark.parametrize(
    ("budget", "told"),
    [
        ("£1,000", "£9.50 less than the printed budget of £1,000, which can stand for £999.50 to £1,000.50."),
        ("£990.49", "£0.01 more than the printed budget of £990.49, which can stand for nothing else than £990.49."),
    ],
)
def test_what_differs_is_a_warning_and_never_an_error(budget: str, told: str, tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "data" / "raw").mkdir(parents=True)
    header = "provider_printed,provider,provider_type,identifier,basis,confidence,payee,reason\n"
    line = "Charity One,Charity One,voluntary and community,,paper,high,,Its name.\n"
    (project / "data" / "raw" / "providers.csv").write_text(header + line, encoding="utf-8")
    put_year(project, budget)
    declare(project, OURS)
    (finding,) = findings_of(project).to_dict("records")
    assert (finding["code"], finding["severity"]) == ("upstream-differs", "warning")
    assert f"come to £990.50: {told} The two may differ in timing. 1 payment of another" in finding["sentence"]
    assert load_upstream(YEAR, project=project).by_stream["at_printed_precision"].tolist() == [False]


def test_without_a_budget_there_is_nothing_to_set_beside(small: Path) -> None:
    declare(small, f'stream = "OUT"\nfunder = "{COUNCIL}"')
    (finding,) = findings_of(small).to_dict("records")
    assert (finding["code"], finding["severity"], finding["ours_gbp"]) == ("upstream-not-compared", "note", 5)
    assert finding["sentence"] == (
        "By the funder's own account 1 payment of 2020-21 to Lucky fund comes to £5; the paper states no budget to set "
        "beside it."
    )
    row = load_upstream(YEAR, project=small).by_stream.iloc[0]
    assert pd.isna(row["at_printed_precision"]) and pd.isna(row["difference_gbp"]) and row["budget_printed"] == ""


def test_a_sum_that_lacks_an_amount_is_not_compared_with_a_budget(small: Path) -> None:
    rows = [list(row) for row in REGISTER[:3]]
    rows[0][3] = "TBC"
    rows.append(["p7", "More", "GBP", "TBC", "2019-05-01", US, "", "", MINISTRY])
    written(small / FOLDER / "register.csv", rows)
    declare(small, OURS)
    (finding,) = findings_of(small).to_dict("records")
    assert (finding["code"], finding["severity"], finding["ours_gbp"]) == ("upstream-not-compared", "note", 90)
    assert finding["sentence"].endswith(
        " to General grants come to £90. Of these amounts 1 is not stated, so that they are not compared with the "
        "printed budget of £1k. 2 payments of other years are listed apart, £55, and in no sum."
    )
    row = load_upstream(YEAR, project=small).by_stream.iloc[0]
    assert pd.isna(row["at_printed_precision"]) and pd.isna(row["difference_gbp"])
    rows[1][3] = "TBC"
    written(small / FOLDER / "register.csv", rows)
    assert "Of these amounts 2 are not stated, so that" in findings_of(small)["sentence"].iloc[0]


def test_payments_are_chosen_by_funder_recipient_and_programme_to_the_letter(small: Path) -> None:
    for entry, chosen in {
        f'funder = "{MINISTRY}"': ["p1", "p2", "p3", "p4"],
        'recipients = ["GB-X-2", "Elsewhere  PCC"]': ["p1", "p2", "p3", "p4", "p5"],
        'programmes = ["Victims more"]': ["p2"],
        f'funder = "{MINISTRY}"\nrecipients = ["{US}"]\nprogrammes = ["Victims"]': ["p1", "p3"],
    }.items():
        declare(small, f'stream = "GR"\n{entry}')
        assert load_upstream(YEAR, project=small).payments["payment_id"].tolist() == chosen, entry


def test_streams_stand_in_the_papers_order_each_with_its_own_payments(small: Path) -> None:
    declare(small, f'stream = "OUT"\nfunder = "{COUNCIL}"', OURS)
    payments, by_stream = load_upstream(YEAR, project=small)
    assert by_stream[["stream", "payments", "paid_gbp"]].to_numpy().tolist() == [
        ["General grants", 2, 990.5], ["Lucky fund", 1, 5.0],
    ]  # fmt: skip
    assert findings_of(small)["code"].tolist() == ["upstream-agrees", "upstream-not-compared"]
    assert payments["payment_id"].tolist() == ["p5", "p1", "p2", "p3"]


def package(titles: Any = TITLES) -> dict[str, Any]:
    grants = []
    for row in REGISTER[:5]:
        name, title, currency, amount, day, recipient, code, programme, funder = row
        grants.append(
            {
                "id": name, "title": title, "currency": currency, "amountAwarded": float(amount.lstrip("£")),
                "awardDate": day, "recipientOrganization": [{"name": recipient, "id": code}],
                "grantProgramme": [{"title": programme}], "fundingOrganization": [{"name": funder}],
            }
        )  # fmt: skip
    return {"grants": grants}


@pytest.mark.parametrize("kind", ["json", "flat", "xlsx"])
def test_a_package_and_a_workbook_tell_the_same(kind: str, small: Path) -> None:
    path = small / FOLDER / f"register.{'json' if kind == 'flat' else kind}"
    if kind == "json":
        path.write_text(json.dumps(package()), encoding="utf-8")
    elif kind == "flat":
        path.write_text(json.dumps({"grants": [dict(zip(TITLES, row, strict=True)) for row in REGISTER]}), "utf-8")
    else:
        frame = pd.DataFrame(REGISTER, columns=list(TITLES))
        frame.to_excel(path, index=False, engine="openpyxl")
    declare(small, OURS, file=path.name)
    payments, by_stream = load_upstream(YEAR, project=small)
    assert payments["paid_pence"].tolist() == [900_50, 90_00, 55_00]
    assert payments["source_row"].tolist() == [2, 3, 4]
    assert by_stream["paid_gbp"].tolist() == [990.5]


# ---- Faults, all at once, each in its place ---------------------------------------------------------------


def test_what_no_row_has_is_told_with_the_nearest_that_one_has(small: Path) -> None:
    declare(
        small,
        f'stream = "GR"\nfunder = "Ministry of Thing"\nrecipients = ["{US}", "xyzzy"]',
        f'stream = "OUT"\nfunder = "{COUNCIL}"\nprogrammes = ["Victims"]',
    )
    paper = f"{FOLDER}/paper.toml"
    assert faults_of(small) == [
        (paper, None, None, "Ministry of Thing"), (paper, None, None, "xyzzy"), (paper, None, None, None),
    ]  # fmt: skip
    with pytest.raises(SourceError) as error:
        load_upstream(YEAR, project=small)
    assert str(error.value).splitlines() == [
        f'{paper}: upstream[1].funder names a text that no row of {FOLDER}/register.csv has: "Ministry of Thing"; '
        f'expected a text that the file contains exactly; the nearest is "{MINISTRY}". Correct it, or remove it.',
        f'{paper}: upstream[1].recipients names a text that no row of {FOLDER}/register.csv has: "xyzzy"; expected a '
        "text that the file contains exactly. Correct it, or remove it.",
        f"{paper}: upstream[2] selects no payment of {FOLDER}/register.csv; expected at least one payment. Each of its "
        "keys selects some payments, but no payment matches all of them: correct the keys.",
    ]


def test_a_file_that_does_not_say_who_pays_has_no_funder(small: Path) -> None:
    written(small / FOLDER / "register.csv", [row[:-1] for row in REGISTER], TITLES[:-1])
    declare(small, OURS)
    assert faults_of(small) == [(f"{FOLDER}/paper.toml", None, None, MINISTRY)]
    declare(small, f'stream = "GR"\nrecipients = ["{US}"]')
    assert load_upstream(YEAR, project=small).payments["funder"].tolist() == [""] * 4


def test_a_payment_counts_once(small: Path) -> None:
    declare(small, OURS, 'stream = "OUT"\nprogrammes = ["Victims"]')
    assert faults_of(small) == [(f"{FOLDER}/paper.toml", None, None, None)] * 2
    with pytest.raises(SourceError, match=rf"upstream\[2\] and upstream\[1\] both select row 2 of {FOLDER}"):
        load_upstream(YEAR, project=small)
    rows = [*REGISTER[:3], ("p1", *REGISTER[1][1:]), ("", *REGISTER[1][1:])]
    written(small / FOLDER / "register.csv", rows)
    declare(small, OURS)
    file = f"{FOLDER}/register.csv"
    assert faults_of(small) == [(file, 5, "Identifier", "p1"), (file, 6, "Identifier", None)]


def test_cells_that_cannot_be_read_are_faults_only_in_the_rows_that_are_chosen(small: Path) -> None:
    declare(small, 'stream = "GR"\nrecipients = ["Somebody"]')
    file = f"{FOLDER}/register.csv"
    assert faults_of(small) == [
        (file, 7, "Currency", "EUR"), (file, 7, "Amount Awarded", "£5 each"), (file, 7, "Award Date", "1/2/2020"),
    ]  # fmt: skip


def test_a_file_is_a_raw_file_like_any_other(small: Path, tmp_path: Path) -> None:
    declare(small, OURS, f'stream = "OUT"\nfunder = "{COUNCIL}"')
    path = small / FOLDER / "register.csv"
    path.write_text("Title\n", encoding="utf-8")
    assert {fault[0] for fault in faults_of(small)} == {f"{FOLDER}/register.csv"}
    path.unlink()
    assert faults_of(small) == [(f"{FOLDER}/register.csv", None, None, None)], "once, though two entries name it"
    outside = written(tmp_path / "elsewhere.csv")
    path.symlink_to(outside)
    with pytest.raises(SourceError, match="a link that leads out of the data folder"):
        load_upstream(YEAR, project=small)
    path.unlink()
    path.write_bytes(b"x" * 2_000_001)
    with pytest.raises(SourceError, match=r"2,000,001 bytes; expected at most 2,000,000"):
        load_upstream(YEAR, project=small)


@pytest.mark.parametrize(
    ("entry", "file", "message"),
    [
        (OURS, "register.ods", "expected the name of a CSV, JSON or XLSX file"),
        (OURS, "/tmp/register.csv", "expected the name of a CSV, JSON or XLSX file"),
        (OURS, "../../../register.csv", r"upstream\[1\]\.file is outside the data folder"),
        (OURS.replace("GR", "QQ"), "register.csv", 'names the stream "QQ"; expected one of GR, OUT'),
        (OURS + "\nyears = 3", "register.csv", r"upstream\[1\]\.years is not a known key"),
    ],
)
def test_a_wrong_declaration_is_told_by_its_key(entry: str, file: str, message: str, small: Path) -> None:
    declare(small, entry, file=file)
    with pytest.raises(PaperError, match=message):
        load_upstream(YEAR, project=small)


# ---- Where it counts ---------------------------------------------------------------------------------------


def test_check_tells_the_findings_the_faults_and_a_file_that_nothing_reads(small: Path) -> None:
    year = FinancialYear.parse(YEAR)
    name = f"{FOLDER}/register.csv"
    unread = [one for one in check(year, project=small) if one.file == name]
    assert [one.message.split(";")[0] for one in unread] == ["no paper.toml names this table, so nothing in it counts"]
    declare(small, OURS)
    entries = check(year, project=small)
    assert not [one for one in entries if one.file == name]
    assert [(one.code, one.file) for one in entries if (one.code or "").startswith("upstream")] == [
        ("upstream-agrees", f"{FOLDER}/paper.toml")
    ]
    declare(small, OURS.replace(US, "Nobody"))
    (fault,) = [one for one in check(year, project=small) if one.severity == "fault"]
    assert fault.text == "Nobody" and "upstream-agrees" not in [one.code for one in check(year, project=small)]


def test_in_a_paper_that_is_at_fault_the_file_is_still_known_to_be_named(small: Path) -> None:
    declare(small, OURS)
    paper = small / FOLDER / "paper.toml"
    paper.write_text(paper.read_text(encoding="utf-8").replace("date = 2018-05-11", "date = 3"), encoding="utf-8")
    assert not [one for one in check(FinancialYear.parse(YEAR), project=small) if one.file.endswith("register.csv")]


def test_a_file_that_stands_elsewhere_is_an_input(small: Path) -> None:
    written(small / "data" / "raw" / "registers.csv")
    declare(small, OURS, file="../registers.csv")
    year = FinancialYear.parse(YEAR)
    assert "data/raw/registers.csv" in Inputs(small).of_report("first", year, None)
    assert "data/raw/registers.csv" in list(load_inputs(YEAR, project=small)["file"])
    assert load_upstream(YEAR, project=small).by_stream["paid_gbp"].tolist() == [990.5]


def test_payments_are_listed_without_columns_in_which_nothing_stands(small: Path) -> None:
    declare(small, f'stream = "OUT"\nfunder = "{COUNCIL}"', OURS)
    payments = load_upstream(YEAR, project=small).payments
    assert list(summaries.payments_listed(payments)) == [
        "payment", "stream", "funder", "recipient", "programme", "paid_gbp",
    ]  # fmt: skip
    assert "programme" not in summaries.payments_listed(payments[payments["stream"] == "Lucky fund"])
    assert summaries.payments_listed(payments, of_year=False).to_numpy().tolist() == [
        ["Main grant", "General grants", MINISTRY, US, "Victims", "2019-20", 55.0]
    ]
    assert len(summaries.payments_listed(payments)) == 3


def test_the_project_itself_names_no_file_of_payments() -> None:
    assert paper_of_2017().upstream == []
    assert load_upstream("2017-18", project=REPOSITORY).by_stream.empty
