"""Duties to publish: which there are, since when, whom they bind, and what they ask."""
