"""Work out an expression again, from the files in data/raw alone.

Nothing of the code that reads, adds up or writes is used here, so that a mistake in it cannot hide itself: `raw` reads
the files with Python's `csv` and `tomllib`, `law` says which duties to publish an award is under, and `evaluate` works
out an expression. Each is short, so that whoever doubts a figure can read how it is worked out.
"""
