"""Small and large files of grants are read by one definition, in every format, and it is said how."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import first
from support.examples import examples

import grantsdata as gd
from grantsdata.errors import AwardsError, ParameterError, ReadingWarning, SourceError

pytestmark = pytest.mark.filterwarnings("ignore::grantsdata.errors.ReadingWarning")

TITLES = ("Identifier", "Title", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Name",
          "Grant Programme:Title")  # fmt: skip
KEYS = (("id",), ("title",), ("currency",), ("amountAwarded",), ("awardDate",), ("recipientOrganization", "name"),
        ("grantProgramme", "title"))  # fmt: skip

Rows = Sequence[Sequence[Any]]


def as_csv(folder: Path, rows: Rows, titles: Sequence[str] = TITLES) -> Path:
    path = folder / "grants.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([titles, *rows])
    return path


def as_workbook(folder: Path, rows: Rows, titles: Sequence[str] = TITLES) -> Path:
    book = openpyxl.Workbook()
    for one in (titles, *rows):
        book.active.append([cell if cell != "" else None for cell in one])
    book.save(folder / "grants.xlsx")
    return folder / "grants.xlsx"


def as_package(folder: Path, rows: Rows) -> Path:
    grants = []
    for row in rows:
        grant: dict[str, Any] = {}
        for keys, cell in zip(KEYS, row, strict=True):
            if cell != "":
                grant[keys[0]] = cell if len(keys) == 1 else [{keys[1]: cell}]
        grants.append(grant)
    path = folder / "grants.json"
    path.write_text(json.dumps({"grants": grants}), encoding="utf-8")
    return path


WRITERS = (as_csv, as_workbook, as_package)
FORMATS = pytest.mark.parametrize("write", WRITERS, ids=["csv", "xlsx", "json"])
Write = Callable[[Path, Any], Path]


def row(number: int, amount: Any = "1000", day: str = "2018-05-01", **cells: str) -> tuple[Any, ...]:
    usual = {"id": f"g-{number}", "title": "Advice", "currency": "GBP", "name": "Hub", "stream": "P"} | cells
    return (usual["id"], usual["title"], usual["currency"], amount, day, usual["name"], usual["stream"])


def pence_of(path: Path) -> int:
    """The sum of a file, which both functions give alike."""
    pence = int(gd.read_360giving(path)["award_pence"].sum())
    assert int(gd.national_breakdown(path, "stream").table["award_pence"].sum()) == pence
    return pence


def years_of(path: Path) -> list[str]:
    return list(gd.read_360giving(path)["financial_year"])


@FORMATS
def test_one_decimal_is_pounds_and_it_is_said(tmp_path: Path, write: Write) -> None:
    path = write(tmp_path, [row(1, "1000.5"), row(2, "2000.0"), row(3, "3000"), row(4, "£1,250.500"), row(5, "0.5")])
    with pytest.warns(ReadingWarning, match=r'"0\.5" and the like are read as pounds, here £0\.50\.'):
        assert pence_of(path) == 7_251_50
    assert list(gd.read_360giving(path)["award_printed"]) == ["1000.5", "2000.0", "3000", "£1,250.500", "0.5"]


@FORMATS
@pytest.mark.parametrize("amount", first(["£1.5", "0.125", "1,0.5", "01.5", "1.", ".5", "1e3"], 3))
def test_an_amount_that_may_be_another_is_refused(tmp_path: Path, write: Write, amount: str) -> None:
    path = write(tmp_path, [row(1), row(2, amount)])
    with pytest.raises(AwardsError, match=r"row 3, column .*: cannot read"):
        gd.read_360giving(path)
    with pytest.warns(
        ReadingWarning, match=rf'1 of 2 rows .*, and 1 amount that cannot be read \("{amount.strip()}"\)'
    ):
        assert gd.national_breakdown(path, "stream").unread_rows == 1


@FORMATS
def test_dates_have_the_day_first_where_the_column_shows_it(tmp_path: Path, write: Write) -> None:
    days = ["24/07/2018", "01/04/2019", "31.03.2018", "4-3-2019 00:00", "2018-04-01"]
    path = write(tmp_path, [row(n, day=day) for n, day in enumerate(days)])
    said = r'"01/04/2019" and the like are read with the day first, since "24/07/2018" can only be so\.'
    with pytest.warns(ReadingWarning, match=said):
        assert years_of(path) == ["2018-19", "2019-20", "2017-18", "2018-19", "2018-19"]
    with pytest.warns(ReadingWarning, match=said):
        assert list(gd.national_breakdown(path, "financial_year").table["awards"]) == [1, 3, 1]


@FORMATS
def test_dates_have_the_month_first_where_the_column_shows_it(tmp_path: Path, write: Write) -> None:
    path = write(tmp_path, [row(1, day="07/24/2018"), row(2, day="04/01/2018")])
    with pytest.warns(ReadingWarning, match=r'the month first, since "07/24/2018" can only be so'):
        assert years_of(path) == ["2018-19", "2018-19"]


@FORMATS
@pytest.mark.parametrize(
    ("days", "refused"),
    first(
        [
            (["01/04/2018", "02/05/2018", "2018-07-13"], [2, 3]),
            (["24/07/2018", "07/24/2018", "01/04/2018"], [2, 3, 4]),
            (["24/07/2018", "31/02/2018", "01/13/18"], [3, 4]),
            (["45/13/2018", "01/04/2018"], [2, 3]),
        ],
        2,
    ),
)
def test_dates_that_the_column_leaves_open_are_refused_by_place(
    tmp_path: Path, write: Write, days: list[str], refused: list[int]
) -> None:
    path = write(tmp_path, [row(n, day=day) for n, day in enumerate(days)])
    with pytest.raises(AwardsError) as refusal:
        gd.read_360giving(path)
    assert [fault.row for fault in refusal.value.faults] == refused
    assert [fault.text for fault in refusal.value.faults] == [days[n - 2] for n in refused]
    with pytest.warns(ReadingWarning, match="cannot be read and are in no sum"):
        assert list(gd.national_breakdown(path, "stream").unread["row"]) == refused


def test_the_same_number_twice_is_one_date_in_either_order(tmp_path: Path) -> None:
    with pytest.warns(ReadingWarning, match='"05/05/2018" is the same date with the day or the month first'):
        assert years_of(as_csv(tmp_path, [row(1, day="05/05/2018")])) == ["2018-19"]


TIMES = {
    "2018-07-24T00:00:00Z": "2018-19", "2018-07-24 00:00:00": "2018-19", "2018-03-31T22:59:59Z": "2017-18",
    "2018-03-31T23:00:00Z": None, "2018-04-01T00:00:00Z": "2018-19", "2018-04-01T00:00:00+01:00": "2018-19",
    "2018-03-31T23:30:00": "2017-18", "2018-04-01T02:00:00+05:00": None, "2018-07-24T25:00:00Z": None,
    "2018-07-24 soon": None,
}  # fmt: skip


@FORMATS
def test_a_date_may_have_a_time_unless_it_is_another_year_in_britain(tmp_path: Path, write: Write) -> None:
    path = write(tmp_path, [row(n, day=day) for n, day in enumerate(TIMES)])
    with pytest.warns(ReadingWarning, match='"2018-07-24 00:00:00"|are read without the time'):
        awards = gd.read_360giving(path, on_unread="report")
    read = {int(name[2:]): year for name, year in zip(awards["award_id"], awards["financial_year"], strict=True)}
    assert [read.get(n) for n in range(len(TIMES))] == list(TIMES.values())


YEARS = {"2009/2010": "2009-10", "2009-2010": "2009-10", "2009 to 2010": "2009-10", "FY2009/10": "2009-10",
         "1999/2000": "1999-00", "2009/10": "2009-10", "2009–10": "2009-10", "2009/2011": None, "2009/2110": None,
         "2009": None, "09/10": None, "2010/2009": None}  # fmt: skip


def test_financial_years_are_read_as_funders_write_them(tmp_path: Path) -> None:
    rows = [(*row(n), year) for n, year in enumerate(YEARS)]
    path = as_csv(tmp_path, rows, (*TITLES, "Financial year"))
    with pytest.warns(ReadingWarning, match='"1999/2000" and the like are read as financial years, here 1999-00'):
        awards = gd.read_360giving(path, on_unread="report")
    read = {int(name[2:]): year for name, year in zip(awards["award_id"], awards["financial_year"], strict=True)}
    assert [read.get(n) for n in range(len(YEARS))] == list(YEARS.values())
    with pytest.warns(ReadingWarning, match="5 of 12 rows"):
        assert dict(gd.national_breakdown(path, "financial_year").table[["financial_year", "awards"]].to_numpy()) == {
            "1999-00": 1,
            "2009-10": 6,
        }


ONE, TWO = ",".join(row(1)), ",".join(row(2))
HEAD = ",".join(TITLES)
SPARE = {
    "commas everywhere": (f"{HEAD},,,\n{ONE},,,\n{TWO},,,\n", ""),
    "commas after the rows": (f"{HEAD}\n{ONE},,\n{TWO},,\n", "2 empty cells at the end of every row are left out."),
    "commas after the header": (f"{HEAD},,\n{ONE}\n{TWO}\n", "2 empty cells at the end of the header are left out."),
    "rows of commas": (f"{HEAD}\n{ONE}\n{TWO}\n,,,,,,\n,,,,,,\n", "2 blank rows at the end are left out."),
    "blank lines": (f"{HEAD}\r\n{ONE}\r\n{TWO}\r\n\r\n\r\n", "2 blank rows at the end are left out."),
    "blanks and commas": (f"{HEAD},\n{ONE},\n{TWO},\n , ,\n\n,", "3 blank rows at the end are left out."),
    "a header of two lines": (f'{HEAD},"a\nb"\n{ONE},\n{TWO},\n,\n', "1 blank row at the end is left out."),
}


@pytest.mark.parametrize(("text", "note"), SPARE.values(), ids=SPARE)
def test_what_holds_nothing_is_left_out_and_it_is_said(tmp_path: Path, text: str, note: str) -> None:
    path = tmp_path / "grants.csv"
    path.write_bytes(text.encode())
    if not note:
        assert pence_of(path) == 2_000_00
        return
    with pytest.warns(ReadingWarning, match=note):
        assert pence_of(path) == 2_000_00
    assert gd.read_360giving(path).attrs["read_as"] == [note]
    result = gd.national_breakdown(path, "stream", cache=tmp_path / "cache")
    assert (result.read_as, result.rows, int(result.table["award_pence"][0])) == ((note,), 2, 2_000_00)


BROKEN = {
    "an amount in two cells": (f"{HEAD}\n{ONE.replace('1000', '213,000')},\n", "row 2: 9 cells"),
    "text beyond the header": (f"{HEAD}\n{ONE},x\n", "row 2: 8 cells"),
    "rows that differ": (f"{HEAD}\n{ONE},\n{TWO}\n", "row 2: 8 cells"),
    "a blank line between rows": (f"{HEAD}\n{ONE}\n\n{TWO}\n", "row 3: a blank row"),
    "no row with anything": (f"{HEAD}\n,,,,,,\n", "a header without rows"),
}


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN)
def test_a_row_that_may_have_lost_its_order_is_refused_by_both(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "grants.csv"
    path.write_text(text, encoding="utf-8")
    for read in (gd.read_360giving, gd.national_breakdown):
        with pytest.raises(SourceError, match=said):
            read(path)


def test_a_text_far_below_in_a_column_without_a_title_is_not_dropped(tmp_path: Path) -> None:
    rows = [(*row(n), "") for n in range(3_000)] + [(*row(3_000), "£5 more")]
    path = as_csv(tmp_path, rows)
    with pytest.raises(AwardsError, match=r'row 3002, column column 8: cannot read "£5 more"; expected nothing'):
        gd.read_360giving(path)
    with pytest.warns(ReadingWarning, match="1 of 3,001 rows cannot be read and are in no sum: £1,000"):
        assert list(gd.national_breakdown(path, "stream").unread["row"]) == [3_002]


@FORMATS
def test_one_bad_row_does_not_cost_the_file(tmp_path: Path, write: Write) -> None:
    bad = [row(2, "about 12"), row(3, "300", "soon"), row(4, "40.25", currency="EUR"), row(5, "TBC", title=""),
           row(6, "6", id="g-1"), row(7, "")]  # fmt: skip
    path = write(tmp_path, [row(1), *bad, row(8, "2000")])
    with pytest.raises(AwardsError) as refusal:
        gd.read_360giving(path)
    assert [fault.row for fault in refusal.value.faults] == [2, 3, 4, 5, 6, 7, 8]
    said = (
        r'7 of 8 rows cannot be read and are in no sum: £1,346\.25, and 2 amounts that cannot be read \("about 12", '
        r'""\)\. See '
    )
    with pytest.warns(ReadingWarning, match=said + r'attrs\["unread"\]\.'):
        awards = gd.read_360giving(path, on_unread="report")
    assert list(awards["award_id"]) == ["g-8"]
    unread = awards.attrs["unread"]
    assert [(one["row"], one["text"], one["award_pence"], one["award_unread"]) for one in unread] == [
        (2, "g-1", 1_000_00, ""),
        (3, "about 12", None, "about 12"),
        (4, "soon", 300_00, ""),
        (5, "EUR", 40_25, ""),
        (6, "", None, ""),
        (7, "g-1", 6_00, ""),
        (8, "", None, ""),
    ]
    assert [one["is_without_pounds"] for one in unread] == [False, True, False, False, False, False, True]
    json.dumps(awards.attrs)  # pandas writes it into Parquet files
    for cache in (None, tmp_path / "cache"):
        with pytest.warns(ReadingWarning, match=said + r"unread\."):
            result = gd.national_breakdown(path, "stream", cache=cache)
        assert (result.unread_rows, result.unread_pence, result.rows) == (7, 1_346_25, 8)
        assert list(result.table["award_pence"]) == [2_000_00]
        listed = result.unread.astype("object").where(result.unread.notna(), None).to_dict("records")
        assert listed == unread


@FORMATS
def test_a_file_without_a_row_that_can_be_read_has_no_awards(tmp_path: Path, write: Write) -> None:
    path = write(tmp_path, [row(1, "?"), row(2, "?")])
    with pytest.warns(ReadingWarning, match="2 of 2 rows cannot be read and are in no sum: £0, and 2 amounts"):
        awards = gd.read_360giving(path, on_unread="report")
    assert (len(awards), len(awards.attrs["unread"])) == (0, 2)


@pytest.mark.filterwarnings("error::grantsdata.errors.ReadingWarning")
def test_nothing_is_said_of_a_file_as_the_standard_has_it(tmp_path: Path) -> None:
    awards = gd.read_360giving(as_csv(tmp_path, [row(1), row(2, "£2,000.00")]), on_unread="report")
    assert awards.attrs == {"unread": []}
    with pytest.raises(ParameterError, match="on_unread is 'drop'"):
        gd.read_360giving(tmp_path / "grants.csv", on_unread="drop")  # type: ignore[arg-type]


def test_empty_grants_at_the_end_of_a_package_are_left_out(tmp_path: Path) -> None:
    path = as_package(tmp_path, [row(1), ("",) * 7, row(2), ("",) * 7, ("",) * 7])
    with pytest.raises(AwardsError, match="row 3: a blank row"):
        gd.read_360giving(path)
    with pytest.warns(ReadingWarning, match="2 empty grants at the end are left out"):
        assert len(gd.read_360giving(path, on_unread="report")) == 2


AMOUNTS = st.one_of(
    st.integers(0, 10**7).map(str),
    st.integers(0, 10**7).map(lambda pence: f"{pence // 100}.{pence % 100:02d}"),
    st.integers(0, 10**6).map(lambda tenths: f"{tenths // 10}.{tenths % 10}"),
    st.integers(1, 10**7).map(lambda pounds: f"£{pounds:,}"),
    st.sampled_from(["TBC", "£1.3m", "(250)", "-40", "1000.000", "about 5", "£1.5", "", "£2,000 from us"]),
)
DAYS = st.sampled_from(
    ["2018-03-31", "2018-04-01", "2018-07", "24/07/2018", "01/04/2018", "07/24/2018", "2018-07-24T00:00:00Z",
     "2018-03-31T23:00:00Z", "31/02/2018", "", "last week"]
)  # fmt: skip
NAMES = st.sampled_from(["Hub", "Ŵylfa Trust", "  A  B ", "", "CafÃ©"])
GRANTS = st.lists(
    st.tuples(
        st.sampled_from(["", "a", "b ", *"cdefghijkl"]), st.sampled_from(["Advice", "", "é"]),
        st.sampled_from(["GBP", " GBP ", "EUR"]), AMOUNTS, DAYS, NAMES, NAMES,
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@examples(4, nightly=1_000)
@given(GRANTS, st.integers(0, 3))
def test_both_functions_give_the_same_sums_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], blank: int
) -> None:
    folder = tmp_path_factory.mktemp("grants")
    rows = [tuple(row(100, "7")), *rows]  # a package has only the columns that some grant has
    found = []
    for write in WRITERS:
        path = write(folder, [*rows, *[("",) * len(TITLES)] * blank])
        awards = gd.read_360giving(path, on_unread="report")
        result = gd.national_breakdown(path, ["stream", "financial_year"])
        sums = awards.groupby(["stream", "financial_year"], observed=True)["award_pence"].agg(["size", "sum"])
        ours = {key: (int(one["size"]), int(one["sum"])) for key, one in sums.iterrows()}
        theirs = {
            (line.stream, line.financial_year): (int(line.awards), int(line.award_pence))
            for line in result.table.itertuples()
        }
        assert ours == theirs
        unread = awards.attrs["unread"]
        assert result.unread_rows == len(unread) == len(rows) - len(awards)
        assert result.unread_pence == sum(one["award_pence"] or 0 for one in unread)
        found.append((ours, [(one["row"], one["award_pence"], one["award_unread"]) for one in unread]))
        assert list(result.read_as) == awards.attrs.get("read_as", [])
    assert found[0] == found[1] == found[2]
