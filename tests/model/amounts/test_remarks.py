"""The words beside an amount: which are read with it, which a person must declare, and what they promise later."""

import pytest
from support.printed_amounts import MAY_CHANGE, NO_REMARK, bare, plain

from grantsdata.errors import AmountError, RemarkError
from grantsdata.model.amounts import remarks
from grantsdata.model.amounts.parse import later_years, parse_amount
from grantsdata.model.amounts.printed import PrintedAmount
from grantsdata.model.years import FinancialYear

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


@pytest.mark.parametrize(
    ("rest", "declared", "remark"),
    [
        ("", (), ""),
        ("*", (), "*"),
        (" (one-off)", (), "one-off"),
        (" from OPCC", (), "from OPCC"),
        (" (new)", ("new",), "new"),
    ],
)
def test_what_follows_a_number_is_read_without_its_brackets(rest: str, declared: tuple[str, ...], remark: str) -> None:
    assert remarks.remark_beside(rest, declared, f"£500{rest}") == remark


def test_a_refusal_quotes_the_cell_and_not_only_what_follows_its_number() -> None:
    with pytest.raises(AmountError, match=r'cannot read "£12,34"; expected a form like') as no_remark:
        remarks.remark_beside(",34", (), "£12,34")
    assert not isinstance(no_remark.value, RemarkError)
    with pytest.raises(RemarkError, match=r'cannot read "£500 \(new\)"'):
        remarks.remark_beside(" (new)", ("renewed",), "£500 (new)")


def test_what_a_remark_promises_is_returned_as_printed() -> None:
    assert remarks.promised("then £8k in 2025/26, and TBC in 2026") == [("£8k", "2025/26"), ("TBC", "2026")]
    assert remarks.promised("then £8 and £6 in 2025-26, 2026-27") == [("£8", "2025-26"), ("£6", "2026-27")]
    assert remarks.promised("if agreed, then £8 in 2025-26") == []
