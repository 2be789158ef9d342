"""What a header says about scale and currency, in the forms that papers have."""

import pytest

from grantsdata.model.wording import headers
from grantsdata.model.wording.headers import is_pence, is_pounds, named_scale, other_currency, unknown_scale

THOUSANDS = [
    "Award (£000s)", "£000", "£'000", "£’000s", "£000's", "£ 000", "Award £k", "Award (£K)", "k£", "Amount (k)",
    "(£ thousand)", "Award, thousands", "£ thous", "Swm (mewn miloedd)", "2018/19 £000", "2018/19 (£'000)",
    "Award (000s)", "Award '000", "£ mil", "£ks", "£,000", "£1,000s", "GBP k",
]  # fmt: skip
MILLIONS = [
    "Award £m", "£M", "£mn", "£ m", "Award (£m)", "Amount (m)", "£ million", "£ millions", "Award in millions",
    "miliynau", "miliwn", "£000,000", "£'000'000", "£m 2018/19", "m£", "£'m", "£mill", "£MM", "£ 000 000",
    "GBP m", "£ mio", "£mln",
]  # fmt: skip
BILLIONS = ["Award £bn", "£bn", "(£ billion)", "Award (bn)", "Award in billions", "biliynau", "£000,000,000", "bn£"]
HUNDREDS = [
    "£'00", "£00s", "£00", "(£ hundreds)", "Award £'00s", "Award (00s)", "Award in hundreds", "£100s", "GBP'00",
    "£ x 100", "Grant, 100s of £", "hundreds of pounds", "cannoedd", "units of £100", "Award, hundreds",
]  # fmt: skip
TENS_OF_THOUSANDS = ["£0,000", "£'0000", "£10,000s", "£ tens of thousands"]
POUNDS = [
    "Award", "Award (£)", "£", "Awards over £500,000", "Award over £5,000", "2000", "2018/19 (£)", "Amount", "Match",
    "Award to 31 March", "£ match", "Award, 10000 and over", "£ Kent", "Grants to 1,000 clubs", "milk", "£1.000",
    "£1000 and over", "Over £1,000", "£0.00", "Grants of £100", "Hundred Trust", "Units of £100,000",
]  # fmt: skip
OTHERS = {
    "Amount (€)": "€", "Amount US$": "US$", "Amount ($)": "$", "Amount in euros": "euros", "Award (EUR)": "EUR",
    "USD": "USD", "US dollars": "US dollars", "¥": "¥", "Award CHF": "CHF", "A$": "A$",
}  # fmt: skip
NO_OTHER = ["Amount (£)", "GBP", "Award", "European award", "Eurostar", "Amount", "Dollarton Club award"]


@pytest.mark.parametrize(
    ("headers", "scale"),
    [
        (HUNDREDS, 100),
        (TENS_OF_THOUSANDS, 10_000),
        (THOUSANDS, 1_000),
        (MILLIONS, 1_000_000),
        (BILLIONS, 10**9),
        (POUNDS, 1),
    ],
)
def test_a_header_names_its_scale(headers: list[str], scale: int) -> None:
    assert {header: named_scale(header) for header in headers} == dict.fromkeys(headers, scale)


UNKNOWN = {"£00000": "£00000", "Award (£0)": "£0", "£tsd": "£tsd", "Award, GBPx": "GBPx"}


def test_what_may_be_a_scale_is_told_and_no_known_scale_is() -> None:
    known = [*HUNDREDS, *TENS_OF_THOUSANDS, *THOUSANDS, *MILLIONS, *BILLIONS, *POUNDS, "£pa", "Award £ net", "£net"]
    found = {header: unknown_scale(header) for header in [*UNKNOWN, *known]}
    assert found == UNKNOWN | dict.fromkeys(known, "")


def test_a_header_names_another_currency() -> None:
    assert {header: other_currency(header) for header in [*OTHERS, *NO_OTHER]} == OTHERS | dict.fromkeys(NO_OTHER, "")


def test_a_cell_says_that_an_amount_is_in_pounds() -> None:
    cells = ["GBP", "gbp", "£", "Pounds", "pounds  sterling", "Sterling", "EUR", "€", "", "Egyptian pounds", "Irish £"]
    assert [cell for cell in cells if is_pounds(cell)] == cells[:6]


@pytest.mark.parametrize(
    ("header", "said"), [("p", True), ("P", True), ("(p)", True), ("pence ", True), ("£p", False), ("Partner", False)]
)
def test_a_header_of_pence_is_known(header: str, said: bool) -> None:
    assert is_pence(header) is said


ALL_IN_THOUSANDS = [
    "All figures in £ thousands",
    "All figures are shown in £000s.",
    "(figures in £k)",
    "Amounts are stated to the nearest £'000",
    "£000",
    "£'000s",
    "in thousands of pounds",
    "Note: all values are in thousands",
]


@pytest.mark.parametrize("text", ALL_IN_THOUSANDS)
@pytest.mark.parametrize(
    ("word", "noughts", "scale"), [("hundreds", "00", 100), ("tens of thousands", "0,000", 10_000)]
)
def test_hundreds_and_tens_of_thousands_are_stated_likewise(text: str, word: str, noughts: str, scale: int) -> None:
    stated = text.replace("thousands", word).replace("000", noughts)
    assert "£k" in text or headers.stated_scale(stated) == scale
    assert "£k" in text or headers.caption_scale(f"Awards ({stated})") == scale


@pytest.mark.parametrize("text", ALL_IN_THOUSANDS)
def test_a_line_about_all_figures_states_their_scale(text: str) -> None:
    assert headers.stated_scale(text) == 1000
    assert headers.stated_scale(text.replace("thousands", "millions").replace("000", "000,000")) in (1000, 1_000_000)


def test_millions_and_billions_are_stated_likewise() -> None:
    texts = (
        "All amounts in £m",
        "£ million",
        "in millions of pounds",
        "All figures are in £bn.",
        "in billions of pounds",
    )
    assert [headers.stated_scale(text) for text in texts] == [10**6, 10**6, 10**6, 10**9, 10**9]
    assert [headers.caption_scale(text) for text in ("Awards (£bn)", "Awards in billions")] == [10**9, 10**9]


@pytest.mark.parametrize(
    "text",
    [
        "Awards to groups in thousands of villages are listed in Appendix 3, in £5k steps",
        "The fund has helped thousands of people",
        "Grants of up to £1k are listed in thousands",
        "All figures are in pounds",
        "Youth fund",
        "",
    ],
)
def test_a_sentence_that_names_thousands_states_no_scale(text: str) -> None:
    assert headers.stated_scale(text) == 1


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("Awards 2018-19, £ thousands", 1000),
        ("Awards – thousands of pounds", 1000),
        ("Awards: millions", 10**6),
        ("sheet Awards £000s, A1 to C3", 1000),
        ("Awards of £000,000 and more", 10**6),
        ("How thousands of pounds are shared out", 1),
        ("Youth clubs, thousands of members, and halls", 1),
        ("Awards above £1,000", 1),
    ],
)
def test_a_title_states_the_scale_of_all_figures_at_its_end_or_with_a_pound_sign(text: str, scale: int) -> None:
    assert headers.caption_scale(text) == scale
