"""The letters of a page: which can be seen, and the lines and words that they make."""
