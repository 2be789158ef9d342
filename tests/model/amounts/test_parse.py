"""Printed amounts: each form reads exactly, and whatever could be read in two ways is refused."""

import re
import unicodedata
from decimal import Decimal
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples
from support.printed_amounts import BAD, PENNY, POUND, READ, plain, reads_as_before

from grantsdata.errors import AmountError
from grantsdata.model.amounts import parse, printed, remarks, scales
from grantsdata.model.amounts.parse import later_years, parse_amount, parse_sum
from grantsdata.model.amounts.printed import PrintedAmount

pytestmark = pytest.mark.smoke


@pytest.mark.parametrize(("printed", "pence", "unit", "remark"), READ, ids=plain)
def test_an_amount_reads_to_the_penny(printed: str, pence: int, unit: int, remark: str) -> None:
    amount = parse_amount(printed)
    assert amount == PrintedAmount(printed, pence, unit, remark)
    assert amount.status == "printed"
    assert type(amount.pence) is int


@pytest.mark.parametrize("printed", BAD, ids=plain)
def test_a_cell_that_is_not_certain_is_refused(printed: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(printed)


REFUSED_FOR = {
    "no number": "as last year",
    "a remark on a negative amount": "(£5,000 from OPCC)",
    "two signs": "(-5,000)",
    "a sign before and after": "-5,000-",
    "tenths of a pound": "£1.5",
    "less than a penny": "£0.123456k",
    "what is no remark": "£12,34",
    "a remark that changes the amount": "£500 (plus VAT)",
    "a remark that may change it": "£500 (new)",
}


@pytest.mark.parametrize("printed", REFUSED_FOR.values(), ids=map(plain, REFUSED_FOR))
def test_whatever_a_cell_is_refused_for_it_is_quoted_beside_a_form(printed: str) -> None:
    with pytest.raises(AmountError) as refusal:
        parse_amount(printed)
    form = 'a form like "£446,000", "£1.3m" or "£20,000 (match funded)"'
    assert str(refusal.value) == f'cannot read "{printed}"; expected {form}'


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (parse, "_AMOUNT"),
        (remarks, "_REMARK"),
        (remarks, "_PLAIN"),
        pytest.param(remarks, "_NOT_A_REMARK", marks=pytest.mark.proof),
        (remarks, "_WORD"),
        (remarks, "_MARK"),
        (remarks, "_WHOLE"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_no_character_of_a_pattern_can_be_left_out_unnoticed(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str
) -> None:
    """Tools that mutate functions leave patterns alone, and so these are tried here, each without one of its signs."""
    pattern: re.Pattern[str] = getattr(module, name)
    flags = pattern.flags & ~re.UNICODE
    mutants = [(pattern.pattern, flags & ~flag) for flag in (re.IGNORECASE, re.ASCII) if flags & flag]
    mutants += [(pattern.pattern[:n] + pattern.pattern[n + 1 :], flags) for n in range(len(pattern.pattern))]
    unnoticed = []
    for mutant, its_flags in mutants:
        try:
            monkeypatch.setattr(module, name, re.compile(mutant, its_flags))
        except re.error:
            continue
        if reads_as_before():
            unnoticed.append(mutant)
    assert unnoticed == []
    monkeypatch.undo()
    assert reads_as_before()


def test_every_scale_and_every_word_for_no_amount_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    for word in printed._NOT_STATED:
        monkeypatch.setattr(printed, "_NOT_STATED", printed._NOT_STATED - {word})
        assert not reads_as_before(), word
        monkeypatch.undo()
    for word in parse._NOTHING:
        monkeypatch.setattr(parse, "_NOTHING", parse._NOTHING - {word})
        assert not reads_as_before(), word
        monkeypatch.undo()
    for name, scale in scales._SCALES.items():
        monkeypatch.setitem(scales._SCALES, name, scale * 10)
        assert not reads_as_before(), name
        monkeypatch.undo()
    for digits in (parse.MOST_DIGITS - 1, parse.MOST_DIGITS + 1):
        monkeypatch.setattr(parse, "MOST_DIGITS", digits)
        assert not reads_as_before(), digits
        monkeypatch.undo()
    for name in ("_FEWEST_DIGITS", "_MOST_DIGITS_ROUNDED"):
        for by in (-1, 1):
            monkeypatch.setattr(parse, name, getattr(parse, name) + by)
            assert not reads_as_before(), (name, by)
            monkeypatch.undo()


# Texts that are nearly amounts: with random characters alone, almost nothing would be accepted.
PIECES = [
    "£", "1", "20", "007", "500", "1,000", ",000", ".5", ".50", "k", "m", "bn", " million", " ", "-", "−", "–", "(",
    ")", "(Match funded)", " from OPCC", " from ", "nil", " one-off", " over 2 years", "[1]", "½", "²", "５", "٣",
    "Ⅳ", "\n", "%", "x", "*",
]  # fmt: skip


NEARLY_AMOUNTS = st.one_of(
    st.text(max_size=20),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    st.from_regex(r"-?£?[0-9]{1,4}(,[0-9]{3}){0,3}(\.[0-9]{1,3})?(k|m)?( ?\(\w+\)| from \w+)?", fullmatch=True),
)


SCALES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}


WRITTEN = st.builds(
    lambda pounds, pence, form: (
        form.format(pounds=pounds, pence=pence, tenth=pence // 10), pounds * 100 + pence, form
    ),
    st.integers(100, 10**9),
    st.integers(0, 99),
    st.sampled_from([
        "£{pounds:,}.{pence:02d}", "{pounds}.{pence:02d}", "{pounds}.{pence:02d}00", "{pounds:,}.{pence:02d}0",
        "£{pounds:,}.{pence:02d} one-off", "£{pounds:,}.{pence:02d} over 2 years",
        "£{pounds:,}.{pence:02d} [footnote 1]",
        "({pounds:,}.{pence:02d})", "{pounds:,}.{pence:02d}-", "-£{pounds}.{pence:02d}", "−{pounds:,}.{pence:02d}",
        "{pounds}.{tenth}", "£{pounds:,}.{tenth}",
    ]),
)  # fmt: skip


"""An amount in each form that is read, with the pence that it is made of, and the form."""


@examples(100)
@given(WRITTEN)
def test_an_amount_in_any_form_is_read_as_it_was_written(written: tuple[str, int, str]) -> None:
    text, pence, form = written
    if "tenth" in form:
        pence -= pence % 10
    is_negative = form.startswith(("(", "-", "−")) or form.endswith("-")
    if re.fullmatch("[0-9]{3}[.][0-9]{3}", text):
        with pytest.raises(AmountError):
            parse_amount(text)
    else:
        assert parse_amount(text).pence == (-pence if is_negative else pence)


SPOILT = st.builds(
    lambda text, place, sign: text[:place] + sign + text[place:],
    WRITTEN.map(lambda written: written[0]),
    st.integers(0, 12),
    st.sampled_from(["€", "$", "%", "/", "~", "x", ";", " to ", "p", ","]),
)


@examples(100)
@given(SPOILT)
def test_an_amount_with_a_sign_too_many_is_refused_or_loses_no_digit(text: str) -> None:
    try:
        amount = parse_amount(text)
    except AmountError:
        return
    number = re.search("[0-9][0-9,]*(?:[.][0-9]+)?", text)[0]
    assert abs(amount.pence) == Decimal(number.replace(",", "")) * 100


@examples(200)
@given(NEARLY_AMOUNTS)
def test_no_digit_is_ever_lost(text: str) -> None:
    try:
        amount = parse_amount(text)
    except AmountError:
        return
    figures = [char for char in text.removesuffix(amount.remark) if unicodedata.category(char).startswith("N")]
    if not figures:
        assert amount.pence is None or (amount.pence == 0 and ("nil" in text.casefold() or text.strip()[-1] in "-–"))
        return
    (number,) = re.finditer("[0-9][0-9,]*([.][0-9]+)?", text.removesuffix(amount.remark))
    assert [char for char in number[0] if char not in ",."] == figures
    scale = SCALES.get(re.match(" ?([a-z]*)", text[number.end() :].casefold())[1], 1)
    assert abs(amount.pence) == Decimal(number[0].replace(",", "")) * scale * 100
    is_negative = re.match(r"\s*(\(|£? ?[-−])", text) or re.search(r"[-−]\s*$", text)
    assert (amount.pence < 0) == (amount.pence != 0 and is_negative is not None)


@examples(100)
@given(NEARLY_AMOUNTS)
def test_a_remark_holds_a_number_only_as_a_mark_a_term_or_a_promise(text: str) -> None:
    try:
        remark = parse_amount(text).remark
    except AmountError:
        return
    known = later_years(remark) or re.fullmatch(r"\[.+\]|[¹²³]|over .+ (years|months)", remark)
    assert bool(known) or not any(unicodedata.category(char).startswith("N") for char in remark)
    assert remark == remark.strip()
    assert remark in text


@given(st.text(max_size=40) | NEARLY_AMOUNTS)
def test_any_text_is_an_amount_or_an_amount_error(text: str) -> None:
    try:
        amount = parse_amount(text)
    except AmountError:
        return
    assert amount.printed == text


SCALED = [
    # printed, thousands or millions in the header, pence, unit in pence
    ("446", 1_000, 446_000_00, 1_000_00),
    ("0.5", 1_000, 500_00, 100_00),
    ("£12", 1_000, 12_000_00, 1_000_00),
    ("446.000", 1_000, 446_000_00, POUND),
    ("1,250", 1_000, 1_250_000_00, 1_000_00),
    ("12.34567", 1_000, 12_345_67, PENNY),
    ("(5)", 1_000, -5_000_00, 1_000_00),
    ("5-", 1_000, -5_000_00, 1_000_00),
    ("nil", 1_000, 0, POUND),
    ("1.25", 1_000_000, 1_250_000_00, 10_000_00),
    ("0.5", 1_000_000, 500_000_00, 100_000_00),
    ("£1.25m", 1_000, 1_250_000_00, 10_000_00),
    ("£67k", 1_000_000, 67_000_00, 1_000_00),
    ("90.0", 1, 90_00, 10),
    ("12.5", 1, 12_50, 10),
    ("-0.5", 1, -50, 10),
    ("1250.75", 1, 1_250_75, PENNY),
    ("4.46E+05", 1, 446_000_00, 1_000_00),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "scale", "pence", "unit"), SCALED)
def test_a_header_that_gives_a_scale_is_applied_to_the_penny(printed: str, scale: int, pence: int, unit: int) -> None:
    assert parse_amount(printed, scale=scale) == PrintedAmount(printed, pence, unit)


@pytest.mark.parametrize(
    "printed", ["0.123456789", "1.2345678901", "100,000,000,000", "8 (then 8 in 2025-26)", "8 (then £8,000 in 2025-26)"]
)
def test_a_scale_never_makes_a_part_of_a_penny_or_a_promise_that_may_be_scaled(printed: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(printed, scale=1_000_000)


@pytest.mark.parametrize(("printed", "scale"), [("446.000", 1), ("12.500", 1), ("4.46E+05", 1_000)])
def test_a_scale_settles_no_point_between_thousands_and_no_second_scale(printed: str, scale: int) -> None:
    with pytest.raises(AmountError):
        parse_amount(printed, scale=scale)


SPACED = {
    "£334, 818": 334_818_00,
    "334 818": 334_818_00,
    "£334 ,818.25": 334_818_25,
    "1\u00a0334\u202f818": 1_334_818_00,
    "£20 000 (Match funded)": 20_000_00,
    "£446,000": 446_000_00,
}


@pytest.mark.parametrize("printed", SPACED)
def test_spaces_within_a_number_are_read_where_a_table_has_them(printed: str) -> None:
    assert parse_amount(printed, spaced=True) == PrintedAmount(
        printed, SPACED[printed], 1 if "." in printed else 100, "Match funded" if "Match" in printed else ""
    )
    if " " in printed.partition(" (")[0]:
        with pytest.raises(AmountError):
            parse_amount(printed)


@pytest.mark.parametrize("printed", ["12 34", "1234 567", "£1 0000", "£12, 34", "12  345", "£1 000 000 00", "1 000,50"])
def test_other_spaces_are_refused_all_the_same(printed: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(printed, spaced=True)


def test_a_sum_is_as_precise_as_its_parts() -> None:
    assert parse_sum("£1.2m and £96,000") == PrintedAmount("£1.2m and £96,000", 1_296_000_00, 100_000_00 + 1_00)
    assert parse_sum("£913,314 + £68,040") == PrintedAmount("£913,314 + £68,040", 981_354_00, 2_00)
    assert parse_sum("£1m plus £2m plus £50.25").pence == 3_000_050_25
    assert parse_sum("£1.3m") == parse_amount("£1.3m")
    assert parse_sum("") == PrintedAmount("")


@pytest.mark.parametrize(
    "printed", ["£1m and TBC", "£1m + ", "£1m and more", "£1m + £2m (Match funded)", "and £1m", "£1m £2m"]
)
def test_a_sum_with_a_part_that_is_not_plain_is_refused(printed: str) -> None:
    with pytest.raises(AmountError) as refusal:
        parse_sum(printed)
    assert "cannot read" in str(refusal.value)


def test_a_text_longer_than_any_amount_with_a_remark_is_refused() -> None:
    assert parse_amount("£5 (" + "from the fund " * 60 + ")").pence == 500
    with pytest.raises(AmountError):
        parse_amount("£5 (" + "from the fund " * 80 + ")")
