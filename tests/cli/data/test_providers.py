"""`grantsdata providers` by the command and real files: what it lists and writes, and what is said of it after."""

import csv
import json
import os
import sys
from pathlib import Path

import pandas as pd
import pytest
from support.reporting import add_year, called, copied_project, grantsdata

from grantsdata.awards.load import load_awards
from grantsdata.errors import BusyError, OutputError, SourceError
from grantsdata.reconcile.load import load_findings
from grantsdata.reconcile.unknown_providers import TABLE_COLUMNS, add_lines, unknown_providers
from grantsdata.sources.files.lock import held
from grantsdata.sources.files.write import with_lines
from grantsdata.sources.register import COLUMNS as register_columns
from grantsdata.sources.register import read_register
from grantsdata.sources.threesixty.breakdown import national_breakdown

REGISTER = "data/raw/providers.csv"

# 900 + 1,000.50 + 50 + 70 + 70 + 1 = 2,091.50
AWARDS = [
    ("GR", "Talks", "Nobody Knows", "£900"),
    ("GR", "Lenses", "Lens Rugby Club", "£1,000.50"),
    ("GR", "More lenses", "Lens Rugby Club", "N/A"),
    ("OUT", "Hall", "Little Marling Parish Council", "£50"),
    ("OUT", "Patrols", "The Cambs Constabulary", "£70"),
    ("OUT", "Glasses", "LENS RUGBY CLUB", "£70"),
    ("OUT", "Posters", "N/A", "£1"),
    ("OUT", "Known", "Family Action", "£1"),
]
LENS = (
    "Lens Rugby Club,Lens Rugby Club,voluntary and community,,judgement,low,,"
    '"suggested: Clubs of this kind are run by volunteers. Once confirmed: basis judgement, confidence medium."'
)
HALL = (
    "Little Marling Parish Council,Little Marling Parish Council,local government,,judgement,low,,"
    '"suggested: The name is that of a local authority. Once confirmed: basis paper, confidence high."'
)
BY_HAND = (
    "Nobody Knows,Nobody Knows,,,,,,",
    "The Cambs Constabulary,Cambridgeshire Constabulary,police,,,,,",
    "LENS RUGBY CLUB,Lens Rugby Club,,,,,,",
    "N/A,N/A,,,,,,",
)

LISTED = f"""\
Not in the register of providers: 6 names, 7 awards, £2,091.50

Nobody Knows
  1 award, £900, 2018-19: data/raw/2018-19/gr.csv row 2
  nothing suggested. No word of the name says what kind of body it is.

Lens Rugby Club
  2 awards, £1,000.50, 1 amount not stated, 2018-19: data/raw/2018-19/gr.csv row 3; data/raw/2018-19/gr.csv row 4
  suggested: voluntary and community (basis judgement, confidence medium). Clubs of this kind are run by volunteers.

Little Marling Parish Council
  1 award, £50, 2018-19: data/raw/2018-19/out.csv row 2
  suggested: local government (basis paper, confidence high). The name is that of a local authority.

The Cambs Constabulary
  1 award, £70, 2018-19: data/raw/2018-19/out.csv row 3
  suggested: police (basis paper, confidence high). The name says that it is a police force.
  likely the same body: Cambridgeshire Constabulary (100% alike)

LENS RUGBY CLUB
  1 award, £70, 2018-19: data/raw/2018-19/out.csv row 4
  suggested: voluntary and community (basis judgement, confidence medium). Clubs of this kind are run by volunteers.
  likely the same body: Lens Rugby Club (100% alike)

N/A
  1 award, £1, 2018-19: data/raw/2018-19/out.csv row 5
  nothing suggested. A remark or an amount: this names no body.

Lines for data/raw/providers.csv, to be confirmed; grantsdata providers --write adds them:
{LENS}
{HALL}

Lines to complete by hand, with type, basis, confidence and reason:
{BY_HAND[0]}
{BY_HAND[1]}
{BY_HAND[2]}
{BY_HAND[3]}
"""


