"""Findings on the paper's own list of sources: dates that cannot be right."""

import re
from collections.abc import Iterator

from grantsdata.model.declared.about import SourceDocument
from grantsdata.model.paper import Paper
from grantsdata.model.years import MONTHS
from grantsdata.reconcile.findings import Finding

_PRINTED_DATE = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[A-Z][a-z]+) (?P<year>\d{4})")
_ADDRESS_YEAR = re.compile(r"/(?P<year>(?:19|20)\d{2})/(?P<month>\d{2})/")


def source_findings(paper: Paper) -> Iterator[Finding]:
    """Yield a finding for each source that is dated after its paper, or in another year than its web address says."""
    for document in paper.source_documents:
        date = _PRINTED_DATE.search(document.date_printed)
        if date is None:
            continue
        address_years = sorted(set(_address_years(document)))
        wrong = [year for year in address_years if year != int(date["year"])]
        after = int(date["year"]) > paper.paper.date.year or _is_after(date, paper)
        if not (wrong or after):
            continue
        sentence = f"The list of sources gives “{document.title}” the date “{document.date_printed}”"
        sentence += ", which is after this paper." if after else "."
        if wrong:
            sentence += f" Its web address says {' and '.join(map(str, wrong))}."
        yield Finding("source-year", "warning", "Source documents", sentence)


def _is_after(date: re.Match[str], paper: Paper) -> bool:
    if date["month"] not in MONTHS:
        return False
    cited = (int(date["year"]), MONTHS.index(date["month"]) + 1, int(date["day"]))
    return cited > (paper.paper.date.year, paper.paper.date.month, paper.paper.date.day)


def _address_years(document: SourceDocument) -> Iterator[int]:
    for address in document.addresses:
        match = _ADDRESS_YEAR.search(address)
        if match:
            yield int(match["year"])
