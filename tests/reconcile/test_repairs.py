"""The ledger of repairs, counted by hand in the printed tables, and set against the awards themselves."""

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from support.reporting import REPOSITORY, add_year

from grantsdata import load_awards, load_repairs
from grantsdata.errors import AwardsError

VICTIMS, CRIME = "data/raw/2017-18/victims-services.csv", "data/raw/2017-18/crime-and-disorder-reduction.csv"
MISPLACED = "Contribution to Cambridgeshire County Council's pooled budget to commission this service"
BOARDS = "Independent Boards with single back office provision"
CORRECTION, AMOUNT, REMARK = "declared correction", "implied amount", "separate remark"
PROVIDER, MERGED, LEFT_OUT = "standard provider name", "merged cell", "left-out row"

SetCell = Callable[[str, int, str, str], None]
Replace = Callable[[str, str, str], None]


def ledger(year: str = "2017-18", project: Path = REPOSITORY, include_implied: bool = True) -> pd.DataFrame:
    return load_repairs(year, include_implied=include_implied, project=project)


def of_kind(kind: str, *columns: str, repairs: pd.DataFrame | None = None) -> list[tuple[object, ...]]:
    repairs = ledger() if repairs is None else repairs
    chosen = repairs.loc[repairs["kind"] == kind, list(columns)]
    return [tuple(row) for row in chosen.astype("object").to_numpy().tolist()]


# ---- The paper of 2017-18, by hand -------------------------------------------------------------------


def test_the_ledger_has_as_many_repairs_of_each_kind_as_were_counted_in_the_tables() -> None:
    """Merged: 4 + 1 + 2 arrangements, 6 + 6 + 10 themes, 3 providers of the safeguarding boards."""
    repairs = ledger()
    assert repairs["kind"].value_counts().to_dict() == {
        CORRECTION: 2, AMOUNT: 1, REMARK: 2, PROVIDER: 12, MERGED: 32, LEFT_OUT: 0,
    }  # fmt: skip
    assert list(repairs.columns) == ["kind", "file", "row", "column", "printed", "read_as", "why"]
    assert repairs["kind"].is_monotonic_increasing
    assert str(repairs["row"].dtype) == "int64"


def test_both_corrections_stand_with_reason_and_status() -> None:
    assert of_kind(CORRECTION, "file", "row", "column", "printed", "read_as") == [
        (CRIME, 7, "Provider", "", MISPLACED),
        (CRIME, 7, "Funding £", MISPLACED, ""),
    ]
    for (why,) in of_kind(CORRECTION, "why"):
        assert str(why).endswith("Status: to be confirmed by the office.")


def test_the_implied_amount_stands_with_its_arithmetic() -> None:
    assert of_kind(AMOUNT, "file", "row", "column", "printed", "read_as", "why") == [
        (
            CRIME,
            7,
            "Funding £",
            "",
            "£10,000",
            "Total Awards, Appendix 1, last row: £1,322,248 less £1,312,248 that can be read is £10,000.",
        )
    ]


def test_both_remarks_stand_beside_their_amounts() -> None:
    assert of_kind(REMARK, "file", "row", "column", "printed", "read_as") == [
        (VICTIMS, 7, "Award", "£213,000 from OPCC", "£213,000, with the remark “from OPCC”"),
        (VICTIMS, 8, "Award", "£20,000 (Match funded)", "£20,000, with the remark “Match funded”"),
    ]


def test_each_ditto_sign_stands_with_the_text_that_it_takes() -> None:
    merged = of_kind(MERGED, "file", "column", "row", "read_as")
    arrangements = {3: "Grant Agreements", 4: "Grant Agreements", 5: "Grant Agreements", 6: "Grant Agreements",
                    8: "Contracts - Commissioned services", 10: "Contracts – Single Tender Action Requests",
                    11: "Contracts – Single Tender Action Requests"}  # fmt: skip
    themes = dict.fromkeys(range(3, 9), "Victims") | dict.fromkeys(range(10, 16), "Offenders")
    themes |= dict.fromkeys(range(17, 27), "Communities")
    expected = [(VICTIMS, "Arrangement", *item) for item in arrangements.items()]
    expected += [(CRIME, "Theme", *item) for item in themes.items()]
    expected += [(CRIME, "Provider", row, BOARDS) for row in (4, 5, 6)]
    assert sorted(merged) == sorted(expected)
    assert set(of_kind(MERGED, "printed")) == {("〃",)}


def test_a_ditto_sign_says_in_which_row_its_text_is_printed() -> None:
    whys = {(file, column, row): str(why) for file, column, row, why in of_kind(MERGED, "file", "column", "row", "why")}
    assert whys[CRIME, "Provider", 6].endswith("its text is printed in row 3.")
    assert whys[CRIME, "Theme", 26].endswith("its text is printed in row 16.")
    assert whys[VICTIMS, "Arrangement", 11].endswith("its text is printed in row 9.")


def test_the_names_that_were_brought_to_canonical_ones_are_the_twelve() -> None:
    trust, boards = "Cambridgeshire and Peterborough NHS Foundation Trust", "Safeguarding boards (one shared office)"
    assert of_kind(PROVIDER, "file", "row", "read_as") == [
        (VICTIMS, 9, trust),
        (CRIME, 2, trust),
        *((CRIME, row, boards) for row in (3, 4, 5, 6)),
        (CRIME, 7, "Cambridgeshire County Council"),
        (CRIME, 9, "Aspire"),
        (CRIME, 10, "Shropshire Healthcare Trust"),
        (CRIME, 15, "Crimestoppers"),
        (CRIME, 19, "East Cambridgeshire District Council"),
        (CRIME, 20, "South Cambridgeshire District Council"),
    ]
    assert all(str(why) for (why,) in of_kind(PROVIDER, "why"))