@pytest.fixture
def unknown(project: Path) -> Path:
    """A project with a year of its own, six of whose names the register does not have."""
    add_year(project, AWARDS)
    return project


def told(project: Path, *arguments: str) -> str:
    done = called(project, "providers", *arguments)
    said = f"grantsdata: in the project {project}\n" if "--write" in arguments and "--json" not in arguments else ""
    assert (done.returncode, done.stderr) == (0, said)
    return done.stdout


# ---- What is listed --------------------------------------------------------------------------------


def test_each_unknown_name_is_listed_with_its_awards_a_suggestion_and_the_lines(unknown: Path) -> None:
    before = (unknown / REGISTER).read_bytes()
    assert grantsdata(unknown, "providers").stdout == LISTED
    assert told(unknown, "2018-19") == LISTED
    assert (unknown / REGISTER).read_bytes() == before


def test_where_no_name_is_unknown_it_says_so(unknown: Path) -> None:
    assert told(unknown, "2017-18") == "Every printed name is in the register of providers.\n"
    assert told(unknown, "2017-18", "--write") == (
        "Every printed name is in the register of providers.\n\n0 lines added to data/raw/providers.csv.\n"
    )


def test_a_name_is_listed_once_with_the_awards_of_all_years(unknown: Path) -> None:
    add_year(unknown, [("GR", "Lenses", "Lens Rugby Club", "£2")], year="2019-20")
    table = unknown_providers(project=unknown).set_index("provider_printed")
    assert len(table) == 6
    lens = table.loc["Lens Rugby Club"]
    assert (lens["awards"], lens["award_pence"], lens["award_gbp"], lens["not_stated"]) == (3, 1_002_50, 1002.5, 1)
    assert lens["years"] == "2018-19; 2019-20"
    assert lens["rows"].endswith("gr.csv row 4; data/raw/2019-20/gr.csv row 2")
    assert list(unknown_providers("2019-20", project=unknown)["award_pence"]) == [2_00]


def test_an_implied_amount_is_told_as_one(unknown: Path) -> None:
    """The total of 2,000.50 gives 100 away: 2,000.50 − 1,900.50."""
    folder = unknown / "data/raw/2018-19"
    text = (folder / "paper.toml").read_text(encoding="utf-8")
    total = '[[printed_totals]]\nlabel = "Total"\nprinted = "£2,000.50"\nfile = "gr.csv"\n'
    (folder / "paper.toml").write_text(text + total, encoding="utf-8")
    assert "  2 awards, £1,100.50, including £100 implied, 2018-19:" in told(unknown)
    assert unknown_providers(project=unknown).loc[1, "implied_gbp"] == 100


def test_initials_that_mean_two_things_are_not_suggested(project: Path) -> None:
    for year, body in (
        ("2018-19", "Police and Crime Commissioner for Elsewhere"),
        ("2019-20", "Marling Parish Council"),
    ):
        folder = add_year(project, [("GR", "Hall", "PCC", "£1")], year=year)
        text = (folder / "paper.toml").read_text(encoding="utf-8")
        (folder / "paper.toml").write_text(
            text.replace("Police and Crime Commissioner for Elsewhere", body), encoding="utf-8"
        )
    kinds = [unknown_providers(year, project=project).loc[0, "provider_type"] for year in ("2018-19", "2019-20")]
    assert kinds == ["police", "voluntary and community"]
    both = unknown_providers(project=project).loc[0]
    assert both["provider_type"] == ""
    assert both["rule"] == "The name means different things in different bodies' tables."


def test_the_table_has_its_columns_with_names_or_without(unknown: Path) -> None:
    for year in (None, "2017-18"):
        table = unknown_providers(year, project=unknown)
        assert {name: str(dtype) for name, dtype in table.dtypes.items()} == TABLE_COLUMNS
    (unknown / "data/raw/2018-19").rename(unknown / "other")
    (unknown / "data/raw/2017-18").rename(unknown / "another")
    assert unknown_providers(project=unknown).empty


