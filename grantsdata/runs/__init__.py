"""Notebooks run, pages checked, sets published."""
