"""How many examples a property is tried with, where the profile's own number does not suit it."""

import os

from hypothesis import settings

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "deterministic")


def examples(usual: int, nightly: int = 10_000) -> settings:
    """`usual` in a test run, `nightly` in the profile of that name, a few where mutants are tried."""
    return settings(max_examples={"nightly": nightly, "mutants": min(usual, 20)}.get(PROFILE, usual))
