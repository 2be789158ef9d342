"""A page with one claim, and what is wrong with it."""

import json
from pathlib import Path

from grantsdata.runs.figures.claims.check import claims_are_true
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page


def claim_faults(
    text: str, folder: Path, data: PageData, notebook: str = "annual-report", stream: str = ""
) -> list[str]:
    path = folder / "2017-18" / "page.html"
    path.parent.mkdir()
    path.write_text(f"<html><body><p>{text}</p></body></html>", encoding="utf-8")
    of = {"provider": [stream]} if notebook == "provider-report" else {"stream": stream} if stream else {}
    facts = {"kind": "head", "of": of}
    cell = {"cell_type": "code", "source": "", "outputs": [{"metadata": {"grantsdata": facts}, "data": {}}]}
    metadata = {"papermill": {"input_path": f"notebooks/{notebook}.ipynb"}}
    path.with_suffix(".ipynb").write_text(json.dumps({"cells": [cell], "metadata": metadata}), encoding="utf-8")
    return claims_are_true(Page(path), data)
