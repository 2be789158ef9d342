"""One printed table made into awards, to the cell and to the word of each fault: small tables, without a file."""

from typing import Any

import pandas as pd
from support.reporting import paper_of_2017

from grantsdata.awards.cells import corrected, ditto_filled
from grantsdata.awards.tidy import tidy_awards
from grantsdata.errors import Fault
from grantsdata.model.declared_table import AwardColumns, AwardTable, Correction
from grantsdata.model.schema import AWARD_COLUMNS
from grantsdata.sources.files.printed_table import PrintedTable
from grantsdata.sources.register import Provider, Register

FILE = "data/raw/2017-18/small.csv"
FORM = 'a form like "£446,000", "£1.3m" or "£20,000 (match funded)"'
DECLARE = "Correct the cell, or declare it in paper.toml."
ADD = "Correct the cell, or add the heading to paper.toml."

TRUST = Provider(
    "The Trust", "voluntary and community", "GB-CHC-1", "register", "high", "The Council", "On the register."
)
REGISTER = Register({"Trust (local)": TRUST, "Club": Provider("The Club", "private company")})

COLUMNS = AwardColumns(
    arrangement="How", service="What", provider="Who", award="Award", purpose="For", conditions="If", reasons="Why",
    tender_circumstance="Single", contract_published="Link",
)  # fmt: skip
HOW = {"Agreements": "Grant agreement", "Tenders": "Single tender"}
TABLE = AwardTable(file="small.csv", stream="VS", columns=COLUMNS, arrangements=HOW)
EMPTY = {"For": "", "If": "", "Why": "", "Single": "", "Link": ""}


def printed(*rows: dict[str, str]) -> PrintedTable:
    """Row 2 and those after it; columns that are not given are empty."""
    cells = pd.DataFrame([EMPTY | row for row in rows], dtype="str")
    return PrintedTable(FILE, cells.set_index(pd.RangeIndex(2, len(rows) + 2, name="row")))


def row(what: str, who: str = "Club", award: str = "£1", **more: str) -> dict[str, str]:
    return {"How": "Agreements", "What": what, "Who": who, "Award": award} | more


def tidied(table: PrintedTable, declared: AwardTable = TABLE) -> tuple[list[dict[str, Any]], list[str]]:
    awards, faults = tidy_awards(table, declared, paper_of_2017(), REGISTER)
    assert list(awards.columns) == [column.name for column in AWARD_COLUMNS]
    assert list(awards.index) == list(range(len(awards)))
    cells = [
        {name: None if pd.isna(cell) else cell for name, cell in one.items()}
        for one in awards.astype("object").to_dict("records")
    ]
    return cells, list(map(str, faults))


def test_every_cell_of_an_award_comes_from_its_row() -> None:
    first = row("Hub", " Trust   (local)", "£213,000 from a match funded pot", For="To help.", If="Monthly.",
                Why="Cheap.", Single="urgent", Link="C/1")  # fmt: skip
    second = row("Refuge & Rest", "", "", How="Tenders")
    third = row("Line", "Pooled budget of nobody known", "TBC")
    (hub, refuge, line), faults = tidied(printed(first, second, third))
    assert faults == []
    assert hub == {
        "award_id": "2017-18-VS-hub", "financial_year": "2017-18", "stream": "Victims' services",
        "arrangement": "Grant agreement", "theme": None, "service": "Hub", "purpose": "To help.",
        "conditions": "Monthly.", "reasons": "Cheap.", "tender_circumstance": "urgent", "contract_published": "C/1",
        "provider_printed": "Trust (local)", "provider": "The Trust", "provider_type": "voluntary and community",
        "provider_identifier": "GB-CHC-1", "provider_basis": "register", "provider_confidence": "high",
        "payee": "The Council", "other_contributors": None, "contribution": None,
        "award_printed": "£213,000 from a match funded pot",
        "award_pence": 213_000_00, "award_gbp": 213_000, "award_status": "printed", "remark": "from a match funded pot",
        "source_file": FILE, "source_row": 2,
    }  # fmt: skip
    assert refuge == {
        "award_id": "2017-18-VS-refuge-rest", "financial_year": "2017-18", "stream": "Victims' services",
        "arrangement": "Single tender", "theme": None, "service": "Refuge & Rest", "purpose": "", "conditions": "",
        "reasons": "", "tender_circumstance": None, "contract_published": "", "provider_printed": "", "provider": None,
        "provider_type": "not yet allocated", "provider_identifier": None, "provider_basis": None,
        "provider_confidence": None, "payee": None, "other_contributors": None, "contribution": None,
        "award_printed": "", "award_pence": None,
        "award_gbp": None, "award_status": "not stated", "remark": "", "source_file": FILE, "source_row": 3,
    }  # fmt: skip
    told = ("provider", "provider_type", "payee", "award_printed", "award_status", "source_row")
    name = "Pooled budget of nobody known"
    assert [line[key] for key in told] == [name, "not in the register", name, "TBC", "not stated", 4]


