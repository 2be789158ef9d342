"""An invented council, and the paper on its first year that the tutorial and the tests begin with."""

from pathlib import Path

import docx

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


def council_paper(path: Path) -> Path:
    """Write the invented paper as a Word document: two funds, six awards, £130,000 in all."""
    document = docx.Document()
    document.core_properties.author = COUNCIL
    document.add_heading("Grants to voluntary and community organisations 2024/25 (invented)", 0)
    document.add_paragraph("Report to the Cabinet of Fairshire Borough Council, 16 April 2024")
    document.add_paragraph("The council exists only in this example, and so do the grants.")
    document.add_paragraph("The total budget for grants is £130,000.")
    for heading, rows in (("Community fund", COMMUNITY), ("Arts fund", ARTS)):
        document.add_heading(heading, 1)
        table = document.add_table(len(rows), len(rows[0]), "Table Grid")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.save(str(path))
    return path
