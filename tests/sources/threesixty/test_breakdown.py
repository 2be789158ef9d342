"""A file of any size is broken down to the same figures as a small one, cell for cell by the same rules."""

import csv
import os
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model.amounts.test_parse import NEARLY_AMOUNTS
from support.examples import examples
from support.printed_amounts import BAD, NOT_STATED, READ

import grantsdata as gd
from grantsdata import summaries
from grantsdata.errors import ExtraError, OutputError, ParameterError, SourceError
from grantsdata.sources.threesixty import breakdown as national
from grantsdata.sources.threesixty import typed_copy
from grantsdata.sources.threesixty.breakdown import Breakdown, national_breakdown
from grantsdata.sources.threesixty.cells import CellError, read_amount

pytestmark = pytest.mark.filterwarnings("ignore::grantsdata.errors.ReadingWarning")

TITLES = ("Identifier", "Title", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Name",
          "Grant Programme:Title", "Provider type", "Financial year")  # fmt: skip
UNIQUE = "g-1"
ROW = (UNIQUE, "A service", "GBP", "£12,345.00", "2016-04-01", "Elstow Trust", "Youth fund", "health", "2016-17")


def written(folder: Path, rows: Sequence[Sequence[str]], titles: Sequence[str] = TITLES) -> Path:
    """A file of grants; each identifier that is UNIQUE gets the number of its row, so that none occurs twice."""
    path = folder / "grants.csv"
    rows = [[f"g-{n}" if cell == UNIQUE else cell for cell in one] for n, one in enumerate(rows, start=1)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([titles, *rows])
    return path


def row(**cells: str) -> list[str]:
    """A grant that differs from ROW in these cells, which are named by the beginnings of their titles."""
    changed = dict(zip(TITLES, ROW, strict=True))
    for name, text in cells.items():
        (title,) = [title for title in TITLES if title.startswith(name.replace("_", " "))]
        changed[title] = text
    return list(changed.values())


def lines(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(table.astype("object").itertuples(index=False, name=None))


def kept(result: Breakdown) -> bool:
    """Whether every row of the file is an award of the table or an unread row."""
    return int(result.table["awards"].sum()) + result.unread_rows == result.rows


def test_the_breakdown_counts_and_adds_up(tmp_path: Path) -> None:
    rows = [
        row(),
        row(Amount="£0.07"),
        row(Amount="TBC"),
        row(Amount="£1.3m", Grant="Courts fund"),
        row(Amount="-£250", Provider="police"),
        row(Financial="2015/16", Amount="7"),
    ]
    result = national_breakdown(written(tmp_path, rows))
    assert list(result.table) == ["stream", "provider_type", "financial_year", "awards", "not_stated", "award_pence",
                                  "award_gbp"]  # fmt: skip
    assert lines(result.table) == [
        ("Courts fund", "health", "2016-17", 1, 0, 1_300_000_00, 1_300_000.0),
        ("Youth fund", "police", "2016-17", 1, 0, -250_00, -250.0),
        ("Youth fund", "health", "2015-16", 1, 0, 7_00, 7.0),
        ("Youth fund", "health", "2016-17", 3, 1, 12_345_07, 12_345.07),
    ]
    assert list(result.table.dtypes.astype(str)) == ["category"] * 3 + ["Int64"] * 3 + ["Float64"]
    assert (result.rows, result.unread_rows, len(result.unread)) == (6, 0, 0)


def test_a_row_that_cannot_be_read_is_counted_and_listed(tmp_path: Path) -> None:
    rows = [
        row(),
        row(Amount="£12,34"),
        row(Currency="EUR"),
        row(Currency=" GBP "),
        row(Provider="charity"),
        row(Financial="2016"),
        row(Amount="£5 per head", Provider="charity"),
        row(Grant="Y\u200bouth"),
        row(Grant="CafÃ© fund"),
    ]
    result = national_breakdown(written(tmp_path, rows))
    assert [(n, column, text) for n, column, text, *_ in lines(result.unread)] == [
        (3, "Amount Awarded", "£12,34"),
        (4, "Currency", "EUR"),
        (6, "Provider type", "charity"),
        (7, "Financial year", "2016"),
        (8, "Amount Awarded", "£5 per head"),
        (10, "Grant Programme:Title", "CafÃ© fund"),
    ]
    assert result.unread["expected"][0] == 'a form like "£446,000", "£1.3m" or "£20,000 (match funded)"'
    assert result.unread["expected"][1] == "GBP"
    assert (result.unread_rows, result.rows, kept(result)) == (6, 9, True)


def test_of_many_unread_rows_the_first_are_listed_and_all_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(national, "MOST_LISTED", 5)
    result = national_breakdown(
        written(tmp_path, [row(Amount="?") if n % 2 else row() for n in range(2_000)]), ["stream"]
    )
    assert list(result.unread["row"]) == [3, 5, 7, 9, 11]
    assert (result.unread_rows, int(result.table["awards"][0])) == (1_000, 1_000)


FORMS = [*(printed for printed, *_ in READ), *NOT_STATED, *BAD]


def by_hand(texts: Sequence[str]) -> tuple[int, int, int, list[str]]:
    """Awards, not stated, pence and refused texts, as `cells` reads one at a time."""
    pence, refused = [], []
    for text in texts:
        try:
            pence.append(read_amount(text).pence)
        except CellError:
            refused.append(text)
    return len(pence), pence.count(None), sum(amount or 0 for amount in pence), refused


@pytest.mark.parametrize("cached", [False, True], ids=["file", "copy"])
def test_every_form_of_an_amount_reads_as_in_a_small_file(tmp_path: Path, cached: bool) -> None:
    """One row each under a label of its own, so that no two faults can make up for each other."""
    texts = [text for text in FORMS if "\x00" not in text]
    rows = [row(Amount=text, Grant=f"stream {n:04d}") for n, text in enumerate(texts)]
    result = national_breakdown(written(tmp_path, rows), "stream", cache=tmp_path / "cache" if cached else None)
    found = {label: (pence, missing) for label, _, missing, pence, _ in lines(result.table)}
    refused = dict(zip(result.unread["row"], result.unread["text"], strict=True))
    for n, text in enumerate(texts):
        awards, not_stated, pence, unread = by_hand([text])
        assert found.get(f"stream {n:04d}") == ((pence, not_stated) if awards else None), text
        assert refused.get(n + 2) == (unread[0] if unread else None)
    assert kept(result)


@examples(30, nightly=2_000)
@given(st.lists(NEARLY_AMOUNTS.filter(lambda text: text.isprintable() or "\n" in text), min_size=1, max_size=30))
def test_whatever_the_amounts_the_sums_are_those_of_single_cells(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    texts = [text for text in texts if "\r" not in text] or ["1"]
    path = written(tmp_path_factory.getbasetemp(), [["x", text, "2016-17"] for text in texts], ["stream", "Award", "Y"])
    awards, not_stated, pence, refused = by_hand(texts)
    result = national_breakdown(path, ["stream"])
    assert lines(result.table) == ([("x", awards, not_stated, pence, pence / 100)] if awards else [])
    assert (list(result.unread["text"]), result.unread_rows, kept(result)) == (refused, len(refused), True)


def test_sums_are_exact_where_binary_fractions_are_not(tmp_path: Path) -> None:
    amounts = ["£999,999,999,999.99", "0.01", "0.07", "£99,999,999,999,999", "£0.29"] * 150
    result = national_breakdown(written(tmp_path, [row(Amount=amount) for amount in amounts]))
    exact = sum(Decimal(amount.replace("£", "").replace(",", "")) for amount in amounts)
    assert int(result.table["award_pence"][0]) == exact * 100


def test_a_sum_that_no_column_can_hold_is_refused(tmp_path: Path) -> None:
    rows = [row(Amount="£99,999,999,999,999")] * 1_000
    with pytest.raises(SourceError, match=r"Youth fund, health, 2016-17 add up to 9,999,999,999,999,900,000 pence"):
        national_breakdown(written(tmp_path, rows))


DAYS = {
    "2016-04-01": "2016-17", "2017-03-31": "2016-17", "2016-02-29": "2015-16", "2016-12-31": "2016-17",
    "2016-04-01T00:00:00Z": "2016-17", "2016-03": "2015-16", " 2016-04-01": "2016-17", "2099-12-31": "2099-00",
    "1900-04-01": "1900-01",
}  # fmt: skip
NO_DAYS = ["", "2016", "2017-02-29", "01/04/2016", "2016-13-01", "2016-4-1", "٢016-04-01", "2016-04-01T25:00",
           "1900-03-31", "2100-04-01", "2016-04-01 x", "0000-00-00"]  # fmt: skip


@pytest.mark.parametrize("title", ["Award Date", "Planned Dates:Start Date"])
def test_the_financial_year_is_that_of_the_day(tmp_path: Path, title: str) -> None:
    days = [day for day in DAYS if not day.startswith("2099")] + NO_DAYS
    rows = [[f"s{n}", "£1", day] for n, day in enumerate(days)]
    result = national_breakdown(written(tmp_path, rows, ["stream", "Award", title]), ["stream", "financial_year"])
    assert {label: year for label, year, *_ in lines(result.table)} == {
        f"s{n}": DAYS[day] for n, day in enumerate(days) if day in DAYS
    }
    assert list(result.unread["text"]) == NO_DAYS
    assert set(result.unread["column"]) == {title}
    assert kept(result)


def test_without_a_column_the_register_tells_the_kind_of_recipient(tmp_path: Path) -> None:
    titles = ["Recipient Org:0:Name", "amount awarded", "Award Date"]
    rows = [["Cambridgeshire  County Council", "£5", "2016-05-01"], ["Farrowby Trust", "£6", "2016-05-01"],
            ["", "£7", "2016-05-01"]]  # fmt: skip
    result = national_breakdown(written(tmp_path, rows, titles), ["provider_type"])
    assert [line[:2] for line in lines(result.table)] == [("local government", 1), ("not in the register", 1)]
    assert list(result.unread["column"]) == ["Recipient Org:0:Name"]
    by_name = national_breakdown(written(tmp_path, rows, titles), ["provider_printed", "provider_type"])
    assert [line[:2] for line in lines(by_name.table)] == [
        ("Cambridgeshire County Council", "local government"),
        ("Farrowby Trust", "not in the register"),
    ]


def test_it_agrees_with_the_summaries_of_the_same_file(tmp_path: Path) -> None:
    rows = [
        row(Identifier=f"h-{n}", Amount=amount, Provider=kind, Grant=stream)
        for n, (amount, kind, stream) in enumerate(
            (amount, kind, stream)
            for amount in ("£12.34", "£1,234", "TBC", "£67k", "(500)")
            for kind in ("health", "police", "")
            for stream in ("Zeal fund", "", "Alms fund")
        )
    ]
    path = written(tmp_path, rows)
    awards = gd.read_360giving(path)
    for by in (["stream"], ["provider_type"], ["stream", "provider_type", "financial_year"]):
        ours, theirs = national_breakdown(path, by).table, summaries.breakdown(awards, by)
        assert lines(ours[[*by, "awards", "award_gbp"]]) == lines(theirs[[*by, "awards", "award_gbp"]])


def test_a_typed_copy_is_read_instead_until_the_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, cache = written(tmp_path, [row(), row(Amount="?"), row(Amount="£1.3m")]), tmp_path / "a" / "cache"
    monkeypatch.setattr(typed_copy, "_MOMENT", -1)  # what was changed a moment ago would be hashed again
    plain, first = national_breakdown(path), national_breakdown(path, cache=cache)
    (copy,) = cache.glob("*.parquet")
    as_written = copy.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(national, "check_table", lambda *_: pytest.fail("the file was read again"))
        again = national_breakdown(path, cache=cache)
        national_breakdown(path, ["stream"], cache=cache)
    for other in (first, again):
        pd.testing.assert_frame_equal(other.table, plain.table)
        pd.testing.assert_frame_equal(other.unread, plain.unread)
        assert (other.rows, other.unread_rows) == (3, 1)

    os.utime(path)  # touched, with the same bytes
    national_breakdown(path, cache=cache)
    assert sorted(cache.glob("*")) == sorted([copy, copy.with_suffix(".json")])
    copy.write_bytes(as_written[:-1] + b"?")
    assert national_breakdown(path, cache=cache).rows == 3
    assert copy.read_bytes() == as_written
    copy.unlink()
    assert national_breakdown(path, cache=cache).rows == 3
    copy.unlink()
    copy.with_suffix(".json").write_text("[]", encoding="utf-8")
    assert national_breakdown(path, cache=cache).rows == 3
    assert copy.read_bytes() == as_written

    written(tmp_path, [row()])
    assert national_breakdown(path, cache=cache).rows == 1
    assert len(list(cache.glob("*.parquet"))) == 2


def test_a_file_that_was_changed_a_moment_ago_is_hashed_again(tmp_path: Path) -> None:
    path, cache = written(tmp_path, [row()]), tmp_path / "cache"
    national_breakdown(path, cache=cache)
    looks = path.stat().st_mtime_ns
    path.write_text(path.read_text(encoding="utf-8").replace("12,345", "54,321"), encoding="utf-8")
    os.utime(path, ns=(looks, looks))
    assert national_breakdown(path, cache=cache).table["award_pence"][0] == 54_321_00


def test_a_file_that_changes_while_it_is_copied_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, [row()])
    check = national.check_table

    def check_and_change(*args: Any) -> int:
        rows = check(*args)
        with path.open("a", encoding="utf-8") as file:
            file.write(",".join(ROW).replace("£12,345.00", "1") + "\n")
        return rows

    monkeypatch.setattr(national, "check_table", check_and_change)
    with pytest.raises(SourceError, match=r"grants\.csv was changed while it was read"):
        national_breakdown(path, cache=tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_row_too_many_or_too_few_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(national, "check_table", lambda *_: 7)
    with pytest.raises(SourceError, match=r"1 rows were read, but the file has 7; expected the same number"):
        national_breakdown(written(tmp_path, [row()]))


def test_a_folder_that_takes_no_copy_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot write"):
        national_breakdown(written(tmp_path, [row()]), cache=tmp_path / "file" / "cache")


WRONG = {
    "semicolons": (b"stream;Award\nx;1\n", "row 1: the cells are separated by semicolons"),
    "tabs": (b"stream\tAward\nx\t1\n", "the cells are separated by tabs"),
    "no amounts": (b"stream,Amount\nx,1\n", 'no column for the amount; expected "Amount Awarded". Give the '
                   'column this title; the file has "stream", "Amount".'),
    "no stream": (b"Award,x\n1,1\n", 'no column for the stream; expected "Grant Programme:Title"'),
    "one name twice": (b"stream,Award,Award\nx,1,2\n", 'two columns with the same name: "Award"'),
    "one meaning twice": (b"stream,Award,Amount Awarded\nx,1,2\n", 'several columns for award_printed: "Award, Amount '
                          'Awarded"'),
    "ragged": (b"stream,Award\nx,213,000\ny\n", "row 2: 3 cells"),
    "quotes": (b'stream,Award\nx,5" 6"\n', "row 2: a quotation mark within a cell"),
    "no rows": (b"stream,Award\n", "a header without rows"),
    "empty": (b"", "the first row is blank"),
    "latin-1": (b'stream,Award\nx,1\n"y\nz",\xa35\n', 'row 3: a character that is not UTF-8 comes after "z",…"'),
    "a workbook": (b"PK\x03\x04 xl/workbook", "this is an Excel workbook"),
    "utf-16": ("stream,Award\nx,1\n".encode("utf-16"), "this is UTF-16"),
    "an odd header": (b'stream,"Aw"ard\nx,1\n', "the header cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("cached", [False, True], ids=["file", "copy"])
@pytest.mark.parametrize(("content", "told"), WRONG.values(), ids=WRONG)
def test_a_file_that_is_no_table_is_refused_with_its_place(
    tmp_path: Path, content: bytes, told: str, cached: bool
) -> None:
    path = tmp_path / "grants.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError) as refusal:
        national_breakdown(path, ["stream"], cache=tmp_path / "cache" if cached else None)
    assert told in str(refusal.value)
    assert str(refusal.value).startswith("grants.csv")
    assert list(tmp_path.glob("cache/*.parquet")) == []


def test_a_character_is_located_over_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grantsdata.sources.threesixty.csv_shape._READ_BLOCK", 7)
    path = tmp_path / "grants.csv"
    path.write_bytes(b'stream,Award\n"a\n\xc2\xa3",1\nbcdefghij,1\nx\xff,2\n')
    with pytest.raises(SourceError, match="row 4: a character that is not UTF-8 comes after"):
        national_breakdown(path, ["stream"])


def test_titles_may_have_spaces_and_columns_without_a_meaning_any_title(tmp_path: Path) -> None:
    titles = [" Stream ", "AMOUNT  AWARDED", "", "note", "note", ""]
    result = national_breakdown(written(tmp_path, [["x", "£5", "1", "2", "3", "4"]], titles), ["stream"])
    assert lines(result.table) == [("x", 1, 0, 5_00, 5.0)]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"grants\.csv: the file cannot be opened \(No such file"):
        national_breakdown(tmp_path / "grants.csv")
    with pytest.raises(SourceError, match="this is not a plain file"):
        national_breakdown(tmp_path)


@pytest.mark.parametrize("by", [[], ["stream", "stream"], ["theme"], "purpose"])
def test_a_wrong_by_is_refused(tmp_path: Path, by: Any) -> None:
    with pytest.raises(ParameterError, match="expected one or more of stream, provider_printed, provider_type, fin"):
        national_breakdown(written(tmp_path, [row()]), by)


def test_polars_going_on_strike_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever Polars refuses that nobody here has thought of is no table of figures."""
    import polars as pl

    def strike(*_: object, **__: object) -> None:
        raise pl.exceptions.ComputeError("no more\nlines")

    path = written(tmp_path, [row()])
    for name in ("collect", "sink_parquet"):
        monkeypatch.setattr(pl.LazyFrame, name, strike)
        with pytest.raises(SourceError, match=r"The file cannot be read as CSV in UTF-8: no more\."):
            national_breakdown(path, cache=tmp_path / "cache" if name == "sink_parquet" else None)


def test_without_polars_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, [row()])
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ExtraError, match=r'pip install "grantsdata\[national\]"'):
        national_breakdown(path)


def test_a_table_in_place_of_a_file_is_refused_with_the_function_to_call() -> None:
    table: Any = pd.DataFrame({"stream": ["Youth"]})
    with pytest.raises(ParameterError) as refusal:
        national_breakdown(table)
    assert str(refusal.value) == (
        "national_breakdown() reads a file, and was given a DataFrame; expected a path. For a table of awards, call "
        "gd.breakdown(awards, by)."
    )


# ---- Grants to people ------------------------------------------------------------------------------


PEOPLE = ("Identifier", "Title", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Name", "Recipient Ind:Name")
START = (UNIQUE, "A service", "GBP", "£10", "2016-04-01")


@pytest.mark.parametrize("with_cache", [False, True])
def test_people_are_recipients_and_a_grant_to_a_body_and_a_person_is_refused_by_both_readers(
    tmp_path: Path, with_cache: bool
) -> None:
    rows = [[*START, "Elstow Trust", ""], [*START, "", "Individual 1"], [*START, "Elstow Trust", "Individual 2"],
            [*START, " ", " "]]  # fmt: skip
    path = written(tmp_path, rows, PEOPLE)
    found = national_breakdown(
        path, ("provider_printed", "provider_type"), cache=tmp_path / "cache" if with_cache else None
    )
    assert [line[:3] for line in lines(found.table)] == [
        ("Elstow Trust", "not in the register", 1), ("Individual 1", "individual", 1),
    ]  # fmt: skip
    assert found.unread["row"].tolist() == [4, 5]
    assert found.unread["column"].tolist() == ["Recipient Ind:Name", "Recipient Org:Name"]
    small = gd.read_360giving(path, on_unread="report")
    assert small["provider"].tolist() == ["Elstow Trust", "Individual 1"]
    assert small["provider_type"].tolist() == ["not in the register", "individual"]
    assert [one["row"] for one in small.attrs["unread"]] == [4, 5]


def test_a_file_of_people_alone_needs_no_column_of_bodies(tmp_path: Path) -> None:
    titles = [title for title in PEOPLE if title != "Recipient Org:Name"]
    path = written(tmp_path, [[*START, "Individual 1"], [*START, ""]], titles)
    found = national_breakdown(path, ("provider_printed", "provider_type"))
    assert [line[:3] for line in lines(found.table)] == [("Individual 1", "individual", 1)]
    assert found.unread["column"].tolist() == ["Recipient Ind:Name"]
    assert gd.read_360giving(path, on_unread="report")["provider"].tolist() == ["Individual 1"]
