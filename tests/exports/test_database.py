"""The SQLite database: keys, views and totals by hand, the same bytes, and as Datasette shows it."""

import asyncio
import gc
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import first
from support.documents import year_of_documents
from support.examples import examples
from support.reporting import THE_35_AWARDS, add_year, awards_of_2017, copied_project

from grantsdata.awards.load import open_year
from grantsdata.awards.paper_tables import (
    load_budgets,
    load_contributions,
    load_measures,
    load_printed_totals,
    load_providers,
    load_separate_funds,
    load_streams,
)
from grantsdata.errors import OutputError
from grantsdata.exports.database import VIEWS, Content, write_database
from grantsdata.exports.export import export
from grantsdata.exports.origin import origin_of
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.load import load_findings

SetCell = Callable[[str, int, str, str], None]

YEAR = "2017-18"
VICTIMS, CRIME = "Victims' services", "Crime and disorder reduction"


def opened(path: Path) -> Any:
    return closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of 2017-18: look, do not touch."""
    folder = tmp_path_factory.mktemp("database")
    (path,) = export(YEAR, "sqlite", project=copied_project(folder / "project"), folder=folder / "made")
    return path


@pytest.fixture
def database(made: Path) -> Iterator[sqlite3.Connection]:
    with opened(made) as connection:
        yield connection


def content(**instead: Any) -> Content:
    whole = {
        "awards": awards_of_2017(), "streams": load_streams(YEAR), "budgets": load_budgets(YEAR),
        "findings": load_findings(YEAR), "printed_totals": load_printed_totals(YEAR),
        "contributions": load_contributions(YEAR), "separate_funds": load_separate_funds(YEAR),
        "measures": load_measures(YEAR), "providers": load_providers(), "records": {},
    }  # fmt: skip
    return Content(**(whole | instead))


# ---- Rows and sums -----------------------------------------------------------------------------------


def test_the_awards_are_those_of_the_paper_in_whole_pence(database: sqlite3.Connection) -> None:
    found = database.execute("SELECT service, award_pence FROM awards ORDER BY place").fetchall()
    assert found == [(award.service, award.pounds * 100) for award in THE_35_AWARDS]
    assert all(isinstance(pence, int) for _, pence in found)
    assert database.execute("SELECT service FROM awards WHERE provider IS NULL").fetchall() == [
        ("Emerging Initiatives",)
    ]
    assert database.execute("SELECT award_pence FROM awards WHERE award_status = 'implied'").fetchall() == [
        (1_000_000,)
    ]


@pytest.mark.parametrize(
    ("view", "columns", "rows"),
    [
        ("by_stream", "stream, awards, award_pence, award_pounds, implied_pence", [
            (CRIME, 25, 132_224_800, 1_322_248.0, 1_000_000), (VICTIMS, 10, 96_126_000, 961_260.0, 0),
        ]),
        ("by_arrangement", "arrangement, awards, award_pence", [
            (None, 25, 132_224_800), ("Grant agreement", 5, 57_419_500), ("Commissioned contract", 2, 23_300_000),
            ("Single tender", 3, 15_406_500),
        ]),
        ("by_theme", "theme, award_pence, implied_pence", [
            (None, 96_126_000, 0), ("Offenders", 61_779_100, 0), ("Victims", 35_385_700, 1_000_000),
            ("Communities", 35_060_000, 0),
        ]),
    ],
)  # fmt: skip
def test_a_view_adds_up_what_the_paper_lists(
    database: sqlite3.Connection, view: str, columns: str, rows: list[tuple[object, ...]]
) -> None:
    assert database.execute(f"SELECT {columns} FROM {view}").fetchall() == rows


def test_a_provider_and_a_payee_are_told_apart(database: sqlite3.Connection) -> None:
    """The force delivers and is paid £587,195; the city council delivers £166,000 and is paid £140,000 more."""

    def one(view: str, column: str, name: str) -> Any:
        return database.execute(f"SELECT award_pence FROM {view} WHERE {column} = ?", [name]).fetchone()[0]

    assert one("by_provider", "provider", "Cambridgeshire Constabulary") == 58_719_500
    assert one("by_provider", "provider", "Peterborough City Council") == 16_600_000
    assert one("by_payee", "payee", "Peterborough City Council") == 30_600_000
    assert one("by_payee", "payee", "Not named in the paper") == 9_400_000
    assert one("by_payee", "payee", "Not yet allocated") == one("by_provider", "provider", "Not yet allocated")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("include_implied", "pence"), first([(True, 228_350_800), (False, 227_350_800)]))
def test_each_view_adds_up_to_all_awards(tmp_path: Path, view: str, include_implied: bool, pence: int) -> None:
    origin = origin_of(open_year(YEAR), include_implied)
    (path,) = write_database(content(awards=awards_of_2017(include_implied)), origin, tmp_path)
    with opened(path) as database:
        sums = database.execute(f"SELECT sum(awards), sum(award_pence), sum(award_pounds) FROM {view}").fetchone()
    assert sums == (35, pence, pence / 100)


def test_budgets_funds_findings_and_measures_are_there(database: sqlite3.Connection) -> None:
    budgets = "SELECT name, budget_pence, budget_low_pence, budget_high_pence FROM budgets ORDER BY rowid"
    assert database.execute(budgets).fetchall() == [
        ("Budget for grants", 230_000_000, 225_000_000, 235_000_000),
        (VICTIMS, 100_000_000, 95_000_000, 105_000_000),
        (CRIME, 130_000_000, 125_000_000, 135_000_000),
    ]  # fmt: skip
    assert database.execute("SELECT code FROM streams ORDER BY place").fetchall() == [
        ("VS",), ("CDR",), ("YF",), ("CRS",),
    ]  # fmt: skip
    assert database.execute("SELECT total_pence FROM printed_totals").fetchall() == [(132_224_800,)]
    assert database.execute("SELECT amount_pence FROM separate_funds WHERE stream LIKE 'Casualty%'").fetchall() == [
        (6_700_000,)
    ]
    differs = "SELECT ours_pence, printed_pence, difference_pence FROM findings WHERE code = 'total-differs'"
    assert database.execute(differs).fetchall() == [(131_224_800, 132_224_800, -1_000_000)]
    tied = "SELECT count(*), count(award_id) FROM measures WHERE measure LIKE '%'"
    assert database.execute(tied).fetchone() == (8, 7)


def test_it_says_where_it_is_from(database: sqlite3.Connection) -> None:
    about = dict(database.execute("SELECT fact, text FROM about"))
    assert about["Source"] == "Paper to the Business Coordination Board, 11 May 2017, with Appendix 1"
    assert (about["Date of the paper"], about["Financial year"]) == ("2017-05-11", YEAR)
    assert about["Licence of the facts and figures"] == "Open Government Licence v3.0"
    assert about["Amounts"] == "Amounts that a printed total implies are counted, and marked as implied."
    files = [file for (file,) in database.execute("SELECT file FROM inputs ORDER BY file")]
    assert "data/raw/2017-18/paper.toml" in files and "data/raw/providers.csv" in files


def test_a_licence_that_is_not_known_has_no_address(project: Path, replace_text: Callable[..., None]) -> None:
    replace_text(f"{YEAR}/paper.toml", 'licence = "Open Government Licence v3.0"', 'licence = "Ours"')
    (path,) = export(YEAR, "sqlite", project=project, folder=project / "made")
    with opened(path) as database:
        about = dict(database.execute("SELECT fact, text FROM about"))
    assert about["Licence of the facts and figures"] == "Ours" and "Licence at" not in about


# ---- Keys --------------------------------------------------------------------------------------------


def test_every_table_has_a_key_and_every_reference_leads_somewhere(database: sqlite3.Connection) -> None:
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert len(tables) == 11 + 4  # agreements, conditions, tenders and promises
    for table in tables:
        assert any(column[5] for column in database.execute(f"PRAGMA table_info({table})")), table
    refers = {(t, row[3], row[2]) for t in tables for row in database.execute(f"PRAGMA foreign_key_list({t})")}
    assert refers >= {
        ("awards", "stream", "streams"), ("awards", "provider", "providers"), ("awards", "payee", "providers"),
        ("findings", "stream", "streams"), ("budgets", "stream", "streams"), ("measures", "award_id", "awards"),
        ("conditions", "award_id", "awards"), ("conditions", "stream", "streams"), ("promises", "stream", "streams"),
    }  # fmt: skip
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE awards SET stream = 'Another'",
        "UPDATE awards SET provider = 'Nobody'",
        "UPDATE awards SET award_pence = NULL WHERE award_status = 'printed'",
        "UPDATE awards SET award_status = 'guessed'",
        "UPDATE awards SET award_id = 'one'",
        "UPDATE budgets SET level = 'stream'",
        "UPDATE findings SET severity = 'fine'",
    ],
)
def test_what_breaks_a_rule_is_refused(made: Path, tmp_path: Path, change: str) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(made.read_bytes())
    with closing(sqlite3.connect(copy)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            database.execute(change)


@pytest.mark.parametrize(
    "instead",
    [{"streams": load_streams(YEAR).iloc[1:]}, {"contributions": load_contributions(YEAR).assign(award_id="another")}],
    ids=["streams", "contributions"],
)
def test_a_row_that_refers_to_what_is_not_there_is_not_written(instead: dict[str, Any], tmp_path: Path) -> None:
    """An award of a fund that is not listed; and who contributes to an award that is not."""
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY constraint failed"):
        write_database(content(**instead), origin_of(open_year(YEAR)), tmp_path)


def test_a_provider_that_is_not_in_the_register_is_said_to_be(project: Path) -> None:
    add_year(project, [("GR", "Lights", "Somebody New", "£4,000"), ("OUT", "Dance", "Family Action", "£10")])
    (path,) = export("2018-19", "sqlite", project=project, folder=project / "made")
    with opened(path) as database:
        found = database.execute("SELECT provider, provider_type, identifier FROM providers").fetchall()
        assert database.execute("SELECT count(*) FROM measures").fetchone() == (0,)
    assert found == [
        ("Somebody New", "not in the register", None),
        ("Family Action", "voluntary and community", None),
    ]


# ---- The file ----------------------------------------------------------------------------------------


def test_the_same_inputs_give_the_same_bytes(made: Path, tmp_path: Path) -> None:
    project = copied_project(tmp_path / "elsewhere" / "project")
    export(YEAR, "sqlite", project=project, folder=tmp_path)
    (again,) = export(YEAR, "sqlite", project=project, folder=tmp_path)
    assert again.read_bytes() == made.read_bytes()
    assert [path.name for path in tmp_path.glob("grants*")] == ["grants.sqlite"]


def test_the_file_does_not_tell_which_sqlite_wrote_it(made: Path) -> None:
    """Bytes 96 to 99 of the header; and no byte between a page's list of cells and the cells is set."""
    whole = made.read_bytes()
    assert whole[:16] == b"SQLite format 3\0" and whole[96:100] == bytes(4)
    assert len(whole) % 4096 == 0
    trees = 0
    for start in range(0, len(whole), 4096):
        page, header = whole[start : start + 4096], 100 if start == 0 else 0
        if page[header] in (2, 5, 10, 13):
            trees += 1
            length = 12 if page[header] in (2, 5) else 8
            cells, first = page[header + 3] * 256 + page[header + 4], page[header + 5] * 256 + page[header + 6]
            assert set(page[header + length + 2 * cells : first]) <= {0}
    assert trees > 15


