"""`demo`: where the example is, and what to do next."""

from pathlib import Path

import pytest

from grantsdata.cli.main import main


def test_it_says_where_the_example_is_and_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "example"]) == 0
    out, err = capsys.readouterr()
    number = sum(path.is_file() for path in (tmp_path / "example").rglob("*"))
    assert err == f"grantsdata: made the example in {tmp_path / 'example'}, {number} files\n"
    assert out == "Next: go to example, make its reports (grantsdata report --all), open outputs/index.html\n"


def test_a_file_in_its_place_is_refused_and_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "example").write_text("mine", encoding="utf-8")
    assert main(["demo", str(tmp_path / "example")]) == 2
    assert capsys.readouterr().out == ""
    assert (tmp_path / "example").read_text(encoding="utf-8") == "mine"