def test_without_the_implied_amount_the_ledger_has_none() -> None:
    repairs = ledger(include_implied=False)
    assert len(repairs) == 48
    assert of_kind(AMOUNT, "row", repairs=repairs) == []


# ---- The ledger and the awards cannot disagree ---------------------------------------------------------


@pytest.mark.parametrize("include_implied", [True, False])
def test_the_printed_cells_and_the_ledger_give_the_awards(include_implied: bool) -> None:
    """Each cell is taken from the raw files, mended as the ledger says and in no other way."""
    repairs = ledger(include_implied=include_implied)
    awards = load_awards("2017-18", include_implied=include_implied, project=REPOSITORY)
    columns = {VICTIMS: {"service": "Service", "provider": "Provider", "award": "Award"},
               CRIME: {"service": "Service Provision", "provider": "Provider", "award": "Funding £"}}  # fmt: skip
    for name, named in columns.items():
        with (REPOSITORY / name).open(encoding="utf-8", newline="") as file:
            cells = dict(enumerate(csv.DictReader(file), start=2))
        its = repairs[repairs["file"] == name]
        for kind in (CORRECTION, MERGED):
            for _, repair in its[its["kind"] == kind].iterrows():
                assert cells[repair["row"]][repair["column"]] == repair["printed"]
                cells[repair["row"]][repair["column"]] = repair["read_as"]
        provider = its[its["kind"] == PROVIDER].set_index("row")["read_as"]
        amount = its[its["kind"] == AMOUNT].set_index("row")["read_as"]
        for _, award in awards[awards["source_file"] == name].iterrows():
            row = award["source_row"]
            cell = cells[row]
            assert cell[named["service"]] == award["service"]
            assert cell[named["provider"]] == award["provider_printed"]
            assert cell[named["award"]] == award["award_printed"]
            known = award["provider"] if pd.notna(award["provider"]) else ""
            assert provider.get(row, cell[named["provider"]]) == known
            assert (row in amount) == (award["award_status"] == "implied")


def test_awards_that_do_not_load_have_no_ledger(project: Path, set_cell: SetCell) -> None:
    set_cell("2017-18/crime-and-disorder-reduction.csv", 7, "Funding £", "10,000")
    with pytest.raises(AwardsError, match="a declared correction does not fit"):
        ledger(project=project)


# ---- Other years ---------------------------------------------------------------------------------------


def test_a_year_without_repairs_has_an_empty_ledger_of_the_same_shape(project: Path) -> None:
    add_year(project, [("GR", "Street lights", "Cambridge City Council", "£4,000")])
    empty = ledger("2018-19", project)
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == ledger().dtypes.to_dict()


def test_an_implied_amount_names_each_total_that_gives_it_away(project: Path) -> None:
    lights = [("GR", "Street lights", "Cambridge City Council", "TBC"), ("GR", "Paths", "Cambridge City Council", "£1")]
    folder = add_year(project, lights, total="£2,001.50")
    more = '[[printed_totals]]\nlabel = "Sum"\nprinted = "£2,001.50"\nfile = "gr.csv"\nplace = "page 2"\n'
    toml = folder / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + more, encoding="utf-8")
    (told,) = of_kind(AMOUNT, "printed", "read_as", "why", repairs=ledger("2018-19", project))
    sums = "£2,001.50 less £1 that can be read is £2,000.50."
    assert told == ("TBC", "£2,000.50", f"Total, gr.csv: {sums} Sum, page 2: {sums}")


def test_a_row_of_another_year_that_is_left_out_stands_in_the_ledger(project: Path, replace_text: Replace) -> None:
    names = ("Trust", "〃", "〃", "Cambridge City Council")
    amounts = ("£5", "-", "£6", "-")
    folder = add_year(
        project, [("GR", f"Service {n}", *pair) for n, pair in enumerate(zip(names, amounts, strict=True))]
    )
    toml = folder / "paper.toml"
    text = toml.read_text(encoding="utf-8").replace('stream = "GR"\n', 'stream = "GR"\nno_award = ["-"]\n')
    toml.write_text(text, encoding="utf-8")
    repairs = ledger("2018-19", project)
    assert of_kind(LEFT_OUT, "row", "column", "printed", "read_as", repairs=repairs) == [
        (3, "Award", "-", "no award"),
        (5, "Award", "-", "no award"),
    ]
    assert of_kind(MERGED, "row", "read_as", repairs=repairs) == [(4, "Trust")], "a row left out needs no provider"


def test_another_ditto_sign_is_told_as_it_is_typed(project: Path) -> None:
    folder = add_year(project, [("GR", "One", "Trust", "£5"), ("GR", "Two", "as above", "£6")])
    toml = folder / "paper.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace('stream = "GR"\n', 'stream = "GR"\nditto = "as above"\n'),
        encoding="utf-8",
    )
    assert of_kind(MERGED, "printed", "read_as", repairs=ledger("2018-19", project)) == [("as above", "Trust")]


def test_a_row_that_is_a_total_is_no_repair(project: Path) -> None:
    """It is read as what it is, and not left out of the awards."""
    folder = add_year(project, [("GR", "Lights", "Trust", "£5"), ("GR", "All", "", "£5")])
    total = '[[printed_totals]]\nlabel = "All"\nprinted = "£5"\nfile = "gr.csv"\nrow = 3\n'
    toml = folder / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + total, encoding="utf-8")
    assert load_awards("2018-19", project=project)["service"].tolist() == ["Lights"]
    assert of_kind(LEFT_OUT, "row", repairs=ledger("2018-19", project)) == []