def test_columns_are_of_their_kinds_though_all_are_empty() -> None:
    awards, _ = tidy_awards(printed(row("Refuge", "", "")), TABLE, paper_of_2017(), REGISTER)
    kinds = awards.dtypes.astype("str")
    assert (kinds[["provider", "provider_type", "provider_identifier", "provider_basis", "payee"]] == "str").all()
    assert (kinds["award_pence"], kinds["award_gbp"]) == ("Int64", "Float64")


def test_a_table_of_one_arrangement_or_of_themes_needs_no_column_for_the_other() -> None:
    columns = AwardColumns(service="What", provider="Who", award="Award")
    one = AwardTable(file="small.csv", stream="CDR", columns=columns, arrangement="Single tender")
    (award,), faults = tidied(printed(row("Hub")), one)
    assert (award["arrangement"], award["theme"], award["stream"], faults) == (
        "Single tender", None, "Crime and disorder reduction", [],
    )  # fmt: skip
    assert [award[name] for name in ("purpose", "conditions", "reasons", "contract_published")] == [""] * 4
    assert award["tender_circumstance"] is None
    themed = AwardTable(
        file="small.csv",
        stream="CDR",
        columns=columns.model_copy(update={"theme": "How"}),
        themes={"Agreements": "Aim"},
    )
    (award,), faults = tidied(printed(row("Hub")), themed)
    assert (award["arrangement"], award["theme"], faults) == (None, "Agreements", [])


# ---- Ditto signs -------------------------------------------------------------------------------------

DITTO = "〃"


def test_a_ditto_sign_takes_the_text_above_in_its_own_column() -> None:
    rows = [
        row("Hub", "Trust (local)"),
        row("Line", DITTO, How=DITTO),
        row(DITTO, "", How="Tenders"),
        row("Bus", How=DITTO),
    ]
    awards, faults = tidied(printed(*rows))
    assert faults == []
    assert [award["service"] for award in awards] == ["Hub", "Line", "Line", "Bus"]
    assert [award["provider"] for award in awards] == ["The Trust", "The Trust", None, "The Club"]
    assert [award["arrangement"] for award in awards] == ["Grant agreement"] * 2 + ["Single tender"] * 2


def test_each_ditto_sign_that_stands_for_nothing_is_told() -> None:
    nothing = (
        "a ditto sign with nothing above it; expected a text. Write the text out in the first row that it belongs to."
    )
    awards, faults = tidied(
        printed(row("Hub", DITTO), row("Line", ""), row("Bus", DITTO, DITTO), row("Van", "Club", DITTO))
    )
    repeated = f"an amount is repeated by a ditto sign; expected {FORM}. {DECLARE}"
    assert faults == [
        f"{FILE} row 2, column Who: {nothing}",
        f"{FILE} row 4, column Who: {nothing}",
        f"{FILE} row 4, column Award: {repeated}",
        f"{FILE} row 5, column Award: {repeated}",
    ]
    assert [award["award_status"] for award in awards] == ["printed", "printed", "not stated", "not stated"]


