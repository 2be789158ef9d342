"""Tables as other offices print them, each described in `paper.toml` alone: the awards, and what is told of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest

import grantsdata as gd
from grantsdata.errors import AwardsError, PaperError, SourceError
from grantsdata.reconcile.check import check

pytestmark = pytest.mark.smoke

YEAR = gd.FinancialYear.parse("2024-25")

HEAD = """
[paper]
title = "Safer grants"
body = "Commissioner for Testshire"
date = 2024-06-03
financial_year = "2024-25"
source = "Decision notice, 3 June 2024"
licence = "Open Government Licence v3.0"

[overall_budget]
label = "Grants budget"
printed = "£1.2m and £96,000"

[[streams]]
code = "VS"
name = "Victims fund"
funder = "Ministry"
origin = "Ministry grant"
budget_printed = "£913,314 + £68,040"
in_overall_budget = true

[[streams]]
code = "SF"
name = "Safety fund"
funder = "Main grant"
origin = "Main grant"
budget_printed = "£314,646"
in_overall_budget = true
"""

COLUMNS = """
[award_tables.columns]
service = "Project"
provider = "Run by"
award = "Award"
"""

Describe = Callable[[str, Sequence[str]], Path]


@pytest.fixture
def describe(tmp_path: Path) -> Describe:
    """`describe(toml, lines)`: a project with one year, whose one award table has these lines."""

    def write(toml: str, lines: Sequence[str]) -> Path:
        folder = tmp_path / "data" / "raw" / "2024-25"
        folder.mkdir(parents=True, exist_ok=True)
        header = "provider_printed,provider,provider_type,identifier,basis,confidence,payee,reason"
        line = "Night Owls,Night Owls,voluntary and community,,judgement,low,,Sounds like a club."
        (tmp_path / "data" / "raw" / "providers.csv").write_text(f"{header}\n{line}\n", encoding="utf-8")
        (folder / "paper.toml").write_text(HEAD + toml, encoding="utf-8")
        (folder / "awards.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path

    return write


def awards_of(project: Path) -> pd.DataFrame:
    return gd.load_awards("2024-25", project=project)


def pounds(awards: pd.DataFrame) -> dict[str, float]:
    return dict(zip(awards["service"], awards["award_gbp"], strict=True))


def told(project: Path) -> dict[str, str]:
    """The findings by their code; the last of each."""
    findings = gd.load_findings("2024-25", project=project)
    return dict(zip(findings["code"], findings["sentence"], strict=True))


def faults(project: Path) -> list[str]:
    with pytest.raises((AwardsError, PaperError, SourceError)) as refusal:
        awards_of(project)
    return str(refusal.value).splitlines()


SECTIONS = """
[[award_tables]]
file = "awards.csv"
section_rows = ["stream", "theme"]

[award_tables.streams]
"Victims' money" = "VS"
"Safety money" = "SF"

[award_tables.themes]
"Young people" = "Kept from crime"
"Homes" = ""
"""

SECTIONED = [
    "Project,Run by,Award",
    "Victims' money,←,←",
    "Young people,,",
    "Counselling,Night Owls,£900.50",
    "Homes,,",
    "Locks,Night Owls,£99.50",
    'Total Victims\' money,,"£1,000"',
    "Safety money,←,←",
    'Night bus,Night Owls,"£2,000"',
    'Grand total,,"£3,010"',
]

TOTALS = """
[[printed_totals]]
label = "Total Victims' money"
printed = "£1,000"
file = "awards.csv"
row = 7
stream = "VS"

