"""Columns of amounts divide the words above them, but not a header that is wholly their own."""

from pathlib import Path

from support.papers import drawn_pdf, write_at

from grantsdata.importers.documents.reading import read_document


def test_a_header_that_begins_further_left_than_its_amounts_is_one(tmp_path: Path) -> None:
    rows = [
        ("Project", "Group"),
        ("Boat for Lode", "Ouse Club"),
        ("Bell", "Ouse River Trust"),
        ("Oven", "St Mary Hall"),
    ]
    texts = [write_at(x, 100 + 16 * n, t) for n, row in enumerate(rows) for x, t in zip((60, 240), row, strict=True)]
    texts += [write_at(355, 100, "Amount awarded 2018/19")]
    texts += [write_at(420, 116 + 16 * n, text) for n, text in enumerate(("£9,250", "£12,375", "£640"))]
    (table,) = read_document(drawn_pdf([texts], tmp_path / "drawn.pdf")).tables
    assert [row[-1].text for row in table.rows] == ["Amount awarded 2018/19", "£9,250", "£12,375", "£640"]
    assert len(table.rows[0]) == 3


def test_a_name_beside_amounts_without_separators_is_divided_as_beside_the_others(tmp_path: Path) -> None:
    """Between amounts that are far apart stand some that only their place shows to be amounts, such as 775."""
    rows = [("Boat", "Ouse Club", "9,250"), ("Bell", "St Mary", "1,375"), *[("Oven", "Lode Hall", "775")] * 9]
    rows += [
        ("Kitchen and all that belongs", "Lode Hall", "640"),
        ("Bus", "Ely Club", "2,050"),
        ("Ball", "Ely", "3,100"),
    ]
    commands = [
        write_at(x, 100 + 16 * n, text)
        for n, one in enumerate(rows)
        for x, text in zip((60, 196, 300), one, strict=True)
    ]
    (table,) = read_document(drawn_pdf([commands], tmp_path / "drawn.pdf")).tables
    assert [cell.text for cell in table.rows[-3]] == ["Kitchen and all that belongs", "Lode Hall", "640"]
