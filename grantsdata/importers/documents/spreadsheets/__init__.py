"""Read the tables on sheets of Excel and OpenDocument, as the program shows them."""
