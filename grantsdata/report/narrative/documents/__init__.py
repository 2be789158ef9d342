"""The sentences of the page on what the documents of a year changed."""
