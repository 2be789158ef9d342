"""What the page says is on file, and what it says is not; each figure comes out of the raw files again."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest
from support.agreements import BUS, CAMERAS, SOUND, YEAR, Row, year_with
from support.cases import first
from support.documents import year_of_documents
from support.reporting import REPOSITORY

from grantsdata import (
    load_agreements,
    load_awards,
    load_conditions,
    load_findings,
    load_paper,
    load_payments,
    load_single_tenders,
    load_variations,
    summaries,
)
from grantsdata.report.narrative import agreements as narrative
from grantsdata.report.traced import Figure, parts_of
from grantsdata.runs.figures.shown import page_kinds
from grantsdata.runs.figures.written import is_written
from grantsdata.runs.verifier.evaluate import Verifier
from grantsdata.runs.verifier.raw import Raw


def said(project: Path, year: str = YEAR) -> dict[str, str]:
    """Every sentence of the page about a year on file."""
    paper, agreements = load_paper(year, project=project), load_agreements(year, project=project)
    conditions, payments = load_conditions(year, project=project), load_payments(year, project=project)
    tenders, awards = load_single_tenders(year, project=project), load_awards(year, project=project)
    tables = {"agreement": agreements, "condition": conditions, "payment": payments}
    tables |= {"variation": load_variations(year, project=project), "single tender": tenders}
    committed = summaries.committed(agreements, year)
    texts = {
        "about": narrative.about_agreements(paper),
        "headline": narrative.agreements_headline(tables, paper),
        "agreements": narrative.agreements_committed(agreements, committed, paper),
        "conditions": narrative.conditions_met(conditions, paper),
        "money": narrative.money_paid(payments, awards, paper),
        "tenders": narrative.tenders_stated(tenders, paper),
    }
    verifier = Verifier(Raw(project, year), page_kinds({}, ()))
    for text in texts.values():
        for figure in [part for part in parts_of(text) if isinstance(part, Figure)]:
            assert is_written(verifier.value(figure.expression), str(figure)), (str(figure), figure.expression)
    return {name: str(text) for name, text in texts.items()}


def on_file(project: Path, **records: Sequence[Row]) -> dict[str, str]:
    year_with(project, records)
    return said(project)


def test_what_is_on_file_is_said_with_its_sums(project: Path) -> None:
    assert on_file(project, **SOUND) == {
        "about": "The agreements and conditions of awards in 2018-19, and the money paid, as far as they are on file.",
        "headline": "2 agreements, 3 conditions, 4 payments and 1 variation are on file for 2018-19.",
        "agreements": "Committed for later years: £4,000 in 2019-20. The agreement for Night bus ends first, on "
        "31 March 2020.",
        "conditions": "2 of 3 conditions were met.",
        "money": "£4,400.50 was paid for 2 awards of £6,500 in all. £2,000 was held back. £400 was returned.",
        "tenders": "No register of single tenders is on file.",
    }


def test_the_paper_of_2017_states_little_and_the_page_says_so() -> None:
    assert said(REPOSITORY, "2017-18") == {
        "about": "The agreements and conditions of awards in 2017-18, and the money paid, as far as they are on file.",
        "headline": "1 agreement, 6 conditions and 3 single tenders are on file for 2017-18.",
        "agreements": "No amounts by year are on file, so what is committed for later years is unknown. No end date is "
        "on file.",
        "conditions": "The records do not say whether any of the 6 conditions was met.",
        "money": "No payment is on file.",
        "tenders": "The register does not say which permitted circumstance applies to any of the 3 single tenders.",
    }


AGREED = BUS | {"said_in": "contract"}
SET = BUS | {"condition": "A timetable is agreed.", "said_in": "p. 2"}
TENDER = CAMERAS | {"said_in": "form 7"}
WHY = {"circumstance": "continuity with an existing supplier"}
PAID = BUS | {"date": "2018-06-01", "kind": "paid", "amount": "£10", "said_in": "ledger"}


@pytest.mark.parametrize(
    ("records", "part", "text"),
    first([
        ({}, "headline", "No agreement, condition or payment is on file for 2018-19."),
        ({}, "agreements", "No agreement is on file."),
        ({}, "conditions", "No condition is on file."),
        ({"conditions": [SET]}, "headline", "1 condition is on file for 2018-19."),
        (
            {"agreements": [AGREED | {"by_year": "2018-19: £4,000", "end": "2019-03-31"}]},
            "agreements",
            "The amounts by year commit nothing for later years. The agreement for Night bus ends on 31 March 2019.",
        ),
        (
            {"agreements": [AGREED | {"by_year": "2019-20: £4,000; 2020/21: £500.50"}]},
            "agreements",
            "Committed for later years: £4,000 in 2019-20 and £500.50 in 2020-21. No end date is on file.",
        ),
        ({"conditions": [SET]}, "conditions", "The records do not say whether the condition was met."),
        ({"conditions": [SET | {"met_on": "2018-05-01"}]}, "conditions", "The condition was met."),
        (
            {"conditions": [SET | {"met_on": "2018-05-01"}, SET | {"met_on": "2018-05-01", "condition": "x"}]},
            "conditions",
            "2 conditions were met.",
        ),
        ({"conditions": [SET | {"met_on": "2018-05-01"}, SET | {"condition": "x"}]}, "conditions",
         "1 of 2 conditions was met."),
        ({"payments": [PAID]}, "money", "£10 was paid for 1 award of £4,000."),
        ({"payments": [PAID | {"kind": "returned"}]}, "money", "Nothing was paid. £10 was returned."),
        ({"tenders": [TENDER]}, "tenders",
         "The register does not say which permitted circumstance applies to the single tender."),
        ({"tenders": [TENDER | WHY]}, "tenders",
         "The register says which permitted circumstance applies to the single tender."),
        ({"tenders": [TENDER | WHY, BUS | {"said_in": "form 8"}]}, "tenders",
         "The register says which permitted circumstance applies to 1 of 2 single tenders."),
        ({"tenders": [TENDER | WHY, BUS | {"said_in": "form 8"} | WHY]}, "tenders",
         "The register says which permitted circumstance applies to each of the 2 single tenders."),
    ], 5),
)  # fmt: skip
def test_one_none_and_some_are_said_as_they_are(
    records: Mapping[str, Sequence[Row]], part: str, text: str, project: Path
) -> None:
    assert on_file(project, **records)[part] == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "Our checks found no conflict between these records and the awards."),
        (1, "1 record conflicts with the awards or with another record."),
        (2, "2 records conflict with the awards or with each other."),
    ],
)
def test_the_verdict_counts_the_conflicts(number: int, text: str, project: Path) -> None:
    lines = [TENDER, BUS | {"said_in": "form 8"}][:number]
    year_with(project, {"tenders": lines} if lines else {})
    misfits = narrative.misfits(load_findings(YEAR, project=project))
    assert isinstance(misfits, pd.DataFrame) and narrative.agreements_verdict(misfits) == text


def test_what_was_paid_for_an_award_that_no_longer_stands_is_said_apart(project: Path) -> None:
    """Mentoring was awarded £1,200 in August and withdrawn in December; the night bus stays at £4,000."""
    folder = year_of_documents(project)
    toml = folder / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + '[payments]\nfile = "payments.csv"\n', encoding="utf-8")
    head = "stream,service,provider,date,kind,amount,instalment,held_back_because,said_in\n"
    mentoring = "GR,Mentoring,,2018-09-01,paid,£600,,,ledger\n"
    bus = "GR,Night bus,Family Action,2018-09-01,paid,£1000,,,ledger\n"
    said = []
    for lines, day in ((mentoring + bus, ""), (mentoring, ""), (mentoring + bus, "-as-at-2018-10-31")):
        (folder / "payments.csv").write_text(head + lines, encoding="utf-8")
        year = f"2018-19{day}"
        payments, awards = load_payments(year, project=project), load_awards(year, project=project)
        said.append(narrative.money_paid(payments, awards, load_paper(year, project=project)))
    assert said == [
        "£1,600 was paid, in part for awards that were withdrawn since. The rest was for 1 award of £4,000.",
        "£600 was paid for awards that were withdrawn since.",
        "£1,600 was paid for 2 awards of £5,200 in all.",
    ]


def test_a_page_as_at_a_day_says_what_has_no_date(project: Path) -> None:
    year_with(project, {**SOUND, "tenders": [TENDER]})
    paper = load_paper("2018-19-as-at-2018-06-30", project=project)
    said = narrative.undated_left_out({"agreements": 2, "tenders": 1, "returns": 3}, paper)
    assert said == (
        "2 agreements and 1 single tender are left out: no date says whether they were on file by 30 June 2018."
    )
    assert narrative.undated_left_out({"payments": 1}, paper, "payments") == (
        "1 payment is left out: no date says whether it was on file by 30 June 2018."
    )
    assert narrative.undated_left_out({}, paper) == ""
    assert narrative.agreements_headline({}, paper) == (
        "No agreement, condition or payment with a date by 30 June 2018 is on file for 2018-19."
    )
    tenders = load_single_tenders("2018-19-as-at-2018-06-30", project=project)
    assert narrative.tenders_stated(tenders, paper) == (
        "The register of single tenders is left out: its lines are undated."
    )
