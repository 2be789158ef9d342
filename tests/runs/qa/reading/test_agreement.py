"""Verbs that do not agree in number with the count before them are reported."""

import pytest
from bs4 import BeautifulSoup
from support.reporting import REPOSITORY

from grantsdata.report.traced import figure, html, write
from grantsdata.runs.figures.sentences import sentences
from grantsdata.runs.qa.reading.agreement import agreement_faults
from grantsdata.runs.verifier.evaluate import Verifier
from grantsdata.runs.verifier.raw import Raw

NAMED, NAMELESS = figure("34", "count", provider=True), figure("1", "count", provider=False)
ALL = figure("35", "count")


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier(Raw(REPOSITORY, "2017-18"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{a} go to a provider; {b} has none.", ""),
        ("{b} of {c} awards have no provider.", ""),
        ("{a} awards and {b} award are listed.", ""),
        ("{a} goes to a provider.", "“34 … goes” does not agree in number"),
        ("{b} have no provider.", "“1 … have” does not agree in number"),
        ("{a} awards and {b} award is listed.", "it says two counts with the verb of one"),
        ("{a} go to a provider; one have none.", "it says “one” with the verb of many"),
    ],
)
def test_verbs_agree_with_their_counts(text: str, says: str, verifier: Verifier) -> None:
    said = write(text, a=NAMED, b=NAMELESS, c=ALL)
    (sentence,) = sentences(BeautifulSoup(f"<p>{html(said)}</p>", "html.parser"))
    assert agreement_faults(sentence, verifier) == ([says] if says else [])
