"""A table as printed → the entries of paper.toml that seem to fit, each with its reason."""
