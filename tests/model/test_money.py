"""Printed amounts: each form reads exactly, and whatever could be read in two ways is refused."""

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples

from grantsdata.errors import AmountError, RemarkError
from grantsdata.model import money
from grantsdata.model.money import (
    PrintedAmount,
    as_precise_as_beside,
    format_gbp,
    format_pounds,
    later_years,
    parse_amount,
    parse_sum,
)
from grantsdata.model.years import FinancialYear

POUND, PENNY = 100, 1

READ = [
    # printed, pence, unit in pence, remark
    ("£446,000", 446_000_00, POUND, ""),
    ("150,000", 150_000_00, POUND, ""),
    ("£213,000 from OPCC", 213_000_00, POUND, "from OPCC"),
    ("£20,000 (Match funded)", 20_000_00, POUND, "Match funded"),
    ("£20,000(Match funded)", 20_000_00, POUND, "Match funded"),
    ("£213,000 FROM OPCC", 213_000_00, POUND, "FROM OPCC"),
    ("£500 (from the day centre)", 500_00, POUND, "from the day centre"),
    ("£500 from odd", 500_00, POUND, "from odd"),
    ("£500 from Campaign", 500_00, POUND, "from Campaign"),
    ("£500 (match funded by the City)", 500_00, POUND, "match funded by the City"),
    ("£500 (Match-funding from a Trust)", 500_00, POUND, "Match-funding from a Trust"),
    ("£500 (matched funding)", 500_00, POUND, "matched funding"),
    ("£500 (joint funding with the City)", 500_00, POUND, "joint funding with the City"),
    ("£500 (jointly funded)", 500_00, POUND, "jointly funded"),
    ("£500 (part funded)", 500_00, POUND, "part funded"),
    ("£500 (co-funded)", 500_00, POUND, "co-funded"),
    ("£500 (pooled funding)", 500_00, POUND, "pooled funding"),
    ("£500 (matched)", 500_00, POUND, "matched"),
    ("£500 (matched by a Trust)", 500_00, POUND, "matched by a Trust"),
    ("£500 (pooled with the City)", 500_00, POUND, "pooled with the City"),
    ("£1.3m", 1_300_000_00, 100_000_00, ""),
    ("£2.3m", 2_300_000_00, 100_000_00, ""),
    ("£1m", 1_000_000_00, 1_000_000_00, ""),
    ("£1.25m", 1_250_000_00, 10_000_00, ""),
    ("£1.3 million", 1_300_000_00, 100_000_00, ""),
    ("£1.3million", 1_300_000_00, 100_000_00, ""),
    ("£2bn", 2_000_000_000_00, 1_000_000_000_00, ""),
    ("£2 billion", 2_000_000_000_00, 1_000_000_000_00, ""),
    ("£67k", 67_000_00, 1_000_00, ""),
    ("£14k", 14_000_00, 1_000_00, ""),
    ("£20K", 20_000_00, 1_000_00, ""),
    ("£1.5k", 1_500_00, 100_00, ""),
    ("£67 thousand", 67_000_00, 1_000_00, ""),
    ("£67k (Match funded)", 67_000_00, 1_000_00, "Match funded"),
    ("£47,452.35", 47_452_35, PENNY, ""),
    ("£0.07", 7, PENNY, ""),
    ("£500.00", 500_00, PENNY, ""),
    ("1,322,248", 1_322_248_00, POUND, ""),
    ("1322248", 1_322_248_00, POUND, ""),
    ("7", 7_00, POUND, ""),
    ("£0", 0, POUND, ""),
    ("£ 500", 500_00, POUND, ""),
    ("  £446,000\t", 446_000_00, POUND, ""),
    ("(5,000)", -5_000_00, POUND, ""),
    ("(£5,000)", -5_000_00, POUND, ""),
    ("-£500", -500_00, POUND, ""),
    ("£-500", -500_00, POUND, ""),
    ("-500", -500_00, POUND, ""),
    ("−£500", -500_00, POUND, ""),
    ("- £500", -500_00, POUND, ""),
    ("-£ 500", -500_00, POUND, ""),
    ("£ -500", -500_00, POUND, ""),
    ("£−500", -500_00, POUND, ""),
    ("−500", -500_00, POUND, ""),
    ("500.00-", -500_00, PENNY, ""),
    ("£5,000-", -5_000_00, POUND, ""),
    ("£5,000−", -5_000_00, POUND, ""),
    ("1.5k-", -1_500_00, 100_00, ""),
    ("4115.7", 4_115_70, 10, ""),
    ("£4,115.7", 4_115_70, 10, ""),
    ("500.0", 500_00, 10, ""),
    ("100.5", 100_50, 10, ""),
    ("10000.0", 10_000_00, 10, ""),
    ("-4115.7", -4_115_70, 10, ""),
    ("1000.0000", 1_000_00, PENNY, ""),
    ("100.0000", 100_00, PENNY, ""),
    ("1000.000", 1_000_00, PENNY, ""),
    ("£1,000.500", 1_000_50, PENNY, ""),
    ("4115.71000", 4_115_71, PENNY, ""),
    ("4115.7100000000001", 4_115_71, PENNY, ""),
    ("4115.700000000001", 4_115_70, PENNY, ""),
    ("4115.999999999999", 4_116_00, PENNY, ""),
    ("999.9999999999999", 1_000_00, PENNY, ""),
    ("1234567890.7000001", 1_234_567_890_70, PENNY, ""),
    ("99999999999999.99", 99_999_999_999_999_99, PENNY, ""),
    ("99999999999999.50000", 99_999_999_999_999_50, PENNY, ""),
    *((text, 0, POUND, "") for text in ("nil", "Nil", "£nil", "£ Nil", "£-", "£ -", "£–", "£ –")),
    ("£5,000 one-off", 5_000_00, POUND, "one-off"),
    ("£5,000 (One off)", 5_000_00, POUND, "One off"),
    ("£5,000 one-off award", 5_000_00, POUND, "one-off award"),
    ("£5,000 (one-off grant)", 5_000_00, POUND, "one-off grant"),
    ("£5,000(one-off payment)", 5_000_00, POUND, "one-off payment"),
    ("£5,000 one-off grant", 5_000_00, POUND, "one-off grant"),
    ("£5,000 one off payment", 5_000_00, POUND, "one off payment"),
    ("£5,000 (one off award)", 5_000_00, POUND, "one off award"),
    *(
        (printed.format(term), 5_000_00, POUND, term)
        for printed in ("£5,000 {}", "£5,000 ({})", "£5,000({})")
        for term in (
            "over 2 years",
            "Over two years",
            "over the next three years",
            "over the 18 months",
            "over next four years",
            "over five months",
        )
    ),
    *(
        (f"£5,000{space}{mark}", 5_000_00, POUND, mark)
        for space in ("", " ")
        for mark in (
            "*",
            "**",
            "†",
            "‡",
            "¹",
            "²",
            "³",
            "[1]",
            "[12]",
            "[a]",
            "[footnote 1]",
            "[Footnote 12]",
            "[note 3]",
            "[note B]",
            "[1][2]",
        )
    ),
    (
        "£8,000 (then £8,000 and £6,000 in 2025-26, 2026-27)",
        8_000_00,
        POUND,
        "then £8,000 and £6,000 in 2025-26, 2026-27",
    ),
    ("£99,999,999,999,999", 99_999_999_999_999_00, POUND, ""),
]

