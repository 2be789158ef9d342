"""What is said of pairs of awards: read, held against the awards, told on the page, and asked for by the command.

Two small years made up for it: Playgroups £10 and Playgroup £11, Bus £30 and Night bus £40 (of another body), Hub £100
twice, Zoo £20 in the first year only.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from support.reporting import add_year

from grantsdata import summaries
from grantsdata.awards.decisions import load_decisions
from grantsdata.awards.load import load_awards, open_year
from grantsdata.awards.provenance import load_inputs
from grantsdata.cli.main import main
from grantsdata.errors import InputError, ParameterError, SourceError
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check
from grantsdata.report.narrative import decisions as narrative
from grantsdata.runs.matches import add_undecided, undecided_pairs
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.summaries.matching import matches

THEN, NOW = "2019-20", "2020-21"
FORMER = (
    ("GR", "Hub", "Charity One", "£100"),
    ("GR", "Playgroups", "Charity Two", "£10"),
    ("GR", "Bus", "Charity One", "£30"),
    ("GR", "Zoo", "Charity Two", "£20"),
)
LATER = (
    ("GR", "Hub", "Charity One", "£100"),
    ("GR", "Playgroup", "Charity Two", "£11"),
    ("GR", "Night bus", "Charity Three", "£40"),
)
HEADER = "former_id,award_id,same,reason"
PLAY = (f"{THEN}-GR-playgroups", f"{NOW}-GR-playgroup")
BUS = (f"{THEN}-GR-bus", f"{NOW}-GR-night-bus")
HUB = (f"{THEN}-GR-hub", f"{NOW}-GR-hub")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with the two years alone."""
    project = tmp_path / "project"
    (project / "data" / "raw").mkdir(parents=True)
    names = "".join(f"{name},{name},voluntary and community,,paper,high,,Its name.\n" for name in
                    ("Charity One", "Charity Two", "Charity Three"))  # fmt: skip
    header = "provider_printed,provider,provider_type,identifier,basis,confidence,payee,reason\n"
    (project / "data" / "raw" / "providers.csv").write_text(header + names, encoding="utf-8")
    add_year(project, FORMER, year=THEN)
    add_year(project, LATER, year=NOW)
    return project


def path_of(project: Path, year: str = NOW) -> Path:
    return project / "data" / "raw" / year / "matches.csv"


def say(project: Path, *lines: Sequence[str], year: str = NOW) -> Path:
    text = "\n".join([HEADER, *(",".join(line) for line in lines)]) + "\n"
    path_of(project, year).write_text(text, encoding="utf-8")
    return path_of(project, year)


def movements(project: Path) -> dict[tuple[str, str], str]:
    awards, former = load_awards(NOW, project=project), load_awards(THEN, project=project)
    table = summaries.award_movements(awards, former, load_decisions(NOW, project=project))
    cells = table[["former_id", "award_id"]].astype("object").fillna("").to_numpy()
    return {(one, other): kind for (one, other), kind in zip(cells, table["movement"], strict=True)}


def faults_of(project: Path) -> list[tuple[int | None, str | None, str | None]]:
    with pytest.raises(SourceError) as error:
        load_decisions(NOW, project=project)
    assert {fault.file for fault in error.value.faults} == {f"data/raw/{NOW}/matches.csv"}
    return [(fault.row, fault.column, fault.text) for fault in error.value.faults]


# ---- What is said goes before the rules ------------------------------------------------------------------


def test_without_a_word_of_anybody_the_rules_alone_decide(small: Path) -> None:
    assert load_decisions(NOW, project=small).empty
    assert list(load_decisions(NOW, project=small)) == [
        "former_id", "award_id", "same", "reason", "source_file", "source_row",
    ]  # fmt: skip
    assert movements(small) == {
        HUB: "continued", PLAY: "doubtful", (BUS[0], ""): "ended", (f"{THEN}-GR-zoo", ""): "ended",
        ("", BUS[1]): "new",
    }  # fmt: skip


