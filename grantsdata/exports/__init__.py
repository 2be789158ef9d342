"""A year's data in the forms that others read, a module for each form."""
