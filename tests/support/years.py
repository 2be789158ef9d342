"""Projects with several years."""

from pathlib import Path

from support.reporting import (
    add_year,
    copied_project,
)


def with_two_other_years(tmp_path: Path) -> Path:
    project = copied_project(tmp_path / "project")
    for year in ("2015-16", "2019-20"):
        add_year(project, [("GR", "Lights", "Fenland District Council", "£4,000")], year=year)
    return project
