"""An invented council, and the paper on its first year that the tutorial and the tests begin with."""

from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document

COUNCIL, YEAR = "Fairshire Borough Council", "2024-25"

COMMUNITY = [
    ["Project", "Organisation", "Award 2024/25"],
    ["Warm rooms in winter", "Fairshire Community Trust", "£24,500"],
    ["Advice on debt and housing", "Citizens Advice Fairshire", "£60,000"],
    ["Lunch club", "Age UK Fairshire", "£8,250"],
    ["Repairs to the village hall", "Little Marling Parish Council", "£12,000"],
    ["Total", "", "£104,750"],
]
ARTS = [
    ["Project", "Organisation", "Award 2024/25"],
    ["Summer of music", "Fairshire Music Trust", "£15,400"],
    ["Museum for schools", "Friends of Fairshire Museum", "£9,850"],
    ["Total", "", "£25,250"],
]


NEXT_COMMUNITY = [
    ["Project", "Organisation", "Award 2025/26"],
    ["Warm rooms in winter", "Fairshire Community Trust", "£26,000"],
    ["Advice on debt and housing", "Citizens Advice Fairshire", "£55,000"],
    ["Lunch club", "Age UK Fairshire", "£8,250"],
    ["Community garden", "Little Marling Parish Council", "£3,000"],
    ["Total", "", "£92,250"],
]
NEXT_ARTS = [
    ["Project", "Organisation", "Award 2025/26"],
    ["Summer of music", "Fairshire Music Trust", "£12,900"],
    ["Museum for schools", "Friends of Fairshire Museum", "£10,100"],
    ["Total", "", "£23,000"],
]
PROMISE = "The Cabinet will get a report on the warm rooms by the end of March 2025."


def council_paper(path: Path) -> Path:
    """Write the invented paper as a Word document: two funds, six awards, £130,000 in all."""
    funds = (("Community fund", COMMUNITY), ("Arts fund", ARTS))
    return _paper(path, "2024/25", "16 April 2024", "£130,000", funds, PROMISE)


def next_paper(path: Path) -> Path:
    """Write the paper on the next year: six awards, £115,250 in all."""
    return _paper(
        path, "2025/26", "15 April 2025", "£115,250", (("Community fund", NEXT_COMMUNITY), ("Arts fund", NEXT_ARTS))
    )


def notice(path: Path) -> Path:
    """Write a decision notice: one award of £1,500 from the community fund."""
    document = docx.Document()
    document.core_properties.author = COUNCIL
    document.add_heading("Decision notice 3: a grant from the community fund (invented)", 0)
    document.add_paragraph(f"{COUNCIL}, 2 September 2024")
    document.add_heading("Community fund", 1)
    _add_table(document, [COMMUNITY[0], ["Winter coats for families", "Fairshire Community Trust", "£1,500"]])
    document.save(str(path))
    return path


def _add_table(document: Document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), "Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _paper(
    path: Path, year: str, day: str, budget: str, funds: Sequence[tuple[str, list[list[str]]]], promise: str = ""
) -> Path:
    document = docx.Document()
    document.core_properties.author = COUNCIL
    document.add_heading(f"Grants to voluntary and community organisations {year} (invented)", 0)
    document.add_paragraph(f"Report to the Cabinet of Fairshire Borough Council, {day}")
    document.add_paragraph("The council exists only in this example, and so do the grants.")
    document.add_paragraph(f"The total budget for grants is {budget}.")
    if promise:
        document.add_paragraph(promise)
    for heading, rows in funds:
        document.add_heading(heading, 1)
        _add_table(document, rows)
    document.save(str(path))
    return path
