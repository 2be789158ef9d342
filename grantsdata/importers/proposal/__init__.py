"""Propose entries of paper.toml for a printed table, each with its reason."""
