"""Tables of pages beside the raw files, read a second time."""
