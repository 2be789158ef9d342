"""The second reading of the raw files, against the paper typed by hand, and against the first reading."""

import ast
import shutil
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples
from support.reporting import REPOSITORY, THE_35_AWARDS, add_year, copied_project, office_with_two_streams

import grantsdata.runs.verifier
from grantsdata import load_awards
from grantsdata.awards.load import open_year
from grantsdata.errors import AmountError
from grantsdata.model.amounts.parse import parse_amount
from grantsdata.runs.qa.expected import page_data
from grantsdata.runs.verifier.printed import amount
from grantsdata.runs.verifier.raw import Raw

HARD = """
[[award_tables]]
file = "awards.csv"
header_rows = 2
section_rows = ["stream", "theme"]
ditto = "do."
scale = 1000
no_award = ["none"]
ignored_columns = ["Body Note"]

[award_tables.columns]
service = "Project"
provider = "Body Name"
award = "2024/25 Award (£000)"

[award_tables.streams]
"Fund for victims" = "A"
"Fund for safety" = "B"

[award_tables.themes]
"Young people" = "Safer youth"

[[award_tables.left_out]]
row = 9
printed = "Income from fees"
because = "income"

[[award_tables.corrections]]
row = 5
column = "2024/25 Award (£000)"
printed = "1O"
read_as = "10"
reason = "A letter for a digit."
status = "known"

[[award_tables]]
file = "more.csv"
stream = "B"
arrangement = "Single tender"
service = "Advice"

[award_tables.columns]
provider = "Who"
award = "Pounds"
pence = "p"

[[printed_totals]]
label = "Total"
printed = "£32"
scale = 1000
file = "awards.csv"
row = 10

[[printed_totals]]
label = "Advice in all"
printed = "£3,700.50"
file = "more.csv"
"""
AWARDS = """,Body,←,2024/25
Project,Name,Note,Award (£000)
Fund for victims,,,
Young people,,,
Club,Charity One,←,1O
Camp,do.,new,(2.5)
Fund for safety,,,
Patrol,,,£4.25k
Income from fees,,,7
Total,,,£32
Bus,Charity Two,late,none
"""
MORE = "Who,Pounds,p\nCharity One,1200,50\nCharity Three,,\n"


def hard(folder: Path) -> Path:
    """A project with two tables that have nearly everything that a table may have."""
    return office_with_two_streams(folder, HARD, {"awards.csv": AWARDS, "more.csv": MORE})


def test_the_35_awards_are_as_they_were_typed_by_hand() -> None:
    awards = Raw(REPOSITORY, "2017-18").awards
    read = [(one["arrangement"] or one["theme"], one["service"], one["award_pence"]) for one in awards]
    assert read == [(one.group, one.service, one.pounds * 100) for one in THE_35_AWARDS]
    assert [one["award_status"] for one in awards].count("implied") == 1


def test_a_table_with_nearly_everything_is_read(tmp_path: Path) -> None:
    read = [
        (one["stream"], one["theme"], one["service"], one["provider"], one["award_pence"], one["award_status"])
        for one in Raw(hard(tmp_path / "project"), "2024-25").awards
    ]
    assert read == [
        ("Victims fund", "Young people", "Club", "Charity One", 10_000_00, "printed"),
        ("Victims fund", "Young people", "Camp", "Charity One", -2_500_00, "printed"),
        ("Safety fund", None, "Patrol", None, 4_250_00, "printed"),
        ("Safety fund", None, "Advice", "Charity One", 1_200_50, "printed"),
        ("Safety fund", None, "Advice", "Charity Three", 2_500_00, "implied"),
    ]


def second(root: Path, year: str, include_implied: bool) -> list[dict[str, Any]]:
    return [{name: value or None for name, value in one.items()} for one in Raw(root, year, include_implied).awards]


def first(root: Path, year: str, include_implied: bool) -> list[dict[str, Any]]:
    awards = page_data(open_year(year, root), include_implied=include_implied).awards
    left_out = ("award_gbp",)
    return [{name: value or None for name, value in one.items() if name not in left_out} for one in awards]


@pytest.mark.parametrize("include_implied", [True, False])
@pytest.mark.parametrize("year", ["2017-18", "2018-19", "2024-25"])
def test_both_readings_agree_in_every_column(year: str, include_implied: bool, tmp_path: Path) -> None:
    project = hard(tmp_path / "project")
    rows = [("GR", "Club", "Charity One", "£1,000"), ("GR", "Bus", "", ""), ("OUT", "Fete", "Hall", "tbc")]
    lines = [("GR", "Club", "", "Council", "pools", "pooled", "1"), ("GR", "Club", "", "NHS", "matches", "match", "1")]
    add_year(project, rows, total="£1,500", contributions=lines)
    ours = second(project, year, include_implied)
    assert [{name: value for name, value in one.items() if name != "code"} for one in ours] == first(
        project, year, include_implied
    )


