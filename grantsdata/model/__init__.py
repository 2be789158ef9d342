"""What an award, a paper, an amount and a year are. Reads no file."""
