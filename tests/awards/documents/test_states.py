"""The awards that stood on a day, with the amounts of then."""

from pathlib import Path

import pandas as pd
import pytest
from support.documents import MONTH_ENDS, YEAR, imply_the_cameras, year_of_documents

from grantsdata import load_awards, load_findings, load_separate_funds
from grantsdata.errors import AwardsError, GrantsDataError
from grantsdata.runs.verifier.raw import Raw


@pytest.fixture
def folder(project: Path) -> Path:
    return year_of_documents(project)


def pence(awards: pd.DataFrame) -> dict[str, int | None]:
    """Service → pence; the second award of a service is called so."""
    found: dict[str, int | None] = {}
    for service, amount in zip(awards["service"], awards["award_pence"], strict=True):
        name = f"Second {service.lower()}" if service in found else service
        found[name] = None if pd.isna(amount) else int(amount)
    return found


def test_twelve_month_ends_give_twelve_states_by_both_readings(project: Path, folder: Path) -> None:
    for day, expected in MONTH_ENDS.items():
        assert pence(load_awards(YEAR, as_at=day, project=project)) == expected, day
        again = Raw(project, YEAR, as_at=day).awards
        assert sorted(one["award_pence"] or 0 for one in again) == sorted(one or 0 for one in expected.values()), day
    assert pence(load_awards(YEAR, project=project)) == MONTH_ENDS["2019-03-31"]


def test_each_award_names_its_document_and_where_its_amount_stands(project: Path, folder: Path) -> None:
    awards = load_awards(YEAR, project=project).set_index("award_id")
    bus, cameras, second = (awards.loc[f"2018-19-GR-{one}"] for one in (
        "night-bus", "cameras", "night-bus-shrievalty-trust"))  # fmt: skip
    assert (bus["document"], bus["stated_in"]) == ("paper", "paper of 11 May 2018")
    assert (cameras["document"], cameras["stated_in"]) == ("paper", "decision notice of 3 August 2018")
    assert (cameras["award_status"], cameras["award_printed"]) == ("printed", "£2,500")
    assert cameras["amount_source"] == "data/raw/2018-19/variations.csv row 2"
    assert (cameras["source_file"], cameras["source_row"]) == ("data/raw/2018-19/gr.csv", 4)
    assert (second["document_date"], second["stated_in"]) == ("2019-02-01", "grant register of 1 February 2019")


def test_an_award_before_variations_has_the_amount_of_its_own_document(project: Path, folder: Path) -> None:
    printed = pence(load_awards(YEAR, varied=False, project=project))
    assert printed == {"Night bus": 400000, "Refuge": 300000, "Cameras": None, "Mentoring": 120000,
                       "Second night bus": 90000}  # fmt: skip


def test_a_year_with_its_paper_alone_has_all_or_nothing(project: Path) -> None:
    assert len(load_awards("2017-18", as_at="2017-05-10", project=project)) == 0
    awards = load_awards("2017-18", as_at="2017-05-11", project=project)
    pd.testing.assert_frame_equal(awards, load_awards("2017-18", project=project))
    assert "document" not in awards


def test_printed_totals_are_compared_with_what_their_tables_print(project: Path, folder: Path) -> None:
    with (folder / "paper.toml").open("a", encoding="utf-8") as file:
        file.write('[[printed_totals]]\nlabel = "Total"\nprinted = "£1,200"\nfile = "notice-august.csv"\n')
    findings = load_findings(YEAR, project=project).set_index("code")
    assert sorted(findings.loc["total-agrees", "ours_gbp"]) == [900, 1200]


def test_an_amount_that_a_total_implied_is_stated_by_a_later_document(project: Path, folder: Path) -> None:
    imply_the_cameras(folder)
    before = load_awards(YEAR, as_at="2018-05-31", project=project).set_index("service")
    assert (before.loc["Cameras", "award_pence"], before.loc["Cameras", "award_status"]) == (240000, "implied")
    after = load_awards(YEAR, as_at="2018-08-31", project=project).set_index("service")
    assert (after.loc["Cameras", "award_pence"], after.loc["Cameras", "award_status"]) == (250000, "printed")
    assert "variation-does-not-follow" not in set(load_findings(YEAR, project=project)["code"])


def test_a_table_can_hold_awards_of_several_documents(project: Path, folder: Path) -> None:
    (folder / "register.csv").write_text(
        "Service,Provider,Award,Decision\nVan,Family Action,£900,DN 14\nHall,Family Action,£50,Register\n",
        encoding="utf-8",
    )
    toml = folder / "paper.toml"
    text = toml.read_text(encoding="utf-8")
    at = text.index('document = "register"')
    table = text[at:].replace('document = "register"\n', "", 1).replace(
        'award = "Award"\n',
        'award = "Award"\ndocument = "Decision"\n'
        '[award_tables.documents]\n"DN 14" = "notice-august"\n"Register" = "register"\n', 1)  # fmt: skip
    toml.write_text(text[:at] + table, encoding="utf-8")
    assert "Van" in pence(load_awards(YEAR, as_at="2018-08-03", project=project))
    assert "Hall" not in pence(load_awards(YEAR, as_at="2019-01-31", project=project))
    assert pence(load_awards(YEAR, as_at="2019-02-01", project=project))["Hall"] == 5000


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("notice-august\n", "notice-july\n"), "row 2, column document: no document of the year has the id"),
        (('"£1,200",£0', '"£1,200",'), "row 4, column amount_after: an empty cell"),
        (("GR,Refuge", "GR,Refuges"), "row 3, column service: no award of this stream has the service"),
    ],
)  # fmt: skip
def test_a_wrong_variation_is_refused_by_its_place(
    change: tuple[str, str], expected: str, project: Path, folder: Path
) -> None:
    path = folder / "variations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(GrantsDataError) as caught:
        load_awards(YEAR, project=project)
    assert expected in str(caught.value)


