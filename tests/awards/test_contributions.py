"""Who else pays for an award: declared line by line, tied to its award, and never read off a remark alone."""

import csv
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from support.cases import first
from support.reporting import add_year, copied_project

from grantsdata import summaries
from grantsdata.awards.contributions import suggested_roles
from grantsdata.awards.load import load_awards, open_year
from grantsdata.awards.paper_tables import load_contributions
from grantsdata.errors import AwardsError
from grantsdata.exports.export import export
from grantsdata.exports.tables import write_tables
from grantsdata.importers.new_year import new_year
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check
from grantsdata.reconcile.load import findings_of

Line = tuple[str, str, str, str, str, str, str]

FILE = "data/raw/2018-19/contributions.csv"
YEAR = FinancialYear.parse("2018-19")

# An invented paper: £4,600 in all. Others pay for the night bus (£2,000), the club of North Ward (£300) and the refuge
# (£1,000): £3,300.
AWARDS = [
    ("GR", "Night bus", "Family Action", "£2,000 (Match funded)"),
    ("GR", "Youth club", "North Ward", "£300"),
    ("GR", "Youth club", "South Ward", "£400"),
    ("GR", "Refuge", "Family Action", "£1,000"),
    ("OUT", "Cameras", "Lens Ltd", "£900"),
]
BUS: Line = ("GR", "Night bus", "", "Lottery", "matches", "Match funded by the Lottery", "4")
TRUST: Line = ("GR", "Night bus", "", "other agencies", "pools", "a budget pooled with other agencies", "5")
CLUB: Line = ("GR", "Youth club", "North  Ward", "(not named)", "contributes to a larger sum", "A contribution", "6")
REFUGE: Line = ("GR", "Refuge", "", "Town Council", "holds the main contract", "on top of the town's contract", "7")
GOOD = (BUS, TRUST, CLUB, REFUGE)


def described(project: Path, lines: Sequence[Line], awards: Sequence[tuple[str, str, str, str]] = AWARDS) -> Path:
    add_year(project, awards, contributions=lines)
    return project


def faults_of(project: Path) -> list[str]:
    """The faults of the awards, which are those that `check` and `load_contributions` give too."""
    with pytest.raises(AwardsError) as refusal:
        load_awards("2018-19", project=project)
    with pytest.raises(AwardsError):
        load_contributions("2018-19", project=project)
    found = [str(fault) for fault in refusal.value.faults]
    entries = [entry for entry in check(YEAR, project=project) if entry.severity == "fault"]
    assert sorted(entry.message for entry in entries) == sorted(fault.sentence for fault in refusal.value.faults)
    return found


def findings(project: Path, code: str) -> list[tuple[str, str]]:
    """Severity and place of each finding of a kind."""
    found = [one for one in findings_of(open_year("2018-19", project)) if one.code == code]
    return [(one.severity, ", ".join(f"{place} {place.column}" for place in one.rows)) for one in found]


# ---- A second paper ----------------------------------------------------------------------------------


def test_the_awards_of_another_paper_have_the_contributors_that_are_declared(project: Path) -> None:
    awards = load_awards("2018-19", project=described(project, GOOD))
    found = awards[["service", "provider_printed", "other_contributors", "contribution"]].astype("object")
    assert found.where(found.notna(), None).to_numpy().tolist() == [
        ["Night bus", "Family Action", "Lottery; other agencies", "pools; matches"],
        ["Youth club", "North Ward", "(not named)", "contributes to a larger sum"],
        ["Youth club", "South Ward", None, None],
        ["Refuge", "Family Action", "Town Council", "holds the main contract"],
        ["Cameras", "Lens Ltd", None, None],
    ]
    figures = summaries.key_figures(awards, "").set_index("figure").loc["With other contributors"]
    assert (figures["awards"], figures["award_gbp"]) == (3, 3_300)
    assert figures["share"] == pytest.approx(0.717391, abs=5e-7)  # of 4,600
    table = summaries.contributed_awards(awards, load_contributions("2018-19", project=project))
    assert table.loc[0, ["words", "paragraph"]].tolist() == [
        "Match funded by the Lottery; a budget pooled with other agencies", "4; 5",
    ]  # fmt: skip
    assert findings(project, "contribution-undeclared") == findings(project, "contribution-contradicted") == []


def test_the_tables_and_the_database_hand_every_line_on(project: Path, tmp_path: Path) -> None:
    described(project, GOOD)
    write_tables(open_year("2018-19", project), tmp_path / "tables")
    with (tmp_path / "tables" / "contributions.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["award_id"], line["contributor"], line["role"], line["source_row"]) for line in lines] == [
        ("2018-19-GR-night-bus", "Lottery", "matches", "2"),
        ("2018-19-GR-night-bus", "other agencies", "pools", "3"),
        ("2018-19-GR-youth-club-north-ward", "(not named)", "contributes to a larger sum", "4"),
        ("2018-19-GR-refuge", "Town Council", "holds the main contract", "5"),
    ]
    (path,) = export("2018-19", "sqlite", project=project, folder=tmp_path / "database")
    with closing(sqlite3.connect(path)) as database:
        query = (
            "SELECT service, sum(award_pence) FROM awards JOIN (SELECT DISTINCT award_id FROM contributions "
            "WHERE role = 'matches') USING (award_id)"
        )
        assert database.execute(query).fetchall() == [("Night bus", 200_000)]
        assert database.execute("SELECT count(*) FROM contributions").fetchall() == [(4,)]