def test_ditto_signs_are_filled_and_told_on_both_sides_of_the_amount() -> None:
    rows = [
        {"How": DITTO, "Award": "£1", "What": "Hub", "Who": "Club"},
        {"How": "Tenders", "Award": DITTO, "What": DITTO, "Who": DITTO},
    ]
    cells = pd.DataFrame(rows, index=pd.RangeIndex(2, 4, name="row"), dtype="str")
    filled, faults = ditto_filled(cells, TABLE, FILE)
    assert filled.to_numpy().tolist() == [["", "£1", "Hub", "Club"], ["Tenders", DITTO, "Hub", "Club"]]
    assert [(fault.row, fault.column, fault.problem) for fault in faults] == [
        (2, "How", "a ditto sign with nothing above it"), (3, "Award", "an amount is repeated by a ditto sign"),
    ]  # fmt: skip


def test_what_stands_for_nothing_in_one_column_is_told_beside_what_does_in_the_next() -> None:
    _, faults = tidied(printed(row(DITTO, DITTO, How=DITTO)))
    assert [fault.partition(": ")[0] for fault in faults[:3]] == [
        f"{FILE} row 2, column {column}" for column in ("How", "What", "Who")
    ]


def test_another_sign_may_be_declared() -> None:
    declared = TABLE.model_copy(update={"ditto": "do."})
    awards, faults = tidied(printed(row("Hub"), row("do.", DITTO)), declared)
    assert [award["service"] for award in awards] == ["Hub", "Hub"]
    assert (awards[1]["provider_printed"], faults) == (DITTO, [])


def test_filling_leaves_the_printed_cells_as_they_were() -> None:
    table = printed(row("Hub"), row(DITTO))
    filled, _ = ditto_filled(table.cells, TABLE, FILE)
    assert (table.cells.at[3, "What"], filled.at[3, "What"]) == (DITTO, "Hub")
    assert list(filled.columns) == list(table.cells.columns) and list(filled.index) == [2, 3]


# ---- Corrections -------------------------------------------------------------------------------------


def correction(row: int, column: str, before: str, after: str) -> Correction:
    return Correction(row=row, column=column, printed=before, read_as=after, reason="A slip.", status="agreed")


def test_corrections_are_made_where_they_fit_and_told_where_they_do_not() -> None:
    listed = [
        correction(2, "What", "Hub", "Refuge"), correction(3, "Award", "£2", "£3"), correction(4, "Who", "", "Club"),
        correction(2, "Award", "£1", ""),
    ]  # fmt: skip
    table = printed(row("Hub"), row("Line"))
    awards, faults = tidied(table, TABLE.model_copy(update={"corrections": listed}))
    assert [(award["service"], award["award_printed"]) for award in awards] == [("Refuge", ""), ("Line", "£1")]
    says = "as the correction in paper.toml says. Correct the row number or the text of the correction."
    assert faults == [
        f'{FILE} row 3, column Award: a declared correction does not fit "£1"; expected "£2", {says}',
        f'{FILE} row 4, column Who: the file has no such row; expected "", {says}',
    ]
    assert table.cells.at[2, "What"] == "Hub"
    cells, none = corrected(table, TABLE)
    assert none == [] and cells.equals(table.cells) and cells is not table.cells


# ---- Amounts, headings, years, totals ----------------------------------------------------------------


def test_each_amount_that_cannot_be_read_is_told() -> None:
    awards, faults = tidied(printed(row("Hub", award="£12,34"), row("Line", award="£5"), row("Bus", award="about £5")))
    assert faults == [
        f'{FILE} row 2, column Award: cannot read "£12,34"; expected {FORM}. {DECLARE}',
        f'{FILE} row 4, column Award: cannot read "about £5"; expected {FORM}. {DECLARE}',
    ]
    assert [(award["award_pence"], award["award_status"], award["award_printed"]) for award in awards] == [
        (None, "not stated", "£12,34"), (5_00, "printed", "£5"), (None, "not stated", "about £5"),
    ]  # fmt: skip


