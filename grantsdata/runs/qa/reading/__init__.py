"""Checks of what leads a reader through a page: markup, contents, and what is hidden."""
