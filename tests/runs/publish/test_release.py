"""Putting pages and the index in place: what the system refuses is an error with its place."""

from pathlib import Path
from typing import Any

import pytest
from support.unattended import FAILED, YEAR, Run, hashes, left_over, retype

from grantsdata.errors import OutputError, ReportError
from grantsdata.runs.publish import release
from grantsdata.runs.publish.index import index_html


def test_an_index_that_cannot_be_written_is_an_error_and_leaves_the_former_one(
    quick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(new: Path, place: Path) -> Any:
        raise OSError(28, "No space left on device", str(place))

    index = quick / "outputs" / "index.html"
    before = index.read_bytes()
    monkeypatch.setattr(release, "replace", full)
    with pytest.raises(OutputError, match="No space left on device"):
        release.refresh_index(quick)
    assert index.read_bytes() == before
    assert not list(index.parent.glob(".staging-*"))


def test_an_index_with_a_fault_holds_the_set_back_and_leaves_the_former_one(
    quick: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hashes(quick)
    made = index_html
    monkeypatch.setattr(
        release, "index_html", lambda *given: made(*given).replace("first.html", "last.html").replace(">First", ">Last")
    )
    with pytest.raises(ReportError, match=r"leads to 2018-19/last\.html"):
        release.refresh_index(quick)
    retype(quick, YEAR, "£4,000", "£4,100")
    assert run().code != 0
    assert hashes(quick) == before
    assert "leads to 2018-19/last.html" in (quick / FAILED / "run.log").read_text(encoding="utf-8")
    assert left_over(quick) == []
