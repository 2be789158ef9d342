"""An invented office whose papers of two years say what will come, and what became of it."""

import csv
import shutil
from pathlib import Path

from support.reporting import REPOSITORY, add_year

from grantsdata.model.declared.other_tables import PROMISE_MEANINGS

SOURCE = "Paper of 11 May 2017"
OFFICE = {"A report on advice": "kept", "A new strategy": "open", "An audit": "overdue", "A website": "open"}
"""The promises of the paper of 2017-18, and the state of each on the date of the next paper, 11 May 2018."""


def promise(promise: str, **cells: str) -> dict[str, str]:
    """A line of the table; empty but for what is given, and for a paragraph."""
    return dict.fromkeys(PROMISE_MEANINGS, "") | {"promise": promise, "paragraph": "2.1"} | cells


def put_promises(project: Path, year: str, *promises: dict[str, str]) -> None:
    """Write the year's table anew."""
    path = project / "data" / "raw" / year / "promises.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, PROMISE_MEANINGS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(promises)


def office_with_promises(project: Path, *, year: str = "") -> Path:
    """A project with the years 2017-18 and 2018-19 and the board paper as its only report; or one more year in it."""
    for one in (year,) if year else ("2017-18", "2018-19"):
        folder = add_year(project, [("GR", "Advice", "Family Action", "£4,000")], year=one)
        paper = folder / "paper.toml"
        text = paper.read_text(encoding="utf-8").replace("2018-05-11", f"{one[:4]}-05-11")
        text = text.replace("11 May 2018", f"11 May {one[:4]}")
        paper.write_text(text + '\n[promises]\nfile = "promises.csv"\n', encoding="utf-8")
    if year:
        return project
    raw, notebooks = project / "data" / "raw", project / "notebooks"
    shutil.copyfile(REPOSITORY / "data" / "raw" / "providers.csv", raw / "providers.csv")
    notebooks.mkdir()
    (project / "outputs").mkdir()
    shutil.copyfile(REPOSITORY / "notebooks" / "board-paper.ipynb", notebooks / "board-paper.ipynb")
    (notebooks / "reports.toml").write_text('[[reports]]\nnotebook = "board-paper"\n', encoding="utf-8")
    kept = {"outcome": "kept", "outcome_date": "2017-08-03", "outcome_source": "Minutes, item 4"}
    audit = {"by_when": "by the end of 2017", "due": "2017-12-31", "paragraph": "2.3"}
    report = promise("A report on advice", stream="GR", to_whom="Board", what_happened="It came to the meeting", **kept)
    strategy, website = promise("A new strategy", paragraph="2.2"), promise("A website", paragraph="2.4")
    put_promises(project, "2017-18", report, strategy, promise("An audit", **audit), website)
    dropped = {"outcome": "dropped", "outcome_date": "2018-06-01", "outcome_source": "Decision notice"}
    put_promises(
        project,
        "2018-19",
        strategy | {"first_made_in": SOURCE},
        promise("An audit", first_made_in=SOURCE, **audit),
        website | {"first_made_in": SOURCE} | dropped,
        promise("A charter", by_when="in the autumn", paragraph="3.1"),
    )
    return project