[[printed_totals]]
label = "Grand total"
printed = "£3,010"
file = "awards.csv"
row = 10
"""


def test_headings_and_totals_stand_between_the_awards(describe):
    project = describe(SECTIONS + COLUMNS + TOTALS, SECTIONED)
    awards = awards_of(project)
    assert pounds(awards) == {"Counselling": 900.5, "Locks": 99.5, "Night bus": 2000.0}
    assert list(awards["stream"]) == ["Victims fund", "Victims fund", "Safety fund"]
    assert awards["theme"].astype("object").fillna("none").tolist() == ["Young people", "Homes", "none"]
    assert list(awards["source_row"]) == [4, 6, 9]
    assert list(awards["award_id"]) == ["2024-25-VS-counselling", "2024-25-VS-locks", "2024-25-SF-night-bus"]


def test_a_total_that_is_off_by_ten_is_a_finding_and_one_of_a_fund_agrees(describe):
    findings = gd.load_findings("2024-25", project=describe(SECTIONS + COLUMNS + TOTALS, SECTIONED))
    agrees = findings[findings["code"] == "total-agrees"]
    assert agrees[["stream", "ours_gbp", "printed_gbp"]].to_numpy().tolist() == [["Victims fund", 1000, 1000]]
    differs = findings[findings["code"] == "total-differs"]
    assert differs[["stream", "ours_gbp", "difference_gbp"]].to_numpy().tolist() == [["", 3000, -10]]
    totals = gd.load_printed_totals("2024-25", project=describe(SECTIONS + COLUMNS + TOTALS, SECTIONED))
    assert list(totals["stream"]) == ["Victims fund", "Victims fund and Safety fund"]


def test_a_heading_may_print_the_total_of_its_section_beside_it(describe):
    lines = ["Project,Run by,Award", "Homes,,£50", "Locks,Night Owls,£20", "Lamps,Night Owls,£30"]
    toml = '[[award_tables]]\nfile = "awards.csv"\nstream = "SF"\nsection_rows = ["theme"]\n'
    toml += '[award_tables.themes]\nHomes = ""\n'
    total = '[[printed_totals]]\nlabel = "Homes"\nprinted = "£50"\nfile = "awards.csv"\nrow = 2\ntheme = "Homes"\n'
    project = describe(toml + COLUMNS + total, lines)
    assert awards_of(project)["theme"].tolist() == ["Homes", "Homes"]
    assert "add up to £50, the total that the paper prints." in told(project)["total-agrees"]


def test_an_unknown_heading_and_an_award_above_all_headings_are_faults(describe):
    lines = ["Project,Run by,Award", "Early bird,Night Owls,£5", "Young poeple,,", "Counselling,Night Owls,£7"]
    first, second, *rest = faults(describe(SECTIONS + COLUMNS, lines))
    assert first.startswith(
        "data/raw/2024-25/awards.csv row 2: an award above the first heading; expected one of Victims' money, "
        "Safety money"
    )
    assert second.startswith('data/raw/2024-25/awards.csv row 3: unknown heading "Young poeple"; expected one of ')
    assert "left_out" in second
    assert len(rest) == 1  # the other award stands under no fund either
    assert "row 4" in rest[0]


def test_a_declared_total_must_be_what_its_row_holds(describe):
    wrong = TOTALS.replace('"£1,000"', '"£1,001"').replace("row = 10", "row = 12")
    one, other = faults(describe(SECTIONS + COLUMNS + wrong, [*SECTIONED[:9]]))
    assert one == (
        'data/raw/2024-25/awards.csv row 7, column Award: a declared total does not fit "£1,000"; expected "£1,001", '
        'as the printed total "Total Victims\' money" in paper.toml says. Correct the row number or the amount of the '
        "printed total."
    )
    assert "row 12, column Award: the file has no such row; expected" in other


def test_a_total_row_that_is_not_declared_is_a_fault(describe):
    (fault,) = faults(describe(SECTIONS + COLUMNS, SECTIONED[:7]))
    assert 'row 7, column Project: a total among the awards: "Total Victims\' money"' in fault
    assert "with row = 7" in fault


LEFT_OUT = """
[[award_tables]]
file = "awards.csv"
stream = "SF"
left_out = [
    { row = 3, printed = "Received from the council", because = "income" },
    { row = 4, printed = "Figures are subject to audit.", because = "note" },
]
"""
WITH_OTHERS = [
    "Project,Run by,Award",
    "Night bus,Night Owls,£40",
    "Received from the council,,£500",
    "Figures are subject to audit.,←,←",
]


def test_rows_that_are_no_awards_count_nowhere_and_are_told(describe):
    project = describe(LEFT_OUT + COLUMNS, WITH_OTHERS)
    assert pounds(awards_of(project)) == {"Night bus": 40.0}
    findings = told(project)
    assert findings["income-among-awards"] == (
        "The row “Received from the council” among the awards is income and is in no sum here."
    )
    assert findings["no-printed-total"].endswith(" to set beside our sum.")
    repairs = gd.load_repairs("2024-25", project=project)
    assert repairs[repairs["kind"] == "left-out row"][["row", "printed", "read_as", "why"]].to_numpy().tolist() == [
        [3, "£500", "no award", "paper.toml declares that this row is no award: income."],
        [4, "←", "no award", "paper.toml declares that this row is no award: note."],
    ]


def test_a_row_left_out_must_be_the_declared_one(describe):
    moved = [WITH_OTHERS[0], WITH_OTHERS[2], WITH_OTHERS[1]]
    one, other = faults(describe(LEFT_OUT + COLUMNS, moved))
    assert 'row 3: a row declared under left_out does not fit "Night bus"; expected a row that begins with' in one
    assert "row 4: the file has no such row" in other


def test_a_header_of_two_rows_names_its_columns_by_both(describe):
    toml = """
