"""`init`: what was made, whether the report on the law is on, and what to do next."""

from pathlib import Path

import pytest

from grantsdata.cli.main import main


@pytest.mark.parametrize(("kind", "state"), [("council", "off"), ("policing", "on")])
def test_it_says_what_it_made_and_what_comes_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, state: str
) -> None:
    folder = tmp_path / "grants"
    assert main(["init", str(folder), "--body", "Fairshire", "--kind", kind]) == 0
    out, err = capsys.readouterr()
    made, report = err.splitlines()
    number = sum(path.is_file() for path in folder.rglob("*"))
    assert made == f"grantsdata: made the project {folder}, {number} files"
    assert report.startswith(
        f"grantsdata: the report on what the law asks policing bodies to publish is {state}, since "
    )
    assert out == (
        f"Next: go to {folder}; NEXT-STEPS.md there says what to do, beginning with: "
        "grantsdata import FILE --year YEAR\n"
    )


def test_an_unknown_kind_is_refused_before_anything_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "grants"), "--body", "Fairshire", "--kind", "councils"]) == 2
    assert '"councils"' in capsys.readouterr().err
    assert not (tmp_path / "grants").exists()
