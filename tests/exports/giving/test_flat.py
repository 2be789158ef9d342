"""A 360Giving JSON file as a flat CSV file: every penny, the standard's titles, and nothing that runs as a formula."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from grantsdata.exports.giving.flat import write_giving_csv


def written(folder: Path, *grants: dict[str, Any]) -> list[list[str]]:
    source = folder / "grants.json"
    source.write_text(json.dumps({"grants": grants}), encoding="utf-8")
    (path,) = write_giving_csv(source, folder)
    assert path == folder / "360giving.csv"
    assert b"\r" not in path.read_bytes()
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_grant_is_a_row_with_its_amount_to_the_penny(tmp_path: Path) -> None:
    grants = [
        {"id": "a", "title": "Hub, late", "amountAwarded": 47452.35, "recipientOrganization": [{"name": "Trust"}]},
        {"id": "b", "title": "=1+1", "amountAwarded": -0.10, "recipientOrganization": [{"name": "Club"}]},
    ]
    header, *rows = written(tmp_path, *grants)
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert [one["Title"] for one in told] == ["Hub, late", "'=1+1"]
    assert [one["Amount Awarded"] for one in told] == ["47452.35", "-0.1"]
    assert [one["Recipient Org:Name"] for one in told] == ["Trust", "Club"]


def test_a_field_that_no_grant_has_is_left_out_and_one_that_some_have_is_empty_in_the_others(tmp_path: Path) -> None:
    header, *rows = written(tmp_path, {"id": "a", "title": "Hub"}, {"id": "b"})
    assert "Amount Awarded" not in header
    assert rows[1][header.index("Title")] == ""


def test_two_recipients_of_one_grant_are_refused_rather_than_one_left_out(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="too many values"):
        written(tmp_path, {"id": "a", "recipientOrganization": [{"name": "A"}, {"name": "B"}]})