def test_a_variation_that_starts_from_another_amount_is_a_finding(project: Path, folder: Path) -> None:
    path = folder / "variations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace('"£3,000"', '"£2,900"'), encoding="utf-8")
    findings = load_findings(YEAR, project=project).set_index("code")
    assert (
        "starts from £2,900; the amount before it was £3,000" in findings.loc["variation-does-not-follow", "sentence"]
    )


def test_a_document_that_is_not_listed_is_refused(project: Path, folder: Path) -> None:
    toml = folder / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('document = "register"', 'document = "list"'), "utf-8")
    with pytest.raises(
        (AwardsError, GrantsDataError), match='names the document "list"; expected one of paper, notice'
    ):
        load_awards(YEAR, project=project)


def test_an_award_that_a_register_lists_again_is_told_and_can_be_left_out(project: Path, folder: Path) -> None:
    again = 'Service,Provider,Award\nNight bus,Family Action,"£4,000"\n'
    (folder / "register.csv").write_text(again, encoding="utf-8")
    (sentence,) = load_findings(YEAR, project=project).set_index("code").loc[["duplicate-award"], "sentence"]
    assert sentence.endswith("Then declare the row of the later document under left_out, because it is listed before.")
    toml = folder / "paper.toml"
    left_out = '[[award_tables.left_out]]\nrow = 2\nprinted = "Night bus"\nbecause = "listed before"\n[variations]'
    toml.write_text(toml.read_text(encoding="utf-8").replace("[variations]", left_out), encoding="utf-8")
    assert pence(load_awards(YEAR, project=project))["Night bus"] == 400000
    assert "duplicate-award" not in set(load_findings(YEAR, project=project)["code"])


def test_the_funds_of_2017_18_get_their_amounts_when_a_notice_states_them(project: Path) -> None:
    raw = project / "data" / "raw" / "2017-18"
    names = "Local Youth Social Action Fund for Cambridgeshire", "Youth and Communities Fund"
    rows = "".join(f'{name},Cambridgeshire Community Foundation,"£20,000"\n' for name in names)
    (raw / "youth-funds.csv").write_text(f"Fund,Provider,Amount\n{rows}", encoding="utf-8")
    with (raw / "paper.toml").open("a", encoding="utf-8") as file:
        file.write("""
[[documents]]
id = "notice-youth"
kind = "decision notice"
date = 2017-08-03
title = "Youth funds"
[[award_tables]]
file = "youth-funds.csv"
stream = "YF"
document = "notice-youth"
columns = { service = "Fund", provider = "Provider", award = "Amount" }
""")
    before, after = (load_awards("2017-18", as_at=day, project=project) for day in ("2017-08-02", "2017-08-03"))
    assert before["award_pence"].sum() == 2_283_508_00
    youth = after[after["stream"] == "Youth Fund"]
    assert (youth["award_pence"].sum(), set(youth["stated_in"])) == (40_000_00, {"decision notice of 3 August 2017"})
    assert after["award_pence"].sum() == 2_323_508_00
    funds = load_separate_funds("2017-18", project=project)
    assert not set(names) & set(funds["fund"]) and len(funds) == 5
    assert len(load_separate_funds("2017-18-as-at-2017-08-02", project=project)) == 7


def test_a_variation_of_an_award_that_a_later_document_makes_counts_from_then(project: Path, folder: Path) -> None:
    """The notice of August states another amount for the second night bus, which the register of February lists."""
    line = 'GR,Night bus,Shrievalty Trust,2018-08-03,an early change,"£900","£950",paragraph 3,notice-august\n'
    with (folder / "variations.csv").open("a", encoding="utf-8") as file:
        file.write(line)
    assert pence(load_awards(YEAR, as_at="2018-08-31", project=project)) == MONTH_ENDS["2018-08-31"]
    assert pence(load_awards(YEAR, as_at="2019-02-28", project=project))["Second night bus"] == 95000


def test_years_with_and_without_documents_stand_in_one_table(project: Path, folder: Path) -> None:
    both = load_awards(project=project)
    assert (len(both), int(both["award_pence"].sum())) == (35 + 4, 228350800 + 400000 + 350050 + 250000 + 90000)
    first, bus = both.iloc[0], both.iloc[35]
    assert (first["document"], first["document_date"], first["stated_in"], first["amount_source"]) == (
        "paper", "2017-05-11", "paper of 11 May 2017", "data/raw/2017-18/victims-services.csv row 2",
    )  # fmt: skip
    assert (bus["service"], bus["document_date"]) == ("Night bus", "2018-05-11")
