"""What stands beside the chart of what the law asks to be published."""

import pandas as pd

from grantsdata.captions.words import Words


def disclosure_counts(counts: pd.DataFrame) -> Words:
    """Beside `figures.disclosure_counts`; no alternative text, and so no chart, where nothing is asked for."""
    needed, missing = int(counts["needed"].sum()), int(counts["missing"].sum())
    if not needed:
        return Words("Nothing of what this page looks for is asked of these awards", "")
    parts = []
    for duty, its in counts.groupby("duty", sort=False):
        rows = its[["requirement", "needed", "present", "from_aim", "missing"]].to_numpy()
        parts.append(f"{duty}: {', '.join(_told(*row) for row in rows)}")
    return Words(
        _title(needed, missing),
        f"Bar chart of what is on record, by duty. {'; '.join(parts)}.",
        "Filled: on record."
        + (" Hatched: taken from the aim of the award's theme." if counts["from_aim"].any() else "")
        + " Empty, with a dashed outline: missing.",
    )


def _title(needed: int, missing: int) -> str:
    if not missing:
        return "Nothing that is asked for is missing"
    if missing == needed:
        return "The one detail asked for is missing" if needed == 1 else f"All {needed} details asked for are missing"
    return f"{missing} of the {needed} details asked for {'is' if missing == 1 else 'are'} missing"


def _told(requirement: str, needed: int, present: int, from_aim: int, missing: int) -> str:
    aims = f" ({from_aim} from a theme's aim)" if from_aim else ""
    return f"{requirement} {present} of {needed} on record{aims}, {missing} missing"