NOT_STATED = ["", " ", "\t", "-", "–", "—", "TBC", "tbc", "TBA", "TBD", "n/a", "N/A", "NA", "Not stated",
              "not applicable", "To be confirmed"]  # fmt: skip

GROUPED_WRONGLY = [
    "£12,34", "£1,0000", "1,000,00", "12,345,67", "£1,00,000", "1,2345", "£334, 818", "£334 ,818", ",000", "£,500",
    "0,000", "1 000", "£5 000", "£5\u00a0000", "£5\u202f000", "£5\u2009000", "1'000", "£1.234.567", "1.000,00",
    "446.000", "£446.000",
    "£1,3m", "1234,567", "£5\n00", "£5-00", "£5:00", "£12,345.6,7",
]  # fmt: skip
TWO_OR_A_RANGE = [
    "£10–20,000", "£10-20,000", "£10k-£20k", "£1,000 £2,000", "£1,000/£2,000", "£1m to £2m", "£5 and £6", "£1,000+£500",
    "£500 x 2", "£500;£600", "up to £500", "£500+", ">£500", "<£500", "£5,000 or £6,000",
]  # fmt: skip
A_RATE_OR_AN_ESTIMATE = [
    "£5 per head", "£5 (per head)", "£1m per annum", "£500 monthly", "£500 (monthly)", "£500 pcm", "£500 pa",
    "£500 (pa)", "£500 (p.a.)", "£500/yr", "£500 each", "£500 (each)", "£500 a year", "£67K per year", "~£500",
    "c. £500", "£500 approx", "£500 (approx.)", "£500 (about)", "£500 (estimated)", "£500 (estimate)", "£500 (est.)",
    "£500 (circa)", "£500 or so", "£500?", "£3 million-ish", "£500 (shared over several years)", "£500 (plus VAT)",
    "£500 plus VAT", "£500 (minus VAT)", "£500 (at most)", "£500 (maximum)", "£500 from a hundred",
    "£500 (in thousands)", "£500 (tbc)", "£500 ex VAT", "£500 (a visit)", "£500 a session", "£500 (for two years)",
    "£500 per month", "£500 from OPCC per month", "£500 (provisional)", "£500 (up to)", "£500 (minimum)",
]  # fmt: skip
PERHAPS_NOT_PAID_OR_NOT_KEPT = [
    "£500 (cancelled)", "£500 (Withdrawn)", "£500 (declined)", "£500 (to be confirmed)", "£500 (TBC)", "£500 withdrawn",
    "£500 (subject to contract)", "£500 (loan)", "£500 (repaid)", "£500 (underwritten)", "£500 (in euros)",
    "£500 (dollars)", "£500 (net)", "£500 (including VAT)", "£500 (new)", "£500 (see below)",
    "£500 (carried forward)", "£500 (Family Action)", "£500 (unmatched)", "£500 (not matched)",
]  # fmt: skip
FIGURES_BESIDE_THE_AMOUNT = [
    "£213,000 from 2 bodies", "£20,000 (50% matched)", "£20,000 (half of £40,000)", "£500 from 2016/17",
    "£500 from ²", "£500 (½)", "£500 (Ⅳ)", "£500 (②)", "£500 from ٣ bodies", "£500 from ５ bodies",
    "£20,000 (one %)", "£20,000 (£)",
]  # fmt: skip
DOUBTFUL_MARKERS = [
    "£5,000 (1)", "£5,000 (*)", "£5,000 (a)", "£5,000 (†)", "£5,0001)", "£5,000 1", "£5,000 [0]", "£5,000 [100]",
    "£5,000 [ab]", "£5,000 []", "£5,000 [1", "£5,000 1]", "£5,000 [see note 1]", "£5,000 [note1]", "£5,000 [note]",
    "£5,000 [footnote1]", "£5,000 [1] [2]", "£5,000  *", "£5,000 * *", "£5,000*]", "£5,000 [*]", "£5,000††", "£5,000¹²",
    "£5,000* (matched)", "£5,000 (matched)*", "(£5,000*)", "(£5,000 [1])", "£5,000⁴",
]  # fmt: skip
TERMS_THAT_ARE_NOT_PLAIN = [
    "£5,000 over 2", "£5,000 over years", "£5,000 over 0 years", "£5,000 over 100 years",
    "£5,000 over 2 years (2019-21)",
    "£5,000over 2 years", "£5,000 (over 2 years", "£5,000 over 2 years)", "£5,000 for 2 years", "£5,000 over 2 yearsx",
    "£5,000 over 02 years", "£5,000 over 2years", "£5,000 overtwo years", "£5,000 over thenext two years",
    "£5,000 over the nexttwo years", "£5,000 (one-off) over 2 years", "£5,000 one--off", "£5,000 oneoff",
    "£5,000 one-offgrant", "£5,000one-off", "£5,000 one-off of two", "(£5,000 over 2 years)", "£5,000 over six years",
]  # fmt: skip
ODD_NUMBERS = [
    "007", "00", "£0123", "£1.5", "0.5", "99.5", "£99.0", "1.2500", "10.0000", "£1.234", "£1,234.567", "1234.5678",
    "4115.70000000001", "12345678901.7000001", "99999999999999.12345", "£5.", "£.50", ".5", "£1e6", "1e3", "0x10",
    "½", "£½m", "Ⅳ", "①",
    "５０００", "£５", "£١٢٣", "١٢٣", "£१२३", "£12\u0663", "£12345678901234567", "£100,000,000,000,000", "£5bnk",
    "£5mk", "£5k000", "£1.3k5", "£0.000000001m", "£1.3mn", "£1.3mm", "£1m m", "£5 milk", "£500 k", "5 thousands",
    "£0.123456k",
]  # fmt: skip
SIGNS = [
    "-5,000-", "£-500-", "−500−", "(500-)", "500.00 -", "£5,000--", "£5,000-*", "£500- (matched)", "£5,000–",
    "--500", "- -5", "−−500", "-(5,000)", "(-5,000)", "(-£5)", "((5,000))", "(5,000", "5,000)", "(5000",
    "5000)", "£(5,000)",
    "(5,000) (Match funded)", "(£5,000 from OPCC)", "+500", "+£500", "–£500", "—£500", "£500 CR", "£500 DR",
]  # fmt: skip
OTHER_MONEY = ["€500", "$500", "500 USD", "£500 GBP", "GBP 500", "500 pounds", "50p", "£5 50p", "500€", "¥500", "££500",
               "£", "£ ", "£k", "m"]  # fmt: skip
