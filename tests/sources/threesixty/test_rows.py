"""Grants of a CSV or JSON file as texts by meaning, numbered as in a spreadsheet."""

import json
from pathlib import Path

import pytest

from grantsdata.errors import SourceError
from grantsdata.sources.threesixty.rows import read_grants

NEEDED = {"the amount": ("award_printed",)}


def packed(folder: Path, *grants: object) -> Path:
    path = folder / "grants.json"
    path.write_text(json.dumps({"grants": grants}), encoding="utf-8")
    return path


def test_rows_of_a_csv_file_begin_at_2(tmp_path: Path) -> None:
    path = tmp_path / "grants.csv"
    path.write_text('Title,Amount Awarded,Colour\n Hub ,"1,000",red\nBus,5,blue\n,,\n', encoding="utf-8")
    found = read_grants(path, needed=NEEDED)
    assert {number: dict(row) for number, row in found.rows.items()} == {
        2: {"service": "Hub", "award_printed": "1,000"},
        3: {"service": "Bus", "award_printed": "5"},
    }
    assert found.notes == ["1 blank row at the end is left out."]


def test_amounts_of_a_package_are_exact_and_empty_grants_at_its_end_left_out(tmp_path: Path) -> None:
    path = tmp_path / "grants.json"
    path.write_text('{"grants": [{"amountAwarded": 0.07}, {"amountAwarded": 6000.5}, {}, {}]}', encoding="utf-8")
    found = read_grants(path, needed=NEEDED)
    assert [row["award_printed"] for row in found.rows.values()] == ["0.07", "6000.50"]
    assert found.notes == ["2 empty grants at the end are left out."]


def test_who_pays_is_read_only_if_asked_for(tmp_path: Path) -> None:
    path = packed(tmp_path, {"amountAwarded": 5, "fundingOrganization": [{"name": "A fund"}]})
    assert "funder" not in read_grants(path, needed=NEEDED).columns
    found = read_grants(path, needed=NEEDED, with_funder=True)
    assert found.rows[2]["funder"] == "A fund"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "this is not JSON"),
        ('{"grants": []}', "this is not a 360Giving package"),
        ('{"grants": [{"amountAwarded": NaN}]}', "NaN is not a number"),
        ('{"grants": [{"id": "a", "id": "b"}]}', "a key appears twice in one object: id, id"),
        ('{"grants": [{"id": "a"}]}', "no grant has the amount"),
        ('{"grants": [{"amountAwarded": 5, "id": "\\ud800"}]}', "a character that cannot be read"),
    ],
)
def test_a_package_at_fault_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "grants.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        read_grants(path, needed=NEEDED)


def test_the_ending_of_the_name_says_what_a_file_is(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"expected \.csv, \.json, \.xlsx"):
        read_grants(tmp_path / "grants.ods")


def test_a_csv_file_that_is_not_utf_8_is_refused_with_the_row(tmp_path: Path) -> None:
    path = tmp_path / "grants.csv"
    path.write_bytes("Title,Amount Awarded\nHub,5\nTŷ,6\nCafé,7\n".encode().replace("é".encode(), b"\xe9"))
    with pytest.raises(SourceError) as refused:
        read_grants(path, needed=NEEDED)
    (fault,) = refused.value.faults
    assert (fault.file, fault.row) == ("grants.csv", 4)