def test_a_yes_makes_a_pair_certain_however_unlike_its_services_are(small: Path) -> None:
    say(small, (*PLAY, "yes", "The same grant"), (*BUS, "Yes", ""))
    assert movements(small) == {
        HUB: "continued", PLAY: "changed", BUS: "changed", (f"{THEN}-GR-zoo", ""): "ended",
    }  # fmt: skip
    awards, former = load_awards(NOW, project=small), load_awards(THEN, project=small)
    said = matches(awards, former, load_decisions(NOW, project=small))
    # bus and nightbus: 2 × 3 of 3 + 8; playgroups and playgroup: 2 × 9 of 19.
    assert [tuple(match) for match in said] == [
        (*BUS, round(6 / 11, 4), True), (*PLAY, round(18 / 19, 4), True), (*HUB, 1, True),
    ]  # fmt: skip


def test_a_no_parts_what_the_rules_would_pair_and_the_next_best_is_asked_for(small: Path) -> None:
    say(small, (*PLAY, "no", "Another charity's"), (*HUB, "no", "A hub of its own"))
    assert movements(small) == {
        (HUB[0], ""): "ended", (PLAY[0], ""): "ended", (BUS[0], ""): "ended", (f"{THEN}-GR-zoo", ""): "ended",
        ("", HUB[1]): "new", ("", PLAY[1]): "new", ("", BUS[1]): "new",
    }  # fmt: skip


def test_an_undecided_pair_stays_doubtful(small: Path) -> None:
    say(small, (*PLAY, "", ""))
    assert movements(small)[PLAY] == "doubtful"
    assert load_decisions(NOW, project=small)[["same", "reason", "source_row"]].to_numpy().tolist() == [["", "", 2]]


def made(listed: Sequence[tuple[str, str, int]], year: str) -> pd.DataFrame:
    table = pd.DataFrame(listed, columns=["service", "provider", "award_pence"])
    table.insert(0, "award_id", [f"{year}{number}" for number in range(len(listed))])
    return table.assign(stream="Grants")


def decided(*lines: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=["former_id", "award_id", "same"])


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        # Of two with one amount the other twin is taken; the last two are not paired in spite of a no.
        ([("Hub", "A", 1)], [("Hub", "A", 1), ("Hub", "A", 1)], [("f0", "n1", 1.0, True)]),
        ([("Hub", "A", 1)], [("Hub", "A", 2)], []),
        # Another provider, alone in both years.
        ([("Hub", "A", 1)], [("Hub", "B", 1)], []),
        # The next best of what is alike.
        ([("Play", "A", 1)], [("Plays", "A", 1), ("Players", "A", 1)], [("f0", "n1", round(8 / 11, 4), False)]),
    ],
)
def test_a_no_holds_under_each_rule(
    then: list[tuple[str, str, int]], now: list[tuple[str, str, int]], expected: list[tuple[str, str, float, bool]]
) -> None:
    found = matches(made(now, "n"), made(then, "f"), decided(("f0", "n0", "no")))
    assert [tuple(match) for match in found] == expected


def test_what_is_said_of_other_awards_is_passed_over() -> None:
    found = matches(made([("Hub", "A", 1)], "n"), made([("Hub", "A", 1)], "f"), decided(("x", "n0", "yes")))
    assert [tuple(match) for match in found] == [("f0", "n0", 1.0, True)]


def test_of_a_pair_that_is_said_the_similarity_orders_nothing() -> None:
    then, now = [("Alpha", "A", 1), ("Hub", "A", 1)], [("Omega", "A", 1), ("Hub", "A", 1)]
    frames = [made(rows, year).assign(award_gbp=1.0, award_status="printed", stream=pd.Categorical(["G", "G"]))
              for rows, year in ((now, "n"), (then, "f"))]  # fmt: skip
    table = summaries.award_movements(*frames, decided(("f0", "n0", "yes")))
    assert table["former_id"].tolist() == ["f0", "f1"], "in the papers' order"
    assert table["similarity_share"].tolist() == [round(2 / 10, 4), 1]


