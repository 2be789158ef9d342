"""The figures in the sentences of a page: find them, check them against the raw files, show where each comes from."""
