"""The parts of `paper.toml` beside its award tables."""
