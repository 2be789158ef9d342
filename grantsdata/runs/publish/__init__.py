"""A year's set: planned, made, checked and put in place."""