# ---- Lineage in a column of the award table --------------------------------------------------------------


def with_lineage(project: Path, *cells: str) -> None:
    folder = project / "data" / "raw" / NOW
    rows = (folder / "gr.csv").read_text(encoding="utf-8").splitlines()
    lines = [f"{row},{cell}" for row, cell in zip(rows, ("Continues", *cells), strict=True)]
    (folder / "gr.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    paper = folder / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace('award = "Award"\n', 'award = "Award"\ncontinues = "Continues"\n'), encoding="utf-8")


def test_an_award_table_may_say_which_award_each_continues(small: Path) -> None:
    with_lineage(small, "", PLAY[0], BUS[0])
    assert movements(small) == {
        HUB: "continued", PLAY: "changed", BUS: "changed", (f"{THEN}-GR-zoo", ""): "ended",
    }  # fmt: skip
    table = load_decisions(NOW, project=small)
    assert table[["former_id", "same", "source_file", "source_row"]].to_numpy().tolist() == [
        [PLAY[0], "yes", f"data/raw/{NOW}/gr.csv", 3], [BUS[0], "yes", f"data/raw/{NOW}/gr.csv", 4],
    ]  # fmt: skip
    assert "continues" not in load_awards(NOW, project=small)


def test_both_may_say_the_same_and_not_the_contrary(small: Path) -> None:
    with_lineage(small, "", PLAY[0], "")
    say(small, (*PLAY, "yes", "So says its report"))
    assert load_decisions(NOW, project=small)[["reason", "source_file"]].to_numpy().tolist() == [
        ["So says its report", f"data/raw/{NOW}/matches.csv"]
    ]
    say(small, (*PLAY, "", ""))
    assert load_decisions(NOW, project=small)["same"].tolist() == ["yes"]
    say(small, (*PLAY, "no", ""))
    assert faults_of(small) == [(2, "former_id", PLAY[0])]


def test_a_row_that_is_no_award_of_the_year_continues_none(small: Path) -> None:
    with_lineage(small, "", PLAY[0], BUS[0])
    paper = small / "data" / "raw" / NOW / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace('stream = "GR"\n', 'stream = "GR"\nno_award = ["£40"]\n'), encoding="utf-8")
    assert load_decisions(NOW, project=small)["former_id"].tolist() == [PLAY[0]]


# ---- Faults, all at once, each in its place ---------------------------------------------------------------


def test_every_fault_is_told_at_once_with_its_place(small: Path) -> None:
    say(
        small,
        (f"{THEN}-GR-playgrops", PLAY[1], "yes", ""),
        (HUB[0], f"{NOW}-GR-hubb", "perhaps", ""),
        ("hub", HUB[1], "", ""),
        (f"{NOW}-GR-hub", HUB[1], "", ""),
        ("2012-13-GR-hub", HUB[1], "", ""),
    )
    assert faults_of(small) == [
        (2, "former_id", f"{THEN}-GR-playgrops"),
        (3, "same", "perhaps"),
        (3, "award_id", f"{NOW}-GR-hubb"),
        (4, "former_id", "hub"),
        (5, "former_id", f"{NOW}-GR-hub"),
        (6, "former_id", "2012-13-GR-hub"),
    ]
    with pytest.raises(SourceError) as error:
        load_decisions(NOW, project=small)
    told = str(error.value).splitlines()
    assert told[0] == (
        f"data/raw/{NOW}/matches.csv row 2, column former_id: no award of {THEN} has the identifier "
        f'"{THEN}-GR-playgrops"; expected the identifier of an award of an earlier year on file; the nearest is '
        f'"{PLAY[0]}". Correct the cell; `grantsdata matches` fills in identifiers automatically.'
    )
    assert told[1].endswith(
        'unknown word "perhaps"; expected yes, no, or nothing while it is undecided. Correct the cell.'
    )
    assert f'the nearest is "{HUB[1]}"' in told[2]
    assert 'row 4, column former_id: no award of an earlier year on file has the identifier "hub"; expected' in told[3]
    assert f'"{HUB[0]}"' in told[5], "the nearest of all that are known"


