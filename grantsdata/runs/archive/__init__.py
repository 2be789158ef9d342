"""A published year as one zip or folder that can be read without this program."""