def test_as_json_it_is_one_object(unknown: Path) -> None:
    told_before = json.loads(told(unknown, "--json"))
    assert list(told_before) == ["format", "unknown", "to_confirm", "by_hand", "added", "waiting"]
    assert (told_before["format"], told_before["added"], told_before["waiting"]) == (1, None, 0)
    assert [one["provider_printed"] for one in told_before["unknown"]] == [
        "Nobody Knows", "Lens Rugby Club", "Little Marling Parish Council", "The Cambs Constabulary", "LENS RUGBY CLUB",
        "N/A",
    ]  # fmt: skip
    assert told_before["unknown"][3]["likely_same"] == [
        {"provider": "Cambridgeshire Constabulary", "spelling": "Cambridgeshire Constabulary", "similarity": 1.0}
    ]
    assert [line["provider"] for line in told_before["to_confirm"]] == [
        "Lens Rugby Club",
        "Little Marling Parish Council",
    ]
    told_after = json.loads(told(unknown, "--json", "--write"))
    assert told_after["added"] == told_before["to_confirm"]
    assert json.loads(told(unknown, "--json"))["waiting"] == 2


def test_a_spelling_that_is_like_a_printed_one_names_it(project: Path) -> None:
    add_year(project, [("GR", "Information", "Crimestopers National Charity", "£1")])
    assert '  likely the same body: Crimestoppers, as "Crimestoppers National Charity" (98% alike)\n' in told(project)


def test_faulty_data_is_told_as_everywhere(unknown: Path) -> None:
    (unknown / "data/raw/2018-19/gr.csv").write_text(
        "Service,Provider,Award\nTalks,Lens Rugby Club,£12,34\n", encoding="utf-8"
    )
    done = called(unknown, "providers")
    assert done.returncode == 2
    assert "data/raw/2018-19/gr.csv row 2: 4 cells" in done.stderr
    assert "Traceback" not in done.stderr
    assert called(unknown, "providers", "2031-32").returncode == 2


@pytest.mark.proof
def test_a_reader_who_has_enough_ends_it_without_an_error(unknown: Path) -> None:
    command = f"{sys.executable} -m grantsdata --project {unknown} providers --json"
    assert os.waitstatus_to_exitcode(os.system(f"{command} 2> {unknown}/err | true")) == 0
    assert (unknown / "err").read_text() == ""


# ---- What is written -------------------------------------------------------------------------------


def test_writing_adds_the_suggestions_below_what_is_there_and_nothing_twice(unknown: Path) -> None:
    before = (unknown / REGISTER).read_bytes()
    written = told(unknown, "--write")
    assert written.startswith(LISTED.partition("\nLines for")[0])
    assert f"\n{LENS}\n" not in written
    assert written.endswith(
        "\n2 lines added to data/raw/providers.csv.\n\n2 lines of data/raw/providers.csv to be confirmed: see that the "
        'type is right, enter basis and confidence, and take "suggested:" away from the reason.\n'
    )
    after = (unknown / REGISTER).read_bytes()
    assert after == before + f"{LENS}\n{HALL}\n".encode()
    again = told(unknown, "--write")
    assert again.startswith("Not in the register of providers: 4 names, 4 awards, £1,041\n")
    assert "\n0 lines added" in again
    assert "\n2 lines of data/raw/providers.csv to be confirmed" in again
    assert (unknown / REGISTER).read_bytes() == after
    assert sorted(path.name for path in (unknown / "data/raw").iterdir()) == [
        "2017-18", "2018-19", "README.md", "providers.csv",
    ]  # fmt: skip


