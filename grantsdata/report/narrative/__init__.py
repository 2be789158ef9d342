"""Write the sentences of reports. Every figure comes from the tables, so the sentences are true for every year."""
