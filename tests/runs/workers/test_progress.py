"""The steps of a run on standard error: a line each outside a terminal, none if quiet."""

import logging

import pytest

from grantsdata.runs.workers.progress import log_steps, show_progress

LOG = "grantsdata.runs.publish.publish"


def test_each_step_is_a_line_only_within(capsys: pytest.CaptureFixture[str]) -> None:
    with log_steps(quiet=False):
        logging.getLogger(LOG).info("2018-19: %s", "checked")
        logging.getLogger("grantsdata.other").warning("not a step")
    logging.getLogger(LOG).info("after")
    assert capsys.readouterr().err == "grantsdata: 2018-19: checked\n"


def test_a_quiet_run_prints_no_step(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress(quiet=True):
        logging.getLogger(LOG).info("checked")
    assert capsys.readouterr().err == ""


def test_handlers_are_taken_away_after_an_error() -> None:
    before = list(logging.getLogger(LOG).handlers)
    with pytest.raises(KeyError), show_progress(quiet=False):
        raise KeyError
    assert logging.getLogger(LOG).handlers == before