[[award_tables]]
file = "awards.csv"
stream = "SF"
header_rows = 2
ignored_columns = ["Award 2023/24", "Award 2025/26"]
no_award = ["", "-"]

[award_tables.columns]
service = "Project"
provider = "Run by"
award = "Award 2024/25"
"""
    lines = [
        "Project,Run by,Award,←,←",
        "〃,〃,2023/24,2024/25,2025/26",
        "Night bus,Night Owls,£10,£20.25,£30",
        "Old lamps,Night Owls,£11,-,-",
        'Locks,〃,,"£1,021",',
    ]
    awards = awards_of(describe(toml, lines))
    assert pounds(awards) == {"Night bus": 20.25, "Locks": 1021.0}
    assert list(awards["source_row"]) == [3, 5]
    assert list(awards["provider"]) == ["Night Owls", "Night Owls"]


def test_a_column_without_a_name_is_known_by_its_place(describe):
    toml = '[[award_tables]]\nfile = "awards.csv"\nstream = "SF"\n' + COLUMNS.replace("Run by", "column 2")
    assert pounds(awards_of(describe(toml, ["Project,,Award", "Night bus,Night Owls,£4"]))) == {"Night bus": 4.0}


def test_amounts_with_spaces_have_to_be_declared(describe):
    toml = '[[award_tables]]\nfile = "awards.csv"\nstream = "SF"\n'
    lines = ["Project,Run by,Award", 'Night bus,Night Owls,"£334, 818"', "Locks,Night Owls,£12 000"]
    assert len(faults(describe(toml + COLUMNS, lines))) == 2
    awards = awards_of(describe(toml + "spaced_amounts = true\n" + COLUMNS, lines))
    assert pounds(awards) == {"Night bus": 334_818.0, "Locks": 12_000.0}
    assert list(awards["award_printed"]) == ["£334, 818", "£12 000"]


def test_what_is_promised_for_later_years_is_told_and_not_counted(describe):
    toml = '[[award_tables]]\nfile = "awards.csv"\nstream = "SF"\n' + COLUMNS
    printed = '"£8,000 (then £8,500 in 2025-26, and £6,000 in 2026/27)"'
    project = describe(toml, ["Project,Run by,Award", f"Night bus,Night Owls,{printed}"])
    awards = awards_of(project)
    assert pounds(awards) == {"Night bus": 8000.0}
    assert awards["remark"].tolist() == ["then £8,500 in 2025-26, and £6,000 in 2026/27"]
    assert told(project)["later-years"] == (
        "Night bus is promised money for later years, in no sum here: “then £8,500 in 2025-26, and £6,000 in 2026/27”."
    )
    (fault,) = faults(
        describe(toml, ["Project,Run by,Award", 'Night bus,Night Owls,"£8,000 (then £8,000 in 2024-25)"'])
    )
    assert "an amount for a later year that is not later:" in fault
    assert "expected a year after 2024-25" in fault


REMARKED = '[[award_tables]]\nfile = "awards.csv"\nstream = "SF"\n'


def lines_of(*amounts: str) -> list[str]:
    return ["Project,Run by,Award", *(f'Bus {at},Night Owls,"{text}"' for at, text in enumerate(amounts, start=1))]


@pytest.mark.parametrize(
    "words", ["(a visit)", "(in euros)", "(cancelled)", "(to be confirmed)", "each", "per month", "(plus VAT)", "(new)"]
)
def test_words_that_may_change_an_amount_are_refused_with_what_to_do(describe, words):
    (fault,) = faults(describe(REMARKED + COLUMNS, lines_of("£4", f"£2,000 {words}")))
    assert fault == (
        f'data/raw/2024-25/awards.csv row 3, column Award: words beside the amount may change it: "£2,000 {words}"; '
        'expected an amount alone, or one with where the money is from or who else pays: "from OPCC", "match funded". '
        "Declare in paper.toml how to read the cell, as a correction; or, if the amount is right as printed, declare "
        "its words under remarks of its table, with the reason."
    )


def test_a_remark_that_a_person_declares_is_kept_and_on_record(describe):
    toml = REMARKED + '[award_tables.remarks]\n"new" = "The office marks what was not awarded before."\n'
    project = describe(toml + COLUMNS, lines_of("£4 (new)", "£5", "£6 new", "£7 (match funded)"))
    awards = awards_of(project)
    assert pounds(awards) == {"Bus 1": 4.0, "Bus 2": 5.0, "Bus 3": 6.0, "Bus 4": 7.0}
    assert list(awards["remark"]) == ["new", "", "new", "match funded"]
    findings = gd.load_findings("2024-25", project=project)
    (finding,) = findings[findings["code"] == "remark-declared"].to_dict("records")
    assert finding["sentence"] == (
        "Amounts with the remark “new” are read as printed. The office marks what was not awarded before."
    )
    assert (finding["severity"], finding["rows"]) == ("note", "awards.csv row 2; awards.csv row 4")


def test_a_cell_whose_words_change_the_amount_is_read_by_its_correction(describe):
    correction = (
        '[[award_tables.corrections]]\nrow = 2\ncolumn = "Award"\nprinted = "£2,000 (cancelled)"\nread_as = "£0"\n'
        'reason = "It was cancelled before the year began."\nstatus = "settled"\n'
    )
    awards = awards_of(describe(REMARKED + COLUMNS + correction, lines_of("£2,000 (cancelled)")))
    assert pounds(awards) == {"Bus 1": 0.0}


def test_a_declared_remark_that_stands_nowhere_is_a_fault(describe):
    toml = REMARKED + '[award_tables.remarks]\n"New" = "Not awarded before."\n'
    first, second = faults(describe(toml + COLUMNS, lines_of("£4 (new)")))
    assert 'no amount has the declared remark "New"' in first
    assert 'words beside the amount may change it: "£4 (new)"' in second


@pytest.mark.parametrize("amount", ["-£6,000", "−£6,000", "£0", "£6–8,000", "(£6,000)", "TBC"])
def test_a_later_year_s_amount_is_refused_where_it_is_nothing_less_or_unclear(describe, amount):
    (fault,) = faults(describe(REMARKED + COLUMNS, lines_of(f"£8,000 (then {amount} in 2025-26)")))
    assert fault.startswith("data/raw/2024-25/awards.csv row 2, column Award: cannot read")


def test_a_budget_may_be_the_sum_of_two(describe):
    toml = '[[award_tables]]\nfile = "awards.csv"\nstream = "SF"\n' + COLUMNS
    project = describe(toml, ["Project,Run by,Award", "Night bus,Night Owls,£4"])
    budgets = gd.load_budgets("2024-25", project=project)
    # £1.2m is anything from £1.15m to £1.25m; £96,000 is half a pound either way.
    assert budgets[["budget_gbp", "budget_low_gbp", "budget_high_gbp"]].to_numpy().tolist() == [
        [1_296_000, 1_245_999.5, 1_346_000.5],
        [981_354, 981_353, 981_355],
        [314_646, 314_645.5, 314_646.5],
    ]
    assert told(project)["budgets-add-up"].startswith("The streams' budgets add up to the ")


def test_a_table_without_a_printed_total_says_so_for_each_of_its_funds(describe):
    toml = '[[award_tables]]\nfile = "awards.csv"\n[award_tables.streams]\nV = "VS"\nS = "SF"\n'
    toml += COLUMNS + 'stream = "Fund"\n'
    lines = ["Fund,Project,Run by,Award", "V,Locks,Night Owls,£1", "S,Night bus,Night Owls,£2"]
    project = describe(toml, lines)
    assert list(awards_of(project)["stream"]) == ["Victims fund", "Safety fund"]
    assert told(project)["no-printed-total"] == (
        "The paper prints no total for the Victims fund and the Safety fund to set beside our sum."
    )
    (fault,) = faults(describe(toml, [*lines, "X,Lamps,Night Owls,£3"]))
    assert 'row 4, column Fund: unknown stream "X"; expected one of V, S' in fault


def test_a_cell_that_is_one_with_its_left_neighbour(describe):
    toml = '[[award_tables]]\nfile = "awards.csv"\nstream = "SF"\n' + COLUMNS
    project = describe(toml, ["Project,Run by,Award", "Night Owls,←,£4"])
    assert list(awards_of(project)["provider"]) == ["Night Owls"]
    merged = gd.load_repairs("2024-25", project=project).query("kind == 'merged cell'")
    assert merged[["row", "column", "read_as"]].to_numpy().tolist() == [[2, "Run by", "Night Owls"]]
    assert "its text is printed in column Project" in merged["why"].iloc[0]
    assert len(faults(describe(toml, ["Project,Run by,Award", "Night bus,Night Owls,←"]))) == 1
    assert len(faults(describe(toml, ["Run by,Project,Award", "←,Night bus,£4"]))) == 1


def test_an_amount_is_never_taken_from_the_cell_that_it_is_one_with(describe):
    """Neither that to its left, here of another year, nor that above."""
    toml = '[[award_tables]]\nfile = "awards.csv"\nstream = "SF"\nignored_columns = ["Last year"]\n' + COLUMNS
    head = "Project,Run by,Last year,Award"
    (left,) = faults(describe(toml, [head, "Locks,Night Owls,£30,£31", "Night bus,Night Owls,£40,←"]))
    assert left == (
        "data/raw/2024-25/awards.csv row 3, column Award: an amount is merged with the cell to its left; expected a "
        'form like "£446,000", "£1.3m" or "£20,000 (match funded)". Correct the cell, or declare it in paper.toml.'
    )
    (above,) = faults(describe(toml, [head, "Locks,Night Owls,£30,£31", "Night bus,Night Owls,£40,〃"]))
    assert "row 3, column Award: an amount is repeated by a ditto sign; expected a form like" in above


MISTAKES = {
    "no stream": ("", 'expected the stream of the table, or the streams of its parts'),
    "two ways": ('stream = "VS"\nsection_rows = ["stream"]\nstreams = { A = "VS" }', "stream is given for the whole"),
    "a column and headings": (
        'stream = "VS"\nthemes = { A = "" }\nsection_rows = ["theme"]\ncolumns.theme = "Theme"',
        "columns.theme and section_rows both give the theme; keep one of them",
    ),
    "sections without headings": (
        'stream = "VS"\nsection_rows = ["theme"]',
        "and the list of themes must be given together",
    ),
    "one sign": ('stream = "VS"\nmerged_left = "〃"', "ditto and merged_left are the same sign"),
    "unknown reason": (
        'stream = "VS"\nleft_out = [{ row = 2, printed = "A", because = "dull" }]',
        "expected one of income, note, another year",
    ),
    "unknown stream": ('streams = { A = "XX" }\nsection_rows = ["stream"]', 'the stream "XX"; expected one of VS, SF'),
    "one heading twice": (
        'streams = { A = "VS" }\nthemes = { A = "" }\nsection_rows = ["stream", "theme"]',
        "a heading of section_rows has two meanings",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_the_description_is_told(describe, name):
    declared, expected = MISTAKES[name]
    columns = COLUMNS + 'theme = "Theme"\n' if "columns.theme" in declared else COLUMNS
    declared = declared.removesuffix('\ncolumns.theme = "Theme"')
    toml = f'[[award_tables]]\nfile = "awards.csv"\n{declared}\n' + columns
    assert expected in "\n".join(faults(describe(toml, ["Project,Run by,Award", "Night bus,Night Owls,£4"])))


def test_a_budget_in_parts_must_be_stated_in_full(describe):
    toml = '[[award_tables]]\nfile = "awards.csv"\nstream = "SF"\n' + COLUMNS
    project = describe(toml, ["Project,Run by,Award", "Night bus,Night Owls,£4"])
    path = project / "data" / "raw" / "2024-25" / "paper.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("£913,314 + £68,040", "£913,314 + TBC"), encoding="utf-8")
    assert 'cannot read "£913,314 + TBC"' in "\n".join(faults(project))


def test_check_tells_the_rows_that_it_is_about(describe):
    entries = check(YEAR, project=describe(LEFT_OUT + COLUMNS, WITH_OTHERS))
    (income,) = [entry for entry in entries if entry.code == "income-among-awards"]
    assert (income.severity, income.file, income.row) == ("note", "data/raw/2024-25/awards.csv", 3)
