"""Words that are set from edge to edge of a column are one text; texts in columns of their own are not."""

from grantsdata.importers.documents.pdf.letters.justified import joined
from grantsdata.importers.documents.pdf.letters.text import Line


def line(text: str, x0: float, x1: float, top: float = 0.0) -> Line:
    return Line(text, x0, x1, top, top + 10, 10.0, 5.0, False)


def texts(*parts: tuple[str, float, float], block: tuple[float, float] = (50, 180)) -> list[str]:
    """The texts of a line of these parts, above an ordinary line with the edges of `block`."""
    row = [line(*part) for part in parts]
    return [one.text for one in joined([row, [line("people at risk of harm", *block, 12.0)]])[0]]


def test_words_with_gaps_of_one_width_that_fill_a_column_are_one_text() -> None:
    assert texts(("Kit", 50, 70), ("for", 95, 105), ("members", 130, 180), ("£500", 300, 330)) == [
        "Kit for members", "£500",
    ]  # fmt: skip


def test_a_line_that_ends_elsewhere_or_has_other_gaps_is_columns() -> None:
    assert len(texts(("Kit", 50, 70), ("for", 95, 105), ("members", 130, 180), block=(50, 190))) == 3
    assert len(texts(("Kit", 50, 70), ("for", 97, 107), ("members", 130, 180))) == 3


def test_two_words_and_figures_are_columns() -> None:
    assert len(texts(("Kit", 50, 70), ("members", 130, 180))) == 2
    assert len(texts(("Kit", 50, 70), ("500", 95, 105), ("members", 130, 180))) == 3
    assert len(texts(("Kit", 50, 70), ("bus and", 95, 105), ("members", 130, 180))) == 3


def test_four_words_are_one_text_wherever_they_end_unless_all_have_one_width() -> None:
    uneven = [("County", 50, 80), ("Council", 100, 135), ("and", 155, 170), ("City", 190, 210)]
    assert texts(*uneven, block=(50, 400)) == ["County Council and City"]
    assert len(texts(*[("Yes", 50.0 + 40 * n, 70.0 + 40 * n) for n in range(4)], block=(50, 400))) == 4


def test_gaps_wider_than_words_ever_are_divide_columns() -> None:
    assert len(texts(*[("abcd"[: n + 1], 50.0 + 100 * n, 60.0 + 100 * n + n) for n in range(4)], block=(50, 400))) == 4
