"""Tables of one report compared with the raw files."""
