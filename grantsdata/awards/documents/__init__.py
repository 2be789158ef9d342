"""Several documents a year: which awards stood on a day, with which amounts, and what each document changed."""