def test_an_unknown_heading_is_told_once_where_it_starts() -> None:
    hows = ["Loans", DITTO, "Agreements", "Loans", "Loans", ""]
    _, faults = tidied(printed(*(row(f"Hub {place}", How=how) for place, how in enumerate(hows))))
    expected = f"expected one of Agreements, Tenders. {ADD}"
    assert faults == [
        f'{FILE} row 2, column How: unknown arrangement "Loans"; {expected}',
        f'{FILE} row 5, column How: unknown arrangement "Loans"; {expected}',
        f"{FILE} row 7, column How: a blank arrangement; expected one of Agreements, Tenders. Type {DITTO} if the "
        'arrangement above goes on. If the paper states none, add to paper.toml may_be_blank = ["arrangement"].',
    ]


def test_a_blank_may_mean_that_the_paper_states_none() -> None:
    rows = printed(row("Hub", How="Agreements"), row("Line", How=DITTO), row("Bus", How=""))
    awards, faults = tidied(rows, TABLE.model_copy(update={"may_be_blank": ["arrangement"]}))
    assert faults == []
    assert [award["arrangement"] for award in awards] == ["Grant agreement", "Grant agreement", None]


def test_an_unknown_theme_is_told_too() -> None:
    columns = AwardColumns(service="What", provider="Who", award="Award", theme="How")
    declared = AwardTable(
        file="small.csv", stream="CDR", columns=columns, themes={"Safety": "Safer", "Youth": "Younger"}
    )
    _, faults = tidied(printed(row("Hub", How="Safety"), row("Line", How="safety")), declared)
    assert faults == [f'{FILE} row 3, column How: unknown theme "safety"; expected one of Safety, Youth. {ADD}']


def test_a_row_of_another_year_is_told_however_the_year_is_written() -> None:
    columns = AwardColumns(service="What", provider="Who", award="Award", financial_year="How")
    declared = AwardTable(file="small.csv", stream="CDR", columns=columns)
    years = ["2017-18", "2017/18", "2017–18", "2018/19", "2017", ""]
    _, faults = tidied(printed(*(row(f"Hub {place}", How=year) for place, year in enumerate(years))), declared)
    step = "expected 2017-18. Move the row to its own year's folder."
    assert faults == [
        f'{FILE} row {place}, column How: another year\'s award: "{year}"; {step}'
        for place, year in ((5, "2018/19"), (6, "2017"), (7, ""))
    ]


def test_a_total_among_the_awards_is_told() -> None:
    _, faults = tidied(printed(row("Hub"), row("Total"), row("Line total:")))
    assert faults == [
        f'{FILE} row {number}, column What: a total among the awards: "{text}"; expected awards only. '
        f"Declare it under printed_totals in paper.toml, with row = {number}, or remove the row."
        for number, text in ((3, "Total"), (4, "Line total:"))
    ]


def test_rows_that_are_declared_to_be_no_award_are_left_out_with_their_faults() -> None:
    declared = TABLE.model_copy(update={"no_award": ["", "nil"]})
    awards, faults = tidied(printed(row("Hub", award=""), row("Line"), row("Total", award="nil")), declared)
    assert [(award["service"], award["source_row"]) for award in awards] == [("Line", 3)]
    assert faults == []


def test_faults_come_in_their_own_order() -> None:
    declared = TABLE.model_copy(update={"corrections": [correction(9, "Who", "", "Club")]})
    awards, faults = tidied(printed(row("Total", DITTO, "£1,2", How="Loans"), row("Bus", award=DITTO)), declared)
    assert [fault.partition(": ")[0].removeprefix(f"{FILE} ") for fault in faults] == [
        "row 9, column Who", "row 2, column Who", "row 3, column Award", "row 2, column Award", "row 2, column How",
        "row 2, column What",
    ]  # fmt: skip
    assert len(awards) == 2


def test_a_fault_knows_its_row_as_a_number() -> None:
    table = printed(row("Total", DITTO, DITTO, How="Loans"), row("Hub", award="x"))
    _, faults = tidy_awards(table, TABLE, paper_of_2017(), REGISTER)
    assert all(isinstance(fault, Fault) and type(fault.row) is int for fault in faults)
    assert len(faults) == 5


def amounts(table: PrintedTable, declared: AwardTable) -> tuple[list[tuple[str, int | None]], list[str]]:
    awards, faults = tidied(table, declared)
    return [(award["award_printed"], award["award_pence"]) for award in awards], faults