def test_a_paper_without_the_table_has_no_contributors(project: Path) -> None:
    awards = load_awards("2018-19", project=described(project, ()))
    assert awards[["other_contributors", "contribution"]].isna().all(axis=None)
    assert load_contributions("2018-19", project=project).empty
    assert summaries.contributed_awards(awards, load_contributions("2018-19", project=project)).empty


# ---- What is wrong, and where ------------------------------------------------------------------------

BODY = "Police and Crime Commissioner for Elsewhere"


@pytest.mark.parametrize(
    ("line", "fault"),
    first([
        ((*BUS[:1], "Night buses", *BUS[2:]),
         'row 3, column service: no award of this stream has the service "Night buses"; expected the service of an '
         'award, as its table has it; the nearest is "Night bus". Copy it from the award table.'),
        (("OUT", *BUS[1:]), 'row 3, column service: no award of this stream has the service "Night bus"; expected'),
        (("XX", *BUS[1:]), 'row 3, column stream: unknown stream "XX"; expected empty, or one of GR, OUT.'),
        (("", *BUS[1:]), "row 3, column stream: an empty cell; expected the code of the stream"),
        ((*CLUB[:2], "", *CLUB[3:]),
         'row 3, column service: the service of 2 awards to several providers: "Youth club"; expected the provider of '
         "the award as well. Copy it from the award table."),
        ((*CLUB[:2], "North Word", *CLUB[3:]),
         'row 3, column provider: no award for this service has the provider "North Word"; expected the provider of '
         'one of its awards; the nearest is "North Ward". Copy it from the award table.'),
        ((*BUS[:3], "", *BUS[4:]), "row 3, column contributor: an empty cell; expected who else pays, in the paper's "
         "words, or (not named). Fill in the cell."),
        ((*BUS[:3], BODY, *BUS[4:]),
         f'row 3, column contributor: the body that makes the award is listed as another contributor: "{BODY}"; '),
        ((*BUS[:4], "matched", *BUS[5:]),
         'row 3, column role: unknown role "matched"; expected one of pools, matches, holds the main contract, '
         "contributes to a larger sum. Correct the cell."),
        ((*BUS[:5], "", *BUS[6:]), "row 3, column words: an empty cell; expected the words of the paper that say so."),
        ((*BUS[:6], ""), "row 3, column paragraph: an empty cell; expected where the paper says so, such as 4.2."),
        ((*REFUGE[:5], "other words", "9"),
         'row 3, column service: the line appears twice: "Refuge"; expected each contributor of an award once in each '
         "role; row 2 is another. Keep one of the lines, with all the words."),
    ], 3),
)  # fmt: skip
def test_a_line_that_cannot_be_right_is_a_fault_with_its_place(project: Path, line: Line, fault: str) -> None:
    (found,) = faults_of(described(project, (REFUGE, line)))
    assert found.startswith(f"{FILE} {fault}")


def test_all_faults_of_the_table_come_together(project: Path) -> None:
    lines = ((*BUS[:4], "matched", *BUS[5:]), ("GR", "Nothing", *REFUGE[2:]), (*REFUGE[:6], ""))
    assert [fault.partition(":")[0] for fault in faults_of(described(project, lines))] == [
        f"{FILE} row 2, column role", f"{FILE} row 3, column service", f"{FILE} row 4, column paragraph",
    ]  # fmt: skip


def test_an_award_that_cannot_be_read_hides_no_contributor_behind_a_false_fault(project: Path) -> None:
    described(project, GOOD, [("GR", "Night bus", "Family Action", "£12,34"), *AWARDS[1:]])
    (fault,) = faults_of(project)
    assert fault.startswith("data/raw/2018-19/gr.csv row 2, column Award: cannot read")


def test_a_column_that_is_missing_is_a_fault_of_the_table(project: Path) -> None:
    path = described(project, GOOD) / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("role", "part", 1), encoding="utf-8")
    assert any(f"{FILE} row 1, column role: the column is missing" in fault for fault in faults_of(project))


def test_awards_that_nothing_tells_apart_share_a_line(project: Path) -> None:
    described(project, (REFUGE,), [*AWARDS, AWARDS[3]])
    awards = load_awards("2018-19", project=project).set_index("award_id")
    assert awards["contribution"].dropna().to_dict() == {
        "2018-19-GR-refuge-family-action": "holds the main contract",
        "2018-19-GR-refuge-family-action-2": "holds the main contract",
    }
    assert load_contributions("2018-19", project=project)["source_row"].tolist() == [2, 2]
    assert {one.code for one in findings_of(open_year("2018-19", project))} >= {"duplicate-award"}


