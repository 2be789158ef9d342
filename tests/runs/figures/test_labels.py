"""Labels that have changed places with each other, or that belong to no figure of their sentence."""

import pytest
from bs4 import BeautifulSoup
from support.reporting import CRIME, FORCE, REPOSITORY, VICTIMS

from grantsdata.report.traced import Sentence, expression, figure, html, write
from grantsdata.runs.figures.labels import Call, calls_in, label_faults
from grantsdata.runs.figures.sentences import sentences
from grantsdata.runs.verifier.evaluate import Verifier
from grantsdata.runs.verifier.raw import Raw

TRUST = "Cambridgeshire and Peterborough NHS Foundation Trust"
FIRST, SECOND = figure("£961,260", "sum", stream=VICTIMS), figure("£1,322,248", "sum", stream=CRIME)
POLICE = figure("£587,195", "sum", provider_type="police")
HEALTH = figure("£319,000", "sum", provider_type="health")
NAMED = figure(VICTIMS, "value", "stream", stream=VICTIMS), figure(CRIME, "value", "stream", stream=CRIME)
LEADERS = [figure(name, "rank", "provider", n) for n, name in enumerate((FORCE, TRUST), 1)]
SUMS = [figure(text, "rank_sum", "provider", n) for n, text in enumerate(("£587,195", "£225,000"), 1)]


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier(Raw(REPOSITORY, "2017-18"))


def faults(text: Sentence, verifier: Verifier) -> list[str]:
    (sentence,) = sentences(BeautifulSoup(f"<p>{html(text)}</p>", "html.parser"))
    return list(label_faults(sentence, verifier))


@pytest.mark.parametrize(
    "text",
    [
        write(f"{VICTIMS} has {{a}}, {CRIME} has {{b}}.", a=FIRST, b=SECOND),
        write(f"{{a}} is from {VICTIMS} and {{b}} from {CRIME}.", a=FIRST, b=SECOND),
        write("{a} is from {x} and {b} from {y}.", a=FIRST, b=SECOND, x=NAMED[0], y=NAMED[1]),
        write("Police get {a}, health {b}.", a=POLICE, b=HEALTH),
        write("{x} gets {a}, {y} {b}.", x=LEADERS[0], a=SUMS[0], y=LEADERS[1], b=SUMS[1]),
        write("The police chief spoke of {a}.", a=FIRST),
        write(f"{VICTIMS} has {{a}}; it is not said what {CRIME} will do.", a=figure("35", "count")),
        write(
            "{a} to {x} for “{service}”.",
            a=figure("£10,000", "sum", provider=FORCE, service="Police Cadets"),
            x=LEADERS[0],
            service=figure("Crimestoppers", "value", "service", service="Crimestoppers"),
        ),
    ],
)
def test_labels_beside_their_figures_are_no_faults(text: Sentence, verifier: Verifier) -> None:
    """A service that is called like a provider is no provider."""
    assert faults(text, verifier) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (write(f"{CRIME} has {{a}}, {VICTIMS} has {{b}}.", a=FIRST, b=SECOND), f"names {CRIME}, {VICTIMS}"),
        (
            write("{a} is from {y} and {b} from {x}.", a=FIRST, b=SECOND, x=NAMED[0], y=NAMED[1]),
            "its figures are about",
        ),
        (write("Health gets {a}, police {b}.", a=POLICE, b=HEALTH), "names health, police"),
        (write("Councils get {a}.", a=POLICE), "names local government, but none"),
        (write("{y} gets {a}, {x} {b}.", x=LEADERS[0], a=SUMS[0], y=LEADERS[1], b=SUMS[1]), f"names {TRUST}, {FORCE}"),
        (write(f"{TRUST} gets {{a}}.", a=SUMS[0]), f"none of its figures is about {TRUST}"),
    ],
)
def test_labels_in_the_place_of_others_are_faults(text: Sentence, says: str, verifier: Verifier) -> None:
    found = faults(text, verifier)
    assert any(says in fault for fault in found), found


def test_the_calls_of_an_expression_are_listed() -> None:
    made = expression("part", expression("sum", stream=VICTIMS), expression("rank_sum", "provider", 1))
    assert calls_in(made) == [
        Call("part", (), {}),
        Call("sum", (), {"stream": VICTIMS}),
        Call("rank_sum", ("provider", 1), {}),
    ]
    assert calls_in("sum(") == []