def test_amounts_in_thousands_are_read_with_the_declared_scale_and_kept_as_printed() -> None:
    table = printed(row("Hub", award="446"), row("Van", award="0.5"), row("Bus", award="£1.25m"), row("Club", award=""))
    thousands = TABLE.model_copy(update={"scale": 1000})
    expected = [("446", 446_000_00), ("0.5", 500_00), ("£1.25m", 1_250_000_00), ("", None)]
    assert amounts(table, thousands) == (expected, [])


PENCE = TABLE.model_copy(update={"columns": COLUMNS.model_copy(update={"pence": "p"})})


def test_pence_in_a_column_of_their_own_belong_to_the_amount() -> None:
    rows = [row("Hub", award="446,000", p="00"), row("Van", award="500", p="50p"), row("Bus", award="7", p="-"),
            row("Club", award="", p="")]  # fmt: skip
    expected = [("446,000.00", 446_000_00), ("500.50", 500_50), ("7", 7_00), ("", None)]
    assert amounts(printed(*rows), PENCE) == (expected, [])


def test_pence_that_do_not_fit_their_pounds_are_refused_by_their_place() -> None:
    rows = [row("Hub", award="446,000", p="5"), row("Van", award="", p="50"), row("Bus", award="£1.5m", p="00"),
            row("Club", award="7.00", p="00")]  # fmt: skip
    _, faults = amounts(printed(*rows), PENCE)
    expected = "expected pounds in one cell and two figures of pence in the other"
    cells = ["446,000 5", " 50", "£1.5m 00", "7.00 00"]
    assert faults == [
        f'{FILE} row {number}, column p: cannot read "{cell}"; {expected}. {DECLARE}'
        for number, cell in enumerate(cells, start=2)
    ]


def test_an_award_in_another_currency_is_never_added_up_as_pounds() -> None:
    declared = TABLE.model_copy(update={"columns": COLUMNS.model_copy(update={"currency": "Currency"})})
    rows = [row("Hub", Currency="GBP"), row("Van", Currency="EUR"), row("Bus", Currency="")]
    _, faults = amounts(printed(*rows), declared)
    step = "Declare the amount in pounds and the currency GBP, as corrections of the two cells, with the reason."
    assert faults == [
        f'{FILE} row 3, column Currency: an amount that is not in pounds: "EUR"; expected GBP. {step}',
        f"{FILE} row 4, column Currency: no currency is stated; expected GBP. {step}",
    ]


def test_a_table_of_recipients_and_amounts_has_one_service() -> None:
    columns = {"provider": "Who", "award": "Award"}
    declared = AwardTable.model_validate(
        {"file": "s.csv", "stream": "VS", "service": "Small grants", "columns": columns}
    )
    cells = printed(
        {"Who": "Club", "Award": "£1"}, {"Who": "Trust (local)", "Award": "£2"}, {"Who": "Total", "Award": ""}
    )
    awards, faults = tidied(cells, declared)
    ids = ["2017-18-VS-small-grants-club", "2017-18-VS-small-grants-trust-local", "2017-18-VS-small-grants-total"]
    assert [(award["award_id"], award["service"]) for award in awards] == [(one, "Small grants") for one in ids]
    step = "Declare it under printed_totals in paper.toml, with row = 4, or remove the row."
    problem = f'{FILE} row 4, column Who: a total among the awards: "Total"; expected awards only. {step}'
    assert faults == [problem]


def test_a_year_beside_an_award_is_read_in_every_form() -> None:
    declared = TABLE.model_copy(update={"columns": COLUMNS.model_copy(update={"financial_year": "Year"})})
    rows = [
        row("Hub", Year="2017/18"),
        row("Van", Year="2017/2018"),
        row("Bus", Year="2018-19"),
        row("Club", Year="2017"),
    ]
    _, faults = amounts(printed(*rows), declared)
    assert [fault.partition(" another")[0] for fault in faults] == [
        f"{FILE} row 4, column Year:", f"{FILE} row 5, column Year:",
    ]  # fmt: skip
