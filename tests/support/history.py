"""Three invented years of a body that another one replaces before the last of them."""

from pathlib import Path

from support.reporting import add_year

YEARS = ("2018-19", "2019-20", "2020-21")
FORMER, MAYOR = "Police and Crime Commissioner for Elsewhere", "Mayor of Anyshire"

BUS, REFUGE, CAMERAS = ("Night bus", "Family Action"), ("Refuge", "Shrievalty Trust"), ("Cameras", "Lens Ltd")


def three_years(project: Path) -> Path:
    """The bus runs in all years, the refuge in two; cameras come back after a gap, by decision; a garden is new."""
    add_year(project, [("GR", *BUS, "£4,000"), ("GR", *REFUGE, "£3,000"), ("GR", *CAMERAS, "")], year=YEARS[0])
    add_year(project, [("GR", *BUS, "£4,100"), ("GR", *REFUGE, "£3,000")], year=YEARS[1])
    awards = [("GR", *BUS, "£4,200"), ("GR", "Garden", "Lens Ltd", "£10.50"), ("GR", *CAMERAS, "£30")]
    folder = add_year(project, awards, year=YEARS[2])
    toml = folder / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace(FORMER, MAYOR), encoding="utf-8")
    raw = project / "data" / "raw"
    (raw / "successors.csv").write_text(
        f"body,successor,since,said_in\n{FORMER},{MAYOR},2020-05-07,Order 1 of 2020\n", encoding="utf-8"
    )
    (folder / "matches.csv").write_text(
        "former_id,award_id,same,reason\n2018-19-GR-cameras,2020-21-GR-cameras,yes,the same cameras\n", encoding="utf-8"
    )
    return project