WORDS = [
    "nils", "n i l", "£ ", "£  -", "-£", "as last year", "see note", "none", "None", "nan", "inf", "-inf", "true",
    "#REF!", "#N/A", "?", "...", "…",
    "TBC (see note)", "N/K", "two hundred", "Total £500", "£500 ()", "£500 ( )", "£500 from", "£500 from ",
    "£500 from a", "£500 FROM a", "£500 OPCC",
    "£500 Match funded", "£500 (Match funded", "£500 Match funded)", "£500 (a) (b)", "£500 ((matched))",
    "£500 ((matched)", "£500 (matched))",
    "£500 fromage club", "£500 (---)", "£500 from ---", "£500 from ___", "£500 (match funded bypass)",
    "£500 (matched bypass)", "£5\u212a", "£5 thou\u017fand", "〃", "ditto",
    "£500 (Match funded) from OPCC", "\ufeff£500", "£500\u200b", "£500\x00",
]  # fmt: skip

# Each of these alone makes of a remark something that changes the amount.
CHANGING_WORDS = [
    "per", "each", "every", "a head", "an hour", "a day", "a week", "a month", "a quarter", "a year", "a person",
    "a place", "a session", "a time", "hourly", "daily", "weekly", "monthly", "quarterly", "yearly",
    "annual", "annually",
    "pa", "p.a.", "pcm", "times", "k", "m", "bn", "hundred", "hundreds", "thousand", "thousands", "million", "millions",
    "billion", "billions", "pence", "a night", "a visit", "vat", "VAT", "tba", "tbd", "to be", "not", "if",
    "subject to", "cancelled", "withdrawn", "declined", "refused", "pending", "provisional", "proposed", "indicative",
    "euro", "euros", "dollar", "dollars", "loan", "loans", "repaid", "repayable", "refunded", "returned",
    "underwritten", "approx", "approximately", "about", "around", "circa", "est", "estimate",
    "estimated", "up to", "or so", "or more", "or less", "at least", "at most", "plus", "less", "minus", "more", "over",
    "under", "maximum", "minimum", "max", "min", "tbc", "TBC", "£", "$", "€", "%", "*", "†", "‡", "§", "¶", "#",
]  # fmt: skip