@examples(200)
@given(
    number=st.from_regex(r"(£ ?)?[1-9][0-9]{0,2}(,[0-9]{3}){0,2}(\.[0-9]{2})?", fullmatch=True),
    around=st.sampled_from(
        ["{}", "({})", "-{}", "−{}", "{}-", "{}k", "{} million", "{} (match funded)", "{} from us", "GBP {}", "{} GBP"]
    ),
    scale=st.sampled_from([1, 1000]),
)
def test_an_amount_is_read_as_the_other_reading_has_it(number: str, around: str, scale: int) -> None:
    text = around.format(number)
    try:
        expected = parse_amount(text, scale=scale)
    except AmountError:
        return
    assert amount(text, {"scale": scale})[:2] == (expected.pence, expected.unit)


@pytest.mark.parametrize("text", ["", "-", "–", "n/a", "TBC", "to be confirmed"])
def test_what_states_no_amount_has_none(text: str) -> None:
    assert amount(text, {})[0] is None


def test_a_period_is_that_part_of_the_year_that_it_says(tmp_path: Path) -> None:
    of_project = copied_project(tmp_path / "project")
    file = of_project / "data" / "raw" / "2017-18" / "measures.csv"
    lines = file.read_text(encoding="utf-8")
    file.write_text(lines.replace("the first eight months", "1 April to 30 September 2017"), encoding="utf-8")
    services = [
        one["service"]
        for one in Raw(of_project, "2017-18", period="first half").awards
        if "for this period" in one["measured"]
    ]
    assert services == ["Integrated Mental Health Team in Force Control Room"]
    others = {one["measured"] for one in Raw(of_project, "2017-18", period="second half").awards}
    assert others == {"measures for other periods only", "no measure"}


FOLDER = Path(grantsdata.runs.verifier.__file__).parent


def test_the_verifier_shares_nothing_with_the_code_that_it_checks() -> None:
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("grantsdata.runs.verifier"), (
                    name
                )


def lines_of_code(path: Path) -> int:
    """Lines that do something: without blank ones, imports, comments and what explains it."""
    text = path.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(text)))
    texts = [node for node in nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)]
    imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    others = {line for node in [*texts, *imports] for line in range(node.lineno, (node.end_lineno or 0) + 1)}
    lines = enumerate(text.splitlines(), start=1)
    return sum(1 for number, line in lines if line.strip() and number not in others)


def test_the_verifier_is_short_enough_to_be_read_by_whoever_doubts_it() -> None:
    lines = {path.name: lines_of_code(path) for path in FOLDER.glob("*.py")}
    assert lines.pop("raw.py") + lines.pop("evaluate.py") <= 300
    assert {name: number for name, number in lines.items() if number > 50} == {}  # other records, a module each


def test_columns_of_a_table_beside_the_awards_are_called_by_their_meanings_if_none_are_named(project: Path) -> None:
    path = project / "data" / "raw" / "2017-18" / "paper.toml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("[separate_funds.columns]"), text.index("[measures]")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    path.with_name("separate-funds.csv").write_text("fund,stream\nRoads,CRS\n", encoding="utf-8")
    assert Raw(project, "2017-18").listed("separate_funds") == [{"fund": "Roads", "stream": "CRS"}]
    assert Raw(project, "2017-18").listed("other") == []


@pytest.mark.parametrize("printed", ["TBC", "To be confirmed", "Not yet  allocated", "N/A", "–", "Nobody Knows"])
def test_both_readings_agree_on_a_cell_that_names_nobody(printed: str, tmp_path: Path) -> None:
    add_year(tmp_path, [("GR", "Hub", printed, "£3"), ("GR", "Van", "Big Trust", "£2")])
    shutil.copyfile(REPOSITORY / "data" / "raw" / "providers.csv", tmp_path / "data" / "raw" / "providers.csv")
    ours = load_awards("2018-19", project=tmp_path)
    theirs = Raw(tmp_path, "2018-19").awards
    assert [one["provider_type"] for one in theirs] == list(ours["provider_type"])
    assert [one["provider"] or None for one in theirs] == [None if pd.isna(one) else one for one in ours["provider"]]
    assert (ours["provider_type"][0] == "not yet allocated") == (printed not in ("N/A", "–", "Nobody Knows"))


def test_a_fund_that_a_later_document_awards_is_no_other_fund(project: Path) -> None:
    folder = project / "data" / "raw" / "2017-18"
    with (folder / "paper.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[[documents]]\nid = "notice"\nkind = "decision notice"\ndate = 2017-08-03\ntitle = "Youth"\n'
            '[[award_tables]]\nfile = "notice.csv"\nstream = "YF"\ndocument = "notice"\n'
            '[award_tables.columns]\nservice = "Fund"\nprovider = "To"\naward = "Grant"\n'
        )
    (folder / "notice.csv").write_text('Fund,To,Grant\nYouth and Communities Fund,Aspire,"£2,450"\n', encoding="utf-8")
    whole, then = Raw(project, "2017-18"), Raw(project, "2017-18", as_at="2017-08-02")
    assert len(whole.listed("separate_funds")) == len(then.other_funds()) == 7
    assert [one["fund"] for one in then.other_funds() if one not in whole.other_funds()] == [
        "Youth and Communities Fund"
    ]