def test_who_reads_it_leaves_nothing_behind(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "grants.sqlite"
    copy.write_bytes(made.read_bytes())
    copy.chmod(0o444)
    with opened(copy) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert database.execute("SELECT count(*) FROM by_provider").fetchone() == (22,)
        assert [path.name for path in tmp_path.iterdir()] == ["grants.sqlite"]
    assert copy.read_bytes() == made.read_bytes()


def test_a_place_that_takes_no_file_is_told_as_one(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="unable to open database file"):
        write_database(content(), origin_of(open_year(YEAR)), tmp_path / "nowhere")
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot write"):
        export(YEAR, "sqlite", folder=tmp_path / "taken")


@pytest.mark.proof
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Datasette leaves connections open
def test_datasette_shows_a_view(made: Path) -> None:
    from datasette.app import Datasette

    async def shown(path: str) -> Any:
        datasette = Datasette([], immutables=[str(made)])
        return await datasette.client.get(path)

    rows = asyncio.run(shown("/grants/by_stream.json?_shape=array")).json()
    assert [(row["stream"], row["award_pence"], row["award_pounds"]) for row in rows] == [
        (CRIME, 132_224_800, 1_322_248.0), (VICTIMS, 96_126_000, 961_260.0),
    ]  # fmt: skip
    page = asyncio.run(shown("/grants/awards?_facet=provider_type"))
    assert page.status_code == 200 and "Victim and Witness Hub Initial Referral provision" in page.text
    assert sorted(path.name for path in made.parent.iterdir()) == ["grants.sqlite"]
    gc.collect()  # here, not in a test that would fail for it: Python 3.13 warns of open connections


# ---- Texts -------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=60)


@examples(8, nightly=300)
@given(text=TEXTS | st.sampled_from(["=1+1", "'); DROP TABLE awards; --", '"', "NULL", "x" * 40_000]))
def test_any_text_comes_back_unchanged(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("text")
    awards = awards_of_2017().assign(service=text, provider=text, remark=text)
    measures = load_measures(YEAR).assign(awarded_service="")
    year = FinancialYear.parse(YEAR)
    (path,) = write_database(content(awards=awards, measures=measures), origin_of(open_year(year)), folder)
    with opened(path) as database:
        assert database.execute("SELECT DISTINCT service, provider, remark FROM awards").fetchall() == [(text,) * 3]
        assert database.execute("SELECT sum(award_pence) FROM by_provider").fetchone() == (228_350_800,)


def test_the_awards_of_several_documents_name_theirs(project: Path, tmp_path: Path) -> None:
    year_of_documents(project)
    (path,) = export("2018-19", "sqlite", project=project, folder=tmp_path / "made")
    with opened(path) as connection:
        found = connection.execute("SELECT service, document, stated_in, amount_source FROM awards ORDER BY place")
        assert found.fetchall()[:3] == [
            ("Night bus", "paper", "paper of 11 May 2018", "data/raw/2018-19/gr.csv row 2"),
            ("Refuge", "paper", "variation of 15 October 2018", "data/raw/2018-19/variations.csv row 3"),
            ("Cameras", "paper", "decision notice of 3 August 2018", "data/raw/2018-19/variations.csv row 2"),
        ]
