"""Interpret the names of bodies by the words in them."""
