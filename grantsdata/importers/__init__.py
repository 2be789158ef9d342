"""A paper as a file → raw CSV and entries of paper.toml, for a person to check."""
