"""What the words of a printed header or row say about the amounts in it."""