def test_lines_are_looked_at_in_a_paper_of_which_only_parts_are_sound(project: Path) -> None:
    described(project, ((*BUS[:4], "matched", *BUS[5:]),))
    paper = project / "data" / "raw" / "2018-19" / "paper.toml"
    paper.write_text(paper.read_text(encoding="utf-8").replace('title = "Small grants"\n', ""), encoding="utf-8")
    faults = [one for one in check(YEAR, project=project) if one.severity == "fault"]
    assert [(one.file, one.row) for one in faults] == [(FILE, 2), ("data/raw/2018-19/paper.toml", None)]


# ---- Questions and contradictions --------------------------------------------------------------------


def test_words_beside_an_award_make_it_no_shared_one_but_are_asked_about(project: Path) -> None:
    awards = load_awards("2018-19", project=described(project, (REFUGE,)))
    assert awards["contribution"].notna().sum() == 1
    assert awards["remark"].tolist() == ["Match funded", "", "", "", ""]
    assert findings(project, "contribution-undeclared") == [("note", "gr.csv row 2 Award")]
    (entry,) = [one for one in check(YEAR, project=project) if one.code == "contribution-undeclared"]
    assert (entry.file, entry.row, entry.column) == ("data/raw/2018-19/gr.csv", 2, "Award")
    assert entry.message.startswith(
        "Night bus may have other contributors: its remark says “Match funded”. If others pay too, enter them in the "
        "table of contributions."
    )


def test_the_twelve_awards_of_2017_and_no_others_are_asked_about_without_their_table(project: Path) -> None:
    path = project / "data" / "raw" / "2017-18" / "paper.toml"
    before, _, rest = path.read_text(encoding="utf-8").partition("[contributions]\n")
    path.write_text(before + rest[rest.index("# ---- The paper's own list") :], encoding="utf-8")
    asked = [one for one in findings_of(open_year("2017-18", project)) if one.code == "contribution-undeclared"]
    assert [str(place) + f", {place.column}" for one in asked for place in one.rows] == [
        "victims-services.csv row 7, Award",
        "victims-services.csv row 8, Award",
        "crime-and-disorder-reduction.csv row 2, Provider",
        "crime-and-disorder-reduction.csv row 7, Provider",
        "crime-and-disorder-reduction.csv row 9, Provider",
        "crime-and-disorder-reduction.csv row 10, Provider",
        "crime-and-disorder-reduction.csv row 11, Purpose",
        "crime-and-disorder-reduction.csv row 12, Purpose",
        "crime-and-disorder-reduction.csv row 14, Purpose",
        "crime-and-disorder-reduction.csv row 15, Purpose",
        "crime-and-disorder-reduction.csv row 22, Purpose",
        "crime-and-disorder-reduction.csv row 25, Purpose",
    ]
    assert {one.severity for one in asked} == {"note"}


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("POOLED budget with the health trust", ["pools"]),
        ("match-funded by the parish", ["matches"]),
        ("A charity matches the money.", ["matches"]),
        ("sitting on top of the main contract", ["holds the main contract"]),
        ("Contribution to pooled budget", ["pools", "contributes to a larger sum"]),
        ("from OPCC", ["contributes to a larger sum"]),
        ("A share of the cost", ["contributes to a larger sum"]),
        ("Swimming pool and football matches", []),
        ("Contributes to safer streets", []),
        ("from reserves", []),
        ("to share what they know", []),
        ("paid in May", []),
    ],
)
def test_words_that_may_speak_of_others_are_known(text: str, roles: list[str]) -> None:
    assert suggested_roles(text) == roles


@pytest.mark.parametrize(
    ("line", "places"),
    first(
        [
            ((*BUS[:4], "pools", *BUS[5:]), ["contributions.csv row 2 role", "contributions.csv row 2 role"]),
            ((*BUS[:4], "pools", "a pooled budget", "4"), ["contributions.csv row 2 role"]),  # the cell: Match funded
            ((*REFUGE[:4], "contributes to a larger sum", *REFUGE[5:]), ["contributions.csv row 2 role"]),
            ((*REFUGE[:5], "with the money of the town", "7"), []),
            ((*TRUST[:4], "matches", "pooled and match funded", "5"), []),
        ],
        2,
    ),
)
def test_a_role_that_its_own_words_or_the_cells_contradict_is_a_warning(
    project: Path, line: Line, places: list[str]
) -> None:
    described(project, (line,))
    assert findings(project, "contribution-contradicted") == [("warning", place) for place in places]


# ---- The next year -----------------------------------------------------------------------------------


def test_nothing_carries_over_and_a_person_is_asked_to_look(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    new_year("2018-19", project=project)
    header = "Stream,Service,Provider,Contributor,Role,Printed words,Paragraph\n"
    assert (project / FILE).read_text(encoding="utf-8") == header
    asked = [one.message for one in check(YEAR, project=project) if "other contributors" in one.message]
    assert len(asked) == 1
    assert asked[0].startswith(
        "to do: 2017-18 has other contributors on record, in its contributions.csv; see for which "
    )
