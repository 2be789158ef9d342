"""An invented year of several documents: a paper, decision notices, a grant register and variations.

The paper of 11 May 2018 awards £4,000 for a night bus, £3,000 for a refuge, and an amount that it does not state for
cameras. A notice of 3 August 2018 states £2,500 for the cameras and awards £1,200 for mentoring; a variation of 15
October 2018 raises the refuge to £3,500.50; a notice of 14 December 2018 withdraws the mentoring, and a register of 1
February 2019 lists a second night bus by a charity, and prints a total of £900.
"""

import csv
from pathlib import Path

from support.reporting import add_year

from grantsdata.model.declared.other_tables import VARIATION_MEANINGS

YEAR = "2018-19"

AWARDS = (
    ("GR", "Night bus", "Family Action", "£4,000"),
    ("GR", "Refuge", "Shrievalty Trust", "£3,000"),
    ("GR", "Cameras", "Lens Ltd", ""),
)

DOCUMENTS = (
    ("notice-august", "decision notice", "2018-08-03", "Grants of the summer", "DN 14"),
    ("variation-1", "variation", "2018-10-15", "Variation of the refuge", "V 1"),
    ("notice-december", "decision notice", "2018-12-14", "Mentoring", ""),
    ("register", "grant register", "2019-02-01", "Register of grants", ""),
)

TABLES = {
    "notice-august": [("Mentoring", "Family Action", "£1,200")],
    "register": [("Night bus", "Shrievalty Trust", "£900")],
}

VARIATIONS = (
    ("GR", "Cameras", "", "2018-08-03", "the amount is stated", "", "£2,500", "paragraph 2", "notice-august"),
    ("GR", "Refuge", "", "2018-10-01", "a second worker", "£3,000", "£3,500.50", "letter", "variation-1"),
    ("GR", "Mentoring", "", "2018-12-14", "the provider has closed", "£1,200", "£0", "paragraph 1", "notice-december"),
)

MONTH_ENDS = {
    "2018-04-30": {},
    "2018-05-31": {"Night bus": 400000, "Refuge": 300000, "Cameras": None},
    "2018-06-30": {"Night bus": 400000, "Refuge": 300000, "Cameras": None},
    "2018-07-31": {"Night bus": 400000, "Refuge": 300000, "Cameras": None},
    "2018-08-31": {"Night bus": 400000, "Refuge": 300000, "Cameras": 250000, "Mentoring": 120000},
    "2018-09-30": {"Night bus": 400000, "Refuge": 300000, "Cameras": 250000, "Mentoring": 120000},
    "2018-10-31": {"Night bus": 400000, "Refuge": 350050, "Cameras": 250000, "Mentoring": 120000},
    "2018-11-30": {"Night bus": 400000, "Refuge": 350050, "Cameras": 250000, "Mentoring": 120000},
    "2018-12-31": {"Night bus": 400000, "Refuge": 350050, "Cameras": 250000},
    "2019-01-31": {"Night bus": 400000, "Refuge": 350050, "Cameras": 250000},
    "2019-02-28": {"Night bus": 400000, "Refuge": 350050, "Cameras": 250000, "Second night bus": 90000},
    "2019-03-31": {"Night bus": 400000, "Refuge": 350050, "Cameras": 250000, "Second night bus": 90000},
}
"""The state at each month's end, worked out by hand: service → pence, or None for an amount that is not stated."""


def year_of_mixed_table(project: Path) -> Path:
    """Put 2024-25 on file with one table of two single tenders of £20,000: a refuge of the paper of 2 May 2024, and
    a night bus that a decision notice of 3 March 2025 awards. Details were published on 10 April 2025."""
    folder = add_year(project, [("GR", "Refuge", "Shrievalty Trust", "£20,000")], year="2024-25", budget="£40,000")
    rows = [("Service", "Provider", "Award", "From"), ("Refuge", "Shrievalty Trust", "£20,000", "Paper"),
            ("Night bus", "Family Action", "£20,000", "Notice")]  # fmt: skip
    with (folder / "gr.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    toml = folder / "paper.toml"
    text = toml.read_text(encoding="utf-8").replace("date = 2018-05-11", "date = 2024-05-02")
    table = 'arrangement = "Single tender"\ndocuments = { Paper = "paper", Notice = "notice" }\n[award_tables.columns]'
    text = text.replace("[award_tables.columns]", f'{table}\ndocument = "From"', 1)
    more = ["[[documents]]", 'id = "notice"', 'kind = "decision notice"', "date = 2025-03-03", 'title = "Bus"',
            'source = "Decision notice of 3 March 2025"', "[publishing]", "details_published = 2025-04-10"]  # fmt: skip
    toml.write_text(text + "\n".join(more) + "\n", encoding="utf-8", newline="\n")
    return folder


def year_of_documents(project: Path) -> Path:
    """Put the invented year on file; return its folder."""
    folder = add_year(project, AWARDS, budget="£12,000")
    toml = folder / "paper.toml"
    lines = []
    for name, kind, day, title, reference in DOCUMENTS:
        lines += ["[[documents]]", f'id = "{name}"', f'kind = "{kind}"', f"date = {day}", f'title = "{title}"']
        lines += [f'reference = "{reference}"', 'source = "https://www.example.org/notices"']
    for name, rows in TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("Service", "Provider", "Award"), *rows])
        lines += ["[[award_tables]]", f'file = "{name}.csv"', 'stream = "GR"', f'document = "{name}"']
        lines += ["[award_tables.columns]", 'service = "Service"', 'provider = "Provider"', 'award = "Award"']
    lines += ["[[printed_totals]]", 'label = "Total of the register"', 'printed = "£900"', 'file = "register.csv"']
    lines += ["[variations]", 'file = "variations.csv"']
    with (folder / "variations.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([VARIATION_MEANINGS, *VARIATIONS])
    toml.write_text(toml.read_text(encoding="utf-8") + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return folder


def imply_the_cameras(folder: Path) -> None:
    """Have the paper print a total of £9,400 for its three awards, which leaves £2,400 for the cameras."""
    with (folder / "paper.toml").open("a", encoding="utf-8") as file:
        file.write('[[printed_totals]]\nlabel = "Total"\nprinted = "£9,400"\nfile = "gr.csv"\n')