BAD = [
    *GROUPED_WRONGLY, *TWO_OR_A_RANGE, *A_RATE_OR_AN_ESTIMATE, *FIGURES_BESIDE_THE_AMOUNT, *DOUBTFUL_MARKERS,
    *TERMS_THAT_ARE_NOT_PLAIN,
    *ODD_NUMBERS, *SIGNS, *OTHER_MONEY, *WORDS, *PERHAPS_NOT_PAID_OR_NOT_KEPT,
    *(f"£500 (matched by {word} funds)" for word in CHANGING_WORDS),
]  # fmt: skip


# Read only where a person declares that these words leave the amount as it is.
MAY_CHANGE = [
    "£500 (new)", "£500 (a visit)", "£500 a visit", "£500 (in euros)", "£500 cancelled", "£500 zero-rated",
    "£500 from OPCC per month", "£500 (half of £1,000)",
]  # fmt: skip

# No remark, whatever a person declares.
NO_REMARK = [
    ("£12,34", ",34"), ("1 000", "000"), ("£500 - new", "- new"),
    ("£10–20,000", "–20,000"), ("£1m to £2m", "to £2m"), ("£500 or £k", "or £k"), ("£500 or $k", "or $k"),
    ("£500 or €k", "or €k"), ("£500 or 60", "or 60"), ("£500 or 7", "or 7"), ("£500 new (old", "new (old"),
    ("£500 new)", "new)"), ("£500 ((new)", "(new"), ("£500 (new))", "new)"), ("(£5,000 (new))", "new"),
    ("£8,000 (then £0 in 2025-26)", "then £0 in 2025-26"),
]  # fmt: skip


