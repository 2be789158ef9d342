"""What a Word document shows outside plain runs is read as it is shown, or told."""

import pytest
from support.word import element, paragraph, run

from grantsdata.importers.documents.word.special import control_note, form_value, in_one_line, sign
from grantsdata.importers.documents.word.text import Texts

LIST = "<w:listEntry w:val='£4,000'/><w:listEntry w:val='£5,000'/>"


def form(content: str) -> str:
    return f"<w:fldChar w:fldCharType='begin'><w:ffData>{content}</w:ffData></w:fldChar>"


def field(kind: str) -> str:
    return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (f"<w:ddList><w:result w:val='1'/>{LIST}</w:ddList>", "£5,000"),
        (f"<w:ddList><w:default w:val='1'/>{LIST}</w:ddList>", "£5,000"),
        (f"<w:ddList>{LIST}</w:ddList>", "£4,000"),
        (f"<w:ddList><w:result w:val='2'/>{LIST}</w:ddList>", ""),
        ("<w:checkBox><w:checked/></w:checkBox>", "☒"),
        ("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "☐"),
        ("<w:textInput><w:default w:val='£5'/></w:textInput>", ""),
    ],
)
def test_the_value_of_a_form_field(content: str, value: str) -> None:
    assert form_value(element(form(content))) == value


def test_a_drop_down_list_shows_its_choice_and_not_the_text_of_its_field() -> None:
    chosen = f"<w:ddList><w:result w:val='1'/>{LIST}</w:ddList>"
    begin = f"<w:r>{form(chosen)}</w:r>"
    instruction = "<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
    without = paragraph(begin, instruction, field("end"), run(" agreed"))
    assert Texts().of(element(without)) == ("£5,000 agreed\n", [])
    text = paragraph(begin, instruction, field("separate"), run("£4,000"), field("end"))
    assert Texts().of(element(text)) == (
        "£5,000\n",
        ['left out, since a form field shows another text in its place: "£4,000"'],
    )


@pytest.mark.parametrize(
    ("instruction", "is_noted"), [("EQ \\f(1,2)", True), ("=SUM(ABOVE)", True), ('XE "Hub"', False), ("", False)]
)
def test_a_field_without_a_stored_text_is_told_unless_it_shows_nothing(instruction: str, is_noted: bool) -> None:
    typed = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    forms = (paragraph(field("begin"), typed, field("end")), f"<w:p><w:fldSimple w:instr='{instruction}'/></w:p>")
    for one in forms:
        text, notes = Texts().of(element(one))
        assert text.strip() == ""
        assert any("a field shows a text that the file does not hold" in note for note in notes) is is_noted


@pytest.mark.parametrize(
    ("font", "char", "shown"),
    [
        ("Times New Roman", "00A3", "£"),
        ("Symbol", "F035", "5"),
        ("Symbol", "F02C", ","),
        ("Wingdings 2", "F0FC", ""),
        ("Symbol", "", ""),
        ("Symbol", "0", ""),
    ],
)
def test_a_sign_is_a_character_unless_its_font_has_pictures(font: str, char: str, shown: str) -> None:
    assert sign(element(f"<w:sym w:font='{font}' w:char='{char}'/>")) == shown


def part(name: str, *content: str) -> str:
    return f"<m:{name}>{''.join(content)}</m:{name}>"


def number(text: str) -> str:
    return part("r", f"<m:t>{text}</m:t>")


BRACKETS = "<m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr>"


@pytest.mark.parametrize(
    ("formula", "text", "is_built"),
    [
        (number("5,000"), "5,000", False),
        (part("f", part("num", number("1")), part("den", number("2"))), "1/2", True),
        (part("sSup", part("e", number("10")), part("sup", number("3"))), "10^3", True),
        (part("d", part("e", number("5,000"))), "(5,000)", True),
        (part("d", BRACKETS, part("e", number("5")), part("e", number("6"))), "[5|6]", True),
        (part("m", part("mr", part("e", number("5")), part("e", number("6")))), "56", True),
    ],
)
def test_a_formula_is_typed_in_one_line(formula: str, text: str, is_built: bool) -> None:
    assert in_one_line(element(part("oMath", formula))) == (text, is_built)


def test_a_formula_with_parts_above_one_another_is_told() -> None:
    half = part("oMath", part("f", part("num", number("1")), part("den", number("2"))))
    assert Texts().of(element(paragraph(run("£"), half))) == (
        "£1/2\n",
        ["a formula of mathematics stands here, read as “1/2”"],
    )
    assert Texts().of(element(paragraph(run("£"), part("oMath", number("5"))))) == ("£5\n", [])


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("£5,000", []),
        ("Choose an item.", ["a drop-down list holds the choice “£5,000”, and shows “Choose an item.”"]),
        ("", ["a drop-down list holds the choice “£5,000”, and shows “”"]),
    ],
)
def test_a_choice_that_a_content_control_does_not_show_is_told(text: str, notes: list[str]) -> None:
    item = "<w:listItem w:displayText='£5,000' w:value='2'/>"
    held = f"<w:sdtPr><w:dropDownList w:lastValue='2'>{item}</w:dropDownList></w:sdtPr>"
    control = element(f"<w:sdt>{held}<w:sdtContent>{run(text)}</w:sdtContent></w:sdt>")
    assert list(control_note(control, text)) == notes
    assert Texts().of(control) == (text, notes)


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (f"<w:ruby><w:rt>{run('9')}</w:rt><w:rubyBase/></w:ruby>", 'a reading aid above the text is left out: "9"'),
        (f"<w:bdo w:val='rtl'>{run('12')}</w:bdo>", 'a text printed from right to left is left out: "12"'),
        ("<w:altChunk/>", "a part of another format is embedded; save the document in Word again to see it"),
        (run("1", "<w:vertAlign w:val='subscript'/>"), 'small mark "1"'),
    ],
)
def test_what_cannot_be_read_into_the_text_is_told(content: str, note: str) -> None:
    assert Texts().of(element(paragraph(run("£500"), content))) == ("£500\n", [note])


@pytest.mark.parametrize(
    ("kinds", "text"),
    [
        ("begin separate begin separate end end", "£5"),
        ("begin separate separate end", "£5"),
        ("end", "£5"),
        ("begin end", "£5"),
        (" ".join(["begin"] * 101 + ["end"] * 101), "£5"),
    ],
)
def test_fields_within_one_another_or_out_of_order_hide_no_text_after_them(kinds: str, text: str) -> None:
    fields = "".join(map(field, kinds.split()))
    assert Texts().of(element(paragraph(fields, run("£5"))))[0] == f"{text}\n"