def test_an_award_is_one_other_at_most_and_a_pair_stands_once(small: Path) -> None:
    say(
        small,
        (*PLAY, "yes", ""),
        (BUS[0], PLAY[1], "yes", ""),
        (PLAY[0], BUS[1], "yes", ""),
        (*PLAY, "no", ""),
        (BUS[0], HUB[1], "no", ""),
        (HUB[0], PLAY[1], "no", ""),
    )
    assert faults_of(small) == [(3, "award_id", PLAY[1]), (4, "former_id", PLAY[0]), (5, "former_id", PLAY[0])]
    with pytest.raises(SourceError, match=r"matches\.csv row 2 has it too\. Keep the one that is right\."):
        load_decisions(NOW, project=small)
    with pytest.raises(SourceError, match=r"one line for each pair; .* row 2 is another"):
        load_decisions(NOW, project=small)


def test_lines_for_other_years_are_legal_and_kept(small: Path) -> None:
    add_year(small, FORMER[:2], year="2018-19")
    old = "2018-19-GR-playgroups"
    say(small, (*PLAY, "yes", ""), (old, PLAY[1], "yes", "It began then"))
    assert load_decisions(NOW, project=small)["former_id"].tolist() == [PLAY[0]]
    assert load_decisions(NOW, "2018-19", project=small)["reason"].tolist() == ["It began then"]
    say(small, ("2018-19-GR-playgroup", PLAY[1], "yes", ""))
    assert load_decisions(NOW, project=small).empty, "the awards of that year are not looked at here"
    (fault,) = [one for one in check(FinancialYear.parse(NOW), project=small) if one.severity == "fault"]
    assert (fault.file, fault.row, fault.column) == (f"data/raw/{NOW}/matches.csv", 2, "former_id")
    assert f'"{old}"' in fault.message


def test_a_first_year_has_nothing_to_say_of_any_before(small: Path) -> None:
    say(small, ("2018-19-GR-hub", HUB[0], "yes", ""), year=THEN)
    with pytest.raises(
        SourceError, match=r"no award of an earlier year on file has the identifier \"2018-19-GR-hub\"; expected the"
    ):
        load_decisions(THEN, project=small)
    path_of(small, THEN).unlink()
    assert load_decisions(THEN, project=small).empty


def test_a_file_of_another_form_is_told_as_any_table_is(small: Path) -> None:
    path_of(small).write_text("former_id;award_id;same;reason\n", encoding="utf-8")
    with pytest.raises(SourceError, match="separated by semicolons"):
        load_decisions(NOW, project=small)


def test_check_tells_the_faults_and_not_that_nothing_counts(small: Path) -> None:
    say(small, (*PLAY, "maybe", ""))
    entries = check(FinancialYear.parse(NOW), project=small)
    assert [one.message for one in entries if one.severity == "fault"] == [
        'unknown word "maybe"; expected yes, no, or nothing while it is undecided. Correct the cell.'
    ]
    assert not [one for one in entries if "no paper.toml names this table, so nothing in it counts" in one.message]
    say(small, (*PLAY, "yes", ""))
    assert not [one for one in check(project=small) if one.file.endswith("matches.csv")]
    (small / "data" / "raw" / THEN / "gr.csv").write_text("Service\n", encoding="utf-8")
    told = [one.file for one in check(FinancialYear.parse(NOW), project=small) if one.severity == "fault"]
    assert told == [], "a fault of an earlier year is told where that year is checked"


