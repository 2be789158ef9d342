"""Run notebooks, check pages and publish the set of a year."""
