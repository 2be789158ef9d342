"""A web page → its tables, as a browser shows them."""
