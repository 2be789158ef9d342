"""Words and lists for the report on what each award became over the years."""