def test_the_file_is_an_input_of_the_report_and_of_its_foot(small: Path) -> None:
    name = f"data/raw/{NOW}/matches.csv"
    year = FinancialYear.parse(NOW)
    assert name not in Inputs(small).of_report("first", year, "") and name not in list(
        load_inputs(NOW, project=small)["file"]
    )
    say(small, (*PLAY, "yes", ""))
    assert name in Inputs(small).of_report("first", year, "") and name in list(load_inputs(NOW, project=small)["file"])


# ---- The command ------------------------------------------------------------------------------------------


def test_the_doubtful_pairs_come_with_all_that_it_takes_to_decide(small: Path) -> None:
    table = undecided_pairs(NOW, project=small)
    assert table.to_dict("records") == [
        {
            "former_id": PLAY[0], "award_id": PLAY[1], "former_service": "Playgroups", "service": "Playgroup",
            "former_provider": "Charity Two", "provider": "Charity Two", "former_gbp": 10.0, "award_gbp": 11.0,
            "similarity_share": round(18 / 19, 4), "is_on_file": False,
        }
    ]  # fmt: skip
    say(small, (*PLAY, "", "Ask"))
    assert undecided_pairs(NOW, project=small)["is_on_file"].tolist() == [True]
    say(small, (*PLAY, "yes", "Asked"))
    assert undecided_pairs(NOW, project=small).empty
    with pytest.raises(ParameterError, match=f"There is no year on file before {THEN}"):
        undecided_pairs(THEN, project=small)


