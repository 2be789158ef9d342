"""Work out an expression again, from the files in data/raw alone.

Nothing of the code that reads, adds up or writes is used here, so that a mistake in it cannot hide itself: `raw` reads
the files with Python's `csv` and `tomllib`, and `evaluate` works out an expression. Both have at most 300 lines of code
together, so that whoever doubts a figure can read how it is worked out.
"""