def bare(printed: str) -> str:
    """The words beside £500."""
    return printed.removeprefix("£500 ").removeprefix("(").removesuffix(")")


def plain(value: object) -> str:
    """A name for a case that any tool can hand back to pytest."""
    return "".join(char if char.isascii() and char.isalnum() else "_" for char in str(value))


@pytest.mark.parametrize(("printed", "pence", "unit", "remark"), READ, ids=plain)
def test_an_amount_reads_to_the_penny(printed: str, pence: int, unit: int, remark: str) -> None:
    amount = parse_amount(printed)
    assert amount == PrintedAmount(printed, pence, unit, remark)
    assert amount.status == "printed"
    assert type(amount.pence) is int


@pytest.mark.parametrize("printed", NOT_STATED, ids=plain)
def test_a_cell_without_an_amount_is_not_stated(printed: str) -> None:
    amount = parse_amount(printed)
    assert (amount.printed, amount.pence, amount.remark, amount.status) == (printed, None, "", "not stated")
    assert (amount.lowest, amount.highest, amount.agrees_with(0)) == (None, None, False)


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


def reads_as_before() -> bool:
    """Whether every cell above is still read as it should be, or refused."""
    cells = [*READ, *((text, None, 1, "") for text in NOT_STATED), *((text,) for text in [*BAD, *MAY_CHANGE])]
    tried = [(cell, ()) for cell in cells]
    tried += [((text, 500_00, POUND, bare(text)), (bare(text),)) for text in MAY_CHANGE]
    tried += [((text,), (remark,)) for text, remark in NO_REMARK]
    for (printed, *expected), remarks in tried:
        try:
            amount = parse_amount(printed, remarks=remarks)
            if not expected or [amount.pence, amount.unit, amount.remark] != expected:
                return False
        except (AmountError, LookupError, AttributeError, TypeError):
            if expected:
                return False
    return True