HEAD, ROW = b"a,b", b"1,2"
LINE = {"a": "x, y", "b": "\u00a3"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a,b\n1,2\n", b'a,b\n1,2\n"x, y",\xc2\xa3\n'),
        (b"a,b\n1,2", b'a,b\n1,2\n"x, y",\xc2\xa3'),
        (b"a,b\r\n1,2\r\n", b'a,b\r\n1,2\r\n"x, y",\xc2\xa3\r\n'),
        (b"a,b\n1,2\n\n\n", b'a,b\n1,2\n"x, y",\xc2\xa3\n\n\n'),
        (b"\xef\xbb\xbfa,b\n1,2\n", b'\xef\xbb\xbfa,b\n1,2\n"x, y",\xc2\xa3\n'),
        (b' b ,"a\n"\n2,1\n', b' b ,"a\n"\n2,1\n\xc2\xa3,"x, y"\n'),
    ],
)
def test_the_bytes_that_are_there_stay_and_the_lines_are_as_the_file_has_them(content: bytes, expected: bytes) -> None:
    assert with_lines(content, [LINE], register_columns) == expected


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_register_as_spreadsheets_save_it_is_read_again_with_the_lines(unknown: Path, ending: str) -> None:
    place = unknown / REGISTER
    with place.open(encoding="utf-8", newline="") as file:
        rows = [row[::-1] for row in csv.reader(file)]
    with place.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator=ending).writerows(rows)
    before = place.read_bytes()
    told(unknown, "--write")
    after = place.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\r\n") == (after.count(b"\n") if ending == "\r\n" else 0)
    found = read_register(unknown).lookup("Lens Rugby Club")
    assert (found.provider_type, found.basis, found.confidence) == ("voluntary and community", "judgement", "low")


def test_whatever_is_written_can_be_read(project: Path) -> None:
    names = [
        "A-B Rugby Club",
        "A B Rugby Club",
        'The "Kite", Rugby Club',
        "Ünï Rugby Club",
        "Uni Rugby Club",
        "中 Rugby Club",
        "+1 Rugby Club",
        "N & O\u202e Rugby Club",
    ]
    add_year(project, [("GR", f"Service {number}", name, "£1") for number, name in enumerate(names)])
    told(project, "--write")
    written = read_register(project).suggested()
    assert written == {"A-B Rugby Club", 'The "Kite", Rugby Club', "Ünï Rugby Club", "中 Rugby Club"}
    assert load_awards("2018-19", project=project)["award_pence"].sum() == 8_00


def test_a_name_that_came_into_the_register_meanwhile_is_passed_over(unknown: Path) -> None:
    table = unknown_providers(project=unknown)
    line = "Lens Rugby Club,Lens Rugby Club,voluntary and community,,register,high,,Looked up.\n"
    with (unknown / REGISTER).open("a", encoding="utf-8") as file:
        file.write(line)
    assert [one["provider"] for one in add_lines(table, project=unknown)] == ["Little Marling Parish Council"]
    assert (unknown / REGISTER).read_text(encoding="utf-8").endswith(f"{line}{HALL}\n")


def test_a_register_that_another_writes_is_left_to_it(unknown: Path) -> None:
    table = unknown_providers(project=unknown)
    with held(unknown / "outputs", "providers"), pytest.raises(BusyError, match="another run holds the lock"):
        add_lines(table, project=unknown)


def test_a_register_at_fault_is_not_written(unknown: Path) -> None:
    table = unknown_providers(project=unknown)
    (unknown / REGISTER).write_text("a,b\n", encoding="utf-8")
    with pytest.raises(SourceError):
        add_lines(table, project=unknown)
    assert (unknown / REGISTER).read_text(encoding="utf-8") == "a,b\n"


def test_a_register_that_cannot_be_written_stays_as_it_is(unknown: Path) -> None:
    before = (unknown / REGISTER).read_bytes()
    (unknown / "data/raw/.providers.csv.new").mkdir()
    with pytest.raises(OutputError, match=r"^cannot write .*providers\.csv"):
        add_lines(unknown_providers(project=unknown), project=unknown)
    assert (unknown / REGISTER).read_bytes() == before


def test_the_rights_of_the_file_stay(unknown: Path) -> None:
    (unknown / REGISTER).chmod(0o640)
    add_lines(unknown_providers(project=unknown), project=unknown)
    assert (unknown / REGISTER).stat().st_mode & 0o777 == 0o640


# ---- What is said of it after ----------------------------------------------------------------------


