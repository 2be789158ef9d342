"""Raw files: a plain table comes back cell for cell, and any other file is refused, with the place and the remedy."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.ordinary import ordinary_user, reachable_folder

from grantsdata.errors import SourceError
from grantsdata.model.schema import WORKBOOK_RISKS
from grantsdata.sources.files import plain_file
from grantsdata.sources.files.printed_table import PrintedTable, read_printed_table

COLUMNS = ("Service", "Provider", "Award")
FILE = "data/raw/2017-18/awards.csv"

TABLE = """Service,Provider,Award
Restorative Justice Hub,Cambridgeshire Constabulary,"£52,750"
Care Co-ordinator – Migrant Victims,Cambridgeshire Constabulary,"£33,445"
Home security,Shrievalty Trust,"£50,000"
"""


def read(project: Path, content: bytes | str, columns: tuple[str, ...] = COLUMNS) -> PrintedTable:
    path = project / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_printed_table(path, project, columns)


def refused(project: Path, content: bytes | str) -> list[str]:
    with pytest.raises(SourceError) as refusal:
        read(project, content)
    return str(refusal.value).splitlines()


SAVE_AS = 'Save it again as "CSV UTF-8 (comma delimited)".'
ALL_THREE = '("Service", "Provider", "Award")'

# Each file is spoilt in one way: the place told, what is wrong with it, what was expected, what to do.
BAD_FILES = {
    "Windows-1252": (
        TABLE.encode("cp1252"), " row 2",
        'a character that is not UTF-8 comes after "stice Hub,Cambridgeshire Constabulary,"…"', "UTF-8", SAVE_AS),
    "Mac Roman": (
        TABLE.encode("mac_roman"), " row 2",
        'a character that is not UTF-8 comes after "stice Hub,Cambridgeshire Constabulary,"…"', "UTF-8", SAVE_AS),
    "one stray byte": (
        TABLE.encode().replace(b"Shrievalty", b"Shri\xe9valty"), " row 4",
        'a character that is not UTF-8 comes after "Home security,Shri…"', "UTF-8", SAVE_AS),
    "one stray byte after a byte order mark": (
        b"\xef\xbb\xbf" + TABLE.encode().replace(b"\nHome", b"\n\xe9Home"), " row 4",
        'a character that is not UTF-8 comes after "…"', "UTF-8", SAVE_AS),
    "a stray byte after pound signs and a byte order mark": (
        b"\xef\xbb\xbf" + TABLE.replace("Home", "££££Home").encode().replace(b"Home", b"\xa3"), " row 4",
        'a character that is not UTF-8 comes after "££££…"', "UTF-8", SAVE_AS),
    "UTF-16": (TABLE.encode("utf-16"), "", "this is UTF-16", "a CSV file in UTF-8", SAVE_AS),
    "UTF-16, big end first": (b"\xfe\xff" + TABLE.encode("utf-16-be"), "", "this is UTF-16", "a CSV file in UTF-8",
                              SAVE_AS),
    "UTF-16 without a mark": (TABLE.encode("utf-16-le"), "", "this is UTF-16", "a CSV file in UTF-8", SAVE_AS),
    "UTF-16 without a mark, big end first": (
        TABLE.encode("utf-16-be"), "", "this is UTF-16", "a CSV file in UTF-8", SAVE_AS),
    "a pound sign read as Windows-1252": (
        TABLE.replace("£50,", "Â£50,"), " row 4", 'letters were damaged by a wrong encoding: "Â£"',
        "the letters as printed", "Type them again, or go back to the original file."),
    "a bare carriage return": (
        TABLE.replace("Hub,", "Hub\r,"), " row 2", "a bare carriage return", "lines that end in LF or CR LF", SAVE_AS),
    "carriage returns only": (
        TABLE.replace("\n", "\r"), " row 1", "a bare carriage return", "lines that end in LF or CR LF", SAVE_AS),
    "semicolons": (
        TABLE.replace(",", ";"), " row 1", 'the cells are separated by semicolons "Service;Provider;Award"', "commas",
        SAVE_AS),
    "tabs": (
        TABLE.replace(",", "\t"), " row 1", 'the cells are separated by tabs "Service\\tProvider\\tAward"', "commas",
        SAVE_AS),
    "bars": (
        TABLE.replace(",", "|"), " row 1", 'the cells are separated by bars "Service|Provider|Award"', "commas",
        SAVE_AS),
    "an escape sequence": (
        TABLE.replace("Hub", "\x1b[31mHub"), " row 2", 'a control character "\\x1b"', "characters that can be seen",
        "Remove it; it cannot be seen on paper."),
    "a line break of a word processor": (
        TABLE.replace("Hub", "Hub\x0b"), " row 2", 'a control character "\\x0b"', "characters that can be seen",
        "Remove it; it cannot be seen on paper."),
    "a NUL": (TABLE.replace("Hub", "Hub\0"), " row 2", "a NUL character", "text", SAVE_AS),
    "a quotation mark that is never closed": (
        TABLE.replace('"£50,000"', '"£50,000'), " row 4", "the quotation marks do not match", "each quoted cell closed",
        'Write a quotation mark within a quoted cell twice: "".'),
    "a quotation mark that is never closed in the header": (
        'Service,"Provider,Award\nHome security,Shrievalty Trust,1\n', " row 1",
        "the quotation marks do not match", "each quoted cell closed",
        'Write a quotation mark within a quoted cell twice: "".'),
    "a quotation mark too many": (
        TABLE.replace('"£33,445"', '"£33,445" "'), " row 3", "the quotation marks do not match",
        "each quoted cell closed", 'Write a quotation mark within a quoted cell twice: "".'),
    "a short row": (
        TABLE.replace(',"£33,445"', ""), " row 3",
        '2 cells "Care Co-ordinator – Migrant Victims,Cambridgeshire Constabulary"', "3, as in the header",
        'Put a cell that holds a comma in quotation marks: "213,000".'),
    "a long row": (
        TABLE.replace('"£33,445"', '"£33,445",'), " row 3", "4 cells", "3, as in the header",
        'Put a cell that holds a comma in quotation marks: "213,000".'),
    "an amount without quotation marks": (
        TABLE.replace('"£50,000"', "213,000"), " row 4", '4 cells "Home security,Shrievalty Trust,213,000"',
        "3, as in the header", 'Put a cell that holds a comma in quotation marks: "213,000".'),
    "a blank row": (TABLE.replace("\nHome", "\n\nHome"), " row 4", "a blank row", "no blank rows", "Delete the row."),
    "a row of commas": (
        TABLE.replace("\nHome", "\n,,\nHome"), " row 4", "a blank row", "no blank rows", "Delete the row."),
    "a row of white space": (
        TABLE.replace("\nHome", "\n  \t\nHome"), " row 4", "a blank row", "no blank rows", "Delete the row."),
    "a blank row before a row that is printed": (
        "\n".join([*TABLE.splitlines(), "", "Family Action,Family Action,1"]), " row 5", "a blank row",
        "no blank rows", "Delete the row."),
    "two columns with the same name": (
        TABLE.replace("Award", "Award,Award").replace('"\n', '",\n'), " row 1",
        'two columns with the same name: "Award"',
        "each name once", "Correct the header, or say in paper.toml what the column means (or ignored_columns)."),
    "a column that is missing": (
        "Service,Provider\nHome security,Shrievalty Trust\n", " row 1, column Award", "the column is missing",
        "the column in the header",
        "Correct the header, or say in paper.toml what the column means (or ignored_columns)."),
    "an unknown column": (
        TABLE.replace("Award", "Award,Notes").replace('"\n', '",\n'), " row 1", 'unknown column "Notes"',
        f"only the columns declared {ALL_THREE}",
        "Correct the header, or say in paper.toml what the column means (or ignored_columns)."),
    "a column without a name": (
        TABLE.replace("Award", "Award,").replace('"\n', '",\n'), " row 1", 'unknown column ""',
        f"only the columns declared {ALL_THREE}",
        "Correct the header, or say in paper.toml what the column means (or ignored_columns)."),
    "an empty file": (
        "", "", "the first row is blank", "a header and rows", "Type the table in, its header first."),
    "blank lines only": (
        "\n\r\n\n", "", "the first row is blank", "a header and rows", "Type the table in, its header first."),
    "a blank row above the header": (
        ",,\n" + TABLE, "", "the first row is blank", "a header and rows", "Type the table in, its header first."),
    "a header only": (
        "Service,Provider,Award\n", "", "a header without rows", "at least one row", "Type the table in."),
    "something zipped": (
        b"PK\x03\x04\x14\x00\x06\x00", "", "this is a zipped file", "a CSV file in UTF-8", SAVE_AS),
    "an old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "this is an old Excel workbook or Word document",
        "a CSV file in UTF-8", f"{SAVE_AS} {WORKBOOK_RISKS}"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "", "this is a PDF", "a CSV file in UTF-8", SAVE_AS),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_spoilt_file_is_refused_with_place_and_remedy(tmp_path: Path, name: str) -> None:
    content, place, problem, expected, step = BAD_FILES[name]
    begins, ends = re.escape(f"{FILE}{place}: {problem}"), re.escape(f"; expected {expected}. {step}")
    assert re.fullmatch(rf'{begins}( "[^"].*"| \(.+\))?{ends}', refused(tmp_path, content)[0])


@pytest.mark.parametrize("name", BAD_FILES)
def test_one_thing_that_is_wrong_is_told_once(tmp_path: Path, name: str) -> None:
    assert len(refused(tmp_path, BAD_FILES[name][0])) == 1


def test_title_rows_above_the_header_are_refused(tmp_path: Path) -> None:
    faults = refused(tmp_path, "Crime and Disorder Reduction Grants 2017/18,,\n" + TABLE)
    assert [fault.partition(": ")[0] for fault in faults[:3]] == [
        f"{FILE} row 1, column Service",
        f"{FILE} row 1, column Provider",
        f"{FILE} row 1, column Award",
    ]
    assert f'{FILE} row 1: unknown column "Crime and Disorder Reduction Grants 2017/18"' in faults[3]


@pytest.mark.parametrize("letters", ["£", "–", "—", "‘", "’", "“", "”", "…", "é", "è", "ô", "ü", "ñ", "É", "Ö", "Ü"])
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_letters_damaged_by_a_wrong_encoding_are_refused(tmp_path: Path, letters: str, wrong: str) -> None:
    damaged = letters.encode().decode(wrong, errors="replace")
    (fault,) = refused(tmp_path, TABLE.replace("Home", f"Home {damaged} home"))
    assert fault.startswith(f"{FILE} row 4: letters were damaged by a wrong encoding")


@pytest.mark.parametrize("letters", ["éâ€™é", "–Â£–", "““Ã©"])
def test_damage_is_found_among_letters_that_are_whole(tmp_path: Path, letters: str) -> None:
    (fault,) = refused(tmp_path, TABLE.replace("Home", letters))
    assert fault.startswith(f"{FILE} row 4: letters were damaged by a wrong encoding")


@pytest.mark.parametrize("letters", ["£", "–", "’", "é"])
def test_letters_damaged_on_an_old_mac_are_refused(tmp_path: Path, letters: str) -> None:
    (fault,) = refused(tmp_path, TABLE.replace("Home", f"Home {letters.encode().decode('mac_roman')} home"))
    assert fault.startswith(f"{FILE} row 4: letters were damaged by a wrong encoding")


@pytest.mark.parametrize("text", ["Château – naïve “quoted” l’été", "ÂGE, SÃO PAULO", "Â", "½ £5 ¬ √ €", "Siân Ŵyn"])
def test_letters_with_accents_are_no_damage(tmp_path: Path, text: str) -> None:
    table = read(tmp_path, TABLE.replace("Home security", f'"{text}"'))
    assert table.cells.at[4, "Service"] == text


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refusal:
        read_printed_table(tmp_path / FILE, tmp_path, COLUMNS)
    assert str(refusal.value) == (
        f"{FILE}: the file is not there; expected a CSV file. Add it, or remove it from the year's paper.toml."
    )


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir(parents=True)
    with pytest.raises(SourceError, match=rf"^{FILE}: this is a folder; expected a CSV file\. "):
        read_printed_table(tmp_path / FILE, tmp_path, COLUMNS)


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    """A link to itself: nobody can open it, not even an administrator."""
    path = tmp_path / FILE
    path.parent.mkdir(parents=True)
    try:
        path.symlink_to(path)
    except OSError:
        pytest.skip("links cannot be made here")
    with pytest.raises(SourceError, match=f"^{FILE}: the file cannot be opened"):
        read_printed_table(path, tmp_path, COLUMNS)


def test_a_file_without_permission_is_refused() -> None:
    with reachable_folder() as project:
        read(project, TABLE)
        (project / FILE).chmod(0)
        with (
            ordinary_user(project),
            pytest.raises(SourceError, match=rf"^{FILE}: the file cannot be opened .* permission to read it"),
        ):
            read_printed_table(project / FILE, project, COLUMNS)


def test_a_file_too_large_for_a_typed_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(TABLE.encode())
    monkeypatch.setattr(plain_file, "MOST_BYTES", size)
    assert len(read(tmp_path, TABLE).cells) == 3
    monkeypatch.setattr(plain_file, "MOST_BYTES", size - 1)
    (fault,) = refused(tmp_path, TABLE)
    assert fault == (
        f"{FILE}: the file has {size} bytes; expected at most {size - 1}. Check that it is the right file; if it is, "
        f"split it."
    )


def test_a_message_stays_on_one_line_however_long_the_row(tmp_path: Path) -> None:
    (fault,) = refused(tmp_path, f'Service,Provider,Award\n"{"x" * 70}\n\tyy{"z" * 70}",B\n')
    assert fault.startswith(f'{FILE} row 2: 2 cells "{"x" * 70}\\n\\tyy')
    assert re.search('"(.*)"; expected 3', fault)[1].endswith("z…")
    assert len(fault) < 250


def test_all_faulty_rows_come_together(tmp_path: Path) -> None:
    faults = refused(tmp_path, 'Service,Provider,Award\nA,B\n,,\nC,D,"£1"\nE,F,1,000\n')
    assert [fault.partition(": ")[0] for fault in faults] == [f"{FILE} row 2", f"{FILE} row 3", f"{FILE} row 5"]


def test_all_faults_of_the_header_come_together(tmp_path: Path) -> None:
    faults = refused(tmp_path, "Service,Service,Awards\nA,B,1\n")
    assert len(faults) == 4
    for part in (
        "column Provider: the column is missing",
        "column Award: the column is missing",
        'unknown column "Awards"; expected only the columns declared ("Provider", "Award")',
        'two columns with the same name: "Service"',
    ):
        assert any(part in fault for fault in faults)


def test_all_damaged_characters_come_together(tmp_path: Path) -> None:
    faults = refused(tmp_path, TABLE.replace("£52", "Â£52").replace("Home", "\0Home"))
    assert [fault.partition(": ")[0] for fault in faults] == [f"{FILE} row 2", f"{FILE} row 4"]


def test_a_row_is_counted_as_a_spreadsheet_does_when_a_cell_holds_two_lines(tmp_path: Path) -> None:
    table = TABLE.replace("Restorative Justice Hub", '"Restorative\nJustice Hub"')
    assert read(tmp_path, table).cells.index.tolist() == [2, 3, 4]
    (fault,) = refused(tmp_path, table.replace(',"£50,000"', ""))
    assert fault.startswith(f"{FILE} row 4: 2 cells")
    (fault,) = refused(tmp_path, table.replace("£50", "Â£50"))
    assert fault.startswith(f"{FILE} row 4: letters were damaged")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.replace("\n", "\r\n").encode(),
        (TABLE + "\n\n\r\n").encode(),
        TABLE.rstrip("\n").encode(),
        b"\xef\xbb\xbf" + (TABLE + "\n").replace("\n", "\r\n").encode(),
        TABLE.replace("Provider,", " Provider\t,").replace('"£', '" £').replace('00"', '00 "').encode(),
    ],
    ids=["byte order mark", "CR LF", "blank lines at the end", "no line end", "all three", "white space"],
)
def test_what_changes_no_cell_is_repaired(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content).cells.equals(read(tmp_path, TABLE).cells)


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    table = read(tmp_path, "Award,Service,Provider\n£5,Hub,Trust\n")
    assert table.cells.to_dict("index") == {2: {"Award": "£5", "Service": "Hub", "Provider": "Trust"}}


@pytest.mark.parametrize("header", ["Service; what for,Provider", "Service|Provider"])
def test_a_column_s_name_may_hold_another_sign_of_division(tmp_path: Path, header: str) -> None:
    columns = tuple(header.split(","))
    table = read(tmp_path, f"{header}\n{','.join('x' for _ in columns)}\n", columns)
    assert tuple(table.cells.columns) == columns


@pytest.mark.parametrize("name", ["None", "NA", "N/A", "nan", "NULL", "null", "", "-", "007", "1e5", "True", "#N/A"])
def test_every_cell_stays_the_text_that_it_is(tmp_path: Path, name: str) -> None:
    cells = read(tmp_path, f"Service,Provider,Award\nHub,{name},\n").cells
    assert cells.loc[2].tolist() == ["Hub", name, ""]
    assert [str(dtype) for dtype in cells.dtypes] == ["str"] * 3


def test_a_table_knows_its_file_and_rows(tmp_path: Path) -> None:
    table = read(tmp_path, TABLE)
    assert table.file == FILE
    assert table.cells.at[4, "Award"] == "£50,000"


@pytest.mark.parametrize("sign", ["Â£", "\0"], ids=["damaged", "NUL"])
def test_each_row_of_a_long_table_is_told(tmp_path: Path, sign: str) -> None:
    rows = [f'Hub – {number},Trust,"{sign}1,000"\n' for number in range(6000)]
    faults = refused(tmp_path, "".join(["Service,Provider,Award\n", *rows]))
    assert len(faults) == 6000
    assert faults[-1].startswith(f"{FILE} row 6001:")


# A file that holds a control character is refused; the others are signs of damage, alone or with their neighbours.
CONTROL = "".join(map(chr, {*range(0x20), *range(0x7F, 0xA0)} - {*b"\t\n"}))
NOT_IN_CELLS = CONTROL + "ÂÃÄÅâ¬√ƒ≈‚\ufffd"
CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters=NOT_IN_CELLS), max_size=12)
ROWS = st.lists(st.tuples(CELLS.filter(str.strip), CELLS, CELLS), min_size=1, max_size=6)


@given(rows=ROWS, line_end=st.sampled_from(["\n", "\r\n"]), mark=st.booleans())
def test_any_table_comes_back_cell_for_cell(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], line_end: str, mark: bool
) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator=line_end).writerows([COLUMNS, *rows])
    content = text.getvalue().encode("utf-8-sig" if mark else "utf-8")
    cells = read(tmp_path_factory.getbasetemp() / "any-table", content).cells
    assert cells.to_numpy().tolist() == [[cell.strip() for cell in row] for row in rows]
    assert cells.index.tolist() == list(range(2, len(rows) + 2))