@pytest.mark.parametrize(
    "name",
    [
        "_AMOUNT",
        "_REMARK",
        "_PLAIN",
        pytest.param("_NOT_A_REMARK", marks=pytest.mark.proof),
        "_WORD",
        "_MARK",
        "_WHOLE",
    ],
)
def test_no_character_of_a_pattern_can_be_left_out_unnoticed(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Tools that mutate functions leave patterns alone, and so these are tried here, each without one of its signs."""
    pattern: re.Pattern[str] = getattr(money, name)
    flags = pattern.flags & ~re.UNICODE
    mutants = [(pattern.pattern, flags & ~flag) for flag in (re.IGNORECASE, re.ASCII) if flags & flag]
    mutants += [(pattern.pattern[:n] + pattern.pattern[n + 1 :], flags) for n in range(len(pattern.pattern))]
    unnoticed = []
    for mutant, its_flags in mutants:
        try:
            monkeypatch.setattr(money, name, re.compile(mutant, its_flags))
        except re.error:
            continue
        if reads_as_before():
            unnoticed.append(mutant)
    assert unnoticed == []
    monkeypatch.undo()
    assert reads_as_before()


def test_every_scale_and_every_word_for_no_amount_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    for word in money._NOT_STATED:
        monkeypatch.setattr(money, "_NOT_STATED", money._NOT_STATED - {word})
        assert not reads_as_before(), word
        monkeypatch.undo()
    for word in money._NOTHING:
        monkeypatch.setattr(money, "_NOTHING", money._NOTHING - {word})
        assert not reads_as_before(), word
        monkeypatch.undo()
    for name, scale in money._SCALES.items():
        monkeypatch.setitem(money._SCALES, name, scale * 10)
        assert not reads_as_before(), name
        monkeypatch.undo()
    for digits in (money.MOST_DIGITS - 1, money.MOST_DIGITS + 1):
        monkeypatch.setattr(money, "MOST_DIGITS", digits)
        assert not reads_as_before(), digits
        monkeypatch.undo()
    for name in ("_FEWEST_DIGITS", "_MOST_DIGITS_ROUNDED"):
        for by in (-1, 1):
            monkeypatch.setattr(money, name, getattr(money, name) + by)
            assert not reads_as_before(), (name, by)
            monkeypatch.undo()


@pytest.mark.parametrize(
    ("printed", "lowest", "highest"),
    [
        ("£2.3m", 2_250_000_00, 2_350_000_00),
        ("£1.3m", 1_250_000_00, 1_350_000_00),
        ("£1m", 500_000_00, 1_500_000_00),
        ("£67k", 66_500_00, 67_500_00),
        ("£446,000", 445_999_50, 446_000_50),
        ("£47,452.35", 47_452_35, 47_452_35),
        ("(£1.3m)", -1_350_000_00, -1_250_000_00),
    ],
)
def test_a_printed_amount_stands_for_all_that_rounds_to_it(printed: str, lowest: int, highest: int) -> None:
    amount = parse_amount(printed)
    assert (amount.lowest, amount.highest) == (lowest, highest)
    agree = [amount.agrees_with(pence) for pence in (lowest - 1, lowest, highest, highest + 1)]
    assert agree == [False, True, True, False]


@pytest.mark.parametrize(
    ("pence", "written"),
    [
        (0, "£0"),
        (1, "£0.01"),
        (-1, "−£0.01"),
        (10_000_00, "£10,000"),
        (1_322_248_00, "£1,322,248"),
        (47_452_35, "£47,452.35"),
        (-500_00, "−£500"),
        (100_10, "£100.10"),
        (29, "£0.29"),
        (123_456_789_01, "£123,456,789.01"),
    ],
)
def test_pence_are_written_as_people_read_them(pence: int, written: str) -> None:
    assert format_gbp(pence) == written
    assert format_pounds(pence / 100) == written


@given(st.integers(-(10**13), 10**13))
def test_what_is_written_reads_back_to_the_penny(pence: int) -> None:
    assert parse_amount(format_gbp(pence)).pence == pence


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


LATER = {
    "£8,000 (then £8,000 in 2025-26)": [(2025, 8_000_00)],
    "£8,000 (then £8,500.50 in 2025/26 and £6k in 2026–27)": [(2025, 8_500_50), (2026, 6_000_00)],
    "8,000 (and £1 in 2025-26, then £2 in 2027-28)": [(2025, 1_00), (2027, 2_00)],
    "£8,000 (then £8,000 and £6,000 in 2025-26, 2026-27)": [(2025, 8_000_00), (2026, 6_000_00)],
    "£8,000 (then £8,000, £6k and £5,000 in 2025/26, 2026/27, and 2027/28)": [
        (2025, 8_000_00),
        (2026, 6_000_00),
        (2027, 5_000_00),
    ],
    "£8,000 (then £8,500 in 2025-26 and £6,000 in 2026-27)": [(2025, 8_500_00), (2026, 6_000_00)],
    "£8,000 over 2 years": [],
    "£8,000 (Match funded)": [],
    "£8,000": [],
}


@pytest.mark.parametrize("printed", LATER)
def test_what_an_award_is_promised_later_is_read_from_its_remark(printed: str) -> None:
    amount = parse_amount(printed)
    assert amount.pence == 8_000_00
    assert later_years(amount.remark) == [(FinancialYear(year), pence) for year, pence in LATER[printed]]


@pytest.mark.parametrize(
    "printed",
    [
        "£8,000 (then £8,000)",
        "£8,000 (then £8,000 in 2025)",
        "£8,000 (then £8,000 in 2025-27)",
        "£8,000 (then £8,00 in 2025-26)",
        "£8,000 (then TBC in 2025-26)",
        "£8,000 (then £8,000 in 2025-26 or so)",
        "£8,000 (or £8,000 in 2025-26)",
        "£8,000 then £8,000 in 2025-26",
        "£8,000 from then £8,000 in 2025-26",
        "£8,000 (if agreed, then £8,000 in 2025-26)",
        "£8,000 (then £8,000 in 2025-26, subject to audit)",
        "£8,000 (then £0 in 2025-26)",
        "£8,000 (then -£6,000 in 2025-26)",
        "£8,000 (then −£6,000 in 2025-26)",
        "£8,000 (then £-6,000 in 2025-26)",
        "£8,000 (then (£6,000) in 2025-26)",
        "£8,000 (then £6–8,000 in 2025-26)",
        "£8,000 (then 6.5k- in 2025-26)",
        "£8,000 (then £8,000* in 2025-26)",
        "£8,000 (then £8,000 in 2025-26 and £0 in 2026-27)",
        "£8,000 (then £8,000 in 2025-26 and £9,000 in 2025-26)",
        "£8,000 (then £8,000 and £9,000 in 2025-26)",
        "£8,000 (then £8,000 in 2025-26, 2026-27)",
        "£8,000 (then £8,000 and £9,000 in 2025-26, 2025-26)",
        "£8,000 (then £8,000 in 2025-26 and £9,000 in 2026-27, 2027-28)",
        "£8,000 (then £8,000, £9,000 in 2025-26)",
        "£8,000 (then £8,000 and £0 in 2025-26, 2026-27)",
        "£8,000 (then £8,000 and in 2025-26, 2026-27)",
    ],
)
def test_a_promise_in_any_other_form_is_refused(printed: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(printed)


@pytest.mark.parametrize("printed", MAY_CHANGE)
def test_words_that_may_change_an_amount_are_read_only_where_a_person_declares_them(printed: str) -> None:
    remark = bare(printed)
    with pytest.raises(RemarkError):
        parse_amount(printed)
    with pytest.raises(RemarkError):
        parse_amount(printed, remarks=[f"{remark}s"])
    assert parse_amount(printed, remarks=[remark]) == PrintedAmount(printed, 500_00, 100, remark)


@pytest.mark.parametrize(("printed", "remark"), NO_REMARK, ids=plain)
def test_what_is_no_remark_cannot_be_declared_to_be_one(printed: str, remark: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(printed, remarks=[remark])


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


# ---- Amounts printed beside each other ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "beside", "low", "high"),
    [
        ("£1m", ["£1.3m", "£2.3m"], 950_000_00, 1_050_000_00),
        ("£1 million", ["£1.3m"], 950_000_00, 1_050_000_00),
        ("£1m", ["£1.3m", "£2.35m"], 950_000_00, 1_050_000_00),  # the coarser of the two
        ("£2k", ["£1.25k"], 1_995_00, 2_005_00),
        ("£1m", ["£2m"], 500_000_00, 1_500_000_00),
        ("£1m", ["£1,300,000"], 500_000_00, 1_500_000_00),  # printed in another way
        ("£1m", ["£67.5k"], 500_000_00, 1_500_000_00),  # another scale
        ("£1.3m", ["£2.35m"], 1_250_000_00, 1_350_000_00),  # has decimals of its own
        ("£446,000", ["£1.3m"], 445_999_50, 446_000_50),
        ("£446", ["£1.25"], 445_50, 446_50),
        ("£1m and £2m", ["£1.3m"], 2_000_000_00, 4_000_000_00),
        ("£1m", ["£1.3m and £1.2m", ""], 500_000_00, 1_500_000_00),
        ("£1m", [], 500_000_00, 1_500_000_00),
    ],
)
def test_a_round_number_is_as_precise_as_those_beside_it(text: str, beside: list[str], low: int, high: int) -> None:
    amount = as_precise_as_beside(parse_sum(text), [parse_sum(one) for one in beside])
    assert (amount.printed, amount.lowest, amount.highest) == (text, low, high)


def test_no_amount_beside_others_is_stated_by_them() -> None:
    assert as_precise_as_beside(parse_sum(""), [parse_sum("£1.3m")]) == parse_sum("")