@pytest.fixture
def suggested(unknown: Path) -> Path:
    add_lines(unknown_providers(project=unknown), project=unknown)
    return unknown


def test_a_suggestion_counts_as_judged_with_low_confidence_until_it_is_confirmed(suggested: Path) -> None:
    awards = load_awards("2018-19", project=suggested).set_index("service")
    lens = awards.loc["Lenses"]
    assert (lens["provider_type"], lens["provider_basis"]) == ("voluntary and community", "judgement")
    assert lens["provider_confidence"] == "low"
    findings = load_findings("2018-19", project=suggested)
    told_of = findings[findings["code"] == "provider-suggested"]
    assert told_of[["severity", "stream", "ours_gbp", "rows"]].to_numpy().tolist() == [
        ["warning", "General grants", 1000.5, "gr.csv row 3; gr.csv row 4"],
        ["warning", "Lucky fund", 50, "out.csv row 2"],
    ]
    text = (suggested / REGISTER).read_text(encoding="utf-8")
    confirmed = text.replace(LENS, "Lens Rugby Club,Lens Rugby Club,voluntary and community,,paper,medium,,A club.")
    (suggested / REGISTER).write_text(confirmed, encoding="utf-8")
    findings = load_findings("2018-19", project=suggested)
    assert findings.loc[findings["code"] == "provider-suggested", "stream"].tolist() == ["Lucky fund"]


def test_check_tells_of_suggestions_with_their_places(suggested: Path) -> None:
    done = called(suggested, "check", "2018-19")
    assert done.returncode == 0
    assert (
        "data/raw/2018-19/gr.csv:3: warning: row 3 and 1 more, column Provider: No one has confirmed the provider type "
        "for £1,000.50 of the awards for General grants: Lens Rugby Club."
    ) in done.stdout


def test_in_grants_of_others_a_suggestion_counts_as_no_type(suggested: Path) -> None:
    """No column there would tell it from a confirmed one."""
    grants = suggested / "grants.csv"
    frame = pd.DataFrame(
        {"Currency": "GBP", "Amount Awarded": ["1", "2"], "Award Date": "2018-05-01",
         "Recipient Org:Name": ["Lens Rugby Club", "Family Action"]}
    )  # fmt: skip
    frame.to_csv(grants, index=False)
    table = national_breakdown(grants, by=["provider_type"], project=suggested).table
    assert dict(zip(table["provider_type"], table["award_pence"], strict=True)) == {
        "voluntary and community": 200, "not in the register": 100,
    }  # fmt: skip


def test_the_copy_of_this_project_has_no_unknown_names(tmp_path: Path) -> None:
    assert unknown_providers(project=copied_project(tmp_path / "copy")).empty


@pytest.mark.parametrize("content", [None, b"", b"\xef\xbb\xbf\r\n"])
def test_a_register_that_is_not_begun_gets_its_header_and_the_suggestions(project: Path, content: bytes | None) -> None:
    register = project / "data" / "raw" / "providers.csv"
    register.unlink()
    if content is not None:
        register.write_bytes(content)
    for other in (project / "data" / "raw" / "2017-18").iterdir():
        other.unlink()
    add_year(project, [("GR", "Boxing", "Testshire County Council", "£1")])
    assert "1 line added to data/raw/providers.csv." in told(project, "--write")
    header, line = register.read_text(encoding="utf-8").splitlines()
    assert header == "provider_printed,provider,provider_type,identifier,basis,confidence,payee,reason"
    assert line.startswith("Testshire County Council,Testshire County Council,local government,,judgement,low,,")


def test_a_register_without_suggestions_gets_its_header_all_the_same(project: Path) -> None:
    (project / "data" / "raw" / "providers.csv").unlink()
    for other in (project / "data" / "raw" / "2017-18").iterdir():
        other.unlink()
    add_year(project, [("GR", "Boxing", "Zyx", "£1")])
    assert "0 lines added to data/raw/providers.csv." in told(project, "--write")
    assert (project / "data" / "raw" / "providers.csv").read_text(encoding="utf-8").startswith("provider_printed,")
