"""What is said of pairs of awards, with what the two are."""

import pandas as pd

from grantsdata.summaries.matching import similarity


def decided_pairs(decisions: pd.DataFrame, awards: pd.DataFrame, former: pd.DataFrame) -> pd.DataFrame:
    """Each pair of which something is said, in the order of the files: a row each.

    Columns: former_service, service, former_provider, provider, similarity_share (of the services, 0 to 1), same (yes,
    no), reason, said_in (the file). `decisions` as `decisions.load_decisions` gives them; pairs that nobody has decided
    are left out, and so are those of other awards than these.
    """
    sides = {"former_id": former, "award_id": awards}
    table = decisions[decisions["same"] != ""].rename(columns={"source_file": "said_in"})
    for key, side in sides.items():
        known = side.set_index("award_id")[["service", "provider"]].astype("object")
        table = table[table[key].isin(known.index)].join(known.add_prefix("former_" * (key == "former_id")), on=key)
    services = zip(table["former_service"], table["service"], strict=True)
    table["similarity_share"] = pd.array([similarity(*pair) for pair in services], dtype="Float64")
    columns = ["former_service", "service", "former_provider", "provider", "similarity_share", "same", "reason"]
    return table[[*columns, "said_in"]].reset_index(drop=True)
