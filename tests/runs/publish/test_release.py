"""Putting pages and the index in place: what the system refuses is an error with its place."""

from pathlib import Path
from typing import Any

import pytest

from grantsdata.errors import OutputError
from grantsdata.runs.publish import release


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
