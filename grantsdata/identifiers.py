"""A stable, readable identifier for each award: year, stream and service."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from grantsdata.model.slugs import slug


def award_ids(awards: pd.DataFrame, codes: Mapping[str, str]) -> list[str]:
    """One identifier an award, in the order of the rows; `codes` gives each stream its code.

    They stay the same when rows are added or moved: awards of one stream with the same service are told apart by
    their provider, and only those that share that too by their order.
    """
    services = [
        f"{year}-{codes[stream]}-{slug(service)}"
        for year, stream, service in zip(awards["financial_year"], awards["stream"], awards["service"], strict=True)
    ]
    times = Counter(services)
    ids: list[str] = []
    taken: set[str] = set()
    for service, provider in zip(services, awards["provider_printed"], strict=True):
        name = f"{service}-{slug(provider)}" if times[service] > 1 else service
        number, unique = 1, name
        while unique in taken:
            number += 1
            unique = f"{name}-{number}"
        taken.add(unique)
        ids.append(unique)
    return ids
