"""What `paper.toml` supplies for publishing, beside the awards that it is of."""

from collections.abc import Iterator

import pandas as pd

from grantsdata.errors import Fault
from grantsdata.model.paper import Paper


def recipient_faults(paper: Paper, awards: pd.DataFrame) -> Iterator[Fault]:
    """A fault for each name under `publishing.recipients` that is no provider's, or one whom the register numbers."""
    identifiers = dict(zip(awards["provider"], awards["provider_identifier"].fillna(""), strict=True))
    file = paper.source_file("paper.toml")
    for name in paper.publishing.recipients:
        if name not in identifiers:
            expected = "the canonical name of a provider of this year's awards"
            yield Fault(file, "publishing.recipients names", expected, "Correct the name.", text=name)
        elif identifiers[name]:
            expected = f"none, since data/raw/providers.csv gives it {identifiers[name]}"
            yield Fault(file, "publishing.recipients has another identifier of", expected, "Keep one.", text=name)
