"""Printed amounts of every form: those that read, with what they come to, and those that are refused."""

from grantsdata.errors import AmountError
from grantsdata.model.amounts.parse import parse_amount

POUND, PENNY = 100, 1

READ = [
    # printed, pence, unit in pence, remark
    ("£446,000", 446_000_00, POUND, ""),
    ("150,000", 150_000_00, POUND, ""),
    ("GBP 5,000", 5_000_00, POUND, ""),
    ("GBP5000.50", 5_000_50, PENNY, ""),
    ("5,000 GBP", 5_000_00, POUND, ""),
    ("-GBP 500", -500_00, POUND, ""),
    ("(GBP 500)", -500_00, POUND, ""),
    ("GBP -", 0, POUND, ""),
    ("GBP 1.3m", 1_300_000_00, 100_000_00, ""),
    ("GBP 5,000 (match funded)", 5_000_00, POUND, "match funded"),
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
    ("£10,000 (implied)", 10_000_00, POUND, "implied"),
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
    ("£(5,000)", -5_000_00, POUND, ""),
    ("£ (75.50)", -75_50, PENNY, ""),
    ("4.46E+05", 446_000_00, 1_000_00, ""),
    ("£5e+3", 5_000_00, 1_000_00, ""),
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
    "5000)", "£((5,000))", "£-(5,000)",
    "(5,000) (Match funded)", "(£5,000 from OPCC)", "+500", "+£500", "–£500", "—£500", "£500 CR", "£500 DR",
]  # fmt: skip


OTHER_MONEY = ["€500", "$500", "500 USD", "£500 GBP", "GBP 500 GBP", "GBP £500", "GBP", "500 gbp",
               "500 pounds", "50p", "£5 50p", "500€", "¥500", "££500",
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
