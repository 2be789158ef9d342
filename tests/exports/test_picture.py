"""A chart saved as a picture, with its texts in it and beside it."""

from pathlib import Path

import pytest
from matplotlib.figure import Figure

from grantsdata.errors import OutputError, ParameterError
from grantsdata.exports.picture import save
from grantsdata.report.chart import Chart


def drawn() -> Chart:
    ax = Figure(figsize=(2, 1)).subplots()
    ax.barh([0], [1])
    return Chart("A title", "One bar.", "Hatched: implied.", ax)


@pytest.mark.parametrize(("name", "begins"), [("x.png", b"\x89PNG"), ("x.SVG", b"<?xml")])
def test_the_ending_decides_and_the_texts_stand_beside(tmp_path: Path, name: str, begins: bytes) -> None:
    path = save(drawn(), tmp_path / name, source="The paper")
    assert path == tmp_path / name
    assert path.read_bytes().startswith(begins)
    assert b"A title" in path.read_bytes() and b"The paper" in path.read_bytes()
    assert (tmp_path / f"{name}.txt").read_text(encoding="utf-8") == (
        "Title: A title\nKey: Hatched: implied.\nSource: The paper\nAlternative text: One bar.\n"
    )


def test_texts_that_there_are_not_have_no_line(tmp_path: Path) -> None:
    save(drawn().figure, tmp_path / "x.png", title="Other")
    assert (tmp_path / "x.png.txt").read_text(encoding="utf-8") == "Title: Other\n"


def test_another_ending_and_an_empty_chart_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r'cannot be saved as "x\.jpg"; expected a name that ends in \.png'):
        save(drawn(), tmp_path / "x.jpg")
    with pytest.raises(ParameterError, match="There is no picture to save: No award has a theme"):
        save(Chart("No award has a theme"), tmp_path / "x.png")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"x\.png"):
        save(drawn(), tmp_path / "none" / "x.png")
