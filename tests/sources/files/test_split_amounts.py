"""An amount in two cells: told where it is one, and not where two amounts or a text stand beside each other."""

from pathlib import Path

import pytest
from support.reporting import add_year

from grantsdata import load_awards
from grantsdata.errors import AwardsError
from grantsdata.sources.files.printed_table import read_printed_table, split_amounts


def split(folder: Path, *row: str, apart: tuple[str, ...] = ()) -> list[str]:
    path = folder / "awards.csv"
    path.write_text(f"Service,Award,Purpose\n{','.join(row)}\n", encoding="utf-8")
    printed = read_printed_table(path, folder, ("Service", "Award", "Purpose"))
    return [str(fault.text) for fault in split_amounts(printed, "Award", apart)]


@pytest.mark.parametrize(
    ("row", "read"),
    [
        (("Hub", "£213", "000"), "£213,000"),
        (("Hub", "213", "000"), "213,000"),
        (("Hub", " £213", " 000 "), "£213,000"),
        (("Hub", "£213", "000 from OPCC"), "£213,000 from OPCC"),
        (("Hub", "£20", "000 (Match funded)"), "£20,000 (Match funded)"),
        (("Hub", "-£1", "500.50"), "-£1,500.50"),
    ],
)
def test_an_amount_in_two_cells_is_told(tmp_path: Path, row: tuple[str, ...], read: str) -> None:
    assert split(tmp_path, *row) == [read]


@pytest.mark.parametrize(
    "row",
    [
        ("Hub", "£500", ""),
        ("Hub", "£500", "100 victims supported"),
        ("Hub", "£500", "24 hours a day"),
        ("Hub", "£500", "£750"),
        ("Hub", "£5000", "000"),
        ("Hub", "", "000"),
        ("Hub", "£500 from OPCC", "000"),
        ("213", "000", ""),
    ],
)
def test_what_stands_beside_an_amount_is_no_part_of_it(tmp_path: Path, row: tuple[str, ...]) -> None:
    assert split(tmp_path, *row) == []


def test_beside_another_year_s_amounts_nothing_can_be_told(tmp_path: Path) -> None:
    assert split(tmp_path, "Hub", "500", "750") == ["500,750"]
    assert split(tmp_path, "Hub", "500", "750", apart=("Purpose",)) == []


@pytest.mark.parametrize(
    ("award", "purpose", "read"),
    [
        ("£446", "000", ["£446,000"]),
        ("446", "050", ["446,050"]),
        ("£1", "250", ["£1,250"]),
        ("£446", "05", ["£446,05"]),
        ("£446", "12", []),
        ("£446", "£250", []),
        ("£446", "24 hours a day", []),
    ],
)
def test_an_ignored_column_that_continues_an_amount_is_told(
    tmp_path: Path, award: str, purpose: str, read: list[str]
) -> None:
    assert split(tmp_path, "Hub", award, purpose, apart=("Purpose",)) == read


def test_an_ignored_column_with_numbers_of_its_own_is_not_told_for_a_sign_alone(tmp_path: Path) -> None:
    path = tmp_path / "awards.csv"
    path.write_text("Service,Award,People\nHub,£446,250\nVan,£500,12\n", encoding="utf-8")
    printed = read_printed_table(path, tmp_path, ("Service", "Award", "People"))
    assert list(split_amounts(printed, "Award", ("People",))) == []
    path.write_text("Service,Award,People\nHub,£446,250\nVan,£500,\n", encoding="utf-8")
    printed = read_printed_table(path, tmp_path, ("Service", "Award", "People"))
    assert [fault.text for fault in split_amounts(printed, "Award", ("People",))] == ["£446,250"]
    assert list(split_amounts(printed, "Award", ("People",), [(2, "People")])) == []
    assert list(split_amounts(printed, "Award", ("People",), [(2, "Award")])) == []


def test_a_column_without_a_name_holds_no_numbers_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "awards.csv"
    path.write_text("Service,Award,\nHub,446,250\nVan,5,50\n", encoding="utf-8")
    printed = read_printed_table(path, tmp_path, ("Service", "Award", "column 3"))
    found = [(fault.row, fault.text) for fault in split_amounts(printed, "Award", ("column 3",))]
    assert found == [(2, "446,250"), (3, "5,50")]


def test_the_last_column_has_nothing_beside_it(project: Path) -> None:
    add_year(project, [("GR", "Street lights", "Cambridge City Council", "213")])
    assert load_awards("2018-19", project=project)["award_pence"].tolist() == [213_00]


def test_it_is_told_with_the_other_faults_of_its_table(project: Path) -> None:
    path = project / "data" / "raw" / "2017-18" / "victims-services.csv"
    text = path.read_text(encoding="utf-8")
    for old, new in (('"£29,065",', "£29,065"), ('"£50,000"', '"£50,00"'), ('"£75,000",', "£75,000")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AwardsError) as refused:
        load_awards("2017-18", project=project)
    assert [(fault.row, fault.text) for fault in refused.value.faults] == [
        (9, "£75,000"),
        (10, "£50,00"),
        (11, "£29,065"),
    ]
