"""What the page on changes says; each of its figures comes out of the raw files again."""

from pathlib import Path

from support.documents import YEAR, year_of_documents

from grantsdata import load_awards
from grantsdata.awards.documents.changes import load_documents, load_history
from grantsdata.report.narrative.documents.changes import changes_headline, changes_verdict
from grantsdata.report.traced import Figure, parts_of
from grantsdata.runs.figures.written import is_written
from grantsdata.runs.verifier.evaluate import Verifier
from grantsdata.runs.verifier.raw import Raw


def test_the_answer_counts_the_changes_and_gives_the_sums_then_and_now(project: Path) -> None:
    year_of_documents(project)
    tables = (
        load_documents(YEAR, project=project),
        load_history(YEAR, project=project),
        load_awards(YEAR, project=project),
    )
    headline, verdict = changes_headline(*tables), changes_verdict(*tables)
    assert headline == (
        "Since the paper of 11 May 2018, later documents made 2 new awards, changed 2 amounts and withdrew 1 award. "
        "The awards came to £7,000 then and come to £10,900.50 now."
    )
    assert verdict == "The changes add up to this difference: £3,900.50 more."
    verifier = Verifier(Raw(project, YEAR))
    figures = [part for part in parts_of(headline + verdict) if isinstance(part, Figure)]
    for one in [one for one in figures if not one.expression.startswith("listed(")]:  # those are about the page
        assert is_written(verifier.value(one.expression), str(one)), one


def test_without_a_change_it_says_so(project: Path) -> None:
    year_of_documents(project)
    documents = load_documents(YEAR, project=project).iloc[:1]
    history, awards = (
        load_history(YEAR, project=project).iloc[:0],
        load_awards(YEAR, as_at="2018-05-31", project=project),
    )
    assert changes_headline(documents, history, awards).startswith(
        "Since the paper of 11 May 2018, no amount has changed."
    )
    assert changes_verdict(documents, history, awards) == "The changes leave the sum of the awards as it was."
