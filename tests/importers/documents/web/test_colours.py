"""Text of a web page in the colour of what is behind it: quoted in a note, never read as a cell."""

from pathlib import Path

import pytest

from grantsdata.importers.documents.reading import read_document

HIDDEN = 'hidden text left out: "£999"'


def amounts(folder: Path, sheet: str, cell: str) -> tuple[str, tuple[str, ...]]:
    rows = f"<tr><td>Hub</td><td>£500</td></tr><tr><td>Van</td>{cell}</tr>"
    page = f"<!doctype html><html><head><style>{sheet}</style></head><body><table>{rows}</table></body></html>"
    (folder / "page.html").write_text(page, encoding="utf-8")
    found = read_document(folder / "page.html")
    assert found.unaccounted == ()
    assert found.tables[0].rows[0][1].text == "£500"
    return found.tables[0].rows[1][1].text, found.tables[0].rows[1][1].notes


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("", '<td><span style="color: white">£999</span></td>'),
        ("", '<td style="color:#FFF">£999</td>'),
        ("", '<td><font color="#fefefe">£999</font></td>'),
        (".w { color: rgb(255, 255, 255) }", '<td class="w">£999</td>'),
        ("td { background: #eee } .w { color: #eeeeee }", '<td class="w">£999</td>'),
        ("", '<td bgcolor="navy"><b style="color: navy">£999</b></td>'),
        ("td .w { color: rgba(250 250 250 / 100%) }", '<td><i class="w">£999</i></td>'),
        (".w { color: white } .v { color: black }", '<td><b class="v"></b><i class="w">£999</i></td>'),
        (".w { color: white !important }", '<td class="w" style="color: black">£999</td>'),
        ("", '<td style="background: none; color: ivory">£999</td>'),
        ("", '<td style="background: transparent; color: #fff">£999</td>'),
        (".w { color: #0000 }", '<td class="w">£999</td>'),
        ("", '<td style="color: rgba(0, 0, 0, 0)">£999</td>'),
    ],
)
def test_text_in_the_colour_behind_it_is_left_out_with_a_note(tmp_path: Path, sheet: str, cell: str) -> None:
    assert amounts(tmp_path, sheet, cell) == ("", (HIDDEN,))


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("td { background: #036; color: #fff }", "<td>£999</td>"),
        ("td { background: url(blue.png); color: #fff }", "<td>£999</td>"),
        ("td { background-image: linear-gradient(navy, black); color: #fff }", "<td>£999</td>"),
        ("tr { background: midnightblue } td { color: white }", "<td>£999</td>"),
        ("tr + tr td { color: white }", '<td style="color: black">£999</td>'),
        ("tr + tr td { color: white }", '<td><a href="https://example.org">£999</a></td>'),
        ("td { color: var(--ink) }", "<td>£999</td>"),
        ("td { background: rgba(0, 0, 0, .1) }", '<td style="color:#fff">£999</td>'),
        ("td { color: rgb(255 255 255 / 50%) }", "<td>£999</td>"),
        ("td { color: #767676 }", "<td>£999</td>"),
        ("@media print { td { color: white } }", "<td>£999</td>"),
    ],
)
def test_text_that_can_be_seen_or_may_be_is_read(tmp_path: Path, sheet: str, cell: str) -> None:
    assert amounts(tmp_path, sheet, cell) == ("£999", ())


def test_only_the_unseen_part_of_a_text_is_left_out(tmp_path: Path) -> None:
    cell = '<td style="color: white">£1<b style="color: black">£999</b></td>'
    assert amounts(tmp_path, "", cell) == ("£999", ('hidden text left out: "£1"',))


def test_unseen_paragraphs_are_counted_and_quoted(tmp_path: Path) -> None:
    page = '<!doctype html><html><body><p>Seen £5</p><p style="color:#fff">Unseen £777</p></body></html>'
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    found = read_document(tmp_path / "page.html")
    assert found.paragraphs == ("Seen £5",)
    assert found.notes == ("1 hidden texts outside tables are left out, the first: “Unseen £777”",)
    assert found.unaccounted == ()
