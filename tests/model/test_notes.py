"""Notes on a year: placeholders that become figures, faults that are told all at once, and text that stays text."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from support.reporting import REPOSITORY, VICTIMS, add_year

from grantsdata.awards.notes import load_notes
from grantsdata.awards.provenance import load_inputs
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


def soup_of(markdown: str, values: dict[str, str] | None = None, **more: object) -> BeautifulSoup:
    return BeautifulSoup(notes_html(Note(markdown, values or {}), **more), "html.parser")


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
        f'{FILE} row 2: unknown placeholder "Referals received"; expected the name of a measure, perhaps "Referrals '
        f"received\". Copy the cell of the column Measure; for the measure's period add a colon and the word period."
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


def test_the_notes_of_2017_draw_on_all_eight_measures():
    notes = load_notes("2017-18", project=REPOSITORY)
    values = {
        name: text for part in (notes.highlights,) for note in part.values() for name, text in note.values.items()
    }
    assert {text for name, text in values.items() if not name.endswith(": period")} == {
        "more than 15,000 referrals",
        "a third of reported victim-based crime",
        "just short of 100 self-referrals",
        "3,300 victims",
        "1,461 hours",
        "more than 100 young victims",
        "more than 10,000 incidents",
        "83 per cent of cases",
    }


def test_a_year_without_notes_has_none(project):
    add_year(project, [("GR", "Lights", "Cambridge City Council", "£4,000")])
    assert load_notes("2018-19", project=project) == Notes()


def test_the_notes_of_a_year_without_measures_can_name_none(project):
    folder = add_year(project, [("GR", "Lights", "Cambridge City Council", "£4,000")])
    (folder / "board-paper.md").write_text("## Highlights: OUT\n{Lights lit}\n", encoding="utf-8")
    with pytest.raises(NotesError, match="row 2: unknown placeholder"):
        load_notes("2018-19", project=project)


def test_a_mark_of_the_encoding_and_other_line_ends_are_no_fault(project):
    path = project / FILE
    path.write_bytes(b"\xef\xbb\xbf## Strategy\r\n\r\nOne.\r\nTwo.\r\n")
    assert load_notes("2017-18", project=project).strategy.markdown == "One.\nTwo."


def test_a_file_that_is_not_utf_8_or_no_file_is_a_fault(project):
    path = project / FILE
    path.write_bytes(b"## Strategy\nCaf\xe9\n")
    with pytest.raises(NotesError, match=f"{FILE} row 2: a character that is not UTF-8"):
        load_notes("2017-18", project=project)
    path.unlink()
    path.mkdir()
    with pytest.raises(NotesError, match="this is a folder; expected a Markdown file"):
        load_notes("2017-18", project=project)


def test_the_inputs_of_a_year_name_its_notes_where_there_are_any(project: Path):
    inputs = load_inputs("2017-18", project=project).set_index("file")["sha256"]
    assert inputs[FILE] == hashlib.sha256((project / FILE).read_bytes()).hexdigest()
    (project / FILE).unlink()
    assert FILE not in set(load_inputs("2017-18", project=project)["file"])


def test_a_measure_may_be_renamed_only_together_with_its_note(set_cell: Callable[[str, int, str, str], None], project):
    set_cell("2017-18/measures.csv", 2, "Measure", "Referrals taken")
    with pytest.raises(NotesError) as caught:
        load_notes("2017-18", project=project)
    assert len(caught.value.faults) == 2, "its figure and its period"


# ---- On the page ------------------------------------------------------------------------------------


def test_paragraphs_lists_and_emphasis_are_shown():
    soup = soup_of("One **two** *three* _four_.\n\n- five\n- six\n")
    assert [tag.name for tag in soup.div.find_all(True)] == ["p", "strong", "em", "em", "ul", "li", "li"]
    assert soup.get_text().split() == ["One", "two", "three", "four.", "five", "six"]


@pytest.mark.parametrize(
    ("under", "levels"), [(3, ["h4", "h4", "h5"]), (2, ["h3", "h3", "h4"]), (5, ["h6", "h6", "h6"])]
)
def test_headings_in_notes_are_below_the_heading_above_them(under, levels):
    soup = soup_of("Setext\n===\n\n### Three\n\n#### Four\n", under=under)
    assert [tag.name for tag in soup.div.find_all(True)] == levels


def test_a_notes_own_heading_comes_first_and_above_those_in_it():
    soup = BeautifulSoup(notes_html(Note("### In it", {}, "High & low")), "html.parser")
    assert [(tag.name, tag.get_text()) for tag in soup.div.find_all(True)] == [("h4", "High & low"), ("h5", "In it")]


RAW = [
    "<script>alert(1)</script>",
    "before <img src=x onerror=alert(1)> after",
    "<div>\n\n<b>bold</b>\n\n</div>",
    "<!-- gone? -->",
    "- <iframe src=//x>\n\n      <u>u</u>\n",
    "> <style>p {color: red}</style>",
    "[x](javascript:alert(1))",
    "[x](https://example.org)",
    "<https://example.org> <a@example.org> https://example.org",
    "![x](https://example.org/pixel.png)",
    "[x]\n\n[x]: https://example.org",
    "- [x]\n\n  [x]: https://example.org",
    "```js onload=alert(1)\ncode\n```",
]


@pytest.mark.parametrize("markdown", RAW)
def test_nothing_but_plain_marks_comes_out_of_a_note(markdown):
    soup = soup_of(markdown)
    plain = {"div", "p", "ul", "li", "em", "strong", "code", "pre", "blockquote"}
    assert {tag.name for tag in soup.find_all(True)} <= plain
    assert [tag.attrs for tag in soup.div.find_all(True)] == [{}] * len(soup.div.find_all(True))
    for word in ("script", "alert", "example.org", "onerror", "gone", "iframe", "color: red"):
        assert (word in soup.get_text()) == (word in markdown.replace("js onload=alert(1)", ""))


NASTY = "<script>alert(1)</script> [x](javascript:alert) ![i](//x) *a* _b_ **c** `d` $e$ &amp; # 1. {Other} \\* > - \"'"
PLACES = (
    '{M} first\n\n- *{M}*\n- **{M}** and _{M}_ and `{M}`\n\n### {M}\n\n> {M}\n\n[{M}]({M}) <{M}> <b title="{M}">\n\n'
    "```{M}\n{M}\n```\n\n    {M}\n\n{M}\n---\n"
)


@given(st.text(min_size=1))
@example(NASTY)
@example("\ue000\U000f0000\U000f0001")
@example("\n\n# Heading\n\n- item")
def test_no_text_of_a_measure_can_break_out_of_its_place(text):
    """Wherever a note names the measure, the page has the marks that a plain word has, and the text to the letter."""
    harmless, hostile = soup_of(PLACES, {"M": "word"}), soup_of(PLACES, {"M": text})
    shapes = [[(tag.name, tag.attrs) for tag in soup.find_all(True)] for soup in (harmless, hostile)]
    assert shapes[0] == shapes[1]
    pieces = ["".join(soup.find_all(string=True)) for soup in (harmless, hostile)]
    assert pieces[1] == pieces[0].replace("word", text)


@given(st.text(), st.text(min_size=1), st.text(), st.text())
@example("<b>", "*5*", "`units`", "[p](javascript:alert)")
def test_hedge_figure_unit_and_period_come_out_as_they_stand_in_the_table(hedge, figure, unit, period):
    texts = placeholder_texts([measure("M", hedge, figure, unit, period or "-")])
    note = parse_notes("## Highlights: VS\n- **{M}** in {M: period}.\n", FILE, STREAMS, texts).highlights[VICTIMS]
    soup = BeautifulSoup(notes_html(note), "html.parser")
    assert [tag.name for tag in soup.find_all(True)] == ["div", "h4", "ul", "li", "strong"]
    assert soup.strong.get_text() == " ".join(part for part in (hedge, figure, unit) if part)
    assert soup.li.get_text() == f"{soup.strong.get_text()} in {period or '-'}."


@given(st.text(alphabet="ab*_`[]()<>#-!&\\{}\n \U000f0000\ue000", max_size=60))
def test_no_note_whatever_it_holds_brings_a_mark_with_an_address_or_a_script(markdown):
    soup = soup_of(markdown, {"a": "A", "b": "B"})
    assert not soup.find_all(["a", "img", "script", "style", "iframe"])
    assert all(not tag.attrs for tag in soup.div.find_all(True))


def test_characters_that_stand_for_placeholders_while_reading_cannot_be_typed():
    assert soup_of("\U000f0000 {M}", {"M": "text"}).get_text(strip=True) == "\ufffd text"


def test_a_placeholder_without_a_value_stays_as_it_is_typed():
    assert soup_of("{Unknown} here").get_text(strip=True) == "{Unknown} here"
