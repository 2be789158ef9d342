"""What the parsers read, against second readings that share nothing with them: no regular expression, no csv module.

Whatever text comes, the parser either refuses it, with its place, or reads just what the second reading does.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples

from grantsdata.errors import AmountError, SourceError, printable
from grantsdata.model.amounts.parse import parse_amount
from grantsdata.model.money import format_gbp
from grantsdata.sources.files.printed_table import read_printed_table

# ---- Amounts ----------------------------------------------------------------------------------------

BLANKS = {"", "-", "–", "—", "n/a", "na", "tba", "tbc", "tbd", "not applicable", "not stated", "to be confirmed"}
SCALES = {
    "": 0, "k": 3, "thousand": 3, " thousand": 3, "m": 6, "million": 6, " million": 6,
    "bn": 9, "billion": 9, " billion": 9,
}  # fmt: skip
ZERO = {"nil", "£nil", "£ nil", "£-", "£ -", "£–", "£ –"}
MARKS = [*"*†‡¹²³", "[1]", " one-off"]
MINUS = ("-", "−")
AMONG_SIGNS = ("{}", "{}£", "{} £", "{}£ ", "{} £ ", "£{}", "£ {}")
SIGNS = ["", "£", "£ ", *(sign.format(minus) for minus in MINUS for sign in AMONG_SIGNS)]


class Refused(Exception):
    """The second reading is not certain either."""


def second_reading(text: str) -> int | None:
    """Pence, or None where none are stated; the words of a remark are not judged."""
    text = text.strip()
    if text.lower() in BLANKS:
        return None
    if lowered(text) in ZERO:
        return 0
    bracketed = text[:1] == "(" and text[-1:] == ")"
    amount = text[1:-1] if bracketed else without_remark(text)
    # In brackets the sign of the pound may stand apart: "( £5)".
    signs = [*SIGNS, " £", " £ "] if bracketed else SIGNS
    fitting = [sign for sign in signs if amount.startswith(sign) and is_digit(amount[len(sign) : len(sign) + 1])]
    if len(fitting) != 1:
        raise Refused
    negative = any(minus in fitting[0] for minus in MINUS)
    if negative and bracketed:
        raise Refused
    rest = amount[len(fitting[0]) :]
    if rest[-1:] in MINUS and amount == text:
        if negative:
            raise Refused
        return -unsigned(rest[:-1])
    pence = unsigned(rest)
    return -pence if negative or bracketed else pence


def is_digit(char: str) -> bool:
    return char != "" and char in "0123456789"


def without_remark(text: str) -> str:
    if text.endswith(")"):
        amount, bracket, _ = text.partition("(")
        return amount.removesuffix(" ") if bracket else text
    for mark in MARKS:
        if lowered(text).endswith(mark):
            many = mark in ("*", "[1]")
            amount = text[: len(text) - len(mark)]
            while many and amount.endswith(mark):
                amount = amount.removesuffix(mark)
            return amount.removesuffix(" ")
    amount, _, _ = lowered(text).partition(" from ")
    return text[: len(amount)]


def lowered(text: str) -> str:
    return "".join(char.lower() if char.isascii() else char for char in text)


def unsigned(text: str) -> int:
    name = max((scale for scale in SCALES if lowered(text).endswith(scale)), key=len)
    number = text[: len(text) - len(name)]
    whole, point, part = number.partition(".")
    groups = whole.split(",")
    if not all(map(is_digit, "".join(groups) + part)) or (point and not part):
        raise Refused
    if [len(group) for group in groups[1:]] != [3] * (len(groups) - 1) or (len(groups) > 1 and len(groups[0]) > 3):
        raise Refused
    digits = "".join(groups)
    if not groups[0] or (digits.startswith("0") and digits != "0"):
        raise Refused
    if SCALES[name] == 0 and len(part) not in (0, 2):
        if len(digits) < 3 or (len(whole) == 3 and len(part) == 3):
            raise Refused
        if len(digits) + len(part) > 15 and len(digits) <= 10:
            rounded = Decimal(f"{digits}.{part}").quantize(Decimal(1).scaleb(len(digits) - 15))
            digits, _, part = f"{rounded}".partition(".")
        part = part.rstrip("0")
    pence = Decimal(f"{digits}.{part or 0}").scaleb(SCALES[name] + 2)
    if len(part) > SCALES[name] + 2 or len(digits) + SCALES[name] + 1 > 15:
        raise Refused
    return int(pence)


PIECES = [
    "£", "£ ", "1", "20", "007", "0", "500", "123456", "1,000", ",000", ",", ".", ".5", ".50", ".125",
    "k", "K", "m", "bn", " million", "thousand", " billion", " ", "-", "−", "–", "(", ")",
    "(Match funded)", " from OPCC", " FROM us", " from ",
    "½", "²", "５", "٣", "Ⅳ", "\n", "%", "x", "*", "¹", "[1]", " one-off", "nil", ".0", ".7000", "tbc", "N/A",
    "\u212a", "ſ", "\u00a0",
]  # fmt: skip
NEARLY_AMOUNTS = st.one_of(
    st.text(max_size=20),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    st.from_regex(r"\(?-?£?[0-9]{1,4}(,[0-9]{3}){0,4}(\.[0-9]{1,3})?(k|m| ?million)?\)?", fullmatch=True),
    st.from_regex(r"£?[1-9][0-9]{0,6}(\.[0-9]{1,10})?(k|m|bn)?( ?\([A-Za-z ]+\)| from \w+)?", fullmatch=True),
)


@examples(200)
@given(NEARLY_AMOUNTS)
def test_an_amount_is_read_as_a_second_reading_has_it_or_refused(text: str) -> None:
    try:
        expected = second_reading(text)
    except Refused:
        with pytest.raises(AmountError):
            parse_amount(text)
        return
    try:
        amount = parse_amount(text)
    except AmountError as refusal:
        assert f'cannot read "{printable(text)}"' in str(refusal)
        assert without_remark(text.strip()) != text.strip(), "an amount without a remark that both ought to read"
        return
    assert amount.pence == expected


@examples(200)
@given(
    pence=st.integers(0, 10**12),
    sign=st.sampled_from(["{}", "-{}", "−{}", "({})", "£{}", "£ {}", "-£{}", "£-{}", "(£{})", "{}-", "£{}-"]),
    grouped=st.booleans(),
)
def test_an_amount_written_in_any_form_comes_back(pence: int, sign: str, grouped: bool) -> None:
    whole, part = divmod(pence, 100)
    written = (f"{whole:,}" if grouped else f"{whole}") + (f".{part:02}" if part else "")
    negative = sign.startswith(("-", "−", "(", "£-")) or sign.endswith("-")
    amount = parse_amount(sign.format(written))
    assert (amount.pence, amount.unit) == (-pence if negative else pence, 1 if part else 100)
    assert parse_amount(format_gbp(amount.pence)).pence == amount.pence


@examples(100)
@given(tenths=st.integers(1, 99_999), scale=st.sampled_from([("k", 3), ("m", 6), (" million", 6), ("bn", 9)]))
def test_a_scaled_amount_stands_for_its_rounding(tenths: int, scale: tuple[str, int]) -> None:
    name, noughts = scale
    amount = parse_amount(f"£{tenths // 10}.{tenths % 10}{name}")
    unit = 10 ** (noughts + 1)
    assert (amount.pence, amount.unit) == (tenths * unit, unit)
    assert (amount.lowest, amount.highest) == (tenths * unit - unit // 2, tenths * unit + unit // 2)


# ---- Tables -----------------------------------------------------------------------------------------

COLUMNS = ("Service", "Award")
FILE = "awards.csv"


def second_table(content: bytes) -> list[list[str]]:
    """The rows of a table by RFC 4180, sign by sign; a quotation mark within an unquoted cell is a sign like others."""
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8").rstrip("\r\n") + "\n"
    rows: list[list[str]] = [[]]
    cell, quoted, closed, begun = "", False, False, False
    signs = iter(text.replace("\r\n", "\n"))  # within a quoted cell too, for the comparison only
    for sign in signs:
        if quoted:
            if sign == '"':
                quoted, closed = False, True
            else:
                cell += sign
        elif sign == '"' and closed:
            cell, quoted, closed = cell + '"', True, False
        elif sign == '"' and not begun:
            quoted = begun = True
        elif sign in ",\n":
            rows[-1].append(cell)
            cell, closed, begun = "", False, False
            if sign == "\n":
                rows.append([])
        else:
            assert not closed, "a closed cell goes on"
            cell, begun = cell + sign, True
    assert not quoted, "a cell is not closed"
    return rows[:-1]


SIGNS_OF_A_FILE = [
    "Hub", "Trust", "£1,000", '"£1,000"', ",", ",", "\n", "\n", "\r\n", "\r", '"', '""', "\0", "Â£",
    "\ufeff", " ", "\t", ";", "None", "NA", "007", "1e5", "〃", "é", "–", "Total", "'", "=1+1",
]  # fmt: skip
NEARLY_TABLES = st.one_of(
    st.lists(st.sampled_from(SIGNS_OF_A_FILE), max_size=14).map(lambda signs: "".join(signs).encode()),
    st.binary(max_size=30),
    st.lists(st.tuples(st.text(max_size=6), st.text(max_size=6)), min_size=1, max_size=4).map(
        lambda rows: "".join(
            ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows
        ).encode("utf-8", "surrogatepass")
    ),
)


@examples(200)
@given(
    header=st.sampled_from(["Service,Award\n", "\ufeffAward,Service\r\n", '"Service","Award"\n', ""]),
    rows=NEARLY_TABLES,
)
def test_a_file_is_read_as_a_second_reading_has_it_or_refused_with_its_place(
    tmp_path_factory: pytest.TempPathFactory, header: str, rows: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / FILE
    content = header.encode() + rows
    path.write_bytes(content)
    try:
        cells = read_printed_table(path, Path(path.parent), COLUMNS).cells
    except SourceError as refusal:
        for line in str(refusal).splitlines():
            assert line.startswith(FILE), line
        return
    expected = second_table(content)
    assert [name.strip() for name in expected[0]] == list(cells.columns)
    ours = [[cell.replace("\r\n", "\n") for cell in row] for row in cells.to_numpy().tolist()]
    assert ours == [[cell.strip() for cell in row] for row in expected[1:]]
