"""A Word document → its tables, texts and what is not printed as text."""
