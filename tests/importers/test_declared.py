"""What a year has on file is found, also where a part of it cannot be read."""

from pathlib import Path

import pytest

from grantsdata.importers.declared import is_empty, named_funds
from grantsdata.model.years import FinancialYear

YEAR = FinancialYear(2017)


def test_each_fund_that_a_paper_names_outside_its_tables_has_the_code_of_its_stream(project: Path) -> None:
    funds = named_funds(YEAR, project)
    assert len(funds) == 7
    assert funds["Youth and Communities Fund"] == "YF"
    assert funds["Casualty Reduction and Support Fund"] == "CRS"
    assert funds["Lottery"] == ""


@pytest.mark.parametrize("text", ["Fund,Stream\nA", "Fund\nA\n", '"', ""])
def test_funds_that_cannot_be_read_are_none(text: str, project: Path) -> None:
    (project / "data" / "raw" / "2017-18" / "separate-funds.csv").write_text(text, encoding="utf-8")
    assert named_funds(YEAR, project) == {}


def test_a_year_without_such_a_table_or_with_a_faulty_paper_names_no_funds(project: Path) -> None:
    toml = project / "data" / "raw" / "2017-18" / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("[separate_funds", "[other"), encoding="utf-8")
    assert named_funds(YEAR, project) == {}
    toml.write_text("[", encoding="utf-8")
    assert named_funds(YEAR, project) == {}


def test_a_file_with_only_a_header_is_empty_and_one_that_cannot_be_read_is_not(tmp_path: Path) -> None:
    (tmp_path / "header.csv").write_text("Service,Award\n", encoding="utf-8")
    (tmp_path / "two.csv").write_text("Service,Award\n,£\n", encoding="utf-8")
    (tmp_path / "bytes.csv").write_bytes(b"\xff")
    assert [is_empty(tmp_path / f"{name}.csv", 1) for name in ("header", "two", "bytes", "none")] == [
        True, False, False, False,
    ]  # fmt: skip
    assert is_empty(tmp_path / "two.csv", 2)