def test_the_command_lists_and_writes_once(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["--project", str(small), "matches", NOW]
    assert main(line) == 0
    assert capsys.readouterr().out == (
        "1. 94.7% alike\n"
        f"   {THEN}: Playgroups; Charity Two; £10\n            {PLAY[0]}\n"
        f"   {NOW}: Playgroup; Charity Two; £11\n            {PLAY[1]}\n"
        f"1 doubtful pair of {THEN} and {NOW}. Add them to data/raw/{NOW}/matches.csv with --write, and write yes or "
        "no there.\n"
    )
    assert not path_of(small).exists()
    assert main([*line, "--write", "--with", THEN]) == 0
    assert capsys.readouterr().out.endswith(
        f"1 doubtful pair of {THEN} and {NOW}; 1 added to data/raw/{NOW}/matches.csv.\n"
    )
    assert path_of(small).read_bytes() == f"{HEADER}\n{PLAY[0]},{PLAY[1]},,\n".encode()
    assert main([*line, "--write"]) == 0
    told = capsys.readouterr().out
    assert "94.7% alike, on file and not decided\n" in told and "; none added to" in told
    assert path_of(small).read_bytes() == f"{HEADER}\n{PLAY[0]},{PLAY[1]},,\n".encode()
    assert [path.name for path in path_of(small).parent.iterdir() if path.name.startswith(".")] == []
    assert path_of(small).stat().st_mode == (path_of(small).parent / "paper.toml").stat().st_mode
    say(small, (*PLAY, "yes", ""))
    assert main(line) == 0
    assert capsys.readouterr().out == f"0 doubtful pairs of {THEN} and {NOW}.\n"


def test_an_award_without_provider_or_amount_is_listed_as_such(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_year(small, [("GR", "Playgroupe", "", ""), ("GR", "Hub", "Charity One", "£100")], year="2021-22")
    assert main(["--project", str(small), "matches", "2021-22"]) == 0
    assert "   2021-22: Playgroupe; none named; not stated\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("there", "after"),
    [
        (f"{HEADER}\nF,A,no,x\n", f"{HEADER}\nF,A,no,x\nf,a,,\n"),
        (f"{HEADER}\nF,A,no,x", f"{HEADER}\nF,A,no,x\nf,a,,"),
        (f"{HEADER}\r\nF,A,no,x\r\n\r\n", f"{HEADER}\r\nF,A,no,x\r\nf,a,,\r\n\r\n"),
        (f"\ufeff{HEADER}\nF,A,no,\"x\ny\"\n", f"\ufeff{HEADER}\nF,A,no,\"x\ny\"\nf,a,,\n"),
        ("reason, award_id,same,former_id\nx,A,no,F\n", "reason, award_id,same,former_id\nx,A,no,F\n,a,,f\n"),
        ('"reason","award_id","same","former_id"\nx,A,no,F\n',
         '"reason","award_id","same","former_id"\nx,A,no,F\n,a,,f\n'),
    ],
)  # fmt: skip
def test_what_is_there_stays_to_the_byte(there: str, after: str, small: Path) -> None:
    path_of(small).write_bytes(there.encode())
    pairs = pd.DataFrame({"former_id": ["f", "g"], "award_id": ["a", "b"], "is_on_file": [False, True]})
    assert add_undecided(open_year(NOW, small), pairs) == 1
    assert path_of(small).read_bytes() == after.encode()


def test_a_folder_in_its_place_is_told_and_nothing_is_written(small: Path) -> None:
    path_of(small).mkdir()
    pairs = pd.DataFrame({"former_id": ["f"], "award_id": ["a"], "is_on_file": [False]})
    with pytest.raises(InputError, match="cannot read"):
        add_undecided(open_year(NOW, small), pairs)


# ---- What the page says -----------------------------------------------------------------------------------


def test_the_words_on_what_is_decided_and_what_is_not(small: Path) -> None:
    awards, former = load_awards(NOW, project=small), load_awards(THEN, project=small)
    nothing = load_decisions(NOW, project=small)
    assert summaries.decided_pairs(nothing, awards, former).empty
    assert narrative.decided_count(summaries.decided_pairs(nothing, awards, former)) == []
    say(small, (*PLAY, "yes", "The same grant"), (*BUS, "no", "Other buses"), (*HUB, "", ""))
    decisions = load_decisions(NOW, project=small)
    table = summaries.decided_pairs(decisions, awards, former)
    where = f"data/raw/{NOW}/matches.csv"
    assert table.to_numpy().tolist() == [
        ["Playgroups", "Playgroup", "Charity Two", "Charity Two", round(18 / 19, 4), "yes", "The same grant", where],
        ["Bus", "Night bus", "Charity One", "Charity Three", round(6 / 11, 4), "no", "Other buses", where],
    ]
    assert narrative.decided_count(table) == ["By decisions on record, 1 pair is one award and 1 pair is two awards."]
    assert narrative.decided_count(pd.concat([table, table])) == [
        "By decisions on record, 2 pairs are one award each and 2 pairs are two awards each."
    ]
    year, before = FinancialYear.parse(NOW), FinancialYear.parse(THEN)
    (told,) = narrative.how_to_decide(table.iloc[:1], year, before, "")
    assert told == (
        "To decide, run “grantsdata matches 2020-21 --write”, and enter yes or no with the reason in "
        "data/raw/2020-21/matches.csv."
    )
    (told,) = narrative.how_to_decide(table, year, before, THEN)
    assert told.startswith("To decide, run “grantsdata matches 2020-21 --with 2019-20 --write”, and enter yes or no")
    assert narrative.how_to_decide(table.iloc[:0], year, before) == []


def test_a_pair_that_is_said_has_a_remark(small: Path) -> None:
    with_lineage(small, "", "", BUS[0])
    say(small, (*PLAY, "yes", "The same grant."), (*HUB, "yes", ""))
    awards, former = load_awards(NOW, project=small), load_awards(THEN, project=small)
    decisions = load_decisions(NOW, project=small)
    table = summaries.award_movements(awards, former, decisions)
    remarks = narrative.movement_remarks(table, FinancialYear.parse(THEN), decisions)
    assert dict(zip(table["award_id"].fillna(""), remarks, strict=True)) == {
        HUB[1]: "Confirmed by a person: no reason is given",
        PLAY[1]: "Called “Playgroups” in 2019-20. Confirmed by a person: The same grant.",
        BUS[1]: "Called “Bus” in 2019-20. Provider in 2019-20: Charity One. "
                "The award table says that it is the same award.",
        "": "",
    }  # fmt: skip
