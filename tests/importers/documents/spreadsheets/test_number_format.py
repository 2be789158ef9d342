"""Numbers and days are shown as their format says; what is not understood is told, and the number given in full."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from grantsdata.importers.documents.spreadsheets.number_format import named_colour, shown_day, shown_number, shown_scale


@pytest.mark.parametrize(
    ("number", "form", "text", "notes"),
    [
        ("1322248", "General", "1322248", ()),
        ("0.1", "General", "0.1", ()),
        ("446000", "#,##0", "446,000", ()),
        ("446000", '"£"#,##0', "£446,000", ()),
        ("446000", "£#,##0.00", "£446,000.00", ()),
        ("33445.5", "[$£-809]#,##0.00", "£33,445.50", ()),
        ("33445.5", '"£"#,##0', "£33,446", ("the file holds 33445.5",)),
        ("33444.5", '"£"#,##0', "£33,445", ("the file holds 33444.5",)),
        ("-5000", '"£"#,##0;[Red]\\("£"#,##0\\)', "(£5,000)", ()),
        ("-5000", "#,##0", "-5,000", ()),
        ("446000", '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "£ 446,000.00", ()),
        ("0", '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "£0", ("0, shown as “£ -”",)),
        ("0", '#,##0;-#,##0;"-"', "0", ("0, shown as “-”",)),
        ("0", '#,##0;-#,##0;"nil"', "nil", ()),
        (
            "-500",
            '"£"#,##0.00;[Red]"£"#,##0.00',
            "-£500.00",
            ("a negative number, shown without its sign as “£500.00”",),
        ),
        ("-500", '"£"#,##0.00;[Red]"£"#,##0.00-', "£500.00-", ()),
        ("-500", '"£"#,##0.00;[Red]-"£"#,##0.00', "-£500.00", ()),
        ("-500", "#,##0_);(#,##0)", "(500)", ()),
        (
            "-500",
            '0" overspent";0" pre-paid"',
            "-500 pre-paid",
            ("a negative number, shown without its sign as “500 pre-paid”",),
        ),
        ("-5", "0;", "", ("the file holds -5", 'hidden text left out: "-5"')),
        ("5", ";;;", "", ("the file holds 5", 'hidden text left out: "5"')),
        ("500", "[$€-2] #,##0.00", "€ 500.00", ()),
        ("500", '#,##0.00 "EUR"', "500.00 EUR", ()),
        ("500", "[$US$-409]#,##0", "US$500", ()),
        ("500", '[>=1000]"€"0;"€"0.0', "€500.0", ()),
        ("446000", '[<1000]£0;£0.0,"k"', "£446.0k", ("the file holds 446000",)),
        ("500", '[<1000]£0;£0.0,"k"', "£500", ()),
        ("-500", '[<1000]£0;£0.0,"k"', "-£500", ()),
        ("1250000", '[>=1000000]£0.00,,"m";[>=1000]£0,"k";£0', "£1.25m", ("the file holds 1250000",)),
        ("2000", '[>=1000000]£0.00,,"m";[>=1000]£0,"k";£0', "£2k", ("the file holds 2000",)),
        ("7", '[>=1000000]£0.00,,"m";[>=1000]£0,"k";£0', "£7", ()),
        ("-5", '[=0]"none";[Red][<0]-£0;£0', "-£5", ()),
        ("0", '[=0]"none";[Red][<0]-£0;£0', "none", ()),
        ("7", "[<5]£0;[<6]£0", "£ 7", ("its number format is not understood: [<5]£0;[<6]£0",)),
        ("7", "[<5]£0;£0;£0.0", "£ 7", ("its number format is not understood: [<5]£0;£0;£0.0",)),
        ("500.5", 'General" €"', "500.5 €", ()),
        ("0", "#,##0", "0", ()),
        ("0.5", "0%", "50%", ()),
        ("0.333", "0%", "33%", ("the file holds 0.333",)),
        ("1322248", "#,##0,", "1,322", ("the file holds 1322248",)),
        ("2000000", '#,##0,,"m"', "2m", ("the file holds 2000000",)),
        ("1234567", '0.0,,"m"', "1.2m", ("the file holds 1234567",)),
        ("5000", '0.0,"k"', "5.0k", ("the file holds 5000",)),
        ("5000", '"£"0\\k', "£5000k", ("the file holds 5000",)),
        ("5000", '0"0"', "50000", ("the file holds 5000",)),
        ("5000", '"£"0" pa"', "£5000 pa", ()),
        ("7", "000", "007", ()),
        ("0.5", "#.##", ".5", ()),
        ("5", "0.00##", "5.00", ()),
        ("1500", "0.0E+00", "1500", ("its number format is not understood: 0.0E+00",)),
        ("1500", "[>=1000]0;0.0", "1500", ()),
        ("0.5", "# ?/?", "0.5", ("its number format is not understood: # ?/?",)),
        ("5", "0.0.0", "5", ("its number format is not understood: 0.0.0",)),
        ("5", '"five"', "five", ("the file holds 5",)),
        ("0", '0;-0;""', "", ("0, shown as a blank",)),
        ("12345678901234.56", "General", "12345678901234.56", ()),
        ("1E+20", "General", "100000000000000000000", ()),
    ],
)
def test_a_number_is_shown_as_its_format_says(number: str, form: str, text: str, notes: tuple[str, ...]) -> None:
    assert shown_number(Decimal(number), form) == (text, notes)


@pytest.mark.parametrize(
    ("day", "form", "text"),
    [
        (datetime(2017, 5, 11), "dd/mm/yyyy", "11/05/2017"),
        (datetime(2017, 5, 1), "d mmmm yyyy", "1 May 2017"),
        (datetime(2017, 5, 11), "[$-809]dddd, d mmm yy", "Thursday, 11 May 17"),
        (date(2017, 12, 1), "ddd d/m", "Fri 1/12"),
        (datetime(2017, 5, 11, 14, 5, 9), "yyyy-mm-dd hh:mm:ss", "2017-05-11 14:05:09"),
        (datetime(2017, 5, 11, 14, 5), "d/m/yyyy h:mm AM/PM", "11/5/2017 2:05 PM"),
        (time(9, 5), "h:mm", "9:05"),
        (time(0, 5), "h:mm am/pm", "12:05 AM"),
        (time(0, 5, 7), "mm:ss", "05:07"),
    ],
)
def test_a_day_is_shown_as_its_format_says(day: datetime | date | time, form: str, text: str) -> None:
    assert shown_day(day, form) == (text, ())


@pytest.mark.parametrize(
    ("day", "form", "text", "note"),
    [
        (datetime(2017, 5, 11), "mm-dd-yy", "2017-05-11", "a day; each computer shows it in its own form"),
        (datetime(2017, 5, 11), "[$-F800]d", "2017-05-11", "a day; its format: [$-F800]d"),
        (date(2017, 5, 11), "e", "2017-05-11", "a day; its format: e"),
        (datetime(2017, 5, 11, 9, 30), "e", "2017-05-11T09:30:00", "a day; its format: e"),
        (time(9, 30), "d", "09:30:00", "a day; its format: d"),
    ],
)
def test_a_day_in_another_format_is_told(day: datetime | date | time, form: str, text: str, note: str) -> None:
    assert shown_day(day, form) == (text, (note,))


@pytest.mark.parametrize(
    ("text", "number", "scale"),
    [
        ("446", "446000", 1000),
        ("£13k", "12500", 1000),
        ("-1,322.2", "-1322248", 1000),
        ("2m", "2000000", 1_000_000),
        ("446,000", "446000", 1),
        ("33,446", "33445.5", 1),
        ("50%", "0.5", 1),
        ("0", "400", 1),
        ("nil", "0", 1),
        ("446", "450000", 1),
    ],
)
def test_a_format_that_divides_shows_in_its_scale(text: str, number: str, scale: int) -> None:
    assert shown_scale(text, Decimal(number)) == scale


@pytest.mark.parametrize(
    ("number", "form", "colour"),
    [
        ("5", "[White]0;0", "ffffff"),
        ("-5", "[White]0;0", None),
        ("-5", "0;[Red]0", "ff0000"),
        ("5", "[<9][White]0;0", "ffffff"),
        ("5", "[Color 7]0", None),
        ("5", "General", None),
        ("7", "[<5][White]0;[<6][White]0", None),
    ],
)
def test_the_colour_that_a_format_says(number: str, form: str, colour: str | None) -> None:
    assert named_colour(Decimal(number), form) == colour
