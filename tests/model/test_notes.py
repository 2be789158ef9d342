"""Notes on a year: placeholders that become figures, faults that are told all at once, and text that stays text."""

import pytest
from bs4 import BeautifulSoup
from support.reporting import VICTIMS

from grantsdata.errors import NotesError
from grantsdata.model.notes import Note, Notes, parse_notes, placeholder_texts
from grantsdata.report.page import notes_html

FILE = "data/raw/2017-18/board-paper.md"
STREAMS = {"VS": "Victims' services", "CDR": "Crime and disorder reduction", "A1": "A fund with a digit"}


def measure(name: str, hedge: str = "", figure: str = "10", unit: str = "people", period: str = "2016/17"):
    return {"measure": name, "hedge": hedge, "figure": figure, "unit": unit, "period": period}


TEXTS = placeholder_texts(
    [
        measure("Referrals received", "more than", "15,000", "referrals"),
        measure("Cases already known", "", "83 per cent", "of cases", "the first eight months"),
        measure("Twice", "", "1"),
        measure("Twice", "", "2"),
        measure("Without a figure", "about", ""),
        measure("Without a period", period=""),
    ]
)


def parsed(text: str) -> Notes:
    return parse_notes(text, FILE, STREAMS, TEXTS)


def faults_of(text: str) -> list[str]:
    with pytest.raises(NotesError) as caught:
        parsed(text)
    return str(caught.value).splitlines()


# ---- Reading ----------------------------------------------------------------------------------------


def test_a_measure_becomes_hedge_figure_and_unit_and_its_period_can_be_had():
    note = parsed(
        "## Strategy\nIn {Referrals received: period}: {Referrals received}; {Cases already known}.\n"
    ).strategy
    text = BeautifulSoup(notes_html(note), "html.parser").get_text(strip=True)
    assert text == "In 2016/17: more than 15,000 referrals; 83 per cent of cases."


def test_sections_are_those_of_the_paper_and_those_of_its_streams():
    notes = parsed(
        "\n## Purpose\nWhy.\n\n## Highlights: VS\n- One\n\n- Two\n## Next steps: A1\nLater.\n## Background: VS\nB\n"
    )
    assert notes.purpose.markdown == "Why."
    assert list(notes.highlights) == ["Victims' services"]
    assert notes.highlights[VICTIMS].markdown == "- One\n\n- Two"
    assert notes.next_steps["A fund with a digit"].markdown == "Later."
    assert (notes.strategy, notes.single_tenders, notes.recommendation) == (Note(), {}, Note())
    headings = [notes.purpose.heading, notes.background[VICTIMS].heading, notes.highlights[VICTIMS].heading]
    assert headings == ["", "", "Highlights"]


def test_a_section_without_text_is_none():
    assert parsed("## Strategy\n\n\n## Highlights: VS\n") == Notes()
    assert parsed("") == Notes()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Approved in 2016.", '"2016."'),
        ("It cost £67k", '"£67k"'),
        ("1. First", '"1."'),
        ("Half: ½ of it", '"½"'),
        ("Fifteen: １５", '"１５"'),
        ("Entity &#49;", '"&#49;"'),
        ("{Referrals received} and 3 more", '"3"'),
        ("### Part 2", '"2"'),
    ],
)
def test_a_digit_outside_a_placeholder_is_a_fault(line, found):
    (fault,) = faults_of(f"## Strategy\n\nText.\n{line}\n")
    assert fault.startswith(f"{FILE} row 4: a figure without a source: {found}; expected no digit")


def test_an_unknown_placeholder_is_a_fault_that_names_the_nearest_measure():
    (fault,) = faults_of("## Strategy\n{Referals received}\n")
    assert fault == (
        f'{FILE} row 2: unknown placeholder "Referals received"; expected the name of a measure or of a figure in '
        f'paper.toml, perhaps "Referrals received". '
        f"Copy the cell of the column Measure; for the measure's period add a colon and the word period."
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{}", 'unknown placeholder ""'),
        ("{Referrals received: unit}", 'unknown placeholder "Referrals received: unit"'),
        ("{Twice}", '2 measures have the name "Twice"'),
        ("{Without a figure}", 'a placeholder whose measure has no such text: "Without a figure"'),
        ("{Without a period: period}", 'a placeholder whose measure has no such text: "Without a period: period"'),
        ("{Referrals", 'an unmatched brace in "{Referrals"'),
        ("received}", 'an unmatched brace in "received}"'),
        ("{{Referrals received}}", "an unmatched brace"),
        ("zero\u200bwidth", r'a character that cannot be seen, in "zero\u200bwidth"'),
        ("private \U000f0000", "a character that cannot be seen"),
    ],
)
def test_a_placeholder_that_cannot_be_filled_is_a_fault(line, said):
    (fault,) = faults_of(f"## Strategy\n{line}")
    assert fault.startswith(f"{FILE} row 2: ") and said in fault


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("## Strategie", 'unknown section "Strategie"'),
        ("# Strategy of all", 'unknown section "Strategy of all"'),
        ("##", 'unknown section ""'),
        ("## Strategy: VS", 'unknown section "Strategy: VS"'),
        ("## Highlights", 'a section of no stream: "Highlights"'),
        ("## Highlights: YF", 'a section of a stream that the paper does not have: "Highlights: YF"; expected a colon'),
        ("## Purpose", 'the section appears twice: "Purpose"'),
    ],
)
def test_a_section_that_no_page_would_show_is_a_fault(heading, said):
    (fault,) = faults_of(f"## Purpose\n\nWhy.\n\n{heading}\nText.\n")
    assert fault.startswith(f"{FILE} row 5: ") and said in fault


def test_text_before_the_first_section_is_a_fault_once():
    (fault,) = faults_of("\nHello\nagain\n## Purpose\nWhy.")
    assert fault.startswith(f'{FILE} row 2: text before the first section: "Hello"')


def test_all_faults_come_at_once_in_the_order_of_the_lines():
    faults = faults_of("## Nothing\nIn 2016 and 2017.\n\n## Highlights: XX\n{Unknown}\n")
    assert [fault.split(":")[0] for fault in faults] == [f"{FILE} row {row}" for row in (1, 2, 2, 4, 5)]


# ---- The file ---------------------------------------------------------------------------------------


# ---- On the page ------------------------------------------------------------------------------------
