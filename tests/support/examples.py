"""How many examples a property is tried with, where the profile's own number does not suit it."""

import os

from hypothesis import settings


def examples(usual: int, nightly: int = 10_000) -> settings:
    """`usual` in a test run, `nightly` in the profile of that name."""
    return settings(max_examples=nightly if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else usual)
