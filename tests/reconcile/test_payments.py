"""Payments that funders publish: which are chosen, what is read of them, and what is at fault."""

import json
from pathlib import Path

import pandas as pd
import pytest
from support.payments import (
    COUNCIL,
    FOLDER,
    MINISTRY,
    OURS,
    REGISTER,
    TITLES,
    US,
    YEAR,
    declare,
    faults_of,
    findings_of,
    package,
    small_project,
    written,
)

from grantsdata.awards.provenance import load_inputs
from grantsdata.errors import PaperError, SourceError
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.upstream import load_upstream
from grantsdata.runs.notebooks.inputs import Inputs


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_project(tmp_path / "project")


def test_a_paper_that_names_no_file_has_no_payments(small: Path) -> None:
    payments, by_stream = load_upstream(YEAR, project=small)
    assert payments.empty and by_stream.empty
    assert payments["paid_pence"].dtype == "Int64" and by_stream["at_printed_precision"].dtype == "boolean"
    assert findings_of(small).empty
    assert load_upstream(FinancialYear.parse(YEAR), project=small).payments.empty


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


def test_a_file_that_stands_elsewhere_is_an_input(small: Path) -> None:
    written(small / "data" / "raw" / "registers.csv")
    declare(small, OURS, file="../registers.csv")
    year = FinancialYear.parse(YEAR)
    assert "data/raw/registers.csv" in Inputs(small).of_report("first", year, None)
    assert "data/raw/registers.csv" in list(load_inputs(YEAR, project=small)["file"])
    assert load_upstream(YEAR, project=small).by_stream["paid_gbp"].tolist() == [990.5]
